"""Build a document from one row of a table, whatever the table's format."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.building import build
from analysis.reading.decoding import decode
from analysis.reading.files import ARTICLE_LIMIT, MEGABYTE
from analysis.reading.metadata import NAMES, pick_fields
from analysis.reading.values import find_first, format_value, is_missing

TEXT_NAMES = ("text", "content", "body")
"""Names of the column with the article, preferred first; case is ignored."""
ID_NAMES = ("doc_id", "id")
"""Names of the column with the identifier, preferred first."""
KNOWN_NAMES = frozenset((*TEXT_NAMES, *ID_NAMES, *(name for names in NAMES.values() for name in names)))
"""All column names that are used, in lower case; other columns are ignored."""

_MAX_SHOWN = 20


def normalise_name(column: object) -> str:
    """Return a column name in the form used for comparison: lower case, without surrounding spaces."""
    return str(column).strip().lower()


def has_text_column(columns: Iterable[object]) -> bool:
    """Return whether one of the columns contains the article."""
    return any(normalise_name(column) in TEXT_NAMES for column in columns)


def no_text_column_error(columns: Iterable[object]) -> StancebookError:
    """Return the error for a table without a text column, with the columns found and the nearest one."""
    names = [format_value(column) or "(no name)" for column in columns]
    nearest = max(names, key=_rate_similarity, default="")
    found = ", ".join(names[:_MAX_SHOWN]) + (
        f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
    )
    rename = (
        f" The nearest is {nearest!r}; rename it to 'text' if it contains the articles."
        if _rate_similarity(nearest)
        else ""
    )
    return StancebookError(f"It has no column 'text' (or 'content' or 'body'); found: {found}.{rename}")


def build_document(path: Path, number: int, row: Mapping[str, object]) -> Iterator[Document | Problem]:
    """Build the document of one row.

    Args:
        path: the table; with the row number it identifies the row in problems, and the document if it has
            no identifier.
        number: the row number, from 1, not counting the header.
        row: the row's values by column name.

    Yields:
        The document and its warnings, or one problem.
    """
    item = f"{path.name} row {number}"
    values = {normalise_name(column): value for column, value in row.items()}
    identifier = format_value(find_first(values.get(name) for name in ID_NAMES)) or f"{path.stem}-{number}"
    try:
        text = _get_text(find_first(values.get(name) for name in TEXT_NAMES))
    except StancebookError as error:
        yield Problem(item, str(error))
        return
    yield from build(item, identifier, text, pick_fields(values))


def _get_text(value: object) -> str:
    if is_missing(value):
        return ""
    if isinstance(value, bytes):
        value = decode(value)
    if not isinstance(value, str):
        kind = type(value).__name__
        raise StancebookError(
            f"Its text is of type {kind}, but a string was expected; put it in quotation marks."
        )
    if len(value) > ARTICLE_LIMIT:
        raise StancebookError(
            f"Its text has more than {ARTICLE_LIMIT // MEGABYTE} million characters, too many for one "
            "article; split it into rows."
        )
    return value


def _rate_similarity(name: str) -> float:
    return max(SequenceMatcher(None, normalise_name(name), known).ratio() for known in TEXT_NAMES)
