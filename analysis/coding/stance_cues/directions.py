"""Look up the direction of words: support, rejection or reversal. No other module reads these lists.

The functions take lemmas, or phrases such as "call:for". They return 1 for support, -1 for rejection, 0 for
a word that reverses its object ("end the strike") and None for any other.
"""

from collections.abc import Iterable

from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list


def is_support(verb: str) -> bool:
    """Return whether the subject of a verb supports its object."""
    return verb in get_words("stance", "support")


def is_rejection(verb: str) -> bool:
    """Return whether the subject of a verb opposes its object."""
    return verb in get_words("stance", "oppose")


def is_reversal(verb: str) -> bool:
    """Return whether a verb reverses its object: to end a strike is the opposite of holding it."""
    return verb in get_words("stance", "reverse")


def classify_verb(verb: str) -> int | None:
    """Return the direction of a verb."""
    return _look_up(verb, (("oppose", -1), ("support", 1), ("reverse", 0)))


def classify_treatment(verb: str) -> int | None:
    """Return the direction of an act towards the person or body that it is done to: "elect", "arrest"."""
    return _look_up(verb, (("electing", 1), ("prosecuting", -1)))


def classify_wish(verb: str) -> int:
    """Return 1 for a verb of wanting, threatening or asking, -1 for a verb of rejection, 0 for any other.

    Verbs of support that name an action rather than a wish ("extend", "maintain") give 0.
    """
    if is_rejection(verb):
        return -1
    asks = verb in get_list("threatening") | get_list("control") | {"agree"}
    return int(asks or is_desire(verb))


def is_desire(verb: str) -> bool:
    """Return whether a verb of support names a wish rather than an action."""
    return is_support(verb) and verb not in get_list("doing")


def classify_noun(noun: str) -> int | None:
    """Return the direction of a noun: "call" supports, "objection" opposes, "end" reverses."""
    return _look_up(noun, (("support_nouns", 1), ("oppose_nouns", -1), ("reverse_nouns", 0)))


def classify_preposition(phrase: str) -> int | None:
    """Return the direction of a verb with a preposition: "call:for", "warn:against"."""
    return _look_up(phrase, (("support_phrases", 1), ("oppose_phrases", -1)))


def classify_particle(phrase: str) -> int | None:
    """Return the direction of a verb with a particle: "push:through", "rule:out", "phase:out"."""
    return _look_up(phrase, (("support_particles", 1), ("oppose_particles", -1), ("reverse_particles", 0)))


def classify_idiom(phrase: str) -> int | None:
    """Return the direction of a verb with its object and a preposition: "throw:weight:behind"."""
    return _look_up(phrase, (("support_idioms", 1), ("oppose_idioms", -1)))


def classify_conduct(phrase: str) -> int | None:
    """Return how a verb and its object evaluate their subject: "make:sense", "cross:line"."""
    return _look_up(phrase, (("good_conduct", 1), ("bad_conduct", -1)))


def classify_evaluation(predicate: str) -> int:
    """Return 1 for a predicate that calls its subject good or necessary, -1 for bad, 0 for any other."""
    return (predicate in get_words("stance", "good")) - (predicate in get_words("stance", "bad"))


def classify_readiness(adjective: str) -> int:
    """Return 1 for an adjective of readiness ("willing"), -1 for unwillingness, 0 for any other."""
    return (adjective in get_words("stance", "ready")) - (adjective in get_words("stance", "unready"))


def _look_up(word: str, lists: Iterable[tuple[str, int]]) -> int | None:
    return next((direction for name, direction in lists if word in get_words("stance", name)), None)
