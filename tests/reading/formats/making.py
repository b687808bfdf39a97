"""Build files of other programs from their parts, for tests."""

import io
import zipfile
from collections.abc import Mapping

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
COMPATIBILITY = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
OPEN_DOCUMENT = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "meta")
)

UPRIGHT, UPWARDS = "1.0 0 0 1.0", "0 1.0 -1 0 "
"""How the words of a PDF are turned."""


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive with these files, in this order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return packed.getvalue()


def build_word(body: str, **others: str) -> bytes:
    """Return a Word document with this body, and with other parts by name ("footnotes", "styles", "core")."""
    folders = {"core": "docProps/core.xml"}
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {WORD} {COMPATIBILITY}><w:body>{body}</w:body></w:document>",
            **{folders.get(name, f"word/{name}.xml"): content for name, content in others.items()},
        }
    )


def build_open_document(body: str, styles: str = "", meta: str = "") -> bytes:
    """Return an OpenDocument text with this body, automatic styles and properties."""
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {OPEN_DOCUMENT}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f'<office:document-meta {OPEN_DOCUMENT} xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<office:meta>{meta}</office:meta></office:document-meta>",
        }
    )


def build_pdf(
    pages: list[list[tuple[float, float, float, str]]], title: str = "", trailer: str = ""
) -> bytes:
    """Return a PDF in Courier, of which each character is 0.6 times as wide as the type is high.

    Args:
        pages: of each page, the lines: distance from the left and from the bottom, size of type, and words.
        title: the title in its properties.
        trailer: other entries of its trailer.
    """
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "\n".join(
            f"BT /F1 {size} Tf {UPRIGHT} {left} {bottom} Tm ({_escape(words)}) Tj ET"
            for left, bottom, size, words in lines
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {first + 2 * number + 1} 0 R >>"
        )
        objects.append(f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}\nendstream")
    objects.append(f"<< /Title ({_escape(title)}) >>")
    return _number_objects(objects, trailer)


def _number_objects(objects: list[str], trailer: str) -> bytes:
    pdf, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(pdf))
        pdf += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    root = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>"
    return pdf + f"{end}trailer\n{root}\nstartxref\n{len(pdf)}\n%%EOF\n".encode()


def _escape(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
