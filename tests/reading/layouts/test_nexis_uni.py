"""Nexis Uni: title, outlet and day stand above the labels, and "Body" above the text."""

import pytest

COVER = """User Name: A Reader
Date and Time: Friday, May 9, 2025 9:14:00 AM CEST
Job Number: 271828182

Documents (2)

1. Ferry workers reject timetable
Client/Matter: -None-
Search Terms: ferry
Search Type: Terms and Connectors
Narrowed by:
Content Type Narrowed by
News -None-

2. Ministry gives in

"""
FIRST = """Ferry workers reject timetable

Quayside Gazette

April 7, 2025 Monday 6:02 AM GMT
Final Edition

Copyright 2025 Quayside Gazette Ltd. All Rights Reserved

Section: NEWS; Pg. 3
Length: 21 words
Byline: Lotte Brink
Highlight: Talks all night

Body

Ferry workers rejected the new timetable on Monday.

Length: the shifts are too long, said Oskar Vane.

Graphic

The ferry at its berth

Classification

Language: ENGLISH
Publication-Type: Newspaper
Load-Date: April 8, 2025

End of Document
"""
SECOND = """
Ministry gives in
to the union
Harbour Times (Online)
11 April 2025

Copyright 2025 Harbour Times

Length: 5 words

Body

The ministry withdrew the timetable.

Load-Date: April 12, 2025

End of Document
"""


def test_the_articles_of_a_combined_file(reading):
    """The cover page is no article; the articles have their metadata, and their texts nothing else."""
    first, second = reading("ferry.txt", COVER + FIRST + SECOND).documents
    assert (first.title, first.outlet, first.author, first.published, first.language) == (
        "Ferry workers reject timetable",
        "Quayside Gazette",
        "Lotte Brink",
        "2025-04-07",
        "en",
    )
    assert first.text == (
        "Ferry workers rejected the new timetable on Monday.\n\n"
        "Length: the shifts are too long, said Oskar Vane."
    )
    assert (second.title, second.outlet, second.published) == (
        "Ministry gives in to the union",
        "Harbour Times (Online)",
        "2025-04-11",
    )
    assert second.text == "The ministry withdrew the timetable."


def test_one_article_keeps_the_name_of_its_file(reading):
    """An export of a single article is a document like any other."""
    assert reading("ferry.txt", FIRST).document.doc_id == "ferry"


@pytest.mark.parametrize("missing", ["End of Document", "Load-Date: April 8, 2025"])
def test_a_missing_end_of_the_document(reading, missing):
    """Where "End of Document" is missing, an article ends with its load date or above the next title."""
    first = FIRST.replace("End of Document", "").replace(missing, "")
    texts = [document.text for document in reading("a.txt", first + SECOND).documents]
    assert texts[1:] == ["The ministry withdrew the timetable."]
    assert "ministry" not in texts[0].lower()


def test_headers_of_pages_are_no_text(reading):
    """Page numbers, and the title that stands below them on each page, are removed."""
    header = "Page 1 of 2\nFerry workers reject timetable\n\n"
    paged = header + FIRST.replace("Length: the", header.replace("1 of", "2 of") + "Length: the")
    found = reading("ferry.txt", paged).document
    assert found.title == "Ferry workers reject timetable"
    assert "Page" not in found.text
    assert "reject timetable" not in found.text


def test_fewer_articles_than_the_cover_page_states(reading):
    """The cover page says how many articles were chosen; a file with fewer of them is warned of."""
    found = reading("ferry.txt", COVER + FIRST)
    assert "The archive states 2 articles, but the file has 1 article." in found.problems[1].message


def test_an_article_without_text_is_left_out(reading):
    """A picture that Nexis counts as an article is named and left out."""
    picture = "The quay\n\nQuayside Gazette\n\nApril 9, 2025 Wednesday\n\nCopyright 2025 Q\n\n"
    found = reading("ferry.txt", FIRST + picture + "End of Document\n" + SECOND)
    assert len(found.documents) == 2
    assert [problem.item for problem in found.problems if problem.severity == "left out"] == [
        "ferry.txt article 2"
    ]


@pytest.mark.parametrize("day", ["April 2025", "Spring 2025"])
def test_a_day_that_is_not_complete_is_not_made_up(reading, day):
    """A magazine that is dated by its month only has no publication day."""
    assert reading("a.txt", FIRST.replace("April 7, 2025 Monday 6:02 AM GMT", day)).document.published is None
