"""Flatten nested objects, as programming interfaces return them, into columns with dotted names."""

import ast
import json
import re
from collections.abc import Mapping

_DEPTH = 4
_MAX_ITEMS = 100
_MAX_COLUMNS = 1_000
# an object or a list that a program has written into a cell
_WRITTEN = re.compile(r"""\[\s*\]|\{\s*["'].*\}|\[\s*(?:["'{]).*\]""", re.DOTALL)
_LONGEST_WRITTEN = 5_000
# what pandas, R and databases write for a missing value
_MISSING = frozenset(("nan", "NaN", "NaT", "None", "null", "NULL", "NA", "N/A", "#N/A", "n/a", "<NA>", "\\N"))


def flatten(row: Mapping[str, object]) -> dict[str, object]:
    """Return the values of a row by dotted column name.

    Objects inside objects are opened, and so are lists of objects, whose values become one list. What lies
    deeper than four levels or beyond a thousand columns is left as it is. Objects and lists that pandas has
    written into a cell as text are read as such, and so are missing values.

    >>> flatten({"source": {"name": "Courier"}, "authors": [{"name": "Ida"}, {"name": "Tom"}]})
    {'source.name': 'Courier', 'authors.name': ['Ida', 'Tom']}
    >>> flatten({"source": "{'id': None, 'name': 'Courier'}", "authors": "['Ida', 'Tom']"})
    {'source.id': None, 'source.name': 'Courier', 'authors': ['Ida', 'Tom']}
    """
    flat: dict[str, object] = {}
    _add(flat, "", row, _DEPTH)
    return flat


def _add(flat: dict[str, object], prefix: str, values: Mapping[str, object], depth: int) -> None:
    for key, value in values.items():
        # MongoDB wraps a value in its type: {"$date": "2025-03-03"}
        name = prefix.rstrip(".") if prefix and str(key).startswith("$") else f"{prefix}{key}"
        value = _parse(value) if isinstance(value, str) else value
        if isinstance(value, Mapping) and depth > 1 and len(flat) < _MAX_COLUMNS:
            _add(flat, f"{name}.", value, depth - 1)
        elif _is_list_of_objects(value) and depth > 1 and len(flat) < _MAX_COLUMNS:
            _add(flat, f"{name}.", _merge(value), depth - 1)
        else:
            flat[name] = value


def _parse(text: str) -> object:
    if text in _MISSING:
        return None
    if len(text) > _LONGEST_WRITTEN or not _WRITTEN.fullmatch(text):
        return text
    for parse in (json.loads, ast.literal_eval):
        try:
            return parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return text


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(part, Mapping) for part in value)


def _merge(objects: object) -> dict[str, object]:
    """Return the values of several objects as lists by key."""
    assert isinstance(objects, list)
    merged: dict[str, object] = {}
    for each in objects[:_MAX_ITEMS]:
        for key, value in each.items():
            values = merged.setdefault(key, [])
            assert isinstance(values, list)
            values.append(value)
    return merged
