"""Events that a person merged are one happening, whatever the comparison of words says."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from analysis.comparing.retellings import unite_groups
from analysis.comparing.selecting import Selection
from analysis.comparing.timeline import timeline

TEXTS = {"a": "Ann met Bob. Rain fell.", "b": "Bob called Annie.", "c": "A deal was near."}
PERSON = {"coder": "human:eve", "confidence": 1.0}
Day = dict[str, str | None]


def on(day: str | None) -> Day:
    """Return the columns of an event on one day."""
    return {"earliest": day, "latest": day}


@pytest.mark.parametrize(
    ("groups", "pairs", "united"),
    [
        ([0, 1, 2], [("k0", "k2")], [0, 1, 0]),
        ([0, 0, 1], [("k2", "k1")], [0, 0, 0]),
        ([0, 1, 2], [("gone", "k0"), ("gone", "k2")], [0, 1, 0]),
        ([0, 1, 2], [("k0", "k1"), ("k1", "k0"), ("k1", "k2")], [0, 0, 0]),
        ([0, 1, 2], [("k2", "k1")], [0, 1, 1]),
        ([0, 1, 2], [("gone", "lost")], [0, 1, 2]),
        ([0, 1, 2], [], [0, 1, 2]),
    ],
)
def test_groups_are_united_along_all_merges(
    groups: list[int], pairs: list[tuple[str, str]], united: list[int]
) -> None:
    """Chains, circles, and merges by way of a mention that is not shown."""
    assert unite_groups(np.array(groups), ["k0", "k1", "k2"], pairs).tolist() == united


@pytest.fixture
def told(make_coder) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that builds a timeline of three events, each with its own columns."""

    def build(*columns: dict[str, Any], selection: Selection | None = None) -> list[dict[str, Any]]:
        coder = make_coder(TEXTS)
        words = (("Ann met Bob", "a"), ("Rain fell", "a"), ("Bob called Annie", "b"))
        for (clause, doc), more in zip(words, columns, strict=True):
            coder.event(clause, doc=doc, **{"confidence": None, **more})
        return timeline(coder.codes(), selection).to_dict("records")

    return build


def test_a_merge_within_an_article_is_one_row(told) -> None:
    """The machine never merges there; the row is that of the person's mention."""
    rows = told(on("2025-05-19"), {**on("2025-05-19"), **PERSON, "same_as": "a-e1"}, on("2025-06-01"))
    assert [[key for key, *_ in row["claims"]] for row in rows] == [["a-e2", "a-e1"], ["b-e3"]]
    assert (rows[0]["event_id"], rows[0]["checked_by"], rows[1]["checked_by"]) == ("a-e2", ["human:eve"], [])


def test_of_two_checked_mentions_the_one_that_was_retold_comes_first(told) -> None:
    """The row has the description of the event itself, not of its retelling, though that is more exact."""
    retold = {**on("2025-05-19"), **PERSON, "same_as": "a-e1"}
    (row, _) = told({"latest": "2025-05-20", **PERSON}, retold, on("2025-07-01"))
    assert [key for key, *_ in row["claims"]] == ["a-e1", "a-e2"]
    assert (row["description"], row["when"]) == ("Ann met Bob", "2025-05-19")


def test_a_merge_holds_without_any_calendar_day(told) -> None:
    """Articles without days have merges too."""
    rows = told(on(None), on(None), {**on(None), **PERSON, "same_as": "a-e1"})
    assert sorted(len(row["claims"]) for row in rows) == [1, 2]


def test_the_days_that_a_person_gave_hold_against_others(told) -> None:
    """The machine's other day is no dispute; two people's different days are one."""
    ours = {**on("2025-05-19"), **PERSON, "same_as": "a-e1"}
    (row, _) = told(on("2025-06-01"), on("2025-07-01"), ours)
    assert (row["when"], row["disputed"], len(row["claims"])) == ("2025-05-19", False, 2)
    (row, _) = told({**on("2025-06-01"), **PERSON}, on("2025-07-01"), ours)
    assert (row["disputed"], row["checked_by"]) == (True, ["human:eve"])


def test_days_that_fit_the_persons_make_them_more_exact(told) -> None:
    """What she merges, and leaves open, the other telling may date."""
    (row, _) = told(on("2025-05-19"), on("2025-07-01"), {"latest": "2025-05-30", **PERSON, "same_as": "a-e1"})
    assert (row["when"], row["disputed"]) == ("2025-05-19", False)


def test_events_of_a_chronology_are_not_marked_as_checked(make_coder) -> None:
    """A person coded them all; the tick is for what the machine read in articles."""
    coder = make_coder(TEXTS)
    coder.dated("talks", "Ann met Bob", "2025-05-19")
    assert timeline(coder.codes())["checked_by"].tolist() == [[]]
