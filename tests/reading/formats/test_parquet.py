"""Parquet keeps types; files in other formats and damaged files are problems."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.documents import Document
from analysis.reading import read


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([date(2025, 5, 20), None]),
        pa.array([datetime(2025, 5, 20, 23), None], pa.timestamp("ns")),
        pa.array([datetime(2025, 5, 20, 21, tzinfo=UTC), None], pa.timestamp("us", tz="Europe/Berlin")),
        pa.array(["2025-05-20", None]),
        pa.array([1_747_699_200_000, None]),
    ],
)
def test_types_of_dates(tmp_path, dates):
    """Dates, timestamps with and without a zone, strings and numbers give the day."""
    pq.write_table(pa.table({"text": ["One.", "Two."], "published": dates}), tmp_path / "t.parquet")
    assert list(read(tmp_path / "t.parquet")) == [
        Document("t-1", "One.", published="2025-05-20"),
        Document("t-2", "Two."),
    ]


def test_identifiers_with_gaps(tmp_path):
    """Integers stored as floats because of a missing value are restored."""
    table = pa.table({"id": [1.0, None, float("nan")], "text": ["One.", "Two.", "Three."]})
    pq.write_table(table, tmp_path / "t.parquet")
    assert [document.doc_id for document in read(tmp_path / "t.parquet")] == ["1", "t-2", "t-3"]


def test_texts_as_bytes_and_categories(tmp_path):
    """Bytes are decoded, and dictionary-encoded values are read like plain ones."""
    table = pa.table(
        {"text": ["It’s over.".encode(), b"%PDF-1.7"], "outlet": pa.array(["X", "X"]).dictionary_encode()}
    )
    pq.write_table(table, tmp_path / "t.parquet")
    document, problem = read(tmp_path / "t.parquet")
    assert document == Document("t-1", "It’s over.", outlet="X")
    assert problem.message.startswith("It is a PDF")


def test_a_file_that_is_not_parquet(reading):
    """A wrong extension is reported with the library's message."""
    assert reading("t.parquet", "Talks began.").problem.message.startswith(
        "It could not be read as Parquet ("
    )


def test_a_damaged_file(tmp_path):
    """A truncated download is a problem."""
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"text": ["One. " * 1_000]}), path)
    path.write_bytes(path.read_bytes()[:-10])
    (problem,) = read(path)
    assert problem.message.startswith("It could not be read as Parquet (")


def test_many_rows(tmp_path):
    """All rows are read in order, across batches."""
    pq.write_table(pa.table({"text": [f"Article {number}" for number in range(200)]}), tmp_path / "t.parquet")
    assert [document.text for document in read(tmp_path / "t.parquet")] == [
        f"Article {number}" for number in range(200)
    ]


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([20_000, 2**31 - 1], pa.int32()).cast(pa.date32()),
        pa.array([1_728_000_000, 2**52], pa.timestamp("s")),
        pa.array([1_728_000_000, -(2**40)], pa.timestamp("s", tz="UTC")),
    ],
)
def test_a_date_beyond_the_calendar_costs_only_itself(tmp_path, dates):
    """The row keeps its text, the other rows their dates, and the date is told."""
    pq.write_table(pa.table({"text": ["One.", "Two."], "published": dates}), tmp_path / "t.parquet")
    first, second, problem = read(tmp_path / "t.parquet")
    assert first == Document("t-1", "One.", published="2024-10-04")
    assert second == Document("t-2", "Two.")
    assert (problem.item, problem.severity) == ("t.parquet row 2", "warning")


def test_an_unknown_time_zone_costs_only_the_dates(tmp_path):
    """The texts are read."""
    dates = pa.array([0, 1_728_000_000], pa.timestamp("s", tz="Nowhere/Land"))
    pq.write_table(pa.table({"text": ["One.", "Two."], "published": dates}), tmp_path / "t.parquet")
    found = list(read(tmp_path / "t.parquet"))
    assert [document.text for document in found[:2]] == ["One.", "Two."]
    assert [problem.severity for problem in found[2:]] == ["warning", "warning"]
