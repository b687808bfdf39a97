"""A file written beside its place and put there when it is whole: whoever fails leaves what was there."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to; when the block ends without an error, the file takes its place at once.

    Args:
        path: where the file shall be; one that is there already is replaced.

    Yields:
        A path of the same name in a folder of its own, which goes away.
    """
    folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".stancebook-"))
    try:
        yield folder / path.name
        os.replace(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
