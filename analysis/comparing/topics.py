"""Find what a target is about, so that "the call", "phone call" and "a call with Putin" are one topic."""

from collections.abc import Iterator
from functools import cache
from itertools import dropwhile, takewhile

import snowballstemmer

_LEADING = """
    a all an any another both each every his her its my no our some such that the their these this those your
"""
# words with which a phrase or clause after the head begins
_TAIL = """
    about after against among and as at because before between but by during for from how if in into like of
    on or over since than that through to toward towards under until what when where whether which who whom
    whose why with within without
"""
_PRONOUNS = """
    anything everything he her hers him his i it its me mine nothing one ones ours she something that them
    theirs they this these those us we you yours
"""
LEADING, TAIL, PRONOUNS = (frozenset(words.split()) for words in (_LEADING, _TAIL, _PRONOUNS))
POSSESSIVE = ("’s", "'s")
OUTER = "“”\"‘’'()[].,;:!?…—–-"
_stem = cache(snowballstemmer.stemmer("english").stemWord)


def find_topic(target: str) -> str:
    """Return the head of a target with the names that tell it from others; "" for a pronoun or no head.

    >>> find_topic("a long phone call with Putin"), find_topic("the Istanbul talks"), find_topic("it")
    ('call', 'Istanbul talks', '')
    """
    words = list(_find_head_phrase(target))
    return " ".join(words) if words and words[-1].lower() not in PRONOUNS else ""


def match_topic(topic: str) -> str:
    """Return a text that is the same for the singular and the plural of a topic: "talk" and "talks"."""
    return " ".join(_stem(_strip_possessive(word)) for word in topic.lower().split())


def _find_head_phrase(target: str) -> Iterator[str]:
    """Yield the names before the head of a target, and the head."""
    words = list(filter(None, (word.strip(OUTER) for word in target.split())))
    own = list(dropwhile(lambda word: word.lower() in LEADING, words))
    phrase = list(takewhile(lambda word: word.lower() not in TAIL, own))
    # the first word of a target may have its capital as the first word of a sentence
    is_first = len(own) == len(words)
    for place, word in enumerate(phrase[:-1]):
        if _is_name(word) and (place or not is_first or word.endswith(POSSESSIVE) or _is_name(phrase[-1])):
            yield word
    yield from phrase[-1:]


def _strip_possessive(word: str) -> str:
    return next((word.removesuffix(ending) for ending in POSSESSIVE if word.endswith(ending)), word)


def _is_name(word: str) -> bool:
    return word[:1].isupper()
