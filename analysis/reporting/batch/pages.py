"""The index of a batch: a page for each order and each choice, so that no script is needed to sort."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.drawing.markup import table, text
from analysis.drawing.thumbnail import thumbnail
from analysis.parameters import Parameter
from analysis.reporting.batch.manifest import Record
from analysis.reporting.notebooks import LABELS, notebooks
from analysis.reporting.page import frame
from analysis.text import count, plain

TITLE = "Reports"
# the worst first
STATUSES = ("failed", "dead kernel", "timeout", "partial", "ok", "skipped")
LONGEST_ERROR = 300
RECORD = (
    "Every parameter, hash and version is in the manifest beside this page (JSON, a line a notebook). A page "
    "is skipped when nothing that it is made of has changed."
)


@dataclass(frozen=True)
class Entry:
    """One report of the index.

    Attributes:
        name: of its folder.
        records: of its notebooks, in their order.
        told: its own manifest; empty where it was never made.
    """

    name: str
    records: tuple[Record, ...]
    told: Mapping[str, Any]

    @property
    def status(self) -> str:
        """The worst status of its notebooks, or that documents were left out."""
        worst = min((record["status"] for record in self.records), key=STATUSES.index)
        left_out = any(record.get("left_out") for record in self.records)
        return "partial" if left_out and worst in ("ok", "skipped") else worst

    @property
    def title(self) -> str:
        """What its pages are headed with."""
        return str(self.records[0].get("title") or self.name)

    @property
    def seconds(self) -> float:
        """How long its notebooks took together."""
        return float(sum(record["seconds"] for record in self.records))

    @property
    def parameters(self) -> dict[str, Any]:
        """What its notebooks were handed."""
        return {name: value for record in self.records for name, value in record["parameters"].items()}


@dataclass(frozen=True)
class Order:
    """One way to sort: what its heading says, by what, and what a cell shows."""

    label: str
    by: Callable[[Entry], Any]
    cell: Callable[[Entry], str]


def write_index(out: Path, records: Sequence[Record]) -> Path:
    """Write the pages of the index and return the first, on which failures come first.

    Args:
        out: the batch's folder.
        records: of all its notebooks.
    """
    entries = _entries(out, records)
    orders = {"index": _STATUS, **_orders(entries)}
    content = {
        f"{name}.html": _page(sorted(entries, key=lambda entry: (order.by(entry), entry.name)), orders, name)
        for name, order in orders.items()
    }
    for status in {entry.status for entry in entries}:
        chosen = sorted((entry for entry in entries if entry.status == status), key=lambda entry: entry.name)
        content[f"{_file(status)}.html"] = _page(chosen, orders, _file(status), entries)
    for old in out.glob("by-*.html"):
        if old.name not in content:
            old.unlink()
    for name, words in content.items():
        draft = out / f".{name}.draft"
        draft.write_text(words, encoding="utf-8")
        os.replace(draft, out / name)
    return out / "index.html"


def _entries(out: Path, records: Iterable[Record]) -> list[Entry]:
    by_report: dict[str, list[Record]] = {}
    for record in records:
        by_report.setdefault(record["report"], []).append(record)
    order = [*LABELS]
    return [
        Entry(
            name,
            tuple(
                sorted(own, key=lambda one: order.index(one["notebook"]) if one["notebook"] in order else 99)
            ),
            _told(out / name / "manifest.json"),
        )
        for name, own in sorted(by_report.items())
    ]


def _told(path: Path) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told


def _file(status: str) -> str:
    return f"by-status-{status.replace(' ', '-')}"


def _name_cell(entry: Entry) -> str:
    label = text(plain(entry.title, 80))
    return f'<a href="{entry.name}/index.html">{label}</a>' if entry.told else label


def _status_cell(entry: Entry) -> str:
    return f'<strong class="status">{text(entry.status)}</strong>' + "".join(
        f"<br>{text(plain(record['error'], LONGEST_ERROR))}" for record in entry.records if record["error"]
    )


_STATUS = Order("Status", lambda entry: STATUSES.index(entry.status), _status_cell)


def _orders(entries: Sequence[Entry]) -> dict[str, Order]:
    """Return the columns by which the index can be sorted, by the name of the page that does."""
    shown = {
        "by-title": Order("Report", lambda entry: entry.title.lower(), _name_cell),
        "by-articles": Order(
            "Articles",
            lambda entry: -int(entry.told.get("documents", 0)),
            lambda entry: str(entry.told.get("documents", "–")),
        ),
        "by-seconds": Order("Seconds", lambda entry: -entry.seconds, lambda entry: f"{entry.seconds:.1f}"),
    }
    for parameter in _varying(entries):
        shown[f"by-parameter-{parameter.name}"] = Order(parameter.name, *_by(parameter))
    return shown


def _by(parameter: Parameter) -> tuple[Callable[[Entry], str], Callable[[Entry], str]]:
    def value(entry: Entry) -> str:
        found = entry.parameters.get(parameter.name, parameter.default)
        return ", ".join(found) if isinstance(found, list) else str(found)

    return value, lambda entry: text(plain(value(entry), 80))


def _varying(entries: Sequence[Entry]) -> list[Parameter]:
    """Return the declared parameters in which reports differ, apart from the corpus."""
    declared = {
        name: one for book in notebooks() for name, one in book.parameters.items() if name != "corpus"
    }
    return [
        parameter
        for name, parameter in declared.items()
        if len({json.dumps(entry.parameters.get(name, parameter.default)) for entry in entries}) > 1
    ]


def _page(
    entries: Sequence[Entry], orders: Mapping[str, Order], here: str, of: Sequence[Entry] | None = None
) -> str:
    """Return a page of the index.

    Args:
        entries: the reports that it lists, in order.
        orders: the ways to sort, by the name of their page.
        here: this page's name.
        of: all reports, where the page lists only some.
    """
    rest = [order for name, order in orders.items() if name not in ("index", "by-title")]
    head = ["Report", "Positions", "Pages", "Status", *(order.label for order in rest)]
    rows = (
        [
            _name_cell(entry),
            thumbnail(entry.told.get("positions", ())),
            _notebooks_cell(entry),
            _status_cell(entry),
            *(order.cell(entry) for order in rest),
        ]
        for entry in entries
    )
    body = (
        f"<h1>{TITLE}</h1><p>{_summary(entries)}</p><p>Sorted by: {_sorting(orders, here)}</p>"
        f'{table("Reports of this batch", head, rows)}<p class="byline">{RECORD}</p>'
    )
    return frame(TITLE, body, _choices(of or entries), f"{here}.html")


def _choices(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the pages that list only some of the reports, by what became of them."""
    counts = Counter(entry.status for entry in entries)
    chosen = {
        f"{_file(status)}.html": f"{status} ({counts[status]})" for status in STATUSES if counts[status]
    }
    return {"index.html": "All reports", **chosen}


def _sorting(orders: Mapping[str, Order], here: str) -> str:
    """Return links to the other ways to sort."""
    return " · ".join(
        f"<strong>{text(order.label.lower())}</strong>"
        if name == here
        else f'<a href="{name}.html">{text(order.label.lower())}</a>'
        for name, order in orders.items()
    )


def _notebooks_cell(entry: Entry) -> str:
    """Return a link to each page, with the status of those that did not end well."""
    cells = []
    for record in entry.records:
        label = text(LABELS.get(str(record["notebook"]), record["notebook"] or "none"))
        linked = f'<a class="whole" href="{record["page"]}">{label}</a>' if record["page"] else label
        cells.append(linked if not record["error"] else f"{linked} ({text(record['status'])})")
    return "<br>".join(cells)


def _summary(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.status for entry in entries)
    told = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    return f"{count(len(entries), 'report')}: {told}."
