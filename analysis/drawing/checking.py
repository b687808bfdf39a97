"""Show who checked what, and which marks of the stance matrix people's decisions changed."""

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

from analysis.comparing.checking import GONE, KINDS, NEW, ON_MACHINE, OTHER, SAME, VERDICTS
from analysis.comparing.foremost import LISTED
from analysis.comparing.records import Check, MarkChange, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.markup import Html, anchor, link_codes, table, text
from analysis.text import clean_line, format_count

PLACE = "chart-checks"
NOBODY = f'<p id="{PLACE}">Nobody has checked anything yet.</p>'
PEOPLE_HEAD = (
    "Person", "What", "Decided of the machine’s", "Confirmed", "Changed", "Rejected", "Added",
    "Coded in a table of their own",
)  # fmt: skip
DECISIONS_HEAD = (
    "Person", "What", "Decision", "Actor", "Issue", "By the machine", "By the person", "Words", "Evidence"
)  # fmt: skip
MARKS_HEAD = ("Actor", "Issue", "What happened", "Machine alone", "Now", "Evidence")
NO_MARK = "The machine coded no position that counts, so there is nothing to compare with the"
LONGEST_WORDS = 120
NO_STANCE = "–"
# what differs in a changed statement
DIFFERENCES = {"evidence": "words"}


def checks_table(checks: pd.DataFrame) -> Html:
    """Show who checked what: numbers by person, each linked to the decisions that it counts.

    Args:
        checks: as ``comparing.checking.checks`` returns it.
    """
    rows = read_rows(checks, Check)
    if not rows:
        return Html(NOBODY)
    listed = {_find_place(row): row for row in reversed(rows[:LISTED])}
    groups = sorted({(row.coder, KINDS.index(row.kind)) for row in rows})
    people = [_count_verdicts(name, KINDS[kind], rows, listed) for name, kind in groups]
    decisions = [_format_decision(row, listed[_find_place(row)] is row) for row in rows[:LISTED]]
    return Html(
        table("Who checked what", PEOPLE_HEAD, people)
        + table(f"Every decision{note_cut(len(rows))}", DECISIONS_HEAD, decisions, PLACE)
    )


def _find_place(row: Check) -> str:
    return _name_place(row.coder, row.kind, row.verdict)


def _name_place(coder: str, kind: str, verdict: str) -> str:
    """Return the fragment identifier of a person's first decision of a kind."""
    return anchor(f"{coder} {kind} {verdict}", "check")


def _count_verdicts(name: str, kind: str, rows: Sequence[Check], listed: Collection[str]) -> list[str]:
    counts = Counter(row.verdict for row in rows if (row.coder, row.kind) == (name, kind))
    decided = sum(counts[verdict] for verdict in ON_MACHINE)
    cells = []
    for verdict in VERDICTS:
        place, shown = _name_place(name, kind, verdict), f"{counts[verdict]:,}"
        cells.append(f'<a href="#{place}">{shown}</a>' if place in listed else shown)
    return [text(name), f"{kind}s", f"{decided:,}", *cells]


def _format_decision(row: Check, is_first: bool) -> list[str]:
    differs = ", ".join(DIFFERENCES.get(name, name) for name in row.differs)
    verdict = f"{row.verdict} ({differs})" if differs else row.verdict
    return [
        text(row.coder),
        row.kind,
        f'<span id="{_find_place(row)}">{verdict}</span>' if is_first else verdict,
        text(row.actor),
        text(row.issue),
        row.machine or NO_STANCE,
        row.person or NO_STANCE,
        text(clean_line(row.words or NO_STANCE, LONGEST_WORDS)),
        link_codes(row.statements),
    ]


def changed_marks_table(marks: pd.DataFrame) -> Html:
    """Show which marks of the stance matrix people's decisions changed.

    Args:
        marks: as ``comparing.checking.changed_marks`` returns it.
    """
    rows = read_rows(marks, MarkChange)
    if all(row.before is None for row in rows):
        return Html(f"<p>{NO_MARK} {format_count(len(rows), 'mark')} by people.</p>")
    changed = [row for row in rows if row.change != SAME]
    body = [
        [
            text(row.actor),
            text(row.issue),
            row.change,
            row.before or NO_STANCE,
            row.after or NO_STANCE,
            link_codes(row.statements),
        ]
        for row in changed[:LISTED]
    ]
    caption = f"Marks that people’s decisions changed{note_cut(len(changed))}"
    shown = table(caption, MARKS_HEAD, body) if body else ""
    return Html(f"<p>{_summarise_marks(rows)}</p>{shown}")


def _summarise_marks(rows: Sequence[MarkChange]) -> str:
    counts = Counter(row.change for row in rows)
    left = [row for row in rows if row.after is not None]
    checked = sum(row.checked for row in left)
    alone = format_count(len(rows) - counts[NEW], "mark")
    verb = "rests" if checked == 1 else "rest"
    return (
        f"From the machine alone, the stance matrix has {alone}. With people’s decisions: {counts[SAME]:,} "
        f"the same, {counts[OTHER]:,} with another stance, {counts[GONE]:,} gone and {counts[NEW]:,} new. Of "
        f"the {format_count(len(left), 'mark')} now, {checked:,} {verb} on at least one statement that a "
        "person checked."
    )
