"""The tokens, spans and trees that coding reads are those of spaCy's pipeline."""

from pathlib import Path

import pytest

from analysis.corpus import open_corpus
from analysis.language.parsing import parse
from analysis.language.tokens import Doc, Span, Token

ROOT = Path(__file__).parents[2]
OWN = (
    "i", "idx", "text", "whitespace_", "lower_", "lemma_", "tag_", "pos_", "dep_", "ent_type_", "is_alpha",
    "is_lower", "is_title", "is_punct", "is_space", "is_quote", "is_stop", "like_num",
)  # fmt: skip
TREE = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")
RELATED = ("head", "left_edge", "right_edge")


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    """The paragraphs of three articles about a tunnel."""
    documents = open_corpus(ROOT / "data" / "harbour-tunnel").documents
    return [paragraph.doc for article in parse(documents) for paragraph in article.paragraphs]


def outline(span: object) -> tuple[int, int, str] | None:
    """Return the bounds and the kind of a span, of whichever library; None for none."""
    return None if span is None else (span.start, span.end, span.label_)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", OWN)
def test_a_token_has_the_attributes_of_spacy(docs: list[Doc], name: str) -> None:
    """Words, labels and offsets are the same."""
    for doc in docs:
        assert [getattr(token, name) for token in doc] == [getattr(token, name) for token in doc.parse]


@pytest.mark.parametrize("name", TREE)
def test_a_tree_has_the_branches_of_spacy(docs: list[Doc], name: str) -> None:
    """Dependents and ancestors are the same tokens in the same order."""
    for doc in docs:
        for own, other in zip(doc, doc.parse, strict=True):
            assert [one.i for one in getattr(own, name)] == [one.i for one in getattr(other, name)]


@pytest.mark.parametrize("name", RELATED)
def test_a_tree_has_the_heads_and_edges_of_spacy(docs: list[Doc], name: str) -> None:
    """Heads and the bounds of subtrees are the same tokens."""
    for doc in docs:
        assert [getattr(token, name).i for token in doc] == [getattr(token, name).i for token in doc.parse]


def test_sentences_and_names_are_those_of_spacy(docs: list[Doc]) -> None:
    """A text divides into the same sentences, each token knows its own, and names have the same bounds."""
    for doc in docs:
        assert [outline(sent) for sent in doc.sents] == [outline(sent) for sent in doc.parse.sents]
        assert [outline(token.sent) for token in doc] == [outline(token.sent) for token in doc.parse]
        assert [outline(name) for name in doc.ents] == [outline(name) for name in doc.parse.ents]


def test_a_span_has_the_root_and_text_of_spacy(docs: list[Doc]) -> None:
    """So has each run of up to nine tokens."""
    for doc in docs:
        for start in range(len(doc)):
            for end in range(start + 1, min(start + 9, len(doc)) + 1):
                own, other = doc[start:end], doc.parse[start:end]
                assert (own.root.i, own.text) == (other.root.i, other.text)
                assert outline(own.sent) == outline(other.sent)
                assert (own.start_char, own.end_char, len(own)) == (
                    other.start_char,
                    other.end_char,
                    len(other),
                )


@pytest.mark.parametrize("mode", ["expand", "contract"])
def test_offsets_find_the_tokens_that_spacy_finds(docs: list[Doc], mode: str) -> None:
    """Offsets inside and beside tokens, at the ends of the text and outside it, lead to the same tokens."""
    for doc in docs:
        size = len(doc.text)
        for start in range(-1, size + 1):
            for end in (*range(start + 1, min(start + 12, size) + 1), size, size + 1):
                own = doc.char_span(start, end, alignment_mode=mode)  # type: ignore[arg-type]
                other = doc.parse.char_span(start, end, alignment_mode=mode)
                assert outline(own) == outline(other)


def test_a_sentence_can_stand_alone(docs: list[Doc]) -> None:
    """As a text of its own it begins at offset 0 and keeps its tree."""
    sent = docs[1].sents[-1]
    alone = sent.as_doc()
    assert (alone.text.rstrip(), alone[0].idx) == (sent.text, 0)
    assert [token.head.i for token in alone] == [token.head.i - sent.start for token in sent]


def test_a_span_is_known_by_its_bounds(docs: list[Doc]) -> None:
    """Two spans of the same tokens are equal; a span contains its own tokens and no others."""
    doc, other = docs[:2]
    assert doc[1:3] == doc[1:3] != doc[1:4]
    assert doc[1:3] != other[1:3]
    assert doc[1] in doc[1:3]
    assert doc[3] not in doc[1:3]
    assert other[1] not in doc[1:3]


def test_slices_are_those_of_a_list(docs: list[Doc]) -> None:
    """Bounds beyond the text are cut, and negative ones count from its end."""
    doc: Doc = docs[1]
    for text in (doc, doc[2:-1]):
        listed: list[Token] = list(text)
        for key in (slice(None), slice(-3, None), slice(2, 1), slice(1, 10_000), slice(None, -2)):
            found: Span = text[key]
            assert list(found) == listed[key]
        assert text[-1] is listed[-1]


@pytest.mark.parametrize("place", [0, -1])
def test_no_token_is_before_the_first_or_after_the_last(docs: list[Doc], place: int) -> None:
    """A neighbour beyond the ends of a text is an error, not the token at its other end."""
    with pytest.raises(IndexError):
        docs[0][place].nbor(1 if place else -1)
