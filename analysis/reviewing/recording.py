"""Record the decisions of a review as a table of codings, so that nothing is lost at any moment.

The table has the format of ``reading.codings``. Each decision is one row that belongs to the person, with the
``listing`` of the words it was made on: a row with a stance replaces the machine's statement there, a row
without one rejects it, and all other statements of the cell remain. A row without a ``coder`` is a remark and
decides nothing. Decisions hold for the words: another coder's code of the same words, actor and issue is
replaced or rejected too.

After each decision the whole table is written to another file, flushed to the disk and put in the place of
the old one in a single step. So the table is whole at any moment, a second decision on the same words
replaces the first, and an undone one leaves no trace.
"""

import csv
import io
import os
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from analysis.coding.manual.decisions import shares_words
from analysis.coding.manual.listing import read_listing, write_listing
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reading.codings import HUMAN, read_codings
from analysis.reviewing.queue import COPIED, Item, Row
from analysis.spreadsheets import neutralise

COLUMNS = (*COPIED, "reason", "coder", "listing")


class Record(NamedTuple):
    """One row of the table, with the key and the details of the words it was made on."""

    key: str
    details: str
    cells: Row

    @property
    def is_decision(self) -> bool:
        """Return whether it decides anything; otherwise it is a remark."""
        return bool(self.cells["coder"])


class Recorder:
    """The table of one person's decisions.

    Args:
        path: the table; it is created with the first decision.

    Raises:
        StancebookError: if the table exists and was not written by a review, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.coder = f"{HUMAN}{path.stem}"
        self._content = self._read_bytes()
        self._records = list(_read(path)) if self._content is not None else []
        self._places: dict[Item, int] = {}
        self._history: list[tuple[Item, Record | None]] = []

    def match(self, items: Iterable[Item]) -> None:
        """Find the record of each item: the same words at the same place, the same words, or nearly so."""
        waiting = list(items)
        for is_match in (_is_same_place, _is_same_code, _is_same_position):
            by_document: dict[str, list[int]] = {}
            for place, record in enumerate(self._records):
                by_document.setdefault(record.cells["doc_id"], []).append(place)
            taken = set(self._places.values())
            for item in waiting:
                for place in by_document.get(item.cells["doc_id"], ()):
                    is_free = place not in taken or is_match is _is_same_position
                    if is_free and is_match(item, self._records[place]):
                        self._places[item] = place
                        taken.add(place)
                        break
            waiting = [item for item in waiting if item not in self._places]

    def find(self, item: Item) -> Record | None:
        """Return the record of an item, if there is one."""
        place = self._places.get(item)
        return None if place is None else self._records[place]

    def list_decisions(self) -> list[Record]:
        """Return all decisions in the table, those on words that are no longer in the queue too."""
        return [record for record in self._records if record.is_decision]

    def record(self, item: Item, cells: Row) -> None:
        """Write what a person decided on, or remarked about, an item; it is on the disk on return.

        Args:
            item: what it is about.
            cells: the row, without its ``listing``.

        Raises:
            StancebookError: if the table was changed elsewhere since it was read; nothing is written then.
            OSError: if it cannot be written; nothing is recorded then.
        """
        before = self.find(item)
        self._replace(item, Record(item.key, item.details, cells))
        self._history.append((item, before))

    def undo(self) -> Item | None:
        """Take back the last step of this session and return its item; None if there is none."""
        if not self._history:
            return None
        item, before = self._history[-1]
        self._replace(item, before)
        self._history.pop()
        return item

    def _replace(self, item: Item, record: Record | None) -> None:
        """Put a record, or none, in the place of an item's own; a failure to write changes nothing."""
        records, places = list(self._records), dict(self._places)
        place = places.get(item, len(records))
        if record is not None:
            records[place : place + 1] = [record]
            places[item] = place
        else:
            del records[place]
            shared = {one: at for one, at in places.items() if at != place}
            places = {one: at - (at > place) for one, at in shared.items()}
        self._write(records)
        self._records, self._places = records, places

    def _write(self, records: list[Record]) -> None:
        if self._read_bytes() != self._content:
            raise StancebookError(
                f"{self.path.name} was changed elsewhere since this review was opened: in another window, or "
                "by another program. Nothing was written. Close the other one and run this cell again."
            )
        content = _format(records)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f".{self.path.name}.part")
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        if os.name == "posix":
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        self._content = content

    def _read_bytes(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None


def _format(records: list[Record]) -> bytes:
    out = io.StringIO()
    names = dict.fromkeys(chain(COLUMNS, *(record.cells for record in records)))
    writer = csv.DictWriter(out, list(names), lineterminator="\n")
    writer.writeheader()
    for number, record in enumerate(records, 1):
        listing = write_listing(number, len(records), record.details, (number, number), [record.key])
        cells = {name: neutralise(cell) for name, cell in record.cells.items()}
        writer.writerow({**cells, "listing": listing})
    return out.getvalue().encode()


def _read(path: Path) -> Iterable[Record]:
    for found in read_codings(path):
        if isinstance(found, Problem):
            if found.severity == "warning":
                continue
            raise StancebookError(f"{found.item}: {found.message}")
        cells = dict(found.cells)
        listing = read_listing(cells.pop("listing", ""))
        if listing is None or len(listing.near) != 1:
            raise StancebookError(
                f"{found.item} was not written by a review: {path.name} is a table of another kind. Choose "
                'another name, such as name="anna-review".'
            )
        yield Record(listing.own, listing.details, dict.fromkeys(COLUMNS[:-1], "") | cells)


def _is_same_place(item: Item, record: Record) -> bool:
    return _is_same_code(item, record) and str(item.cells["start"]) == str(record.cells["start"])


def _is_same_code(item: Item, record: Record) -> bool:
    return item.key == record.key


def _is_same_position(item: Item, record: Record) -> bool:
    is_same_cell = all(item.cells[name] == record.cells[name] for name in ("actor", "issue"))
    return record.is_decision and is_same_cell and shares_words(item.cells, record.cells)
