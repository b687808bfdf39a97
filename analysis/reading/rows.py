"""One row of a table to one document, whatever the table's format."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.files import ARTICLE_LIMIT, MEGABYTE
from analysis.reading.metadata import NAMES, pick
from analysis.reading.values import first, is_missing, string

TEXT_NAMES = ("text", "content", "body")
"""The names of the column with the article, the best first; upper and lower case alike."""
ID_NAMES = ("doc_id", "id")
"""The names of the column with the identifier, the best first."""
KNOWN_NAMES = frozenset((*TEXT_NAMES, *ID_NAMES, *(name for names in NAMES.values() for name in names)))
"""Every column name that is used, in lower case; the others are passed over."""

_SHOWN = 20


def plain_name(column: object) -> str:
    """Give a column's name as it is compared: in lower case, without spaces around it."""
    return str(column).strip().lower()


def has_text(columns: Iterable[object]) -> bool:
    """Whether one of the columns holds the article."""
    return any(plain_name(column) in TEXT_NAMES for column in columns)


def no_text_column(columns: Iterable[object]) -> StancebookError:
    """Word the error for a table without a text column: the columns found and the nearest one."""
    names = [string(column) or "(no name)" for column in columns]
    nearest = max(names, key=_nearness, default="")
    found = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
    rename = (
        f" The nearest is {nearest!r}: rename it to 'text' if it holds the articles."
        if _nearness(nearest)
        else ""
    )
    return StancebookError(f"It has no column 'text' (nor 'content' nor 'body'); found: {found}.{rename}")


def document(path: Path, number: int, row: Mapping[str, object]) -> Iterator[Document | Problem]:
    """Make the document of one row.

    Args:
        path: the table; with the row's number it names the row in problems and, without an
            identifier of its own, the document.
        number: the row's number, from 1, the header not counted.
        row: the row's values by column name.

    Yields:
        The document and its warnings, or one problem.
    """
    item = f"{path.name} row {number}"
    values = {plain_name(column): value for column, value in row.items()}
    identifier = string(first(values.get(name) for name in ID_NAMES)) or f"{path.stem}-{number}"
    try:
        text = _text(first(values.get(name) for name in TEXT_NAMES))
    except StancebookError as error:
        yield Problem(item, str(error))
        return
    yield from build(item, identifier, text, pick(values))


def _text(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bytes):
        value = decode(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise StancebookError(f"Its text is of type {kind}, and a string was expected; write it in quotes.")
    if len(value) > ARTICLE_LIMIT:
        raise StancebookError(
            f"Its text has more than {ARTICLE_LIMIT // MEGABYTE} million characters, which is no longer "
            "one article; split it into rows."
        )
    return value


def _nearness(name: str) -> float:
    return max(SequenceMatcher(None, plain_name(name), known).ratio() for known in TEXT_NAMES)
