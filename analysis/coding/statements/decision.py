"""Decide the stances of an article's pairs from the judge's probabilities and the rules, with a confidence.

All passages about one actor and one issue are weighed together: a stance that another sentence confirms is
surer, and one that another sentence contradicts is less sure.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.coding.lexicon import get_words
from analysis.coding.linear import Array
from analysis.coding.stance_cues.polarity import is_circumstance
from analysis.coding.stance_cues.signs import compose_directions
from analysis.coding.statements.conditions import find_condition_of
from analysis.coding.statements.context import Stance
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.model import CELLS, EVIDENCE, Model, load
from analysis.coding.statements.pairs import Pair, find_path, is_apart_in_time
from analysis.coding.syntax.clauses import get_lemma
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span

# minimum confidence of a stance that only the judges found, and of one on an issue that is not named outright
LISTED, POINTED = 0.65, 0.7
# a decision against what the rules found must be this probable
OVERRULING = 0.8
# an issue named outright; what the rules then find is listed, however unsure
EXPLICIT = ("named", "reworded")
# prefixes of features that name words near the issue
TELLING = ("gov ", "meet ", "beside ", "under ", "between ", "down ", "near ")
MOST_WORDS = 3
CONTENT = ("NN", "VB", "JJ", "RB")
SIGNS = {"support": 1, "oppose": -1, "neutral": 0}


@dataclass(frozen=True)
class CodedStance:
    """The stance coded for a pair.

    Attributes:
        pair: the actor and the mention of the issue.
        stance: the stance; its polarity is relative to the proposition.
        confidence: the estimated probability that it is correct.
        learned: True if the judge decided against the rules, or without them.
    """

    pair: Pair
    stance: Stance
    confidence: float
    learned: bool


@dataclass(frozen=True)
class Facts:
    """What is known of a pair besides the probabilities of the stances.

    Attributes:
        cell: the actor and the issue.
        polarity: 1 for a wording of the proposition, -1 for a wording of its opposite.
        how: how the issue is mentioned.
        rule: the stance on the wording that the rules found, one of CELLS; None if they found none.
        is_rule_conditional: True if they found it conditional.
        is_conditional: True if a word between issue and actor has a condition.
        is_quoted: True if the actor is quoted on the issue.
        is_outside: True if the actor is not named in the sentence.
        others: number of other actors named in it.
        is_mixed: True if words between issue and actor turn each other around.
        is_unasserted: True if the sentence leaves the stance open, or does not assert it.
    """

    cell: tuple[str, str]
    polarity: int
    how: str
    rule: str | None
    is_rule_conditional: bool
    is_conditional: bool
    is_quoted: bool
    is_outside: bool
    others: int
    is_mixed: bool
    is_unasserted: bool


@dataclass(frozen=True)
class Guess:
    """A stance that a pair may express.

    Attributes:
        label: one of CELLS, except "none".
        is_conditional: True if it depends on a condition.
        evidence: what its confidence depends on, in the order of EVIDENCE.
    """

    label: str
    is_conditional: bool
    evidence: Array


def decide(pairs: Sequence[tuple[Paragraph, Pair]], shares: Array) -> Iterator[tuple[Paragraph, CodedStance]]:
    """Yield the stances of an article's pairs that are likely enough to be listed.

    Args:
        pairs: all pairs of the article, each with its paragraph.
        shares: the probability of each of CELLS, ``[pairs, classes]``.
    """
    model = load()
    facts = [collect_facts(pair) for _, pair in pairs]
    for (paragraph, pair), known, guesses in zip(pairs, facts, guess_stances(facts, shares), strict=True):
        if not guesses:
            continue
        guess, confidence = _choose(model, known, guesses)
        by_rule = pair.rule if known.rule == guess.label else None
        is_explicit = known.how in EXPLICIT
        if confidence >= (LISTED if is_explicit else POINTED) or (is_explicit and by_rule is not None):
            stance = by_rule or _build_stance(model, pair, guess)
            yield paragraph, CodedStance(pair, stance, confidence, by_rule is None)


def _choose(model: Model, known: Facts, guesses: Sequence[Guess]) -> tuple[Guess, float]:
    """Return the stance to code, and its confidence: what the rules found, unless the judges are sure."""
    ranked = sorted(
        ((guess, compute_confidence(model, guess.evidence)) for guess in guesses), key=lambda one: -one[1]
    )
    ruled = [one for one in ranked if one[0].label == known.rule]
    return ranked[0] if ranked[0][1] >= OVERRULING or not ruled else ruled[0]


def collect_facts(pair: Pair) -> Facts:
    """Return what the confidence of a pair's stances depends on."""
    issue, rule = pair.mention.head, pair.rule
    is_supposed = any(one.span.start <= issue.i < one.span.end for one in pair.conditions)
    return Facts(
        (pair.actor, pair.mention.issue),
        pair.mention.polarity,
        pair.mention.how,
        None if rule is None else _get_label(pair, rule),
        rule is not None and rule.condition is not None,
        find_condition(pair)[0] is not None,
        pair.quote is not None,
        pair.holder is None,
        len(pair.others),
        compose_directions(issue, find_path(pair).governors).is_mixed,
        rule is None and (pair.is_open or is_supposed or is_circumstance(issue) or is_apart_in_time(pair)),
    )


