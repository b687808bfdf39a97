"""How outlets differ: whom they quote, what they report differently, and what only some of them tell."""

from typing import Any

import pytest

from analysis.codes import Codes
from analysis.comparing.outlet_accounts import (
    outlet_accounts,
    outlet_events,
    outlet_positions,
    outlet_quotes,
)
from analysis.comparing.timeline import timeline
from analysis.drawing.outlets import (
    outlet_events_table,
    outlet_findings,
    outlet_positions_table,
    outlets_chart,
    outlets_table,
)

OUTLETS = {"a": "The <Post>", "b": "The Sun", "c": "The Sun"}


@pytest.fixture
def codes(make_coder: Any) -> Codes:
    """Return three articles of two outlets that quote different people and report Ann differently."""
    coder = make_coder({
        "a": "Ann wants a truce. Ann said: “Now.” They met.",
        "b": "Ann rejects the truce. Bob said: “Never.”",
        "c": "Bob rejects the truce. Sources said so.",
    }, published="2025-05-20")  # fmt: skip
    coder.statement("Ann", "truce", "support", "Ann wants a truce", "a")
    coder.statement("Ann", "truce", "oppose", "Ann rejects the truce", "b")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", "c")
    for number in range(6):
        coder.quote("Ann", "“Now.”", "a", quote_id=f"a{number}")
        coder.quote("Bob", "“Never.”", "b", quote_id=f"b{number}")
        coder.quote(None, "Sources said so", "c", quote_id=f"c{number}", sourcing="anonymous")
    for number in range(4):
        coder.quote("Bob", "“Now.”", "a", quote_id=f"d{number}")
    coder.event("They met", doc="a", earliest="2025-05-19", latest="2025-05-19")
    codes = coder.codes()
    codes.tables["documents"]["outlet"] = codes["documents"]["doc_id"].map(OUTLETS)
    return codes


def test_each_outlet_has_its_own_counts(codes: Codes) -> None:
    """Articles, attributions, weak sources and the actors quoted, of the outlet with most articles first."""
    found = outlet_accounts(codes)
    assert found[["outlet", "articles", "attributions", "weak"]].to_numpy().tolist() == [
        ["The Sun", 2, 12, 6],
        ["The <Post>", 1, 10, 0],
    ]
    assert {actor: len(keys) for actor, keys in found.loc[1, "quotes"].items()} == {"Ann": 6, "Bob": 4}
    assert len(outlet_quotes(codes, found)) == 5 + 5 + 4


def test_positions_of_several_outlets_are_compared(codes: Codes) -> None:
    """Ann supports a truce in one outlet and rejects it in the other; Bob is in one only."""
    (row,) = outlet_positions(codes).itertuples()
    assert (row.actor, row.stances) == ("Ann", {"The <Post>": "support", "The Sun": "oppose"})
    assert row.differs


def test_the_findings_name_outlets_and_lead_to_their_words(codes: Codes) -> None:
    """Whom each quotes most, what differs, what one outlet only tells, and where sources are weak."""
    events = outlet_events(codes, timeline(codes))
    findings = outlet_findings(outlet_accounts(codes), outlet_positions(codes), events)
    assert findings.list_plain() == [
        "Most quoted: Bob in The Sun (6 of 12 attributions); Ann in The <Post> (6 of 10 attributions).",
        "1 of 1 position that several outlets report is reported differently: Ann on truce (support in "
        "The <Post>, oppose in The Sun).",
        "Every main event is told by one outlet only.",
        "Weakly sourced: 6 of 12 attributions in The Sun, 0 of 10 in The <Post>.",
    ]
    assert "<Post>" not in findings.html


def test_nobody_is_singled_out_whom_another_equals(codes: Codes) -> None:
    """Actors whom an outlet quotes equally often are named together, and equal shares are not compared."""
    accounts = outlet_accounts(codes)
    accounts.at[1, "quotes"] = {"Ann": ["a0", "a1"], "Bob": ["d0", "d1"]}
    accounts["weak"] = 0
    quoted, *others = outlet_findings(
        accounts, outlet_positions(codes), outlet_events(codes, timeline(codes))
    ).list_plain()
    assert quoted.endswith("; Ann and Bob in The <Post> (2 of 10 attributions each).")
    assert not [one for one in others if "Weakly sourced" in one]


def test_tables_and_chart_escape_the_names_of_outlets(codes: Codes) -> None:
    """An outlet's name is data from outside."""
    accounts = outlet_accounts(codes)
    shown = (
        outlets_chart(accounts).html,
        outlets_table(accounts).html,
        outlet_positions_table(outlet_positions(codes)).html,
        outlet_events_table(outlet_events(codes, timeline(codes))).html,
    )
    for html in shown:
        assert "The &lt;Post&gt;" in html
        assert "<Post>" not in html


def test_a_corpus_without_outlets_has_nothing_to_compare(make_coder: Any) -> None:
    """The page says so instead of failing."""
    coder = make_coder({"a": "Rain fell."})
    coder.document["outlet"] = None
    codes = coder.codes()
    found = outlet_findings(
        outlet_accounts(codes), outlet_positions(codes), outlet_events(codes, timeline(codes))
    )
    assert found.list_plain() == ["Nothing was found in which outlets could be compared."]
    assert "No position is reported differently" in outlet_positions_table(outlet_positions(codes)).html
