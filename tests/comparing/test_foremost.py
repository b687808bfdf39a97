"""Which events and quotes of a large corpus a page shows."""

from typing import Any

import pandas as pd

from analysis.comparing.accounts import weak_claims
from analysis.comparing.foremost import ACTORS, LINKED, LISTED, select_linked_quotes, select_most_reported
from analysis.comparing.timeline import tellings, timeline


def events(*rows: tuple[str, int, str, float | None, float | None]) -> pd.DataFrame:
    """Return a timeline from identifiers, number of mentions, status, first and last day."""
    columns = ["event_id", "claims", "status", "low", "high"]
    made = [(key, [[f"{key}{n}", low, high] for n in range(mentions)], *rest)
            for key, mentions, *rest in rows for low, high in [rest[1:]]]  # fmt: skip
    frame = pd.DataFrame(made, columns=columns).astype({"low": "float64", "high": "float64"})
    return frame.assign(start=None)


def shown(frame: pd.DataFrame, most: int) -> list[str]:
    """Return the identifiers of the foremost rows."""
    return list(select_most_reported(frame, most)["event_id"])


def test_the_most_reported_events_are_shown() -> None:
    """They keep the order of the timeline."""
    frame = events(
        ("a", 1, "occurred", 1, 1), ("b", 3, "occurred", 2, 9), ("c", 2, "planned", 3, None),
    )  # fmt: skip
    assert shown(frame, 2) == ["b", "c"]
    assert shown(frame, 3) == shown(frame, 9) == ["a", "b", "c"]
    assert shown(frame.iloc[:0], 3) == []


def test_ties_go_to_exact_days_then_to_text_order() -> None:
    """A plan on an exact day, a window and an open end rank below an exactly dated fact."""
    frame = events(
        ("plan", 1, "planned", 1, 1), ("window", 1, "occurred", 1, 2), ("open", 1, "occurred", 3, None),
        ("day", 1, "occurred", 4, 4), ("later", 1, "occurred", 5, 5),
    )  # fmt: skip
    assert [shown(frame, most) for most in (1, 2, 3, 4)] == [
        ["day"], ["day", "later"], ["plan", "day", "later"], ["plan", "window", "day", "later"],
    ]  # fmt: skip


def test_ties_go_to_events_earlier_in_the_article() -> None:
    """The news is at the start of an article, the background further down."""
    frame = events(("background", 1, "occurred", 1, 1), ("news", 1, "occurred", 2, 2)).assign(start=[900, 40])
    assert shown(frame, 1) == ["news"]


def test_mentions_belong_to_the_listed_rows(make_coder: Any) -> None:
    """Of 320 events, the first 300 have their evidence on the page."""
    coder = make_coder({"d": "They met."})
    for number in range(LISTED + 20):
        day = f"2025-{1 + number % 12:02}-{1 + number % 28:02}"
        coder.event("They met", doc="d", earliest=day, latest=day)
    codes = coder.codes()
    listed = timeline(codes)
    assert len(listed) == LISTED + 20
    assert set(tellings(codes, listed)["event_id"]) == set(listed["event_id"][:LISTED])


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


def test_of_very_many_actors_the_most_quoted_are_shown(make_coder: Any) -> None:
    """The table has a hundred actors, including any who is quoted more often than the rest."""
    coder = make_coder({"d": "Ann wants a truce."})
    for number in (*range(ACTORS + 30), ACTORS + 29):
        coder.quote(f"Actor {number}", "Ann wants", source="Ann", directness="direct")
    actors = set(select_linked_quotes(coder.codes()["quotes"])["actor"])
    assert actors == {*(f"Actor {number}" for number in range(ACTORS - 1)), f"Actor {ACTORS + 29}"}
