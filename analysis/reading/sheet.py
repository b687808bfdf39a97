"""A table that a person coded by hand: known columns, some of them needed, one row a code."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.reading import delimited
from analysis.reading.decoding import encoding_of
from analysis.reading.files import ARTICLE_LIMIT, check
from analysis.reading.normalising import one_line
from analysis.reading.rows import plain_name


@dataclass(frozen=True)
class Sheet:
    """What a table of codes looks like.

    Attributes:
        name: what it is called in messages.
        columns: those that are known.
        needed: those that must be there.
        same: other names of columns.
    """

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    same: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row: where it stands, in words, and its cells by column, without space around them."""

    item: str
    cells: Mapping[str, str]


def read_sheet(path: Path, sheet: Sheet) -> Iterator[Row | Problem]:
    """Read a CSV or TSV file of codes; delimiter and encoding are found out.

    Args:
        path: the file.
        sheet: what it should look like.

    Yields:
        Its rows, and a problem for each part that could not be used. Bad input never raises.
    """
    try:
        check(path, ARTICLE_LIMIT)
        with path.open("rb") as file:
            encoding = encoding_of(file)
        csv.field_size_limit(max(csv.field_size_limit(), ARTICLE_LIMIT))
        with path.open(encoding=encoding, errors="replace", newline="") as lines:
            sample = lines.read(delimited.SAMPLE)
            delimiter = delimited.delimiter(sample, ",;\t|", frozenset((*sheet.columns, *sheet.same)))
            lines.seek(0)
            yield from _rows(path.name, delimited.numbered(lines, delimiter), sheet)
    except StancebookError as error:
        yield Problem(path.name, str(error))
    except OSError as error:
        yield Problem(path.name, f"It could not be opened ({error.strerror or error}).")


def _rows(name: str, lines: Iterator[tuple[int, list[str]]], sheet: Sheet) -> Iterator[Row | Problem]:
    _, cells = next(lines, (1, []))
    header = [sheet.same.get(plain_name(cell), plain_name(cell)) for cell in cells]
    yield from _misnamed(name, header, sheet)
    for line, cells in lines:
        item = f"{name} line {line}"
        if any(cell.strip() for cell in cells[len(header) :]):
            yield Problem(
                item,
                f"It has {len(cells)} cells and the header has {len(header)}; put what holds the "
                "delimiter into double quotes.",
            )
        elif any(cell.strip() for cell in cells):
            yield Row(item, dict(zip(header, map(one_line, cells), strict=False)))


def _misnamed(name: str, header: list[str], sheet: Sheet) -> Iterator[Problem]:
    """Warn of columns that are not known; raise where one that is needed is missing or one is doubled."""
    for column in sheet.needed:
        if column not in header:
            raise unknown(f"columns: {sheet.name} needs one named", column, filter(None, header))
    for column in dict.fromkeys(header):
        if column in sheet.columns and header.count(column) > 1:
            raise StancebookError(f"Two columns are named {column!r} (or the same as it). Keep one.")
        if column and column not in sheet.columns:
            message = f"{unknown('column', column, sheet.columns)} It is passed over."
            yield Problem(f"{name} line 1", message, "warning")
