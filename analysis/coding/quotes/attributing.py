"""Turn the scores of the attribution networks into attributions."""

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.strings import get_string_id

from analysis.coding.lexicon import get_words
from analysis.coding.quotes.attribution import Part, Quote
from analysis.coding.quotes.decoding import decode_roles
from analysis.coding.quotes.features import build_pairs
from analysis.coding.quotes.network import CONTENT, CUE, NONE, SOURCE, Model, load
from analysis.coding.quotes.token_arrays import (
    OUTSIDE,
    Floats,
    Indices,
    TokenArrays,
    build_arrays,
    split_batches,
)
from analysis.coding.syntax.extents import trim
from analysis.language.parsing import Article
from analysis.language.tokens import Doc, Span, Token

# cues scored together: bounds memory
BATCH = 96
# Minimum log-odds for a demand. PolNeAR's annotators mark "demanded Z" as an attribution only occasionally,
# but for a reader of a dispute a missed demand is worse than a false one.
DEMAND_THRESHOLD = -1.5
# features of the verdict: the networks' first and second score of the cue; their certainty of the least
# certain token, of the tokens with a role and of the source; the sizes of source and content; the share of
# the content that is quoted; whether the cue is quoted; whether the cue is a noun such as "claim"; and the
# score of the likeliest attribution whose content includes the cue
EVIDENCE = (
    "first", "second", "least", "roles", "source", "source size", "content size", "quoted", "inside", "noun",
    "nested",
)  # fmt: skip
NAMES = ("NNP", "NNPS")
NOUNS = frozenset(map(get_string_id, ("NN", "NNS")))
# log-probability and log-odds of a missing value
UNKNOWN = -4.0


class Candidate(NamedTuple):
    """A likely cue with the source and content it would attribute.

    Attributes:
        cue: index of the cue's head.
        tokens: indices of the tokens in the cue's window.
        roles: the ROLES of these tokens.
        certainty: log-probability of each of these roles.
        evidence: the features named in EVIDENCE.
    """

    cue: int
    tokens: Indices
    roles: Indices
    certainty: Floats
    evidence: Floats


def find_attributions(article: Article) -> Iterator[Quote]:
    """Yield the attributions of an article that have cue, content and source in one paragraph."""
    model = load()
    for batch in split_batches(article.paragraphs):
        arrays = build_arrays(batch)
        for odds, candidate in rank_candidates(model, arrays):
            is_demand = (
                int(arrays.lemma[candidate.cue]) in _lexicon_ids("demand") and SOURCE in candidate.roles
            )
            if odds >= (DEMAND_THRESHOLD if is_demand else model.threshold):
                yield from _build_quote(arrays, candidate, odds)


def rank_candidates(model: Model, arrays: TokenArrays) -> list[tuple[float, Candidate]]:
    """Return candidates with their log-odds of being right, most likely first.

    A word belongs to one cue only: the likelier candidate keeps it.
    """
    found = find_candidates(model, arrays)
    odds = [float(model.verdict @ np.append(candidate.evidence, 1)) for candidate in found]
    used: set[int] = set()
    ranked = []
    for certainty, candidate in sorted(zip(odds, found, strict=True), key=lambda pair: -pair[0]):
        cue = set(candidate.tokens[candidate.roles == CUE].tolist())
        if used.isdisjoint(cue):
            used |= cue
            ranked.append((certainty, candidate))
    return ranked


def find_candidates(model: Model, arrays: TokenArrays) -> list[Candidate]:
    """Return every likely cue that has content; scores are means over the networks."""
    rows = model.networks[0].find_token_rows(arrays)
    vectors, odds = zip(*(network.score_tokens(arrays, rows) for network in model.networks), strict=True)
    first = np.mean(odds, axis=0)
    # the logistic function, in the form that cannot overflow
    weight = (1 + np.tanh(first / 2)) / 2
    cues = np.flatnonzero(weight > model.likely)
    found = []
    for start in range(0, len(cues), BATCH):
        pairs = build_pairs(arrays, cues[start : start + BATCH], weight)
        rows = model.networks[0].find_pair_rows(pairs)
        views = [
            network.score_pairs(own, pairs, rows)
            for network, own in zip(model.networks, vectors, strict=True)
        ]
        scores: Floats = np.mean([view.roles for view in views], axis=0)
        second = np.mean([view.accepted for view in views], axis=0)
        roles = decode_roles(scores, model.transitions, pairs)
        certainty = _compute_certainty(scores, roles)
        ends = np.cumsum(pairs.lengths)
        for cue, end, length, accepted in zip(pairs.cues, ends, pairs.lengths, second, strict=True):
            here = slice(end - length, end)
            if (roles[here] == CONTENT).any():
                parts = int(cue), pairs.token[here], roles[here], certainty[here]
                found.append(Candidate(*parts, _collect_evidence(arrays, *parts, first[cue], accepted)))
    _set_nesting(found, len(arrays))
    return found


