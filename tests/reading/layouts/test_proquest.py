"""ProQuest: each value stands after its name, and rules part the articles."""

RULE = "_" * 60 + "\n\n"
FIRST = """Document 1 of 2

Ferry workers reject timetable

https://www.proquest.example/newspapers/ferry/docview/3141592653/se-2

Author: Brink, Lotte

Publication info: Quayside Gazette, Final Edition ; Quayside [Quayside]. 07 Apr 2025: A.3.

Abstract: None available.

Full text: Ferry workers rejected the new timetable on Monday.

Location: the quay was where they voted.

"The shifts are too long," said Oskar Vane.

Subject: Ferries; Strikes

Title: Ferry workers reject timetable

Publication title: Quayside Gazette, Final Edition; Quayside

Publication year: 2025

Publication date: Apr 7, 2025

Language of publication: English

ProQuest document ID: 3141592653

Document URL: https://www.proquest.example/newspapers/ferry/docview/3141592653/se-2

Copyright: Copyright 2025 Quayside Gazette. All Rights Reserved.

Last updated: 2025-04-09

Database: News of the Coast

"""
SECOND = """Document 2 of 2

Ministry gives in

Abstract: The ministry is said to have withdrawn the timetable.

Full text: Not available.

Publication title: Harbour Times
Publication date: Apr 11, 2025
Database: News of the Coast

"""
CAPITALS = """Document 1 of 1

Ferry workers reject timetable
Brink, Lotte. Quayside Gazette.
ProQuest document link

ABSTRACT
Nobody sailed on Monday.

FULL TEXT
Ferry workers rejected the timetable.

Nobody sailed.

DETAILS
Subject: Ferries
Title: Ferry workers reject timetable
Publication title: Quayside Gazette
Publication date: Apr 7, 2025

LINKS
Linking Service
"""
LAST = "Contact us at: https://www.proquest.example\n\nDatabase copyright © 2025 A Company.\n"


def test_each_article_is_a_document(reading):
    """Names and values give the metadata; the body is what stands after its name and before the index."""
    first = reading("ferry.txt", RULE + FIRST + RULE + SECOND + RULE + LAST).documents[0]
    assert (first.title, first.outlet, first.author, first.published, first.language) == (
        "Ferry workers reject timetable",
        "Quayside Gazette, Final Edition",
        "Brink, Lotte",
        "2025-04-07",
        "en",
    )
    assert first.url == "https://www.proquest.example/newspapers/ferry/docview/3141592653/se-2"
    assert first.text == (
        "Ferry workers rejected the new timetable on Monday.\n\nLocation: the quay was where they voted.\n\n"
        '"The shifts are too long," said Oskar Vane.'
    )


def test_an_abstract_is_read_and_told(reading):
    """Where the archive has no text, its abstract is read, and the reader is warned."""
    found = reading("ferry.txt", RULE + FIRST + RULE + SECOND)
    assert found.documents[1].text == "The ministry is said to have withdrawn the timetable."
    assert [problem.item for problem in found.problems if "Only its abstract" in problem.message] == [
        "ferry.txt article 2"
    ]


def test_lines_of_the_text_that_begin_like_a_name(reading):
    """Paragraphs may be lines without blank lines between them; "Location: …" among them is text."""
    text = FIRST.replace("\n\nLocation:", "\nLocation:").replace(
        'voted.\n\n"The', 'voted.\nNotes: none\n"The'
    )
    document = reading("ferry.txt", RULE + text.replace("Vane.\n", "Vane.\nPages: 400, he said.\n")).document
    assert document.text.endswith(
        'Notes: none\n"The shifts are too long," said Oskar Vane.\nPages: 400, he said.'
    )


def test_day_and_outlet_from_the_publication_info(reading):
    """Older exports give outlet and day in one line only."""
    text = RULE + FIRST.replace(
        "Publication title: Quayside Gazette, Final Edition; Quayside\n\n", ""
    ).replace("Publication date: Apr 7, 2025\n\n", "")
    document = reading("ferry.txt", text).document
    assert (document.outlet, document.published) == ("Quayside Gazette, Final Edition", "2025-04-07")


def test_headings_in_capitals(reading):
    """Exports from a word processor have headings in capitals instead of names."""
    document = reading("ferry.txt", CAPITALS).document
    assert (document.title, document.published) == ("Ferry workers reject timetable", "2025-04-07")
    assert document.text == "Ferry workers rejected the timetable.\n\nNobody sailed."


def test_missing_articles_are_told(reading):
    """The headings say how many articles there should be."""
    found = reading("ferry.txt", RULE + FIRST)
    assert "The archive states 2 articles, but the file has 1 article." in found.problems[1].message


FRENCH = """Document 1 de 1

Le bac en grève

Auteur : Brink, Lotte

Infos publication : Gazette du Quai ; Quayside [Quayside]. 07 Apr 2025: 3.

Résumé : Non disponible.

Texte intégral : Ferry workers rejected the timetable.

Sujet : le quai était plein, a dit Vane.

Nobody sailed.

Sujet : Ferries

Titre : Le bac en grève

Titre de la publication : Gazette du Quai

Date de publication : 7 avril 2025

Langue de publication : Anglais

ID du document ProQuest : 3141592653

Base de données : News of the Coast
"""


def test_names_in_other_languages(reading):
    """The archive writes its names in the language of its user; those that begin a line of text stay text."""
    document = reading("ferry.txt", RULE + FRENCH).document
    assert (document.title, document.outlet, document.author, document.published, document.language) == (
        "Le bac en grève",
        "Gazette du Quai",
        "Brink, Lotte",
        "2025-04-07",
        "en",
    )
    assert document.text == (
        "Ferry workers rejected the timetable.\n\nSujet : le quai était plein, a dit Vane.\n\nNobody sailed."
    )


def test_articles_without_rules_between_them(reading):
    """From a word processor nothing but the name of the database ends an article; all of them are read."""
    ended = CAPITALS.replace("Document 1 of 1\n\n", "").replace(
        "\n\nLINKS\nLinking Service\n", "\nDatabase: News of the Coast\n\n"
    )
    other = ended.replace("Apr 7", "Apr 9").replace("Nobody sailed.\n\nDETAILS", "All sailed.\n\nDETAILS")
    found = reading("ferry.txt", ended + other).documents
    assert [(one.published, one.text.split("\n\n")[1]) for one in found] == [
        ("2025-04-07", "Nobody sailed."),
        ("2025-04-09", "All sailed."),
    ]


def test_without_rules_an_article_ends_with_its_database(reading):
    """Articles copied from a page have no rules between them."""
    third = SECOND.replace("Document 2 of 2\n\n", "").replace("Ministry gives in", "Ferries sail")
    first = FIRST.replace("Document 1 of 2\n\n", "")
    one, two = reading("ferry.txt", first + third).documents
    assert (one.title, one.published) == ("Ferry workers reject timetable", "2025-04-07")
    assert (two.title, two.published) == ("Ferries sail", "2025-04-11")
