"""Define what a format is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Document, Problem


@dataclass(frozen=True)
class Format:
    """A format of files with articles.

    Attributes:
        name: what a file of this format is called, such as "a Word document".
        suffixes: the extensions of its files, in lower case.
        read_documents: reads one file. It yields a document for each article, a warning for each part that
            could not be used, and a problem for each article that is left out; in tables, one for many rows.
            It may raise ``StancebookError`` if the file as a whole cannot be used and ``OSError`` if it
            cannot be opened.
    """

    name: str
    suffixes: tuple[str, ...]
    read_documents: Callable[[Path], Iterator[Document | Problem]]
