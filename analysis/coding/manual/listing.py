"""Write and read the column ``listing`` of an exported statements table: a record of the exported rows.

An edited table no longer contains the rows that a person deleted, and does not show which rows were
changed. So each row records its own original key and the keys of the rows exported near it; any remaining
row of about fifty shows which of the others are missing. A key is a hash of document, actor, issue, stance
and evidence. Identifiers are running numbers and line numbers change, so neither is part of a key: a
person's decisions remain valid after a new article is added or the rules change.

The format is ``row 37 of 80 (details) among 1 to 50: key key … -key =key``. A minus marks a statement of the
machine that a person had rejected before the export, an equals sign one that a person had replaced.
"""

import re
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from itertools import product
from typing import Any

import pandas as pd

from analysis.coding.verification import PLAIN
from analysis.reading.days import parse_days
from analysis.reading.normalising import to_one_line

# rows listed together: few enough to fit in a cell, too many to be all deleted by chance
NEAR = 50
REJECTED, REPLACED = "-", "="
KEY = ("doc_id", "actor", "issue", "stance", "evidence")
DETAILS = ("organisation", "condition", "if_met")
DAYS = ("earliest", "latest")
LISTING = re.compile(
    r"row (\d{1,9}) of (\d{1,9}) \(([a-z2-7]{8})\) among (\d{1,9}) to (\d{1,9}): ([a-z2-7 =-]+)"
)
WHOLE = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True)
class Listing:
    """The record of the exported table that one row carries.

    Attributes:
        own: key of the row when it was exported.
        details: hash of its details when it was exported.
        total: number of rows in the table.
        first: number of the first row listed with it.
        near: keys of the rows listed with it, in order.
        gone: sign and key of each statement that people had decided on before the export.
    """

    own: str
    details: str
    total: int
    first: int
    near: tuple[str, ...]
    gone: tuple[tuple[str, str], ...]


def hash_key(cells: Mapping[str, Any]) -> str:
    """Return the key of a statement: a hash of document, actor, issue, stance and evidence."""
    return _hash(_normalise(cells.get(column)) for column in KEY)


def hash_details(cells: Mapping[str, Any]) -> set[str]:
    """Return the possible hashes of a statement's details: several if a program reformatted its days."""
    fixed = [_normalise(cells.get(column)) for column in DETAILS]
    dates = [_normalise(cells.get(column)) for column in DAYS]
    return {_hash((*fixed, *reading)) for reading in product(*(parse_days(day) or [day] for day in dates))}


def build_listings(
    statements: pd.DataFrame, gone: Iterable[str] = (), before: int = 0, total: int | None = None
) -> list[str]:
    """Return the column ``listing`` of a table to be exported.

    Args:
        statements: its rows, or consecutive rows of it; a multiple of NEAR unless they are the last.
        gone: sign and key of each statement that people decided on.
        before: number of rows before these.
        total: number of rows in the whole table; by default the number of these rows.
    """
    rows: list[Any] = statements.to_dict("records")
    keys = [hash_key(row) for row in rows]
    decided = list(gone)
    starts = range(0, len(rows), NEAR)
    column = []
    for number, start in enumerate(starts):
        near = keys[start : start + NEAR]
        listed = [*near, *decided[number :: len(starts)]]
        among = before + start + 1, before + start + len(near)
        for index in range(start, start + len(near)):
            (details,) = hash_details(rows[index])
            column.append(write_listing(before + index + 1, total or len(rows), details, among, listed))
    return column


def write_listing(row: int, total: int, details: str, among: tuple[int, int], listed: Iterable[str]) -> str:
    """Return the listing of one row.

    Args:
        row: number of the row.
        total: number of rows in the table.
        details: hash of the details of the row.
        among: numbers of the first and the last row listed with it.
        listed: keys of these rows, then signs and keys of what was decided before.
    """
    return f"row {row} of {total} ({details}) among {among[0]} to {among[1]}: {' '.join(listed)}"


def read_listing(text: str) -> Listing | None:
    """Parse the listing of a row; return None if it is missing or inconsistent."""
    match = LISTING.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    row, total, first, last = (int(match[group]) for group in (1, 2, 4, 5))
    listed = match[6].split()
    near = tuple(key for key in listed if key[0] not in REJECTED + REPLACED)
    if not first <= row <= last <= total or len(near) != last - first + 1:
        return None
    gone = tuple((key[0], key[1:]) for key in listed if key[0] in REJECTED + REPLACED)
    return Listing(near[row - first], match[3], total, first, near, gone)


def _normalise(value: Any) -> str:
    """Normalise a cell, undoing a spreadsheet program's changes to its type, spaces and quotation marks."""
    if value is None or value != value:
        return ""
    text = to_one_line(str(value)).translate(PLAIN)
    number = WHOLE.fullmatch(text)
    text = number[1] if number else text
    return text.lstrip("0") if text.isdigit() else text


def _hash(parts: Iterable[str]) -> str:
    digest = blake2s("\x1f".join(parts).encode(), digest_size=5).digest()
    return b32encode(digest).decode().lower()
