"""Progress of long work: a bar that appears after some seconds, in a terminal or below a notebook's cell."""

import sys
from typing import TextIO

from tqdm import tqdm

# what takes less time shows no bar
PATIENCE = 5


class Bar(tqdm):  # type: ignore[misc,type-arg,unused-ignore]
    """A bar without tqdm's monitor, a thread: a process that has one cannot be forked safely."""

    monitor_interval = 0


def progress(total: int, what: str, unit: str) -> Bar:
    """Return a progress bar to be used as a context manager; call ``update`` after each unit.

    A terminal has it on the standard error stream. Notebooks show that stream as an error, in red,
    so there it goes to the standard output.

    Args:
        total: number of units.
        what: what is being done, such as "Coding".
        unit: what is counted, in the plural.
    """
    return Bar(total=total, desc=what, unit=f" {unit}", delay=PATIENCE, file=_stream())


def _stream() -> TextIO:
    return sys.stdout if _is_notebook() else sys.stderr


def _is_notebook() -> bool:
    """Tell whether this runs in a Jupyter kernel; IPython in a terminal has none."""
    shell = sys.modules.get("IPython")
    return shell is not None and hasattr(shell.get_ipython(), "kernel")
