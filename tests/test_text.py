"""Counts with nouns and the indefinite article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import format_count, frame_sentence, with_article


@pytest.mark.parametrize(
    ("number", "noun", "plural", "shown"),
    [
        (1, "article", "", "1 article"),
        (0, "article", "", "0 articles"),
        (1338, "event", "", "1,338 events"),
        (2, "analysis", "analyses", "2 analyses"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, noun: str, plural: str, shown: str) -> None:
    """One is singular, any other number plural, and thousands are separated."""
    assert format_count(number, noun, plural) == shown


@pytest.mark.parametrize(
    "shown",
    [
        "a UN resolution", "a U.N. Security Council resolution", "an EU summit", "a US envoy", "a U.S. envoy",
        "a university", "a union", "a unilateral truce", "an unidentified group", "an uninformed guess",
        "a one-day strike", "a European plan", "a Ukrainian call", "a Ugandan force", "a useful step",
        "an urgent call",
        "an hour", "an honest broker", "a house", "an MP", "an FBI inquiry", "an NGO", "an SOS",
        "a NATO force",
        "an IAEA visit", "a UNESCO list", "an OPEC cut", "a BBC report", "an MPs' vote", "a 30-day ceasefire",
        "an 8-hour truce", "an 80-day blockade", "an 11-point plan", "an 18-month term", "a 110-day siege",
        "an 11,000-strong force", "a 1,100-strong force", "an F-16", "a T-shirt", "an X-ray", "a U-turn",
        "an end", "a “truce”", "an “end”", "an Uzbek plan", "an onerous tax", "an A-level", "a 10 % cut",
    ],
)  # fmt: skip
def test_article_depends_on_pronunciation(shown: str) -> None:
    """Spelt-out letters, words and numbers count as pronounced."""
    article, _, phrase = shown.partition(" ")
    assert with_article(phrase) == f"{article} {phrase}"


@given(st.text())
def test_article_precedes_the_unchanged_phrase(phrase: str) -> None:
    """Any phrase follows its article unchanged."""
    assert with_article(phrase) in (f"a {phrase}", f"an {phrase}")


def test_a_passage_is_framed_by_its_sentence() -> None:
    """Abbreviations and initials end no sentence, line ends do, and long sentences are cut at words."""
    words = "It rained. U.S. envoy J. Lind and Mr. Ek agreed on a plan. Ek left.\nHe ran"

    def frame(passage: str, most: int = 100) -> tuple[str, str]:
        start = words.index(passage)
        return frame_sentence(words, start, start + len(passage), most)

    assert frame("agreed") == ("U.S. envoy J. Lind and Mr. Ek ", " on a plan.")
    assert frame("U.S. envoy") == ("", " J. Lind and Mr. Ek agreed on a plan.")
    assert frame("on a plan.") == ("U.S. envoy J. Lind and Mr. Ek agreed ", "")
    assert frame("Ek left") == ("", ".")
    assert frame("He") == ("", " ran")
    assert frame("agreed", 10) == ("… Mr. Ek ", " on a …")
