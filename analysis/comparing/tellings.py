"""Find who told an event, and when: articles, outlets, and the first and last day of the reports."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.codes import Codes
from analysis.comparing.arrow_columns import HIGH, LOW, Numbering, join_numbers
from analysis.comparing.event_rows import read_rows_at, read_rows_of
from analysis.comparing.foremost import LISTED, TOLD, select_foremost
from analysis.comparing.mentions import Mentions
from analysis.comparing.outlets import find_outlets
from analysis.comparing.ragged import Ragged, sort_distinct
from analysis.comparing.records import ChronologyEvent, Event, EventMention
from analysis.comparing.wording import parse_day
from analysis.text import format_count

WORD = re.compile(r"\w+")


def count_tellings(codes: Codes, mentions: Mentions, groups: Ragged) -> pd.DataFrame:
    """Return how widely and when events were told.

    Args:
        codes: the coded corpus.
        mentions: all mentions of the corpus.
        groups: the mentions of each event.

    Returns:
        One row per event: ``articles`` and ``outlets`` (numbers; of an event of a chronology, its sources and
        their sites), ``first_told`` and ``last_told`` (the first and last publication day of its articles, as
        days since 1970-01-01; missing where none is known).
    """
    events, number = groups.rows, len(groups.starts) - 1
    docs = mentions.docs[groups.values]
    told = sort_distinct(join_numbers(events, docs)[docs >= 0])
    event, doc = told >> HIGH, told & LOW
    known = find_outlets(codes)
    names = Numbering()
    # most articles have an outlet, and none has more than one
    outlets = np.full(len(mentions.articles), -1, dtype=np.int64)
    days = np.full(len(mentions.articles), np.nan)
    published = codes.read("documents", ["doc_id", "published"])
    for key, day in zip(published["doc_id"], published["published"], strict=True):
        place = mentions.articles[key]
        outlets[place] = next((names[name] for name in known[key]), -1)
        days[place] = np.nan if not isinstance(day, str) else parse_day(day)
    articles = np.bincount(event, minlength=number)
    by_outlet = [join_numbers(event, outlets[doc])[outlets[doc] >= 0]]
    for place, key, urls in _list_sources(codes, mentions, groups):
        articles[events[place]] += max(1, len(urls))
        sites = np.array([names[name] for name in known[key]], dtype=np.int64)
        by_outlet.append(join_numbers(np.full(len(sites), events[place]), sites))
    first, last = np.full(number, np.nan), np.full(number, np.nan)
    np.fmin.at(first, event, days[doc])
    np.fmax.at(last, event, days[doc])
    counts = np.bincount(sort_distinct(np.concatenate(by_outlet)) >> HIGH, minlength=number)
    return pd.DataFrame({"articles": articles, "outlets": counts, "first_told": first, "last_told": last})


def _list_sources(codes: Codes, mentions: Mentions, groups: Ragged) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the place among the groups of each event of a chronology, its identifier and its addresses."""
    places = np.flatnonzero(mentions.docs[groups.values] < 0)
    if not len(places):
        return
    order = groups.values[places].argsort()
    rows = read_rows_at(codes, groups.values[places][order], ["event_id", "urls"])
    yield from zip(
        places[order].tolist(), rows["event_id"].to_pylist(), rows["urls"].to_pylist(), strict=True
    )


def tellings(codes: Codes, events: pd.DataFrame, chapters: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the mentions of the timeline events that a chart draws or a table lists.

    Args:
        codes: the coded corpus of the timeline.
        events: as ``comparing.timeline.timeline`` returns it.
        chapters: as ``comparing.story.chapters`` returns it, whose main events are listed too.

    Returns:
        Rows of the events table, the mentions of each event with the highest confidence, with ``happening``,
        the ``event_id`` of the timeline's row, so that evidence can link from one mention to the next.
    """
    headlines = [] if chapters is None else [*chapters["event_id"]]
    listed = select_foremost(events, LISTED).index.union(events.index[events["event_id"].isin(headlines)])
    shown = events.loc[listed]
    event_of = {
        claim[0]: row
        for row, claims in zip(shown["event_id"], shown["claims"], strict=True)
        for claim in claims[:TOLD]
    }
    mentions = read_rows_of(codes, event_of)
    return mentions.assign(happening=mentions["event_id"].map(event_of).astype("str"))


def format_telling(event: Event) -> str:
    """State how many articles (or sources of a chronology) and outlets told an event, and when."""
    told = format_count(event.articles, "source" if event.doc_id is None else "article")
    if event.outlets > 1:
        told += f" of {format_count(event.outlets, 'outlet')}"
    days = dict.fromkeys(day for day in (event.first_told, event.last_told) if day)
    return f"{told}, {' to '.join(days)}" if days else told


def format_status(event: Event | EventMention | ChronologyEvent) -> str:
    """State whether an event happened or, if not, how it is spoken of, and who claims it."""
    way, who = event.modality or event.status, " and ".join(event.claimed_by)
    if not who:
        return way
    return f"claimed by {who}" if event.status == "occurred" else f"{way}, according to {who}"


def format_sentence(event: Event) -> str:
    """Return the description of an event as a sentence."""
    return event.description[:1].upper() + event.description[1:]


def format_description(event: Event) -> str:
    """Return the description of an event as a sentence; what is no fact, or only claimed, says so first."""
    sentence = format_sentence(event)
    is_told = event.modality == "conditional" and sentence.startswith("If ")
    if event.modality and event.modality not in (event.status, "possible") and not is_told:
        return f"{event.modality.capitalize()}: {sentence}"
    words = set(WORD.findall(event.description.casefold()))
    if not event.claimed_by or any(words & set(WORD.findall(name.casefold())) for name in event.claimed_by):
        return sentence
    claimants = " and ".join(event.claimed_by)
    return f"{claimants[:1].upper()}{claimants[1:]}: {sentence}"


def format_check(event: Event) -> str:
    """State who checked an event in an article; "" if nobody did."""
    return f"checked by {' and '.join(event.checked_by)}" if event.checked_by else ""


def format_course(event: Event) -> str:
    """State what reports said of an event in turn; "" if there is only one status."""
    return " → ".join(f"{status} (told {day})" if day else status for _, status, day in event.course)
