"""Highlight coded spans in a text and annotate them with notes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.drawing.markup import anchor, link_part, text
from analysis.drawing.spans import Span


@dataclass(frozen=True)
class Line:
    """One line of a text.

    Attributes:
        start, end: offsets into the text.
        spans: the spans that overlap the line, outer ones first.
        begun: the spans that begin in this line; links to them lead here.
    """

    start: int
    end: int
    spans: Sequence[Span]
    begun: Sequence[Span]


def split_lines(words: str, spans: Sequence[Span]) -> Iterator[Line]:
    """Yield the non-blank lines with their spans; each span begins in exactly one line."""
    waiting = sorted(spans, key=lambda span: (span.start, -span.end))
    begun: list[Span] = []
    start = 0
    for line in words.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [span for span in waiting if span.start < end]
            waiting = waiting[len(here) :]
            over = [span for span in begun if start < span.end]
            yield Line(start, end, [*over, *here], here)
            begun = [*over, *here]
        start = end + 1


def mark_spans(words: str, line: Line) -> str:
    """Return a line with its spans as nested marks; a span that crosses another is split at its end."""
    ends = {span.key: max(min(span.end, line.end), line.start + 1) for span in line.spans}
    starts = {span.key: min(max(span.start, line.start), ends[span.key] - 1) for span in line.spans}
    opening: dict[int, list[Span]] = defaultdict(list)
    for span in line.spans:
        opening[starts[span.key]].append(span)
    named = {span.key for span in line.begun}
    pieces: list[str] = []
    stack: list[Span] = []
    borders = sorted({line.start, line.end, *starts.values(), *ends.values()})
    for left, right in pairwise(borders):
        over = [span for span in stack if left < ends[span.key]] + opening[left]
        kept = _count_shared(stack, over)
        pieces += ["</mark>"] * (len(stack) - kept)
        for span in over[kept:]:
            pieces.append(_open_mark(span, span.key in named))
            named.discard(span.key)
        pieces.append(text(words[left:right]))
        stack = over
    return "".join(pieces) + "</mark>" * len(stack)


def _count_shared(stack: Sequence[Span], over: Sequence[Span]) -> int:
    """Return how many of the open marks stay open."""
    shared = 0
    for old, new in zip(stack, over, strict=False):
        if old is not new:
            break
        shared += 1
    return shared


def _open_mark(span: Span, named: bool) -> str:
    key = f' id="{anchor(span.key)}"' if named else ""
    return f'<mark{key} class="{text(span.kind)}">'


def format_notes(line: Line, groups: Mapping[str, Sequence[str]]) -> str:
    """Return a note for each span that begins in a line; "" if none does.

    Args:
        line: the line with its spans.
        groups: the keys of the spans that link to each other, by group.
    """
    listed = "".join(_format_note(span, groups[span.group or span.key]) for span in line.begun)
    return f'<ul class="notes">{listed}</ul>' if listed else ""


def _format_note(span: Span, group: Sequence[str]) -> str:
    return (
        f'<li class="{text(span.kind)}"><a href="#{anchor(span.key)}">{text(span.label)}</a>'
        f"{link_next(span.key, group)}{link_back(span.back)} <small>{text(span.detail)}</small></li>"
    )


def link_back(chart: str) -> str:
    """Return a link from a code back to the chart that draws it."""
    return " " + link_part(f"chart-{chart}", "↑\u00a0chart") if chart else ""


def link_next(key: str, group: Sequence[str]) -> str:
    """Return a link from one code to the next of its group; "" if it is the only one."""
    if len(group) < 2:
        return ""
    place = group.index(key)
    following = group[(place + 1) % len(group)]
    return f' <a href="#{anchor(following)}">{place + 1} of {len(group)}, next ›</a>'
