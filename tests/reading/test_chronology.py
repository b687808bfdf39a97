"""A chronology: dated events in a table, each row checked separately."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import tables
from analysis.documents import Problem
from analysis.reading.chronology import COLUMNS, DEFAULT_REASON, DatedEvent, read_chronology

HEADER = "event_id,description,type,status,coder,actors,earliest,latest,extent,urls,note,sources,mode\n"
ROW = (
    "a,They met,CONSULT,occurred,human:ann,Ann; Bob,2025-05-19,2025-05-20,,https://a.org/1,Two do,Ann,visit\n"
)
Read = Callable[..., list[DatedEvent | Problem]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write a chronology of this content, and read it."""

    def write_and_read(content: str | bytes, name: str = "events.csv") -> list[DatedEvent | Problem]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read_chronology(path))

    return write_and_read


def test_a_row_is_an_event(read: Read) -> None:
    """Names are separated by semicolons, addresses by spaces; a note is the reason."""
    assert read(HEADER + ROW) == [
        DatedEvent(
            "a", "They met", "CONSULT", "occurred", "human:ann", "visit", ("Ann", "Bob"), ("Ann",), (),
            None, "2025-05-19", "2025-05-20", "within", ("https://a.org/1",), "Two do",
        )
    ]  # fmt: skip


def test_required_columns_are_enough(read: Read) -> None:
    """Without days an event is undated, never dated today; case does not matter."""
    (event,) = read("Event_ID,description,type,status,coder\na,They met,consult,Occurred,human:ann\n")
    assert isinstance(event, DatedEvent)
    assert (event.type, event.status) == ("CONSULT", "occurred")
    assert (event.earliest, event.latest, event.extent, event.reason) == (
        None,
        None,
        "within",
        DEFAULT_REASON,
    )


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_spreadsheets_choose_the_delimiter(read: Read, delimiter: str) -> None:
    """A semicolon as delimiter does not break names in a cell, in a spreadsheet's encoding."""
    rows = list(csv.reader(io.StringIO(HEADER + ROW)))
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    (event,) = read(written.getvalue().encode("utf-16"))
    assert isinstance(event, DatedEvent)
    assert event.actors == ("Ann", "Bob")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,,CONSULT,occurred,human:ann", "description: expected a value, got none."),
        ("a,They met,CONSLT,occurred,human:ann", "type: Unknown PLOVER type 'CONSLT'. Did you mean 'CONS"),
        ("a,They met,CONSULT,happend,human:ann", "status: Unknown status 'happend'."),
        ("a,They met,CONSULT,planed,human:ann", "Did you mean 'planned'?"),
        ("a,They met,CONSULT,occurred,ann", "coder: expected human:<name>, such as human:anna, got 'ann'."),
        (ROW.strip().replace("visit", "vist"), "mode: Unknown PLOVER mode 'vist'. Did you mean 'visit'?"),
        (ROW.strip().replace("2025-05-19", "19 May"), "earliest: expected a day as YYYY-MM-DD, such as"),
        (ROW.strip().replace("2025-05-19", "2025-02-30"), "got '2025-02-30'"),
        (ROW.strip().replace("2025-05-19", "2025-06-01"), "2025-06-01 is later than latest, 2025-05-20"),
        (ROW.strip().replace("do,Ann,", "do,Anne,"), "sources: Unknown actor of this row 'Anne'. Did"),
        (ROW.strip() + ",more", "It has 14 cells but the header has 13"),
    ],
)  # fmt: skip
def test_a_broken_row_is_reported_and_the_others_are_read(read: Read, row: str, message: str) -> None:
    """The problem gives line, column, what was expected, what was found and the nearest match."""
    before, problem, after = read(HEADER + ROW + row.replace("a,", "b,", 1) + "\n" + ROW.replace("a", "c", 1))
    assert isinstance(before, DatedEvent)
    assert isinstance(after, DatedEvent)
    assert isinstance(problem, Problem)
    assert (problem.item, problem.severity) == ("events.csv line 3", "left out")
    assert message in problem.message


