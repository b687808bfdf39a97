"""When an event was: the honest interval that its text allows.

An event's day is claimed only where a date expression licenses it. Without one, tense bounds it on
one side (past: up to publication; planned: from publication on), and where the article itself is
undated, the event hangs on another one ("just days before they spoke") or stays undated.
"""

import datetime as dt
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.coding.clauses import auxiliaries, child, is_verb, subject
from analysis.coding.dates import DateMention
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import words
from analysis.language.parsing import Paragraph

# how far up its clause a date expression may hang below the event's word
REACH = 5
# how many characters before a date expression its preposition is looked for
BEFORE = 12


@dataclass
class Event:
    """One happening, with all its mentions in an article.

    Attributes:
        paragraph: where its first mention stands.
        first: its first mention.
        actors: who takes part, by the codebook's name or, for persons outside it, their own.
        mentions: document offsets of every trigger.
        status: occurred, planned, hypothetical or denied.
        place: where, in the article's words.
        earliest, latest: ISO days, None for an open end.
        anchor: the event it is dated by, with ``offset`` in days, either end open.
        reason: why these bounds, in words.
        event_id: set once all events of the article are known.
    """

    paragraph: Paragraph
    first: Trigger
    actors: list[str]
    mentions: list[tuple[int, int]]
    status: str
    place: str | None = None
    earliest: str | None = None
    latest: str | None = None
    anchor: "Event | None" = None
    offset: tuple[int | None, int | None] = (None, None)
    reason: str = ""
    event_id: str = ""


# which event a word tells of, by the start of its paragraph and its place there
Located = dict[tuple[int, int], Event]


def date(
    event: Event, paragraph: Paragraph, trigger: Trigger, dates: list[DateMention], published: str | None
) -> None:
    """Give an undated event the interval of the date expression in the clause of one mention.

    Args:
        event: to be dated in place.
        paragraph: where the mention stands.
        trigger: the mention.
        dates: the date expressions of the paragraph.
        published: publication day, if known.
    """
    if event.earliest or event.latest:
        return
    found = next((one for one in dates if _dates(one, paragraph, trigger)), None)
    if found is None:
        return
    low, high = (day.isoformat() if day else None for day in (found.period.earliest, found.period.latest))
    place = found.start - paragraph.start
    before = paragraph.text[max(0, place - BEFORE) : place].lower().split()
    cue = before[-1] if before else ""
    if cue in words("dates", "deadlines"):
        low = published if event.status != "occurred" else None
    elif cue in words("dates", "beginnings"):
        high = published if event.status == "occurred" else None
    else:
        cue = ""
    event.earliest, event.latest = low, high
    event.reason = f"dated by “{found.text}”" + (f" ({cue})" if cue else "")


def _dates(date: DateMention, paragraph: Paragraph, trigger: Trigger) -> bool:
    """Tell whether a date expression gives days and hangs on the event's verb or noun, not another's."""
    period = date.period
    if (
        date.kind == "reference"
        or date.type not in ("DATE", "TIME")
        or not (period.earliest or period.latest)
    ):
        return False
    span = paragraph.tokens(date.start, date.end)
    if span is None or span.root.sent != trigger.token.sent:
        return False
    node = span.root
    for _ in range(REACH):
        if node in (trigger.token, trigger.verb):
            return True
        if node.head == node or (is_verb(node) and not span.start <= node.i < span.end):
            return False
        node = node.head
    return False


def anchor(paragraph: Paragraph, dates: list[DateMention], at: Located) -> None:
    """Hang the events of a paragraph on each other, by "days before" and by "when"."""
    for one in dates:
        if one.offset is not None:
            _anchor_offset(paragraph, one, at)
    for token in paragraph.doc:
        if token.dep_ == "advcl":
            _anchor_clause(paragraph, token, at)


def _anchor_offset(paragraph: Paragraph, date: DateMention, at: Located) -> None:
    """Hang "just days before X spoke, Y met" on X's event: the window counts from it."""
    span = paragraph.tokens(date.start, date.end)
    if span is None:
        return
    sent = span.root.sent
    places = [place for place in range(sent.start, sent.end) if (paragraph.start, place) in at]
    before = [at[paragraph.start, place] for place in places if place < span.start]
    after = [at[paragraph.start, place] for place in places if place >= span.end]
    if span.start - sent.start <= 2:
        dated = after[1] if len(after) > 1 else None
    else:
        dated = before[-1] if before else None
    if dated is not None and after and dated is not after[0] and dated.anchor is None:
        dated.anchor, dated.offset = after[0], date.offset or (None, None)
        dated.reason = f"“{date.text}” another event of the same sentence"


def _anchor_clause(paragraph: Paragraph, clause: Token, at: Located) -> None:
    """Hang what happened "when" another event did on that event."""
    mark = child(clause, "mark", "advmod")
    if mark is None or mark.lower_ not in words("dates", "simultaneous"):
        return
    who = subject(clause.head)
    inner = at.get((paragraph.start, clause.i))
    outer = at.get((paragraph.start, who.i)) if who is not None else None
    outer = outer or at.get((paragraph.start, clause.head.i))
    if inner is None or outer is None or inner is outer or inner.anchor or outer.anchor is inner:
        return
    if inner.status == "occurred":
        inner.anchor, inner.offset = outer, (0, 0)
        inner.reason = f"“{mark.text}” links it to another event of the same sentence"


def bound(event: Event, main: Event | None, published: str | None) -> None:
    """Bound an event that no expression dates: by its anchor, by tense and publication, or not at all.

    Args:
        event: to be bounded in place.
        main: the article's main event, if any.
        published: publication day, if known.
    """
    if event.earliest or event.latest:
        return
    if event.anchor is not None:
        _bound_by_anchor(event, event.anchor)
    elif event.status == "denied":
        event.reason = "denied: no date"
    elif published:
        _bound_by_publication(event, published)
    else:
        _bound_by_main(event, main)


def _bound_by_publication(event: Event, published: str) -> None:
    if event.status == "occurred":
        event.latest = published
        event.reason = "told as past: no later than publication"
    else:
        event.earliest = published
        event.reason = f"{event.status}: not before publication"


def _bound_by_main(event: Event, main: Event | None) -> None:
    """Hang an event of an undated article on its main event, by tense."""
    verb = event.first.verb
    event.reason = "the article gives no date"
    if main is None or event is main:
        return
    if event.status != "occurred":
        event.anchor, event.offset = main, (0, None)
        event.reason = f"{event.status}: not before the main event"
    elif verb is not None and "had" in auxiliaries(verb):
        event.anchor, event.offset = main, (None, 0)
        event.reason = "“had”: before the main event"


def _bound_by_anchor(event: Event, anchor: Event) -> None:
    """Carry an anchor's days over by the window from it."""
    low, high = event.offset
    if anchor.earliest and low is not None:
        event.earliest = _moved(anchor.earliest, low)
    if anchor.latest and high is not None:
        event.latest = _moved(anchor.latest, high)


def _moved(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days)).isoformat()
