"""From the scores of the networks to attributions."""

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.decoding import best_roles
from analysis.coding.quotes.features import pairs
from analysis.coding.quotes.network import CONTENT, CUE, NONE, SOURCE, Model, load
from analysis.coding.quotes.token_arrays import OUTSIDE, Columns, Floats, Places, columns, groups
from analysis.coding.syntax.extents import trimmed
from analysis.language.parsing import Article

# cues looked at together: bounds memory
AT_ONCE = 96
# Log-odds from which on a demand is taken. PolNeAR's annotators call "demanded Z" an attribution now and
# then only, but to a reader of a dispute a demand missed is worse than one too many.
DEMANDED = -1.5
# what a verdict rests on: both opinions of the networks on the cue, how sure they are of the least
# certain token, of the tokens with a role and of the source, sizes of source and content, how much of
# the content and whether the cue is quoted, whether the cue is a noun such as "claim", and how likely it
# is that somebody else says all this
EVIDENCE = (
    "first", "second", "least", "roles", "source", "source size", "content size", "quoted", "inside", "noun",
    "nested",
)  # fmt: skip
NOUNS = frozenset(map(get_string_id, ("NN", "NNS")))
# log-probability and log-odds where there is nothing
UNKNOWN = -4.0


class Candidate(NamedTuple):
    """A likely cue with what it would attribute.

    Attributes:
        cue: its place.
        tokens: places of the tokens it sees.
        roles: their ROLES.
        certainty: log-probability of each of these.
        evidence: what speaks for and against it, see EVIDENCE.
    """

    cue: int
    tokens: Places
    roles: Places
    certainty: Floats
    evidence: Floats


def attributions(article: Article) -> Iterator[Quote]:
    """Yield the attributions of an article whose cue, content and source stand in one paragraph."""
    model = load()
    for run in groups(article.paragraphs):
        it = columns(run)
        for odds, candidate in judged(model, it):
            demands = int(it.lemma[candidate.cue]) in _ids("demand") and SOURCE in candidate.roles
            if odds >= (DEMANDED if demands else model.threshold):
                yield from _quote(it, candidate, odds)


def judged(model: Model, it: Columns) -> list[tuple[float, Candidate]]:
    """Return candidates with their log-odds of being right, the surest first.

    A word is part of one cue only: the surer candidate keeps it.
    """
    found = candidates(model, it)
    odds = [float(model.verdict @ np.append(candidate.evidence, 1)) for candidate in found]
    claimed: set[int] = set()
    kept = []
    for certainty, candidate in sorted(zip(odds, found, strict=True), key=lambda pair: -pair[0]):
        cue = set(candidate.tokens[candidate.roles == CUE].tolist())
        if claimed.isdisjoint(cue):
            claimed |= cue
            kept.append((certainty, candidate))
    return kept


def candidates(model: Model, it: Columns) -> list[Candidate]:
    """Return every likely cue that has a content; scores are means over the networks."""
    vectors, odds = zip(*(network.tokens(it) for network in model.networks), strict=True)
    first = np.mean(odds, axis=0)
    # the logistic function, in the form that cannot overflow
    weight = (1 + np.tanh(first / 2)) / 2
    cues = np.flatnonzero(weight > model.likely)
    found = []
    for start in range(0, len(cues), AT_ONCE):
        seen = pairs(it, cues[start : start + AT_ONCE], weight)
        views = [network.pairs(known, seen) for network, known in zip(model.networks, vectors, strict=True)]
        scores: Floats = np.mean([view.roles for view in views], axis=0)
        second = np.mean([view.accepted for view in views], axis=0)
        roles = best_roles(scores, model.transitions, seen)
        certainty = _certainty(scores, roles)
        ends = np.cumsum(seen.lengths)
        for cue, end, length, opinion in zip(seen.cues, ends, seen.lengths, second, strict=True):
            here = slice(end - length, end)
            if (roles[here] == CONTENT).any():
                parts = int(cue), seen.token[here], roles[here], certainty[here]
                found.append(Candidate(*parts, _evidence(it, *parts, first[cue], opinion)))
    _weigh_nesting(found, len(it))
    return found


def _certainty(scores: Floats, roles: Places) -> Floats:
    """Return the log-probability of each token's role by its own score."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    chosen: Floats = shares[np.arange(len(roles)), roles] / shares.sum(axis=1)
    certainty: Floats = np.log(chosen + np.float32(1e-6))
    return certainty


def _evidence(
    it: Columns, cue: int, tokens: Places, roles: Places, certainty: Floats, *opinions: np.float32
) -> Floats:
    content = tokens[roles == CONTENT]
    source = certainty[roles == SOURCE]
    return np.array(
        [
            *opinions,
            certainty.min(),
            certainty[roles != NONE].mean(),
            source.mean() if len(source) else UNKNOWN,
            np.log1p(len(source)),
            np.log1p(len(content)),
            (it.quoted[content] != OUTSIDE).mean(),
            it.quoted[cue] != OUTSIDE,
            _is_noun_of_saying(it, cue),
            0,
        ],
        dtype=np.float32,
    )


def _is_noun_of_saying(it: Columns, cue: int) -> bool:
    return int(it.tag[cue]) in NOUNS and int(it.lemma[cue]) in _ids("noun")


@cache
def _ids(name: str) -> frozenset[int]:
    """Return spaCy's ids of a list of cues."""
    return frozenset(map(get_string_id, words("cues", name)))


def _weigh_nesting(found: list[Candidate], size: int) -> None:
    """Note for each candidate how likely the likeliest is whose content its cue stands in."""
    strongest = np.full(size, UNKNOWN, dtype=np.float32)
    for candidate in found:
        content = candidate.tokens[candidate.roles == CONTENT]
        odds = candidate.evidence[:2].mean()
        strongest[content] = np.maximum(strongest[content], odds)
    for candidate in found:
        candidate.evidence[-1] = strongest[candidate.cue]


def _quote(it: Columns, found: Candidate, odds: float) -> Iterator[Quote]:
    number = it.paragraph[found.cue]
    paragraph, start = it.paragraphs[number], int(it.first[number])
    doc = paragraph.doc

    cue = doc[found.cue - start]
    places = found.tokens - start
    contents = (_span(doc, run) for run in _runs(places[found.roles == CONTENT]))
    parts = [Part(paragraph, span) for span in map(trimmed, contents) if _speaks(span)]
    if parts:
        (said,) = (run for run in _runs(places[found.roles == CUE]) if cue.i in run)
        source = _surest(doc, places, found)
        yield Quote(paragraph, cue, _span(doc, said), parts, source, round(1 / (1 + math.exp(-odds)), 2))


def _runs(places: Places) -> list[Places]:
    """Cut places into runs of neighbours."""
    return np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(places) else []


def _span(doc: Doc, run: Places) -> Span:
    return doc[int(run[0]) : int(run[-1]) + 1]


def _speaks(span: Span) -> bool:
    return any(token.is_alpha or token.like_num for token in span)


def _surest(doc: Doc, places: Places, found: Candidate) -> Span | None:
    """Return the source; of several stretches that the network took for it the surest."""
    sure = dict(zip(places.tolist(), found.certainty.tolist(), strict=True))
    named = [run for run in _runs(places[found.roles == SOURCE]) if _speaks(_span(doc, run))]
    best = max(named, key=lambda run: np.mean([sure[place] for place in run.tolist()]), default=None)
    return trimmed(_span(doc, best)) if best is not None else None
