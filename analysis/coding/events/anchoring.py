"""What an article says of the order of its events: "days before they spoke", "after the vote", "had left"."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.dates import DateMention
from analysis.coding.events.event import Event, Located
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import child, is_verb, subject
from analysis.coding.syntax.tense import tense
from analysis.language.parsing import Paragraph

Days = tuple[int | None, int | None]
BEFORE: Days = (None, 0)
AFTER: Days = (0, None)
SAME: Days = (0, 0)
# how many words into its sentence a clause with "days before" opens it
OPENING = 2
# how far up the verb that "after the talks" belongs to is looked for
REACH = 4


@dataclass(frozen=True)
class Relation:
    """How many days one event comes after another.

    Attributes:
        event: the one that is placed.
        other: the one it is placed by.
        days: fewest and most days from the other to it, None for open.
        words: what says so.
    """

    event: Event
    other: Event
    days: Days
    words: str


def find_relations(paragraph: Paragraph, dates: list[DateMention], at: Located) -> Iterator[Relation]:
    """Yield what a paragraph says of the order of its events, the most exact first."""
    for one in dates:
        if one.offset is not None and (found := _relate_by_offset(paragraph, one, at)) is not None:
            yield found
    for token in paragraph.doc:
        if (paragraph.start, token.i) in at:
            yield from _relate_by_marker(paragraph, token, at)
    for sent in paragraph.doc.sents:
        yield from _relate_by_pluperfect(paragraph, sent, at)


def _relate_by_offset(paragraph: Paragraph, date: DateMention, at: Located) -> Relation | None:
    """Read "just days before X spoke, Y met": the window counts from X's event."""
    span = paragraph.tokens(date.start, date.end)
    if span is None:
        return None
    sent = span.root.sent
    places = [place for place in range(sent.start, sent.end) if (paragraph.start, place) in at]
    before = [at[paragraph.start, place] for place in places if place < span.start]
    after = [at[paragraph.start, place] for place in places if place >= span.end]
    if span.start - sent.start <= OPENING:
        dated = after[1] if len(after) > 1 else None
    else:
        dated = before[-1] if before else None
    if dated is None or not after or dated is after[0] or date.offset is None:
        return None
    return Relation(dated, after[0], date.offset, f"“{date.text}” {_told(after[0])}")


def _relate_by_marker(paragraph: Paragraph, token: Token, at: Located) -> Iterator[Relation]:
    """Read "after X, Y" and "Y when X", where X is a clause or a noun."""
    marker = child(token, "mark", "advmod", "case")
    if marker is None:
        return
    word = marker.lower_
    clause = token.dep_ in ("advcl", "obl", "nmod") and word in words("dates", "orders")
    main = _find_main_event(paragraph, token, at) if clause else None
    inner = at[paragraph.start, token.i]
    if main is None or main is inner:
        return
    if word in words("dates", "simultaneous"):
        # the clause takes its day from the main clause: "when X happened" is told along with it
        yield Relation(inner, main, SAME, f"“{marker.text}” links it to {_told(main)}")
    elif word in words("dates", "following"):
        yield Relation(main, inner, AFTER, f"“{marker.text}” {_told(inner)}")
    else:
        yield Relation(main, inner, BEFORE, f"“{marker.text}” {_told(inner)}")


def _find_main_event(paragraph: Paragraph, token: Token, at: Located) -> Event | None:
    """Return the event of the clause that a phrase or clause hangs on; its subject may be the event."""
    node = token.head
    for _ in range(REACH):
        who = subject(node) if is_verb(node) else None
        if who is not None and (paragraph.start, who.i) in at and not is_verb(who):
            return at[paragraph.start, who.i]
        if (paragraph.start, node.i) in at:
            return at[paragraph.start, node.i]
        if node.head == node or is_verb(node):
            return None
        node = node.head
    return None


def _relate_by_pluperfect(paragraph: Paragraph, sent: Span, at: Located) -> Iterator[Relation]:
    """Read "had" beside a simple past: what "had" happened came before it."""
    verbs = [token for token in sent if is_verb(token) and (paragraph.start, token.i) in at]
    pasts = [token for token in verbs if tense(token) == "past"]
    for token in verbs:
        if tense(token) == "pluperfect" and pasts:
            nearest = min(pasts, key=lambda verb: abs(verb.i - token.i))
            one, other = at[paragraph.start, token.i], at[paragraph.start, nearest.i]
            if one is not other:
                yield Relation(one, other, BEFORE, f"“had”: before {_told(other)}")


def _told(event: Event) -> str:
    return f"“{event.first.token.text}”"
