"""Two reports of one corpus as a page that says what changed, with ways into the pages of both."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.comparing.difference import Change, Changes, Difference, difference
from analysis.drawing.markup import table, text
from analysis.errors import StancebookError
from analysis.reporting.changes import Words
from analysis.reporting.notebooks import LABELS
from analysis.reporting.page import frame
from analysis.reporting.stored_report import StoredReport, href, read_report
from analysis.text import count

# beside the newer report
CHANGES = "changes.html"


def write_difference(old: Path, new: Path, out: Path | None = None) -> tuple[Path, str]:
    """Write a page that says what changed from one report to another.

    Args:
        old: folder of the older report, or its ``manifest.json``.
        new: the same of the newer one.
        out: the page; ``changes.html`` beside the newer report by default.

    Returns:
        The page, and what changed in a sentence.

    Raises:
        StancebookError: for a folder that is no report, or a page that cannot be written.
    """
    before, after = read_report(old), read_report(new)
    page = (out or after.folder / CHANGES).expanduser().absolute()
    changes = difference(before.shown, after.shown)
    made = _made(before, after)
    said = _said(changes, len(made))
    body = _body(before, after, changes, made, said, page)
    title = f"What changed – {text(after.manifest.get('title'))}"
    try:
        page.write_text(frame(title, body, _pages(after, page), page.name), encoding="utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise StancebookError(
            f"{page}: cannot write there ({reason}). Name another file with --out."
        ) from None
    return page, said


def _pages(made: StoredReport, out: Path) -> dict[str, str]:
    labels = {"index.html": "Overview", **{f"{name}.html": label for name, label in LABELS.items()}}
    there = {name: label for name, label in labels.items() if (made.folder / name).is_file()}
    return {
        **{href(made.folder / name, out): label for name, label in there.items()},
        out.name: "What changed",
    }


def _said(changes: Difference, made: int) -> str:
    """Say in a sentence how much changed."""
    parts = [
        (changes.positions, "position"), (changes.statements, "statement"), (changes.events, "event"),
        (changes.documents, "article"), ((*changes.actors, *changes.issues), "codebook entry"),
    ]  # fmt: skip
    said = [_counted(rows, noun) for rows, noun in parts if rows]
    if made:
        said.append(f"{count(made, 'setting')} changed")
    return f"{'; '.join(said)}." if said else "Nothing changed."


def _counted(rows: Sequence[Change], noun: str) -> str:
    kinds = [(kind, sum(row.kind == kind for row in rows)) for kind in ("new", "gone", "changed")]
    counts = ", ".join(f"{number:,} {kind}" for kind, number in kinds if number)
    return f"{count(len(rows), noun)} ({counts})".replace("entrys", "entries")


def _made(before: StoredReport, after: StoredReport) -> list[list[str]]:
    """Return what of parameters, coders and versions differs, as rows of a table."""
    old, new = _settings(before.manifest), _settings(after.manifest)
    return [
        [text(name), text(old.get(name, "–")), text(new.get(name, "–"))]
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _settings(manifest: Mapping[str, Any]) -> dict[str, str]:
    given = {name: value for page in manifest["pages"] for name, value in page["parameters"].items()}
    given.pop("corpus", None)
    return {
        **{f"parameter {name}": str(value) for name, value in given.items()},
        "codebook": str(manifest.get("codebook")),
        "coders": ", ".join(map(str, manifest["coders"])),
        **{f"version of {name}": str(value) for name, value in manifest["versions"].items()},
    }


def _body(
    before: StoredReport,
    after: StoredReport,
    changes: Difference,
    made: list[list[str]],
    said: str,
    out: Path,
) -> str:
    words = Words(before, after, out)
    parts: list[tuple[str, Sequence[str], list[list[str]]]] = [
        ("Positions", ("Actor", "Issue", "What happened", "Before", "Now"),
         _rows(changes.positions, words.position)),
        ("Statements", ("Words", "Actor", "Issue", "What happened", "Before", "Now", "Article"),
         _rows(changes.statements, words.statement)),
        ("Events", ("Event", "What happened", "Before", "Now"), _rows(changes.events, words.event)),
        ("Articles", ("Article", "What happened", "How"), _rows(changes.documents, words.document)),
        ("Codebook", ("Entry", "What happened", "How"),
         [*_rows(changes.actors, words.entry("actor")), *_rows(changes.issues, words.entry("issue"))]),
        ("How it was made", ("What", "Before", "Now"), made),
    ]  # fmt: skip
    tables = "".join(
        f"<h2>{name}</h2>{table(f'Changes: {name.lower()}', head, rows)}"
        for name, head, rows in parts
        if rows
    )
    return (
        f'<h1>What changed</h1><p class="corpus">{text(after.manifest.get("title"))}</p>'
        f"<p>From the report in “{text(before.folder.name)}” to the one in “{text(after.folder.name)}”: the "
        f"links lead to the pages of both.</p><p>{text(said)}</p>{tables}"
    )


def _rows(changes: Changes, words: Callable[[Change], list[str]]) -> list[list[str]]:
    return [words(change) for change in changes]
