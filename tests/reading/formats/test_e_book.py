"""E-books, such as packed issues of a newspaper."""

from tests.reading.formats.making import pack

STORY = "The council of Eastmere agreed to the toll on the bridge. " * 6
METADATA = (
    "<dc:title>The Example [Mon]</dc:title><dc:publisher>The Example</dc:publisher>"
    "<dc:creator>calibre</dc:creator>"
    "<dc:date>2025-03-03T06:00:00+00:00</dc:date><dc:language>en</dc:language>"
)


def build(
    parts: dict[str, str], metadata: str = METADATA, spine: list[str] | None = None, encryption: str = "<e/>"
) -> bytes:
    """Return an e-book with these parts in the reading order of ``spine``."""
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" properties="{"nav" if name == "nav" else ""}"/>'
        for name in parts
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or parts)
    return pack(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<rootfiles><rootfile full-path="book/content.opf"/></rootfiles></container>',
            "META-INF/encryption.xml": encryption,
            "book/content.opf": '<package xmlns="http://www.idpf.org/2007/opf">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{order}</spine></package>",
            **{
                f"book/{name}.xhtml": f"<html><body>{content}</body></html>"
                for name, content in parts.items()
            },
        }
    )


def test_each_part_is_an_article(reading):
    """Parts are read in reading order, titled by their headings; the book gives day, outlet and language."""
    parts = {"b": f"<h2>Toll agreed</h2><p>{STORY}</p>", "a": f"<h1>Rain</h1><p>{STORY}</p><p>More.</p>"}
    found = reading("issue.epub", build(parts, spine=["a", "b"]))
    assert [(document.doc_id, document.title) for document in found.documents] == [
        ("issue-1", "Rain"),
        ("issue-2", "Toll agreed"),
    ]
    first = found.documents[0]
    assert first.text == f"{STORY.strip()}\n\nMore."
    assert (first.published, first.outlet, first.author, first.language) == (
        "2025-03-03",
        "The Example",
        None,
        "en",
    )


def test_covers_and_contents_are_named_in_a_note(reading):
    """Short parts and lists of links are not articles."""
    links = "".join(f'<p><a href="b.xhtml">A story about the toll, number {n}</a></p>' for n in range(20))
    parts = {"cover": "<p>The Example</p>", "list": links, "nav": f"<p>{STORY}</p>", "b": f"<p>{STORY}</p>"}
    found = reading("issue.epub", build(parts))
    assert found.document.doc_id == "issue"
    (note,) = found.problems
    assert note.severity == "note"
    assert note.message.endswith("book/cover.xhtml, book/list.xhtml.")


def test_a_part_that_is_missing_is_named(reading):
    """A part that the book lists but does not have is among those not read."""
    content = build({"a": f"<p>{STORY}</p>", "b": "x"}, spine=["a", "b"])
    assert "book/b.xhtml" in reading("a.epub", content).problems[0].message


def test_a_year_alone_is_no_publication_day(reading):
    """Books often give only the year; no day is made of it, and no part warns of it."""
    found = reading("a.epub", build({"a": f"<p>{STORY}</p>"}, metadata="<dc:date>2025</dc:date>"))
    assert (found.document.published, found.problems) == (None, [])


def test_a_book_of_images_is_told(reading):
    """A scanned book has no text."""
    assert "run OCR" in reading("a.epub", build({"a": "<img src='1.png'/>"})).problem.message


def test_a_protected_book_is_told(reading):
    """A book that is sold with a key is left out; encrypted fonts alone are no reason."""
    for part, is_read in (("OEBPS/font.otf", True), ("OEBPS/a.xhtml", False)):
        encryption = f'<encryption><CipherReference URI="{part}"/></encryption>'
        found = reading("a.epub", build({"a": f"<p>{STORY}</p>"}, encryption=encryption))
        assert bool(found.documents) == is_read
    assert found.problem.message.startswith("It is encrypted")


def test_what_is_no_e_book_is_told(reading):
    """An archive without the parts of an e-book is left out with its reason."""
    content = pack({"mimetype": "application/epub+zip", "a.xhtml": "<p/>"})
    assert "META-INF/container.xml" in reading("a.epub", content).problem.message
