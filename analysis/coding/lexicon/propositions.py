"""The word lists of the reader of propositions, read once from ``propositions.toml``."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("propositions.toml").read_text(encoding="utf-8"))


@cache
def get_list(name: str) -> frozenset[str]:
    """Return one list of words, for example ``listed("trivial")``."""
    return frozenset(_lists()["words"][name].split())


@cache
def _pairs(section: str, name: str) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in _lists()[section][name].split())
    return {one: other for one, _, other in pairs}


@cache
def _same() -> dict[str, str]:
    return {word: verb for verb, alike in _lists()["same"].items() for word in alike.split()}


def get_action(noun: str) -> str | None:
    """Return the verb that a noun is the action of: "release" for "release", "close" for "closure"."""
    return _pairs("nominals", "pairs").get(noun)


def is_inward(verb: str) -> bool:
    """Tell whether what a verb is said of does it, rather than having it done to it."""
    return verb in _lists()["nominals"]["inward"].split()


def get_synonym(verb: str) -> str:
    """Return the one verb that stands for all that ask for the same: "release" for "free"."""
    return _same().get(verb, verb)


def form_participle(verb: str) -> str:
    """Return the past participle of a verb, which may have a particle: "phased out" for "phase out"."""
    word, _, particle = verb.partition(" ")
    return f"{_participle(word)} {particle}".strip()


def _participle(verb: str) -> str:
    irregular = _pairs("forms", "irregular").get(verb)
    if irregular is not None:
        return irregular
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1] if _doubles(verb) else ''}ed"


def _doubles(verb: str) -> bool:
    """Tell whether a verb doubles its last letter: "scrap", "ban", "submit"; not "keep", "show"."""
    vowels = [letter in "aeiou" for letter in verb]
    if verb.endswith(("mit", "fer", "cur", "pel")) and verb not in ("limit", "offer", "differ"):
        return True
    return (
        len(verb) <= 5 and vowels[-3:] == [False, True, False] and sum(vowels) == 1 and verb[-1] not in "wxy"
    )
