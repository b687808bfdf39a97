"""Write a file or folder completely before it gets its name; after an error, nothing has changed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replace_atomically(path: Path) -> Iterator[Path]:
    """Yield a path to write to; if the block ends without an error, what is there replaces ``path``.

    Args:
        path: the final path; its folder is created if necessary. An existing file is replaced, and so is an
            empty folder.

    Yields:
        A path with the same name in a temporary folder beside it, which is deleted afterwards.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".stancebook-"))
    except OSError as error:
        # nobody knows the name of the temporary folder
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield folder / path.name
        if (folder / path.name).is_dir() and path.is_dir():
            path.rmdir()
        os.replace(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_text(path: Path, content: str) -> None:
    """Write a text as UTF-8, with its line ends as they are; a file that is there is replaced as a whole."""
    with replace_atomically(path) as draft:
        draft.write_text(content, encoding="utf-8", newline="")
