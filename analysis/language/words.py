"""Read the tokens of a parsed text from the numbers in which spaCy stores them."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from spacy import attrs
from spacy.tokens import Doc
from spacy.vocab import Vocab

LABELS = (attrs.LEMMA, attrs.TAG, attrs.POS, attrs.DEP, attrs.ENT_TYPE)
ATTRIBUTES = [attrs.HEAD, attrs.IDX, attrs.SPACY, attrs.SENT_START, attrs.ORTH, *LABELS]
# words and labels kept, which bounds memory
KNOWN = 1 << 16


class Word(NamedTuple):
    """What is known about a word whatever its sentence."""

    text: str
    lower_: str
    is_alpha: bool
    is_lower: bool
    is_title: bool
    is_punct: bool
    is_space: bool
    is_quote: bool
    is_stop: bool
    like_num: bool


Row = tuple[int, str, bool, Word, tuple[str, ...]]


def read_tokens(parse: Doc) -> tuple[list[int], Iterator[Row]]:
    """Return the tokens of a parsed text.

    Returns:
        The distance of each token to its head, 0 for a root; and for each token the offset of its first
        character, the space after it, whether a sentence begins with it, its word and its LABELS.
    """
    read_word, read_label = _make_readers(parse.vocab)
    table = parse.to_array(ATTRIBUTES).T
    heads = table[0].astype(np.int64).tolist()
    offsets, spaces, starts, words, *labels = table[1:].tolist()
    named = zip(*(map(read_label, column) for column in labels), strict=True)
    rows = zip(
        offsets,
        [" " if space else "" for space in spaces],
        [start == 1 for start in starts],
        map(read_word, words),
        named,
        strict=True,
    )
    return heads, rows


@cache
def _make_readers(vocab: Vocab) -> tuple[Callable[[int], Word], Callable[[int], str]]:
    """Return functions from spaCy's numbers to words and labels."""

    def read_word(key: int) -> Word:
        entry = vocab[key]
        return Word(
            entry.text, entry.lower_, entry.is_alpha, entry.is_lower, entry.is_title, entry.is_punct,
            entry.is_space, entry.is_quote, entry.is_stop, entry.like_num,
        )  # fmt: skip

    def read_label(key: int) -> str:
        return vocab.strings[key]

    return lru_cache(KNOWN)(read_word), lru_cache(KNOWN)(read_label)
