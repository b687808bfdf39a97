"""Offsets: UTF-16 units to code points and back, and raw texts to texts as they are stored."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.exchange.dna.positions import Positions, from_utf16, is_astral, span_of, to_utf16
from analysis.reading.normalising import normalise, settle

TEXTS = st.text(st.sampled_from("ab \t\r\n\u00a0é\u0301e\u200b\U0001f600\u2028\x92한ᄒ")) | st.text()


@given(TEXTS, st.data())
def test_every_code_point_has_its_utf16_offset(text: str, data: st.DataObject) -> None:
    """There and back is the same place."""
    text = text.encode(errors="replace").decode()
    point = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, to_utf16(text, point)) == point


@given(st.text(), st.integers(-5, 100))
def test_an_offset_within_a_character_has_no_place(text: str, units: int) -> None:
    """Only offsets that some code point has are places."""
    places = [to_utf16(text, point) for point in range(len(text) + 1)]
    assert (from_utf16(text, units) is not None) == (units in places)


@given(TEXTS, st.integers(-2, 60), st.integers(-2, 60))
def test_a_span_lies_in_its_text_or_is_none(text: str, start: int, stop: int) -> None:
    """Wrong offsets never point outside."""
    span = span_of(text, start, stop)
    assert span is None or 0 <= span[0] < span[1] <= len(text)
    if not is_astral(text):
        assert span == ((start, stop) if 0 <= start < stop <= len(text) else None)


@given(TEXTS)
def test_the_text_is_that_of_every_reader(raw: str) -> None:
    """Places are in the normalised text and never go back."""
    positions = Positions(raw)
    assert positions.text == normalise(raw)
    places = [positions.to_text(point) for point in range(len(raw) + 1)]
    assert places == sorted(places)
    assert places[0] == 0
    assert places[-1] == len(positions.text)


@given(
    st.lists(
        st.sampled_from(["toll", "tunnel", "Cafe\u0301", "\u00a0", "  ", "\r\n", "\n\n", "\U0001f600"]),
        min_size=1,
    ),
    st.data(),
)
def test_words_keep_their_place(pieces: list[str], data: st.DataObject) -> None:
    """A word of the raw text is that word in the stored one, and the way back marks it again."""
    number = data.draw(st.integers(0, len(pieces) - 1))
    raw = "".join(f"{piece} " for piece in pieces)
    start = len("".join(f"{piece} " for piece in pieces[:number]))
    positions = Positions(raw)
    span = positions.span(start, start + len(pieces[number]))
    words = settle(pieces[number]).strip()
    assert (positions.text[slice(*span)] if span else "") == words
    if span:
        assert positions.to_raw(*span) == (start, start + len(pieces[number]))
