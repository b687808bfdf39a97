"""Find event triggers: verbs of PLOVER's classes and nouns that name events."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.coding.events.figurative import is_no_act
from analysis.coding.events.status import find_carrier, find_status
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_marker, get_lemma, is_verb
from analysis.coding.syntax.word_classes import find_entry, get_classes

# dependency labels of an event noun below its light verb: "imposed an embargo", "talks were held"
NOUN_DEPS = ("obj", "nsubj:pass", "obl")
# speaking about something is not speaking with someone
ONE_SIDED = ("of", "for", "about", "on")
# dependency labels of verbs that head no clause
NO_CLAUSE = ("amod", "compound", "case", "aux", "cop")
# tags that occur before a verb, but not before an adjective of the same form ("Norland massed troops")
BEFORE_VERB = ("NN", "NNS", "NNP", "NNPS", "PRP", "RB", ",", "CC", "WP", "WDT", "VBZ", "VBP", "VBD")


@dataclass(frozen=True)
class Trigger:
    """One mention of an event.

    Attributes:
        token: the verb or noun.
        verb: the verb that carries its tense and mood: itself, or the verb that governs a noun.
        status: occurred, planned, hypothetical or denied.
        partner: the light verb or the noun that also denotes it ("*imposed* an embargo").
    """

    token: Token
    verb: Token | None
    status: str
    partner: Token | None = None


def find_triggers(tokens: Iterable[Token]) -> Iterator[Trigger]:
    """Yield the event mentions among tokens, in order."""
    for token in tokens:
        if not _is_event_word(token) or _is_covered_by_verb(token):
            continue
        if is_verb(token):
            noun = _find_event_noun(token)
            if noun is None or get_lemma(token) not in get_words("events", "light"):
                yield Trigger(token, token, find_status(token, token), noun)
        elif not (is_verb(token.head) and token.dep_ in NOUN_DEPS and _absorbs_noun(token.head)):
            verb = find_carrier(token)
            is_light = (
                token.dep_ in NOUN_DEPS
                and verb == token.head
                and get_lemma(verb) in get_words("events", "light")
            )
            yield Trigger(token, verb, find_status(token, verb), verb if is_light else None)


def list_types(trigger: Trigger) -> tuple[str, ...]:
    """Return the PLOVER types that the word lists give for a trigger, often several or none."""
    names = (
        *get_classes(trigger.token),
        *(get_classes(trigger.partner) if trigger.partner is not None else ()),
    )
    kinds = (name.split(".") for name in names)
    return tuple(dict.fromkeys(kind.upper() for section, kind in kinds if section in ("verbs", "nouns")))


def _is_event_word(token: Token) -> bool:
    if is_verb(token):
        is_clause = token.dep_ not in NO_CLAUSE or _is_misread(token)
        return is_clause and _is_event_verb(token) and not is_no_act(token)
    if token.tag_ not in ("NN", "NNS") or token.dep_ in ("compound", "amod"):
        return False
    if token.dep_ == "xcomp" and token.head.lemma_ in get_words("cues", "naming"):
        # "called it a good conversation" characterises an event mentioned before
        return False
    # a "news conference" is the occasion of a statement, not an event
    is_conference = any(kid.dep_ == "compound" and kid.lower_ in ("news", "press") for kid in token.children)
    return get_lemma(token) in get_words("events", "nouns") and not is_conference


def _is_misread(verb: Token) -> bool:
    """Return whether the parser mistook a finite verb for an adjective of the noun after it."""
    if verb.dep_ == "amod" and find_child(verb, "nsubj") is not None:
        return True
    alone = verb.dep_ == "amod" and verb.i == verb.head.left_edge.i and verb.i > verb.sent.start
    return alone and verb.tag_ in ("VBN", "VBD") and verb.nbor(-1).tag_ in BEFORE_VERB


def _is_event_verb(verb: Token) -> bool:
    word = find_entry(verb)
    if word in get_words("events", "vague") or (
        word in get_words("events", "mutual") and not _is_mutual(verb)
    ):
        return False
    return any(name.startswith("verbs.") for name in get_classes(verb))


def _is_mutual(verb: Token) -> bool:
    """Return whether speakers speak with each other: several subjects, or "with" someone."""
    if any(find_marker(kid) == "with" for kid in verb.children):
        return True
    who = find_child(verb, "nsubj")
    several = who is not None and (
        who.tag_.endswith("S") or find_child(who, "conj") is not None or who.lower_ == "they"
    )
    return (several or _follows_two_names(verb)) and not any(
        find_marker(kid) in ONE_SIDED for kid in verb.children
    )


def _follows_two_names(verb: Token) -> bool:
    """Return whether two coordinated names precede a verb, however the parser labelled them."""
    before = [token.tag_ for token in verb.doc[max(verb.sent.start, verb.i - 4) : verb.i]]
    return before[-1:] == ["NNP"] and "CC" in before and before[: before.index("CC")][-1:] == ["NNP"]


def _find_event_noun(verb: Token) -> Token | None:
    """Return the event noun of a light verb ("hold talks") or of a verb of signing."""
    if not _absorbs_noun(verb) and get_lemma(verb) not in get_words("events", "light"):
        return None
    return next(
        (
            kid
            for kid in verb.children
            if kid.dep_ in NOUN_DEPS[:2] and _is_event_word(kid) and not is_verb(kid)
        ),
        None,
    )


def _absorbs_noun(verb: Token) -> bool:
    """Return whether a verb and its noun are one event of the verb's type: "signed an accord"."""
    return get_lemma(verb) in get_words("events", "sealing") and _is_event_verb(verb)


def _is_covered_by_verb(token: Token) -> bool:
    """Return whether a noun is the subject of an event verb that already covers it ("if talks stall")."""
    verb = token.head
    if is_verb(token) or token.dep_ != "nsubj" or not is_verb(verb) or not _is_event_verb(verb):
        return False
    return find_status(verb, verb) != "occurred"
