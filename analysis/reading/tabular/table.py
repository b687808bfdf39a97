"""Define what a table of articles is, whatever its format."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Problem

Row = Mapping[str, object]
NumberedRow = tuple[int, Row | Problem]


@dataclass(frozen=True)
class Table:
    """A table of a file.

    Attributes:
        path: the file.
        read_rows: reads the rows from the first one, each with its number, or the reason why it is left out;
            it is called twice. Values may be nested.
        columns: the names of the columns, if they are known before the rows are read.
        sheet: the name of the table, if the file has several.
    """

    path: Path
    read_rows: Callable[[], Iterator[NumberedRow]]
    columns: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def item(self) -> str:
        """The name of the table in problems."""
        return f"{self.path.name} sheet {self.sheet!r}" if self.sheet else self.path.name
