"""Single values as sources give them: whether there is one, and how it looks on one line."""

from collections.abc import Iterable

from analysis.reading.normalising import one_line

LONGEST = 500
"""Characters of one value that is shown: a title, a name."""


def is_missing(value: object) -> bool:
    """Whether a value stands for nothing: None, NaN, NaT, or a string or list with nothing in it."""
    if isinstance(value, str):
        return not value.strip()
    # Only NaN and NaT differ from themselves.
    return value is None or value == [] or bool(value != value)


def first(values: Iterable[object]) -> object:
    """Give the first value that is not missing, or None."""
    return next((value for value in values if not is_missing(value)), None)


def string(value: object) -> str | None:
    """Give a value on one line of at most ``LONGEST`` characters, a list with commas.

    None where there is nothing to show. What is nested deeper is passed over; 1.0 is "1".
    """
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, (string(part) for part in value[:LONGEST] if not _is_nested(part))))
    if is_missing(value) or _is_nested(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value)[: 4 * LONGEST])[:LONGEST].strip() or None


def _is_nested(value: object) -> bool:
    return isinstance(value, list | tuple | dict)
