"""The review of attributions: who speaks, and how precisely the source is identified."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.coding.lexicon import get_words
from analysis.comparing.support import is_firm, is_person
from analysis.errors import StancebookError
from analysis.reading.decisions import ATTRIBUTION_COLUMNS
from analysis.reviewing.items import ListedItem, Record, Row
from analysis.reviewing.kinds import FIRST, LAST, Key, Kind, Slot, Step, complete
from analysis.reviewing.tables import ATTRIBUTION_NAMES
from analysis.tables import SOURCING

# the parts of the queue, in order
CARRYING, DOUBTED, UNKNOWN, OTHERS = "behind a mark", "doubted", "of an unknown speaker", "others"
PARTS = (CARRYING, DOUBTED, UNKNOWN, OTHERS)
SOMEBODY_ELSE, NOBODY = "somebody else", "nobody in the codebook"
# characters of the content in a message
LONGEST = 80
CELLS = tuple(name for name in ATTRIBUTION_COLUMNS if name not in ("reason", "coder"))
PRONOUNS = ("singular", "plural", "pointing", "neuter")


class Attributions(Kind[ListedItem]):
    """Attributions, each with its speaker."""

    of = "attributions"
    keys = (
        *FIRST,
        Key("x", "reject", "not an attribution"),
        Key("a", "actor", "speaker…", asks="Speaker"),
        Key("n", "sourcing", "named", "named"),
        Key("r", "sourcing", "role", "role"),
        Key("y", "sourcing", "anonymous", "anonymous"),
        Key("v", "sourcing", "vague", "vague"),
        *LAST,
    )
    nothing = "not an attribution"
    unset = "You decided that this is no attribution. Say how the source is identified with n, r, y or v."

    def __init__(self, codes: Codes, coder: str) -> None:
        super().__init__(codes, coder)
        self._codes = codes
        actors = codes.codebook.actors
        self._actors = {name: actor.name for actor in actors for name in (actor.name, *actor.aliases)}
        self._actors[SOMEBODY_ELSE] = ""
        self.choices = {"actor": [*(actor.name for actor in actors), SOMEBODY_ELSE]}

    def list_items(self) -> list[ListedItem]:
        """Return the machine's attributions in the order of review: by part, the least confident first.

        First come attributions that carry a statement in the matrix: a wrong speaker is a wrong mark. Then
        doubted ones; then those without an actor whose source is a pronoun or an office; then the others.
        """
        quotes = self._codes["quotes"]
        quotes = quotes[~quotes["coder"].map(is_person).astype(bool)]
        rows: list[Any] = quotes.sort_values("confidence", kind="stable").to_dict("records")
        carried = self._find_statements()
        items = [self._make_item(row, carried.get(row["quote_id"], [])) for row in rows]
        return sorted(items, key=lambda item: PARTS.index(item.part))

    def _find_statements(self) -> Mapping[str, list[str]]:
        """Return the machine's statements in the matrix, in words, by the attribution they rest on."""
        frame = self._codes["statements"]
        frame = frame[
            is_firm(frame) & ~frame["coder"].map(is_person).astype(bool) & frame["quote_id"].notna()
        ]
        found = defaultdict(list)
        for quote, issue, stance in zip(frame["quote_id"], frame["issue"], frame["stance"], strict=True):
            found[quote].append(f"{issue}: {stance}")
        return found

    def _make_item(self, row: Mapping[str, Any], carried: Sequence[str]) -> ListedItem:
        known = {name: "" if pd.isna(row[name]) else row[name] for name in (*CELLS, "cue", "doubt")}
        why = f"attributed by “{known['cue']}”" if known["cue"] else "attributed without a verb"
        shown = {"statements": "; ".join(carried), "doubt": known["doubt"]}
        part = CARRYING if carried else DOUBTED if known["doubt"] else OTHERS
        if part == OTHERS and not known["actor"] and _is_unclear(known["source"]):
            part = UNKNOWN
        cells = {name: known[name] for name in CELLS}
        reason = f"{why} ({row['coder']}, confidence {row['confidence']:.2f})"
        return ListedItem(cells, reason, ATTRIBUTION_NAMES, part, shown)

    def order(self, items: Sequence[ListedItem], decided: Iterable[Row]) -> list[tuple[str, ListedItem]]:
        """Return items as they are listed, each with its part."""
        return [(item.part, item) for item in items]

    def revive(self, record: Record) -> ListedItem:
        """Return an item for an earlier decision."""
        cells = {name: record.cells[name] for name in CELLS}
        return ListedItem(cells, record.reason, ATTRIBUTION_NAMES, OTHERS)

    def list_actions(self) -> dict[str, Callable[[ListedItem, Row, str], Step[ListedItem]]]:
        """Return what each key does."""
        return {"actor": self._change_actor, "sourcing": self._set_sourcing}

    def reject(self, item: ListedItem) -> Row:
        """Return an attribution that is none."""
        return item.cells | {"sourcing": ""}

    def list_slots(self, item: ListedItem, cells: Row) -> list[Slot]:
        """Return the speaker, the source, the statements that rest on it, and why it was coded."""
        return [
            Slot("actor", "speaker", cells["actor"] or NOBODY),
            Slot("source", "source in the text", cells["source"] or "none"),
            Slot("sourcing", "sourcing", cells["sourcing"]),
            Slot("statements", "statements", item.shown.get("statements", "")),
            Slot("doubt", "doubt", item.shown.get("doubt", "")),
            Slot("why", "why", item.reason),
        ]

    def name(self, cells: Row) -> str:
        """Return the speaker and the first words of the content."""
        words = shorten(str(cells["content"]), LONGEST, placeholder="…")
        return f"{cells['actor'] or NOBODY}, “{words}”"

    def describe(self, cells: Row) -> str:
        """Return how the source is identified."""
        return str(cells["sourcing"])

    def _change_actor(self, _: ListedItem, cells: Row, typed: str) -> Step[ListedItem]:
        actor = complete("actor", typed, self._actors)
        return Step(cells | {"actor": actor}, f"Speaker: {actor or NOBODY}. Not decided yet.")

    def _set_sourcing(self, _: ListedItem, cells: Row, sourcing: str) -> Step[ListedItem]:
        if sourcing not in SOURCING:
            raise StancebookError(f"{sourcing!r} is no kind of sourcing.")
        return Step(cells | {"sourcing": sourcing}, is_decision=True)


def _is_unclear(source: str) -> bool:
    """Tell whether a source is a pronoun or an office."""
    words = source.lower().split()
    pronouns = frozenset().union(*(get_words("pronouns", name) for name in PRONOUNS))
    is_pronoun = len(words) == 1 and words[0] in pronouns
    return is_pronoun or not get_words("offices", "heads").isdisjoint(words)
