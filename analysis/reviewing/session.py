"""Lead a person through the queue: what is on the screen, and what each key does."""

from collections import Counter
from typing import Any

from analysis.codes import Codes
from analysis.errors import StancebookError, unknown_name_error
from analysis.reviewing.attributions import Attributions
from analysis.reviewing.events import Events
from analysis.reviewing.items import FLAG, Item, Record, Row
from analysis.reviewing.kinds import Kind, Step
from analysis.reviewing.pace import Pace
from analysis.reviewing.recording import Recorder
from analysis.reviewing.statements import Statements

KINDS: dict[str, type[Kind[Any]]] = {kind.of: kind for kind in (Statements, Events, Attributions)}
# parts of the queue
EARLIER, ADDED = "decided earlier", "added by you"
UNDECIDED = "none yet"


class Session:
    """A review in progress. Only ``act`` changes it; moving never decides anything.

    The queue begins with what the person decided in earlier reviews; a session starts after these.

    Args:
        codes: a coded corpus.
        recorder: the table of the person's decisions, which says what is reviewed.
        pace: measures the time.

    Attributes:
        kind: what is reviewed.
        vanished: earlier decisions on words that are not in the articles any more. They remain in the table.
        message: what was done last.
    """

    def __init__(self, codes: Codes, recorder: Recorder, pace: Pace | None = None) -> None:
        self.kind = KINDS[recorder.of](codes, recorder.coder)
        self._actions = self.kind.list_actions()
        self._recorder = recorder
        self._pace = pace or Pace()
        items: list[Item] = self.kind.list_items()
        recorder.match(items)
        items += recorder.adopt(self._revive)
        self.vanished: list[Record] = recorder.list_unmatched()
        self._drafts: dict[Item, Row] = {}
        earlier = recorder.sort_decided(items)
        waiting = [item for item in items if not recorder.is_decided(item)]
        self._queue = [(EARLIER, item) for item in earlier]
        self._queue += self.kind.order(waiting, self._list_checked())
        self._at = len(earlier)
        self.message = f"{len(waiting)} to review." if waiting else "There is nothing to review."
        if earlier:
            self.message += f" Go back with k to what you decided before ({len(earlier)})."

    def _revive(self, record: Record) -> Item | None:
        return None if self.kind.find(record.cells) is None else self.kind.revive(record)

    @property
    def item(self) -> Item | None:
        """Return what is on the screen; None after the last decision."""
        return self._queue[self._at][1] if self._at < len(self._queue) else None

    def act(self, action: str, value: str = "") -> None:
        """Do what a key says, and say in ``message`` what was done.

        Args:
            action: ``right``, ``reject``, ``flag``, ``undo``, ``next``, ``previous``, or one of the kind's.
            value: what the key stands for, or what was typed, such as a name or the note of a flag.

        Raises:
            StancebookError: if this cannot be done; nothing has changed then.
            OSError: if the decision could not be written; it is not recorded then.
        """
        if action == "undo":
            self._undo()
        elif action == "previous":
            self._move(-1)
        elif self.item is None:
            raise StancebookError("Nothing is left to decide. Undo with u, or go back with k.")
        elif action == "next":
            self._move(1)
        elif action == "right":
            self._decide(self.item, self.kind.accept(self._get_cells(self.item)))
        elif action == "reject":
            self._decide(self.item, self.kind.reject(self.item))
        elif action == "flag":
            self._flag(self.item, value)
        elif action in self._actions:
            self._take(self.item, self._actions[action](self.item, self._get_cells(self.item), value))
        else:
            raise unknown_name_error("action", action, self._actions)

    def count_left(self) -> dict[str, int]:
        """Return how many decisions are left in each part of the queue, in order."""
        return dict(Counter(part for part, item in self._queue if not self._recorder.is_decided(item)))

    def describe(self) -> dict[str, Any]:
        """Return what the screen shows, in values that JSON can hold."""
        left = self.count_left()
        shown: dict[str, Any] = {
            "message": self.message,
            "left": left,
            "decided": len(self._recorder.list_decisions()),
            "item": None,
        }
        shown["progress"] = self._describe_progress(shown["decided"], left)
        item = self.item
        if item is None:
            return shown
        cells = self._get_cells(item)
        slots = [*self.kind.list_slots(item, cells), ("status", "your decision", self._describe_status(item))]
        return shown | {
            "item": item.key,
            "part": self._queue[self._at][0],
            "summary": f"{self._summarise(cells, UNDECIDED)}.",
            "slots": [list(slot) for slot in slots],
            "choices": self.kind.suggest(item, cells),
            **self.kind.show(item, cells),
        }

    def _describe_progress(self, decided: int, left: dict[str, int]) -> str:
        path = self._recorder.path
        parts = ", ".join(f"{number} {part}" for part, number in left.items()) or "nothing"
        said = f"{decided} decided in {path.parent.name}/{path.name}. Left: {parts}."
        return " ".join(filter(None, (said, self.kind.comment(left), self._pace.describe())))

    def _describe_status(self, item: Item) -> str:
        record = self._recorder.find(item)
        if item in self._drafts:
            return "changed, not decided"
        if record is None:
            return "not decided"
        if record.is_decision:
            return f"you decided: {self._describe_code(record.cells, self.kind.nothing)}"
        return "flagged, not decided"

    def _summarise(self, cells: Row, nothing: str) -> str:
        return f"{self.kind.name(cells)}: {self._describe_code(cells, nothing)}"

    def _describe_code(self, cells: Row, nothing: str) -> str:
        return self.kind.describe(cells) if cells[self.kind.table.verdict] else nothing

    def _get_cells(self, item: Item) -> Row:
        """Return an item as changed and not yet decided, else as decided, else as coded."""
        record = self._recorder.find(item)
        is_kept = record is not None and record.is_decision and record.cells[self.kind.table.verdict]
        source = record.cells if record is not None and is_kept else item.cells
        return self._drafts.get(item) or {name: source[name] for name in item.cells}

    def _take(self, item: Item, step: Step[Item]) -> None:
        if step.is_decision:
            self._decide(item, step.cells)
            return
        if step.added is None:
            self._drafts[item] = step.cells
        else:
            self._queue.insert(self._at + 1, (ADDED, step.added))
            self._at += 1
        self.message = step.message

    def _decide(self, item: Item, cells: Row) -> None:
        was_decided = self._recorder.is_decided(item)
        # cells that were read from a table are texts
        is_same = all(str(cells[name]) == str(item.cells[name]) for name in item.cells)
        reason = item.reason if is_same else f"corrected by {self._recorder.coder}"
        record = self._recorder.find(item)
        self._write(item, cells, reason, self._recorder.coder, record.note if record else "")
        self._drafts.pop(item, None)
        self._pace.count()
        self._sort_rest()
        # who changes a decision is going through what was decided
        is_followed = was_decided and self._at + 1 < len(self._queue)
        self._at = self._at + 1 if is_followed else self._find_open()
        done = f"{self._summarise(cells, self.kind.nothing)}."
        self.message = done if self.item else f"{done} That was the last one."

    def _find_open(self) -> int:
        """Return the place of the next undecided item, from here to the end and then from the beginning."""
        places = (*range(self._at + 1, len(self._queue)), *range(self._at))
        is_open = (at for at in places if not self._recorder.is_decided(self._queue[at][1]))
        return next(is_open, len(self._queue))

    def _flag(self, item: Item, note: str) -> None:
        record = self._recorder.find(item)
        cells, reason, coder = item.cells, item.reason, ""
        if record is not None and record.is_decision:
            cells = {name: record.cells[name] for name in item.cells}
            reason, coder = record.reason, self._recorder.coder
        self._write(item, cells, reason, coder, note.strip() or "no note")
        self.message = "Flagged." if coder else "Flagged. It is still to be decided."

    def _write(self, item: Item, cells: Row, reason: str, coder: str, note: str) -> None:
        noted = f"{reason}; {FLAG}{note}" if note else reason
        self._recorder.record(item, cells | {"reason": noted, "coder": coder})

    def _move(self, step: int) -> None:
        self._at = max(0, min(self._at + step, len(self._queue) - 1))
        self.message = ""

    def _undo(self) -> None:
        item = self._recorder.undo()
        if item is None:
            raise StancebookError("There is nothing to undo.")
        self._at = next(at for at, (_, other) in enumerate(self._queue) if other is item)
        self._sort_rest()
        self.message = f"Undone: {self.kind.name(self._get_cells(item))}."

    def _sort_rest(self) -> None:
        """Sort what comes next anew if a decision may have changed what is at stake."""
        if not self.kind.is_resorted:
            return
        done, rest = self._queue[: self._at + 1], self._queue[self._at + 1 :]
        fixed = [(part, item) for part, item in rest if part == ADDED or self._recorder.is_decided(item)]
        waiting = [item for part, item in rest if part != ADDED and not self._recorder.is_decided(item)]
        ranked = self.kind.order(
            [*waiting, *(item for part, item in done if not self._recorder.is_decided(item))],
            self._list_checked(),
        )
        is_done = {item for _, item in done}
        parts = {item: part for part, item in ranked}
        self._queue = [
            *((part if part == ADDED else parts.get(item, part), item) for part, item in done),
            *fixed,
            *((part, item) for part, item in ranked if item not in is_done),
        ]

    def _list_checked(self) -> list[Row]:
        verdict = self.kind.table.verdict
        return [record.cells for record in self._recorder.list_decisions() if record.cells[verdict]]
