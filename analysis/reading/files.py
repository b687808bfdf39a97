"""Check that a path is a regular file, not empty and not too big, before it is read."""

import stat
from pathlib import Path

from analysis.errors import StancebookError

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
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise StancebookError("It is a folder, but a file was expected; name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise StancebookError(
            "It is a device or a pipe, but a file was expected; save its content to a file first."
        )
    if status.st_size == 0:
        raise StancebookError("The file is empty; fill it or remove it.")
    if status.st_size > limit:
        raise StancebookError(
            f"The file has {status.st_size / MEGABYTE:,.1f} MB, but the limit is {limit // MEGABYTE:,} MB; "
            "split it into smaller files."
        )


def read_article_bytes(path: Path) -> bytes:
    """Return the whole content of a file with one article.

    Raises:
        StancebookError: see ``check``.
        OSError: if the file cannot be opened.
    """
    check_file(path, ARTICLE_LIMIT)
    return path.read_bytes()
