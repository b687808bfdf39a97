"""Unpack files from outside within bounds, and read what was in them."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import MEGABYTE, TABLE_LIMIT

_CHUNK = MEGABYTE
_RATIO, _RATIO_FROM = 300, 100 * MEGABYTE
"""A file that unpacks to so many times its size, and to more than this, is made to fill the disk."""


def copy_bounded(source: BinaryIO, target: Path, packed: int, limit: int = TABLE_LIMIT) -> int:
    """Write what a packed file unpacks to, and return its size in bytes.

    Args:
        source: the open packed file; reading it unpacks it.
        target: the file to write.
        packed: the packed size in bytes.
        limit: the most bytes to write.

    Raises:
        StancebookError: if it unpacks to more than the limit, or to far more than texts do.
        OSError: if the target cannot be written.
    """
    size = 0
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > limit or size > max(_RATIO_FROM, _RATIO * packed):
                raise StancebookError(
                    f"It unpacks to more than {min(size, limit) // MEGABYTE:,} MB, too much for its size or "
                    "altogether; unpack it and split it into smaller files."
                )
            file.write(chunk)
    return size


def read_unpacked(file: Path, item: str) -> Iterator[Document | Problem]:
    """Read an unpacked file.

    Args:
        file: the unpacked file.
        item: how it is named in problems, such as "texts.zip/march/talks.txt".
    """
    # the formats of packed files are themselves among the formats that are read
    from analysis.reading import read

    for found in read(file):
        if isinstance(found, Problem):
            found = replace(found, item=item + found.item.removeprefix(file.name))
        yield found


def name_safely(name: str) -> str:
    """Return the last part of a name in an archive: no other folder can be reached by it."""
    return os.path.basename(name.replace("\\", "/")).replace("\0", "")
