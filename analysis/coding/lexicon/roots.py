"""Find the root shared by a word family: "withdraw", "withdrew" and "withdrawal", "close" and "closure"."""

import re
from functools import cache, lru_cache

import snowballstemmer

from analysis.coding.lexicon import get_pairs

# fewest letters of a root
SHORTEST = 4
ENDING = re.compile(r"(?:at|it|ut)?ion$|(?:at|it)?or$|ment$|ance?$|ence?$|ur$|er$|at$|iv$|i$|e$")
# "suspension" and "suspend", "admission" and "admit", "reduction" and "reduce"
SOFTENED = (
    (re.compile(r"(?<=[ea])ns$"), "nd"),
    (re.compile(r"(?<=[drb]mi)ss$"), "t"),
    (re.compile(r"uct$"), "uc"),
)


@lru_cache(maxsize=100_000)
def get_root(word: str) -> str:
    """Return the root of a lower-case word, the same for its inflections and for the noun of its act.

    Synonymous acts ("abolish" and "scrap") have the same root too.
    """
    word = get_pairs("issues", "families").get(word, word)
    word = get_pairs("issues", "acts").get(word, word)
    stemmed = str(_get_stemmer().stemWord(word))
    short = ENDING.sub("", stemmed)
    if len(short) < SHORTEST:
        return stemmed
    for pattern, harder in SOFTENED:
        short = pattern.sub(harder, short)
    return short


@cache
def _get_stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
