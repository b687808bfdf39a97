"""Read the word lists of PLOVER: which type a word suggests, what a verb does, what a noun denotes."""

import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("plover.toml")

Classes = tuple[str, ...]


@cache
def get_word_list(name: str) -> frozenset[str]:
    """Return one of the lists that separate concessions in words from those in deeds."""
    return frozenset(_read_lists()["yields"][name].split())


@cache
def map_classes(*sections: str) -> dict[str, Classes]:
    """Return the classes of each word in some sections, each class as ``section.class``."""
    found: dict[str, Classes] = {}
    for section in sections:
        for name, text in _read_lists()[section].items():
            for word in text.split():
                found[word] = (*found.get(word, ()), f"{section}.{name}")
    return found


def get_actor_classes(word: str) -> Classes:
    """Return what kinds of actor a word names."""
    return map_classes("actors").get(word, ())


@cache
def _read_lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
