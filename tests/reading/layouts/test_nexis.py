"""Nexis's older text files: each article stands below a heading such as "1 of 3 DOCUMENTS"."""

import pytest

COVER = """\n\n\nDownload Request: Selected Items: 1-2
Time Of Request: Friday, May 09, 2025  09:14:02

Terms: (ferry or quay)


"""
FIRST = """                              1 of 2 DOCUMENTS


                               Quayside Gazette

                            April 7, 2025 Monday
                                Final Edition

Ferry workers reject timetable that
the ministry wants

BYLINE: Lotte Brink

SECTION: NEWS; Pg. 3

LENGTH: 30 words

Ferry workers rejected the new timetable on Monday, after a
night of talks.

LENGTH: the shifts are too long, said Oskar Vane, who leads the union.

"We are 1 of 2 DOCUMENTS," nobody said.

VANE: We shall not sail.

GRAPHIC: The ferry at its berth.

A second picture shows the quay.

LOAD-DATE: April 8, 2025

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

JOURNAL-CODE: QG


                     Copyright 2025 Quayside Gazette Ltd.
                             All Rights Reserved
"""
SECOND = """
                              2 of 2 DOCUMENTS


                  Copyright 2004 Harbour Times Company
                               Harbour Times

             November 5, 2004, Friday, Late Edition - Final

SECTION: Section A; Column 1; Pg. 1

LENGTH: 11 words

HEADLINE: Ministry gives in

BYLINE:  By MIRA STOLL

DATELINE: HARBOUR, Nov. 4

BODY:
   The ministry withdrew the timetable.

   Nobody sailed.

LOAD-DATE: November 5, 2004
"""


def test_each_article_is_a_document(reading):
    """Title, outlet, author, day and language are the archive's; its labels are nobody's words."""
    first, second = reading("ferry.TXT", COVER + FIRST + SECOND).documents
    assert first.title == "Ferry workers reject timetable that the ministry wants"
    assert (first.outlet, first.author, first.published, first.language) == (
        "Quayside Gazette",
        "Lotte Brink",
        "2025-04-07",
        "en",
    )
    assert first.text.startswith(
        "Ferry workers rejected the new timetable on Monday, after a\nnight of talks.\n\n"
    )
    assert first.text.endswith("VANE: We shall not sail.")
    assert (second.title, second.outlet, second.author, second.published) == (
        "Ministry gives in",
        "Harbour Times",
        "MIRA STOLL",
        "2004-11-05",
    )
    assert second.text == "The ministry withdrew the timetable.\n\nNobody sailed."


def test_what_looks_like_a_label_within_an_article_is_its_text(reading):
    """A paragraph of the body that begins with LENGTH, and a quotation with the archive's words, stay."""
    (first, _) = reading("ferry.txt", COVER + FIRST + SECOND).documents
    assert "LENGTH: the shifts are too long" in first.text
    assert '"We are 1 of 2 DOCUMENTS," nobody said.' in first.text


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_and_page_breaks_change_nothing(reading, line_end):
    """A file with a byte order mark, other line ends, form feeds and page numbers gives the same articles."""
    plain = reading("ferry.txt", COVER + FIRST + SECOND)
    paged = FIRST.replace("VANE:", "Page 2 of 4\nVANE:") + "\f" + SECOND
    assert (
        reading("ferry.txt", "\ufeff" + (COVER + paged).replace("\n", line_end)).documents == plain.documents
    )


@pytest.mark.parametrize(
    "heading", ["FOCUS - 1 of 2 DOCUMENTS", "LEVEL 1 - 1 OF 2 STORIES", "1 of 2 DOCUMENTS"]
)
def test_headings_of_other_years(reading, heading):
    """The heading of an article has been written in several ways."""
    text = FIRST.replace("1 of 2 DOCUMENTS\n", f"{heading}\n", 1)
    assert len(reading("ferry.txt", text + SECOND).documents) == 2


def test_labels_that_are_missing_or_close_together(reading):
    """Without a byline, and with no blank lines between the labels, the article is read as well."""
    text = FIRST.replace("BYLINE: Lotte Brink\n\n", "").replace("Pg. 3\n\nLENGTH", "Pg. 3\nLENGTH")
    (first, _) = reading("ferry.txt", text + SECOND).documents
    assert (first.title, first.author) == ("Ferry workers reject timetable that the ministry wants", None)
    assert first.text.startswith("Ferry workers rejected")


