"""Find date expressions by pattern, before they are resolved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.coding.dates.patterns import ANCHORS, BETWEEN, HINTS, LOWER_TRAPS, NEAR, PATTERNS, REACH, ZONE

# kinds that name a day; a clock time immediately before one belongs to it
WEEKDAYS = ("weekday", "nthweekday", "counted", "weeksaway", "ofweek", "dayofweek")
DAYS = ("iso", "full", "numeric", "deictic", "relative", "holiday", *WEEKDAYS)
# kinds that name a day, week or month and may lack the year
NAMED = ("full", "span", "month", "weekof", "nthweekday")
# before "Today" in a name; in characters
NAME, LONGEST_NAME = re.compile(r"\b[A-Z]\w*\s+$"), 30


@dataclass(frozen=True)
class Match:
    """An unresolved match: its offsets in the paragraph, its pattern and rank, and its named groups."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]
    rank: int = len(PATTERNS)


def find_matches(text: str, first: int = 0, last: int | None = None, rank: int = 0) -> list[Match]:
    """Return the matches of the patterns from ``rank`` on; none overlaps a match of an earlier pattern."""
    last = len(text) if last is None else last
    taken = bytearray(len(text))
    found = []
    stretches = _find_stretches(text, first, last)
    lowered = text.lower()
    for order, (kind, anchor, pattern) in enumerate(PATTERNS[rank:], rank):
        if anchor == "text" and not any(hint in lowered for hint in HINTS[kind]):
            continue
        for low, high in stretches[anchor]:
            for match in pattern.finditer(text, low, high):
                end = match.end()
                start = end - len(match[0].lstrip())
                if any(taken[start:end]) or LOWER_TRAPS.fullmatch(match[0]) or _is_of_name(text, start, end):
                    continue
                taken[start:end] = b"\x01" * (end - start)
                groups = {
                    name.rstrip("0123456789"): part
                    for name, part in match.groupdict().items()
                    if part is not None
                }
                found.append(Match(start, end, kind, groups, order))
    return list(_join_clock_times(text, sorted(found, key=lambda match: match.start)))


def _is_of_name(text: str, start: int, end: int) -> bool:
    """Return whether a day is a part of a newspaper's name: "USA Today"."""
    return text[start:end] == "Today" and NAME.search(text, max(0, start - LONGEST_NAME), start) is not None


def _find_stretches(text: str, first: int, last: int) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of text around each kind of anchor, cut at spaces."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in NEAR}
    for match in ANCHORS.finditer(text, first, last):
        low = max(first, text.rfind(" ", first, max(first, match.start() - REACH)))
        high = text.find(" ", min(last, match.end() + REACH), last)
        high = last if high < 0 else high
        for name, anchors in NEAR.items():
            if match.lastgroup in anchors:
                stretches = found[name]
                if stretches and low <= stretches[-1][1]:
                    stretches[-1] = (stretches[-1][0], high)
                else:
                    stretches.append((low, high))
    return {**found, "text": [(first, last)]}


def _join_clock_times(text: str, found: list[Match]) -> Iterator[Match]:
    """Join a clock time with its zone and the day that follows: "10 p.m. EST, Thursday"."""
    clock: Match | None = None
    for match in found:
        if clock is not None:
            zone = BETWEEN.fullmatch(text, clock.end, match.start)
            if zone and match.kind in DAYS:
                match = replace(match, start=clock.start, groups={**clock.groups, **match.groups})
            else:
                yield clock
            clock = None
        if match.kind == "clock":
            zone = ZONE.match(text, match.end)
            if zone:
                match = replace(match, end=zone.end(), groups={**match.groups, "zone": zone["zone"]})
            clock = match
        else:
            yield match
    if clock is not None:
        yield clock