def _compute_certainty(scores: Floats, roles: Indices) -> Floats:
    """Return the log-probability of each token's role from its own scores, without transitions."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    chosen: Floats = shares[np.arange(len(roles)), roles] / shares.sum(axis=1)
    certainty: Floats = np.log(chosen + np.float32(1e-6))
    return certainty


def _collect_evidence(
    arrays: TokenArrays, cue: int, tokens: Indices, roles: Indices, certainty: Floats, *cue_scores: np.float32
) -> Floats:
    content = tokens[roles == CONTENT]
    source = certainty[roles == SOURCE]
    return np.array(
        [
            *cue_scores,
            certainty.min(),
            certainty[roles != NONE].mean(),
            source.mean() if len(source) else UNKNOWN,
            np.log1p(len(source)),
            np.log1p(len(content)),
            (arrays.quoted[content] != OUTSIDE).mean(),
            arrays.quoted[cue] != OUTSIDE,
            _is_noun_of_saying(arrays, cue),
            0,
        ],
        dtype=np.float32,
    )


def _is_noun_of_saying(arrays: TokenArrays, cue: int) -> bool:
    return int(arrays.tag[cue]) in NOUNS and int(arrays.lemma[cue]) in _lexicon_ids("noun")


@cache
def _lexicon_ids(name: str) -> frozenset[int]:
    """Return spaCy's ids of the words in a list of cues."""
    return frozenset(map(get_string_id, get_words("cues", name)))


def _set_nesting(found: list[Candidate], size: int) -> None:
    """Set each candidate's "nested" evidence: the score of the likeliest candidate that contains its cue."""
    strongest = np.full(size, UNKNOWN, dtype=np.float32)
    for candidate in found:
        content = candidate.tokens[candidate.roles == CONTENT]
        odds = candidate.evidence[:2].mean()
        strongest[content] = np.maximum(strongest[content], odds)
    for candidate in found:
        candidate.evidence[-1] = strongest[candidate.cue]


def _build_quote(arrays: TokenArrays, candidate: Candidate, odds: float) -> Iterator[Quote]:
    number = arrays.paragraph[candidate.cue]
    paragraph, start = arrays.paragraphs[number], int(arrays.first[number])
    doc = paragraph.doc

    cue = doc[candidate.cue - start]
    indices = candidate.tokens - start
    contents = (_to_span(doc, run) for run in _split_runs(indices[candidate.roles == CONTENT]))
    parts = [Part(paragraph, span) for span in map(trim, contents) if _has_words(span)]
    if parts:
        (cue_run,) = (run for run in _split_runs(indices[candidate.roles == CUE]) if cue.i in run)
        cue_span = _to_span(doc, cue_run)
        source = _find_source(doc, indices, candidate)
        if source is None and (source := _find_name_after(cue)) is not None:
            cue_span = doc[cue_span.start : cue.i + 1]
        confidence = round(1 / (1 + math.exp(-odds)), 2)
        yield Quote(paragraph, cue, cue_span, parts, source, confidence)


def _split_runs(indices: Indices) -> list[Indices]:
    """Split indices into runs of consecutive ones."""
    return np.split(indices, np.flatnonzero(np.diff(indices) > 1) + 1) if len(indices) else []


def _to_span(doc: Doc, run: Indices) -> Span:
    return doc[int(run[0]) : int(run[-1]) + 1]


def _has_words(span: Span) -> bool:
    return any(token.is_alpha or token.like_num for token in span)


def _find_source(doc: Doc, indices: Indices, candidate: Candidate) -> Span | None:
    """Return the source span; if the network marks several, the most certain one."""
    certainty = dict(zip(indices.tolist(), candidate.certainty.tolist(), strict=True))
    runs = [run for run in _split_runs(indices[candidate.roles == SOURCE]) if _has_words(_to_span(doc, run))]
    best = max(runs, key=lambda run: np.mean([certainty[index] for index in run.tolist()]), default=None)
    return trim(_to_span(doc, best)) if best is not None else None


def _find_name_after(cue: Token) -> Span | None:
    """Return the name that alone follows a quotation and its verb: "“...,” said Per Holm."."""
    doc, end = cue.doc, cue.i + 1
    while end < len(doc) and doc[end].tag_ in NAMES:
        end += 1
    is_after_quotation = cue.i > 0 and doc[cue.i - 1].is_quote
    is_closed = end == len(doc) or doc[end].is_punct
    return doc[cue.i + 1 : end] if end > cue.i + 1 and is_after_quotation and is_closed else None
