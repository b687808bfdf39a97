"""Evidence in its article: what is shown around it, and how it is widened and narrowed."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.reviewing.passages import list_passage, narrow, widen

TEXT = "They met.\n\nAnn said yes, if paid, but no to Bob. Carl left.\n\nIt rained.\n\nThe end."


def find(words: str) -> tuple[int, int]:
    """Return the span of words in the text."""
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_passage_has_a_paragraph_before_and_after() -> None:
    """The evidence is marked in its paragraph; what is further away is not shown."""
    assert list_passage(TEXT, *find("if paid")) == [
        [("They met.", False)],
        [("Ann said yes, ", False), ("if paid", True), (", but no to Bob. Carl left.", False)],
        [("It rained.", False)],
    ]


def test_evidence_grows_by_clause_to_the_sentence_and_then_the_paragraph() -> None:
    """It becomes whole clauses, then fills its sentence, and stops at the end of its paragraph."""
    span, found = find("paid"), []
    for _ in range(6):
        span = widen(TEXT, *span)
        found.append(TEXT[slice(*span)])
    assert found == [
        "if paid,",
        "if paid, but no to Bob.",
        "Ann said yes, if paid, but no to Bob.",
        "Ann said yes, if paid, but no to Bob. Carl left.",
        "Ann said yes, if paid, but no to Bob. Carl left.",
        "Ann said yes, if paid, but no to Bob. Carl left.",
    ]


def test_evidence_shrinks_by_clause() -> None:
    """The last clause goes first, and one clause remains."""
    span = narrow(TEXT, *find("Ann said yes, if paid, but no to Bob."))
    assert TEXT[slice(*span)] == "Ann said yes, if paid,"
    span = narrow(TEXT, *span)
    assert TEXT[slice(*span)] == "Ann said yes,"
    assert narrow(TEXT, *span) == span


@given(st.text(alphabet="ab .,\n”!", min_size=1, max_size=60), st.data())
def test_no_span_leaves_the_text_or_loses_its_words(text: str, data: st.DataObject) -> None:
    """In any text, widening contains the evidence, narrowing is within it, and the passage shows it all."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    wide, slim = widen(text, start, end), narrow(text, start, end)
    assert 0 <= wide[0] <= start < end <= wide[1] <= len(text)
    assert slim[0] == start < slim[1] <= end
    marked = [
        "".join(piece for piece, is_evidence in pieces if is_evidence)
        for pieces in list_passage(text, start, end)
    ]
    # paragraphs end with a line, which is in none of them
    assert "\n".join(marked).split() == text[start:end].split()
