"""List files in a folder or an object store, and write them so that each is there whole or not at all.

A place is a path, or an address such as ``s3://bucket/folder``. fsspec knows the protocols; each object store
needs its package (``s3fs``, ``gcsfs``, ``adlfs``).
"""

import os
import uuid
from pathlib import Path

import pyarrow.fs as pa_fs
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

# the end of the name of a file that is being written
PENDING = ".pending"


def open_store(folder: str | Path) -> tuple[AbstractFileSystem, str]:
    """Return the files of a place, and its path among them."""
    files, root = url_to_fs(str(folder))
    return files, str(root).rstrip("/")


def _is_local(files: AbstractFileSystem) -> bool:
    return isinstance(files, LocalFileSystem)


def to_arrow_files(files: AbstractFileSystem) -> pa_fs.FileSystem:
    """Return the same files for pyarrow."""
    return pa_fs.LocalFileSystem() if _is_local(files) else pa_fs.PyFileSystem(pa_fs.FSSpecHandler(files))


def list_files(files: AbstractFileSystem, folder: str) -> list[str]:
    """Return the paths in a folder as they are now; none if there is no such folder."""
    files.invalidate_cache(folder)
    return list(files.ls(folder, detail=False)) if files.isdir(folder) else []


def put_file(files: AbstractFileSystem, place: str, content: bytes) -> None:
    """Write a file that is there whole or not at all, also after the power fails."""
    if not _is_local(files):
        # an object is visible only once it is whole
        files.pipe_file(place, content)
        return
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True)
    # several workers may code the same partition
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}{PENDING}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    if os.name == "posix":
        # the new name lasts only once its folder is on the disk
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def is_address(place: str | Path) -> bool:
    """Tell whether a place is an address of a store rather than a path."""
    return "://" in str(place)
