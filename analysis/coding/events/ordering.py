"""Narrow the windows of events by their order, and record contradictions.

Each relation bounds the days between two events. Bounds are propagated until they no longer change;
a relation that would leave an event without any day is not applied but recorded as a conflict on
both events.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from analysis.coding.events.anchoring import SAME, Days, Relation
from analysis.coding.events.event import Event

Bounds = tuple[int | None, int | None]
# the bounds of one article converge sooner, even in a cycle of relations
ROUNDS = 20
# the first and last day of a calendar with four-digit years
FIRST, LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


def apply_relations(events: list[Event], relations: Iterable[Relation]) -> None:
    """Apply relations to events in place: set windows, anchors, order and conflicts."""
    stated = [
        relation
        for relation in relations
        if {"hypothetical", "denied"}.isdisjoint({relation.event.status, relation.other.status})
    ]
    for relation in stated:
        _drop_guessed_start(relation)
    applied: list[Relation] = []
    # by identity: two events may have equal attributes
    bounds = {id(event): _read_bounds(event) for event in events}
    for relation in stated:
        narrowed = _propagate_bounds(dict(bounds), [*applied, relation])
        if narrowed is None:
            _record_conflict(relation)
            continue
        bounds, applied = narrowed, [*applied, relation]
        _record_order(relation)
    for event in events:
        _tighten(event, bounds[id(event)])


def _drop_guessed_start(relation: Relation) -> None:
    """Drop the first day of an event without a date that, as the text says, came before another."""
    event, last = relation.event, relation.days[1]
    is_earlier = last is not None and last <= 0 and relation.days != SAME
    is_guess = event.status == "occurred" and not event.window.dated and event.window.extent == "within"
    if is_earlier and is_guess:
        event.window = replace(event.window, earliest=None)


def _propagate_bounds(bounds: dict[int, Bounds], relations: list[Relation]) -> dict[int, Bounds] | None:
    """Propagate bounds until they no longer change; None if an event is left without a day."""
    for _ in range(ROUNDS):
        changed = False
        for relation in relations:
            event, other = id(relation.event), id(relation.other)
            for key, new in (
                (event, _intersect(bounds[event], _shift(bounds[other], relation.days))),
                (other, _intersect(bounds[other], _shift(bounds[event], _reverse(relation.days)))),
            ):
                low, high = new
                if low is not None and high is not None and low > high:
                    return None
                changed |= new != bounds[key]
                bounds[key] = new
        if not changed:
            break
    return bounds


def _intersect(first: Bounds, second: Bounds) -> Bounds:
    lows = [low for low in (first[0], second[0]) if low is not None]
    highs = [high for high in (first[1], second[1]) if high is not None]
    return max(lows, default=None), min(highs, default=None)


def _shift(bounds: Bounds, days: Days) -> Bounds:
    low = None if bounds[0] is None or days[0] is None else max(FIRST, bounds[0] + days[0])
    high = None if bounds[1] is None or days[1] is None else min(LAST, bounds[1] + days[1])
    return low, high


def _reverse(days: Days) -> Days:
    low, high = days
    return None if high is None else -high, None if low is None else -low


def _read_bounds(event: Event) -> Bounds:
    """Return the first and last possible day of an event as ordinals."""
    low, high = (None if day is None else dt.date.fromisoformat(day).toordinal()
                 for day in (event.earliest, event.latest))  # fmt: skip
    return low, high


def _record_conflict(relation: Relation) -> None:
    event, other, words = relation.event, relation.other, relation.words
    event.conflict = event.conflict or f"its dates contradict the text ({words})"
    other.conflict = other.conflict or (
        f"its dates contradict the text (“{event.first.token.text}”: {words})"
    )


def _record_order(relation: Relation) -> None:
    """Record the order; the first relation of an undated event becomes its anchor."""
    low, high = relation.days
    if low is not None and low >= 0 and relation.days != SAME:
        relation.event.after.append(relation.other)
    elif high is not None and high <= 0 and relation.days != SAME:
        relation.other.after.append(relation.event)
    event, other = relation.event, relation.other
    if event.anchor is None and not event.window.dated and not _leads_to(other, event):
        event.anchor, event.offset = other, relation.days
        event.window = replace(event.window, reason=relation.words)


def _leads_to(event: Event, target: Event) -> bool:
    """Return whether the anchors of an event lead to another: a cycle would date nothing."""
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
