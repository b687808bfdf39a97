"""Words that tell of events: verbs of PLOVER's classes, and nouns that name what happens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.coding.events.status import find_carrier, find_status
from analysis.coding.lexicon import words
from analysis.coding.lexicon.plover import classes, entry
from analysis.coding.syntax.clauses import case, child, is_verb, lemma

# a noun's place beside the verb that makes it happen: "imposed an embargo", "talks were held"
MADE = ("obj", "nsubj:pass", "obl")
# who speaks about something does not speak with somebody
ONE_SIDED = ("of", "for", "about", "on")
# what stands before a verb, but not before an adjective of the same form ("Norland massed troops")
BEFORE_VERB = ("NN", "NNS", "NNP", "NNPS", "PRP", "RB", ",", "CC", "WP", "WDT", "VBZ", "VBP", "VBD")


@dataclass(frozen=True)
class Trigger:
    """One mention of an event.

    Attributes:
        token: the verb or noun.
        verb: the verb that carries tense and mood for it: itself, or the one a noun stands with.
        status: occurred, planned, hypothetical or denied.
        beside: the light verb or the noun that tells of it too ("*imposed* an embargo").
    """

    token: Token
    verb: Token | None
    status: str
    beside: Token | None = None


def find_triggers(tokens: Iterable[Token]) -> Iterator[Trigger]:
    """Yield the event mentions among tokens, in order."""
    for token in tokens:
        if not _is_event_word(token) or _is_covered_by_verb(token):
            continue
        if is_verb(token):
            noun = _find_event_noun(token)
            if noun is None or lemma(token) not in words("events", "light"):
                yield Trigger(token, token, find_status(token, token), noun)
        elif not (is_verb(token.head) and token.dep_ in MADE and _absorbs_noun(token.head)):
            verb = find_carrier(token)
            light = token.dep_ in MADE and verb == token.head and lemma(verb) in words("events", "light")
            yield Trigger(token, verb, find_status(token, verb), verb if light else None)


def listed_types(trigger: Trigger) -> tuple[str, ...]:
    """Return the PLOVER types that a mention's words speak for by the lists, often several or none."""
    named = (*classes(trigger.token), *(classes(trigger.beside) if trigger.beside is not None else ()))
    kinds = (name.split(".") for name in named)
    return tuple(dict.fromkeys(kind.upper() for section, kind in kinds if section in ("verbs", "nouns")))


def _is_event_word(token: Token) -> bool:
    if is_verb(token):
        return (token.dep_ not in NO_CLAUSE or _is_misread(token)) and _is_event_verb(token)
    if token.tag_ not in ("NN", "NNS") or token.dep_ in ("compound", "amod"):
        return False
    if token.dep_ == "xcomp" and token.head.lemma_ in words("cues", "naming"):
        # "called it a good conversation" characterises an event told before
        return False
    # a "news conference" is where something was said
    where_said = any(kid.dep_ == "compound" and kid.lower_ in ("news", "press") for kid in token.children)
    return lemma(token) in words("events", "nouns") and not where_said


NO_CLAUSE = ("amod", "compound", "case", "aux", "cop")


def _is_misread(verb: Token) -> bool:
    """Tell whether the parser took a finite verb for an adjective of the noun behind it."""
    if verb.dep_ == "amod" and child(verb, "nsubj") is not None:
        return True
    alone = verb.dep_ == "amod" and verb.i == verb.head.left_edge.i and verb.i > verb.sent.start
    return alone and verb.tag_ in ("VBN", "VBD") and verb.nbor(-1).tag_ in BEFORE_VERB


def _is_event_verb(verb: Token) -> bool:
    word = entry(verb)
    if word in words("events", "vague") or (word in words("events", "mutual") and not _is_mutual(verb)):
        return False
    return any(name.startswith("verbs.") for name in classes(verb))


def _is_mutual(verb: Token) -> bool:
    """Tell whether those who speak speak with each other: several of them, or "with" somebody."""
    if any(case(kid) == "with" for kid in verb.children):
        return True
    who = child(verb, "nsubj")
    several = who is not None and (
        who.tag_.endswith("S") or child(who, "conj") is not None or who.lower_ == "they"
    )
    return (several or _follows_two_names(verb)) and not any(case(kid) in ONE_SIDED for kid in verb.children)


def _follows_two_names(verb: Token) -> bool:
    """Tell whether two names stand right before a verb, whatever the parser took them for."""
    before = [token.tag_ for token in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]]
    return before[-1:] == ["NNP"] and "CC" in before and before[: before.index("CC")][-1:] == ["NNP"]


def _find_event_noun(verb: Token) -> Token | None:
    """Return the event noun that a verb makes happen or signs."""
    if not _absorbs_noun(verb) and lemma(verb) not in words("events", "light"):
        return None
    return next(
        (kid for kid in verb.children if kid.dep_ in MADE[:2] and _is_event_word(kid) and not is_verb(kid)),
        None,
    )


def _absorbs_noun(verb: Token) -> bool:
    """Tell whether a verb and its noun are one event of the verb's type: "signed an accord"."""
    return lemma(verb) in words("events", "sealing") and _is_event_verb(verb)


def _is_covered_by_verb(token: Token) -> bool:
    """Tell whether a noun is the subject of an event verb that says it all ("if talks stall")."""
    verb = token.head
    if is_verb(token) or token.dep_ != "nsubj" or not is_verb(verb) or not _is_event_verb(verb):
        return False
    return find_status(verb, verb) != "occurred"
