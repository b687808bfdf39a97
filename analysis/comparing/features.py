"""Extract the features by which event mentions are matched: actors, manner, place and words."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd
import snowballstemmer

from analysis.comparing.parties import Parties

WORD = re.compile(r"[a-z0-9à-ÿ]+(?:[.,][0-9]+)*")
PHONE = re.compile(
    r"\b(?:(?:tele)?phone[ds]?|(?:phone|video)[ -]?calls?|calls? with|calls?|called)\b", re.IGNORECASE
)
IN_PERSON = re.compile(r"\b(?:met|meets?|meetings?|summits?|visit(?:s|ed)?|host(?:s|ed)?)\b", re.IGNORECASE)
stem = cache(snowballstemmer.stemmer("english").stemWord)
# function words, time words, and words already implied by the event's type
_COMMON_WORDS = """
    a about after again against ago all already also am an and are as at be been before being both but by can
    could did do does during each for from further had has have he her him his how if in into is it its
    just last may might more most must new next no not of on once only or other our over own per she
    should so some soon than that the their them then there these they this those to too under until up
    us use used very was we were what when where which while who will with within without would yet
    accuse agree agreement announce ask attack begin call carry claim conversation day declare
    delegation demand discuss discussion end first give go hold held hour insist leader make made meet
    met minister minute month offer official phone plan president propose push reject request refuse say
    said second seek sign speak spoke spoken start state statement strike struck take took talk tell
    told third threaten three time two urge want warn week year monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november december
    morning evening night today yesterday tomorrow
"""
COMMON = frozenset(stem(word) for word in _COMMON_WORDS.split())


@dataclass(frozen=True)
class Features:
    """The features of an event mention.

    Attributes:
        type, status: PLOVER type and event status.
        actors: names as normalised by ``Parties``, each with its side.
        by_phone: True for a call, False for a meeting in person, None if unknown.
        place: the words of the place.
        words: stems of the description, without names and common words.
    """

    type: str
    status: str
    actors: Mapping[str, str]
    by_phone: bool | None
    place: frozenset[str]
    words: frozenset[str]


def extract_features(events: pd.DataFrame, parties: Parties) -> list[Features]:
    """Return the features of each row of an events table or timeline."""
    names = parties.words()
    columns = ["type", "status", "actors", "mode", "place", "description"]
    return [
        _extract(dict(zip(columns, row, strict=True)), parties, names)
        for row in zip(*(events[c] for c in columns), strict=True)
    ]


def _extract(event: Mapping[str, Any], parties: Parties, names: set[str]) -> Features:
    actors = dict.fromkeys(parties.name(actor) for actor in event["actors"])
    description = str(event["description"])
    place = "" if pd.isna(event["place"]) else str(event["place"])
    return Features(
        event["type"],
        event["status"],
        {name: parties.side(name) for name in actors},
        is_by_phone(event["mode"], description) if event["type"] == "CONSULT" else None,
        frozenset(split_words(place)),
        stem_words(description, names),
    )


def stem_words(text: str, names: Collection[str] = ()) -> frozenset[str]:
    """Return the stems of the distinctive words of a text, without the words of names."""
    return frozenset(stem(word) for word in split_words(text) if word not in names) - COMMON


def is_by_phone(mode: Any, description: str) -> bool | None:
    """Tell whether talks were a call or a meeting in person; None if unknown."""
    if not pd.isna(mode):
        return bool(mode == "phone")
    if PHONE.search(description):
        return True
    return False if IN_PERSON.search(description) else None


def split_words(text: str) -> Iterable[str]:
    """Yield the words of a text in lower case, without the shortest ones."""
    return (word for word in WORD.findall(text.lower()) if len(word) > 2 or word.isdigit())


def are_incompatible(one: Features, other: Features) -> bool:
    """Tell whether two events cannot be the same: a call and a meeting, or two places."""
    manners = None not in (one.by_phone, other.by_phone) and one.by_phone != other.by_phone
    places = bool(one.place and other.place) and not one.place & other.place
    return manners or places


def count_shared_words(one: Features, other: Features) -> int:
    """Count the distinctive words that two events share; 0 where they are too few to be meaningful.

    They suffice if they are all the words of the shorter mention, or at least two that make up half of it.
    """
    shared, shorter = len(one.words & other.words), min(len(one.words), len(other.words))
    return shared if (shared >= 2 and 2 * shared >= shorter) or 0 < shared == shorter else 0
