"""Read files named .doc: old Word documents cannot be read, but archives give this name to texts and RTF."""

from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.binary import OLD_OFFICE
from analysis.reading.formats import plain
from analysis.reading.formats.format import Format


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a plain text named .doc.

    Yields:
        The documents and their warnings, or problems; see ``read_text``.

    Raises:
        StancebookError: if the file is an old Word document, empty, too big or not text.
        OSError: if the file cannot be opened.
    """
    if read_article_bytes(path).startswith(OLD_OFFICE):
        raise StancebookError(
            "It is a Word document in the format before 2007, which is not read; "
            "open it in Word or LibreOffice and save it as .docx."
        )
    yield from plain.read_documents(path)


FORMAT = Format("an old Word document", (".doc",), read_documents)
