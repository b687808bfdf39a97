"""Offsets: UTF-16 units to code points and back, and raw texts to normalised texts."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.exchange.dna.positions import convert_span, to_utf16
from analysis.exchange.normalised import normalise_text, trim_span
from analysis.exchange.offsets import is_astral
from analysis.reading.normalising import normalise, normalise_characters

TEXTS = st.text(st.sampled_from("ab \t\r\n\u00a0é\u0301e\u200b\U0001f600\u2028\x92한ᄒ")) | st.text()


@given(TEXTS, st.data())
def test_every_span_is_found_by_its_utf16_offsets(text: str, data: st.DataObject) -> None:
    """Converting there and back gives the same offset."""
    text = text.encode(errors="replace").decode()
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    found = convert_span(text, to_utf16(text, start), to_utf16(text, stop))
    assert found == ((start, stop) if start < stop else None)


@given(TEXTS, st.integers(-2, 60), st.integers(-2, 60))
def test_a_span_is_in_its_text_or_none(text: str, start: int, stop: int) -> None:
    """Wrong offsets never point outside."""
    span = convert_span(text, start, stop)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    if not is_astral(text):
        assert span == ((start, stop) if 0 <= start < stop <= len(text) else None)


@given(TEXTS)
def test_the_text_is_that_of_every_reader(raw: str) -> None:
    """Positions lie in the normalised text and never decrease."""
    found = normalise_text(raw)
    assert found.text == normalise(raw)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert all(start <= end for start, end in zip(found.starts, found.ends, strict=True))
    if raw:
        assert (found.starts[0], found.ends[-1]) == (0, len(found.text))


@given(
    st.lists(
        st.sampled_from(["toll", "tunnel", "Cafe\u0301", "\u00a0", "  ", "\r\n", "\n\n", "\U0001f600"]),
        min_size=1,
    ),
    st.data(),
)
def test_words_keep_their_position(pieces: list[str], data: st.DataObject) -> None:
    """A word of the raw text maps to the same word in the normalised text, and back."""
    number = data.draw(st.integers(0, len(pieces) - 1))
    raw = "".join(f"{piece} " for piece in pieces)
    start = len("".join(f"{piece} " for piece in pieces[:number]))
    text = normalise_text(raw)
    words = normalise_characters(pieces[number]).strip()
    span = text.span(start, start + len(pieces[number]))
    place = trim_span(text.text, span) if span else (0, 0)
    assert text.text[slice(*place)].strip() == words
    if words:
        assert text.to_raw(*place) == (start, start + len(pieces[number]))


def test_dropped_characters_belong_to_no_word() -> None:
    """Zero-width characters before, within and after a letter are in no span."""
    text = normalise_text("\u200bCafe\u200b\u0301 b\u200bc")
    assert text.text == "Café bc"
    assert text.span(4, 7) == (3, 4)
    assert [text.to_raw(0, 1), text.to_raw(3, 4), text.to_raw(5, 6), text.to_raw(6, 7)] == [
        (1, 2), (4, 7), (8, 9), (10, 11),
    ]  # fmt: skip
