"""The review of events: whether they are events, their status, their days, and which are the same."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.support import is_person
from analysis.comparing.wording import format_interval, parse_day
from analysis.edtf import parse_edtf
from analysis.errors import StancebookError
from analysis.reading.decisions import EVENT_COLUMNS
from analysis.reviewing.event_ranks import OTHERS, Rank, rank_events
from analysis.reviewing.items import ListedItem, Record, Row
from analysis.reviewing.kinds import FIRST, LAST, Key, Kind, Slot, Step
from analysis.reviewing.same_events import SameEvents
from analysis.reviewing.tables import EVENT_NAMES
from analysis.tables import STATUS

CELLS = tuple(name for name in EVENT_COLUMNS if name not in ("reason", "coder"))
NO_OTHER = dict.fromkeys(("same_doc_id", "same_evidence", "same_trigger"), "")
ON_ITS_OWN = "no other event"
NO_RANK = Rank(OTHERS, 0, ())


class Events(Kind[ListedItem]):
    """The events that the articles report, each mention by itself."""

    of = "events"
    keys = (
        *FIRST,
        Key("x", "reject", "not an event"),
        Key("o", "status", "occurred", "occurred"),
        Key("p", "status", "planned", "planned"),
        Key("h", "status", "hypothetical", "hypothetical"),
        Key("d", "status", "denied", "denied"),
        Key("t", "days", "day…", asks="Day, such as 2025-05-19, 2025-05-12/2025-05-19 or ../2025-05-19"),
        Key("e", "same", "same as…", asks="The same as"),
        *LAST,
    )
    nothing = "not an event"
    unset = "You decided that this is no event. Set its status with o, p, h or d."

    def __init__(self, codes: Codes, coder: str) -> None:
        super().__init__(codes, coder)
        events = codes["events"]
        frame = events[events["doc_id"].isin(self.documents) & events["evidence"].notna()]
        self._ranks = rank_events(codes)
        orders = [self._ranks.get(key, NO_RANK).order for key in frame["event_id"]]
        frame = frame.iloc[sorted(range(len(frame)), key=orders.__getitem__)]
        rows: list[Any] = frame.to_dict("records")
        items = [self._make_item(row) for row in rows]
        self._same = SameEvents(codes, items, frame)
        self._items = [item for item, row in zip(items, rows, strict=True) if not is_person(row["coder"])]

    def _make_item(self, row: Mapping[str, Any]) -> ListedItem:
        known = {name: "" if pd.isna(row.get(name)) else row[name] for name in (*CELLS, "modality")}
        text = self.documents[row["doc_id"]]["text"]
        start, end = next(iter(row["mentions"]), (0, 0))
        rank = self._ranks.get(row["event_id"], NO_RANK)
        said = [known["modality"], *(f"claimed by {name}" for name in row["claimed_by"])]
        shown = {
            "extent": row["extent"],
            "said": "; ".join(filter(None, said)),
            "actors": ", ".join(row["actors"]),
            "doubt": "; ".join(rank.doubts),
        }
        cells = {name: known[name] for name in CELLS} | {"trigger": text[start:end]}
        shown["when"] = _describe_days(cells, row["extent"])
        return ListedItem(cells, row["reason"], EVENT_NAMES, rank.part, shown)

    def list_items(self) -> list[ListedItem]:
        """Return the machine's events, in the order of ``event_ranks.rank_events``."""
        return list(self._items)

    def order(self, items: Sequence[ListedItem], decided: Iterable[Row]) -> list[tuple[str, ListedItem]]:
        """Return items as they are listed, each with its part."""
        return [(item.part, item) for item in items]

    def revive(self, record: Record) -> ListedItem:
        """Return an item for an earlier decision."""
        cells = {name: record.cells[name] for name in CELLS}
        return ListedItem(cells, record.reason, EVENT_NAMES, OTHERS)

    def list_actions(self) -> dict[str, Callable[[ListedItem, Row, str], Step[ListedItem]]]:
        """Return what each key does."""
        return {"status": self._set_status, "days": self._set_days, "same": self._merge}

    def reject(self, item: ListedItem) -> Row:
        """Return an event that is none."""
        return item.cells | NO_OTHER | {"status": ""}

    def suggest(self, item: ListedItem, cells: Row) -> dict[str, list[str]]:
        """Return the events that it could be the same as."""
        names = self._same.suggest(item)
        return {"same": [ON_ITS_OWN, *names] if cells["same_doc_id"] else names}

    def list_slots(self, item: ListedItem, cells: Row) -> list[Slot]:
        """Return the event, its status and days, who takes part, and why it may be wrong."""
        is_dated_by_coder = all(cells[name] == item.cells[name] for name in ("earliest", "latest"))
        when = _describe_days(cells, item.shown.get("extent", "within"))
        said = item.shown.get("said", "")
        return [
            Slot("event", "event", cells["description"]),
            Slot("state", "status", f"{cells['status']} ({said})" if said else cells["status"]),
            Slot("days", "days", f"{when} ({item.reason})" if is_dated_by_coder else when),
            Slot("same", "the same as", self._same.describe(cells) if cells["same_doc_id"] else ""),
            Slot("actors", "who", item.shown.get("actors", "")),
            Slot("doubt", "doubts", item.shown.get("doubt", "")),
        ]

    def name(self, cells: Row) -> str:
        """Return the description."""
        return str(cells["description"])

    def describe(self, cells: Row) -> str:
        """Return status, days and the event that it is the same as."""
        same = f", the same as “{self._same.describe(cells)}”" if cells["same_doc_id"] else ""
        return f"{cells['status']}, {_describe_days(cells, 'within')}{same}"

    def _set_status(self, _: ListedItem, cells: Row, status: str) -> Step[ListedItem]:
        if status not in STATUS:
            raise StancebookError(f"{status!r} is no status.")
        return Step(cells | {"status": status}, is_decision=True)

    def _set_days(self, item: ListedItem, cells: Row, typed: str) -> Step[ListedItem]:
        earliest, latest = parse_edtf(typed)
        changed = cells | {"earliest": earliest or "", "latest": latest or ""}
        return Step(changed, f"Days: {_describe_days(changed, 'within')}. Not decided yet.")

    def _merge(self, item: ListedItem, cells: Row, typed: str) -> Step[ListedItem]:
        if typed.strip().casefold() == ON_ITS_OWN:
            return Step(self.accept(cells) | NO_OTHER, is_decision=True)
        other = self._same.find(item, typed).cells
        same = {f"same_{name}": other[name] for name in EVENT_NAMES}
        return Step(self.accept(cells) | same, is_decision=True)


def _describe_days(cells: Row, extent: str) -> str:
    low, high = (parse_day(cells[name] or None) for name in ("earliest", "latest"))
    return format_interval(low, high, extent)
