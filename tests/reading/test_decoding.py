"""Bytes are decoded to the characters that were written, in any common encoding."""

import codecs

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from analysis.reading.binary import binary_error
from analysis.reading.decoding import decode

ENGLISH = "Trump called it an “excellent” conversation; it’s the Élysée’s view – so far…\nTalks go on."
RUSSIAN = "Президент России заявил, что переговоры продолжатся.\nОбмен пленными начнётся в мае."
FRENCH = "Le président a déclaré que la France était prête à négocier. L’Élysée n’a pas répondu."

CLAUSES = [
    "talks went on",
    "the café in Kyiv stayed open",
    "it was a naïve plan, said Müller",
    "Señor Núñez agreed to all of it",
    "it’s “over”",
]
MARKS = [" ", ", ", " – ", "… ", ".\n", "—"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman"])
def test_english_in_any_encoding(encoding):
    """Typographic quotes survive, with a byte order mark or without."""
    assert decode(ENGLISH.encode(encoding)).lstrip("\ufeff") == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, "Talks"])
def test_wide_text_without_a_mark(encoding, text):
    """NUL bytes alone do not make a file binary: the byte order is detected without a mark."""
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8_r", "utf-16"])
def test_russian_in_any_encoding(encoding):
    """Cyrillic code pages are distinguished."""
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_french_without_its_own_quotes(encoding):
    """Accents are decoded correctly from Windows-1252 and Latin-1."""
    text = FRENCH.replace("’", "'")
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["It’s over.", "“No.”", "£5", "café", "Schröder: „Nein“", "it´s", "Núñez"])
def test_a_few_western_characters_are_enough(text):
    """A short file with one curly apostrophe is Windows-1252, not Japanese."""
    assert decode(text.encode("cp1252")) == text


def test_the_declared_encoding_decides_ambiguous_bytes():
    """Five Cyrillic letters are ambiguous; the declaration settles their encoding."""
    assert decode("Путин".encode("cp1251"), declared="windows-1251") == "Путин"


def test_declared_latin_1_means_windows_1252():
    """As in browsers: pages that declare Latin-1 contain Windows quotation marks."""
    assert decode("“да”".encode("cp1252", "ignore"), declared="iso-8859-1") == "“”"


@pytest.mark.parametrize("declared", ["utf-16", "unicode_escape", "rot13", "nonsense", "", "a\0b"])
def test_an_invalid_declaration_is_ignored(declared):
    """A declaration that cannot be true has no effect."""
    assert decode("It’s over.".encode("cp1252"), declared=declared) == "It’s over."


def test_utf_8_wins_over_a_wrong_declaration():
    """Valid UTF-8 is read as UTF-8, whatever an old template declares."""
    assert decode("L’Élysée".encode(), declared="iso-8859-1") == "L’Élysée"


def test_damaged_utf_8_stays_utf_8():
    """One broken byte does not turn every quotation mark into three wrong characters."""
    assert decode("“Yes” – “no” ".encode() + b"\xff" + " “maybe”".encode()) == "“Yes” – “no” \ufffd “maybe”"


def test_an_article_cut_within_a_character():
    """A truncated download loses only its last character."""
    assert decode("“Yes”, she said – “no”".encode()[:-1]) == "“Yes”, she said – “no\ufffd"


def test_a_late_foreign_byte_in_a_long_file():
    """A byte that is not UTF-8 may follow megabytes of ASCII."""
    text = "Talks went on. " * 100_000 + "It’s over."
    assert decode(text.encode("cp1252")) == text


@given(st.text())
def test_any_text_survives_utf_8(text):
    """Text written in UTF-8 is read as written."""
    raw = text.encode()
    assume(b"\0" not in raw and not binary_error(raw) and not raw.startswith(codecs.BOM_UTF8))
    assert decode(raw) == text


@given(st.text(), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_any_text_survives_with_a_mark(text, encoding):
    """A byte order mark fixes the encoding; a NUL right after it would mean UTF-32."""
    assume(not text.startswith("\0"))
    assert decode(text.encode(encoding)) == text


@example([("talks went on", "… ")])
@given(st.lists(st.tuples(st.sampled_from(CLAUSES), st.sampled_from(MARKS)), min_size=1))
def test_western_text_survives_windows_1252(pairs):
    """English with foreign names and typographic marks is decoded correctly from Windows files."""
    text = "".join(clause + mark for clause, mark in pairs)
    assert decode(text.encode("cp1252")) == text
