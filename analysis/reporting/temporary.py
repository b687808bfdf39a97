"""Make temporary folders that are removed at the end, or by the next run if this one is killed."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# end of the name of the file that shows that a folder is in use
LOCK = ".lock"
# seconds: a lock that is this young may not have been taken yet
YOUNG = 60


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
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=LOCK, dir=where)
    open(descriptor, "rb").close()
    folder = _get_folder(Path(name))
    # a lock of SQLite's ends with its process, on every system
    with closing(sqlite3.connect(name, isolation_level=None, check_same_thread=False)) as lock:
        _take(lock)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    Path(name).unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove a temporary folder whose process has been killed."""
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
            if time.time() - name.stat().st_mtime < YOUNG:
                continue
            with closing(sqlite3.connect(name, timeout=0, isolation_level=None)) as lock:
                if not _take(lock):
                    continue
                remove_folder(_get_folder(name))
        except OSError:
            # somebody else's, or removed by another run meanwhile
            continue
