"""Attributions: the constructions that news uses, one sentence each.

Spans follow PolNeAR's guidelines: the words that introduce the content belong to the cue ("concern about").
"""

from collections.abc import Callable

import pytest

from analysis import tables
from analysis.coding.quotes.attribution import Part
from analysis.coding.quotes.directness import classify_directness
from analysis.documents import Document
from analysis.language.parsing import parse

Coded = Callable[..., tables.Tables]
FRAMES = {
    "a clause": ("Brandt said that wages must rise.", "Brandt", "said", "that wages must rise"),
    "a quotation before its cue": ("“Wages must rise,” Brandt said.", "Brandt", "said", "Wages must rise"),
    "a quotation in single marks": ("‘Wages must rise,’ Brandt said.", "Brandt", "said", "Wages must rise"),
    "a possessive inside single marks": (
        "‘The dockers’ wages must rise now,’ Brandt said.",
        "Brandt",
        "said",
        "The dockers’ wages must rise now",
    ),
    "according to": ("According to Brandt, wages must rise.", "Brandt", "According to", "wages must rise"),
    "a preposition": ("Brandt called for higher wages.", "Brandt", "called for", "higher wages"),
    "its condition": (
        "Brandt called for a walkout if talks failed.",
        "Brandt",
        "called for",
        "a walkout if talks failed",
    ),
    "a noun": (
        "Brandt’s claim that the wages were low was ignored.",
        "Brandt’s",
        "claim",
        "that the wages were low",
    ),
    "an attitude": (
        "Residents expressed concern about the noise.",
        "Residents",
        "expressed concern about",
        "the noise",
    ),
}


@pytest.mark.parametrize(("text", "source", "cue", "content"), FRAMES.values(), ids=FRAMES.keys())
def test_frame(coded: Coded, text: str, source: str, cue: str, content: str) -> None:
    """Each construction yields its source, cue and content, in the words of the text."""
    quotes = coded(text)["quotes"]
    assert [source, cue, content] in quotes[["source", "cue", "content"]].to_numpy().tolist()


def test_two_verbs_of_saying_share_a_speaker(coded: Coded) -> None:
    """“X said A and hinted that B” is two attributions with one source."""
    quotes = coded("Brandt suggested that talks would start and hinted that Norland could host them.")[
        "quotes"
    ]
    assert quotes["cue"].tolist() == ["suggested", "hinted"]
    assert quotes["content"].tolist() == ["that talks would start", "that Norland could host them"]
    assert quotes["actor"].tolist() == ["Ola Brandt", "Ola Brandt"]


def test_an_interrupted_quotation_keeps_its_parts(coded: Coded) -> None:
    """A cue in the middle of a quotation is not part of the content."""
    text = "“The tunnel is far too dear,” Brandt said, “and the city knows it all too well.”"
    (quote,) = coded(text)["quotes"].to_dict("records")
    parts = [text[start:end] for start, end in quote["content_spans"]]
    assert parts == ["The tunnel is far too dear", "the city knows it all too well"]


def test_a_pronoun_is_resolved(coded: Coded) -> None:
    """“She” refers to the woman named earlier."""
    quotes = coded("Mayor Lind met Ms. Lind's staff. She said the tunnel was late.")["quotes"]
    assert quotes["actor"].tolist() == ["Mara Lind"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Brandt said it rained.", "named"),
        ("The minister said it rained.", "role"),
        ("An official said it rained.", "anonymous"),
        ("Experts said it rained.", "vague"),
        ("It was said that it rained.", "none"),
    ],
)
def test_sourcing(coded: Coded, text: str, level: str) -> None:
    """Weak sources are distinguished from strong ones."""
    assert coded(text)["quotes"]["sourcing"].tolist() == [level]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("“All quoted.”", "direct"), ("Half “of it” quoted.", "mixed"), ("Nothing quoted.", "indirect")],
)
def test_directness(text: str, expected: str) -> None:
    """Directness depends on the share of letters between quotation marks."""
    (article,) = parse([Document("a", text)])
    (paragraph,) = article.paragraphs
    assert classify_directness([Part(paragraph, paragraph.doc[:])]) == expected


def test_a_name_that_is_also_a_preposition_is_the_source(coded: Coded) -> None:
    """The name after “said” is the source, though the parser takes “Per” for a preposition."""
    assert list(coded("“That is a lie,” said Per Holm.")["quotes"]["source"]) == ["Per Holm"]
