"""Draw stances over time: a panel per issue, a lane per actor; every mark links to its passage."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.records import DatedStance, Shift, read_rows
from analysis.comparing.wording import format_when
from analysis.drawing.axis import draw_axis, draw_breaks, draw_grid, head_height
from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import Chart
from analysis.drawing.lanes import CERTAIN, Frame, Lane, build_lane, build_whiskers, draw_lane
from analysis.drawing.markup import Html, link_codes, table, text
from analysis.drawing.scales import Scale, fit_scale
from analysis.drawing.style import FAINT, STANCE, apply_style, wrap_text
from analysis.drawing.ticks import spell_days
from analysis.drawing.wording import describe_hidden
from analysis.text import clean_line, format_count

FRAME = Frame(7.1, 1.62, 7.06, 8.7)
# inches: height of a panel header
HEADER = 0.32
# lanes per chart, marks and shifts per lane, shifts in the description, rows of the data table
MOST_LANES, MOST_MARKS, MOST_SHIFTS, MOST_LISTED, MOST_ROWS = 60, 24, 6, 40, 1000


def change_chart(dated: pd.DataFrame, shifts: pd.DataFrame, title: str = "How positions changed") -> Html:
    """Draw the stances of actors on issues over time, and the shifts between them.

    Args:
        dated: as ``comparing.dated_statements.dated_stances`` returns it.
        shifts: as ``comparing.change.shifts`` returns it for the same statements.
        title: heading of the chart.

    Returns:
        A chart in parts that fit a page, issues with a shift first; empty markup where no stance has a day.
        Shifts that are not supported are not drawn; the caption counts them.
    """
    listed, every = read_rows(dated, DatedStance), read_rows(shifts, Shift)
    changes = [shift for shift in every if shift.is_supported]
    single = describe_hidden(len(every) - len(changes), "change")
    shown = _choose_shifts(changes)
    drawn = _choose_stances(listed, shown)
    if not drawn:
        return Html("")
    with apply_style():
        figures = list(_draw_figures(drawn, shown))
    description = _write_description(drawn, changes)
    caption = f"{_write_caption(listed, drawn, changes)} {single}".strip()
    return Chart(figures, "change", title, description, caption, _build_data(listed), wide=True)


def _lane_key(row: DatedStance | Shift) -> tuple[str, str]:
    return row.issue, row.actor


def _has_day(taken: DatedStance) -> bool:
    return taken.low is not None or taken.high is not None


def _choose_shifts(shifts: Sequence[Shift]) -> list[Shift]:
    """Return the shifts to draw: the first few of each lane."""
    counts: Counter[tuple[str, str]] = Counter()
    shown = []
    for shift in shifts:
        counts[_lane_key(shift)] += 1
        if counts[_lane_key(shift)] <= MOST_SHIFTS:
            shown.append(shift)
    return shown


def _choose_stances(listed: Sequence[DatedStance], shifts: Sequence[Shift]) -> list[DatedStance]:
    """Return the stances to draw, from the fullest lanes; issues with a shift come first."""
    lanes: dict[tuple[str, str], list[DatedStance]] = defaultdict(list)
    for row in filter(_has_day, listed):
        lanes[_lane_key(row)].append(row)
    fullest = sorted(lanes, key=lambda lane: -sum(row.n for row in lanes[lane]))[:MOST_LANES]
    beside = {key for shift in shifts for key in (*shift.statements_before[:1], *shift.statements_after[:1])}
    changing = {shift.issue for shift in shifts}
    drawn = [row for lane in lanes if lane in fullest for row in _choose_marks(lanes[lane], beside)]
    return sorted(drawn, key=lambda row: row.issue not in changing)


def _choose_marks(lane: Sequence[DatedStance], beside: set[str]) -> list[DatedStance]:
    """Return the marks of a lane to draw: first those next to its shifts, then those with most statements."""
    ranked = sorted(lane, key=lambda row: (beside.isdisjoint(row.statements), -row.n))
    kept = {row.statements[0] for row in ranked[:MOST_MARKS]}
    return [row for row in lane if row.statements[0] in kept]


def _draw_figures(drawn: Sequence[DatedStance], shifts: Sequence[Shift]) -> Iterator[Figure]:
    """Yield figures, each with as many lanes as fit."""
    scale = fit_scale(drawn, (), FRAME.left, FRAME.right)
    page: list[Lane] = []
    height = head_height(scale)
    for key, group in groupby(drawn, key=_lane_key):
        lane = build_lane(list(group), [shift for shift in shifts if _lane_key(shift) == key], FRAME, scale)
        new = HEADER if not page or page[-1].issue != lane.issue else 0.0
        if page and height + new + lane.height > FRAME.tallest:
            yield _draw_part(page, scale)
            page, height, new = [], head_height(scale), HEADER
        page.append(lane)
        height += new + lane.height
    yield _draw_part(page, scale)


def _draw_part(lanes: Sequence[Lane], scale: Scale) -> Figure:
    """Draw lanes issue by issue below an axis."""
    panels = [list(group) for _, group in groupby(lanes, key=lambda lane: lane.issue)]
    top = head_height(scale)
    height = top + HEADER * len(panels) + sum(lane.height for lane in lanes) + 0.05
    canvas = Canvas(FRAME.width, height)
    draw_axis(canvas, scale, 0)
    bands = []
    for panel in panels:
        _draw_header(canvas, panel[0].issue, top)
        top += HEADER
        for lane in panel:
            bands.append(draw_lane(canvas, lane, top, scale))
            top += lane.height
    draw_grid(canvas, scale, bands)
    draw_breaks(canvas, scale, bands)
    return canvas.figure


def _draw_header(canvas: Canvas, issue: str, top: float) -> None:
    canvas.write(
        0.02, top + 0.19, wrap_text(clean_line(issue), FRAME.right / 1.15, 8.5, 1)[0], 8.5, bold=True
    )
    y = top + HEADER - 0.03
    canvas.outline([[(0, y), (FRAME.width, y)]], edgecolor=FAINT, linewidth=0.6)


def _write_caption(
    listed: Sequence[DatedStance], drawn: Sequence[DatedStance], shifts: Sequence[Shift]
) -> str:
    """Explain what is shown and state what is not."""
    scale = fit_scale(drawn, (), FRAME.left, FRAME.right)
    taken = {row.stance for row in drawn}
    kinds = ", ".join(f"“{mark.sign}” {stance}" for stance, mark in STANCE.items() if stance in taken)
    shown, lanes = (len({_lane_key(row) for row in some if _has_day(row)}) for some in (drawn, listed))
    kept = {_lane_key(row) for row in drawn}
    undated = sum(row.n for row in listed if not _has_day(row))
    reaching = [row for row in drawn if build_whiskers(row, scale)]
    parts = [
        (True, f"{kinds}; outlined: a single statement; filled: the number of statements."),
        (
            any(row.low is not None and row.high is not None for row in reaching),
            "Whiskers: a single day within these bounds.",
        ),
        (any(row.low is None for row in drawn), "Dashed to the left: the earliest day is unknown."),
        (any(row.high is None for row in drawn), "Dashed to the right: the latest day is unknown."),
        (bool(shifts), "Arrows: shifts, from the last statement of one stance to the first of the next."),
        (
            any(shift.order != CERTAIN for shift in shifts),
            "Dashed arrows: ordered only by the dates of the reports.",
        ),
        (bool(scale.breaks), "Torn axis: an empty stretch is left out and its length stated."),
        (shown < lanes, f"The chart shows the {shown:,} of {lanes:,} lanes with the most statements."),
        (
            len(drawn) < sum(_has_day(row) and _lane_key(row) in kept for row in listed),
            f"Crowded lanes show at most {MOST_MARKS} marks and {MOST_SHIFTS} shifts.",
        ),
        (undated > 0, f"Not drawn: {format_count(undated, 'undated statement')}."),
    ]
    return " ".join(
        [*(sentence for applies, sentence in parts if applies), "Each mark links to its passage."]
    )


def _write_description(drawn: Sequence[DatedStance], shifts: Sequence[Shift]) -> str:
    lanes = format_count(len({_lane_key(row) for row in drawn}), "lane")
    changes = [
        f"{shift.actor}, {shift.issue}: from {shift.before} to {shift.after}, {shift.when}"
        for shift in shifts
    ]
    rest = len(changes) - MOST_LISTED
    more = f"; and {rest:,} more in the table of shifts" if rest > 0 else ""
    listed = f" {'; '.join(changes[:MOST_LISTED])}{more}." if changes else ""
    shown = f"{format_count(len(drawn), 'mark')} in {lanes}, {format_count(len(changes), 'shift')}"
    return f"Stances over time: {shown}.{listed}"


def _build_data(listed: Sequence[DatedStance]) -> str:
    body = [
        [
            text(row.actor),
            text(row.issue),
            text(row.stance),
            text(spell_days(format_when(row.low, row.high))),
            text(", ".join(row.speakers)),
            f"{row.n:,}",
            link_codes(row.statements),
        ]
        for row in listed[:MOST_ROWS]
    ]
    rest = len(listed) - MOST_ROWS
    more = f" (first {MOST_ROWS:,}; {rest:,} more are in the table of statements)" if rest > 0 else ""
    head = ["Actor or side", "Issue", "Stance", "When", "Who spoke", "Statements", "Evidence"]
    return table(f"Stances in chronological order{more}", head, body)
