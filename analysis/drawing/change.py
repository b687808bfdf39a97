"""Stances over time: a panel for each issue, a lane for each actor, every mark a link to its words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.records import Shift, Taken, rows
from analysis.comparing.wording import when
from analysis.drawing.axis import draw_axis, draw_breaks, draw_grid, head_height
from analysis.drawing.canvas import Canvas
from analysis.drawing.chart import Chart
from analysis.drawing.lanes import CERTAIN, Frame, Lane, draw_lane, lane_of, whiskers
from analysis.drawing.markup import Html, links, table, text
from analysis.drawing.scales import Scale, scale_of
from analysis.drawing.style import FAINT, STANCE, lines, styled
from analysis.drawing.ticks import spelt
from analysis.drawing.wording import not_shown
from analysis.text import count, plain

FRAME = Frame(7.1, 1.62, 7.06, 8.7)
# inches of the header of a panel
HEADER = 0.32
# lanes of a chart, marks and shifts of a lane, shifts of the description, rows of the data
MOST_LANES, MOST_MARKS, MOST_SHIFTS, MOST_LISTED, MOST_ROWS = 60, 24, 6, 40, 1000


def change_chart(dated: pd.DataFrame, shifts: pd.DataFrame, title: str = "How positions changed") -> Html:
    """Draw the stances of actors on issues over time, with the shifts between them.

    Args:
        dated: as ``comparing.said.dated_stances`` returns it.
        shifts: as ``comparing.change.shifts`` returns it, of the same statements.
        title: heading of the chart.

    Returns:
        A chart, in parts that fit a page, issues with a shift first; a sentence where no stance has a day.
        Shifts that are not supported are not drawn; the caption counts them.
    """
    listed, every = rows(dated, Taken), rows(shifts, Shift)
    changes = [one for one in every if one.is_supported]
    single = not_shown(len(every) - len(changes), "change")
    shown = _first_shifts(changes)
    drawn = _drawn(listed, shown)
    if not drawn:
        return Html("")
    with styled():
        figures = list(_figures(drawn, shown))
    said = _description(drawn, changes)
    caption = f"{_caption(listed, drawn, changes)} {single}".strip()
    return Chart(figures, "change", title, said, caption, _data(listed), wide=True)


def _lane_key(one: Taken | Shift) -> tuple[str, str]:
    return one.issue, one.actor


def _has_day(one: Taken) -> bool:
    return one.low is not None or one.high is not None


def _first_shifts(shifts: Sequence[Shift]) -> list[Shift]:
    """Return the shifts that are drawn: of each lane the first ones."""
    counts: Counter[tuple[str, str]] = Counter()
    shown = []
    for one in shifts:
        counts[_lane_key(one)] += 1
        if counts[_lane_key(one)] <= MOST_SHIFTS:
            shown.append(one)
    return shown


def _drawn(listed: Sequence[Taken], shifts: Sequence[Shift]) -> list[Taken]:
    """Return the stances that are drawn, of too many lanes the fullest; issues with a shift come first."""
    lanes: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    for one in filter(_has_day, listed):
        lanes[_lane_key(one)].append(one)
    fullest = sorted(lanes, key=lambda lane: -sum(one.n for one in lanes[lane]))[:MOST_LANES]
    beside = {key for one in shifts for key in (*one.statements_before[:1], *one.statements_after[:1])}
    changing = {one.issue for one in shifts}
    drawn = [one for lane in lanes if lane in fullest for one in _marks(lanes[lane], beside)]
    return sorted(drawn, key=lambda one: one.issue not in changing)


def _marks(lane: Sequence[Taken], beside: set[str]) -> list[Taken]:
    """Return the marks of a lane: of too many those beside its shifts, then those of most statements."""
    ranked = sorted(lane, key=lambda one: (beside.isdisjoint(one.statements), -one.n))
    kept = {one.statements[0] for one in ranked[:MOST_MARKS]}
    return [one for one in lane if one.statements[0] in kept]


def _figures(drawn: Sequence[Taken], shifts: Sequence[Shift]) -> Iterator[Figure]:
    """Yield drawings of as many lanes as fit one."""
    scale = scale_of(drawn, (), FRAME.left, FRAME.right)
    page: list[Lane] = []
    height = head_height(scale)
    for key, group in groupby(drawn, key=_lane_key):
        lane = lane_of(list(group), [one for one in shifts if _lane_key(one) == key], FRAME, scale)
        new = HEADER if not page or page[-1].issue != lane.issue else 0.0
        if page and height + new + lane.height > FRAME.tallest:
            yield _part(page, scale)
            page, height, new = [], head_height(scale), HEADER
        page.append(lane)
        height += new + lane.height
    yield _part(page, scale)


def _part(lanes: Sequence[Lane], scale: Scale) -> Figure:
    """Draw some lanes, issue by issue, below an axis."""
    panels = [list(group) for _, group in groupby(lanes, key=lambda lane: lane.issue)]
    top = head_height(scale)
    height = top + HEADER * len(panels) + sum(lane.height for lane in lanes) + 0.05
    canvas = Canvas(FRAME.width, height)
    draw_axis(canvas, scale, 0)
    bands = []
    for panel in panels:
        _header(canvas, panel[0].issue, top)
        top += HEADER
        for lane in panel:
            bands.append(draw_lane(canvas, lane, top, scale))
            top += lane.height
    draw_grid(canvas, scale, bands)
    draw_breaks(canvas, scale, bands)
    return canvas.figure


def _header(canvas: Canvas, issue: str, top: float) -> None:
    canvas.write(0.02, top + 0.19, lines(plain(issue), FRAME.right / 1.15, 8.5, 1)[0], 8.5, bold=True)
    y = top + HEADER - 0.03
    canvas.outline([[(0, y), (FRAME.width, y)]], edgecolor=FAINT, linewidth=0.6)


def _caption(listed: Sequence[Taken], drawn: Sequence[Taken], shifts: Sequence[Shift]) -> str:
    """Explain what is there to be seen, and say what is not."""
    scale = scale_of(drawn, (), FRAME.left, FRAME.right)
    taken = {one.stance for one in drawn}
    kinds = ", ".join(f"“{mark.sign}” {stance}" for stance, mark in STANCE.items() if stance in taken)
    shown, lanes = (len({_lane_key(one) for one in some if _has_day(one)}) for some in (drawn, listed))
    kept = {_lane_key(one) for one in drawn}
    undated = sum(one.n for one in listed if not _has_day(one))
    reaching = [one for one in drawn if whiskers(one, scale)]
    parts = [
        (True, f"{kinds}; outlined: a single statement; filled: their number."),
        (
            any(one.low is not None and one.high is not None for one in reaching),
            "Whiskers: one of these days.",
        ),
        (any(one.low is None for one in drawn), "Dashed to the left: said by then, nobody tells when."),
        (any(one.high is None for one in drawn), "Dashed to the right: not before."),
        (bool(shifts), "Arrows: shifts, from the last statement of one stance to the first of the other."),
        (
            any(one.order != CERTAIN for one in shifts),
            "Dashed arrows: their order is that of the reports only.",
        ),
        (bool(scale.breaks), "Torn axis: an empty stretch left out, its length named."),
        (shown < lanes, f"Drawn are the {shown:,} lanes of {lanes:,} with most statements."),
        (
            len(drawn) < sum(_has_day(one) and _lane_key(one) in kept for one in listed),
            f"Of a crowded lane {MOST_MARKS} marks and {MOST_SHIFTS} shifts are drawn at most.",
        ),
        (undated > 0, f"Not drawn: {count(undated, 'statement')} without any day."),
    ]
    return " ".join([*(said for there, said in parts if there), "Each mark leads to its words."])


def _description(drawn: Sequence[Taken], shifts: Sequence[Shift]) -> str:
    lanes = count(len({_lane_key(one) for one in drawn}), "lane")
    told = [f"{one.actor}, {one.issue}: from {one.before} to {one.after}, {one.when}" for one in shifts]
    rest = len(told) - MOST_LISTED
    more = f"; and {rest:,} more in the table of shifts" if rest > 0 else ""
    listed = f" {'; '.join(told[:MOST_LISTED])}{more}." if told else ""
    return f"Stances over time: {count(len(drawn), 'mark')} in {lanes}, {count(len(told), 'shift')}.{listed}"


def _data(listed: Sequence[Taken]) -> str:
    body = [
        [
            text(one.actor),
            text(one.issue),
            text(one.stance),
            text(spelt(when(one.low, one.high))),
            text(", ".join(one.speakers)),
            f"{one.n:,}",
            links(one.statements),
        ]
        for one in listed[:MOST_ROWS]
    ]
    rest = len(listed) - MOST_ROWS
    more = f", the first {MOST_ROWS:,}; {rest:,} more are among the statements" if rest > 0 else ""
    head = ["Actor or side", "Issue", "Stance", "When", "Who spoke", "Statements", "Evidence"]
    return table(f"Stances in order of time{more}", head, body)
