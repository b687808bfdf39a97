"""Find the events of an article, with their PLOVER type, status and interval.

Mentions of the same event are merged and keep all their spans; the order of events that the article
states narrows their windows.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.dates import DateMention
from analysis.coding.dates.notes import is_note
from analysis.coding.events.anchoring import find_relations
from analysis.coding.events.claims import find_claimants
from analysis.coding.events.event import Event, EventsByToken
from analysis.coding.events.merging import build_event, is_passing_mention, is_same_event, merge
from analysis.coding.events.naming import name_subject
from analysis.coding.events.ordering import apply_relations
from analysis.coding.events.participants import find_participants
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.retelling import find_told_within, is_retold
from analysis.coding.events.triggers import find_triggers
from analysis.coding.events.types import choose_types
from analysis.coding.events.windows import build_time_context, find_window
from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Quote
from analysis.coding.syntax.clauses import find_auxiliaries
from analysis.coding.syntax.tense import PAST, classify_tense
from analysis.language.parsing import Article
from analysis.language.tokens import Token

# how many earlier events of its type a mention is compared with
LOOK_BACK = 100


def find_events(
    article: Article,
    resolver: EntityResolver,
    dates: list[list[DateMention]],
    quotes: Sequence[Quote],
) -> list[Event]:
    """Return the events of an article in text order, dated and ordered; a note about the article has none.

    Args:
        article: the parsed article.
        resolver: resolves its mentions of actors.
        dates: its date expressions, one list per paragraph.
        quotes: its attributions.
    """
    report_day = ReportDay(article, dates)
    quoted: dict[int, list[Quote]] = defaultdict(list)
    for quote in quotes:
        for start in {part.paragraph.start for part in quote.parts}:
            quoted[start].append(quote)
    mentions = [
        (
            paragraph,
            build_time_context(paragraph, mentioned_dates, report_day),
            trigger,
            find_participants(paragraph, trigger, resolver),
            find_claimants(paragraph, trigger, quoted[paragraph.start], resolver),
        )
        for paragraph, mentioned_dates in zip(article.paragraphs, dates, strict=True)
        for trigger in (
            []
            if is_note(paragraph.text)
            else find_triggers(paragraph.doc, paragraph is report_day.lead and bool(mentioned_dates))
        )
    ]
    before = {here.start: last for last, here in pairwise(article.paragraphs)}
    types = choose_types([(trigger, who) for _, _, trigger, who, _ in mentions])
    events, by_token = _merge_mentions(
        build_event(
            paragraph,
            trigger,
            who,
            type_,
            find_window(context, trigger.token, trigger.verb),
            by,
            name_subject(trigger, bool(by), paragraph, before.get(paragraph.start), resolver),
        )
        for (paragraph, context, trigger, who, by), type_ in zip(mentions, types, strict=True)
    )
    for event in events:
        _reconcile_status_and_days(event, article.document.published)
    found_relations = [
        relation
        for paragraph, mentioned_dates in zip(article.paragraphs, dates, strict=True)
        for relation in find_relations(paragraph, mentioned_dates, by_token)
    ]
    related = {id(event) for relation in found_relations for event in (relation.event, relation.other)}
    events = [event for event in events if id(event) in related or not is_passing_mention(event)]
    within = find_told_within(events, related)
    events = [event for event in events if id(event) not in within]
    found_relations = [one for one in found_relations if not {id(one.event), id(one.other)} & within]
    for number, event in enumerate(events, 1):
        event.event_id = f"{article.document.doc_id}-e{number}"
    apply_relations(events, found_relations)
    if article.document.published is None:
        _anchor_to_main_event(events)
    return events


def _merge_mentions(mentions: Iterable[Event]) -> tuple[list[Event], EventsByToken]:
    """Return the events of mentions, and the event of each trigger."""
    events: list[Event] = []
    by_token: EventsByToken = {}
    by_type: dict[str, list[Event]] = {}
    for event in mentions:
        same_type = by_type.setdefault(event.type, [])
        known = next(
            (old for old in reversed(same_type[-LOOK_BACK:]) if is_same_event(old, event)),
            next((old for old in events[-LOOK_BACK:] if is_retold(old, event)), None),
        )
        if known is None:
            events.append(event)
            same_type.append(event)
        else:
            merge(known, event)
        by_token[event.paragraph.start, event.first.token.i] = known or event
    return events, by_token


def _find_main_event(events: list[Event]) -> Event | None:
    """Return the occurred event with the most mentions, the first if several have as many."""
    occurred = [event for event in events if event.status == "occurred"]
    return max(occurred, key=lambda event: len(event.mentions), default=None)


def _reconcile_status_and_days(event: Event, published: str | None) -> None:
    """Make status and days agree: a denied event has no days, a future event has not occurred yet.

    An event that occurred did so by the day of publication, unless it is still going on.
    """
    window, first, last = event.window, event.earliest, event.latest
    if event.status == "denied" and not window.dated:
        event.window = replace(window, earliest=None, latest=None, extent="within", reason="denied: no date")
    if event.status != "occurred" or published is None:
        return
    if first is not None and first > published:
        if _is_past(event.first.verb):
            event.window = replace(window, earliest=None, latest=published, reason="occurred by publication")
        else:
            event.status = "planned"
    elif window.extent == "within" and (last is None or last > published):
        event.window = replace(window, latest=published, reason=f"{window.reason}; occurred by publication")


def _is_past(verb: Token | None) -> bool:
    """Return whether a verb, or what gives it its tense, is past: "met", "was able to meet"."""
    if verb is None:
        return False
    return classify_tense(verb) in PAST or bool(find_auxiliaries(verb) & get_words("mood", "past"))


def _anchor_to_main_event(events: list[Event]) -> None:
    """Anchor the events of an undated article to its main event, by tense."""
    main = _find_main_event(events)
    for event in events:
        if not event.undated or event.anchor is not None:
            continue
        event.window = replace(event.window, extent="within", reason="the article gives no date")
        if main is None or event is main or event.status == "denied":
            continue
        verb = event.first.verb
        if event.status != "occurred":
            event.anchor, event.offset = main, (0, None)
            event.window = replace(event.window, reason=f"{event.status}: not before the main event")
        elif verb is not None and "had" in find_auxiliaries(verb):
            event.anchor, event.offset = main, (None, 0)
            event.window = replace(event.window, reason="past perfect: before the main event")
