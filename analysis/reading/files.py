"""The file itself, before anyone looks at what is in it: there, regular, not empty, not too big."""

import stat
from pathlib import Path

from analysis.errors import StancebookError

MEGABYTE = 1_000_000
ARTICLE_LIMIT = 50 * MEGABYTE
"""Bytes of one article: a hundred long novels; more than this is not an article."""
TABLE_LIMIT = 2_000 * MEGABYTE
"""Bytes of one table: its rows are read one by one, so only the collected articles need memory."""


def check(path: Path, limit: int) -> None:
    """Refuse what is not a regular file of 1 to ``limit`` bytes; links are followed.

    Raises:
        StancebookError: the path is a folder, a device or a pipe, or the file is empty or too big.
        OSError: the file is gone or may not be looked at.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise StancebookError("It is a folder, and a file was expected; give the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise StancebookError("It is a device or a pipe, and a file was expected; save its content first.")
    if status.st_size == 0:
        raise StancebookError("The file is empty; fill it or remove it from the folder.")
    if status.st_size > limit:
        raise StancebookError(
            f"The file has {status.st_size / MEGABYTE:,.1f} MB and the limit is {limit // MEGABYTE:,} MB; "
            "split it into smaller files."
        )


def article_bytes(path: Path) -> bytes:
    """Give the whole content of a file that holds one article.

    Raises:
        StancebookError: see ``check``.
        OSError: the file cannot be opened.
    """
    check(path, ARTICLE_LIMIT)
    return path.read_bytes()
