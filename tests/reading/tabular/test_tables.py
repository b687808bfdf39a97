"""What all table formats have in common: columns, identifiers, rows without text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.documents import Document
from analysis.reading import read

Row = dict[str, Any]


def as_csv(path: Path, rows: list[Row]) -> None:
    """Write the rows as pandas does."""
    pd.DataFrame(rows).to_csv(path, index=False)


def as_tsv(path: Path, rows: list[Row]) -> None:
    """Write the rows with tabs."""
    pd.DataFrame(rows).to_csv(path, index=False, sep="\t")


def as_jsonl(path: Path, rows: list[Row]) -> None:
    """Write one object per line."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def as_parquet(path: Path, rows: list[Row]) -> None:
    """Write the rows as pandas does."""
    pd.DataFrame(rows).to_parquet(path)


WRITERS = {
    "t.csv": as_csv,
    "t.tsv": as_tsv,
    "t.jsonl": as_jsonl,
    "t.ndjson": as_jsonl,
    "t.parquet": as_parquet,
}


@pytest.fixture(params=WRITERS)
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[list[Row]], list[Any]]:
    """Write rows in one of the formats, and read them."""

    def write_and_read(rows: list[Row]) -> list[Any]:
        path = tmp_path / request.param
        WRITERS[request.param](path, rows)
        return [
            one if isinstance(one, Document) else (one.item.replace(path.name, "t"), one.message)
            for one in read(path)
            if isinstance(one, Document) or one.severity != "note"
        ]

    return write_and_read


def test_a_full_row(table):
    """Every known column is used, under any of its names and in any case; others are ignored."""
    row = {
        "ID": "a-1",
        "Text": "Talks “go” on,\nshe said.\r\n\r\nSource link",
        "Title": " Talks\ngo on ",
        "date": "20 May 2025",
        "Publisher": "The Example",
        "URL": "https://example.org/talks",
        "Author": "By Jane Doe",
        "language": "en",
        "score": 0.5,
    }
    assert table([row]) == [
        Document(
            doc_id="a-1",
            text="Talks “go” on,\nshe said.",
            title="Talks go on",
            outlet="The Example",
            author="Jane Doe",
            published="2025-05-20",
            url="https://example.org/talks",
            language="en",
        )
    ]


@pytest.mark.parametrize("name", ["text", "content", "body", "Body"])
def test_names_of_the_text(table, name):
    """The column with the article may be called text, content or body."""
    assert table([{name: "Talks."}]) == [Document("t-1", "Talks.")]


def test_identifiers(table):
    """Numbers become strings, doc_id takes precedence over id, and the default is table name and row."""
    rows = [{"id": 1, "doc_id": "x", "text": "One."}, {"id": 2, "doc_id": None, "text": "Two."}]
    assert [one.doc_id for one in table(rows)] == ["x", "2"]
    assert [one.doc_id for one in table([{"text": "One."}, {"text": "Two."}])] == ["t-1", "t-2"]


def test_a_row_without_text(table):
    """The problem names the row and says what to do; the other rows are read."""
    rows = [{"id": "a", "text": "One."}, {"id": "b", "text": ""}, {"id": "c", "text": "Three."}]
    assert table(rows) == [
        Document("a", "One."),
        Document("c", "Three."),
        ("t row 2", "There is no text in it, not a single letter; add its text or take it out."),
    ]


def test_no_text_column(table):
    """A single problem for the table lists the columns, and advises none whose values are no texts."""
    rows = [{"id": 1, "txt": "One.", "day": "x"}, {"id": 2, "txt": "Two.", "day": "x"}]
    assert table(rows) == [
        (
            "t",
            "It has no column with the articles, such as 'text', 'content' or 'body'; found: id, txt, day. "
            "Add a column 'text' with the articles.",
        )
    ]


def test_a_column_that_looks_like_texts_is_advised(table):
    """The advice names the column whose values are texts, however unlike 'text' its name is."""
    rows = [{"context": "port", "wording": "The ferry was late on Monday. Nobody knew why it was late."}] * 2
    ((_, message),) = table(rows)
    assert message.endswith("'wording' looks like texts; rename it to 'text' if it contains the articles.")


def test_many_columns_are_not_all_listed(table):
    """The message stays readable for a table with a hundred columns."""
    ((_, message),) = table([{f"column {number}": 1 for number in range(100)}])
    assert "column 19 and 80 more." in message
    assert len(message) < 500


def test_warnings_name_the_row(table):
    """An unusable date is reported with its row."""
    document, (item, message) = table([{"text": "One.", "date": "30 February 2025"}])
    assert (document, item) == (Document("t-1", "One."), "t row 1")
    assert "not a calendar day" in message


def test_the_same_warning_of_many_rows_is_one(table):
    """It counts the rows and names the first of them; different warnings stay apart."""
    rows = [{"text": f"Number {number} is out.", "date": f"Easter {number}"} for number in range(1, 13)]
    *documents, (item, message) = table([*rows, {"text": "No more."}])
    assert (len(documents), item) == (13, "t")
    assert message.startswith(
        "12 rows (1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more). Row 1: The date 'Easter 1'"
    )


def test_a_text_over_the_limit(table, monkeypatch):
    """A cell has a limit like a file: a whole archive is not one article."""
    monkeypatch.setattr("analysis.reading.tabular.rows.ARTICLE_LIMIT", 1_000_000)
    assert table([{"text": "Talks. " * 200_000}, {"text": "Two."}]) == [
        Document("t-2", "Two."),
        (
            "t row 1",
            "Its text has more than 1 million characters, too many for one article; split it into rows.",
        ),
    ]


def test_a_long_article(table):
    """A cell may contain a text of five megabytes."""
    (document,) = table([{"text": "Talks, “on”. " * 400_000}])
    assert len(document.text) == 400_000 * 13 - 1
