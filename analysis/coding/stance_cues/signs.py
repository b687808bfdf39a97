"""Which way the words between an issue and its holder turn a stance, read off the lexicon."""

from functools import cache

from spacy.tokens import Token

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions, polarity
from analysis.coding.stance_cues.attachment import get_noun_direction
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, get_lemma, is_negated, is_verb

# lists of words that do not depend on what they govern, by what they are called in features
LISTS = {
    "verbs": ("support", "oppose", "reverse", "demanding", "offering", "voicing"),
    "others": (
        "support_nouns", "oppose_nouns", "reverse_nouns", "good", "bad", "ready", "unready", "positions",
        "need_nouns",
    ),
}  # fmt: skip
TONES = ("positive", "negative", "praising", "blaming")


@cache
def _listed(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in LISTS[kind]:
        for word in get_words("stance", name):
            found[word] = (*found.get(word, ()), name)
    return found


@cache
def _toned() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in TONES:
        for word in get_words("tone", name):
            found[word] = (*found.get(word, ()), f"tone_{name}")
    return found


def list_classes(token: Token) -> tuple[str, ...]:
    """Return the lists of the lexicon that a word stands in, as a verb or as anything else."""
    word = get_lemma(token)
    return _listed("verbs" if token.tag_.startswith("VB") else "others").get(word, ()) + _toned().get(
        word, ()
    )


def get_direction(governor: Token, below: Token) -> int | None:
    """Return what a word does to the stance on what is below it.

    Returns:
        1 when it is for it, -1 against it, 0 when it turns it around, None when it says nothing.
    """
    if is_verb(governor):
        if below.dep_ in SUBJECT and below.dep_ != "nsubj:pass":
            return polarity.of_conduct(governor)
        return polarity.of_governor(governor, below, below.dep_)
    if below.dep_ in SUBJECT or find_child(governor, "cop") is not None:
        return (polarity.of_verdict(governor) or None) if below.dep_ in SUBJECT else _attitude(governor)
    if governor.tag_.startswith("JJ"):
        return _attitude(governor)
    return get_noun_direction(governor, below)


def _attitude(word: Token) -> int | None:
    return directions.of_readiness(get_lemma(word)) or polarity.of_verdict(word) or None


def compose_directions(issue: Token, governors: list[Token]) -> tuple[int, bool]:
    """Return which way a chain of words goes in sum, and whether any of them says so.

    Args:
        issue: the word that names the issue.
        governors: the words above it, the nearest first.
    """
    total, known = 1, False
    if is_verb(issue) and is_negated(issue):
        total, known = -1, True
    below = issue
    for node in governors:
        turned = get_direction(node, below)
        if turned is not None:
            known = True
            total = total if turned == 1 else -total
        if (is_verb(node) or find_child(node, "cop") is not None) and is_negated(node):
            total = -total
            known = known or find_marker(below) is None
        below = node
    return total, known
