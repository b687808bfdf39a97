"""Write a file or folder completely before it gets its name; after an error, nothing has changed."""

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
        path: the final path; its folder is created if necessary, and an existing file is replaced.

    Yields:
        A path with the same name in a temporary folder beside it, which is deleted afterwards.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".stancebook-"))
    except OSError as error:
        # the user knows the file, not the folder beside it
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        yield folder / path.name
        os.replace(folder / path.name, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_text(path: Path, content: str) -> None:
    """Write a text as UTF-8, with its line ends as they are; a file that is there is replaced as a whole."""
    with replace_atomically(path) as draft:
        draft.write_text(content, encoding="utf-8", newline="")


@contextmanager
def fill_atomically(folder: Path) -> Iterator[Path]:
    """Yield a folder to write to; if the block ends without an error, ``folder`` gets what is in it.

    Args:
        folder: the final folder, which does not exist yet or is empty.

    Yields:
        An empty folder with the same name in a temporary folder, which is deleted afterwards.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".stancebook-") as made:
        draft = Path(made) / folder.name
        draft.mkdir()
        yield draft
        if folder.exists():
            # somebody may work in it, so it is filled and not replaced
            for path in draft.iterdir():
                os.replace(path, folder / path.name)
        else:
            os.replace(draft, folder)
