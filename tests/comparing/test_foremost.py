"""Which of very many events and quotes a page shows."""

from typing import Any

import pandas as pd

from analysis.comparing.accounts import weak_claims
from analysis.comparing.foremost import ACTORS, LINKED, LISTED, foremost, foremost_quotes
from analysis.comparing.timeline import tellings, timeline


def events(*rows: tuple[str, int, str, float | None, float | None]) -> pd.DataFrame:
    """Return a timeline by identifier, number of tellings, status, first and last day."""
    columns = ["event_id", "claims", "status", "low", "high"]
    made = [(key, [[f"{key}{n}", low, high] for n in range(told)], *rest)
            for key, told, *rest in rows for low, high in [rest[1:]]]  # fmt: skip
    frame = pd.DataFrame(made, columns=columns).astype({"low": "float64", "high": "float64"})
    return frame.assign(start=None)


def shown(frame: pd.DataFrame, most: int) -> list[str]:
    """Return the identifiers of the foremost rows."""
    return list(foremost(frame, most)["event_id"])


def test_what_most_articles_tell_of_comes_first() -> None:
    """The order stays that of the timeline."""
    frame = events(
        ("a", 1, "occurred", 1, 1), ("b", 3, "occurred", 2, 9), ("c", 2, "planned", 3, None),
    )  # fmt: skip
    assert shown(frame, 2) == ["b", "c"]
    assert shown(frame, 3) == shown(frame, 9) == ["a", "b", "c"]
    assert shown(frame.iloc[:0], 3) == []


def test_of_equals_facts_on_an_exact_day_come_first_and_then_what_stands_first() -> None:
    """A plan on an exact day, a window and an open end come behind a fact on its day."""
    frame = events(
        ("plan", 1, "planned", 1, 1), ("window", 1, "occurred", 1, 2), ("open", 1, "occurred", 3, None),
        ("day", 1, "occurred", 4, 4), ("later", 1, "occurred", 5, 5),
    )  # fmt: skip
    assert [shown(frame, most) for most in (1, 2, 3, 4)] == [
        ["day"], ["day", "later"], ["plan", "day", "later"], ["plan", "window", "day", "later"],
    ]  # fmt: skip


def test_of_equals_what_an_article_tells_first_comes_first() -> None:
    """The news stands at the head of an article, its background below."""
    frame = events(("background", 1, "occurred", 1, 1), ("news", 1, "occurred", 2, 2)).assign(start=[900, 40])
    assert shown(frame, 1) == ["news"]


def test_tellings_are_those_of_the_rows_that_are_listed(make_coder: Any) -> None:
    """Of 320 events the 300 first have their words on the page."""
    coder = make_coder({"d": "They met."})
    for number in range(LISTED + 20):
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        coder.event("They met", doc="d", earliest=day, latest=day)
    codes = coder.codes()
    listed = timeline(codes)
    assert len(listed) == LISTED + 20
    assert set(tellings(codes, listed)["event_id"]) == set(listed["event_id"][:LISTED])


def test_quotes_are_those_that_charts_and_tables_lead_to(make_coder: Any) -> None:
    """The first of each actor and kind, of each level of sourcing, and the first weak claims."""
    coder = make_coder({"d": "Ann wants a truce, experts say."})
    for _ in range(LINKED + 5):
        coder.quote("Ann", "Ann wants a truce", source="Ann", directness="direct")
    for _ in range(LISTED + 5):
        coder.quote(None, "Ann wants a truce", source="experts", directness="indirect", sourcing="vague")
    coder.quote("Ann", "Ann wants a truce", source="Ann", directness="indirect")
    quotes = coder.codes()["quotes"]
    kept = set(foremost_quotes(quotes)["quote_id"])
    direct = list(quotes.loc[quotes["directness"] == "direct", "quote_id"])
    weak = list(weak_claims(coder.codes())["quote_id"])
    assert kept == {*direct[:LINKED], *weak[:LISTED], quotes["quote_id"].iloc[-1]}


def test_of_very_many_actors_the_most_quoted_are_shown(make_coder: Any) -> None:
    """The hundred of the table; whoever is quoted once more than others is among them."""
    coder = make_coder({"d": "Ann wants a truce."})
    for number in (*range(ACTORS + 30), ACTORS + 29):
        coder.quote(f"Actor {number}", "Ann wants", source="Ann", directness="direct")
    actors = set(foremost_quotes(coder.codes()["quotes"])["actor"])
    assert actors == {*(f"Actor {number}" for number in range(ACTORS - 1)), f"Actor {ACTORS + 29}"}
