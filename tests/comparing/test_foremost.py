"""Which events and quotes of a large corpus a page shows."""

from typing import Any

import pandas as pd

from analysis.comparing.accounts import weak_claims
from analysis.comparing.foremost import (
    ACTORS,
    KEY,
    LEAST_IMPORTANCE,
    LINKED,
    LISTED,
    STATEMENTS,
    linked_quotes,
    select_foremost,
    select_key_events,
    select_linked_quotes,
    select_linked_statements,
    select_shown,
)
from analysis.comparing.tellings import tellings
from analysis.comparing.timeline import timeline
from analysis.drawing.evidence import evidence


def events(*rows: tuple[str, float, str, float | None, float | None]) -> pd.DataFrame:
    """Return a timeline from identifiers, importance, status, first and last day."""
    columns = ["event_id", "importance", "status", "low", "high"]
    return pd.DataFrame(rows, columns=columns).astype({"low": "float64", "high": "float64"})


def test_the_most_important_events_are_shown() -> None:
    """They keep the order of the timeline; of equally important ones the earlier is shown."""
    frame = events(
        ("a", 0.5, "occurred", 1, 1), ("b", 2.5, "occurred", 2, 9), ("c", 1, "planned", 3, None),
        ("d", 0.5, "occurred", 4, 4),
    )  # fmt: skip
    assert [list(select_foremost(frame, most)["event_id"]) for most in (2, 3, 9)] == [
        ["b", "c"], ["a", "b", "c"], ["a", "b", "c", "d"],
    ]  # fmt: skip
    assert select_foremost(frame.iloc[:0], 3).empty


def test_a_chart_leaves_out_what_hardly_matters() -> None:
    """Only the ten first are drawn whatever their importance; the most that are asked for stays the limit."""
    matter = [(f"m{n:02}", LEAST_IMPORTANCE + 1, "occurred", n, n) for n in range(KEY + 2)]
    hardly = [(f"h{n:02}", LEAST_IMPORTANCE - 1 - n, "occurred", n, n) for n in range(KEY + 2)]
    assert list(select_shown(events(*hardly, *matter), 25)["event_id"]) == [key for key, *_ in matter]
    assert list(select_shown(events(*hardly), 25)["event_id"]) == [key for key, *_ in hardly[:KEY]]
    assert len(select_shown(events(*matter), 3)) == 3


def test_events_to_know_happened_on_days_that_are_known() -> None:
    """They come in order of time, whatever the lanes; plans and undated events are not among them."""
    frame = events(
        ("late", 1, "occurred", 8, 9), ("plan", 3, "planned", 9, 9), ("undated", 3, "occurred", None, None),
        ("early", 2, "occurred", None, 4), ("minor", 0, "occurred", 6, 6),
    )  # fmt: skip
    assert list(select_key_events(frame, 2)["event_id"]) == ["early", "late"]
    assert list(select_key_events(frame.iloc[2:3], 2)["event_id"]) == ["undated"]


def test_mentions_belong_to_the_listed_rows(make_coder: Any) -> None:
    """Of 320 events, the 300 most important are on the page, and so are the main events of chapters."""
    coder = make_coder({"d": "They met."})
    for number in range(LISTED + 20):
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        coder.event("They met", doc="d", earliest=day, latest=day)
    codes = coder.codes()
    listed = timeline(codes)
    assert len(listed) == LISTED + 20
    shown = set(select_foremost(listed, LISTED)["event_id"])
    assert set(tellings(codes, listed)["event_id"]) == shown
    other = next(key for key in listed["event_id"] if key not in shown)
    chapters = pd.DataFrame({"event_id": [other, None]})
    assert set(tellings(codes, listed, chapters)["event_id"]) == {*shown, other}


def test_quotes_are_those_that_charts_and_tables_link_to(make_coder: Any) -> None:
    """The first of each actor and directness, of each level of sourcing, and the first weak claims."""
    coder = make_coder({"d": "Ann wants a truce, experts say."})
    for _ in range(LINKED + 5):
        coder.quote("Ann", "Ann wants a truce", source="Ann", directness="direct")
    for _ in range(LISTED + 5):
        coder.quote(None, "Ann wants a truce", source="experts", directness="indirect", sourcing="vague")
    coder.quote("Ann", "Ann wants a truce", source="Ann", directness="indirect")
    quotes = coder.codes()["quotes"]
    kept = set(select_linked_quotes(quotes)["quote_id"])
    direct = list(quotes.loc[quotes["directness"] == "direct", "quote_id"])
    weak = list(weak_claims(coder.codes())["quote_id"])
    assert kept == {*direct[:LINKED], *weak[:LISTED], quotes["quote_id"].iloc[-1]}
    assert set(linked_quotes(coder.codes())["quote_id"]) == kept


def test_of_very_many_actors_the_most_quoted_are_shown(make_coder: Any) -> None:
    """The table has a hundred actors, including any who is quoted more often than the rest."""
    coder = make_coder({"d": "Ann wants a truce."})
    for number in (*range(ACTORS + 30), ACTORS + 29):
        coder.quote(f"Actor {number}", "Ann wants", source="Ann", directness="direct")
    actors = set(select_linked_quotes(coder.codes()["quotes"])["actor"])
    assert actors == {*(f"Actor {number}" for number in range(ACTORS - 1)), f"Actor {ACTORS + 29}"}


def test_of_very_many_statements_each_position_shows_some(make_coder: Any) -> None:
    """A page highlights 3,000 at most: the first ones, and of every position the surest and the first."""
    coder = make_coder({"d": "Ann wants a truce, Bob does not."})
    sure = coder.statement("Ann", "truce", "support", "Ann", confidence=0.7)
    for number in range(STATEMENTS + LISTED):
        coder.statement("Ann", "truce", "support", "Ann wants", confidence=0.7, reason=str(number))
    surest = coder.statement("Ann", "truce", "support", "wants a truce", confidence=0.9)
    rare = coder.statement("Bob", "truce", "oppose", "Bob does not", confidence=0.7)
    coder.statement("Bob", "truce", "oppose", "Bob", confidence=0.2)
    statements = coder.codes()["statements"]
    shown = select_linked_statements(statements)
    assert len(shown) == STATEMENTS
    assert {sure, surest, rare} <= {*shown["statement_id"]}
    assert [*shown["statement_id"].head(LISTED)] == [*statements["statement_id"].head(LISTED)]
    assert (
        f"Highlighted are {STATEMENTS:,} of {len(statements):,} statements"
        in evidence(coder.codes(), statements=statements).html
    )
    assert len(select_linked_statements(statements.head(9))) == 9
