"""The six tables: their schema, and writing and reading them."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import table_files, tables
from analysis.errors import StancebookError

QUOTE = {
    "quote_id": "a-q1", "doc_id": "a", "source_start": 0, "source_end": 2, "source": "He", "cue_start": 3,
    "cue_end": 7, "cue": "said", "start": 8, "end": 10, "content": "no", "content_spans": [[8, 10]],
    "actor": None, "directness": "indirect", "sourcing": "named", "coder": "human:test", "confidence": 1.0,
}  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=20)
SPAN = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda span: [span[0], span[0] + span[1]])


def test_rows_become_a_table_with_columns_in_order() -> None:
    """Absent columns become missing values, and offsets stay integers even if some are missing."""
    table = tables.build("quotes", [QUOTE, {**QUOTE, "quote_id": "a-q2", "source_start": None}])
    assert list(table) == list(tables.SCHEMAS["quotes"])
    assert table["source_start"].tolist() == [0, pd.NA]
    assert tables.check("quotes", table) is not None


@pytest.mark.parametrize("name", tables.SCHEMAS)
def test_an_empty_table_fits_its_schema(name: str) -> None:
    """A corpus without tones still has a tones table."""
    assert tables.check(name, tables.build(name, [])).empty


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"directness": "sideways"}, "directness: expected one of direct, mixed, indirect, got 'sideways'"),
        ({"content": None}, "content: a value is missing in 1 of 1 rows"),
        ({"end": 8}, "end after start, got the span from 8 to 8"),
    ],
)
def test_violations_of_the_schema_are_reported(change: dict[str, object], named: str) -> None:
    """A wrong value, a missing value and an empty span are rejected, with the column."""
    with pytest.raises(StancebookError, match=named):
        tables.check("quotes", tables.build("quotes", [{**QUOTE, **change}]))


def test_a_table_with_other_columns_or_types_is_rejected() -> None:
    """A missing column, another order, and numbers where texts belong are named."""
    table = tables.build("quotes", [QUOTE])
    for changed in (table.drop(columns="cue"), table[[*reversed(table.columns)]]):
        with pytest.raises(StancebookError, match="expected the columns quote_id, doc_id, "):
            tables.check("quotes", changed)
    with pytest.raises(StancebookError, match="actor: expected the type str, got float64"):
        tables.check("quotes", table.assign(actor=1.5))
    with pytest.raises(StancebookError, match="start: expected the type Int64, got str"):
        tables.check("quotes", table.assign(start="one"))


def test_the_first_faults_of_many_are_named() -> None:
    """A message stays short, whatever the size of the table."""
    rows = [{**QUOTE, "quote_id": str(number), "sourcing": f"kind {number}"} for number in range(99)]
    with pytest.raises(StancebookError) as error:
        tables.check("quotes", tables.build("quotes", rows))
    assert len(str(error.value).splitlines()) == 1 + tables.MOST_FAULTS


def test_attributions_require_a_confidence() -> None:
    """Statements, tones and events may lack a confidence; attributions may not."""
    lacking = {name for name, columns in tables.SCHEMAS.items() if "confidence" in columns}
    assert {name for name in lacking if tables.SCHEMAS[name]["confidence"].missing} == {
        "statements",
        "tones",
        "events",
    }
    with pytest.raises(StancebookError, match="confidence"):
        tables.check("quotes", tables.build("quotes", [{**QUOTE, "confidence": None}]))


def test_duplicate_identifiers_are_rejected() -> None:
    """Identifiers must be unique, since links to evidence use them."""
    with pytest.raises(StancebookError, match="quote_id"):
        tables.check("quotes", tables.build("quotes", [QUOTE, QUOTE]))


def test_an_unknown_column_or_table_suggests_the_nearest() -> None:
    """The error for a misspelt name suggests the right one."""
    with pytest.raises(StancebookError, match="Did you mean 'confidence'"):
        tables.build("quotes", [{"confidense": 1}])
    with pytest.raises(StancebookError, match="Did you mean 'quotes'"):
        tables.schema("quote")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TEXT, st.lists(SPAN, min_size=1, max_size=3), st.none() | TEXT), max_size=4))
def test_tables_are_read_back_from_parquet(rows: list[tuple[str, list[list[int]], str | None]]) -> None:
    """Texts, lists, integers and missing values survive writing and reading."""
    written = {name: tables.build(name, []) for name in tables.SCHEMAS}
    written["quotes"] = tables.build(
        "quotes",
        [
            {**QUOTE, "quote_id": str(number), "content": content, "content_spans": spans, "actor": actor}
            for number, (content, spans, actor) in enumerate(rows)
        ],
    )
    with TemporaryDirectory() as folder:
        with table_files.Writer(Path(folder)) as writer:
            writer.add(written)
        read = table_files.read(Path(folder))
    for name, table in written.items():
        pd.testing.assert_frame_equal(read[name], table)


def test_csv_has_the_same_values(tmp_path: Path) -> None:
    """The CSV file contains lists as JSON and each row once."""
    table = tables.build("quotes", [{**QUOTE, "content": "no, “never”,\nhe said"}])
    with table_files.Writer(tmp_path) as writer:
        writer.add({"quotes": table})
    assert [path.name for path in writer.paths] == ["quotes.parquet", "quotes.csv"]
    (row,) = pd.read_csv(writer.paths[1]).to_dict("records")
    assert row["content"] == "no, “never”,\nhe said"
    assert row["content_spans"] == "[[8, 10]]"
    assert row["source_end"] == 2


def test_tables_are_written_in_chunks(tmp_path: Path) -> None:
    """Chunks, including an empty one, are read back as one table in both formats."""
    pieces = [
        tables.build("quotes", [{**QUOTE, "quote_id": name}] if name else []) for name in ("", "a", "b")
    ]
    with table_files.Writer(tmp_path) as writer:
        for piece in pieces:
            writer.add({"quotes": piece})
    for read in (pd.read_parquet(writer.paths[0]), pd.read_csv(writer.paths[1])):
        assert read["quote_id"].tolist() == ["a", "b"]


def test_tables_take_the_places_of_former_ones_together(tmp_path: Path) -> None:
    """A run that fails, or is killed, leaves the files of the run before; the next one clears its rest."""
    old, new = (tables.build("quotes", [{**QUOTE, "quote_id": name}]) for name in ("old", "new"))
    with table_files.Writer(tmp_path) as writer:
        writer.add({"quotes": old})
    with suppress(KeyboardInterrupt), table_files.Writer(tmp_path) as writer:
        writer.add({"quotes": new})
        raise KeyboardInterrupt
    killed = table_files.Writer(tmp_path).__enter__()
    killed.add({"quotes": new})
    assert pd.read_csv(tmp_path / "quotes.csv")["quote_id"].tolist() == ["old"]
    with table_files.Writer(tmp_path) as writer:
        writer.add({"quotes": new})
    assert pd.read_parquet(tmp_path / "quotes.parquet")["quote_id"].tolist() == ["new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["quotes.csv", "quotes.parquet"]
