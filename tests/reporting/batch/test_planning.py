"""The jobs of a batch and their names."""

from pathlib import Path

import pytest

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reporting.batch.planning import Job, collect_jobs, select_shard
from analysis.reporting.batch.table import ReportRow
from analysis.reporting.engine import DEFAULT_LIMITS


def plan(*rows: ReportRow | Problem, paths: tuple[str, ...] = (), **given: str) -> list[Job]:
    """Plan a batch."""
    return collect_jobs(paths, rows, given, Path("/out"), None, DEFAULT_LIMITS)


def make_row(**values: object) -> ReportRow:
    """Return a row of a table."""
    return ReportRow("row", values)


def test_reports_are_named_after_their_corpora() -> None:
    """A report has the name of its corpus folder."""
    assert [job.name for job in plan(paths=("a/Harbour Strike", "b/talks.csv"))] == [
        "harbour-strike",
        "talks",
    ]


def test_conflicting_names_get_a_stable_hash() -> None:
    """Corpora of the same name get different names, whatever other reports are in the batch."""
    first = plan(paths=("a/news", "b/news"))
    second = plan(make_row(corpus="a/news"), make_row(corpus="x"), make_row(corpus="b/news"))
    names = [job.name for job in first]
    assert len({*names}) == 2
    assert all(name.startswith("news-") for name in names)
    assert [second[0].name, second[2].name] == names


def test_values_of_a_row_override_the_shared_parameters() -> None:
    """A row can also name its report."""
    one, two = plan(
        make_row(corpus="a", name="Early", until="2025-01-01"),
        make_row(corpus="a", name="all"),
        until="2026-01-01",
    )
    assert (one.name, one.parameters["until"]) == ("early", "2025-01-01")
    assert (two.name, two.parameters["until"]) == ("all", "2026-01-01")


def test_duplicate_jobs_run_once() -> None:
    """The same corpus with the same parameters is one report."""
    assert len(plan(make_row(corpus="a"), paths=("a", "a"))) == 1


def test_two_reports_of_one_name_are_an_error() -> None:
    """The message names the duplicate name in a table."""
    with pytest.raises(StancebookError, match="Several reports are named 'x'"):
        plan(make_row(corpus="a", name="x"), make_row(corpus="b", name="x"))


def test_invalid_row_stays_in_the_plan() -> None:
    """It will be recorded as failed, with the row and the reason."""
    (job,) = plan(Problem("t.csv line 3", "It has 4 cells."))
    assert (job.name, job.problem) == ("t-csv-line-3", "t.csv line 3: It has 4 cells.")


@pytest.mark.parametrize("parts", [1, 2, 3, 7])
def test_parts_together_are_the_whole(parts: int) -> None:
    """Every report is in exactly one part."""
    jobs = plan(paths=tuple(f"c{number}" for number in range(5)))
    found = [job.name for part in range(1, parts + 1) for job in select_shard(jobs, part, parts)]
    assert sorted(found) == [f"c{number}" for number in range(5)]
