"""Find statements about the order of events: "days before they spoke", "after the vote", "had left"."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.dates import DateMention
from analysis.coding.events.event import Event, EventsByToken
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_subject, is_verb
from analysis.coding.syntax.tense import classify_tense
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

Days = tuple[int | None, int | None]
BEFORE: Days = (None, 0)
AFTER: Days = (0, None)
SAME: Days = (0, 0)
# "days before" within so many words of its sentence's start is fronted
OPENING = 2
# how many heads up the main clause of "after the talks" is searched for
REACH = 4


@dataclass(frozen=True)
class Relation:
    """How many days one event comes after another.

    Attributes:
        event: the event that is dated.
        other: the event that it is dated by.
        days: fewest and most days from the other event to this one, None for open.
        words: the evidence, in words.
    """

    event: Event
    other: Event
    days: Days
    words: str


def find_relations(
    paragraph: Paragraph, dates: list[DateMention], events: EventsByToken
) -> Iterator[Relation]:
    """Yield the relations between events that a paragraph states, the most exact first."""
    for date in dates:
        relation = _relate_by_offset(paragraph, date, events)
        if relation is not None:
            yield relation
    for token in paragraph.doc:
        if (paragraph.start, token.i) in events:
            yield from _relate_by_marker(paragraph, token, events)
    for sent in paragraph.doc.sents:
        yield from _relate_by_pluperfect(paragraph, sent, events)


def _relate_by_offset(paragraph: Paragraph, date: DateMention, events: EventsByToken) -> Relation | None:
    """Read "just days before X spoke, Y met": the window counts from X's event."""
    span = paragraph.tokens(date.start, date.end) if date.offset is not None else None
    if span is None:
        return None
    sent = span.root.sent
    indices = [index for index in range(sent.start, sent.end) if (paragraph.start, index) in events]
    before = [events[paragraph.start, index] for index in indices if index < span.start]
    after = [events[paragraph.start, index] for index in indices if index >= span.end]
    if span.start - sent.start <= OPENING:
        dated = after[1] if len(after) > 1 else None
    else:
        dated = before[-1] if before else None
    if dated is None or not after or dated is after[0] or date.offset is None:
        return None
    return Relation(dated, after[0], date.offset, f"“{date.text} … {after[0].first.token.text}”")


def _relate_by_marker(paragraph: Paragraph, token: Token, events: EventsByToken) -> Iterator[Relation]:
    """Read "after X, Y" and "Y when X", where X is a clause or a noun."""
    marker = find_child(token, "mark", "advmod", "case")
    if marker is None:
        return
    word = marker.lower_
    clause = token.dep_ in ("advcl", "obl", "nmod") and word in get_words("dates", "orders")
    main = _find_main_clause_event(paragraph, token, events) if clause else None
    inner = events[paragraph.start, token.i]
    if main is None or main is inner:
        return
    evidence = f"“{marker.text} … {inner.first.token.text}”"
    if word in get_words("dates", "simultaneous"):
        # the clause takes its day from the main clause
        yield Relation(inner, main, SAME, f"“{marker.text}”: at the same time as “{main.first.token.text}”")
    elif word in get_words("dates", "following"):
        yield Relation(main, inner, AFTER, evidence)
    else:
        yield Relation(main, inner, BEFORE, evidence)


def _find_main_clause_event(paragraph: Paragraph, token: Token, events: EventsByToken) -> Event | None:
    """Return the event of the governing clause of a phrase or clause; its subject may be the event."""
    node = token.head
    for _ in range(REACH):
        who = find_subject(node) if is_verb(node) else None
        if who is not None and (paragraph.start, who.i) in events and not is_verb(who):
            return events[paragraph.start, who.i]
        if (paragraph.start, node.i) in events:
            return events[paragraph.start, node.i]
        if node.head == node or is_verb(node):
            return None
        node = node.head
    return None


def _relate_by_pluperfect(paragraph: Paragraph, sent: Span, events: EventsByToken) -> Iterator[Relation]:
    """Read a past perfect beside a simple past: the event with "had" came first."""
    verbs = [token for token in sent if is_verb(token) and (paragraph.start, token.i) in events]
    pasts = [token for token in verbs if classify_tense(token) == "past"]
    for token in verbs:
        if classify_tense(token) == "pluperfect" and pasts:
            nearest = min(pasts, key=lambda verb: abs(verb.i - token.i))
            earlier, later = events[paragraph.start, token.i], events[paragraph.start, nearest.i]
            if earlier is not later:
                yield Relation(earlier, later, BEFORE, f"past perfect: before “{later.first.token.text}”")
