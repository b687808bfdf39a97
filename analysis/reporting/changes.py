"""Changes between two reports in words: the cells of tables, with links into the pages of both."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.comparing.difference import Change
from analysis.comparing.snapshot import Row
from analysis.drawing.markup import text
from analysis.reporting.stored_report import StoredReport
from analysis.text import count, plain

LONGEST = 160
STANCES, TIMELINE = "stance-comparison.html", "timeline.html"


class Words:
    """Words a change as the cells of a table, with links into the pages of both reports."""

    def __init__(self, before: StoredReport, after: StoredReport, out: Path) -> None:
        """Take the older and the newer report, and the page that links to them."""
        self._sides = {"before": before, "after": after}
        self._statements = {
            side: {row["statement_id"]: row for row in made.shown["statements"]}
            for side, made in self._sides.items()
        }
        self._out = out

    def position(self, change: Change) -> list[str]:
        """Return the cells of a position: its stance on both sides with the words it rests on."""
        sides = [self._stance(side, row) for side, row in self._both(change)]
        return [text(change.row["actor"]), text(change.row["issue"]), change.kind, *sides]

    def _stance(self, side: str, row: Row | None) -> str:
        if row is None:
            return "none"
        made, known = self._sides[side], self._statements[side]
        words = "; ".join(
            made.link(STANCES, key, f"“{plain(known[key]['evidence'], LONGEST)}”", self._out)
            for key in row["statements"]
            if key in known
        )
        return f"<strong>{text(row['stance'])}</strong>, {count(row['n'], 'statement')}: {words}"

    def statement(self, change: Change) -> list[str]:
        """Return the cells of a statement."""
        side = "before" if change.after is None else "after"
        words = plain(change.row["evidence"], LONGEST)
        return [
            self._sides[side].link(STANCES, change.row["statement_id"], words, self._out),
            text(change.row["actor"]), text(change.row["issue"]), change.kind,
            *("none" if row is None else _taken(row) for _, row in self._both(change)),
            text(change.row["doc_id"]),
        ]  # fmt: skip

    def event(self, change: Change) -> list[str]:
        """Return the cells of an event: its time and status on both sides."""
        sides = [
            "none" if row is None else self._time(side, row)
            for side, row in self._both(change)
        ]  # fmt: skip
        return [text(plain(change.row["description"], LONGEST)), change.kind, *sides]

    def _time(self, side: str, row: Row) -> str:
        return self._sides[side].link(TIMELINE, row["event_id"], f"{row['when']}, {row['status']}", self._out)

    def document(self, change: Change) -> list[str]:
        """Return the cells of an article: which of its metadata differ, or that its text does."""
        named = change.row["title"] or change.row["doc_id"]
        return [text(plain(named, LONGEST)), change.kind, _how(change, hidden=("text",))]

    def entry(self, kind: str) -> Callable[[Change], list[str]]:
        """Return what words an entry of the codebook."""
        return lambda change: [f"{kind} {text(change.row['name'])}", change.kind, _how(change)]

    def _both(self, change: Change) -> list[tuple[str, Row | None]]:
        return [("before", change.before), ("after", change.after)]


def _taken(row: Row) -> str:
    condition = f", if “{plain(row['condition'], LONGEST)}”" if row["condition"] else ""
    doubt = "doubtful: " if row["doubt"] else ""
    return text(f"{doubt}{row['stance']}{condition}")


def _how(change: Change, hidden: Sequence[str] = ()) -> str:
    """Say which fields differ and how; of hidden ones only that they do."""
    if change.before is None or change.after is None:
        return ""
    said = [
        name
        if name in hidden
        else f"{name}: {_value(change.before.get(name))} → {_value(change.after[name])}"
        for name in change.fields
    ]
    return text("; ".join(said))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "none"
    return "none" if value is None else plain(value, LONGEST)
