"""What a review of any kind of code has in common, and what each kind brings."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.reviewing.items import Item, Record, Row
from analysis.reviewing.passages import Span, list_passage, locate
from analysis.reviewing.tables import TABLES

T = TypeVar("T", bound=Item)


class Key(NamedTuple):
    """A key of a review, which is a button too.

    Attributes:
        key: the key, as browsers name it.
        action: what it does.
        name: the words on the button.
        value: what it does it with, such as a stance.
        asks: what it asks for; "" if it asks for nothing.
    """

    key: str
    action: str
    name: str
    value: str = ""
    asks: str = ""


class Step(NamedTuple, Generic[T]):
    """What an action makes of the item on the screen.

    Attributes:
        cells: its cells from now on.
        message: what was done, if that decides nothing.
        is_decision: whether that decides on it; otherwise it is still to be decided.
        added: another item to put on the screen next.
    """

    cells: Row
    message: str = ""
    is_decision: bool = False
    added: T | None = None


class Slot(NamedTuple):
    """One line of the screen, by name, with its label and its text; it is hidden if the text is empty."""

    name: str
    label: str
    text: str


# every review begins and ends with these
FIRST = (Key("Enter", "right", "right"),)
LAST = (
    Key("f", "flag", "flag…", asks="Note"),
    Key("u", "undo", "undo"),
    Key("j", "next", "next"),
    Key("k", "previous", "previous"),
)


class Kind(ABC, Generic[T]):
    """What a review needs to know of one kind of code.

    Args:
        codes: a coded corpus.
        coder: the person who decides, ``human:<name>``.

    Attributes:
        of: the kind.
        keys: its keys, in the order of the buttons.
        is_resorted: whether a decision may change the order of what is left.
        nothing: what an item is called that was rejected.
        unset: the message where an item without a code cannot be right.
        choices: names that may be typed where an action asks for one, by action.
        documents: the row of each article.
    """

    of: ClassVar[str]
    keys: ClassVar[tuple[Key, ...]]
    is_resorted: ClassVar[bool] = False
    nothing: ClassVar[str]
    unset: ClassVar[str]

    def __init__(self, codes: Codes, coder: str) -> None:
        self.coder = coder
        self.choices: dict[str, list[str]] = {}
        rows: list[Any] = codes["documents"].fillna("").to_dict("records")
        self.documents: dict[str, Row] = {row["doc_id"]: row for row in rows}
        self.table = TABLES[self.of]

    @abstractmethod
    def list_items(self) -> list[T]:
        """Return what can be decided on."""

    @abstractmethod
    def order(self, items: Sequence[T], decided: Iterable[Row]) -> list[tuple[str, T]]:
        """Return items in the order of review, each with its part of the queue.

        Args:
            items: what is to be decided.
            decided: what the person confirmed or changed.
        """

    @abstractmethod
    def revive(self, record: Record) -> T:
        """Return an item for a decision on what the machine does not code now."""

    @abstractmethod
    def list_actions(self) -> dict[str, Callable[[T, Row, str], Step[T]]]:
        """Return what each action of this kind does to an item, its cells and a value.

        They raise a StancebookError for what cannot be done.
        """

    @abstractmethod
    def reject(self, item: T) -> Row:
        """Return the cells of an item that is none."""

    @abstractmethod
    def list_slots(self, item: T, cells: Row) -> list[Slot]:
        """Return what the screen says about an item, besides its passage."""

    @abstractmethod
    def name(self, cells: Row) -> str:
        """Return what an item is about, in a line."""

    @abstractmethod
    def describe(self, cells: Row) -> str:
        """Return its code, in a few words."""

    def accept(self, cells: Row) -> Row:
        """Return the cells of an item that is right as shown."""
        if not cells[self.table.verdict]:
            raise StancebookError(self.unset)
        return cells

    def suggest(self, item: T, cells: Row) -> dict[str, list[str]]:
        """Return what may be typed about this item where an action asks for something, by action."""
        return {}

    def comment(self, left: Mapping[str, int]) -> str:
        """Return what follows from the numbers left in each part of the queue; "" if nothing does."""
        return ""

    def find(self, cells: Row) -> Span | None:
        """Return where the words of a row are in its article; None if they are not there any more."""
        if cells["doc_id"] not in self.documents:
            return None
        text = self.documents[cells["doc_id"]]["text"]
        return locate(text, str(cells[self.table.words]), *map(_read_offset, (cells["start"], cells["end"])))

    def show(self, item: T, cells: Row) -> dict[str, Any]:
        """Return the source and the passage of an item."""
        document = self.documents[cells["doc_id"]]
        parts = (document["title"] or cells["doc_id"], document["outlet"], document["published"])
        start, end = self.find(cells) or self.find(item.cells) or (0, 0)
        return {
            "source": ", ".join(part for part in parts if part),
            "passage": list_passage(document["text"], start, end),
        }


def _read_offset(cell: Any) -> int:
    return int(cell) if str(cell).isdecimal() else 0


def complete(kind: str, typed: str, names: Mapping[str, str]) -> str:
    """Return the name that was typed, or the first that begins with, or else contains, what was typed.

    Raises:
        StancebookError: if there is none.
    """
    wanted = typed.strip().casefold()
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for name, found in names.items():
            if wanted and fits(name.casefold(), wanted):
                return found
    raise StancebookError(f"There is no {kind} {typed.strip()!r} in the codebook.")
