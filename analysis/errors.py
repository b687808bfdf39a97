"""The project's errors: each says what happened, what was expected and got, and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

# names that a message lists
MOST_NAMED = 30


class StancebookError(Exception):
    """An error of the input or the call, worded for the person who made it."""


def unknown(kind: str, got: object, allowed: Iterable[object]) -> StancebookError:
    """Word the error for a name that is not known: the nearest match first, then all that are.

    Args:
        kind: what was named, for example ``"actor"``.
        got: the name as given.
        allowed: the names that are known.

    Returns:
        The error, to be raised by the caller.
    """
    names = sorted(str(name) for name in allowed)
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(str(got).lower(), by_lower, n=1, cutoff=0.5)
    hint = f" Did you mean {by_lower[near[0]]!r}?" if near else ""
    known = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "") if names else "none"
    return StancebookError(f"Unknown {kind} {got!r}.{hint} Known: {known}.")
