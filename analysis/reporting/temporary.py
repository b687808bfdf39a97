"""Make temporary folders that are removed at the end, or by the next run if this one is killed."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# end of the name of the file that shows that a folder is in use
LOCK = ".lock"


@contextmanager
def make_temporary_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield an empty folder, and remove it at the end; remove those that killed runs left beside it, too.

    Args:
        prefix: how the names of all such folders begin.
        parent: the folder to make it in; by default that of the system's temporary files.

    Raises:
        OSError: if the folder cannot be made.
    """
    where = parent or Path(tempfile.gettempdir())
    _remove_abandoned(where, prefix)
    name, connection = _create_lock(where, prefix)
    folder = _get_folder(name)
    try:
        with closing(connection):
            folder.mkdir()
            yield folder
    finally:
        remove_folder(folder)


def _create_lock(where: Path, prefix: str) -> tuple[Path, sqlite3.Connection]:
    """Create a file and take its lock, which ends with this process, on every system."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=LOCK, dir=where)
        os.close(descriptor)
        connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
        _take(connection)
        # another run may have found the file before it was locked, and removed it
        if Path(name).exists():
            return Path(name), connection
        connection.close()


def remove_folder(folder: Path) -> None:
    """Remove a temporary folder and its lock."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name(f"{folder.name}{LOCK}").unlink(missing_ok=True)


def _get_folder(lock: Path) -> Path:
    return lock.with_name(lock.name.removesuffix(LOCK))


def _take(lock: sqlite3.Connection) -> bool:
    """Take a lock; return False if another process has it, or if the file system knows no locks."""
    try:
        # no second file beside the first
        lock.execute("PRAGMA journal_mode=OFF")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        return False
    return True


def _remove_abandoned(where: Path, prefix: str) -> None:
    """Remove the folders whose process has ended without removing them."""
    for name in where.glob(f"{prefix}*{LOCK}"):
        try:
            with closing(sqlite3.connect(name, timeout=0, isolation_level=None)) as lock:
                if not _take(lock):
                    continue
                remove_folder(_get_folder(name))
        except OSError:
            # somebody else's, or removed by another run meanwhile
            continue
