"""Look up word classes: the PLOVER type that a word indicates, the effect of a verb, the kind of a noun."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from spacy.tokens import Token

from analysis.coding.syntax.clauses import find_marker

WORDS = Path(__file__).with_name("plover.toml")
# the sections for verbs, and those for all other words
VERB_SECTIONS, OTHER_SECTIONS = ("verbs", "does"), ("nouns", "things", "actors")
PARTICLES = ("compound:prt", "advmod", "advcl", "xcomp")

Classes = tuple[str, ...]


@cache
def _load_lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the lists that distinguish concessions in words from those in deeds."""
    return frozenset(_load_lists()["yields"][name].split())


@cache
def _index_classes(*sections: str) -> dict[str, Classes]:
    """Return the classes of each word in some sections, each as ``section.class``."""
    found: dict[str, Classes] = {}
    for section in sections:
        for name, text in _load_lists()[section].items():
            for word in text.split():
                found[word] = (*found.get(word, ()), f"{section}.{name}")
    return found


def get_classes(token: Token) -> Classes:
    """Return the classes of a word; a verb's particle or preposition may determine them."""
    if not token.tag_.startswith("VB"):
        return _index_classes(*OTHER_SECTIONS).get(token.lemma_.lower(), ())
    return _index_classes(*VERB_SECTIONS).get(entry(token), ())


def entry(verb: Token) -> str:
    """Return the entry of a verb in the lists, such as "call-for" or "call"; "" if it is not listed."""
    word = _find_base_form(verb.lemma_.lower(), verb.lower_, "ing" if verb.tag_ == "VBG" else "ed")
    if word in _get_phrasal_verbs():
        for joined in particles(verb):
            if f"{word}-{joined}" in _index_classes(*VERB_SECTIONS):
                return f"{word}-{joined}"
    return word


@lru_cache(maxsize=50_000)
def _find_base_form(lemma: str, form: str, ending: str) -> str:
    """Return a verb's base form in the lists: its lemma, or its stem where the lemmatizer is wrong."""
    stem = form.removesuffix(ending)
    forms = (lemma, f"{stem}e", stem)
    known = _index_classes(*VERB_SECTIONS).keys() | _get_phrasal_verbs()
    return next((word for word in forms if word in known), "")


@cache
def _get_phrasal_verbs() -> frozenset[str]:
    """Return the verbs whose class depends on a particle or preposition."""
    return frozenset(word.partition("-")[0] for word in _index_classes(*VERB_SECTIONS) if "-" in word)


def actor_classes(word: str) -> Classes:
    """Return the kinds of actor that a word names."""
    return _index_classes("actors").get(word, ())


def particles(verb: Token) -> list[str]:
    """Return a verb's particles and the prepositions of its dependents."""
    found = []
    for kid in verb.children:
        if kid.i > verb.i:
            if kid.dep_ in PARTICLES:
                found.append(kid.lower_)
            if kid.dep_ in ("obl", "advcl", "obl:agent") and (marker := find_marker(kid)):
                found.append(marker)
    return found
