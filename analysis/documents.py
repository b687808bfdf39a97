"""One article and what can go wrong with it: the two things that every reader returns."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Document:
    """One article as it will be stored: offsets of every code point into ``text``.

    Attributes:
        doc_id: unique within a corpus; the file name or the table's own identifier.
        text: normalised text (line feeds only, Unicode NFC, no boilerplate tail).
        title, outlet, author, url: as the source gives them, or None.
        published: ISO 8601 day, or None where nobody gave one; never invented.
        language: ISO 639-1 code, or None where nobody gave one.
    """

    doc_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Problem:
    """Something wrong with one item of the input; the others go on.

    Attributes:
        item: the file, or the file and row, that it concerns.
        message: what happened, what was expected, what to do.
        severity: ``left out`` when the item is not in the corpus, ``warning`` when it is, but
            something of it (a date, say) could not be used.
    """

    item: str
    message: str
    severity: Literal["left out", "warning"] = "left out"
