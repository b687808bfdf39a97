"""Stored text has a single normal form, so offsets into it are valid on every machine."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.normalising import normalise, to_one_line

AWKWARD = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "a e\u0301\u00c5\u212b \t\n\r\u0085\u2028\u00a0\u200b\ufeff\u00ad\u0000\u0092’\u3000-"
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x0c"])
def test_line_ends_become_one(end):
    """Windows, old Mac and Unicode line ends become line feeds."""
    assert normalise(f"one{end}two") == "one\ntwo"


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000", "\u2003"])
def test_spaces_become_plain(space):
    """A no-break space would join two words into one."""
    assert normalise(f"30{space}days") == "30 days"


@pytest.mark.parametrize("sign", ["\ufeff", "\u200b", "\u00ad", "\u2060", "\u200e", "\x00", "\x1b", "\x7f"])
def test_invisible_characters_are_removed(sign):
    """A soft hyphen or a zero-width space inside a name would hide the name."""
    assert normalise(f"Zelen{sign}skyy") == "Zelenskyy"


def test_joiners_and_tabs_stay():
    """Persian and emoji need joiners, and tabs separate columns."""
    assert normalise("می\u200cخواهم\t👨\u200d👩") == "می\u200cخواهم\t👨\u200d👩"


def test_letters_are_composed():
    """A letter and its accent become one character, even with an invisible one between them."""
    assert normalise("Zele\u0301n e\u200b\u0301") == "Zelén é"


@pytest.mark.parametrize("text", ['It\'s “so”, ‘so’ and "so"', "«Да» „nein“ ‚ja‘ it´s `a` ′5″"])
def test_quotes_are_never_changed(text):
    """Quotation marks stay as the outlet wrote them."""
    assert normalise(text) == text


def test_windows_characters_read_as_latin_1_are_restored():
    """An apostrophe misread as a control character is restored."""
    assert normalise("It\x92s \x93over\x94") == "It’s “over”"


def test_blank_edges_and_trailing_spaces_are_removed():
    """Blank lines around the text and trailing spaces are removed; indents and inner blank lines stay."""
    assert normalise(" \n\n  One.  \n\n\nTwo.\t\n \n") == "  One.\n\n\nTwo."


def test_a_lone_surrogate_becomes_a_replacement_character():
    """Half an emoji from a JSON escape cannot be stored, so it is replaced by U+FFFD."""
    assert normalise("yes \ud83d no") == "yes \ufffd no"


@pytest.mark.parametrize(
    "tail",
    [
        "Source link",
        "SOURCE LINK",
        "Read more",
        "Read More »",
        "Read more: https://example.org/a",
        "Source: https://example.org/a",
        "Advertisement",
        "Share this article",
        "Share on Facebook",
        "Continue reading...",
        "[Click here to subscribe]",
        "Subscribe to our newsletter",
        "Related articles:",
        "Advertisement\n\nShare\n \nSource link\n",
    ],
)
def test_boilerplate_at_the_end_is_removed(tail):
    """What a website appends to the article is not part of it."""
    assert normalise(f"Talks go on.\n\n{tail}") == "Talks go on."


@pytest.mark.parametrize(
    "last",
    [
        "Source: Reuters",
        "Share prices fell.",
        "Read more books, she said.",
        "He told them to share.",
        "Comments are expected on Monday.",
        "Print media denied it.",
        "“Continue reading,” he said.",
    ],
)
def test_sentences_at_the_end_stay(last):
    """A sentence that begins like boilerplate stays."""
    assert normalise(f"Talks go on.\n{last}") == f"Talks go on.\n{last}"


def test_boilerplate_inside_stays():
    """Only the end is cut: a line in the middle may belong to the article."""
    assert normalise("One.\nRead more\nTwo.") == "One.\nRead more\nTwo."


@given(AWKWARD)
def test_normalising_twice_changes_nothing(text):
    """Normalisation is idempotent, so offsets stay valid."""
    assert normalise(normalise(text)) == normalise(text)


@given(AWKWARD)
def test_stored_text_is_in_normal_form(text):
    """No controls except line ends and tabs, no special spaces, no surrogates, NFC, no blank edges."""
    stored = normalise(text)
    kinds = {unicodedata.category(char) for char in stored if char not in "\n\t "}
    assert not kinds & {"Cc", "Cs", "Zs", "Zl", "Zp"}
    assert unicodedata.is_normalized("NFC", stored)
    assert not stored.startswith("\n")
    assert not stored.endswith((" ", "\n", "\t"))


def test_one_line_for_titles():
    """A title is on one line with single spaces, even if it reads like boilerplate."""
    assert to_one_line("  Read\u00a0 \r\n more ") == "Read more"
