"""Where date expressions stand: what the patterns find, before it is read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.coding.dates.patterns import ANCHORS, BETWEEN, LOWER_TRAPS, NEAR, PATTERNS, REACH, ZONE

# what names a day, so that a time of day right before it belongs to it
DAYS = ("iso", "full", "numeric", "weekday", "deictic", "relative", "holiday")


@dataclass(frozen=True)
class Found:
    """A match before it is read: its place in the paragraph, its pattern and rank, its named parts."""

    start: int
    end: int
    kind: str
    groups: dict[str, str]
    rank: int = len(PATTERNS)


def matches(text: str, first: int = 0, last: int | None = None, rank: int = 0) -> list[Found]:
    """Return what the patterns from a rank on find in a stretch; none overlaps an earlier one's."""
    last = len(text) if last is None else last
    taken = bytearray(len(text))
    found = []
    stretches = _stretches(text, first, last)
    for place, (kind, anchor, pattern) in enumerate(PATTERNS[rank:], rank):
        for low, high in stretches[anchor]:
            for match in pattern.finditer(text, low, high):
                end = match.end()
                start = end - len(match[0].lstrip())
                if any(taken[start:end]) or LOWER_TRAPS.fullmatch(match[0]):
                    continue
                taken[start:end] = b"\x01" * (end - start)
                groups = {
                    name.rstrip("0123456789"): part
                    for name, part in match.groupdict().items()
                    if part is not None
                }
                found.append(Found(start, end, kind, groups, place))
    return list(_joined(text, sorted(found, key=lambda one: one.start)))


def _stretches(text: str, first: int, last: int) -> dict[str, list[tuple[int, int]]]:
    """Return for each kind of anchor the stretches around its words, none cutting a word."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in NEAR}
    for match in ANCHORS.finditer(text, first, last):
        low = max(first, text.rfind(" ", first, max(first, match.start() - REACH)))
        high = text.find(" ", min(last, match.end() + REACH), last)
        high = last if high < 0 else high
        for name, anchors in NEAR.items():
            if match.lastgroup in anchors:
                listed = found[name]
                if listed and low <= listed[-1][1]:
                    listed[-1] = (listed[-1][0], high)
                else:
                    listed.append((low, high))
    return {**found, "text": [(first, last)]}


def _joined(text: str, found: list[Found]) -> Iterator[Found]:
    """Join a time of day with its zone and the day right behind it: "10 p.m. EST, Thursday"."""
    waiting: Found | None = None
    for one in found:
        if waiting is not None:
            zone = BETWEEN.fullmatch(text, waiting.end, one.start)
            if zone and one.kind in DAYS:
                one = replace(one, start=waiting.start, groups={**waiting.groups, **one.groups})
            else:
                yield waiting
            waiting = None
        if one.kind == "clock":
            zone = ZONE.match(text, one.end)
            if zone:
                one = replace(one, end=zone.end(), groups={**one.groups, "zone": zone["zone"]})
            waiting = one
        else:
            yield one
    if waiting is not None:
        yield waiting
