"""Decide the stance of a pair from the classifier and the rules, with a confidence and the decisive words."""

from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span

from analysis.coding.lexicon import get_words
from analysis.coding.linear import Array
from analysis.coding.stance_cues.signs import compose_directions
from analysis.coding.statements.conditions import find_condition_of
from analysis.coding.statements.context import Stance
from analysis.coding.statements.model import CELLS, EVIDENCE, Model
from analysis.coding.statements.pairs import Pair, find_path, is_apart_in_time
from analysis.coding.syntax.clauses import get_lemma

# minimum confidence of a stance that only the classifier found, and of one on an issue that is not named
LEARNED, POINTED = 0.65, 0.7
# a decision against what the rules found must be this probable
OVERRULING = 0.75
# prefixes of features that name words near the issue
TELLING = ("gov ", "meet ", "beside ", "under ", "between ", "down ", "near ")
MOST_WORDS = 3
CONTENT = ("NN", "VB", "JJ", "RB")
SIGNS = {"support": 1, "oppose": -1, "neutral": 1}


@dataclass(frozen=True)
class CodedStance:
    """The stance coded for a pair.

    Attributes:
        pair: the actor and the mention of the issue.
        stance: the stance; its polarity is relative to the proposition.
        confidence: the estimated probability that it is correct.
        learned: True if the classifier decided against the rules, or without them.
    """

    pair: Pair
    stance: Stance
    confidence: float
    learned: bool


def decide(model: Model, pair: Pair, reading: list[str], shares: Array) -> CodedStance | None:
    """Return the stance of a pair, or None if none is probable enough.

    Args:
        model: the classifiers.
        pair: the actor and the mention of the issue.
        reading: its features.
        shares: the probability of each of CELLS.
    """
    if pair.rule is None and (pair.is_open or is_apart_in_time(pair)):
        return None
    guess = find_likeliest(pair, shares)
    confidence = compute_confidence(model, gather_evidence(pair, shares, guess))
    if pair.rule is not None and guess.rule is None and confidence < OVERRULING:
        guess = guess_from_rule(pair, pair.rule)
        confidence = compute_confidence(model, gather_evidence(pair, shares, guess))
    is_found_by_rules = guess.rule is not None and _is_named(pair)
    if not is_found_by_rules and confidence < _get_threshold(pair):
        return None
    if guess.rule is not None:
        return CodedStance(pair, guess.rule, confidence, False)
    found = find_path(pair)
    stance = Stance(
        polarity=SIGNS[guess.label] * pair.mention.polarity,
        established=True,
        neutral=guess.label == "neutral",
        condition=guess.condition,
        inverse=guess.inverse,
        quote=pair.quote,
        predicate=found.meeting or (found.governors[0] if found.governors else pair.mention.head),
        cues=find_telling_words(pair, model.cells.decisive(reading, CELLS.index(guess.label))),
    )
    return CodedStance(pair, stance, confidence, True)


@dataclass(frozen=True)
class Guess:
    """The most probable stance of a pair.

    Attributes:
        label: one of CELLS, except "none".
        rule: the stance that the rules found, if it is the same.
        condition: the condition that it depends on.
        inverse: True if it holds unless the condition is met.
    """

    label: str
    rule: Stance | None
    condition: Span | None
    inverse: bool


def _is_named(pair: Pair) -> bool:
    return pair.mention.how in ("named", "reworded")


def _get_threshold(pair: Pair) -> float:
    """Return the minimum confidence of a decision that is not based on rules and a named issue."""
    issue = pair.mention.head
    if any(condition.span.start <= issue.i < condition.span.end for condition in pair.conditions):
        # the content of an if-clause is not asserted
        return 1.0
    return LEARNED if _is_named(pair) else POINTED


def find_likeliest(pair: Pair, shares: Array) -> Guess:
    """Return the most probable stance of a pair, whatever its probability."""
    label = CELLS[1 + int(shares[1:].argmax())]
    if pair.rule is not None and _get_label(pair, pair.rule) == label:
        return guess_from_rule(pair, pair.rule)
    condition, inverse = find_condition(pair)
    return Guess(label, None, condition, inverse)


def guess_from_rule(pair: Pair, rule: Stance) -> Guess:
    """Return what the rules found as a guess."""
    return Guess(_get_label(pair, rule), rule, rule.condition, rule.inverse)


def find_condition(pair: Pair) -> tuple[Span | None, bool]:
    """Return the condition of a word on the path from issue to holder, if there is one."""
    issue = pair.mention.head
    for node in [issue, *find_path(pair).governors]:
        found = find_condition_of(node, issue, pair.conditions)
        if found is not None:
            return found
    return None, False


def gather_evidence(pair: Pair, shares: Array, guess: Guess) -> Array:
    """Return the features of the confidence of a decision, in the order of EVIDENCE."""
    ranked = np.sort(np.log(shares + 1e-9))
    share = float(shares[CELLS.index(guess.label)])
    rule = None if pair.rule is None else _get_label(pair, pair.rule)
    odds = float(np.log(share + 1e-9) - np.log(1 - share + 1e-9))
    mixed = float(compose_directions(pair.mention.head, find_path(pair).governors).is_mixed)
    known = {
        "odds": odds,
        "margin": float(ranked[-1] - ranked[-2]),
        pair.mention.how: 1.0,
        "rule agrees": float(rule == guess.label),
        "rule differs": float(rule is not None and rule != guess.label),
        "quoted": float(pair.quote is not None),
        "outside": float(pair.holder is None),
        "others": float(min(len(pair.others), 3)),
        "conditional": float(guess.condition is not None),
        "mixed": mixed,
        "odds where mixed": odds * mixed,
    }
    return np.array([known.get(name, 0.0) for name in EVIDENCE])


def compute_confidence(model: Model, evidence: Array) -> float:
    """Return the estimated probability that a decision is correct."""
    return round(float(1 / (1 + np.exp(-(evidence @ model.verdict[:-1] + model.verdict[-1])))), 2)


def _get_label(pair: Pair, rule: Stance) -> str:
    """Return the stance that the rules found, relative to the wording of the issue."""
    if rule.neutral:
        return "neutral"
    return "support" if rule.polarity * pair.mention.polarity > 0 else "oppose"


def find_telling_words(pair: Pair, decisive: list[str]) -> tuple[str, ...]:
    """Return the words of the sentence that the most decisive features name, in their original form."""
    hidden = set(pair.mention.span)
    spoken = {
        get_lemma(token): token.text
        for token in pair.mention.head.sent
        if token not in hidden
        and (token.tag_[:2] in CONTENT or token.lower_ in get_words("mood", "negation"))
    }
    named = (part for name in decisive if name.startswith(TELLING) for part in name.split()[1:])
    return tuple(dict.fromkeys(spoken[part] for part in named if part in spoken))[:MOST_WORDS]
