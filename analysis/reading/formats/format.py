"""Define what a format is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Document, Problem


def recognise_nothing(_: bytes) -> bool:
    """Return False: most formats of text cannot be told from other texts by how a file begins."""
    return False


@dataclass(frozen=True)
class Format:
    """A format of files with articles.

    Attributes:
        name: what a file of this format is called, such as "a Word document".
        suffixes: the extensions of its files, in lower case.
        read_documents: reads one file, whatever its name. It yields a document for each article, a warning
            for each part that could not be used, and a problem for each article that is left out; in tables,
            one for many rows. It may raise ``StancebookError`` if the file as a whole cannot be used and
            ``OSError`` if it cannot be opened.
        recognises: returns whether a file that begins with these bytes (``binary.HEAD`` of them) is plainly
            in this format, so that it is read as such even under another extension.
    """

    name: str
    suffixes: tuple[str, ...]
    read_documents: Callable[[Path], Iterator[Document | Problem]]
    recognises: Callable[[bytes], bool] = recognise_nothing
