"""Parsed paragraphs as columns of numbers, one entry per token: what the attribution network reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, SENT_START, SHAPE, SUFFIX, TAG
from spacy.strings import get_string_id
from spacy.tokens import Span

from analysis.coding.syntax.clauses import governor
from analysis.language.marks import quotations
from analysis.language.parsing import Paragraph

Ids = NDArray[np.uint64]
Places = NDArray[np.intp]
Floats = NDArray[np.float32]

ATTRIBUTES = [LOWER, LEMMA, TAG, DEP, ENT_TYPE, SUFFIX, SHAPE, HEAD, SENT_START]
# how far up the tree a path is followed
HEIGHT = 5
# branches that the parser often hangs on the wrong verb
MENDED = {get_string_id(label) for label in ("conj", "ccomp", "advcl")}
MARKERS = np.array([get_string_id("mark"), get_string_id("case")], dtype=np.uint64)
COMMA = get_string_id(",")
VERBS = np.array([get_string_id(f"VB{end}") for end in ("", "D", "G", "N", "P", "Z")], dtype=np.uint64)
# where a token stands in a quotation
OUTSIDE, OPENING, INSIDE, CLOSING = range(4)
# tokens read at once: bounds memory on articles of any length
GROUP = 4_000


@dataclass(frozen=True)
class Columns:
    """The tokens of several paragraphs of one article; places count through all of them.

    Attributes:
        paragraphs: where the tokens stand.
        first: place of each paragraph's first token, and one past the last.
        paragraph: number of each token's paragraph.
        sentence: number of each token's sentence.
        lower, lemma, tag, dep, entity, suffix, shape: spaCy's ids of these attributes.
        head: place of each token's head; a root is its own.
        ancestors: places, ``[HEIGHT + 1, n]``: the token itself, its head, and so on.
        marker: id of the first preposition or subordinator that hangs on a token, else 0.
        quoted: OUTSIDE a quotation, its OPENING mark, INSIDE, its CLOSING mark.
        quotation: number of the quotation that a token stands in, or -1.
        opened: how many quotations have been opened up to here.
        commas, verbs: how many have been met up to here.
        vectors: the parser's own, ``[n, 96]``.
    """

    paragraphs: Sequence[Paragraph]
    first: Places
    paragraph: Places
    sentence: Places
    lower: Ids
    lemma: Ids
    tag: Ids
    dep: Ids
    entity: Ids
    suffix: Ids
    shape: Ids
    head: Places
    ancestors: Places
    marker: Ids
    quoted: Places
    quotation: Places
    opened: Places
    commas: Places
    verbs: Places
    vectors: Floats

    def __len__(self) -> int:
        return len(self.head)


def columns(paragraphs: Sequence[Paragraph]) -> Columns:
    """Read the parse of some paragraphs of one article."""
    lengths = [len(paragraph.doc) for paragraph in paragraphs]
    first = np.cumsum([0, *lengths])
    number = np.repeat(np.arange(len(lengths)), lengths)
    table = np.concatenate([paragraph.doc.to_array(ATTRIBUTES) for paragraph in paragraphs])
    lower, lemma, tag, dep, entity, suffix, shape = (np.ascontiguousarray(it) for it in table.T[:7])
    place = np.arange(len(table))
    head = place + table[:, 7].astype(np.int64)
    for paragraph, start in zip(paragraphs, first, strict=False):
        for token in paragraph.doc:
            if token.dep in MENDED:
                head[start + token.i] = start + governor(token).i
    starts = table[:, 8] == 1
    starts[first[:-1]] = True
    ancestors = np.empty((HEIGHT + 1, len(place)), dtype=np.intp)
    ancestors[0] = place
    for height in range(HEIGHT):
        ancestors[height + 1] = head[ancestors[height]]
    quoted, quotation = _quotations(paragraphs, first)
    return Columns(
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
        marker=_markers(lower, dep, head),
        quoted=quoted,
        quotation=quotation,
        opened=np.cumsum(np.diff(quotation, prepend=-1) * (quotation >= 0) != 0),
        commas=np.cumsum(lower == COMMA),
        verbs=np.cumsum(np.isin(tag, VERBS)),
        vectors=np.concatenate([paragraph.doc.tensor for paragraph in paragraphs]),
    )


def groups(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Cut an article into runs of paragraphs of bounded size."""
    run: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        if run and size + len(paragraph.doc) > GROUP:
            yield run
            run, size = [], 0
        run.append(paragraph)
        size += len(paragraph.doc)
    if run:
        yield run


def quoted_spans(paragraph: Paragraph) -> list[Span]:
    """Return the quotations of a paragraph, marks included."""
    doc = paragraph.doc
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in quotations(paragraph.text))
    return [span for span in spans if span is not None]


def _markers(lower: Ids, dep: Ids, head: Places) -> Ids:
    marks = np.flatnonzero(np.isin(dep, MARKERS))[::-1]
    found = np.zeros_like(lower)
    found[head[marks]] = lower[marks]
    return found


def _quotations(paragraphs: Sequence[Paragraph], first: Places) -> tuple[Places, Places]:
    """Return where each token stands in a quotation, and in which."""
    quoted = np.full(first[-1], OUTSIDE)
    number = np.full(first[-1], -1)
    count = 0
    for paragraph, start in zip(paragraphs, first, strict=False):
        for span in quoted_spans(paragraph):
            begin, end = start + span.start, start + span.end
            quoted[begin:end] = INSIDE
            quoted[begin], quoted[end - 1] = OPENING, CLOSING
            number[begin:end] = count
            count += 1
    return quoted, number
