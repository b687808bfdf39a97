"""Which reports a batch makes, and what they are called."""

from pathlib import Path

import pytest

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reporting.batch.planning import Job, collect_jobs, select_shard
from analysis.reporting.batch.table import ReportRow
from analysis.reporting.running import DEFAULT_LIMITS


def planned(*rows: ReportRow | Problem, paths: tuple[str, ...] = (), **given: str) -> list[Job]:
    """Plan a batch."""
    return collect_jobs(paths, rows, given, Path("/out"), None, DEFAULT_LIMITS)


def wanted(**values: object) -> ReportRow:
    """Return a row of a table."""
    return ReportRow("row", values)


def test_reports_are_named_after_their_corpora() -> None:
    """A folder's name becomes that of its report."""
    assert [job.name for job in planned(paths=("a/Harbour Strike", "b/talks.csv"))] == [
        "harbour-strike",
        "talks",
    ]


def test_names_that_clash_get_a_hash_that_stays() -> None:
    """Corpora of one name, or one with two sets of parameters, are kept apart, whatever stands between."""
    first = planned(paths=("a/news", "b/news"))
    second = planned(wanted(corpus="a/news"), wanted(corpus="x"), wanted(corpus="b/news"))
    names = [job.name for job in first]
    assert len({*names}) == 2
    assert all(name.startswith("news-") for name in names)
    assert [second[0].name, second[2].name] == names


def test_a_row_says_its_name_and_wins_over_what_is_given() -> None:
    """Parameters of all hold unless a row says otherwise."""
    one, two = planned(
        wanted(corpus="a", name="Early", until="2025-01-01"),
        wanted(corpus="a", name="all"),
        until="2026-01-01",
    )
    assert (one.name, one.parameters["until"]) == ("early", "2025-01-01")
    assert (two.name, two.parameters["until"]) == ("all", "2026-01-01")


def test_what_is_asked_twice_is_made_once() -> None:
    """The same corpus with the same parameters is one report."""
    assert len(planned(wanted(corpus="a"), paths=("a", "a"))) == 1


def test_two_reports_of_one_name_are_an_error() -> None:
    """A name that a table gives twice is told."""
    with pytest.raises(StancebookError, match="Several reports are named 'x'"):
        planned(wanted(corpus="a", name="x"), wanted(corpus="b", name="x"))


def test_broken_row_stays_in_the_plan() -> None:
    """It will be recorded as failed, with where and why."""
    (job,) = planned(Problem("t.csv line 3", "It has 4 cells."))
    assert (job.name, job.problem) == ("t-csv-line-3", "t.csv line 3: It has 4 cells.")


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_parts_together_are_the_whole(parts: int) -> None:
    """Every report is in exactly one part."""
    jobs = planned(paths=tuple(f"c{number}" for number in range(5)))
    found = [job.name for part in range(1, parts + 1) for job in select_shard(jobs, part, parts)]
    assert sorted(found) == [f"c{number}" for number in range(5)]
