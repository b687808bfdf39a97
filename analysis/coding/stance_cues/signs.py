"""Combine the directions of the words between an issue and its holder."""

from functools import cache
from typing import NamedTuple

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions, polarity
from analysis.coding.stance_cues.attachment import get_noun_direction
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, get_lemma, is_negated, is_verb
from analysis.language.tokens import Token

# word lists that do not depend on the dependents of a word; their names are used in features
LISTS = {
    "verbs": (
        "support", "oppose", "reverse", "demanding", "offering", "voicing", "electing", "prosecuting",
        "performing", "talking",
    ),
    "others": (
        "support_nouns", "oppose_nouns", "reverse_nouns", "good", "bad", "ready", "unready", "positions",
        "need_nouns", "deeds", "purposive",
    ),
}  # fmt: skip
TONES = ("positive", "negative", "praising", "blaming")


@cache
def _index_stance_lists(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in LISTS[kind]:
        for word in get_words("stance", name):
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def _index_tone_lists() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in TONES:
        for word in get_words("tone", name):
            found[word] = (*found.get(word, ()), f"tone_{name}")
    return found


def list_classes(token: Token) -> tuple[str, ...]:
    """Return the names of the word lists that contain a word, as a verb or as another part of speech."""
    word = get_lemma(token)
    kind = "verbs" if token.tag_.startswith("VB") else "others"
    return _index_stance_lists(kind).get(word, ()) + _index_tone_lists().get(word, ())


def get_direction(governor: Token, below: Token) -> int | None:
    """Return the direction of a word towards its dependent.

    Returns:
        1 for support, -1 for rejection, 0 for reversal, None for any other word.
    """
    if is_verb(governor):
        if below.dep_ in SUBJECT and below.dep_ != "nsubj:pass":
            return polarity.classify_conduct(governor)
        return polarity.classify_governor(governor, below, below.dep_)
    if below.dep_ in SUBJECT or find_child(governor, "cop") is not None:
        if below.dep_ not in SUBJECT:
            return _classify_attitude(governor)
        return polarity.classify_evaluation(governor) or None
    if governor.tag_.startswith("JJ"):
        return _classify_attitude(governor)
    return get_noun_direction(governor, below)


def _classify_attitude(word: Token) -> int | None:
    return directions.classify_readiness(get_lemma(word)) or polarity.classify_evaluation(word) or None


class Composition(NamedTuple):
    """The combined direction of a chain of words.

    Attributes:
        direction: 1 for support, -1 for rejection.
        known: whether any of the words has a direction.
        is_mixed: whether words of different directions, or several that turn it around, are combined.
    """

    direction: int
    known: bool
    is_mixed: bool


def compose_directions(issue: Token, governors: list[Token]) -> Composition:
    """Return the combined direction of a chain of words.

    Args:
        issue: the word that names the issue.
        governors: the words above it in the tree, nearest first.
    """
    known = is_verb(issue) and is_negated(issue)
    turns = directed = int(known)
    below = issue
    for node in governors:
        direction = get_direction(node, below)
        if direction is not None:
            known = True
            directed += 1
            turns += direction != 1
        if (is_verb(node) or find_child(node, "cop") is not None) and is_negated(node):
            directed += 1
            turns += 1
            known = known or find_marker(below) is None
        below = node
    return Composition(-1 if turns % 2 else 1, known, turns > 0 and directed > 1)
