"""Record the decisions of a review as a table, so that nothing is lost at any moment.

``reviewing.tables`` describes the tables. After each decision the whole table is written to another file,
flushed to the disk and put in the place of the old one in a single step. So the table is whole at any moment,
a second decision on the same words replaces the first, and an undone one leaves no trace.
"""

import csv
import io
import os
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from analysis.errors import StancebookError
from analysis.reading.codings import HUMAN
from analysis.reviewing.items import Item, Record, Row
from analysis.reviewing.tables import TABLES


class Recorder:
    """The table of one person's decisions.

    Args:
        path: the table; it is created with the first decision.
        of: what is decided on, ``statements``, ``events`` or ``attributions``.

    Raises:
        StancebookError: if the table exists and was not written by such a review, or cannot be read.
    """

    def __init__(self, path: Path, of: str = "statements") -> None:
        self.path = path
        self.of = of
        self.table = TABLES[of]
        self.coder = f"{HUMAN}{path.name.removesuffix(self.table.suffix)}"
        try:
            self._content = self._read_bytes()
        except OSError as error:
            raise StancebookError(
                f"{path} cannot be read: {error.strerror or error}. See to it that you may read it, or move "
                "away what is there."
            ) from error
        self._records = list(self.table.read(path)) if self._content is not None else []
        self._places: dict[Item, int] = {}
        self._decided: set[Item] = set()
        self._history: list[tuple[Item, Record | None]] = []

    def match(self, items: Iterable[Item]) -> None:
        """Find the record of each item: the same words at the same place, the same words, or nearly so."""
        by_document: dict[str, list[int]] = {}
        for place, record in enumerate(self._records):
            by_document.setdefault(record.cells["doc_id"], []).append(place)
        waiting = [item for item in items if item.cells["doc_id"] in by_document]
        for number, is_match in enumerate(self.table.matches):
            taken = set(self._places.values())
            for item in waiting:
                for place in by_document[item.cells["doc_id"]]:
                    is_free = place not in taken or number == 2
                    if is_free and is_match(item, self._records[place]):
                        self._places[item] = place
                        taken.add(place)
                        break
            waiting = [item for item in waiting if item not in self._places]
        self._decided = self._find_decided(self._records, self._places)

    def adopt(self, make: Callable[[Record], Item | None]) -> list[Item]:
        """Make an item of each decision on what is not among the items, and return these items.

        Args:
            make: returns the item of a record; None if its words are not in the text any more.
        """
        matched, adopted = set(self._places.values()), []
        for place, record in enumerate(self._records):
            item = make(record) if record.is_decision and place not in matched else None
            if item is not None:
                self._places[item] = place
                adopted.append(item)
        self._decided.update(adopted)
        return adopted

    def list_unmatched(self) -> list[Record]:
        """Return the decisions that are on no item."""
        matched = set(self._places.values())
        records = enumerate(self._records)
        return [record for place, record in records if record.is_decision and place not in matched]

    def sort_decided(self, items: Iterable[Item]) -> list[Item]:
        """Return the items on which there is a decision, in the order of the table."""
        return sorted((item for item in items if self.is_decided(item)), key=self._places.__getitem__)

    def find(self, item: Item) -> Record | None:
        """Return the record of an item, if there is one."""
        place = self._places.get(item)
        return None if place is None else self._records[place]

    def is_decided(self, item: Item) -> bool:
        """Return whether the person decided on an item."""
        return item in self._decided

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
        self._decided = self._find_decided(records, places)

    @staticmethod
    def _find_decided(records: list[Record], places: dict[Item, int]) -> set[Item]:
        return {item for item, place in places.items() if records[place].is_decision}

    def _write(self, records: list[Record]) -> None:
        if self._read_bytes() != self._content:
            raise StancebookError(
                f"{self.path.name} was changed elsewhere since this review was opened: in another window, or "
                "by another program. Nothing was written. Close the other one and run this cell again."
            )
        content = self._format(records)
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

    def _format(self, records: list[Record]) -> bytes:
        out = io.StringIO()
        # columns that a person added stay
        names = list(dict.fromkeys(chain(self.table.columns, *(record.cells for record in records))))
        rows = (self.table.format_row(record, at, len(records)) for at, record in enumerate(records, 1))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row.get(name, "") for name in names] for row in rows)
        return out.getvalue().encode()
