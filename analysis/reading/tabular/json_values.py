"""Find the articles in a JSON value as services return it: inside other objects, by rows or by columns."""

import json
import re

from analysis.errors import StancebookError
from analysis.reading.tabular.field_names import is_doubtful, rank_fields
from analysis.reading.tabular.nested import flatten
from analysis.reading.values import is_missing

_DEPTH = 4
_SAMPLE = 20
_FEED = "jsonfeed.org/version"
_BETWEEN = re.compile(r"[\s,\ufeff]*")


def parse_values(text: str) -> tuple[list[object], StancebookError | None]:
    """Parse the JSON values that a text consists of: usually one, or objects one after another.

    Returns:
        The values, and the error that ended parsing, if any.
    """
    decoder = json.JSONDecoder(strict=False)
    values: list[object] = []
    place = _skip(text, 0)
    while place < len(text):
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            message = f"It is not valid JSON from line {error.lineno} on ({error.msg}); export it again."
            return values, StancebookError(message)
        except (ValueError, RecursionError):
            message = "Its JSON has a number too long or a nesting too deep to read; export it again."
            return values, StancebookError(message)
        values.append(value)
        place = _skip(text, place)
    return values, None


def find_articles(value: object) -> list[object]:
    """Return the articles in a value: the objects nearest to its top that have a text.

    If none has a text, these are the objects with a title and an address, or the value's own rows, so that
    it can be said what they lack.
    """
    titled: list[object] = []
    level = [value]
    for _ in range(_DEPTH + 1):
        groups = [rows for each in level if (rows := _list_rows(each))]
        if texts := [row for rows in groups if has_field("text", rows) for row in rows]:
            return texts
        if not titled:
            lists = [rows for rows in groups if has_field("title", rows) and has_field("url", rows)]
            titled = [row for rows in lists for row in rows]
        level = [part for each in level for part in _list_parts(each)]
    return titled or _list_rows(value)


def add_outlet(value: object, articles: list[object]) -> list[object]:
    """Return the articles of a JSON Feed with the title of the feed as their outlet; others unchanged."""
    if not isinstance(value, dict) or _FEED not in str(value.get("version")):
        return articles
    return [{"outlet": value.get("title"), **row} if isinstance(row, dict) else row for row in articles]


def has_field(field: str, rows: list[object]) -> bool:
    """Return whether one of the first rows has a value of a field, judging by the names."""
    objects = [row for row in rows[:_SAMPLE] if isinstance(row, dict) and not _is_of_objects(row)]
    return any(
        field in rank_fields(name) and not is_missing(value) and _fits(name, field, value)
        for row in objects
        for name, value in flatten({key: part for key, part in row.items() if not _is_table(part)}).items()
    )


def _fits(name: str, field: str, value: object) -> bool:
    return not is_doubtful(name, field) or (isinstance(value, str) and (field != "text" or " " in value))


def _is_table(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(part, dict) for part in value)


def _is_of_objects(value: dict[str, object]) -> bool:
    return all(isinstance(part, dict) for part in value.values())


def _list_rows(value: object) -> list[object]:
    """Return the rows of a list of objects or of a table as pandas writes it; an object is a row itself."""
    if isinstance(value, list):
        return value if _is_table(value) else []
    if not isinstance(value, dict) or not value:
        return []
    if isinstance(value.get("columns"), list) and isinstance(value.get("data"), list):
        names = [str(name) for name in value["columns"]]
        return [dict(zip(names, row, strict=False)) for row in value["data"] if isinstance(row, list)]
    if not _is_of_objects(value):
        return [value]
    parts = list(value.values())
    if "text" in {field for name in value for field in rank_fields(name)} and len(parts[0]) > 0:
        # an object for each column
        return [{name: column.get(key) for name, column in value.items()} for key in parts[0]]
    # an object for each row, by its number or its address
    return parts if has_field("text", parts) else []


def _list_parts(value: object) -> list[object]:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [part for part in parts if isinstance(part, dict | list)]


def _skip(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place
