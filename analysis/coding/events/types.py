"""Which PLOVER type each mention of an event is of."""

from collections.abc import Sequence

from analysis.coding.events.participants import Participants
from analysis.coding.events.plover import classify_all, likeliest
from analysis.coding.events.triggers import Trigger, listed_types

# the classifier knows these as one; what a concession is of, words or deeds, is told apart after it
YIELDING = {"CONCEDE", "RETREAT"}


def choose_types(mentions: Sequence[tuple[Trigger, Participants]]) -> list[str]:
    """Return the PLOVER types of mentions, with those who take part in each.

    The classifier decides among the types that the lists give the word, and freely where they give none:
    what is ahead keeps the type it will be of, since its status says that it is ahead.
    """
    shares = classify_all(
        [(trigger.token, who.spans.get("source"), who.spans.get("target")) for trigger, who in mentions]
    )
    found = []
    for (trigger, _), share in zip(mentions, shares, strict=True):
        listed = set(listed_types(trigger))
        if listed & YIELDING:
            listed |= YIELDING
        found.append(likeliest({name: share[name] for name in share if name in listed or not listed}))
    return found
