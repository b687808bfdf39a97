"""Web pages yield their article and the metadata in their markup, and nothing else."""

import pytest

from analysis.documents import Document

FIRST = (
    "Russia’s president said on Monday that talks would go on. “We are ready,” he told reporters in "
    "Moscow, adding that much work remained to be done."
)
SECOND = (
    "Ukraine’s foreign minister replied on Tuesday. He said that no troops would be withdrawn, and that "
    "the ceasefire had to come first."
)
BODY = f"""
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article>
  <h1>Talks go on</h1>
  <p>{FIRST}</p>
  <script>track("SECRET")</script><style>p {{ color: red }}</style><noscript>NOSCRIPT</noscript>
  <p>He said <em>yes</em>,
     twice.<br>And <a href="/x">no</a> once.</p>
  <ul><li>First point of the plan.</li><li>Second point of the plan.</li></ul>
  <p>{SECOND}</p>
  <p>Share this article</p>
</article>
<div id="comments"><p>I do not believe a word of it.</p></div>
<footer>© 2019 Example Ltd.</footer>
"""


def page(head: str = "", body: str = BODY, lang: str = "") -> str:
    """Return a page with these parts."""
    return f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def test_the_article_is_found(reading):
    """Paragraphs are separated by a blank line; menus, scripts, comments and footers are left out."""
    assert reading("a.html", page()).document.text == "\n\n".join(
        [
            FIRST,
            "He said yes, twice.",
            "And no once.",
            "First point of the plan.",
            "Second point of the plan.",
            SECOND,
        ]
    )


def test_the_headline_is_the_title_and_not_text(reading):
    """A single first-level heading is the title, as in Markdown."""
    document = reading("a.html", page("<title>Talks go on - The Example</title>")).document
    assert document.title == "Talks go on"
    assert not document.text.startswith("Talks")


def test_all_metadata_of_a_page(reading):
    """Meta tags give title, outlet, author, day, address and language."""
    head = """
      <meta property="og:title" content="Talks go on">
      <meta property="og:site_name" content="The Example">
      <meta name="author" content="By Jane Doe">
      <meta property="article:published_time" content="2025-05-20T10:00:00Z">
      <link rel="canonical" href="https://example.org/talks">
    """
    document = reading("talks.html", page(head, lang="en-GB")).document
    assert document == Document(
        doc_id="talks",
        text=document.text,
        title="Talks go on",
        outlet="The Example",
        author="Jane Doe",
        published="2025-05-20",
        url="https://example.org/talks",
        language="en",
    )


def test_nothing_is_guessed(reading):
    """A copyright line, a day in the text and the host of a link are not metadata."""
    body = BODY.replace("</article>", "<p>On 3 March 2021 talks began, said example.org.</p></article>")
    document = reading("a.html", page(body=body)).document
    assert "3 March 2021" in document.text
    assert (document.published, document.outlet, document.author, document.url) == (None,) * 4


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declaration", ['<meta charset="{}">', '<meta http-equiv="Content-Type" content="text/html; charset={}">']
)
def test_the_declared_encoding_is_used(reading, encoding, declaration):
    """Two Cyrillic words are too few to guess from; the declaration is used."""
    html = page(declaration.format(encoding), "<p>Путин сказал.</p>")
    assert reading("a.html", html.encode(encoding)).document.text == "Путин сказал."


def test_an_xml_declaration_is_used(reading):
    """XHTML declares its encoding in the first line."""
    html = f'<?xml version="1.0" encoding="iso-8859-2"?>{page(body="<p>Rząd ogłosił.</p>")}'
    assert reading("a.htm", html.encode("iso8859_2")).document.text == "Rząd ogłosił."


@pytest.mark.parametrize(
    "html", ["<p>Talks go on.</p>", "Talks go on.", "<div>Talks go on.", "<b>Talks</b> go on."]
)
def test_fragments_are_read(reading, html):
    """A saved fragment without head and body is read too."""
    assert reading("a.html", html).document.text == "Talks go on."


def test_a_page_inside_a_form(reading):
    """Some servers wrap the whole page in a form."""
    html = page(body=f"<form><nav>Home</nav><div>{BODY}</div></form>")
    assert reading("a.html", html).document.text.startswith(FIRST)


def test_a_short_page_has_no_menu(reading):
    """Menus and footers are left out even if the article is short."""
    body = "<header>The Example</header><nav>Home</nav><p>Talks go on.</p><footer>Contact</footer>"
    assert reading("a.html", page(body=body)).document.text == "Talks go on."


@pytest.mark.parametrize(
    "html",
    [
        "<!-- nothing -->",
        "<html></html>",
        page(body='<script>render("Talks go on.")</script>'),
        page(body="<nav><a href='/'>Home</a></nav>"),
        "<div>" * 5_000 + "Talks." + "</div>" * 5_000,
    ],
)
def test_a_page_without_an_article_is_a_problem(reading, html, capsys):
    """The message says why and what to do, and no library prints a second one."""
    assert reading("a.html", html).problem.message.startswith("No article text was found in this page")
    assert capsys.readouterr().err == ""


def test_markup_in_text_is_text(reading):
    """Entities are decoded; an escaped tag is text."""
    assert reading("a.html", "<p>He wrote &lt;b&gt; &amp; it&#146;s &ldquo;so&rdquo;.</p>").document.text == (
        "He wrote <b> & it’s “so”."
    )


def test_line_breaks_of_the_source_are_spaces(reading):
    """HTML may be wrapped anywhere; only breaks that a browser shows are kept."""
    html = page(
        body=f"<article><p>{FIRST}</p><p>He said\n<b>yes</b>,\r\n twice.</p><p>{SECOND}</p></article>"
    )
    assert "He said yes, twice." in reading("a.html", html).document.text.split("\n\n")


def test_a_failing_library_is_a_problem(reading, monkeypatch):
    """Whatever trafilatura raises is reported as a problem."""

    def fail(*_: object, **__: object) -> str:
        raise AttributeError

    monkeypatch.setattr("trafilatura.extract", fail)
    assert reading("a.html", page()).problem.message.endswith("(trafilatura: AttributeError)")


def test_a_page_of_five_megabytes(reading):
    """A very long page is read completely."""
    html = page(body="".join(f"<p>{number}. {FIRST} {SECOND}</p>" for number in range(18_000)))
    assert len(html.encode()) > 5_000_000
    assert reading("a.html", html).document.text.count("ceasefire") == 18_000


@pytest.mark.parametrize("program", ["Microsoft Word 15", "LibreOffice 7.3 (Linux)"])
def test_a_text_saved_by_a_word_processor(reading, program):
    """All of it is text, also short lines such as those of an archive's export."""
    body = "<p class=MsoNormal>Talks go on</p><p class=MsoNormal>By Jane Doe</p><p>They go\non.</p>"
    html = page(f'<meta name="Generator" content="{program}"><meta name="author" content="Librarian">', body)
    document = reading("a.htm", html).document
    assert document.text == "Talks go on\n\nBy Jane Doe\n\nThey go on."
    assert document.author is None
