"""The review of statements: their order, their keys, and what these do."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.coding.manual.listing import hash_key
from analysis.coding.verification import find_places
from analysis.comparing.support import is_person
from analysis.errors import StancebookError
from analysis.reviewing.items import Record, Row
from analysis.reviewing.kinds import FIRST, LAST, Key, Kind, Slot, Step, complete
from analysis.reviewing.passages import list_passage, narrow, widen
from analysis.reviewing.queue import COPIED, MARKS, Item, list_items, order_items
from analysis.tables import STANCES

NO_STANCE = {"stance": "", "condition": "", "if_met": ""}
# between a condition and the stance once it is met, as a coder types them
ARROW = "->"


@dataclass(frozen=True, eq=False)
class EarlierItem(Item):
    """A decision of an earlier review, to be made again: its record keeps the words it was made on."""

    record: Record | None = None

    @property
    def key(self) -> str:
        """Return the key of the words that the decision was made on."""
        assert self.record is not None
        return self.record.key

    @property
    def details(self) -> str:
        """Return the hash of what else was coded of them."""
        assert self.record is not None
        return self.record.details


class Statements(Kind[Item]):
    """Statements, and attributions that may hold one."""

    of = "statements"
    keys = (
        *FIRST,
        Key("x", "reject", "not a position"),
        Key("s", "stance", "support", "support"),
        Key("o", "stance", "oppose", "oppose"),
        Key("c", "stance", "conditional", "conditional"),
        Key("n", "stance", "neutral", "neutral"),
        Key(
            "w",
            "condition",
            "condition…",
            asks=f"Condition, as in the text; add {ARROW} oppose if that is the stance once it is met",
        ),
        Key("a", "actor", "actor…", asks="Actor"),
        Key("i", "issue", "issue…", asks="Issue"),
        Key("[", "narrow", "less evidence"),
        Key("]", "widen", "more evidence"),
        Key("m", "missing", "one is missing"),
        *LAST,
    )

    is_resorted = True
    nothing = "not a position"
    unset = "Nothing was coded here. Set a stance with s, o, c or n, or press x."

    def __init__(self, codes: Codes, coder: str) -> None:
        super().__init__(codes, coder)
        self._codes = codes
        self._actors = {
            name: actor.name for actor in codes.codebook.actors for name in (actor.name, *actor.aliases)
        }
        self._propositions = {issue.name: issue.proposition for issue in codes.codebook.issues}
        self.choices = {
            "actor": [actor.name for actor in codes.codebook.actors],
            "issue": list(self._propositions),
        }
        frame = codes["statements"]
        is_other = frame["coder"].map(is_person).astype(bool) & (frame["coder"] != coder)
        self._others: list[Any] = frame[is_other].to_dict("records")

    def list_items(self) -> list[Item]:
        """Return the statements and attributions on which nobody decided."""
        return list_items(self._codes)

    def order(self, items: Sequence[Item], decided: Iterable[Row]) -> list[tuple[str, Item]]:
        """Return items in the order of review, see ``queue.order_items``."""
        return order_items(items, [*self._others, *decided])

    def revive(self, record: Record) -> Item:
        """Return an item for an earlier decision; a rejected one has the machine's stance again."""
        cells = {name: record.cells[name] for name in COPIED}
        if not cells["stance"]:
            cells |= self._machine_stances.get(record.key, NO_STANCE)
        return EarlierItem(cells, record.reason, record=record)

    @cached_property
    def _machine_stances(self) -> dict[str, Row]:
        """Return the stance of each statement that the machine coded, by its key."""
        rows: list[Any] = self._codes.machine.to_dict("records")
        return {
            hash_key(row): {name: "" if pd.isna(row[name]) else row[name] for name in NO_STANCE}
            for row in rows
        }

    def list_actions(self) -> dict[str, Callable[[Item, Row, str], Step[Item]]]:
        """Return what each key does."""
        return {
            "stance": self._set_stance,
            "condition": self._set_condition,
            "actor": self._change_actor,
            "issue": self._change_issue,
            "narrow": lambda _, cells, __: self._move_evidence(cells, "narrow"),
            "widen": lambda _, cells, __: self._move_evidence(cells, "widen"),
            "missing": self._add,
        }

    def reject(self, item: Item) -> Row:
        """Return the words without a stance."""
        return item.cells | NO_STANCE

    def list_slots(self, item: Item, cells: Row) -> list[Slot]:
        """Return actor, issue, stance, condition, and why it was coded."""
        issue = cells["issue"]
        met = f" (if met: {cells['if_met']})" if cells["if_met"] else ""
        return [
            Slot("actor", "actor", cells["actor"]),
            Slot("issue", "issue", f"{issue}: {self._propositions.get(issue, 'not in the codebook')}"),
            Slot("stance", "stance", cells["stance"] or "none yet"),
            Slot("condition", "condition", f"{cells['condition']}{met}"),
            Slot("why", "why", item.reason),
        ]

    def name(self, cells: Row) -> str:
        """Return actor and issue."""
        return f"{cells['actor']}, {cells['issue']}"

    def describe(self, cells: Row) -> str:
        """Return the stance."""
        return str(cells["stance"])

    def comment(self, left: Mapping[str, int]) -> str:
        """Say when nothing is left that would change the matrix."""
        if not left or MARKS in left:
            return ""
        return "No single rejection would change the stance of a mark."

    def _set_stance(self, item: Item, cells: Row, stance: str) -> Step[Item]:
        if stance not in STANCES:
            raise StancebookError(f"{stance!r} is no stance.")
        if stance != "conditional":
            return Step(cells | NO_STANCE | {"stance": stance}, is_decision=True)
        # a condition that was lost with another stance comes back
        source = cells if cells["condition"] else item.cells
        condition = {name: source[name] for name in ("condition", "if_met")}
        return Step(cells | condition | {"stance": stance}, is_decision=True)

    def _set_condition(self, _: Item, cells: Row, typed: str) -> Step[Item]:
        words, arrow, met = (part.strip() for part in typed.partition(ARROW))
        if arrow and met not in ("support", "oppose"):
            raise StancebookError(f"After {ARROW} comes support or oppose, got {met!r}.")
        if not met:
            met = cells["stance"] if cells["stance"] in ("support", "oppose") else cells["if_met"]
        condition = self._find_condition(cells, words)
        changed = {"stance": "conditional", "condition": condition, "if_met": met}
        return Step(cells | changed, f"Condition: {condition}. Not decided yet.")

    def _find_condition(self, cells: Row, words: str) -> str:
        """Return words as they are in the passage on the screen."""
        text = self.documents[cells["doc_id"]]["text"]
        passage = list_passage(text, *(self.find(cells) or (0, 0)))
        for paragraph in passage:
            shown = "".join(piece for piece, _ in paragraph)
            for start, end in find_places(shown, words):
                return shown[start:end]
        raise StancebookError(
            f"{words!r} does not occur in the passage. Type the condition as it stands there."
        )

    def _change_actor(self, _: Item, cells: Row, typed: str) -> Step[Item]:
        actor = complete("actor", typed, self._actors)
        return Step(cells | {"actor": actor, "organisation": ""}, f"Actor: {actor}. Not decided yet.")

    def _change_issue(self, _: Item, cells: Row, typed: str) -> Step[Item]:
        issue = complete("issue", typed, {name: name for name in self._propositions})
        return Step(cells | {"issue": issue}, f"Issue: {issue}. Not decided yet.")

    def _move_evidence(self, cells: Row, action: str) -> Step[Item]:
        text = self.documents[cells["doc_id"]]["text"]
        span = self.find(cells) or (0, 0)
        start, end = (widen if action == "widen" else narrow)(text, *span)
        if (start, end) == span:
            raise StancebookError(f"The evidence cannot be made {action}er.")
        words = text[start:end]
        return Step(cells | {"start": start, "end": end, "evidence": words}, f"Evidence: {words}")

    def _add(self, _: Item, cells: Row, __: str) -> Step[Item]:
        """Put a passage without a stance on the screen, with the same words, actor and issue to change."""
        added = Item(cells | NO_STANCE | {"organisation": ""}, "you found that something is missing here")
        message = "What is missing here? Change actor or issue with a and i, then set a stance."
        return Step(cells, message, added=added)
