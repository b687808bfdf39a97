"""Read JSON Lines: one article per line, each a JSON object."""

import json
from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.decoding import detect_encoding
from analysis.reading.files import TABLE_LIMIT, check_file
from analysis.reading.formats.format import Format
from analysis.reading.rows import build_document, has_text_column, no_text_column_error

Row = dict[str, object]


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table line by line; a row's number is that of its line.

    Yields:
        For each line that is not blank, the document and its warnings, or one problem. Problems of lines
        without a text field come last.

    Raises:
        StancebookError: if the file is empty, too big, not text or a single JSON value, or if no line has
            a text.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    with path.open("rb") as file:
        encoding = detect_encoding(file)
    textless: list[int] = []
    columns: dict[str, None] = {}
    any_text = False
    for number, row in _read_rows(path, encoding):
        if isinstance(row, Problem):
            yield row
        elif has_text_column(row):
            any_text = True
            yield from build_document(path, number, row)
        else:
            textless.append(number)
            columns.update(dict.fromkeys(row))
    if textless and not any_text:
        raise no_text_column_error(columns)
    for number in textless:
        yield Problem(_name_row(path, number), "It has no field 'text'; add the field or remove the line.")


def _read_rows(path: Path, encoding: str) -> Iterator[tuple[int, Row | Problem]]:
    with path.open(encoding=encoding, errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            text = line.strip()
            if number == 1 and (text == "{" or text.startswith("[")):
                raise StancebookError(
                    "It is a single JSON value, but one JSON object per line was expected; "
                    "convert a list with: jq -c '.[]' FILE."
                )
            if text:
                yield number, _parse_row(_name_row(path, number), text)


def _parse_row(item: str, line: str) -> Row | Problem:
    try:
        row = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        return Problem(
            item, f"It is not valid JSON ({error.msg}, column {error.colno}); correct or remove it."
        )
    except (ValueError, RecursionError):
        return Problem(item, "Its JSON has a number too long or a nesting too deep to read; remove it.")
    if not isinstance(row, dict):
        return Problem(item, f'It is of type {type(row).__name__}, but an object {{"text": …}} was expected.')
    return row


def _name_row(path: Path, number: int) -> str:
    return f"{path.name} row {number}"


def _recognise(head: bytes) -> bool:
    """Return whether the first two lines are objects, the first with a text."""
    first, _, rest = head.decode("utf-8", errors="replace").lstrip("\ufeff").partition("\n")
    row = _parse_row("", first) if first.startswith("{") and rest.startswith("{") else None
    return isinstance(row, dict) and has_text_column(row)


FORMAT = Format("a table in JSON Lines", (".jsonl", ".ndjson", ".jl"), read_documents, _recognise)
