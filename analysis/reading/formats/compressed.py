"""Read compressed files (.gz, .bz2, .xz): each holds one file, named like it without the last extension."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.binary import ZIP
from analysis.reading.formats.format import Format
from analysis.reading.unpacking import copy_bounded, read_unpacked

_OPENERS: dict[bytes, Callable[[Path], object]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_TAR_NAMES = {".tgz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_SUFFIXES = (".gz", ".bz2", ".xz", *_TAR_NAMES)


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Unpack a file and read what it holds by its own format.

    Yields:
        The documents and problems of the unpacked file, and a note that it was unpacked.

    Raises:
        StancebookError: if the file is empty, too big, damaged or not compressed, or holds a packed file.
        OSError: if the file cannot be opened or unpacked.
    """
    check_file(path, TABLE_LIMIT)
    with path.open("rb") as file:
        head = file.read(8)
    opener = next((opener for magic, opener in _OPENERS.items() if head.startswith(magic)), None)
    if opener is None:
        raise StancebookError("It is not compressed, although it is named so; remove the last extension.")
    with TemporaryDirectory() as folder:
        inner = Path(folder, _name_inner(path))
        _unpack(path, cast("BinaryIO", opener(path)), inner)
        with inner.open("rb") as file:
            head = file.read(8)
        if head.startswith((*_OPENERS, ZIP)) and inner.suffix.lower() not in (
            ".docx",
            ".odt",
            ".epub",
            ".xlsx",
        ):
            raise StancebookError("It holds a file that is packed again; unpack it and use the files in it.")
        yield from read_unpacked(inner, path.name)
    yield Problem(path.name, f"It was unpacked; the file in it, {inner.name}, is read.", "note")


def _name_inner(path: Path) -> str:
    suffix = path.suffix.lower()
    return path.stem + _TAR_NAMES.get(suffix, "") if suffix in _SUFFIXES else path.name


def _unpack(path: Path, source: BinaryIO, target: Path) -> None:
    try:
        with source:
            copy_bounded(source, target, path.stat().st_size)
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        raise StancebookError(f"It is damaged or cut off ({error}); download or pack it again.") from error


def _recognise(head: bytes) -> bool:
    return head.startswith(tuple(_OPENERS))


FORMAT = Format("a compressed file", _SUFFIXES, read_documents, _recognise)
