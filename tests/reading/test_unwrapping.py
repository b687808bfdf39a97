"""Lines broken by print, wire services and PDF files are joined; other line breaks stay."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.unwrapping import unwrap

PARAGRAPHS = [
    "The parliament of Ostmark postponed the vote on its new fishing law on Thursday, two days after the "
    "boat owners had closed the mouth of the river Lenne with forty trawlers.",
    "“We will not give up our nets, whatever the ministry may think of it,” said Berit Solheim, who has led "
    "the League of Coastal Boats since last autumn.",
    "Fisheries minister Aksel Thorn said that the law was needed because the stocks of herring had fallen by "
    "a third within a decade, and that he would talk to everybody who was willing to listen.",
    "A new reading is planned for May.",
]


@pytest.mark.parametrize("indent", ["", "   "], ids=["blank line", "indent"])
@given(st.integers(30, 100))
def test_broken_lines_are_joined_to_the_paragraphs_that_they_were(indent: str, width: int) -> None:
    """A text broken at 30 to 100 characters, with blank lines or indents, is as it was before."""
    broken = ["\n".join(textwrap.wrap(one, width, initial_indent=indent)) for one in PARAGRAPHS]
    assert unwrap(("\n" if indent else "\n\n").join(broken)).strip() == "\n\n".join(PARAGRAPHS)


@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=6))
def test_whole_paragraphs_are_unchanged(paragraphs: list[str]) -> None:
    """A paragraph a line, with or without blank lines, is what a text looks like when nothing is broken."""
    for text in ("\n".join(paragraphs), "\n\n".join(paragraphs)):
        assert unwrap(text) == text
        assert unwrap(unwrap(text)) == unwrap(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("The nego-\ntiations on the", "The negotiations on the"),
        ("It is a well-\nknown failure of", "It is a well-known failure of"),
        ("They want a two-\nyear pause of", "They want a two-year pause of"),
        ("It told Anna Berg-\nHolm that the", "It told Anna Berg-Holm that the"),
    ],
    ids=["split word", "compound", "number", "name"],
)
def test_words_split_by_a_hyphen_are_joined(broken: str, whole: str) -> None:
    """A hyphen at a line end is removed, unless it belongs to the word."""
    rest = "\nfishing law in the town\nof Lenne took as long as\nthe winter before it."
    assert unwrap(broken + rest).startswith(whole)


@pytest.mark.parametrize(
    "text",
    [
        "Herring\nCod and haddock\nSalmon from the river\nEel\nMussels and crabs\nShrimp",
        "O river, slow and grey,\nYou carry nets and men,\nAnd what you take away\nYou never bring again.",
        "SOLHEIM: Good evening.\nTHORN: Good evening to you.\nSOLHEIM: You want our nets.\nTHORN: No.",
        "Vote postponed\nBy Nils Brandt\nOstmark Post\n3 March 2025",
    ],
    ids=["list", "verse", "dialogue", "heading"],
)
def test_lists_verse_and_dialogue_keep_their_lines(text: str) -> None:
    """Lines that are not filled, or that begin sentences, were meant as lines."""
    assert unwrap(text) == text


def test_a_quotation_mark_at_a_line_end_stays_with_its_words() -> None:
    """The speaker named on the next line is in the same paragraph as the words."""
    text = (
        "“The stocks have fallen by a third since the\nyear of the great flood, the law is needed,”\n"
        "said Aksel Thorn in the town hall of Lenne."
    )
    assert "is needed,” said Aksel Thorn" in unwrap(text)


def test_double_spaced_lines_are_joined() -> None:
    """Copied from some programs, each line stands between blank lines, and paragraphs have more of them."""
    broken = ["\n\n".join(textwrap.wrap(one, 60)) for one in PARAGRAPHS[:3]]
    assert unwrap("\n\n\n\n".join(broken)).split("\n\n") == PARAGRAPHS[:3]


def test_the_marks_of_a_reply_are_removed() -> None:
    """Mail writes ">" before each line that it quotes; where only some lines have it, all are left."""
    lines = "\n\n".join(textwrap.fill(one, 60) for one in PARAGRAPHS).split("\n")
    quoted = "\n".join(f"> {line}".rstrip() for line in lines)
    assert unwrap(quoted) == "\n\n".join(PARAGRAPHS)
    assert unwrap("> We shall stay.\n\nShe wrote so.") == "> We shall stay.\n\nShe wrote so."
    assert unwrap(">> We shall stay.\n>> So shall we.") == ">> We shall stay.\n>> So shall we."


def test_one_longer_line_does_not_hide_that_lines_are_broken() -> None:
    """An agency may write the place before a line that was broken without it."""
    broken = "\n\n".join(textwrap.fill(one, 60) for one in PARAGRAPHS)
    assert unwrap(f"OSTMARK CITY (OPA) -- {broken}") == "\n\n".join(
        [f"OSTMARK CITY (OPA) -- {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    )
