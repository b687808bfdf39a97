"""Merge the mentions of one event."""

from dataclasses import replace

from analysis.coding.events.complements import have_same_complements, is_further_act
from analysis.coding.events.date_windows import Window
from analysis.coding.events.event import Event
from analysis.coding.events.participants import Participants
from analysis.coding.events.plover import mode
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_subject, get_lemma, has_child, is_verb
from analysis.coding.syntax.extents import expand_phrase
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

PLACES = ("LOC", "FAC")
# largest distance, in tokens, of a light verb and its noun in one mention span
CLOSE = 6
# open ends in comparisons of ISO days
FIRST, LAST = "0000", "9999-99"


def build_event(
    paragraph: Paragraph,
    trigger: Trigger,
    who: Participants,
    type_: str,
    window: Window,
    claimed_by: list[str],
    subject: str | None,
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
        subject=subject,
        claimed_by=claimed_by,
    )


def _find_mention_span(paragraph: Paragraph, trigger: Trigger) -> tuple[int, int]:
    """Return the document offsets of a mention: "imposed an embargo" from verb to noun."""
    first = last = trigger.token
    if trigger.partner is not None and abs(trigger.partner.i - trigger.token.i) <= CLOSE:
        first, last = sorted((trigger.token, trigger.partner), key=lambda token: token.i)
    return paragraph.span(trigger.token.doc[first.i : last.i + 1])


def _find_place(paragraph: Paragraph, trigger: Trigger) -> str | None:
    """Return the place after "in" or "at" in the clause of the event."""
    for node in (trigger.token, trigger.verb):
        for kid in node.children if node is not None else ():
            marker = find_child(kid, "case")
            inside = marker is not None and marker.lower_ in ("in", "at")
            if inside and kid.dep_ in ("obl", "nmod") and kid.ent_type_ in PLACES:
                return paragraph.words(expand_phrase(kid, {"case", "appos", "acl:relcl"}))
    return None


def is_same_event(old: Event, new: Event) -> bool:
    """Return whether two mentions of one PLOVER type denote the same event."""
    if have_disjoint_dates(old.window, new.window):
        return False
    if new.type == "CONSULT":
        return _is_same_meeting(old, new)
    same_word = get_lemma(old.first.token) == get_lemma(new.first.token)
    refers_back = _refers_back(new.first.token)
    if old.status != new.status:
        return same_word and refers_back and not is_verb(old.first.token)
    if is_verb(old.first.token) and is_verb(new.first.token) and not _is_same_act(old, new):
        return False
    bare = is_verb(new.first.token) and not new.actors
    return same_word and not bare and (refers_back or set(old.actors) == set(new.actors))


def _is_same_act(old: Event, new: Event) -> bool:
    """Return whether two clauses do the same to the same: "won the cup" twice, not "won the seat"."""
    if is_further_act(new.first.token) or not have_same_complements(old.first.token, new.first.token):
        return False
    objects = [find_child(event.first.token, "obj", "nsubj:pass", "xcomp") for event in (old, new)]
    names = {get_lemma(word) for word in objects if word is not None}
    return len(names) <= 1 and (all(objects) or not any(objects))


def have_disjoint_dates(old: Window, new: Window) -> bool:
    """Return whether the date expressions of two mentions exclude each other."""
    if not (old.dated and new.dated):
        return False
    return (old.earliest or FIRST) > (new.latest or LAST) or (new.earliest or FIRST) > (old.latest or LAST)


def _is_same_meeting(old: Event, new: Event) -> bool:
    """Return whether two mentions denote the same meeting or call, by its participants."""
    old_word, new_word = get_lemma(old.first.token), get_lemma(new.first.token)
    phones = get_words("events", "phone")
    if (old_word in phones) != (new_word in phones) and new_word != "discuss":
        return False
    if old.status != new.status and {"planned", "hypothetical"} & {old.status, new.status}:
        return False
    if not new.actors or (not old.actors and old_word == new_word):
        return _refers_back(new.first.token)
    return len(set(old.actors) & set(new.actors)) >= 2 or (
        set(new.actors) <= set(old.actors) and old_word == new_word
    )


def _refers_back(token: Token) -> bool:
    """Return whether a mention refers back to an event: "that meeting", "they discussed"."""
    if is_verb(token):
        who = find_subject(token)
        return who is not None and who.lower_ in ("they", "both")
    left = {kid.lower_ for kid in token.children if kid.i < token.i}
    before = token.nbor(-1).lower_ if token.i else ""
    return not {"the", "that", "this", "these"}.isdisjoint({*left, before})


def is_passing_mention(event: Event) -> bool:
    """Return whether an event is only named: "the talks", with no verb that holds them and no day."""
    trigger = event.first
    if is_verb(trigger.token) or trigger.partner is not None or event.window.dated:
        return False
    is_absent = has_child(trigger.token, "det", "no", "any") or has_child(trigger.token, "case", "without")
    is_beside = trigger.token.dep_ == "nmod" or is_absent
    return trigger.status == "occurred" or trigger.verb is None or is_beside


def merge(known: Event, new: Event) -> None:
    """Add a mention to the event that it repeats."""
    known.mentions += new.mentions
    for role in ("sources", "targets", "others"):
        listed = getattr(known, role)
        listed += [actor for actor in getattr(new, role) if actor not in known.actors]
    known.place = known.place or new.place
    told_as_fact = not known.claimed_by or not new.claimed_by
    known.claimed_by = [] if told_as_fact else list(dict.fromkeys(known.claimed_by + new.claimed_by))
    if _is_better_telling(new, known):
        known.paragraph, known.first, known.subject = new.paragraph, new.first, new.subject
    known.window = _combine_windows(known.window, new.window)


def _is_better_telling(new: Event, known: Event) -> bool:
    """Return whether a later mention names in a clause who did it, and the first does not or is no clause."""
    least = 1 if is_verb(known.first.token) else 0
    return new.status == known.status and _rank_telling(new) > max(least, _rank_telling(known))


def _rank_telling(event: Event) -> int:
    trigger = event.first
    verb = trigger.token if is_verb(trigger.token) else trigger.partner
    who = find_subject(verb) if verb is not None and is_verb(verb) else None
    if who is None:
        return 0
    return 1 if who.tag_ in ("PRP", "DT", "WP", "WDT") else 2


def _combine_windows(old: Window, new: Window) -> Window:
    """Return the window of two mentions of one event: that of the dated one, or their intersection."""
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
