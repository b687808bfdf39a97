"""Word documents, read as they look once all tracked changes are accepted."""

import pytest

from analysis.documents import Document
from tests.reading.formats.making import WORD, build_word, pack

BOX = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r>'
    "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>"
    "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>{1}</w:t></w:r></w:p>"
)
STYLES = (
    f'<w:styles {WORD}><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>'
)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph in a style."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def text_of(reading, body: str, **others: str) -> str:
    """Return the text of a document with this body."""
    return reading("a.docx", build_word(body, **others)).document.text


def test_paragraphs_are_separated_by_blank_lines(reading):
    """Each paragraph is one, also in the cells of a table; empty ones are dropped."""
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('Yes: 12')}</w:tc><w:tc>{paragraph('No: 9')}</w:tc></w:tr></w:tbl>"
    )
    body = paragraph("The vote is over.") + "<w:p/>" + table + paragraph("Falk left.")
    assert reading("vote.docx", build_word(body)).document == Document(
        "vote", "The vote is over.\n\nYes: 12\n\nNo: 9\n\nFalk left."
    )


def test_words_in_several_runs_and_links_are_whole(reading):
    """Word cuts words into runs; tabs, line breaks and hyphens are characters."""
    body = (
        "<w:p><w:r><w:t>Fer</w:t></w:r><w:hyperlink><w:r><w:t>ry</w:t></w:r></w:hyperlink>"
        "<w:r><w:t>men</w:t><w:noBreakHyphen/><w:t>only</w:t><w:br/><w:t>bridge</w:t><w:tab/><w:t>toll</w:t></w:r></w:p>"
    )
    assert text_of(reading, body) == "Ferrymen-only\nbridge\ttoll"


def test_tracked_changes_are_accepted(reading):
    """Inserted words are text, deleted, moved and hidden ones are not, nor are field codes."""
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>gladly </w:t></w:r></w:ins><w:moveFrom><w:r><w:t>here </w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>agree</w:t></w:r>'
        "<w:r><w:instrText>HYPERLINK</w:instrText></w:r><w:r><w:t>.</w:t></w:r></w:p>"
    )
    assert text_of(reading, body) == "We gladly agree."


def test_a_text_box_is_read_once(reading):
    """Word writes a text box twice, for new and for old programs."""
    assert text_of(reading, BOX.format("In a box.", "Beside it.")) == "In a box.\n\nBeside it."


def test_footnotes_follow_the_text(reading):
    """Footnotes are text; headers and footers are not."""
    notes = f"<w:footnotes {WORD}><w:footnote>{paragraph('Falk denies it.')}</w:footnote></w:footnotes>"
    head = f"<w:hdr {WORD}>{paragraph('Page 1')}</w:hdr>"
    found = text_of(reading, paragraph("She voted no."), footnotes=notes, header1=head)
    assert found == "She voted no.\n\nFalk denies it."


@pytest.mark.parametrize("style", ["Titel", "berschrift1"])
def test_the_only_title_is_the_title(reading, style):
    """A first paragraph in the style of titles, in any language of Word, is the title and not text."""
    body = paragraph("Toll agreed", style) + paragraph("The council agreed.")
    assert reading("a.docx", build_word(body, styles=STYLES)).document == Document(
        "a", "The council agreed.", title="Toll agreed"
    )


def test_headings_of_sections_are_text(reading):
    """If several paragraphs are headings, none is the title."""
    body = paragraph("One", "Titel") + paragraph("The council agreed.") + paragraph("Two", "Titel")
    document = reading("a.docx", build_word(body, styles=STYLES)).document
    assert (document.title, document.text) == (None, "One\n\nThe council agreed.\n\nTwo")


@pytest.mark.parametrize(("stated", "title"), [("Toll agreed", "Toll agreed"), ("Template 7", None)])
def test_a_stated_title_counts_if_the_text_begins_with_it(reading, stated, title):
    """The title in the properties is mostly that of a template, and the author the user of Word."""
    core = (
        '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>' + stated + "</dc:title>"
        "<dc:creator>Desk 4</dc:creator></p>"
    )
    document = reading("a.docx", build_word(paragraph("Toll agreed") + paragraph("Yes."), core=core)).document
    assert (document.title, document.author) == (title, None)


def test_entities_are_not_expanded(reading):
    """A document type with entities that multiply, or that name a file, adds nothing to the text."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    content = (
        f'<!DOCTYPE d [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">{entities}]>'
        f"<w:document {WORD}><w:body><w:p><w:r><w:t>Safe.&e9;&file;</w:t></w:r></w:p></w:body></w:document>"
    )
    found = reading("a.docx", pack({"word/document.xml": content}))
    assert [document.text for document in found.documents] in (["Safe."], [])


def test_a_part_that_unpacks_to_too_much_is_refused(reading, monkeypatch):
    """The parts of a document are bounded, however small the file."""
    monkeypatch.setattr("analysis.reading.packages.ARTICLE_LIMIT", 2_000_000)
    content = build_word(paragraph("Ha! " * 1_000_000))
    assert "unpacks to more than 2 MB; split" in reading("a.docx", content).problem.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (build_word("<w:p/>")[:200], "It is damaged"),
        (pack({"word/styles.xml": "<a/>"}), "It has no part word/document.xml"),
        (pack({"word/document.xml": "<a><b></a>"}), "is not valid XML"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "or an encrypted one"),
        (b"\x89PNG\r\n", "It is a PNG image"),
        (b"Talks began.", "It is damaged"),
    ],
)
def test_what_is_no_word_document_is_told(reading, content, message):
    """A damaged or encrypted document, or another file under its name, is left out with its reason."""
    assert message in reading("a.docx", content).problem.message