def guess_stances(facts: Sequence[Facts], shares: Array) -> Iterator[list[Guess]]:
    """Yield the possible stances of each pair of an article: the likeliest, and what the rules found.

    Args:
        facts: what is known of each pair.
        shares: the probability of each of CELLS, ``[pairs, classes]``.
    """
    directed = shares[:, [CELLS.index("support"), CELLS.index("oppose")]]
    turned = np.array([[known.polarity < 0] for known in facts], dtype=bool).reshape(-1, 1)
    directed = np.where(turned, directed[:, ::-1], directed)
    cells = defaultdict(list)
    for place, known in enumerate(facts):
        cells[known.cell].append(place)
    for place, (known, share) in enumerate(zip(facts, shares, strict=True)):
        if known.is_unasserted:
            yield []
            continue
        others = directed[[other for other in cells[known.cell] if other != place]]
        likeliest = CELLS[1 + int(share[1:].argmax())]
        labels = dict.fromkeys([likeliest] if known.rule is None else [likeliest, known.rule])
        yield [_build_guess(known, share, label, others) for label in labels]


def _build_guess(known: Facts, shares: Array, label: str, others: Array) -> Guess:
    """Return a guess with its evidence.

    Args:
        known: what is known of the pair.
        shares: the probability of each of CELLS.
        label: the stance on the wording.
        others: for the other pairs of the cell, the probability of support and of opposition.
    """
    ranked = np.sort(np.log(shares + 1e-9))
    share = float(shares[CELLS.index(label)])
    odds = float(np.log(share + 1e-9) - np.log(1 - share + 1e-9))
    most = others.max(axis=0) if len(others) else np.zeros(2)
    sign = SIGNS[label] * known.polarity
    agreeing, differing = most if sign > 0 else most[::-1] if sign < 0 else (0.0, most.max())
    is_conditional = known.is_rule_conditional if label == known.rule else known.is_conditional
    evidence: Mapping[str, float] = {
        "odds": odds,
        "margin": float(ranked[-1] - ranked[-2]),
        known.how: 1.0,
        "rule agrees": float(known.rule == label),
        "rule differs": float(known.rule is not None and known.rule != label),
        "quoted": float(known.is_quoted),
        "outside": float(known.is_outside),
        "others": float(min(known.others, 3)),
        "conditional": float(is_conditional),
        "conditional by rule": float(is_conditional and known.rule == label),
        "mixed": float(known.is_mixed),
        "odds where mixed": odds * known.is_mixed,
        "elsewhere agrees": float(agreeing),
        "elsewhere differs": float(differing),
    }
    return Guess(label, is_conditional, np.array([evidence.get(name, 0.0) for name in EVIDENCE]))


def compute_confidence(model: Model, evidence: Array) -> float:
    """Return the estimated probability that a decision is correct."""
    return round(float(1 / (1 + np.exp(-(evidence @ model.verdict[:-1] + model.verdict[-1])))), 2)


def _build_stance(model: Model, pair: Pair, guess: Guess) -> Stance:
    """Return the stance that the judge found."""
    found = find_path(pair)
    condition, inverse = find_condition(pair)
    return Stance(
        polarity=(SIGNS[guess.label] or 1) * pair.mention.polarity,
        established=True,
        neutral=guess.label == "neutral",
        condition=condition,
        inverse=inverse,
        quote=pair.quote,
        predicate=found.meeting or (found.governors[0] if found.governors else pair.mention.head),
        cues=find_telling_words(pair, model.cells.decisive(extract_features(pair), CELLS.index(guess.label))),
    )


def find_condition(pair: Pair) -> tuple[Span | None, bool]:
    """Return the condition of a word on the path from issue to holder, or of another's stance on the mention.

    "X claimed that Y could support Z but stressed …": what X makes conditional is conditional for Y.
    """
    issue = pair.mention.head
    for node in [issue, *find_path(pair).governors]:
        found = find_condition_of(node, issue, pair.conditions)
        if found is not None:
            return found
    other = next((stance for stance in pair.other_rules if stance.condition is not None), None)
    return (None, False) if other is None else (other.condition, other.inverse)


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
