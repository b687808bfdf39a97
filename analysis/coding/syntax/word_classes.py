"""Classify words by the PLOVER word lists; a verb's particle or preposition may decide its class."""

from functools import cache, lru_cache

from analysis.coding.lexicon.plover import Classes, map_classes
from analysis.coding.syntax.clauses import find_marker
from analysis.language.tokens import Token

# the sections for verbs, and those for all other words
OF_VERBS, OF_NOUNS = ("verbs", "does"), ("nouns", "things", "actors")
PARTICLES = ("compound:prt", "advmod", "advcl", "xcomp")


def get_classes(token: Token) -> Classes:
    """Return the classes of a word in its sentence."""
    if not token.tag_.startswith("VB"):
        return map_classes(*OF_NOUNS).get(token.lemma_.lower(), ())
    return map_classes(*OF_VERBS).get(find_entry(token), ())


def find_entry(verb: Token) -> str:
    """Return the entry of the lists for a verb in its sentence, "call-for" or "call"; "" if it has none."""
    word = _find_base(verb.lemma_.lower(), verb.lower_, "ing" if verb.tag_ == "VBG" else "ed")
    if word in _list_joining():
        for joined in find_particles(verb):
            if f"{word}-{joined}" in map_classes(*OF_VERBS):
                return f"{word}-{joined}"
    return word


def find_particles(verb: Token) -> list[str]:
    """Return a verb's particles and the prepositions of its complements."""
    found = []
    for kid in verb.children:
        if kid.i > verb.i:
            if kid.dep_ in PARTICLES:
                found.append(kid.lower_)
            if kid.dep_ in ("obl", "advcl", "obl:agent") and (marker := find_marker(kid)):
                found.append(marker)
    return found


@lru_cache(maxsize=50_000)
def _find_base(lemma: str, form: str, ending: str) -> str:
    """Return a verb's base form as the lists have it: its lemma or its form without ending."""
    stem = form.removesuffix(ending)
    known = (
        one for one in (lemma, f"{stem}e", stem) if one in map_classes(*OF_VERBS) or one in _list_joining()
    )
    return next(known, "")


@cache
def _list_joining() -> frozenset[str]:
    """Return the verbs whose class depends on a particle or preposition."""
    return frozenset(word.partition("-")[0] for word in map_classes(*OF_VERBS) if "-" in word)
