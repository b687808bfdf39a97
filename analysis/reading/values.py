"""Handle single values from a source: detect missing values and format values on one line."""

from collections.abc import Iterable

from analysis.reading.normalising import to_one_line

LONGEST = 500
"""Characters of one displayed value, such as a title or a name."""


def is_missing(value: object) -> bool:
    """Return whether a value is missing: None, NaN, NaT, a blank string or an empty list."""
    if isinstance(value, str):
        return not value.strip()
    # Only NaN and NaT are unequal to themselves.
    return value is None or value == [] or bool(value != value)


def find_first(values: Iterable[object]) -> object:
    """Return the first value that is not missing, or None."""
    return next((value for value in values if not is_missing(value)), None)


def format_value(value: object) -> str | None:
    """Return a value as one line of at most ``LONGEST`` characters, or None if there is nothing to show.

    Items of a list are joined by commas; deeper nesting is ignored. 1.0 becomes "1".
    """
    if isinstance(value, list | tuple):
        value = ", ".join(
            filter(None, (format_value(part) for part in value[:LONGEST] if not _is_nested(part)))
        )
    if is_missing(value) or _is_nested(value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return to_one_line(str(value)[: 4 * LONGEST])[:LONGEST].strip() or None


def _is_nested(value: object) -> bool:
    return isinstance(value, list | tuple | dict)
