"""A text is an export only if it has the structure of one; bad input is never lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.layouts import LAYOUTS, split_export

ORDINARY = [
    "The clerk gave out 1 of 3 DOCUMENTS on Monday.\n\nLENGTH: 40 words, he said.",
    "Title: Ferries stop\nDate: April 7, 2025\nSource: Quayside Gazette\n\nNobody sailed.",
    "Ferries stop\nApril 7, 2025 | Quayside Gazette\n\nNobody sailed.",
    "HD is short for high definition.\nIN short, it is sharp.\nTD too.",
    "Body\n\nThe body of the ferry is made of steel.\n\nEnd of document",
    "Full text: it was long.\n\nPublication date: soon.\n\n" + "_" * 60 + "\n\nMore.",
    "It had 40 words\n\nDocument A1\n\nNobody read it.",
]
LINES = """1 of 3 DOCUMENTS
LENGTH: 4 words
BYLINE: A
LOAD-DATE: x
Body
End of Document
Length: 3 words
Load-Date: x
HD\tA
PD\t7 April 2025
SN\tGazette
LP\tText
AN\tDocument GAZET0001
3 words
7 April 2025
April 7, 2025 | Gazette
Document GAZET0001
Full text: a
Publication title: b
Document 1 of 3
Paper: a
Date: b
Title: c
OpenURL Link
Copyright 2025 A
"""


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_text_is_no_export(text):
    """Words that archives use too do not make an export of a text."""
    assert split_export(text) is None


@given(st.lists(st.sampled_from(LINES.split("\n")), max_size=30), st.sampled_from(["\n", "\n\n"]))
def test_any_mixture_of_lines_is_read(lines, gap):
    """Whatever the order of an archive's lines, no layout fails, and articles have words of the text only."""
    text = gap.join(lines)
    for layout in LAYOUTS:
        layout.count_stated(text)
        for article in layout.find_articles(text):
            assert set(article.text.split()) <= set(text.split())


def test_an_export_is_noted_with_the_number_of_its_articles(reading):
    """The reader is told how a file was understood."""
    found = reading(
        "a.txt",
        "1 of 1 DOCUMENT\n\nGazette\n\nApril 7, 2025 Monday\n\nStrike\n\nNobody sailed.",
    )
    note = found.problems[0]
    assert note.severity == "note"
    assert note.message.startswith("It is an export of Nexis with 1 article. Of what the archive says")
