"""Format changes between two reports as table cells, with links to the pages of both."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analysis.comparing.difference import Change
from analysis.comparing.snapshot import Row
from analysis.drawing.markup import text
from analysis.reporting.stored_report import StoredReport
from analysis.text import clean_line, format_count

MAX_LENGTH = 160
STANCES, TIMELINE = "stance-comparison.html", "timeline.html"


class ChangeFormatter:
    """Formats changes as table cells, with links to the pages of both reports."""

    def __init__(self, before: StoredReport, after: StoredReport, out: Path) -> None:
        """Take the older and the newer report, and the path of the page with the links."""
        self._reports = {"before": before, "after": after}
        self._statements = {
            side: {row["statement_id"]: row for row in report.snapshot["statements"]}
            for side, report in self._reports.items()
        }
        self._out = out

    def format_position(self, change: Change) -> list[str]:
        """Return the cells of a position: its stances before and after, with their evidence."""
        sides = [self._format_stance(side, row) for side, row in self._get_sides(change)]
        return [text(change.row["actor"]), text(change.row["issue"]), change.kind, *sides]

    def _format_stance(self, side: str, row: Row | None) -> str:
        if row is None:
            return "none"
        report, statements = self._reports[side], self._statements[side]
        words = "; ".join(
            report.link(STANCES, key, f"“{clean_line(statements[key]['evidence'], MAX_LENGTH)}”", self._out)
            for key in row["statements"]
            if key in statements
        )
        return f"<strong>{text(row['stance'])}</strong>, {format_count(row['n'], 'statement')}: {words}"

    def format_statement(self, change: Change) -> list[str]:
        """Return the cells of a statement."""
        side = "before" if change.after is None else "after"
        words = clean_line(change.row["evidence"], MAX_LENGTH)
        return [
            self._reports[side].link(STANCES, change.row["statement_id"], words, self._out),
            text(change.row["actor"]), text(change.row["issue"]), change.kind,
            *("none" if row is None else _format_statement_stance(row) for _, row in self._get_sides(change)),
            text(change.row["doc_id"]),
        ]  # fmt: skip

    def format_event(self, change: Change) -> list[str]:
        """Return the cells of an event: its time and status before and after."""
        sides = [
            "none" if row is None else self._format_time(side, row)
            for side, row in self._get_sides(change)
        ]  # fmt: skip
        return [text(clean_line(change.row["description"], MAX_LENGTH)), change.kind, *sides]

    def _format_time(self, side: str, row: Row) -> str:
        return self._reports[side].link(
            TIMELINE, row["event_id"], f"{row['when']}, {row['status']}", self._out
        )

    def format_document(self, change: Change) -> list[str]:
        """Return the cells of an article: changed metadata with both values, a changed text by name only."""
        title = change.row["title"] or change.row["doc_id"]
        return [text(clean_line(title, MAX_LENGTH)), change.kind, _format_fields(change, hidden=("text",))]

    def make_entry_formatter(self, kind: str) -> Callable[[Change], list[str]]:
        """Return a function that formats a codebook entry of a kind."""
        return lambda change: [f"{kind} {text(change.row['name'])}", change.kind, _format_fields(change)]

    def _get_sides(self, change: Change) -> list[tuple[str, Row | None]]:
        return [("before", change.before), ("after", change.after)]


def _format_statement_stance(row: Row) -> str:
    condition = f", if “{clean_line(row['condition'], MAX_LENGTH)}”" if row["condition"] else ""
    doubt = "doubtful: " if row["doubt"] else ""
    return text(f"{doubt}{row['stance']}{condition}")


def _format_fields(change: Change, hidden: Sequence[str] = ()) -> str:
    """Return the changed fields with both values; for hidden fields only the name."""
    if change.before is None or change.after is None:
        return ""
    fields = [
        name
        if name in hidden
        else f"{name}: {_format_value(change.before.get(name))} → {_format_value(change.after[name])}"
        for name in change.fields
    ]
    return text("; ".join(fields))


def _format_value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_format_value, value)) or "none"
    return "none" if value is None else clean_line(value, MAX_LENGTH)
