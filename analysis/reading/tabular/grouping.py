"""Group the problems of a table: one message for many rows with the same one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.documents import Problem

_MOST_ALONE = 5
_MOST_NAMED = 10
# what differs between two messages of one kind: quoted values and numbers
_VARIABLE = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.:-]*")


@dataclass
class _Kind:
    first: list[Problem] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    count: int = 0


class Groups:
    """The problems of a table's rows by kind; in memory only a few of each."""

    def __init__(self, item: str) -> None:
        self._item = item
        self._kinds: dict[tuple[str, str], _Kind] = {}

    def add(self, row: int, problem: Problem) -> None:
        """Add the problem of a row."""
        kind = self._kinds.setdefault((problem.severity, _VARIABLE.sub("…", problem.message)), _Kind())
        kind.count += 1
        if kind.count <= _MOST_NAMED:
            kind.first.append(problem)
            kind.rows.append(row)

    def report(self) -> Iterator[Problem]:
        """Yield the problems: those of a kind one by one if they are few, else as one.

        Notes are always one, since nothing is to be done about each.
        """
        for kind in self._kinds.values():
            first = kind.first[0]
            if kind.count == 1 or (kind.count <= _MOST_ALONE and first.severity != "note"):
                yield from kind.first
            else:
                more = kind.count - len(kind.rows)
                rows = ", ".join(map(str, kind.rows)) + (f" and {more:,} more" if more else "")
                message = f"{kind.count:,} rows ({rows}). Row {kind.rows[0]}: {first.message}"
                yield Problem(self._item, message, first.severity)
