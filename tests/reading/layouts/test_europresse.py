"""Europresse: every article ends with its number, which holds its day."""

import pytest

NEW = """Nom de la source
Le Courrier du Quai
Type de source
Presse • Journaux
Périodicité
Quotidien

Lundi 7 avril 2025
Le Courrier du Quai • p. 3
• 14 mots

Les marins refusent
le nouvel horaire

Lotte Brink

Les marins ont refusé le nouvel horaire lundi, après une nuit de débats.

« Trop long », dit Oskar Vane.

© 2025 Le Courrier du Quai. Tous droits réservés. Le présent document est protégé.
Certificat émis le 9 mai 2025 à Université à des fins de visualisation personnelle.
news·20250407·CQ·271828182
"""
OLD = """
Journal des Ports
Économie, vendredi 11 avril 2025, p. 8

Le ministère cède

Le ministère a retiré le nouvel horaire.

© 2025 Journal des Ports. Tous droits réservés.
Numéro de document : news·20250411·JP·314159265
"""


def test_each_article_is_a_document(reading):
    """Both kinds of heading are read: the day on its own line, and the day within a line."""
    first, second = reading("marins.txt", NEW + OLD).documents
    assert (first.title, first.outlet, first.author, first.published) == (
        "Les marins refusent le nouvel horaire",
        "Le Courrier du Quai",
        "Lotte Brink",
        "2025-04-07",
    )
    assert first.text == (
        "Les marins ont refusé le nouvel horaire lundi, après une nuit de débats.\n\n"
        "« Trop long », dit Oskar Vane."
    )
    assert (second.title, second.outlet, second.published) == (
        "Le ministère cède",
        "Journal des Ports",
        "2025-04-11",
    )
    assert second.text == "Le ministère a retiré le nouvel horaire."


def test_the_last_article_without_its_number(reading):
    """A file that was cut off below its last article has that article all the same."""
    text = OLD.replace("Numéro de document : news·20250411·JP·314159265\n", "")
    documents = reading("marins.txt", NEW + text).documents
    assert [document.published for document in documents] == ["2025-04-07", "2025-04-11"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["text", "paragraphs of a word processor"])
@pytest.mark.parametrize("day", ["Économie, vendredi 11 avril 2025, p. 8", "vendredi 11 avril 2025, p. 8"])
def test_the_outlet_above_the_day(reading, day, gap):
    """The day and the page stand below the outlet, with or without the section before them."""
    text = OLD.replace("Économie, vendredi 11 avril 2025, p. 8", day).replace("\n\n", "\n").replace("\n", gap)
    document = reading("marins.txt", text.replace("Le ministère cède", "\nLe ministère cède\n")).document
    assert (document.outlet, document.title, document.published) == (
        "Journal des Ports",
        "Le ministère cède",
        "2025-04-11",
    )
