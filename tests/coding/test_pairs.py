"""Which pairs of an actor and an issue are judged at all, in texts of an invented dispute."""

import pytest

from analysis.codebook import Actor, Codebook, Issue
from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.issues import get_issue_matcher
from analysis.coding.issues.relevance import IssueRanker
from analysis.coding.quotes import find_quotes
from analysis.coding.statements import find_pairs
from analysis.coding.statements.context import ArticleContext
from analysis.documents import Document
from analysis.language.parsing import load, parse
from analysis.language.tokens import Doc

CODEBOOK = Codebook(
    (Actor("Ola Brandt", "person"), Actor("Mara Lind", "person")),
    (
        Issue("Toll", "Drivers should pay a toll on the bridge.", ("toll",)),
        Issue("Airport", "The city should expand its airport.", ("airport expansion",)),
    ),
)


def list_pairs(text: str) -> set[tuple[str, str, str, str]]:
    """Return the first word of the sentence, the actor, the issue and the kind of mention of each pair."""
    article = next(parse([Document("d", text)]))
    resolver = EntityResolver(article, get_actor_matcher(CODEBOOK))
    context = ArticleContext(article, resolver, find_quotes(article, resolver), CODEBOOK)
    return {
        (pair.mention.head.sent[0].text, pair.actor, pair.mention.issue, pair.mention.how)
        for _, pair in find_pairs(context, get_issue_matcher(CODEBOOK))
    }


def test_a_speaker_may_continue_an_issue_named_before() -> None:
    """What somebody says in the next sentence may be about the toll, though it names none."""
    found = list_pairs("The council voted for the toll on Monday. Lind said drivers were angry.")
    assert ("Lind", "Mara Lind", "Toll", "topic") in found


def test_an_issue_is_told_by_words_of_its_proposition() -> None:
    """A sentence with the words of a proposition is about it even if no term is ever named."""
    found = list_pairs("The weather was fine. Brandt said the city had to expand its runways.")
    assert ("Brandt", "Ola Brandt", "Airport", "topic") in found
    assert all(issue != "Toll" for _, _, issue, _ in found)


def test_a_sentence_far_from_an_issue_does_not_continue_it() -> None:
    """An issue named several sentences ago is not carried on without a word of its own."""
    text = "The toll came up. It rained. Trains ran late. Shops closed early. Brandt went home."
    assert not any(first == "Brandt" for first, _, _, _ in list_pairs(text))


def test_the_last_speaker_is_the_likely_holder_where_a_sentence_names_none() -> None:
    """A passage without any name goes on with the one who spoke last."""
    found = list_pairs("Brandt spoke in the town hall. The toll was unfair.")
    assert ("The", "Ola Brandt", "Toll", "named") in found


def test_the_last_speaker_is_not_added_where_a_sentence_has_its_own() -> None:
    """A sentence with an actor of its own is not attributed to an earlier one."""
    found = list_pairs("Brandt spoke in the town hall. Lind rejected the toll.")
    assert ("Lind", "Ola Brandt", "Toll", "named") not in found


@pytest.mark.parametrize(
    ("sentence", "distances", "toll", "airport"),
    [
        ("Buses were late.", {}, 0, 0),
        ("Buses were late.", {"Toll": 2}, 0.5, 0),
        ("The bridge was late.", {}, 1, -1),
        ("The bridge was late.", {"Airport": 1}, 1, 0),
    ],
)
def test_an_issue_is_relevant_by_its_own_words_and_by_how_recently_it_was_named(
    sentence: str, distances: dict[str, int], toll: float, airport: float
) -> None:
    """A word of one issue speaks for it and against the others; a recent mention adds its nearness."""
    assert IssueRanker(CODEBOOK).rank(Doc(load()(sentence)), distances) == {"Toll": toll, "Airport": airport}
