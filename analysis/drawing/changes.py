"""Show changes of position as tables: windows, shifts, first movers, convergence.

Where nothing is dated the summary says so and the tables are empty.
"""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from analysis.comparing.foremost import LISTED
from analysis.comparing.records import DatedStance, FirstMover, PairDistance, Shift, WindowStance, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.markup import Html, link_codes, table, text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import describe_hidden
from analysis.text import format_count

UNDATED = "<p>No firm statement in this selection has a date, so changes of position cannot be traced.</p>"
TIES = {"": "", "same day": "on the same day", "order open": "order unknown"}


def change_summary(dated: pd.DataFrame, shifts: pd.DataFrame) -> Html:
    """State how many stances are dated and how many shifts there are.

    Args:
        dated: as ``comparing.dated_statements.dated_stances`` returns it.
        shifts: as ``comparing.change.shifts`` returns it.
    """
    listed = read_rows(dated, DatedStance)
    with_day = sum(row.n for row in listed if row.low is not None or row.high is not None)
    if not with_day:
        return Html(UNDATED)
    whole = sum(row.n for row in listed)
    shown = shifts[shifts["is_supported"].astype(bool)]
    certain = int((shown["order"] == "certain").sum())
    only_reported = len(shown) - certain
    verb = "has" if with_day == 1 else "have"
    words = (
        f"{with_day:,} of {format_count(whole, 'firm statement')} {verb} a date. "
        f"{format_count(certain, 'shift')} {'is' if certain == 1 else 'are'} certain"
    )
    if only_reported:
        verb = "is" if only_reported == 1 else "are"
        words += f", and {only_reported:,} more {verb} ordered only by the dates of the reports"
    single = describe_hidden(len(shifts) - len(shown), "change")
    return Html(f"<p>{f'{words}. {single}'.strip()}</p>")


def shifts_table(shifts: pd.DataFrame) -> Html:
    """Show each change of stance, as ``shifts`` returns them, with the statements before and after it."""
    every = read_rows(shifts, Shift)
    listed = [row for row in every if row.is_supported]
    single = describe_hidden(len(every) - len(listed), "change")
    if not listed:
        return Html(_wrap_paragraph(single))
    body = [
        [
            text(row.actor),
            text(row.issue),
            _format_side(row.before, row.speakers_before, row.statements_before),
            _format_side(row.after, row.speakers_after, row.statements_after),
            text(spell_days(row.when)),
            text(row.order),
            link_codes(row.between),
        ]
        for row in listed
    ]
    head = ["Actor or side", "Issue", "Before", "After", "When it changed", "Order", "In between"]
    return Html(_build_table("Shifts", head, body) + _wrap_paragraph(single))


def _format_side(stance: str, speakers: Sequence[str], statements: Sequence[str]) -> str:
    return f"{text(stance)} ({text(', '.join(speakers))}) {link_codes(statements)}"


def _wrap_paragraph(words: str) -> str:
    return f"<p>{words}</p>" if words else ""


def first_movers_table(movers: pd.DataFrame) -> Html:
    """Show who took each stance on an issue first, as ``first_movers`` returns them."""
    if not any(map(len, movers["actors"])):
        return Html("")
    every = read_rows(movers, FirstMover)
    rows_of = Counter(row.issue for row in every)
    # where only one stance was taken, the rows “any” and that stance are the same
    distinct = [row for row in every if row.stance != "any" or rows_of[row.issue] > 2]
    listed = [row for row in distinct if row.is_supported]
    single = describe_hidden(len(distinct) - len(listed), "first position")
    if not listed:
        return Html(_wrap_paragraph(single))
    body = [
        [
            text(row.issue),
            text(row.stance),
            f"{text(', '.join(row.actors) or 'nobody with a date')} {link_codes(row.statements)}",
            text(spell_days(row.when)),
            text(TIES[row.tie]),
            f"{row.followed:,}",
            text(", ".join(row.undated)),
        ]
        for row in listed
    ]
    head = ["Issue", "Stance", "First", "When", "If tied", "Followed later", "Undated"]
    return Html(_build_table("Who took each stance first", head, body) + _wrap_paragraph(single))


def convergence_table(apart: pd.DataFrame) -> Html:
    """Show the distance between pairs of actors per window, as ``convergence`` returns it."""
    every = read_rows(apart, PairDistance)
    listed = [row for row in every if row.is_supported]
    single = describe_hidden(len(every) - len(listed), "comparison")
    if not listed:
        return Html(_wrap_paragraph(single))
    body = [
        [
            f"{text(row.actor)} – {text(row.other)}",
            text(row.window),
            f"{row.distance:.2f}",
            "" if row.change is None else f"{row.change:+.2f}".replace("-", "−"),
            text(row.direction),
            f"{row.issues} ({row.renewed} renewed)",
            f"{row.n:,} {link_codes(row.statements)}",
        ]
        for row in listed
    ]
    head = ["Pair", "Window", "Distance", "Change", "Direction", "Issues compared", "New statements"]
    return Html(
        _build_long_table("Distance between actors, from 0 (same position) to 2 (opposite)", head, body)
        + _wrap_paragraph(single)
    )


def over_time_table(windows: pd.DataFrame) -> Html:
    """Show mean positions and their intervals per window, as ``stance_over_time`` returns them."""
    if windows.empty:
        return Html("")
    body = [
        [
            text(row.actor),
            text(row.issue),
            text(row.window),
            _format_score(row),
            f"{row.n:,} {link_codes(row.statements)}",
            f"{row.documents:,}",
            str(row.outlets or "unknown"),
            f"{row.sources:,}",
            str(row.possible or ""),
        ]
        for row in read_rows(windows, WindowStance)
    ]
    head = [
        "Actor or side", "Issue", "Window", "Mean position (95 %)", "Statements", "Articles or events",
        "Outlets", "Independent texts", "Possibly also",
    ]  # fmt: skip
    shown = _build_table("Mean positions, −1 (oppose) to 1 (support)", head, body)
    return Html(f"<details><summary>Mean positions per window</summary>{shown}</details>")


def _format_score(row: WindowStance) -> str:
    if row.score is None:
        return "–"
    return f"{row.score:+.2f} ({row.low:+.2f} to {row.high:+.2f})".replace("-", "−")


def _build_table(caption: str, head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Return a table without the columns that are empty in every row."""
    kept = [place for place in range(len(head)) if any(row[place] for row in body)]
    return _build_long_table(
        caption, [head[place] for place in kept], [[row[place] for place in kept] for row in body]
    )


def _build_long_table(caption: str, head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Return a table of the first rows, whose caption states how many there are if it lists not all."""
    return table(f"{caption}{note_cut(len(body))}", head, body[:LISTED])
