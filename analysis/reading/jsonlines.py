"""JSON Lines: one article per line, each a JSON object."""

import json
from collections.abc import Iterator
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.reading.decoding import encoding_of
from analysis.reading.files import TABLE_LIMIT, check
from analysis.reading.rows import document, has_text, no_text_column

Row = dict[str, object]


def documents(path: Path) -> Iterator[Document | Problem]:
    """Read a table line by line; a row's number is that of its line.

    Yields:
        For each line that is not blank, its document and warnings, or one problem. Lines without a
        text field come last.

    Raises:
        StancebookError: the file is empty, too big, not text or one JSON value, or no line has a text.
        OSError: the file cannot be opened.
    """
    check(path, TABLE_LIMIT)
    with path.open("rb") as file:
        encoding = encoding_of(file)
    textless: list[int] = []
    columns: dict[str, None] = {}
    any_text = False
    for number, row in _rows(path, encoding):
        if isinstance(row, Problem):
            yield row
        elif has_text(row):
            any_text = True
            yield from document(path, number, row)
        else:
            textless.append(number)
            columns.update(dict.fromkeys(row))
    if textless and not any_text:
        raise no_text_column(columns)
    for number in textless:
        yield Problem(_item(path, number), "It has no field 'text'; give it one or remove the line.")


def _rows(path: Path, encoding: str) -> Iterator[tuple[int, Row | Problem]]:
    with path.open(encoding=encoding, errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            text = line.strip()
            if number == 1 and (text == "{" or text.startswith("[")):
                raise StancebookError(
                    "It is one JSON value, and one JSON object per line was expected; "
                    "for a list, convert it with: jq -c '.[]' FILE."
                )
            if text:
                yield number, _row(_item(path, number), text)


def _row(item: str, line: str) -> Row | Problem:
    try:
        row = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        return Problem(item, f"It is not JSON ({error.msg}, column {error.colno}); correct or remove it.")
    except (ValueError, RecursionError):
        return Problem(item, "It is JSON with a number or a nesting too long to read; remove it.")
    if not isinstance(row, dict):
        return Problem(item, f'It is of type {type(row).__name__}, and an object {{"text": …}} was expected.')
    return row


def _item(path: Path, number: int) -> str:
    return f"{path.name} row {number}"