def test_an_article_without_any_label(reading):
    """The first paragraph below the day is the title, and the others are the text."""
    text = (
        "1 of 1 DOCUMENT\n\nGazette\n\nApril 7, 2025 Monday\n\nFerries stop\n\nNobody sailed.\n\nAll waited."
    )
    document = reading("ferry.txt", text).document
    assert (document.title, document.text) == ("Ferries stop", "Nobody sailed.\n\nAll waited.")


GERMAN = """Dokument 1 von 1


Hafenblatt

7. April 2025 Montag

Fähren stehen still

AUTOR: Lotte Brink

LÄNGE: 4 Wörter

Heute fuhr keine Fähre.

UPDATE: 8. April 2025

SPRACHE: GERMAN; DEUTSCH
"""
FRENCH = """Document 1 de 1


Journal du Quai

lundi 7 avril 2025

Les ferries à quai

AUTEUR: Lotte Brink

LONGUEUR: 4 mots

Aucun ferry ne circule.

DATE-CHARGEMENT: 8 avril 2025

LANGUE: FRENCH
"""


@pytest.mark.parametrize(
    ("text", "title", "language"),
    [(GERMAN, "Fähren stehen still", "de"), (FRENCH, "Les ferries à quai", "fr")],
)
def test_labels_in_the_language_of_the_reader(reading, text, title, language):
    """The German and the French labels are read like the English ones."""
    document = reading("ferry.txt", text).document
    assert (document.title, document.author, document.published) == (title, "Lotte Brink", "2025-04-07")
    assert document.language == language
    assert "\n" not in document.text


def test_missing_articles_are_told(reading):
    """The headings say how many articles there should be; a file with fewer of them is warned of."""
    found = reading("ferry.txt", COVER + FIRST.replace("1 of 2 DOC", "1 of 3 DOC"))
    assert len(found.documents) == 1
    assert "The archive states 3 articles, but the file has 1 article." in found.problems[1].message


def test_an_article_without_text_is_left_out(reading):
    """An article of which only the labels were exported is named and left out."""
    empty = "1 of 2 DOCUMENTS\n\nGazette\n\nApril 6, 2025 Sunday\n\nPicture of the day\n\nLENGTH: 0 words\n"
    found = reading("ferry.txt", empty + SECOND)
    assert [document.title for document in found.documents] == ["Ministry gives in"]
    assert [problem.item for problem in found.problems if problem.severity == "left out"] == [
        "ferry.txt article 1"
    ]


def test_a_text_cut_off_by_the_archive_is_warned_of(reading):
    """The archive states the length; a text much shorter than that is told."""
    found = reading("ferry.txt", FIRST.replace("30 words", "900 words") + SECOND)
    assert any("should have 900 words" in problem.message for problem in found.problems)


def test_a_page_with_the_lines_of_an_export(reading):
    """An export saved as a page with other markup than the archive's own is split by its lines."""
    page = "".join(
        f"<p>{number} of 2 DOCUMENTS</p><p>Gazette</p><p>April {number}, 2025</p><p>Ferries stop</p>"
        f"<p><b>LENGTH:</b> 3 words</p><p>Nobody sailed {number}.</p><p><b>LOAD-DATE:</b> April 9, 2025</p>"
        for number in (1, 2)
    )
    found = reading("a.html", f"<html><body><div>{page}</div></body></html>").documents
    assert [(one.published, one.outlet, one.title, one.text) for one in found] == [
        ("2025-04-01", "Gazette", "Ferries stop", "Nobody sailed 1."),
        ("2025-04-02", "Gazette", "Ferries stop", "Nobody sailed 2."),
    ]


@pytest.mark.parametrize("label", ["LOAD-DATE", "LAAD-DATUM", "FECHA-CARGA", "PUBLICATIE-TYPE"])
def test_labels_below_the_text_in_other_languages(reading, label):
    """The lines that the archive adds below a text are not part of it, in whichever language."""
    text = (
        f"1 of 1 DOCUMENTS\n\nGazette\n\nApril 7, 2025\n\nFerries stop\n\nNobody sailed.\n\n{label}: 9 2025\n"
    )
    assert reading("a.txt", text).document.text == "Nobody sailed."


def test_a_notice_of_copyright_over_several_lines(reading):
    """A notice above the outlet may run on over lines that look like an outlet."""
    notice = (
        "     Copyright 2025 Quayside Printing and Interactive Company, LLC d/b/a\n"
        "                            Quayside Digital\n"
        "                             All Rights Reserved\n\n"
    )
    head = "                               Quayside Gazette\n"
    assert head in FIRST
    assert reading("n.txt", FIRST.replace(head, notice + head)).documents[0].outlet == "Quayside Gazette"
