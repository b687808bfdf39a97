"""Read RTF documents, as Word, TextEdit and news archives write them."""

import re
from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.binary import binary_error
from analysis.reading.formats.format import Format
from analysis.reading.paragraphs import Paragraph, split_title
from analysis.reading.rtf import strip_rtf
from analysis.reading.texts import read_text

_MAGIC = b"{\\rtf"
_PARAGRAPH_END = re.compile(r"\n{2,}")


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read an RTF document; see ``strip_rtf``.

    Yields:
        The documents and their warnings, or problems; see ``read_text``.

    Raises:
        StancebookError: if the file is empty, too big or not RTF.
        OSError: if the file cannot be opened.
    """
    raw = read_article_bytes(path)
    if not _recognise(raw):
        raise binary_error(raw) or StancebookError(
            "It is not an RTF document, although it is named so; change its extension to that of its format."
        )
    stated, text = strip_rtf(raw)
    title, text = split_title(map(Paragraph, _PARAGRAPH_END.split(text)), stated)
    yield from read_text(path, text, {}, heading=title)


def _recognise(head: bytes) -> bool:
    return head.lstrip().startswith(_MAGIC)


FORMAT = Format("an RTF document", (".rtf",), read_documents, _recognise)
