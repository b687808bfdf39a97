"""Text that was encoded twice is mended; text that was not stays as it is."""

import pytest

from analysis.documents import Document
from analysis.reading.mending import mend_encoding

RIGHT = "“No,” said Zoë of the dockers’ union – at the café."


def encode_again(text: str) -> str:
    """Return what a program shows that reads UTF-8 as Windows-1252, undefined bytes as controls."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize("times", [1, 2])
def test_text_that_was_encoded_again(times):
    """Quotation marks are typographic afterwards, and letters have their accents."""
    text = RIGHT
    for _ in range(times):
        text = encode_again(text)
    assert mend_encoding(text) == RIGHT


@pytest.mark.parametrize("lost", ["", "\ufffd"])
def test_a_closing_quotation_mark_whose_last_byte_was_lost(lost):
    """Its third byte means nothing in Windows-1252, so many programs drop it."""
    assert mend_encoding(encode_again(RIGHT).replace("\x9d", lost)) == RIGHT


def test_only_the_lines_that_need_it_are_mended():
    """A text put together from two sources is right in both parts."""
    assert mend_encoding(f"{RIGHT}\n{encode_again(RIGHT)}\n{RIGHT}") == f"{RIGHT}\n{RIGHT}\n{RIGHT}"


@pytest.mark.parametrize(
    "text", [RIGHT, "São Tomé, “maçã”, À la carte, naïve—”", "Привет, “мир”", "Âge d’or"]
)
def test_other_text_stays(text):
    """Accents, other scripts and quotation marks beside accented letters are no fault."""
    assert mend_encoding(text) == text


@pytest.mark.parametrize("name", ["t.txt", "t.csv"])
def test_it_is_told_once_a_file(reading, name):
    """A note says that the characters were mended; in a table it counts the rows."""
    wrong = encode_again(RIGHT)
    content = f'title,text\n"{wrong}","{wrong}"\nx,"{wrong}"\n' if name == "t.csv" else wrong
    found = reading(name, content)
    assert {document.text for document in found.documents} == {RIGHT}
    (note,) = found.problems
    assert note.severity == "note"
    assert "encoded twice" in note.message


def test_titles_are_mended_too(reading):
    """Metadata comes from the same program as the text."""
    found = reading("t.csv", f'title,text\n"{encode_again(RIGHT)}",One.\n')
    assert found.document == Document("t-1", "One.", title=RIGHT)
