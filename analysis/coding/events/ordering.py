"""Windows tightened through the order of events: interval arithmetic on days, contradictions told.

Each relation bounds the days between two events. Bounds are carried over until nothing moves; a
relation that would leave an event without any day is not applied but told as a conflict on both.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from analysis.coding.events.anchoring import SAME, Days, Relation
from analysis.coding.events.event import Event

Bounds = tuple[int | None, int | None]
# told in one article, events in a circle of relations settle long before
ROUNDS = 20
# the days that a calendar of four digits has
FIRST, LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


def apply_relations(events: list[Event], relations: Iterable[Relation]) -> None:
    """Apply relations to events in place: windows, anchors, what came after what, and conflicts."""
    kept: list[Relation] = []
    # by identity: two happenings may be told in equal words
    bounds = {id(event): _read_bounds(event) for event in events}
    for one in relations:
        if "hypothetical" in (one.event.status, one.other.status):
            continue
        if "denied" in (one.event.status, one.other.status):
            continue
        tried = _propagate_bounds(dict(bounds), [*kept, one])
        if tried is None:
            _record_conflict(one)
            continue
        bounds, kept = tried, [*kept, one]
        _record_order(one)
    for event in events:
        _tighten(event, bounds[id(event)])


def _propagate_bounds(bounds: dict[int, Bounds], relations: list[Relation]) -> dict[int, Bounds] | None:
    """Carry bounds over relations until nothing moves; None where some event is left without a day."""
    for _ in range(ROUNDS):
        moved = False
        for one in relations:
            event, other = id(one.event), id(one.other)
            for key, new in (
                (event, _intersect(bounds[event], _shift(bounds[other], one.days))),
                (other, _intersect(bounds[other], _shift(bounds[event], _reverse(one.days)))),
            ):
                low, high = new
                if low is not None and high is not None and low > high:
                    return None
                moved |= new != bounds[key]
                bounds[key] = new
        if not moved:
            break
    return bounds


def _intersect(one: Bounds, other: Bounds) -> Bounds:
    lows = [low for low in (one[0], other[0]) if low is not None]
    highs = [high for high in (one[1], other[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _shift(bounds: Bounds, days: Days) -> Bounds:
    low = None if bounds[0] is None or days[0] is None else max(FIRST, bounds[0] + days[0])
    high = None if bounds[1] is None or days[1] is None else min(LAST, bounds[1] + days[1])
    return low, high


def _reverse(days: Days) -> Days:
    low, high = days
    return None if high is None else -high, None if low is None else -low


def _read_bounds(event: Event) -> Bounds:
    """Return an event's days as numbers; one that fills its days is told of by any of them."""
    low, high = (None if day is None else dt.date.fromisoformat(day).toordinal()
                 for day in (event.earliest, event.latest))  # fmt: skip
    return low, high


def _record_conflict(one: Relation) -> None:
    one.event.conflict = one.event.conflict or f"{one.words} does not fit its days"
    one.other.conflict = (
        one.other.conflict or f"“{one.event.first.token.text}” by {one.words} does not fit its days"
    )


def _record_order(one: Relation) -> None:
    """Keep the order, and the first relation of an event that nothing dates as its anchor."""
    low, high = one.days
    if low is not None and low >= 0 and one.days != SAME:
        one.event.after.append(one.other)
    elif high is not None and high <= 0 and one.days != SAME:
        one.other.after.append(one.event)
    if one.event.anchor is None and not one.event.window.dated and not _leads_to(one.other, one.event):
        one.event.anchor, one.event.offset = one.other, one.days
        one.event.window = replace(one.event.window, reason=one.words)


def _leads_to(event: Event, target: Event) -> bool:
    """Tell whether following anchors from an event ends in another: a circle dates nothing."""
    seen: set[int] = set()
    node: Event | None = event
    while node is not None and id(node) not in seen:
        if node is target:
            return True
        seen.add(id(node))
        node = node.anchor
    return False


def _tighten(event: Event, bounds: Bounds) -> None:
    if event.window.extent == "throughout" or bounds == _read_bounds(event):
        return
    low, high = (None if day is None else dt.date.fromordinal(day).isoformat() for day in bounds)
    event.window = replace(event.window, earliest=low, latest=high)
