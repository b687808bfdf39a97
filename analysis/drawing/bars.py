"""Draw stacked bars whose segments are links: agreement, quotations, sourcing."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.comparing.foremost import ACTORS
from analysis.drawing.chart import Chart, link_mark
from analysis.drawing.markup import Html, link_codes, table, text
from analysis.drawing.style import (
    FAINT,
    PAPER,
    apply_style,
    choose_ink,
    measure_labels,
    measure_text,
    wrap_label,
)
from analysis.drawing.wording import CHECKED
from analysis.text import format_count

BAR = 0.36
PLOT = 3.6
WIDEST_LABEL = 36
# bars: per printed page, at most in a chart, and in the data table
DOWN, MOST, LONGEST = 24, 48, ACTORS


@dataclass(frozen=True)
class Segment:
    """Part of a bar.

    Attributes:
        label: name of what it counts, also shown in the data table.
        colour: fill colour.
        evidence: identifiers of the codes that it links to.
        count: length of the segment; by default the number of codes.
        checked: how many of the codes a person checked.
    """

    label: str
    colour: str
    evidence: Sequence[str]
    count: int = -1
    checked: int = 0

    @property
    def length(self) -> int:
        """Length of the segment: its count or the number of its codes."""
        return len(self.evidence) if self.count < 0 else self.count

    @property
    def number(self) -> str:
        """Its length, with how many of it are checked: a tick for all."""
        if not self.checked:
            return str(self.length)
        return f"{self.length} {CHECKED if self.checked == self.length else f'({CHECKED} {self.checked})'}"


Bar = tuple[str, Sequence[Segment]]


def bar_chart(name: str, title: str, bars: Sequence[Bar], unit: str, caption: str) -> Html:
    """Draw horizontal bars whose segments are labelled with their counts.

    Args:
        name: unique on the page.
        title: heading of the chart.
        bars: label and segments of each bar, top to bottom; empty ones are left out. The first
            48 are drawn, the first 100 are in the data table.
        unit: name of what is counted, in the plural.
        caption: how to read the chart.

    Returns:
        A chart, or a sentence if there is nothing to draw.
    """
    bars = [(label, [segment for segment in segments if segment.length]) for label, segments in bars]
    bars = [(label, segments) for label, segments in bars if segments]
    if not bars:
        return Html(f"<p>{text(title)}: there is nothing to show in this selection.</p>")
    if any(segment.checked for _, segments in bars for segment in segments):
        caption += f" {CHECKED}: {unit} that a person checked."
    drawn = bars[:MOST]
    if len(bars) > MOST:
        listed = f"the first {LONGEST}" if len(bars) > LONGEST else f"all {len(bars)}"
        caption += f" The chart shows the first {MOST} of {len(bars):,}; the data table lists {listed}."
    longest = max(sum(segment.length for segment in segments) for _, segments in drawn)
    with apply_style():
        figures = [
            _draw_part(drawn[start : start + DOWN], longest, unit) for start in range(0, len(drawn), DOWN)
        ]
    return Chart(
        figures,
        name,
        title,
        _write_description(title, drawn, unit),
        caption,
        _build_data(title, bars[:LONGEST], unit),
    )


def _draw_part(bars: Sequence[Bar], longest: int, unit: str) -> Figure:
    """Draw some of the bars on a scale common to all."""
    labels = [wrap_label(label, WIDEST_LABEL) for label, _ in bars]
    left, height = measure_labels(labels), 0.7 + BAR * len(bars)
    width = left + PLOT + 0.2
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((left / width, 0.5 / height, PLOT / width, BAR * len(bars) / height))
    for row, (label, segments) in enumerate(bars):
        _draw_bar(axes, row, label, segments, longest, unit)
    axes.set_yticks(range(len(bars)), labels)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_xlim(0, longest * 1.02)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_xlabel(unit)
    return figure


def _draw_bar(axes: Axes, row: int, label: str, segments: Sequence[Segment], longest: int, unit: str) -> None:
    done = 0
    for segment in segments:
        drawn = axes.barh(row, segment.length, left=done, height=0.66, color=segment.colour, edgecolor=PAPER)[
            0
        ]
        number = format_count(segment.length, unit.removesuffix("s"), unit)
        check = f", {segment.checked:,} checked by a person" if segment.checked else ""
        link_mark(drawn, segment.evidence[0], f"{label}: {segment.label}, {number}{check}")
        words = _fit_label(segment, PLOT * segment.length / longest)
        written = axes.text(
            done + segment.length / 2, row, words, ha="center", va="center_baseline", fontsize=7.5,
            color=choose_ink(segment.colour),
        )  # fmt: skip
        link_mark(written, segment.evidence[0])
        done += segment.length


def _fit_label(segment: Segment, inches: float) -> str:
    """Return the longest label that fits into a segment, or ""."""
    for words in (f"{segment.label} {segment.number}", segment.number, str(segment.length)):
        if measure_text(words, 7.5) < inches:
            return words
    return ""


def _write_description(title: str, bars: Sequence[Bar], unit: str) -> str:
    listed = "; ".join(
        f"{label}: {', '.join(f'{segment.length} {segment.label}' for segment in segments)}"
        for label, segments in bars
    )
    return f"{title}: horizontal bars of {unit}. {listed}."


def _build_data(title: str, bars: Sequence[Bar], unit: str) -> str:
    body = [
        [text(label), text(segment.label), segment.number, link_codes(segment.evidence)]
        for label, segments in bars
        for segment in segments
    ]
    return table(f"{title}, as a table", ["Bar", "Kind", unit[0].upper() + unit[1:], "Evidence"], body)
