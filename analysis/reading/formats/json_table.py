"""Read JSON: Lines with one article each, or a value with a list of articles, whatever the extension."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import MEGABYTE, TABLE_LIMIT, check_file
from analysis.reading.decoding import detect_encoding
from analysis.reading.formats.format import Format
from analysis.reading.tabular.field_names import rank_fields
from analysis.reading.tabular.json_values import add_outlet, find_articles, has_field, parse_values
from analysis.reading.tabular.rows import read_table
from analysis.reading.tabular.table import NumberedRow, Row, Table

_WHOLE_LIMIT = 400 * MEGABYTE
"""Bytes of a file that is one value: unlike JSON Lines it is read as a whole."""
_SAMPLE = 20
_OPENING = re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,60}"\s*:')
_KEY = re.compile(r'"([^"\\\n]{1,60})"\s*:')


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the articles of a JSON file; a row's number is that of its line or of the article in the file.

    Yields:
        See ``read_table``; and a problem for each line or part that is not an object.

    Raises:
        StancebookError: if the file is empty, too big, not text or not JSON, or if it has no articles.
        OSError: if the file cannot be opened.
    """
    check_file(path, TABLE_LIMIT)
    with path.open("rb") as file:
        encoding = detect_encoding(file)
    if _has_lines(path, encoding):
        yield from read_table(Table(path, lambda: _read_lines(path, encoding)))
        return
    check_file(path, _WHOLE_LIMIT)
    values, failure = parse_values(path.read_text(encoding=encoding, errors="replace"))
    if failure and not values:
        raise failure
    value = values[0] if len(values) == 1 else values
    articles = add_outlet(value, find_articles(value))
    if not articles:
        raise StancebookError(
            "It is JSON without articles; expected an object, or a list of objects, with a field 'text'. "
            "Remove the file, or export the articles again."
        )
    yield from read_table(Table(path, lambda: _number_rows(path.name, articles, failure)))


def _has_lines(path: Path, encoding: str) -> bool:
    """Return whether lines are objects of their own, broken ones included, and one of them has a text."""
    with path.open(encoding=encoding, errors="replace") as lines:
        first = list(islice((text for line in lines if (text := line.strip())), _SAMPLE))
    if not first or first[0].startswith("[{") or first[0] in ("{", "["):
        return False
    return has_field("text", [_parse_row("", text) for text in first])


def _read_lines(path: Path, encoding: str) -> Iterator[NumberedRow]:
    with path.open(encoding=encoding, errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if text := line.strip():
                yield number, _parse_row(f"{path.name} row {number}", text)


def _number_rows(name: str, articles: list[object], failure: StancebookError | None) -> Iterator[NumberedRow]:
    for number, row in enumerate(articles, start=1):
        yield number, row if isinstance(row, dict) else _not_an_object(f"{name} row {number}", row)
    if failure:
        raise failure


def _parse_row(item: str, line: str) -> Row | Problem:
    try:
        row = json.loads(line, strict=False)
    except json.JSONDecodeError as error:
        return Problem(
            item, f"It is not valid JSON ({error.msg}, column {error.colno}); correct or remove it."
        )
    except (ValueError, RecursionError):
        return Problem(item, "Its JSON has a number too long or a nesting too deep to read; remove it.")
    return row if isinstance(row, dict) else _not_an_object(item, row)


def _not_an_object(item: str, value: object) -> Problem:
    return Problem(item, f'It is of type {type(value).__name__}, but an object {{"text": …}} was expected.')


def _recognise(head: bytes) -> bool:
    """Return whether it begins with an object, or a list of objects, and has a key of texts."""
    start = head.decode("utf-8", errors="replace").lstrip("\ufeff")
    keys = _KEY.findall(start) if _OPENING.match(start) else []
    return any("text" in rank_fields(key) for key in keys)


FORMAT = Format("a table in JSON", (".json", ".jsonl", ".ndjson", ".jl"), read_documents, _recognise)
