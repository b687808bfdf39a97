"""Offsets of parsed paragraphs are correct for any text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.documents import Document
from analysis.language.parsing import LONGEST_PARAGRAPH, LONGEST_SENTENCE, MODEL, parse, split_paragraphs


@given(st.text(max_size=400))
def test_paragraphs_reproduce_the_text(text: str) -> None:
    """Each piece is at its offset, and only whitespace is skipped."""
    covered = bytearray(len(text))
    for start, piece in split_paragraphs(text):
        assert text[start : start + len(piece)].replace("\n", " ") == piece.replace("\n", " ")
        covered[start : start + len(piece)] = b"\x01" * len(piece)
    assert all(done or character.isspace() for done, character in zip(covered, text, strict=True))


@pytest.mark.parametrize("piece", ["word ", "A sentence ends here. ", "x", "“", "\u00a0"])
def test_long_paragraphs_are_cut(piece: str) -> None:
    """No piece is longer than the parser's limit, and together they are the text."""
    text = (piece * 20_000)[:20_000]
    pieces = list(split_paragraphs(text))
    assert all(len(cut) <= LONGEST_PARAGRAPH for _, cut in pieces)
    assert "".join(cut for _, cut in pieces) == ("" if text.isspace() else text)


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    """A sentence is only cut if there is no sentence end."""
    pieces = list(split_paragraphs("They met at noon and left. " * 400))
    assert len(pieces) > 1
    assert all(cut.endswith("left. ") for _, cut in pieces)


def test_wrapped_lines_are_one_paragraph() -> None:
    """Wrapped lines continue; a blank line ends the paragraph."""
    line = "this line was broken by a program at seventy columns or thereabouts and"
    text = f"{line}\n{line}\n{line}\nends.\n\n{line}\n{line}\nends."
    assert [start for start, _ in split_paragraphs(text)] == [0, text.index("\n\n") + 2]


def test_short_lines_are_paragraphs() -> None:
    """A line that ends a sentence ends its paragraph."""
    assert [piece for _, piece in split_paragraphs("One.\nTwo.\n\nThree.")] == ["One.", "Two.", "Three."]


def test_tokens_point_into_the_document() -> None:
    """Token offsets are those of the document, with the newspaper's own marks."""
    text = "First.\n\n‘It’s over,’ she said.\n\nLast."
    (article,) = parse([Document("a", text)])
    words = [text[slice(*part.span(token))] for part in article.paragraphs for token in part.doc]
    assert words == ["First", ".", "‘", "It", "’s", "over", ",", "’", "she", "said", ".", "Last", "."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Retired police officer and harbour specialist Ola Brandt told the mayor of it.", 1),
        ("On Friday, Qaboos bin Said, the Sultan of Norland, died aged 79.", 1),
        ("The quake was felt at 4:53 a.m Thursday morning in Sudria.", 1),
        ("The team found the ship (see map). Brandt led it.", 2),
        ("“It is over.” She left.", 2),
        ("Norland State Enterprise Védelmi Ipari Kft. (NVI Limited) acquired the port.", 1),
    ],
)
def test_no_sentence_begins_after_a_word(text: str, sentences: int) -> None:
    """A sentence begins behind the end of another one, never between a title and a name."""
    (article,) = parse([Document("a", text)])
    assert sum(len(list(part.doc.sents)) for part in article.paragraphs) == sentences


def test_sentences_have_a_longest_length() -> None:
    """A text without a full stop does not become one sentence."""
    (article,) = parse([Document("a", "he said that " * 600)])
    lengths = [len(sent) for part in article.paragraphs for sent in part.doc.sents]
    assert max(lengths) <= LONGEST_SENTENCE


def test_documents_stay_apart_and_in_order() -> None:
    """Parsing in batches gives each document its own paragraphs; one without text gives none."""
    found = list(parse([Document("a", "One.\n\nTwo."), Document("b", " \n"), Document("c", "Three.")]))
    texts = [(article.document.doc_id, [part.text for part in article.paragraphs]) for article in found]
    assert texts == [("a", ["One.", "Two."]), ("c", ["Three."])]


def test_the_model_names_no_machine() -> None:
    """The shipped model contains no paths of the machine that trained it."""
    for name in ("config.cfg", "meta.json"):
        text = (MODEL / name).read_text(encoding="utf-8")
        assert not re.findall(r"(?:/tmp|/home|/work|/Users|[A-Z]:\\)\S*", text)
