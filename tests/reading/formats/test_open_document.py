"""OpenDocument texts, as LibreOffice writes them."""

from analysis.documents import Document
from tests.reading.formats.making import build_open_document, pack


def text_of(reading, body: str) -> str:
    """Return the text of a document with this body."""
    return reading("a.odt", build_open_document(body)).document.text


def test_paragraphs_tables_and_spans(reading):
    """Spans, links, tabs, breaks and repeated spaces are characters of their paragraph."""
    body = (
        "<text:p>The <text:span>ferry<text:span>men</text:span></text:span><text:s/>agreed:"
        "<text:tab/>yes<text:line-break/>no</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>12</text:p></table:table-cell>"
        "<table:table-cell><text:p>votes</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert text_of(reading, body) == "The ferrymen agreed:\tyes\nno\n\n12\n\nvotes"


def test_footnotes_follow_and_comments_and_deletions_are_dropped(reading):
    """What was deleted or remarked is no text; a footnote stands at the end, without its number."""
    body = (
        "<text:tracked-changes><text:p>Never.</text:p></text:tracked-changes><text:p>She agreed"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In May.</text:p>"
        "</text:note-body></text:note><office:annotation><text:p>Check!</text:p></office:annotation>.</text:p>"
        "<text:p>He left.</text:p>"
    )
    assert text_of(reading, body) == "She agreed.\n\nHe left.\n\nIn May."


def test_the_only_heading_is_the_title(reading):
    """A first-level heading, or a paragraph in the style of titles, is the title if it is the only one."""
    styles = '<style:style style:name="P7" style:parent-style-name="Title"/>'
    for heading in (
        '<text:h text:outline-level="1">Toll</text:h>',
        '<text:p text:style-name="P7">Toll</text:p>',
    ):
        found = reading("a.odt", build_open_document(f"{heading}<text:p>Agreed.</text:p>", styles))
        assert found.document == Document("a", "Agreed.", title="Toll")


def test_the_user_of_the_program_is_not_the_author(reading):
    """Properties name the user, and a title that the text may not have."""
    meta = "<dc:title>Untitled 3</dc:title><dc:creator>Desk 4</dc:creator>"
    found = reading("a.odt", build_open_document("<text:p>Agreed.</text:p><text:p>Yes.</text:p>", meta=meta))
    assert found.document == Document("a", "Agreed.\n\nYes.")


def test_an_encrypted_document_is_told(reading):
    """A document with a password is left out; the message says what to do."""
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": manifest}
    content = pack({**parts, "content.xml": b"\x93\x01\xfe"})
    assert reading("a.odt", content).problem.message.startswith("It is encrypted; save it without a password")


def test_deep_nesting_is_no_way_to_stop_the_program(reading):
    """A file with thousands of nested elements is told or read, but nothing is raised."""
    body = "<text:span>" * 100_000 + "deep" + "</text:span>" * 100_000
    assert reading("a.odt", build_open_document(f"<text:p>{body}</text:p>")).problems
