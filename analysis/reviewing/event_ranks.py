"""Say which events a person should look at first."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.auditing.frame import SURE
from analysis.codes import Codes
from analysis.comparing.foremost import select_shown
from analysis.comparing.timeline import timeline
from analysis.parameters import EVENTS

# the parts of the queue, in order
SHOWN, RETOLD, OTHERS = "on the timeline", "other mentions of these", "not on the timeline"
PARTS = (SHOWN, RETOLD, OTHERS)


class Rank(NamedTuple):
    """The place of a mention of an event in the queue.

    Attributes:
        part: its part of the queue.
        importance: how much the event matters, see ``comparing.importance``.
        doubts: why it may be wrong, in words.
    """

    part: str
    importance: float
    doubts: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int, float]:
        """Return the sort key: on the timeline the least sure come first, elsewhere what matters most."""
        doubts = len(self.doubts) if self.part == SHOWN else 0
        return PARTS.index(self.part), -doubts, -self.importance


def rank_events(codes: Codes) -> dict[str, Rank]:
    """Return the rank of each mention, by its ``event_id``.

    First come the events that the timeline shows by default, since a mistake there is printed: those with the
    most reasons for doubt, and among equals the most important. Then the other mentions of these, which share
    in their days; then all others, the most important first.
    """
    events = timeline(codes)
    shown = {*select_shown(events, EVENTS.default)["event_id"]}
    rows: list[Any] = codes["events"].to_dict("records")
    by_id = {row["event_id"]: row for row in rows}
    told: list[Any] = events.to_dict("records")
    ranks = {}
    for event in told:
        for mention, *_ in event["claims"]:
            is_main = mention == event["event_id"]
            part = OTHERS if event["event_id"] not in shown else SHOWN if is_main else RETOLD
            doubts = tuple(_find_doubts(by_id[mention], event))
            ranks[mention] = Rank(part, float(event["importance"]), doubts)
    return ranks


def _find_doubts(mention: Mapping[str, Any], event: Mapping[str, Any]) -> Iterator[str]:
    if event["disputed"]:
        yield "reports disagree on its days"
    if not pd.isna(mention["conflict"]):
        yield f"its days contradict the text: {mention['conflict']}"
    if pd.isna(mention["earliest"]) or mention["earliest"] != mention["latest"]:
        yield "it has no single day"
    if event["articles"] == 1:
        yield "one article tells it"
    if not pd.isna(mention["confidence"]) and mention["confidence"] < SURE:
        yield f"confidence {mention['confidence']:.2f}"
