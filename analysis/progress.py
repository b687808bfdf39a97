"""Show progress of long tasks: a bar that appears after a few seconds, in a terminal or a notebook."""

import sys
from typing import TextIO

from tqdm import tqdm

# seconds; shorter tasks show no bar
PATIENCE = 5


class Bar(tqdm):  # type: ignore[misc,type-arg,unused-ignore]
    """A progress bar without tqdm's monitor thread: a process with threads cannot be forked safely."""

    monitor_interval = 0


def show_progress(total: int | None, what: str, unit: str) -> Bar:
    """Return a progress bar to use as a context manager; call ``update`` after each unit.

    In a terminal the bar goes to standard error. Notebooks show standard error in red, as an error, so
    there it goes to standard output.

    Args:
        total: number of units; None if it is unknown.
        what: the task, such as "Coding".
        unit: the unit that is counted, in the plural.
    """
    return Bar(total=total, desc=what, unit=f" {unit}", delay=PATIENCE, file=_choose_stream())


def tell(message: str) -> None:
    """Print a message about a long task where its progress is shown."""
    print(message, file=_choose_stream(), flush=True)


def _choose_stream() -> TextIO:
    return sys.stdout if _is_notebook() else sys.stderr


def _is_notebook() -> bool:
    """Return whether this runs in a Jupyter kernel; IPython in a terminal has no kernel."""
    shell = sys.modules.get("IPython")
    return shell is not None and hasattr(shell.get_ipython(), "kernel")
