"""Convert parsed paragraphs into arrays with one entry per token, the input of the attribution network."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, SENT_START, SHAPE, SUFFIX, TAG
from spacy.strings import get_string_id

from analysis.coding.syntax.clauses import find_governor
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span

Ids = NDArray[np.uint64]
Indices = NDArray[np.intp]
Floats = NDArray[np.float32]

ATTRIBUTES = [LOWER, LEMMA, TAG, DEP, ENT_TYPE, SUFFIX, SHAPE, HEAD, SENT_START]
# number of steps up the tree for which paths are computed
HEIGHT = 5
# dependents that the parser often attaches to the wrong verb
REATTACHED = ("conj", "ccomp", "advcl")
MARKERS = np.array([get_string_id("mark"), get_string_id("case")], dtype=np.uint64)
COMMA = get_string_id(",")
VERBS = np.array([get_string_id(f"VB{end}") for end in ("", "D", "G", "N", "P", "Z")], dtype=np.uint64)
# position of a token relative to a quotation
OUTSIDE, OPENING, INSIDE, CLOSING = range(4)
# tokens processed together: bounds memory for articles of any length
MAX_BATCH = 4_000


@dataclass(frozen=True)
class TokenArrays:
    """The tokens of several paragraphs of one article; indices run across all of them.

    Attributes:
        paragraphs: the paragraphs that contain the tokens.
        first: index of each paragraph's first token, and one past the last.
        paragraph: number of each token's paragraph.
        sentence: number of each token's sentence.
        lower, lemma, tag, dep, entity, suffix, shape: spaCy's ids of these attributes.
        head: index of each token's head; a root is its own head.
        ancestors: indices, ``[HEIGHT + 1, n]``: the token itself, its head, and so on.
        marker: id of the first preposition or subordinator that depends on a token, or 0.
        quoted: OUTSIDE a quotation, its OPENING mark, INSIDE, or its CLOSING mark.
        quotation: number of the quotation that contains a token, or -1.
        opened: number of quotations opened up to and including each token.
        commas, verbs: number of each up to and including each token.
        vectors: the parser's token vectors, ``[n, 96]``.
    """

    paragraphs: Sequence[Paragraph]
    first: Indices
    paragraph: Indices
    sentence: Indices
    lower: Ids
    lemma: Ids
    tag: Ids
    dep: Ids
    entity: Ids
    suffix: Ids
    shape: Ids
    head: Indices
    ancestors: Indices
    marker: Ids
    quoted: Indices
    quotation: Indices
    opened: Indices
    commas: Indices
    verbs: Indices
    vectors: Floats

    def __len__(self) -> int:
        return len(self.head)


def build_arrays(paragraphs: Sequence[Paragraph]) -> TokenArrays:
    """Build the arrays of some paragraphs of one article."""
    lengths = [len(paragraph.doc) for paragraph in paragraphs]
    first = np.cumsum([0, *lengths])
    number = np.repeat(np.arange(len(lengths)), lengths)
    table = np.concatenate([paragraph.doc.parse.to_array(ATTRIBUTES) for paragraph in paragraphs])
    lower, lemma, tag, dep, entity, suffix, shape = (np.ascontiguousarray(column) for column in table.T[:7])
    index = np.arange(len(table))
    head = index + table[:, 7].astype(np.int64)
    for paragraph, start in zip(paragraphs, first, strict=False):
        for token in paragraph.doc:
            if token.dep_ in REATTACHED:
                head[start + token.i] = start + find_governor(token).i
    starts = table[:, 8] == 1
    starts[first[:-1]] = True
    ancestors = np.empty((HEIGHT + 1, len(index)), dtype=np.intp)
    ancestors[0] = index
    for height in range(HEIGHT):
        ancestors[height + 1] = head[ancestors[height]]
    quoted, quotation = _mark_quotations(paragraphs, first)
    return TokenArrays(
        paragraphs=paragraphs,
        first=first,
        paragraph=number,
        sentence=np.cumsum(starts) - 1,
        lower=lower,
        lemma=lemma,
        tag=tag,
        dep=dep,
        entity=entity,
        suffix=suffix,
        shape=shape,
        head=head,
        ancestors=ancestors,
        marker=_find_markers(lower, dep, head),
        quoted=quoted,
        quotation=quotation,
        opened=np.cumsum(np.diff(quotation, prepend=-1) * (quotation >= 0) != 0),
        commas=np.cumsum(lower == COMMA),
        verbs=np.cumsum(np.isin(tag, VERBS)),
        vectors=np.concatenate([paragraph.doc.parse.tensor for paragraph in paragraphs]),
    )


def split_batches(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Split an article into batches of consecutive paragraphs of bounded size."""
    batch: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        if batch and size + len(paragraph.doc) > MAX_BATCH:
            yield batch
            batch, size = [], 0
        batch.append(paragraph)
        size += len(paragraph.doc)
    if batch:
        yield batch


def find_quotations(paragraph: Paragraph) -> list[Span]:
    """Return the quotations of a paragraph, including their marks."""
    doc = paragraph.doc
    spans = (
        doc.char_span(start, end, alignment_mode="expand") for start, end in find_quoted_spans(paragraph.text)
    )
    return [span for span in spans if span is not None]


def _find_markers(lower: Ids, dep: Ids, head: Indices) -> Ids:
    marks = np.flatnonzero(np.isin(dep, MARKERS))[::-1]
    found = np.zeros_like(lower)
    found[head[marks]] = lower[marks]
    return found


def _mark_quotations(paragraphs: Sequence[Paragraph], first: Indices) -> tuple[Indices, Indices]:
    """Return the position of each token relative to a quotation, and the number of that quotation."""
    quoted = np.full(first[-1], OUTSIDE)
    number = np.full(first[-1], -1)
    count = 0
    for paragraph, start in zip(paragraphs, first, strict=False):
        for span in find_quotations(paragraph):
            begin, end = start + span.start, start + span.end
            quoted[begin:end] = INSIDE
            quoted[begin], quoted[end - 1] = OPENING, CLOSING
            number[begin:end] = count
            count += 1
    return quoted, number
