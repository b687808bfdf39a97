"""Write a file completely before it replaces the old one; after an error the old one is unchanged."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_atomically(path: Path) -> Iterator[Path]:
    """Yield a path to write to; if the block ends without an error, that file replaces ``path``.

    Args:
        path: the final path; an existing file is replaced.

    Yields:
        A path with the same name in a temporary folder, which is deleted afterwards.
    """
    folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".stancebook-"))
    try:
        yield folder / path.name
        os.replace(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
