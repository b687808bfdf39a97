"""Keep two programs from reviewing into one table: the first one that opens it has it until it ends."""

import sqlite3
from hashlib import blake2s
from pathlib import Path

from platformdirs import user_cache_path

from analysis.errors import StancebookError

# by table; the connections are open for as long as this process lives
_held: dict[Path, sqlite3.Connection] = {}


def hold(table: Path) -> None:
    """Hold a table for this process; the system frees it when the process ends, however it ends.

    The lock is on a small file in the cache folder, so that nothing is added to the corpus; a database is
    one that every system knows how to lock. Where the cache cannot be written there is no lock; then only
    the comparison before each writing protects the table.

    Raises:
        StancebookError: if another process of this computer holds it.
    """
    path = table.resolve()
    if path in _held:
        return
    file = user_cache_path("stancebook") / "reviews" / f"{blake2s(str(path).encode()).hexdigest()[:32]}.lock"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.OperationalError):
        return
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StancebookError(
                f"{table.name} is open in another review on this computer. Go on there, or shut down the "
                "kernel of that notebook and run this cell again. Two people use two names."
            ) from error
        return
    _held[path] = connection
