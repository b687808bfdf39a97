"""Factiva: articles with a code before each value, and articles as printed."""

import pytest

CODED = """
 HD\tFerry workers reject timetable;
union wants talks
 BY\tBy Lotte Brink
 WC\t29 words
 PD\t7 April 2025
 ET\t06:02
 SN\tQuayside Gazette
 SC\tQUAYGA
 LA\tEnglish
 CY\t(c) 2025 Quayside Gazette

 LP\tFerry workers rejected the new timetable on Monday.

IN a hall by the quay, 400 voted.

 TD\t"The shifts are too long," said Oskar Vane.

BY noon nobody sailed.

 CO\tferlin : Ferry Line Ltd
 NS\tgstrik : Strikes
 PUB\tQuayside Press
 AN\tDocument QUAYGA0020250407el4700001


 SE\tBusiness
 HD\tMinistry gives in
 WC\t5 words
 PD\t11 April 2025
 SN\tHarbour Times
 LA\tEnglish
 LP\tThe ministry withdrew the timetable.
 AN\tDocument HARTIM0020250411el4b00002
"""
PRINTED = """
News
Ferry workers reject timetable
By Lotte Brink
1,029 words
7 April 2025
06:02
Quayside Gazette
QUAYGA
3
English
(c) 2025 Quayside Gazette

Ferry workers rejected the new timetable on Monday.

Page 1 of 2 © 2025 Factiva, Inc. All rights reserved.
"The shifts are too long," said Oskar Vane.

Document QUAYGA0020250407el4700001

Ministry gives in
Mira Stoll
5 words
11 April 2025
Harbour Times
HARTIM
English
Copyright 2025. Harbour Times. All Rights Reserved.
The ministry withdrew the timetable.
Document HARTIM0020250411el4b00002

Search Summary
Text\tferry
Date\tAll Dates
"""


def widen(coded):
    """Put several spaces instead of a tab after the codes."""
    return coded.replace("\t", "        ")


def narrow(coded):
    """Put one space after the codes, and none before them."""
    return coded.replace("\n ", "\n").replace("\t", " ")


@pytest.mark.parametrize("space", [str, widen, narrow])
def test_articles_with_codes(reading, space):
    """The codes give the metadata; lead and text are the body, and indexes are not."""
    first, second = reading("ferry.txt", space(CODED)).documents
    assert (first.title, first.outlet, first.author, first.published, first.language) == (
        "Ferry workers reject timetable; union wants talks",
        "Quayside Gazette",
        "Lotte Brink",
        "2025-04-07",
        "en",
    )
    assert first.text == (
        "Ferry workers rejected the new timetable on Monday.\n\nIN a hall by the quay, 400 voted.\n\n"
        '"The shifts are too long," said Oskar Vane.\n\nBY noon nobody sailed.'
    )
    assert (second.title, second.text) == ("Ministry gives in", "The ministry withdrew the timetable.")


def test_an_article_without_its_number(reading):
    """The next headline begins an article, also where the number that ends the one before is missing."""
    text = CODED.replace(" AN\tDocument QUAYGA0020250407el4700001\n", "")
    assert [document.title for document in reading("ferry.txt", text).documents][1:] == ["Ministry gives in"]


def test_a_headline_without_text_is_left_out(reading):
    """Of an export of headlines, each article is named and left out."""
    text = CODED.replace(" LP\tThe ministry withdrew the timetable.\n", "")
    found = reading("ferry.txt", text)
    assert len(found.documents) == 1
    assert [problem.item for problem in found.problems if problem.severity == "left out"] == [
        "ferry.txt article 2"
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_articles_as_printed(reading, gap):
    """The lines above the text give the metadata, whether or not blank lines part them."""
    found = reading("ferry.txt", PRINTED.replace("\n", gap))
    first, second = found.documents
    assert (first.title, first.outlet, first.author, first.published, first.language) == (
        "Ferry workers reject timetable",
        "Quayside Gazette",
        "Lotte Brink",
        "2025-04-07",
        "en",
    )
    assert [line for line in first.text.split("\n") if line] == [
        "Ferry workers rejected the new timetable on Monday.",
        '"The shifts are too long," said Oskar Vane.',
    ]
    assert (second.title, second.author, second.outlet) == (
        "Ministry gives in",
        "Mira Stoll",
        "Harbour Times",
    )
    assert second.text == "The ministry withdrew the timetable."
    assert any("should have 1,029 words" in problem.message for problem in found.problems)


def test_an_article_whose_headline_is_not_found(reading):
    """Above a text without its length, headline and day cannot be told apart: it is read, and told."""
    found = reading("ferry.txt", PRINTED.replace("5 words\n", ""))
    assert len(found.documents) == 2
    assert found.documents[1].published is None
    assert [problem.item for problem in found.problems if "were not found" in problem.message] == [
        "ferry.txt article 2"
    ]
