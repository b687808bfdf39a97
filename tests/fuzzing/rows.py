"""Tables whose rows are known: each row must give a document or be told as left out."""

import csv
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.documents import Document, Problem
from analysis.reading import read
from tests.fuzzing.flaws import Flaw
from tests.fuzzing.readers import check_documents

MANY = re.compile(r"([\d,]+) rows \(")
# Excel can hold no control characters
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\"',;|“”<&=\u202e\u0301")
CELLS = st.text(CHARACTERS, max_size=12)
TEXTS = st.builds("{}talks began{}".format, CELLS, CELLS) | CELLS | st.none()
ROWS = st.lists(
    st.fixed_dictionaries(
        {"id": CELLS, "title": CELLS, "date": CELLS | st.just("2025-03-01"), "text": TEXTS}
    ),
    min_size=1,
    max_size=12,
)
Rows = Sequence[dict[str, Any]]


def write_delimited(file: Path, rows: Rows) -> None:
    """Write comma- or tab-separated values."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        dialect = "excel" if file.suffix == ".csv" else "excel-tab"
        writer = csv.DictWriter(opened, list(rows[0]), dialect=dialect)
        writer.writeheader()
        writer.writerows(rows)


def write_workbook(file: Path, rows: Rows) -> None:
    """Write an Excel workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([*rows[0]], *([*row.values()] for row in rows)):
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            # a text that begins with an equals sign is no formula
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    book.save(file)


WRITERS: dict[str, Callable[[Path, Rows], object]] = {
    ".csv": write_delimited,
    ".tsv": write_delimited,
    ".jsonl": lambda file, rows: file.write_text("".join(json.dumps(row) + "\n" for row in rows)),
    ".json": lambda file, rows: file.write_text(json.dumps({"articles": rows})),
    ".parquet": lambda file, rows: pq.write_table(pa.Table.from_pylist(list(rows)), file),
    ".xlsx": write_workbook,
}
"""What writes rows in each format whose rows can be counted."""


def check_rows(file: Path, rows: Rows) -> None:
    """Write rows, read them, and check that each of them is a document or is told as left out."""
    WRITERS[file.suffix](file, rows)
    found = list(read(file))
    documents = [item for item in found if isinstance(item, Document)]
    check_documents(documents)
    lost = [item for item in found if isinstance(item, Problem) and item.severity == "left out"]
    if any(item.item == file.name and not MANY.match(item.message) for item in lost):
        # the file as a whole is told
        return
    counts = [MANY.match(item.message) for item in lost]
    told = sum(int(count[1].replace(",", "")) if count else 1 for count in counts)
    # a row without any value is no row
    expected = sum(any(value and value.strip() for value in row.values()) for row in rows)
    if len(documents) + told < expected:
        raise Flaw(f"lost: {expected} rows gave {len(documents)} documents and {told} are told: {lost}")
