"""Find who told an event, and when: articles, outlets, and the first and last day of the reports."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import LISTED, TOLD, select_foremost
from analysis.comparing.outlets import count_outlets, find_outlets
from analysis.comparing.records import ChronologyEvent, Event, EventMention
from analysis.text import format_count

WORD = re.compile(r"\w+")
COLUMNS = ["articles", "outlets", "first_told", "last_told"]


def describe_tellings(codes: Codes, claims: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Return how widely and when events were told.

    Args:
        codes: the coded corpus.
        claims: for each event a list of its mentions, which begin with their identifiers.

    Returns:
        One row per event: ``articles`` and ``outlets`` (numbers; of an event of a
        chronology, its sources and their sites), ``first_told`` and ``last_told`` (the first and last
        publication day of its articles; missing where none is known).
    """
    events, documents = codes["events"], codes["documents"]
    article = dict(zip(events["event_id"], events["doc_id"].fillna(events["event_id"]), strict=True))
    sources = {
        key: max(1, len(urls))
        for key, doc, urls in zip(*(events[name] for name in ("event_id", "doc_id", "urls")), strict=True)
        if pd.isna(doc)
    }
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    known = find_outlets(codes)
    rows = []
    for listed in claims:
        told_by = dict.fromkeys(article[key] for key, *_ in listed)
        days = sorted(day for one in told_by if isinstance(day := published.get(one), str))
        first, last = (days[0], days[-1]) if days else (None, None)
        articles = sum(sources.get(one, 1) for one in told_by)
        rows.append((articles, count_outlets(told_by, known), first, last))
    return pd.DataFrame(rows, columns=COLUMNS).astype({"first_told": "str", "last_told": "str"})


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
    frame = codes["events"]
    mentions = frame[frame["event_id"].isin(list(event_of))]
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
