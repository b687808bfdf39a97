"""Check what a path names before it is read: a regular file of a bounded size, or an error says why."""

import errno
import os
import stat
from pathlib import Path

from analysis.errors import StancebookError, shorten

MEGABYTE = 1_000_000
ARTICLE_LIMIT = 50 * MEGABYTE
"""Bytes of one article: a hundred long novels; anything bigger is not an article."""
TABLE_LIMIT = 2_000 * MEGABYTE
"""Bytes of one table: rows are streamed, so only the collected articles take memory."""


def check_file(path: Path, limit: int) -> None:
    """Check that a path is a regular file of 1 to ``limit`` bytes; links are followed.

    Raises:
        StancebookError: if the path is a folder, a device or a pipe, or the file is empty or too big.
        OSError: if the file does not exist or cannot be accessed.
    """
    if check_size(path, limit) == 0:
        raise StancebookError("The file is empty; fill it or remove it.")


def check_size(path: Path, limit: int) -> int:
    """Check that a path is a regular file of at most ``limit`` bytes, which may be none, and return its size.

    Raises:
        StancebookError: if no file can have this path, or it is a folder, a device or a pipe, or too big.
        OSError: if the file does not exist or cannot be accessed.
    """
    try:
        status = path.stat()
    except ValueError as error:
        raise StancebookError(f"No file can have this name ({error}); correct it.") from None
    if stat.S_ISDIR(status.st_mode):
        raise StancebookError("It is a folder, but a file was expected; name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise StancebookError(
            "It is a device or a pipe, but a file was expected; save its content to a file first."
        )
    if status.st_size > limit:
        raise StancebookError(
            f"The file has {status.st_size / MEGABYTE:,.1f} MB, but the limit is {limit // MEGABYTE:,} MB; "
            "split it into smaller files."
        )
    return status.st_size


def read_article_bytes(path: Path) -> bytes:
    """Return the whole content of a file with one article.

    Raises:
        StancebookError: see ``check_file``.
        OSError: if the file cannot be opened.
    """
    check_file(path, ARTICLE_LIMIT)
    return path.read_bytes()


def exists(path: str | Path) -> bool:
    """Return whether a path names something; unlike ``Path.exists``, also of paths that nothing can have."""
    return os.path.exists(path)


def expand_home(path: str | Path) -> Path:
    """Return a path with the folder that a leading ``~`` or ``~name`` stands for.

    Raises:
        StancebookError: if there is no such user.
    """
    try:
        return Path(path).expanduser()
    except RuntimeError:
        name = Path(path).parts[0]
        raise StancebookError(
            f"{path}: {name} stands for the home folder of a user, but there is no such user. Correct it, or "
            f"write ./{name} for a folder of that name."
        ) from None


def check_name(path: str | Path) -> None:
    """Check that a file can have this path, whether or not there is one.

    Raises:
        StancebookError: if it is too long, has a character that no path has, or begins with nobody's home.
    """
    try:
        os.stat(expand_home(path))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        if not isinstance(error, OSError) or error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
            raise StancebookError(f"{shorten(str(path))} cannot be a path ({reason}). Correct it.") from None
