"""One happening, many mentions: which mentions belong together, and what they say together."""

from dataclasses import replace

from spacy.tokens import Token

from analysis.coding.events.event import Event
from analysis.coding.events.participants import Participants
from analysis.coding.events.plover import mode
from analysis.coding.events.triggers import Trigger
from analysis.coding.events.windows import Window
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import child, is_verb, lemma, subject
from analysis.coding.syntax.extents import phrase
from analysis.language.parsing import Paragraph

PLACES = ("LOC", "FAC")
# how many words apart a light verb and its noun are marked as one
CLOSE = 6
# stand in for open ends in comparisons of ISO days
FIRST, LAST = "0000", "9999-99"


def build_event(
    paragraph: Paragraph, trigger: Trigger, who: Participants, type_: str, window: Window
) -> Event:
    """Return the event of one mention, with its mode and place."""
    return Event(
        paragraph,
        trigger,
        type_,
        who.names["source"],
        who.names["target"],
        who.names["other"],
        [_find_mention_span(paragraph, trigger)],
        trigger.status,
        window,
        place=_find_place(paragraph, trigger),
        mode=mode(trigger.token, type_, who.spans.get("source"), who.spans.get("target")),
    )


def _find_mention_span(paragraph: Paragraph, trigger: Trigger) -> tuple[int, int]:
    """Return the document offsets of a mention's words: "imposed an embargo" from verb to noun."""
    first = last = trigger.token
    if trigger.beside is not None and abs(trigger.beside.i - trigger.token.i) <= CLOSE:
        first, last = sorted((trigger.token, trigger.beside), key=lambda token: token.i)
    return paragraph.span(trigger.token.doc[first.i : last.i + 1])


def _find_place(paragraph: Paragraph, trigger: Trigger) -> str | None:
    """Return the place named with "in" or "at" in the event's own clause."""
    for node in (trigger.token, trigger.verb):
        for kid in node.children if node is not None else ():
            marker = child(kid, "case")
            inside = marker is not None and marker.lower_ in ("in", "at")
            if inside and kid.dep_ in ("obl", "nmod") and kid.ent_type_ in PLACES:
                return paragraph.words(phrase(kid, {"case", "appos", "acl:relcl"}))
    return None


def is_same_event(old: Event, new: Event) -> bool:
    """Tell whether two mentions of one PLOVER type are one happening."""
    if _have_disjoint_dates(old.window, new.window):
        return False
    if new.type == "CONSULT":
        return _is_same_meeting(old, new)
    alike = lemma(old.first.token) == lemma(new.first.token)
    pointing = _refers_back(new.first.token)
    if old.status != new.status:
        return alike and pointing and not is_verb(old.first.token)
    bare = is_verb(new.first.token) and not new.actors
    return alike and not bare and (pointing or set(old.actors) == set(new.actors))


def _have_disjoint_dates(old: Window, new: Window) -> bool:
    """Tell whether date expressions put two mentions on different days."""
    if not (old.dated and new.dated):
        return False
    return (old.earliest or FIRST) > (new.latest or LAST) or (new.earliest or FIRST) > (old.latest or LAST)


def _is_same_meeting(old: Event, new: Event) -> bool:
    """Tell whether two mentions are one meeting or call, by who took part."""
    was, now = lemma(old.first.token), lemma(new.first.token)
    phones = words("events", "phone")
    if (was in phones) != (now in phones) and now != "discuss":
        return False
    if old.status != new.status and {"planned", "hypothetical"} & {old.status, new.status}:
        return False
    if not new.actors:
        return _refers_back(new.first.token)
    return len(set(old.actors) & set(new.actors)) >= 2 or (set(new.actors) <= set(old.actors) and was == now)


def _refers_back(token: Token) -> bool:
    """Tell whether a mention takes up an event told before: "that meeting", "they discussed"."""
    if is_verb(token):
        who = subject(token)
        return who is not None and who.lower_ in ("they", "both")
    left = {kid.lower_ for kid in token.children if kid.i < token.i}
    before = token.nbor(-1).lower_ if token.i else ""
    return not {"the", "that", "this", "these"}.isdisjoint({*left, before})


def merge(known: Event, new: Event) -> None:
    """Add a mention to the event that it tells of again."""
    known.mentions += new.mentions
    for role in ("sources", "targets", "others"):
        listed = getattr(known, role)
        listed += [actor for actor in getattr(new, role) if actor not in known.actors]
    known.place = known.place or new.place
    known.window = _combine_windows(known.window, new.window)


def _combine_windows(old: Window, new: Window) -> Window:
    """Return the days that two mentions of one happening allow: a dated one's, or what both share."""
    if new.dated and not old.dated:
        return new
    if not new.dated or "throughout" in (old.extent, new.extent):
        return old
    earliest = max(old.earliest or FIRST, new.earliest or FIRST)
    latest = min(old.latest or LAST, new.latest or LAST)
    if (earliest, latest) == (old.earliest or FIRST, old.latest or LAST):
        return old
    return replace(
        old,
        earliest=None if earliest == FIRST else earliest,
        latest=None if latest == LAST else latest,
        reason=f"{old.reason}, {new.reason}",
    )
