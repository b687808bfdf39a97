"""Which way words go: the one place that reads the word lists of support, rejection and reversal.

The functions take lemmas, or phrases such as "call:for". They return 1 for support, -1 for rejection, 0 for
a word that reverses its object ("end the strike") and None for any other.
"""

from collections.abc import Iterable

from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list


def is_support(verb: str) -> bool:
    """Tell whether a verb says that its subject is for its object."""
    return verb in get_words("stance", "support")


def is_rejection(verb: str) -> bool:
    """Tell whether a verb says that its subject is against its object."""
    return verb in get_words("stance", "oppose")


def is_reversal(verb: str) -> bool:
    """Tell whether a verb reverses its object: to end a strike is not to hold it."""
    return verb in get_words("stance", "reverse")


def of_verb(verb: str) -> int | None:
    """Return which way a verb goes."""
    return _first(verb, (("oppose", -1), ("support", 1), ("reverse", 0)))


def of_wish(verb: str) -> int:
    """Return 1 for a verb that says what its subject wants, threatens or asks for, -1 for one that rejects.

    Verbs of support that say what is done rather than what is wanted ("extend", "maintain") give 0.
    """
    if is_rejection(verb):
        return -1
    asks = verb in get_list("threatening") | get_list("control") | {"agree"}
    return int(asks or is_wanting(verb))


def is_wanting(verb: str) -> bool:
    """Tell whether a verb of support says what is wanted, not what is done."""
    return is_support(verb) and verb not in get_list("doing")


def of_noun(noun: str) -> int | None:
    """Return which way a noun goes: "call" for, "objection" against, "end" reverses."""
    return _first(noun, (("support_nouns", 1), ("oppose_nouns", -1), ("reverse_nouns", 0)))


def of_preposition(phrase: str) -> int | None:
    """Return which way a verb goes with a preposition: "call:for", "warn:against"."""
    return _first(phrase, (("support_phrases", 1), ("oppose_phrases", -1)))


def of_particle(phrase: str) -> int | None:
    """Return which way a verb goes with a particle: "push:through", "rule:out", "phase:out"."""
    return _first(phrase, (("support_particles", 1), ("oppose_particles", -1), ("reverse_particles", 0)))


def of_idiom(phrase: str) -> int | None:
    """Return which way a verb goes with its object and a preposition: "throw:weight:behind"."""
    return _first(phrase, (("support_idioms", 1), ("oppose_idioms", -1)))


def of_conduct(phrase: str) -> int | None:
    """Return what a verb and its object say of their subject: "make:sense", "cross:line"."""
    return _first(phrase, (("good_conduct", 1), ("bad_conduct", -1)))


def of_verdict(predicate: str) -> int:
    """Return 1 for a predicate that calls its subject good or needed, -1 for bad, 0 for any other."""
    return (predicate in get_words("stance", "good")) - (predicate in get_words("stance", "bad"))


def of_readiness(adjective: str) -> int:
    """Return 1 for an adjective of readiness ("willing"), -1 of unwillingness, 0 for any other."""
    return (adjective in get_words("stance", "ready")) - (adjective in get_words("stance", "unready"))


def _first(word: str, lists: Iterable[tuple[str, int]]) -> int | None:
    return next((direction for name, direction in lists if word in get_words("stance", name)), None)
