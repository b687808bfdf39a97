"""Choose the PLOVER type of each mention of an event."""

from collections.abc import Sequence

from analysis.coding.events.figurative import find_evident_type
from analysis.coding.events.participants import Participants
from analysis.coding.events.plover import classify_all, most_likely_type
from analysis.coding.events.triggers import Trigger, list_types
from analysis.coding.syntax.clauses import is_verb

VIOLENT = "ASSAULT"
# of verbs that PLOVER does not code: deaths, elections, laws, accidents
OTHER = "OTHER"
# the classifier treats these as one type; a later step separates concessions in words and in deeds
YIELDING = {"CONCEDE", "RETREAT"}


def choose_types(mentions: Sequence[tuple[Trigger, Participants]]) -> list[str]:
    """Return the PLOVER types of mentions, given their participants.

    Words of violence may show their type by what they are said of. For any other mention, the classifier
    chooses among the types that the word lists give for the trigger, or among all types if they give none. A
    future event has the type that it would have if it occurred: its status says that it is in the future.
    """
    shares = classify_all(
        [(trigger.token, who.spans.get("source"), who.spans.get("target")) for trigger, who in mentions]
    )
    found = []
    for (trigger, _), share in zip(mentions, shares, strict=True):
        listed = set(list_types(trigger))
        if VIOLENT in listed and (evident := find_evident_type(trigger.token, trigger.partner)):
            found.append(evident)
            continue
        if not listed and is_verb(trigger.token):
            found.append(OTHER)
            continue
        if listed & YIELDING:
            listed |= YIELDING
        found.append(most_likely_type({name: share[name] for name in share if name in listed or not listed}))
    return found
