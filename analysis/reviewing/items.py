"""What a review decides on, and what it records of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from analysis.coding.verification import PLAIN
from analysis.reading.normalising import to_one_line
from analysis.spreadsheets import neutralise

Row = dict[str, Any]
FLAG = "flagged: "


class Item(Protocol):
    """One decision to make; two items are never equal, whatever their cells."""

    @property
    def cells(self) -> Row:
        """Return what the machine coded, by column; "" for what is missing."""

    @property
    def reason(self) -> str:
        """Return why it is here, or why it was coded, in words."""

    @property
    def key(self) -> str:
        """Return the words that say which code is meant, or a hash of them."""

    @property
    def details(self) -> str:
        """Return a hash of what else is coded of them; "" if the table needs none."""


@dataclass(frozen=True, eq=False)
class ListedItem:
    """An event or an attribution to decide on.

    Attributes:
        cells: as coded, by column of the table of decisions.
        reason: why it was coded like this.
        names: the columns that say which one is meant.
        part: its part of the queue.
        shown: more to show, by label.
    """

    cells: Row
    reason: str
    names: tuple[str, ...]
    part: str = ""
    shown: Mapping[str, str] = field(default_factory=dict)
    details: str = ""

    @cached_property
    def key(self) -> str:
        """Return the words that say which one is meant."""
        return join_words(self.cells, self.names)


def join_words(cells: Row, names: tuple[str, ...]) -> str:
    """Return the words of some cells, so that other spaces and quotation marks make no difference."""
    return "\x1f".join(to_one_line(str(cells[name])).translate(PLAIN) for name in names)


@dataclass(frozen=True, eq=False)
class Record:
    """One row of a table of decisions, with the key and the details of the words it was made on."""

    key: str
    details: str
    cells: Row

    @property
    def is_decision(self) -> bool:
        """Return whether it decides anything; otherwise it is a remark."""
        return bool(self.cells["coder"])

    @cached_property
    def safe_cells(self) -> Row:
        """Return its cells in a form that no spreadsheet program runs."""
        return {name: neutralise(cell) for name, cell in self.cells.items()}

    @property
    def reason(self) -> str:
        """Return its reason without the note of a flag."""
        return str(self.cells["reason"]).partition(f"; {FLAG}")[0]

    @property
    def note(self) -> str:
        """Return the note of its flag; "" if it has none."""
        return str(self.cells["reason"]).partition(FLAG)[2]
