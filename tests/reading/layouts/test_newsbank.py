"""NewsBank: names with their values above the text, or day and outlet in one line."""

NAMED = """Paper: Quayside Gazette (ME)
Title: FERRY WORKERS REJECT TIMETABLE; UNION
WANTS TALKS
Author: LOTTE BRINK
Date: April 7, 2025
Section: Front
Page: 3A

Ferry workers rejected the new timetable on Monday.

Date: nobody named one, said Oskar Vane.

He spoke at noon.

Copyright (c) 2025 Quayside Gazette
Record Number: 1002003

___________________________

Paper: Harbour Times

Title: Ministry gives in

Date: April 11, 2025

The ministry withdrew the timetable.

Copyright (c) 2025 Harbour Times
"""
BARRED = """Ferry workers reject timetable
April 7, 2025 | Quayside Gazette (ME)
Author/Byline: Lotte Brink | Page: 3 | Section: News
11 Words
OpenURL Link

Ferry workers rejected the new timetable on Monday.

"The shifts are long," said Oskar Vane.

© Copyright 2025 Quayside Gazette. All rights reserved.

Ministry gives in

April 11, 2025 | Harbour Times
Section: News

The ministry withdrew the timetable.

Copyright (c) 2025 Harbour Times
"""


def test_articles_with_names(reading):
    """Names above the text give the metadata; a paragraph that begins with such a name is text."""
    first, second = reading("ferry.txt", NAMED).documents
    assert (first.title, first.outlet, first.author, first.published) == (
        "FERRY WORKERS REJECT TIMETABLE; UNION WANTS TALKS",
        "Quayside Gazette (ME)",
        "LOTTE BRINK",
        "2025-04-07",
    )
    assert first.text == (
        "Ferry workers rejected the new timetable on Monday.\n\nDate: nobody named one, said Oskar Vane.\n\n"
        "He spoke at noon."
    )
    assert (second.title, second.text) == ("Ministry gives in", "The ministry withdrew the timetable.")


def test_articles_with_day_and_outlet_in_a_line(reading):
    """The line of day and outlet stands below the title, which may be a paragraph of its own."""
    first, second = reading("ferry.txt", BARRED).documents
    assert (first.title, first.outlet, first.author, first.published) == (
        "Ferry workers reject timetable",
        "Quayside Gazette (ME)",
        "Lotte Brink",
        "2025-04-07",
    )
    assert first.text.endswith('"The shifts are long," said Oskar Vane.')
    assert (second.title, second.outlet, second.text) == (
        "Ministry gives in",
        "Harbour Times",
        "The ministry withdrew the timetable.",
    )


def test_an_article_without_its_day(reading):
    """An article without a date is an article too, not the end of the one before."""
    first, second = reading("ferry.txt", NAMED.replace("Date: April 11, 2025\n", "")).documents
    assert "ministry" not in first.text
    assert (second.published, second.text) == (None, "The ministry withdrew the timetable.")
