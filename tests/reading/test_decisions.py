"""Tables of people's decisions on events and attributions, recognised among tables of statements."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from analysis.documents import Problem
from analysis.reading.codings import Coding
from analysis.reading.decisions import (
    ATTRIBUTION_COLUMNS,
    EVENT_COLUMNS,
    AttributionDecision,
    Decision,
    EventDecision,
    read_table,
)

EVENT: dict[str, str] = {
    **dict.fromkeys(EVENT_COLUMNS, ""),
    "doc_id": "a", "evidence": "They met on Monday", "trigger": "met", "status": "occurred",
    "earliest": "2025-05-19", "coder": "human:eve",
}  # fmt: skip
ATTRIBUTION: dict[str, str] = {
    **dict.fromkeys(ATTRIBUTION_COLUMNS, ""),
    "doc_id": "a", "content": "the truce is dead", "source": "he", "actor": "Bob", "sourcing": "named",
    "coder": "human:eve",
}  # fmt: skip


def read(folder: Path, *rows: dict[str, str], name: str = "anna.csv") -> list[Coding | Decision | Problem]:
    """Write rows as a table and read it."""
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(read_table(path))


def drop(row: dict[str, str], *columns: str) -> dict[str, str]:
    """Return a row without some columns."""
    return {name: cell for name, cell in row.items() if name not in columns}


def test_the_header_tells_the_kind_of_a_table_whatever_its_name(tmp_path: Path) -> None:
    """All three kinds can be listed together, under any file name."""
    statement = {"doc_id": "a", "actor": "Lind", "issue": "Toll", "stance": "oppose", "evidence": "no toll"}
    (event,) = read(tmp_path, EVENT, name="statements.csv")
    (attribution,) = read(tmp_path, ATTRIBUTION, name="anna.events.csv")
    (coding,) = read(tmp_path, statement, name="anna.attributions.csv")
    assert isinstance(event, EventDecision)
    assert isinstance(attribution, AttributionDecision)
    assert isinstance(coding, Coding)


@pytest.mark.parametrize("row", [EVENT, ATTRIBUTION])
def test_every_column_is_read_as_written(tmp_path: Path, row: dict[str, str]) -> None:
    """The fields of a decision are the cells of its row."""
    (found,) = read(tmp_path, row)
    assert not isinstance(found, Problem | Coding)
    assert asdict(found) == {**row, "item": "anna.csv line 2", "table": "anna.csv"}


@pytest.mark.parametrize("name", ["eve.m.events.csv", "eve.m.attributions.csv", "eve.m.csv"])
def test_without_a_coder_column_the_file_name_gives_the_person(tmp_path: Path, name: str) -> None:
    """The kind in the file's name is no part of the person's."""
    (found,) = read(tmp_path, drop(EVENT, "coder"), name=name)
    assert isinstance(found, EventDecision)
    assert found.coder == "human:eve.m"


def test_a_row_without_a_coder_is_kept_as_a_remark(tmp_path: Path) -> None:
    """A flag decides nothing, but is not lost; any other entry than a person's is of the file's person."""
    remark, other = read(tmp_path, EVENT | {"coder": ""}, EVENT | {"coder": "anna"}, name="eve.events.csv")
    assert isinstance(remark, EventDecision)
    assert isinstance(other, EventDecision)
    assert (remark.coder, other.coder) == ("", "human:eve")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"status": "occured"}, "Did you mean 'occurred'?"),
        ({"trigger": ""}, "trigger: expected words of the document, got none."),
        ({"latest": "soon"}, "latest: expected a day as YYYY-MM-DD, such as 2025-05-19, got 'soon'."),
        ({"latest": "5/6/2025"}, "latest: expected a day as YYYY-MM-DD"),
        ({"latest": "2025-05-01"}, "earliest: 2025-05-19 is later than latest, 2025-05-01."),
        ({"same_trigger": "met"}, "same_doc_id, same_evidence: expected the words of the other event"),
    ],
)
def test_a_row_that_cannot_be_used_is_reported(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    """The message names the column; the other rows are still read."""
    problem, kept = read(tmp_path, EVENT | change, EVENT)
    assert isinstance(problem, Problem)
    assert (problem.item, problem.severity) == ("anna.csv line 2", "left out")
    assert message in problem.message
    assert isinstance(kept, EventDecision)


def test_days_that_a_spreadsheet_program_wrote_are_read(tmp_path: Path) -> None:
    """Saving the table in an office program changes no decision."""
    (found,) = read(tmp_path, EVENT | {"earliest": "19.05.2025 00:00:00", "status": "Occurred"})
    assert isinstance(found, EventDecision)
    assert (found.earliest, found.status) == ("2025-05-19", "occurred")


@pytest.mark.parametrize(
    ("row", "kind"), [(drop(EVENT, "trigger"), "events"), (drop(ATTRIBUTION, "doc_id"), "attributions")]
)
def test_a_missing_column_is_one_of_the_kind_that_the_header_resembles(
    tmp_path: Path, row: dict[str, str], kind: str
) -> None:
    """The message speaks of the table that was meant."""
    (problem,) = read(tmp_path, row)
    assert isinstance(problem, Problem)
    assert f"a table of decisions on {kind} requires it" in problem.message


def test_hostile_bytes_are_reported(tmp_path: Path) -> None:
    """A file that is no table raises nothing."""
    path = tmp_path / "x.csv"
    path.write_bytes(b"\x00\x01\xff\xfe" * 50)
    assert {type(item) for item in read_table(path)} == {Problem}
    assert {type(item) for item in read_table(tmp_path / "missing.csv")} == {Problem}
