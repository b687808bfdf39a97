"""The project's errors: each says what happened, what was expected, what was found and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

# the most names that a message lists
MAX_NAMES = 30


class StancebookError(Exception):
    """An error in the input or the call, worded for the user."""


def unknown(kind: str, got: object, allowed: Iterable[object]) -> StancebookError:
    """Return the error for an unknown name, with the nearest match and the known names.

    Args:
        kind: what the name refers to, for example ``"actor"``.
        got: the unknown name.
        allowed: the known names.

    Returns:
        The error, for the caller to raise.
    """
    names = sorted(str(name) for name in allowed)
    by_lower = {name.lower(): name for name in names}
    near = get_close_matches(str(got).lower(), by_lower, n=1, cutoff=0.5)
    hint = f" Did you mean {by_lower[near[0]]!r}?" if near else ""
    known = ", ".join(names[:MAX_NAMES]) + (", …" if len(names) > MAX_NAMES else "") if names else "none"
    return StancebookError(f"Unknown {kind} {got!r}.{hint} Known: {known}.")
