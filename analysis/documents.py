"""Documents and problems: what every reader returns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal


@dataclass(frozen=True)
class Document:
    """One article as it is stored; all offsets count code points of ``text``.

    Attributes:
        doc_id: identifier, unique within a corpus: the file name, or the identifier given in a table.
        text: normalised text (line feeds only, Unicode NFC, no boilerplate at the end).
        title, outlet, author, url: as the source gives them; None if missing.
        published: publication day, ISO 8601; None if the source gives none; never guessed.
        language: ISO 639-1 code; None if the source gives none.
    """

    doc_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


def fill_missing(document: Document, values: Mapping[str, Any]) -> Document:
    """Return a document with metadata that it lacks, by field; other keys are ignored."""
    return replace(document, **{
        key: value for key, value in values.items()
        if hasattr(document, key) and getattr(document, key) is None
    })  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """A problem with one item of the input; the other items are still read.

    Attributes:
        item: the file, or the file and row, concerned.
        message: what happened, what was expected, what to do.
        severity: ``left out`` if the item is not in the corpus; ``warning`` if it is, but part of it
            (such as a date) could not be used or looks wrong; ``note`` if nothing is wrong with it, but the
            reader should know how it was read or what of it is not used (such as a column).
    """

    item: str
    message: str
    severity: Literal["left out", "warning", "note"] = "left out"
