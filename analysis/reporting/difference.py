"""Compare two reports of a corpus and write a page that lists the changes, with links to both reports."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from analysis.comparing.difference import Change, Changes, Difference, compare_reports
from analysis.drawing.markup import table, text
from analysis.errors import StancebookError
from analysis.files import expand_home
from analysis.replacing import write_text
from analysis.reporting.changes import ChangeFormatter
from analysis.reporting.notebooks import LABELS
from analysis.reporting.page import wrap_page
from analysis.reporting.stored_report import StoredReport, build_relative_url, read_report
from analysis.text import format_count

# default file name of the page, in the folder of the newer report
CHANGES = "changes.html"


def write_difference(old: Path, new: Path, out: Path | None = None) -> tuple[Path, str]:
    """Write a page that lists the changes between two reports.

    Args:
        old: folder of the older report, or its ``manifest.json``.
        new: folder of the newer report, or its ``manifest.json``.
        out: output file; by default ``changes.html`` in the folder of the newer report.

    Returns:
        The path of the page, and a sentence that summarises the changes.

    Raises:
        StancebookError: for a folder that is not a report, or a page that cannot be written.
    """
    before, after = read_report(old), read_report(new)
    page = expand_home(out or after.folder / CHANGES).absolute()
    changes = compare_reports(before.snapshot, after.snapshot)
    settings = _compare_settings(before.settings, after.settings)
    summary = _summarise(changes, len(settings))
    body = _build_body(before, after, changes, settings, summary, page)
    title = f"What changed – {text(after.title)}"
    try:
        write_text(page, wrap_page(title, body, _list_pages(after, page), page.name))
    except OSError as error:
        reason = error.strerror or str(error)
        raise StancebookError(
            f"{page}: cannot write there ({reason}). Choose another file with --out."
        ) from None
    return page, summary


def _list_pages(report: StoredReport, out: Path) -> dict[str, str]:
    labels = {"index.html": "Overview", **{f"{name}.html": label for name, label in LABELS.items()}}
    return {
        **{
            build_relative_url(report.folder / name, out): label
            for name, label in labels.items()
            if (report.folder / name).is_file()
        },
        out.name: "What changed",
    }


def _summarise(changes: Difference, settings: int) -> str:
    """Return a sentence with the number of changes of each kind."""
    parts = [
        (changes.positions, "position"), (changes.statements, "statement"), (changes.events, "event"),
        (changes.documents, "article"), ((*changes.actors, *changes.issues), "codebook entry"),
    ]  # fmt: skip
    counts = [_count_changes(rows, noun) for rows, noun in parts if rows]
    if settings:
        counts.append(f"{format_count(settings, 'setting')} changed")
    return f"{'; '.join(counts)}." if counts else "Nothing changed."


def _count_changes(rows: Sequence[Change], noun: str) -> str:
    kinds = [(kind, sum(row.kind == kind for row in rows)) for kind in ("new", "gone", "changed")]
    counts = ", ".join(f"{number:,} {kind}" for kind, number in kinds if number)
    return f"{format_count(len(rows), noun)} ({counts})".replace("entrys", "entries")


def _compare_settings(old: Mapping[str, str], new: Mapping[str, str]) -> list[list[str]]:
    """Return table rows for the parameters, coders and versions that differ."""
    return [
        [text(name), text(old.get(name, "–")), text(new.get(name, "–"))]
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _build_body(
    before: StoredReport,
    after: StoredReport,
    changes: Difference,
    settings: list[list[str]],
    summary: str,
    out: Path,
) -> str:
    cells = ChangeFormatter(before, after, out)
    parts: list[tuple[str, Sequence[str], list[list[str]]]] = [
        ("Positions", ("Actor", "Issue", "Change", "Before", "Now"),
         _build_rows(changes.positions, cells.format_position)),
        ("Statements", ("Words", "Actor", "Issue", "Change", "Before", "Now", "Article"),
         _build_rows(changes.statements, cells.format_statement)),
        ("Events", ("Event", "Change", "Before", "Now"), _build_rows(changes.events, cells.format_event)),
        ("Articles", ("Article", "Change", "Details"), _build_rows(changes.documents, cells.format_document)),
        ("Codebook", ("Entry", "Change", "Details"),
         [*_build_rows(changes.actors, cells.make_entry_formatter("actor")),
          *_build_rows(changes.issues, cells.make_entry_formatter("issue"))]),
        ("Settings", ("Setting", "Before", "Now"), settings),
    ]  # fmt: skip
    tables = "".join(
        f"<h2>{name}</h2>{table(f'Changes: {name.lower()}', head, rows)}"
        for name, head, rows in parts
        if rows
    )
    return (
        f'<h1>What changed</h1><p class="corpus">{text(after.title)}</p>'
        f"<p>Changes from the report in “{text(before.folder.name)}” to the report in "
        f"“{text(after.folder.name)}”. Links lead to the pages of both.</p><p>{text(summary)}</p>{tables}"
    )


def _build_rows(changes: Changes, format_cells: Callable[[Change], list[str]]) -> list[list[str]]:
    return [format_cells(change) for change in changes]
