"""Word classes: which PLOVER type a word speaks for, what a verb does, what a noun stands for."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from spacy.tokens import Token

from analysis.coding.syntax.clauses import find_marker

WORDS = Path(__file__).with_name("plover.toml")
# the sections that hold for verbs, and those for all other words
OF_VERBS, OF_NOUNS = ("verbs", "does"), ("nouns", "things", "actors")
PARTICLES = ("compound:prt", "advmod", "advcl", "xcomp")

Classes = tuple[str, ...]


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the lists that part concessions in words from those in deeds."""
    return frozenset(_lists()["yields"][name].split())


@cache
def _listed(*sections: str) -> dict[str, Classes]:
    """Return word → its classes in some sections, each as ``section.class``."""
    found: dict[str, Classes] = {}
    for section in sections:
        for name, text in _lists()[section].items():
            for word in text.split():
                found[word] = (*found.get(word, ()), f"{section}.{name}")
    return found


def get_classes(token: Token) -> Classes:
    """Return the classes of a word as it stands; a verb's particle or preposition may decide."""
    if not token.tag_.startswith("VB"):
        return _listed(*OF_NOUNS).get(token.lemma_.lower(), ())
    return _listed(*OF_VERBS).get(entry(token), ())


def entry(verb: Token) -> str:
    """Return under which word the lists have a verb as it stands, "call-for" or "call"; "" for none."""
    word = _known(verb.lemma_.lower(), verb.lower_, "ing" if verb.tag_ == "VBG" else "ed")
    if word in _joining():
        for joined in particles(verb):
            if f"{word}-{joined}" in _listed(*OF_VERBS):
                return f"{word}-{joined}"
    return word


@lru_cache(maxsize=50_000)
def _known(lemma: str, form: str, ending: str) -> str:
    """Return a verb's base form as the lists have it: by the lemmatizer, wrong on some, or by its ending."""
    stem = form.removesuffix(ending)
    return next(
        (one for one in (lemma, f"{stem}e", stem) if one in _listed(*OF_VERBS) or one in _joining()), ""
    )


@cache
def _joining() -> frozenset[str]:
    """Return the verbs that a particle or preposition gives another class."""
    return frozenset(word.partition("-")[0] for word in _listed(*OF_VERBS) if "-" in word)


def actor_classes(word: str) -> Classes:
    """Return what kinds of actor a word names."""
    return _listed("actors").get(word, ())


def particles(verb: Token) -> list[str]:
    """Return a verb's particles and the prepositions of what hangs on it."""
    found = []
    for kid in verb.children:
        if kid.i > verb.i:
            if kid.dep_ in PARTICLES:
                found.append(kid.lower_)
            if kid.dep_ in ("obl", "advcl", "obl:agent") and (marker := find_marker(kid)):
                found.append(marker)
    return found
