"""Acts as positions: whoever does something for or against an issue has a position, and nobody else."""

import pytest

from analysis.coding.actors.names import get_actor_matcher
from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.issues import get_issue_matcher
from analysis.coding.quotes import find_quotes
from analysis.coding.stance_cues import acts, directions
from analysis.coding.statements import find_pairs
from analysis.coding.statements.context import ArticleContext
from analysis.documents import Document
from analysis.language.parsing import load, parse
from analysis.language.tokens import Doc, Token
from tests.coding.conftest import CODEBOOK

BRANDT, LIND, UNION, RESIDENTS = "Ola Brandt", "Mara Lind", "Harbour Union", "Residents"
POSITIONS = {
    "Brandt voted against the tunnel.": {(BRANDT, "Tunnel", -1)},
    "Brandt was one of two members to vote for the tunnel.": {(BRANDT, "Tunnel", 1)},
    "Brandt voted in favour of the toll.": {(BRANDT, "Toll", 1)},
    "Lind signed the toll into law.": {(LIND, "Toll", 1)},
    "Mayor Lind threatened to veto the tunnel.": {(LIND, "Tunnel", -1)},
    "The union vowed to sue over the toll.": {(UNION, "Toll", -1)},
    "The union filed a suit against the toll.": {(UNION, "Toll", -1)},
    "The court dismissed the union's suit against the toll.": {(UNION, "Toll", -1)},
    "Residents sued the city over the toll.": {(RESIDENTS, "Toll", -1)},
    "Residents marched against the toll.": {(RESIDENTS, "Toll", -1)},
    "Residents held a rally for the tunnel.": {(RESIDENTS, "Tunnel", 1)},
    "Brandt resigned in protest at the toll.": {(BRANDT, "Toll", -1)},
    "Brandt campaigned for the tunnel.": {(BRANDT, "Tunnel", 1)},
    "The union began the strike on Monday.": {(UNION, "Strike", 1)},
    "The union's strike began on Monday.": {(UNION, "Strike", 1)},
    "Brandt's bid to end the strike failed.": {(BRANDT, "Strike", -1)},
    "Mayor Lind's decision to build the tunnel came late.": {(LIND, "Tunnel", 1)},
}
NO_POSITIONS = (
    "The union lost the strike.",
    "The union has not signed up to the toll.",
    "Mayor Lind would not rule out the toll.",
    "Mayor Lind wrote to members who oppose the toll.",
    "Mayor Lind met the union to talk about the toll.",
    "The union gathered signatures ahead of the strike.",
    "Police arrested Brandt during the strike.",
)


def find_rules(text: str) -> set[tuple[str, str, int]]:
    """Return what the rules find in a text: actor, issue and 1 for support or -1 for opposition."""
    (article,) = parse([Document("a", text)])
    resolver = EntityResolver(article, get_actor_matcher(CODEBOOK))
    context = ArticleContext(article, resolver, find_quotes(article, resolver), CODEBOOK)
    pairs = [pair for _, pair in find_pairs(context, get_issue_matcher(CODEBOOK))]
    return {(pair.actor, pair.mention.issue, pair.rule.polarity) for pair in pairs if pair.rule is not None}


@pytest.mark.parametrize(("text", "expected"), POSITIONS.items(), ids=POSITIONS.keys())
def test_an_act_is_the_position_of_its_doer(text: str, expected: set[tuple[str, str, int]]) -> None:
    """Whoever votes, signs, sues, marches or begins something is for or against it."""
    assert find_rules(text) == expected


@pytest.mark.parametrize("text", NO_POSITIONS)
def test_what_is_undone_suffered_or_talked_about_is_no_position(text: str) -> None:
    """A topic, a time, somebody else's position and what only happens to an actor show no position."""
    assert {found for found in find_rules(text) if found[1] != "Talks"} == set()


def get_verb(text: str) -> Token:
    """Return the last verb that is no auxiliary."""
    return [token for token in Doc(load()(text)) if token.pos_ == "VERB"][-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "Norland cut its tariffs.": True,
        "Norland has cut its tariffs.": True,
        "Norland is cutting its tariffs.": True,
        "Tariffs were cut by Norland.": True,
        "Norland began cutting its tariffs.": True,
        "Norland did not cut its tariffs.": False,
        "Norland may cut its tariffs.": False,
        "Norland will cut its tariffs.": False,
        "Tariffs were cut.": False,
        "Norland lost its tariffs.": False,
        "Has Norland cut its tariffs?": False,
    }.items(),
)
def test_only_what_was_done_is_an_act(text: str, expected: bool) -> None:
    """Denied, possible, future and unwilled acts, and those without a doer, are not done."""
    assert acts.is_done(get_verb(text)) == expected


def test_acts_towards_people_have_a_direction() -> None:
    """Whoever elects or appoints somebody is for them, whoever arrests or sues them against."""
    assert [directions.classify_treatment(verb) for verb in ("elect", "appoint")] == [1, 1]
    assert [directions.classify_treatment(verb) for verb in ("arrest", "sue")] == [-1, -1]
    assert directions.classify_treatment("meet") is None
