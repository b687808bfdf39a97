"""One happening, many mentions: who takes part, where, and which mentions belong together."""

from spacy.tokens import Token

from analysis.coding.clauses import child, is_verb, lemma, subject
from analysis.coding.events.dating import Event
from analysis.coding.events.triggers import Trigger, participants
from analysis.coding.extents import phrase
from analysis.coding.lexicon import words
from analysis.coding.mentions import Cast
from analysis.language.parsing import Paragraph

# how many words before a verb without a subject its actors are looked for
BEFORE = 5
PLACES = ("LOC", "FAC")


def new_event(paragraph: Paragraph, trigger: Trigger, cast: Cast) -> Event:
    """Return the event of one mention, with its actors and place."""
    mentions = [found for head in participants(trigger) for found in cast.all_of(paragraph, head)]
    names = [found.actor or (found.text if found.kind == "person" else None) for found in mentions]
    actors = list(dict.fromkeys(name for name in names if name))
    if not actors and is_verb(trigger.token):
        actors = _just_before(paragraph, trigger.token, cast)
    span = paragraph.span(trigger.token)
    return Event(paragraph, trigger, actors, [span], trigger.status, place=_place(paragraph, trigger))


def _just_before(paragraph: Paragraph, verb: Token, cast: Cast) -> list[str]:
    """Return the actors named right before a verb whose subject the parser did not find."""
    found: list[str] = []
    for place in range(verb.i - 1, max(-1, verb.i - 1 - BEFORE), -1):
        token = verb.doc[place]
        mention = cast.of(paragraph, token)
        if mention is None and token.lower_ not in ("and", ",", "had", "have", "has"):
            break
        if mention is not None and mention.actor and mention.actor not in found:
            found.insert(0, mention.actor)
    return found


def _place(paragraph: Paragraph, trigger: Trigger) -> str | None:
    """Return the place named with "in" or "at" in the event's own clause."""
    for node in (trigger.token, trigger.verb):
        for kid in node.children if node is not None else ():
            marker = child(kid, "case")
            inside = marker is not None and marker.lower_ in ("in", "at")
            if inside and kid.dep_ in ("obl", "nmod") and kid.ent_type_ in PLACES:
                return paragraph.words(phrase(kid, {"case", "appos", "acl:relcl"}))
    return None


def same(old: Event, new: Event) -> bool:
    """Tell whether two mentions of one PLOVER type are one happening."""
    if new.first.type == "CONSULT":
        return _same_talks(old, new)
    alike = lemma(old.first.token) == lemma(new.first.token)
    pointing = _points_back(new.first.token)
    if old.status != new.status:
        return alike and pointing and not is_verb(old.first.token)
    bare = is_verb(new.first.token) and not new.actors
    return alike and not bare and (pointing or set(old.actors) == set(new.actors))


def _same_talks(old: Event, new: Event) -> bool:
    """Tell whether two mentions are one meeting or call, by who took part."""
    was, now = lemma(old.first.token), lemma(new.first.token)
    phones = words("events", "phone")
    if (was in phones) != (now in phones) and now != "discuss":
        return False
    if old.status != new.status and {"planned", "hypothetical"} & {old.status, new.status}:
        return False
    if not new.actors:
        return _points_back(new.first.token)
    return len(set(old.actors) & set(new.actors)) >= 2 or (set(new.actors) <= set(old.actors) and was == now)


def _points_back(token: Token) -> bool:
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
    known.actors += [actor for actor in new.actors if actor not in known.actors]
    known.place = known.place or new.place
