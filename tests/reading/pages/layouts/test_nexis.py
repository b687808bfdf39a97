"""The page that the older Nexis saves is split at its anchors; its labels give the metadata."""

import pytest


def block(*paragraphs: str, style: str = "c5") -> str:
    """Return a division with paragraphs."""
    return f'<BR><DIV CLASS="{style}">{"".join(f"<P>{paragraph}</P>" for paragraph in paragraphs)}</DIV>\n'


def plain(text: str) -> str:
    """Return words as Nexis marks them up."""
    return f'<SPAN CLASS="c2">{text}</SPAN>'


def label(name: str, text: str) -> str:
    """Return a division with a label in bold type."""
    return block(f'<SPAN CLASS="c8">{name}: </SPAN>{plain(text)}')


def article(number: int, outlet: str, day: str, title: str, *rest: str) -> str:
    """Return an article with its anchor."""
    return (
        f'<A NAME="DOC_ID_0_{number}"></A><!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->'
        + block(plain(f"{number} of 2 DOCUMENTS"), style="c0")
        + block(plain(outlet), style="c3")
        + block(f'<SPAN CLASS="c4">{day[:5]}</SPAN>{plain(day[5:])}', style="c3")
        + block(f'<SPAN CLASS="c7">{title}</SPAN>')
        + "".join(rest)
        + block(plain("Copyright 2014 Lantern Press<BR>All Rights Reserved"), style="c3")
        + '<!-- Hide XML section from browser\n</DOCFULL></DOC> -->\n<DIV CLASS="c10"/>\n'
    )


BODY = block(
    plain("The mayor closed the bridge."), plain("“It is not "), f"{plain('safe,” said ')}{plain('Moll.')}"
)
FIRST = article(
    1,
    "The Lantern (Aldmouth)",
    "March 3, 2014 Monday, Late Edition - Final",
    "Bridge closes;<BR>Shopkeepers angry",
    label("BYLINE", "By ADA FINCH"),
    label("SECTION", "City; Page 2"),
    label("LENGTH", "12 words"),
    BODY,
    label("LOAD-DATE", "March 4, 2014"),
    label("LANGUAGE", "ENGLISH"),
    label("GRAPHIC", "Photo: The bridge"),
)
SECOND = article(
    2,
    "The Beacon",
    "5 March 2014",
    "Ferry runs",
    label("LENGTH", "5 words"),
    block(plain("A ferry runs again now.")),
)
COVER = block(plain("Download Request: Selected Items: 1-2<BR>Time Of Request: Friday, March 7, 2014"))


def test_articles_are_split_at_their_anchors(reading):
    """The cover is no article, and what stands below a text is none of it."""
    found = reading("n.html", f"<HTML><BODY>{COVER}{FIRST}{SECOND}</BODY></HTML>")
    first, second = found.documents
    assert first.text == "The mayor closed the bridge.\n\n“It is not\n\nsafe,” said Moll."
    assert (first.title, first.author) == ("Bridge closes; Shopkeepers angry", "ADA FINCH")
    assert (first.outlet, first.published, first.language) == ("The Lantern (Aldmouth)", "2014-03-03", "en")
    assert (second.title, second.outlet, second.published) == ("Ferry runs", "The Beacon", "2014-03-05")
    assert second.text == "A ferry runs again now."
    (note,) = found.problems
    assert note.message.startswith("It is an export of Nexis with 2 articles.")


def test_five_hundred_articles_are_read(reading):
    """Each article opens a division that Nexis never closes; Nexis exports up to 500 articles."""
    articles = (
        article(number, "The Lantern", "5 March 2014", f"Day {number}", BODY) for number in range(500)
    )
    documents = reading("n.html", f"<HTML><BODY>{''.join(articles)}").documents
    assert [document.title for document in documents] == [f"Day {n}" for n in range(500)]
    assert {document.published for document in documents} == {"2014-03-05"}


def test_a_speaker_in_capitals_is_text(reading):
    """In transcripts speakers stand in bold capitals before a colon, as labels do."""
    speech = block(f'<SPAN CLASS="c8">GRETA MOLL: </SPAN>{plain("It is not safe.")}')
    html = article(1, "The Lantern", "5 March 2014", "Interview", label("LENGTH", "9 words"), speech, BODY)
    assert reading("n.html", html).document.text.startswith("GRETA MOLL: It is not safe.\n\nThe mayor")


@pytest.mark.parametrize("name", ["LÄNGE", "LONGUEUR"])
def test_labels_in_other_languages(reading, name):
    """Nexis writes its labels in the language of its user."""
    unit = {"LÄNGE": "Wörter", "LONGUEUR": "mots"}[name]
    html = article(
        1, "The Lantern", "5. März 2014 Mittwoch", "Bridge closes", label(name, f"900 {unit}"), BODY
    )
    found = reading("n.html", html)
    assert found.document.published == "2014-03-05"
    assert "It should have 900 words" in found.problems[-1].message


def test_fewer_articles_than_the_archive_states(reading):
    """The number in the headings is compared with that of the articles."""
    found = reading("n.html", f"<HTML><BODY>{COVER}{FIRST}</BODY></HTML>")
    assert any("states 2 articles, but the file has 1" in problem.message for problem in found.problems)


def test_another_language(reading):
    """The name of the language is read in the language of the user's program."""
    page = FIRST.replace("LANGUAGE", "SPRACHE").replace("ENGLISH", "GERMAN; DEUTSCH")
    assert reading("n.html", f"<HTML><BODY>{page}</BODY></HTML>").document.language == "de"
