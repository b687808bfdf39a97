"""Lead a person through the queue: what is on the screen, and what each key does."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from analysis.codes import Codes
from analysis.comparing.support import is_person
from analysis.errors import StancebookError
from analysis.reviewing.passages import list_passage, narrow, widen
from analysis.reviewing.queue import PARTS, Item, Row, list_items, order_items
from analysis.reviewing.recording import Recorder
from analysis.tables import STANCES

ADDED = "added by you"
FLAG = "flagged: "


class Session:
    """A review in progress. Only ``act`` changes it; moving never decides anything.

    Args:
        codes: a coded corpus.
        recorder: the table of the person's decisions.
    """

    def __init__(self, codes: Codes, recorder: Recorder) -> None:
        documents = codes["documents"].fillna("")
        rows: list[Any] = documents.to_dict("records")
        self._documents: dict[str, Row] = {row["doc_id"]: row for row in rows}
        self._codebook = codes.codebook
        self._recorder = recorder
        frame = codes["statements"]
        is_other = frame["coder"].map(is_person).astype(bool) & (frame["coder"] != recorder.coder)
        self._others: list[Any] = frame[is_other].to_dict("records")
        items = list_items(codes)
        recorder.match(items)
        self._queue = [(PARTS[-1], item) for item in items if not self._is_decided(item)]
        self._at = -1
        self._drafts: dict[Item, Row] = {}
        self._sort_rest()
        self._at = 0
        self.message = f"{len(self._queue)} to review." if self._queue else "There is nothing to review."

    @property
    def item(self) -> Item | None:
        """Return what is on the screen; None after the last decision."""
        return self._queue[self._at][1] if self._at < len(self._queue) else None

    def act(self, action: str, value: str = "") -> None:
        """Do what a key says, and say in ``message`` what was done.

        Args:
            action: ``right``, ``reject``, ``stance``, ``actor``, ``issue``, ``widen``, ``narrow``, ``flag``,
                ``missing``, ``undo``, ``next`` or ``previous``.
            value: the stance, the actor or issue as far as typed, or the note of a flag.

        Raises:
            StancebookError: if this cannot be done; nothing has changed then.
            OSError: if the decision could not be written; it is not recorded then.
        """
        if action == "undo":
            self._undo()
        elif action == "previous":
            self._at = max(0, self._at - 1)
            self.message = ""
        elif self.item is None:
            raise StancebookError("Nothing is left to decide. Undo with u, or go back with k.")
        else:
            steps: dict[str, Callable[[Item, str], None]] = {
                "right": self._accept,
                "reject": self._reject,
                "stance": self._set_stance,
                "actor": self._change_actor,
                "issue": self._change_issue,
                "widen": self._move_evidence,
                "narrow": self._move_evidence,
                "flag": self._flag,
                "missing": self._add,
                "next": self._skip,
            }
            steps[action](self.item, action if action in ("widen", "narrow") else value)

    def count_left(self) -> dict[str, int]:
        """Return how many decisions are left in each part of the queue."""
        parts = Counter(part for part, item in self._queue if not self._is_decided(item))
        return {part: parts[part] for part in (*PARTS, ADDED) if parts[part]}

    def describe(self) -> dict[str, Any]:
        """Return what the screen shows, in values that JSON can hold."""
        shown: dict[str, Any] = {
            "message": self.message,
            "left": self.count_left(),
            "decided": len(self._recorder.list_decisions()),
            "item": None,
        }
        item = self.item
        if item is None:
            return shown
        cells = self._get_cells(item)
        document = self._documents[cells["doc_id"]]
        parts = (document["title"] or cells["doc_id"], document["outlet"], document["published"])
        passage = list_passage(document["text"], int(cells["start"]), int(cells["end"]))
        return shown | {
            "item": item.key,
            "part": self._queue[self._at][0],
            "source": ", ".join(part for part in parts if part),
            "passage": passage,
            **{name: str(cells[name]) for name in ("actor", "issue", "stance", "condition", "if_met")},
            "proposition": self._codebook.issue(cells["issue"]).proposition,
            "why": item.reason,
            "status": self._describe_status(item),
        }

    def _describe_status(self, item: Item) -> str:
        record = self._recorder.find(item)
        if record is None:
            return "changed, not decided" if item in self._drafts else "not decided"
        if record.is_decision:
            return f"you decided: {record.cells['stance'] or 'not a position'}"
        return "flagged, not decided"

    def _is_decided(self, item: Item) -> bool:
        record = self._recorder.find(item)
        return record is not None and record.is_decision

    def _get_cells(self, item: Item) -> Row:
        """Return an item as changed and not yet decided, else as decided, else as coded."""
        record = self._recorder.find(item)
        is_kept = record is not None and record.is_decision and record.cells["stance"]
        source = record.cells if record is not None and is_kept else item.cells
        return self._drafts.get(item) or {name: source[name] for name in item.cells}

    def _accept(self, item: Item, _: str) -> None:
        cells = self._get_cells(item)
        if not cells["stance"]:
            raise StancebookError("Nothing was coded here. Set a stance with s, o, c or n, or press x.")
        self._decide(item, cells)

    def _set_stance(self, item: Item, stance: str) -> None:
        if stance not in STANCES:
            raise StancebookError(f"{stance!r} is no stance.")
        cells = self._get_cells(item) | {"stance": stance}
        if stance != "conditional":
            cells |= {"condition": "", "if_met": ""}
        self._decide(item, cells)

    def _reject(self, item: Item, _: str) -> None:
        self._decide(item, item.cells | {"stance": "", "condition": "", "if_met": ""})

    def _decide(self, item: Item, cells: Row) -> None:
        reason = item.reason if cells == item.cells else f"corrected by {self._recorder.coder}"
        self._write(item, cells, reason, self._recorder.coder, self._read_note(item))
        self._drafts.pop(item, None)
        what = f"{cells['actor']}, {cells['issue']}: {cells['stance'] or 'not a position'}."
        self._sort_rest()
        self._at = next(
            (at for at in (*range(self._at + 1, len(self._queue)), *range(self._at)) if self._is_open(at)),
            len(self._queue),
        )
        self.message = what if self.item else f"{what} That was the last one."

    def _is_open(self, at: int) -> bool:
        return not self._is_decided(self._queue[at][1])

    def _flag(self, item: Item, note: str) -> None:
        record = self._recorder.find(item)
        cells, reason, coder = item.cells, item.reason, ""
        if record is not None and record.is_decision:
            cells = {name: record.cells[name] for name in item.cells}
            reason, coder = str(record.cells["reason"]).partition(f"; {FLAG}")[0], self._recorder.coder
        self._write(item, cells, reason, coder, note.strip() or "no note")
        self.message = "Flagged." if coder else "Flagged. It is still to be decided."

    def _write(self, item: Item, cells: Row, reason: str, coder: str, note: str) -> None:
        noted = f"{reason}; {FLAG}{note}" if note else reason
        self._recorder.record(item, cells | {"reason": noted, "coder": coder})

    def _read_note(self, item: Item) -> str:
        record = self._recorder.find(item)
        return str(record.cells["reason"]).partition(FLAG)[2] if record is not None else ""

    def _change_actor(self, item: Item, typed: str) -> None:
        names = {name: actor.name for actor in self._codebook.actors for name in (actor.name, *actor.aliases)}
        actor = _complete("actor", typed, names)
        self._drafts[item] = self._get_cells(item) | {"actor": actor, "organisation": ""}
        self.message = f"Actor: {actor}. Not decided yet."

    def _change_issue(self, item: Item, typed: str) -> None:
        issue = _complete("issue", typed, {issue.name: issue.name for issue in self._codebook.issues})
        self._drafts[item] = self._get_cells(item) | {"issue": issue}
        self.message = f"Issue: {issue}. Not decided yet."

    def _move_evidence(self, item: Item, action: str) -> None:
        cells = self._get_cells(item)
        text = self._documents[cells["doc_id"]]["text"]
        span = int(cells["start"]), int(cells["end"])
        start, end = (widen if action == "widen" else narrow)(text, *span)
        if (start, end) == span:
            raise StancebookError(f"The evidence cannot be made {action}er.")
        self._drafts[item] = cells | {"start": start, "end": end, "evidence": text[start:end]}
        self.message = f"Evidence: {text[start:end]}"

    def _add(self, item: Item, _: str) -> None:
        """Put a passage without a stance on the screen, with the same words, actor and issue to change."""
        blank = {"stance": "", "condition": "", "if_met": "", "organisation": ""}
        added = Item(self._get_cells(item) | blank, "you found that something is missing here")
        self._queue.insert(self._at + 1, (ADDED, added))
        self._at += 1
        self.message = "What is missing here? Change actor or issue with a and i, then set a stance."

    def _skip(self, _: Item, __: str) -> None:
        self._at = min(self._at + 1, len(self._queue) - 1)
        self.message = ""

    def _undo(self) -> None:
        item = self._recorder.undo()
        if item is None:
            raise StancebookError("There is nothing to undo.")
        self._at = next(at for at, (_, other) in enumerate(self._queue) if other is item)
        self._sort_rest()
        self.message = f"Undone: {item.cells['actor']}, {item.cells['issue']}."

    def _sort_rest(self) -> None:
        """Sort what comes next anew: a decision may have changed which marks are at stake."""
        done = self._queue[: self._at + 1]
        rest = [(part, item) for part, item in self._queue[self._at + 1 :] if part != ADDED]
        added = [pair for pair in self._queue[self._at + 1 :] if pair[0] == ADDED]
        ranked = order_items(
            (item for _, item in (*done, *rest) if not self._is_decided(item)), self._list_checked()
        )
        parts = {item: part for part, item in ranked}
        decided = [pair for pair in rest if self._is_decided(pair[1])]
        waiting = {item for _, item in rest}
        self._queue = [
            *((part if part == ADDED else parts.get(item, part), item) for part, item in done),
            *added,
            *decided,
            *((part, item) for part, item in ranked if item in waiting),
        ]

    def _list_checked(self) -> list[Mapping[str, Any]]:
        own = [record.cells for record in self._recorder.list_decisions() if record.cells["stance"]]
        return [*self._others, *own]


def _complete(kind: str, typed: str, names: Mapping[str, str]) -> str:
    """Return the name that was typed, or the first that begins with, or else contains, what was typed."""
    wanted = typed.strip().casefold()
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for name, found in names.items():
            if wanted and fits(name.casefold(), wanted):
                return found
    raise StancebookError(f"There is no {kind} {typed.strip()!r} in the codebook.")
