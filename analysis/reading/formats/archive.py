"""Read archives of files (.zip, .tar): each file in them is read by its own format."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import TABLE_LIMIT, check_file
from analysis.reading.binary import ZIP, name_zip
from analysis.reading.formats.format import Format
from analysis.reading.packages import ZIP_DAMAGE
from analysis.reading.saved_pages import list_pages
from analysis.reading.unpacking import copy_bounded, name_safely, read_unpacked
from analysis.text import format_count

_MOST_FILES = 20_000
_ENCRYPTED = 0x1
_LINK = 0o120000
_TAR_MAGIC_AT, _TAR_MAGIC = 257, b"ustar"
# what macOS and Windows add to archives and folders
_SYSTEM_FILES = ("thumbs.db", "desktop.ini")
_DAMAGED = (*ZIP_DAMAGE, tarfile.TarError)


@dataclass(frozen=True)
class _Member:
    """A file in an archive: its name, its packed size, how to open it, and why it is not read, if so."""

    name: str
    packed: int
    open: Callable[[], BinaryIO]
    refusal: str | None


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the files in an archive in the order of their names; none is written outside a temporary folder.

    Yields:
        The documents and problems of each file, named as "archive.zip/folder/file.txt", and a note that
        counts the files. Folders, hidden files, those of the system and those that a browser saved beside a
        page are passed over; links, encrypted files and archives in it are left out.

    Raises:
        StancebookError: if the archive is empty, too big, damaged, or has no or too many files.
        OSError: if the archive cannot be opened or unpacked.
    """
    check_file(path, TABLE_LIMIT)
    try:
        with _open_members(path) as members:
            if len(members) > _MOST_FILES:
                raise StancebookError(
                    f"It has {len(members):,} files, but the limit is {_MOST_FILES:,}; "
                    "unpack it and use the folder."
                )
            names = {member.name for member in members}
            shown = [member for member in members if not _is_hidden(member.name, names)]
            if not shown:
                raise StancebookError("There is no file in this archive; expected articles or tables.")
            yield from _read_members(path, sorted(shown, key=lambda member: member.name))
            count = format_count(len(shown), "file")
            yield Problem(path.name, f"It is an archive of {count}; each is read by its own format.", "note")
    except _DAMAGED as error:
        raise StancebookError(f"It is damaged ({error}); download or pack it again.") from error


def _read_members(path: Path, members: list[_Member]) -> Iterator[Document | Problem]:
    left = TABLE_LIMIT
    for member in members:
        item = f"{path.name}/{member.name}"
        if member.refusal:
            yield Problem(item, member.refusal)
            continue
        with TemporaryDirectory() as folder:
            file = Path(folder, name_safely(member.name))
            try:
                with member.open() as source:
                    left -= copy_bounded(source, file, member.packed, left)
                yield from _read_member(file, item)
            except StancebookError as error:
                yield Problem(item, str(error))
            except (OSError, *_DAMAGED) as error:
                yield Problem(item, f"It could not be unpacked ({error}); unpack the archive yourself.")


def _read_member(file: Path, item: str) -> Iterator[Document | Problem]:
    from analysis.reading.formats import find_by_content, find_format
    from analysis.reading.formats.compressed import FORMAT as COMPRESSED

    if find_format(file) in (FORMAT, COMPRESSED) or find_by_content(file) in (FORMAT, COMPRESSED):
        yield Problem(item, "It is an archive in an archive; unpack it and use the files in it.")
    else:
        yield from read_unpacked(file, item)


@contextmanager
def _open_members(path: Path) -> Iterator[list[_Member]]:
    """Open an archive and list the files in it."""
    with path.open("rb") as file:
        is_zip = file.read(len(ZIP)) in (ZIP, b"PK\x05\x06")
    if is_zip:
        with ZipFile(path) as archive:
            yield [_describe_zipped(archive, info) for info in archive.infolist() if not info.is_dir()]
    else:
        with tarfile.open(path, "r:") as tar:
            yield [_describe_tarred(tar, info) for info in tar if not info.isdir()]


def _describe_zipped(archive: ZipFile, info: ZipInfo) -> _Member:
    refusal = None
    if info.flag_bits & _ENCRYPTED:
        refusal = "It is encrypted; unpack the archive with its password and use the files in it."
    elif info.external_attr >> 16 & 0o170000 == _LINK:
        refusal = "It is a link, which is not followed; pack the file itself."
    return _Member(info.filename, info.compress_size, lambda: cast("BinaryIO", archive.open(info)), refusal)


def _describe_tarred(tar: tarfile.TarFile, info: tarfile.TarInfo) -> _Member:
    refusal = (
        None if info.isreg() else "It is a link or a device, which is not followed; pack the file itself."
    )
    return _Member(info.name, info.size, lambda: cast("BinaryIO", tar.extractfile(info)), refusal)


def _is_hidden(name: str, names: set[str]) -> bool:
    """Return whether a file is one that systems and browsers add to others."""
    path = PurePosixPath(name.replace("\\", "/"))
    pages = (folder.with_name(page) for folder in path.parents for page in list_pages(folder.name))
    return (
        "__MACOSX" in path.parts
        or any(part.startswith(".") and part not in (".", "..") for part in path.parts)
        or path.name.lower() in _SYSTEM_FILES
        or any(str(page) in names for page in pages)
    )


def _recognise(head: bytes) -> bool:
    return name_zip(head) == "a zip archive" or head[_TAR_MAGIC_AT:].startswith(_TAR_MAGIC)


FORMAT = Format("an archive of files", (".zip", ".tar"), read_documents, _recognise)