def test_lines_are_counted_as_an_editor_does(read: Read) -> None:
    """Multi-line descriptions and blank lines do not shift the count."""
    found = read(HEADER + 'a,"They\n\nmet",CONSULT,occurred,human:ann\n\nb,,CONSULT,occurred,human:ann\n')
    assert isinstance(found[0], DatedEvent)
    assert found[0].description == "They met"
    assert isinstance(found[1], Problem)
    assert found[1].item == "events.csv line 6"


def test_a_duplicate_id_is_reported(read: Read) -> None:
    """The second row is left out: every mark on a page links to one event."""
    _, problem = read(HEADER + ROW + ROW)
    assert isinstance(problem, Problem)
    assert "event_id: 'a' is already used by a row above" in problem.message


def test_a_column_that_is_missing_names_the_nearest(read: Read) -> None:
    """Without a required column nothing is read; an unknown column is ignored with a warning."""
    (problem,) = read("event_id,description,type,state,coder\n")
    assert isinstance(problem, Problem)
    assert (
        "Missing column 'status': the chronology requires it. The nearest column is 'state'"
        in problem.message
    )
    warning, event = read(
        "event_id,description,type,status,coder,moed\na,They met,CONSULT,occurred,human:ann,x\n"
    )
    assert isinstance(warning, Problem)
    assert warning.severity == "warning"
    assert "Unknown column 'moed'. Did you mean 'mode'?" in warning.message
    assert isinstance(event, DatedEvent)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html", "a.org", "http://", "http://[x"]
)
def test_other_addresses_are_ignored(read: Read, address: str) -> None:
    """An address that a browser would run, or that leads nowhere, is reported and dropped."""
    event, warning = read(HEADER + ROW.replace("https://a.org/1", f"https://a.org/1 | {address}"))
    assert isinstance(event, DatedEvent)
    assert event.urls == ("https://a.org/1",)
    assert isinstance(warning, Problem)
    assert (warning.severity, address in warning.message) == ("warning", True)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00\x01\x02", HEADER.encode() + b'a,"open'])
def test_an_unreadable_file_is_one_problem(read: Read, content: bytes) -> None:
    """A file that is not a table of events is reported, and nothing is raised."""
    (problem,) = read(content)
    assert isinstance(problem, Problem)
    assert problem.severity == "left out"


@given(st.lists(st.lists(st.text(max_size=12), max_size=len(COLUMNS) + 1), max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_row_is_an_event_or_a_problem(tmp_path: Path, rows: list[list[str]]) -> None:
    """Nothing is raised whatever the cells contain."""
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    for found in read_chronology(path):
        assert isinstance(found, DatedEvent | Problem)


texts = st.text(st.characters(categories=["L", "N", "P"], exclude_characters=";"), min_size=1, max_size=9)
events = st.builds(
    DatedEvent,
    event_id=texts,
    description=texts,
    type=st.sampled_from(tables.PLOVER),
    status=st.sampled_from(tables.STATUS),
    coder=st.just("human:ann"),
    mode=st.none() | st.sampled_from(tables.MODES),
    actors=st.lists(texts, unique=True).map(tuple),
    place=st.none() | texts,
    earliest=st.none() | st.dates(max_value=date(2000, 1, 1)).map(str),
    latest=st.none() | st.dates(min_value=date(2000, 1, 1)).map(str),
    extent=st.sampled_from(tables.EXTENT),
    reason=texts,
)


@given(st.lists(events, unique_by=lambda event: event.event_id))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_was_written_is_read(tmp_path: Path, written: list[DatedEvent]) -> None:
    """Every value comes back as written, after normalisation."""
    from analysis.reading.normalising import to_one_line

    path = tmp_path / "events.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for event in written:
            cells = {**vars(event), **{name: "; ".join(getattr(event, name)) for name in ("actors", "urls")}}
            table.writerow(["" if cells[name] in (None, ()) else cells[name] for name in COLUMNS])
    read = [found for found in read_chronology(path) if isinstance(found, DatedEvent)]
    settled = {to_one_line(event.event_id): to_one_line(event.description) for event in written}
    assert {event.event_id: event.description for event in read} == settled or len(settled) < len(written)
    for event in read:
        assert event.earliest is None or event.latest is None or event.earliest <= event.latest
