"""Tell what kind of thing a noun phrase names: people, something decided on, or neither."""

import re

from analysis.coding.lexicon.propositions import get_action, get_list
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import Phrase, is_state_of
from analysis.language.tokens import Token

NOMINALISED = re.compile(r"\w{3,}(?:tion|sion|ment|age|ism|ing)s?")
AGENTS = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant")


def is_measure(thing: Phrase) -> bool:
    """Return whether a thing is something that is decided on: a law, a toll, a wall, a recount."""
    if is_state_of(thing) and thing.complement is not None:
        return is_measure(thing.complement)
    return get_lemma(thing.head) in get_list("measures") or get_action(thing.noun) is not None


def is_vague(thing: Phrase) -> bool:
    """Return whether a thing says nothing without its sentence: "the doors", "a solution"."""
    specified = any(token.tag_ in ("NN", "NNS") for token in thing.before)
    return get_lemma(thing.head) in get_list("trivial") and not specified


def can_be_demanded(thing: Phrase) -> bool:
    """Return whether one can demand that a thing exists: a special prosecutor, but not the prosecutor."""
    if is_animate(thing.head) and thing.opener not in ("a", "an") and not is_state_of(thing):
        return False
    return is_measure(thing) or len(thing.stems()) > 1


def can_be_judged(thing: Phrase) -> bool:
    """Return whether one is for or against a thing, rather than pleased with it or angry at it."""
    if is_animate(thing.head) and not is_state_of(thing):
        return False
    return is_measure(thing) or (bool(NOMINALISED.fullmatch(thing.head.lower_)) and not thing.is_held)


def is_animate(noun: Token) -> bool:
    """Return whether a noun denotes people or a body."""
    base = get_lemma(noun)
    if base in get_list("bodies") or base in ("people", "children", "pope"):
        return True
    return base.endswith(AGENTS) and base not in get_list("measures") | get_list("lifeless")
