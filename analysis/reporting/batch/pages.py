"""Write the index of a batch: one page per sort order and status, because pages have no scripts."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.drawing.markup import table, text
from analysis.drawing.thumbnail import draw_thumbnail
from analysis.parameters import Parameter
from analysis.replacing import write_text
from analysis.reporting.batch.manifest import STATUSES, Record, read_all_records
from analysis.reporting.notebooks import LABELS, find_notebooks
from analysis.reporting.page import wrap_page
from analysis.text import clean_line, format_count

TITLE = "Reports"
# from worst to best
LONGEST_ERROR = 300
RECORD = (
    "Every parameter, hash and version is recorded in the manifest beside this page (JSON, one line per "
    "notebook). A page is skipped if none of its inputs has changed."
)


@dataclass(frozen=True)
class Entry:
    """One report of the index.

    Attributes:
        name: name of the report's folder.
        records: the records of its notebooks, in page order.
        manifest: the report's manifest; empty if the report was never completed.
    """

    name: str
    records: tuple[Record, ...]
    manifest: Mapping[str, Any]

    @property
    def status(self) -> str:
        """The worst status of the notebooks; ``partial`` if all succeeded but documents were left out."""
        worst = min((record["status"] for record in self.records), key=STATUSES.index)
        left_out = any(record.get("left_out") for record in self.records)
        return "partial" if left_out and worst in ("ok", "skipped") else worst

    @property
    def title(self) -> str:
        """The heading of the report's pages."""
        return str(self.records[0].get("title") or self.name)

    @property
    def seconds(self) -> float:
        """The total run time of the notebooks."""
        return float(sum(record["seconds"] for record in self.records))

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of the notebooks."""
        return {name: value for record in self.records for name, value in record["parameters"].items()}


@dataclass(frozen=True)
class SortOrder:
    """A way to sort the index.

    Attributes:
        label: heading of the column.
        sort_key: returns the value to sort by.
        cell: returns the cell of the column.
    """

    label: str
    sort_key: Callable[[Entry], Any]
    cell: Callable[[Entry], str]


def write_index(folder: str) -> None:
    """Write the pages of the index; the main one, ``index.html``, lists failures first.

    Args:
        folder: the folder of the batch, with its manifests.
    """
    out = Path(folder)
    # sorted by name; sorting by another key is stable
    entries = _group_entries(out, read_all_records(out).values())
    orders = {"index": _STATUS, **_build_orders(entries)}
    content = {
        f"{name}.html": _build_page(sorted(entries, key=order.sort_key), orders, name)
        for name, order in orders.items()
    }
    for status in {entry.status for entry in entries}:
        page = _get_page_name(status)
        selected = [entry for entry in entries if entry.status == status]
        content[f"{page}.html"] = _build_page(selected, orders, page, entries)
    for old_page in out.glob("by-*.html"):
        if old_page.name not in content:
            old_page.unlink()
    for name, html in content.items():
        write_text(out / name, html)


def _group_entries(out: Path, records: Iterable[Record]) -> list[Entry]:
    by_report: dict[str, list[Record]] = {}
    for record in records:
        by_report.setdefault(record["report"], []).append(record)
    order = [*LABELS]
    return [
        Entry(
            name,
            tuple(
                sorted(own, key=lambda row: order.index(row["notebook"]) if row["notebook"] in order else 99)
            ),
            _read_manifest(out / name / "manifest.json"),
        )
        for name, own in sorted(by_report.items())
    ]


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    positions = manifest.get("positions") if isinstance(manifest, dict) else None
    is_whole = isinstance(positions, list) and all(
        isinstance(row, list) and len(row) == 3 and all(isinstance(cell, str) for cell in row)
        for row in positions
    )
    return manifest if is_whole and isinstance(manifest.get("documents"), int) else {}


def _get_page_name(status: str) -> str:
    return f"by-status-{status.replace(' ', '-')}"


def _format_name(entry: Entry) -> str:
    label = text(clean_line(entry.title, 80))
    return f'<a href="{entry.name}/index.html">{label}</a>' if entry.manifest else label


def _format_status(entry: Entry) -> str:
    return f'<strong class="status">{text(entry.status)}</strong>' + "".join(
        f"<br>{text(clean_line(record['error'], LONGEST_ERROR))}"
        for record in entry.records
        if record["error"]
    )


_STATUS = SortOrder("Status", lambda entry: STATUSES.index(entry.status), _format_status)


def _build_orders(entries: Sequence[Entry]) -> dict[str, SortOrder]:
    """Return the sort orders of the index by page name."""
    shown = {
        "by-title": SortOrder("Report", lambda entry: entry.title.lower(), _format_name),
        "by-articles": SortOrder(
            "Articles",
            lambda entry: -int(entry.manifest.get("documents", 0)),
            lambda entry: str(entry.manifest.get("documents", "–")),
        ),
        "by-seconds": SortOrder(
            "Seconds", lambda entry: -entry.seconds, lambda entry: f"{entry.seconds:.1f}"
        ),
    }
    for parameter in _find_varying_parameters(entries):
        shown[f"by-parameter-{parameter.name}"] = SortOrder(parameter.name, *_build_sort_functions(parameter))
    return shown


def _build_sort_functions(parameter: Parameter) -> tuple[Callable[[Entry], str], Callable[[Entry], str]]:
    def format_value(entry: Entry) -> str:
        value = entry.parameters.get(parameter.name, parameter.default)
        return ", ".join(value) if isinstance(value, list) else str(value)

    return format_value, lambda entry: text(clean_line(format_value(entry), 80))


def _find_varying_parameters(entries: Sequence[Entry]) -> list[Parameter]:
    """Return the declared parameters, except the corpus, that differ between reports."""
    declared = {
        name: parameter
        for book in find_notebooks()
        for name, parameter in book.parameters.items()
        if name != "corpus"
    }
    return [
        parameter
        for name, parameter in declared.items()
        if len({json.dumps(entry.parameters.get(name, parameter.default)) for entry in entries}) > 1
    ]


def _build_page(
    entries: Sequence[Entry],
    orders: Mapping[str, SortOrder],
    here: str,
    all_entries: Sequence[Entry] | None = None,
) -> str:
    """Return a page of the index.

    Args:
        entries: the reports on the page, sorted.
        orders: the sort orders, by page name.
        here: name of this page.
        all_entries: all reports, if the page lists only some.
    """
    other_orders = [order for name, order in orders.items() if name not in ("index", "by-title")]
    head = ["Report", "Positions", "Pages", "Status", *(order.label for order in other_orders)]
    rows = (
        [
            _format_name(entry),
            draw_thumbnail(entry.manifest.get("positions", ())),
            _format_notebooks(entry),
            _format_status(entry),
            *(order.cell(entry) for order in other_orders),
        ]
        for entry in entries
    )
    body = (
        f"<h1>{TITLE}</h1><p>{_summarise(entries)}</p><p>Sorted by: {_link_orders(orders, here)}</p>"
        f'{table("Reports of this batch", head, rows)}<p class="byline">{RECORD}</p>'
    )
    return wrap_page(TITLE, body, _list_status_pages(all_entries or entries), f"{here}.html")


def _list_status_pages(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the labels of the pages for each status, by file name."""
    counts = Counter(entry.status for entry in entries)
    pages = {
        f"{_get_page_name(status)}.html": f"{status} ({counts[status]})"
        for status in STATUSES
        if counts[status]
    }
    return {"index.html": "All reports", **pages}


def _link_orders(orders: Mapping[str, SortOrder], here: str) -> str:
    """Return links to the other sort orders."""
    return " · ".join(
        f"<strong>{text(order.label.lower())}</strong>"
        if name == here
        else f'<a href="{name}.html">{text(order.label.lower())}</a>'
        for name, order in orders.items()
    )


def _format_notebooks(entry: Entry) -> str:
    """Return a link to each page, with the status of failed notebooks."""
    cells = []
    for record in entry.records:
        label = text(LABELS.get(str(record["notebook"]), record["notebook"] or "none"))
        linked = f'<a class="whole" href="{record["page"]}">{label}</a>' if record["page"] else label
        cells.append(linked if not record["error"] else f"{linked} ({text(record['status'])})")
    return "<br>".join(cells)


def _summarise(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.status for entry in entries)
    statuses = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    return f"{format_count(len(entries), 'report')}: {statuses}."
