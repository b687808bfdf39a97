"""The project's errors: each says what happened, what was expected, what was found and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

# the most names that a message lists
MAX_NAMES = 30
# the most characters of a value that a message shows
LONGEST = 200


class StancebookError(Exception):
    """An error in the input or the call, worded for the user."""


def unknown_name_error(kind: str, got: object, allowed: Iterable[object]) -> StancebookError:
    """Return the error for an unknown name, with the nearest match and the known names.

    Args:
        kind: what the name refers to, for example ``"actor"``.
        got: the unknown name.
        allowed: the known names.

    Returns:
        The error, for the caller to raise.
    """
    names = sorted(map(str, allowed))
    near = _find_nearest(str(got), names)
    hint = f" Did you mean {near!r}?" if near else ""
    return StancebookError(f"Unknown {kind} {shorten(got)}.{hint} Known: {_list_names(names)}.")


def shorten(value: object) -> str:
    """Return how a value is written in a message: as in Python, but at most ``LONGEST`` characters of it.

    >>> shorten("a ceasefire"), shorten("x" * 1000) == "'" + "x" * (LONGEST - 1) + "…"
    ("'a ceasefire'", True)
    """
    # a long text is cut before it is escaped, which takes time
    written = repr(value[: LONGEST + 1] if isinstance(value, str) else value)
    return written if len(written) <= LONGEST else f"{written[:LONGEST]}…"


def missing_column_error(column: str, table: str, found: Iterable[str]) -> StancebookError:
    """Return the error for a table without a required column, with the nearest column and those found.

    Args:
        column: the required column.
        table: what the table is called, for example ``"the chronology"``.
        found: the columns of the table.

    Returns:
        The error, for the caller to raise.
    """
    names = sorted(found)
    near = _find_nearest(column, names)
    hint = f" The nearest column is {near!r}; rename it if it is the required one." if near else ""
    return StancebookError(
        f"Missing column {column!r}: {table} requires it.{hint} Found: {_list_names(names)}."
    )


def _find_nearest(name: str, names: Iterable[str]) -> str | None:
    if len(name) > LONGEST:
        return None
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[near[0]] if near else None


def _list_names(names: list[str]) -> str:
    if not names:
        return "none"
    shown = [name if len(name) <= LONGEST else f"{name[:LONGEST]}…" for name in names[:MAX_NAMES]]
    return ", ".join(shown) + (", …" if len(names) > MAX_NAMES else "")
