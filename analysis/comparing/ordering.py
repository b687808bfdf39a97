"""Filter the candidates of events by the order of events in a text (arc consistency)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.comparing.event_clusters import Bounds


@dataclass(frozen=True)
class Link:
    """An event that a text dates relative to another event.

    Attributes:
        event: the dated event.
        anchor: the event that it is dated by.
        low: minimum days from the anchor, negative before it; None means open.
        high: maximum days from the anchor; None means open.
    """

    event: str
    anchor: str
    low: int | None
    high: int | None

    def fits(self, event: Bounds, anchor: Bounds) -> bool:
        """Tell whether two intervals contain days at this distance."""
        late, early = event[1], anchor[0]
        after = self.low is None or late is None or early is None or late - early >= self.low
        early, late = event[0], anchor[1]
        return after and (self.high is None or early is None or late is None or early - late <= self.high)


def prune_candidates(
    domains: Mapping[str, Sequence[int]], links: Sequence[Link], days: Sequence[Bounds]
) -> tuple[dict[str, list[int]], list[Link]]:
    """Keep only candidates that, on every link, are compatible with a candidate of the linked event.

    Each event has at most one anchor, so every remaining candidate is part of a solution for all events (arc
    consistency suffices in a tree).

    Args:
        domains: the candidates of each event, as positions in ``days``.
        links: between events that have candidates.
        days: first and last day of each candidate.

    Returns:
        The remaining candidates, and the links that no pair of candidates fits, which rule nothing out.
    """
    kept = {key: list(places) for key, places in domains.items()}
    broken: list[Link] = []
    changed = True
    while changed:
        changed = False
        for link in links:
            if link in broken:
                continue
            pairs = [
                (one, other)
                for one in kept[link.event]
                for other in kept[link.anchor]
                if link.fits(days[one], days[other])
            ]
            if not pairs:
                broken.append(link)
                continue
            for key, places in (
                (link.event, {one for one, _ in pairs}),
                (link.anchor, {other for _, other in pairs}),
            ):
                changed |= len(places) < len(kept[key])
                kept[key] = [place for place in kept[key] if place in places]
    return kept, broken


def find_partners(
    event: str,
    place: int,
    links: Sequence[Link],
    candidates: Mapping[str, Sequence[int]],
    days: Sequence[Bounds],
) -> list[int]:
    """Return the distinct candidates of linked events that are compatible with a candidate of an event."""
    found: dict[int, None] = {}
    for link in links:
        forward = link.event == event
        for other in candidates.get(link.anchor if forward else link.event, ()):
            pair = (days[place], days[other]) if forward else (days[other], days[place])
            if link.fits(*pair):
                found[other] = None
    return list(found)
