"""The page that Factiva saves is split into its articles, with their metadata."""

import pytest


def unlabelled(code: str, head: str, body: str, identifier: str = "article-LANT000020250303el330001") -> str:
    """Return an article whose head is a run of lines."""
    return (
        f'<div id="{identifier}" class="article"><div class="article {code}Article"><p></p>{head}<p></p>'
        + "".join(
            f'<p class="articleParagraph {code}articleParagraph">{text}  </p>' for text in body.split("|")
        )
        + "<p>Lantern Press Ltd</p><p>Document LANT000020250303el330001</p></div></div><br>"
    )


def headline(code: str, text: str) -> str:
    """Return a headline as Factiva marks it up."""
    return f'<div id="hd"><span class="{code}Headline">{text}</span></div>'


def labelled(**rows: str) -> str:
    """Return an article whose head and body are rows with labels."""
    cells = "".join(
        f'<tr><td class="index"><b>{label}</b>&nbsp;</td><td>{value}</td></tr>'
        for label, value in rows.items()
    )
    return f'<div class="article enArticle"><table>{cells}</table><br></div>'


def page(*articles: str) -> str:
    """Return a page of Factiva."""
    return f"<html><head><title>Factiva</title></head><body><h1>Factiva</h1>{''.join(articles)}</body></html>"


BRIDGE = unlabelled(
    "en",
    "<div>City Desk; 2</div>"
    + headline("en", "Old <b>bridge</b> closes ")
    + '<div class="author">By Ada Finch </div><div>Special to The Lantern</div><div>19 words</div>'
    "<div>3 March 2025</div><div>17:40</div><div>The Lantern</div><div>LANT</div><div>Late Edition</div>"
    "<div>1</div><div>English</div><div>(c) 2025 Lantern Press.</div>",
    "The mayor of Aldmouth closed the <b>old bridge</b> on Monday.|“It is not safe,” said "
    '<span class="companylink">Moll Engineers</span> after a long look.',
)


def test_an_article_with_an_unlabelled_head(reading):
    """Headline, author, day and outlet are told apart by their places; section, page and code are no text."""
    found = reading("a.html", page(BRIDGE))
    document = found.document
    assert document.text == (
        "The mayor of Aldmouth closed the old bridge on Monday.\n\n"
        "“It is not safe,” said Moll Engineers after a long look."
    )
    assert (document.title, document.author) == ("Old bridge closes", "Ada Finch")
    assert (document.published, document.outlet, document.language) == ("2025-03-03", "The Lantern", "en")
    (note,) = found.problems
    assert note.message.startswith("It is an export of Factiva with 1 article.")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("9 Wörter", "3 März 2025"),
        ("9 mots", "3 mars 2025"),
        ("9 字", "2025 年 3 月 3 日"),
        ("9 words", "March 3, 2025"),
    ],
)
def test_the_language_of_the_program_is_no_matter(reading, words, day):
    """Factiva writes days and lengths in the language of its user; the article may be in another."""
    head = f"{headline('en', 'Ferry runs')}<div>{words}</div><div>{day}</div><div>The Lantern</div>"
    document = reading(
        "a.html", page(unlabelled("en", head, "A ferry runs from the far bank again."))
    ).document
    assert (document.published, document.outlet, document.language) == ("2025-03-03", "The Lantern", "en")


def test_articles_with_labels(reading):
    """In the other form each part has a label of two letters."""
    first = labelled(
        SE="City",
        HD='<b class="enHeadline">Bridge closes</b>',
        BY="Ada Finch",
        WC="14 words",
        PD="3 March 2025",
        SN="The Lantern",
        LA="English",
        LP='<p class="articleParagraph enarticleParagraph">The mayor closed the bridge.</p>',
        TD='<p class="articleParagraph enarticleParagraph">Shopkeepers demanded a ferry.</p>',
        AN="Document LANT000020250303el330001",
    )
    second = labelled(HD="Ferry runs", PD="5 March 2025", SN="The Beacon", LP="<p>A ferry runs.</p>")
    one, two = reading("f.html", page(first, second)).documents
    assert one.text == "The mayor closed the bridge.\n\nShopkeepers demanded a ferry."
    assert (one.doc_id, one.title, one.author, one.published) == (
        "f-1",
        "Bridge closes",
        "Ada Finch",
        "2025-03-03",
    )
    assert (two.doc_id, two.title, two.outlet, two.text) == (
        "f-2",
        "Ferry runs",
        "The Beacon",
        "A ferry runs.",
    )


def test_a_missing_part_of_an_article_is_told(reading):
    """Factiva prints the length of each article; a text much shorter is not whole."""
    warned = reading("a.html", page(BRIDGE.replace("19 words", "1,900 words"))).problems[-1]
    assert (warned.severity, warned.message[:29]) == ("warning", "It should have 1,900 words, b")


def test_an_article_of_which_only_the_headline_is_shown_is_told(reading):
    """Factiva lists headlines of articles that it may not show; none of them is lost in silence."""
    row = '<tr class="headline"><td><b>Ferry runs</b></td></tr>'
    listed = f'<div id="carryOverHeadlines"><table>{row}</table></div>'
    found = reading("a.html", page(BRIDGE, listed))
    assert len(found.documents) == 1
    assert [problem.item for problem in found.problems if problem.severity == "left out"] == [
        "a.html article 2"
    ]


def test_another_page_with_articles_is_no_export(reading):
    """A class named "article" is on many pages."""
    html = (
        '<div class="article"><h1>Bridge closes</h1><p>The mayor closed the old bridge on Monday.</p></div>'
    )
    found = reading("a.html", html)
    assert found.document.title == "Bridge closes"
    assert not found.problems


def test_an_article_of_2010(reading):
    """The headline has an identifier, the outlet is a span, the number of the article is in lower case."""
    article = (
        '<div id="lastArticle" class="article"><p><div id="hd"><b>\nOld bridge closes\n</b></div>'
        "<div>By ADA FINCH</div><div>12 words</div><div>29 December 1999</div>"
        '<span class="colorLinks">The Lantern</span><div>LANTRN</div><div>43</div><div>English</div>'
        "<div>(c) 1999 Lantern Press</div></p><p>The mayor closed the bridge on Monday.</p>"
        "<p>It was time.</p><p>Document lantrn0020010903dvct013l5</p></div>"
    )
    document = reading("a.html", page(article)).document
    assert document.text == "The mayor closed the bridge on Monday.\n\nIt was time."
    assert (document.title, document.author) == ("Old bridge closes", "ADA FINCH")
    assert (document.outlet, document.published) == ("The Lantern", "1999-12-29")
