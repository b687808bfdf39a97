"""The column ``listing`` of a written statements table: what was written, row by row.

A table that comes back has lost what a person deleted, and does not show what was changed. So each row
carries what it was itself, and the keys of the rows written near it; any row that is left of some fifty
tells which of them are missing. Keys are made of document, actor, issue, stance and words. Identifiers are
running numbers and lines move, so neither is in them: what a person decided outlives a new article or new
rules.

``row 37 of 80 (details) among 1 to 50: key key … -key =key``: behind a minus a statement of the machine
that a person had rejected before the table was written, behind an equals sign one that a person had
replaced.
"""

import re
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s
from itertools import product
from typing import Any

import pandas as pd

from analysis.coding.verification import STRAIGHT
from analysis.reading.days import days
from analysis.reading.normalising import one_line

# rows that name each other: few enough for a cell, too many to be all deleted by chance
NEAR = 50
REJECTED, REPLACED = "-", "="
KEY = ("doc_id", "actor", "issue", "stance", "evidence")
DETAILS = ("organisation", "condition", "if_met")
DAYS = ("earliest", "latest")
WRITTEN = re.compile(
    r"row (\d{1,9}) of (\d{1,9}) \(([a-z2-7]{8})\) among (\d{1,9}) to (\d{1,9}): ([a-z2-7 =-]+)"
)
WHOLE = re.compile(r"(\d+)\.0+")


@dataclass(frozen=True)
class Listing:
    """What one row says of the table that it was written in.

    Attributes:
        own: key of the row as it was written.
        details: hash of its details as they were written.
        total: number of rows of the table.
        first: number of the first of the rows near it.
        near: the keys of these, in order.
        gone: sign and key of what persons had decided before.
    """

    own: str
    details: str
    total: int
    first: int
    near: tuple[str, ...]
    gone: tuple[tuple[str, str], ...]


def key_of(cells: Mapping[str, Any]) -> str:
    """Return the key of a statement: who says what on what, in which words of which document."""
    return _hash(_plain(cells.get(column)) for column in KEY)


def details_of(cells: Mapping[str, Any]) -> set[str]:
    """Return the hash of a statement's details: several where a program re-formatted its days."""
    fixed = [_plain(cells.get(column)) for column in DETAILS]
    given = [_plain(cells.get(column)) for column in DAYS]
    return {_hash((*fixed, *one)) for one in product(*(days(day) or [day] for day in given))}


def listings(
    statements: pd.DataFrame, gone: Iterable[str] = (), before: int = 0, total: int | None = None
) -> list[str]:
    """Return the column ``listing`` of a table that is written.

    Args:
        statements: its rows, or some of them in order, a multiple of NEAR but for the last.
        gone: sign and key of what persons decided on.
        before: how many rows stand before these.
        total: how many there are in all; as many as these by default.
    """
    rows: list[Any] = statements.to_dict("records")
    keys = [key_of(row) for row in rows]
    spread = list(gone)
    starts = range(0, len(rows), NEAR)
    made = []
    for number, start in enumerate(starts):
        near = keys[start : start + NEAR]
        named = " ".join([*near, *spread[number :: len(starts)]])
        among = f"among {before + start + 1} to {before + start + len(near)}: {named}"
        for place in range(start, start + len(near)):
            (details,) = details_of(rows[place])
            made.append(f"row {before + place + 1} of {total or len(rows)} ({details}) {among}")
    return made


def read_listing(text: str) -> Listing | None:
    """Read what a row says of its table; None where it says nothing, or nothing that makes sense."""
    match = WRITTEN.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    row, total, first, last = (int(match[group]) for group in (1, 2, 4, 5))
    named = match[6].split()
    near = tuple(name for name in named if name[0] not in REJECTED + REPLACED)
    if not first <= row <= last <= total or len(near) != last - first + 1:
        return None
    gone = tuple((name[0], name[1:]) for name in named if name[0] in REJECTED + REPLACED)
    return Listing(near[row - first], match[3], total, first, near, gone)


def _plain(value: Any) -> str:
    """Return a cell whatever a spreadsheet program made of its type, its spaces and its quotation marks."""
    if value is None or value != value:
        return ""
    text = one_line(str(value)).translate(STRAIGHT)
    number = WHOLE.fullmatch(text)
    text = number[1] if number else text
    return text.lstrip("0") if text.isdigit() else text


def _hash(parts: Iterable[str]) -> str:
    digest = blake2s("\x1f".join(parts).encode(), digest_size=5).digest()
    return b32encode(digest).decode().lower()
