"""Long articles are cut at paragraphs, and nothing of them is lost."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.llm.parts import cut, find_paragraphs

TEXTS = st.text(st.sampled_from("ab.” \n"), max_size=200)


@given(TEXTS, st.integers(5, 60))
def test_parts_cover_every_word_in_order(text: str, longest: int) -> None:
    """Each part fits into a request; what lies between parts is white space only."""
    spans = cut(text, longest)
    assert all(0 < end - start <= longest for start, end in spans)
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())
    assert spans == sorted(spans)


def test_paragraphs_stay_whole_where_they_fit() -> None:
    """A part ends where a paragraph ends."""
    text = "First one.\n\nSecond one.\n\nThird."
    assert [text[start:end] for start, end in cut(text, 24)] == ["First one.\n\nSecond one.", "Third."]


def test_a_paragraph_that_is_too_long_is_cut_between_words() -> None:
    """Words are cut only if one of them alone is too long."""
    text = "One two three four. Five six."
    assert [text[start:end].strip() for start, end in cut(text, 20)] == ["One two three four.", "Five six."]


def test_blank_lines_are_no_paragraphs() -> None:
    """Paragraphs have words."""
    assert find_paragraphs("A.\n \n\nB.\n") == [(0, 2), (6, 8)]
