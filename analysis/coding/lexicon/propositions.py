"""Read the word lists for suggesting propositions from ``propositions.toml``."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _load_lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("propositions.toml").read_text(encoding="utf-8"))


@cache
def get_list(name: str) -> frozenset[str]:
    """Return one word list, for example ``get_list("trivial")``."""
    return frozenset(_load_lists()["words"][name].split())


@cache
def _read_pairs(section: str, name: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in _load_lists()[section][name].split())
    return {word: other for word, _, other in pairs}


@cache
def _index_synonyms() -> dict[str, str]:
    return {word: verb for verb, alike in _load_lists()["same"].items() for word in alike.split()}


def get_action(noun: str) -> str | None:
    """Return the verb whose action a noun names: "release" for "release", "close" for "closure"."""
    return _read_pairs("nominals", "pairs").get(noun)


def get_offices() -> dict[str, str]:
    """Return offices by the words that name them, with hyphens inside: "president" by "presidential"."""
    return _read_pairs("offices", "titles")


def is_inward(verb: str) -> bool:
    """Return whether the thing performs the action of a verb, rather than undergoing it."""
    return verb.replace(" ", "-") in _load_lists()["nominals"]["inward"].split()


def get_synonym(verb: str) -> str:
    """Return the verb that represents a verb and its synonyms: "release" for "free"."""
    return _index_synonyms().get(verb, verb)


def form_participle(verb: str) -> str:
    """Return the past participle of a verb, which may have a particle: "phased out" for "phase out"."""
    word, _, particle = verb.partition(" ")
    return f"{_form_simple_participle(word)} {particle}".strip()


def _form_simple_participle(verb: str) -> str:
    irregular = _read_pairs("forms", "irregular").get(verb)
    if irregular is not None:
        return irregular
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1] if _doubles_consonant(verb) else ''}ed"


def _doubles_consonant(verb: str) -> bool:
    """Return whether a verb doubles its last letter: "scrap", "ban", "submit", but not "keep" or "show"."""
    vowels = [letter in "aeiou" for letter in verb]
    if verb.endswith(("mit", "fer", "cur", "pel")) and verb not in ("limit", "offer", "differ"):
        return True
    return (
        len(verb) <= 5 and vowels[-3:] == [False, True, False] and sum(vowels) == 1 and verb[-1] not in "wxy"
    )
