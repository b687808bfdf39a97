"""The zip archive around a REFI-QDA project: opened with suspicion, written the same every time."""

import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType

from analysis.errors import StancebookError
from analysis.exchange.replacing import replace_atomically
from analysis.reading.files import MEGABYTE, TABLE_LIMIT, check

MEMBERS = 20_000
"""Files in one archive."""
PROJECT_LIMIT = 200 * MEGABYTE
"""Bytes of a ``project.qde``: half a million selections."""
RATIO = 200
"""Times that an archive may unpack to more than its own size; text packs about five times."""
_SMALL = 10 * MEGABYTE

_SCHEME = re.compile(r"(?:internal|relative)://?/*", re.IGNORECASE)
_ABSOLUTE = re.compile(r"absolute:|file:|[a-z]:|[/\\]", re.IGNORECASE)
# the first day that a zip file can name
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16


class Archive:
    """A ``.qdpx`` file that was looked through before anything of it is unpacked. A context manager.

    Raises:
        StancebookError: when it is no zip archive, or one that no qualitative tool writes: too many or
            too big files, one name twice, names that lead out of it, links, encrypted files.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            check(path, TABLE_LIMIT)
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise StancebookError(
                f"{path.name}: not a zip archive ({error}), and a .qdpx file is one. Export it again."
            ) from error
        except StancebookError as error:
            raise StancebookError(f"{path.name}: {error}") from error
        except OSError as error:
            raise StancebookError(f"{path}: it could not be opened ({error.strerror}).") from error
        try:
            self._infos = _checked(self._zip.infolist(), path)
        except StancebookError as error:
            self._zip.close()
            raise StancebookError(f"{path.name}: {error} It was not unpacked.") from error

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._zip.close()

    def project(self) -> bytes:
        """Read the project: ``project.qde``, or whatever name ATLAS.ti gave it.

        Raises:
            StancebookError: when there is none, or more than one.
        """
        names = [name for name in self._infos if name.lower().endswith(".qde") and "/" not in name]
        named = [name for name in names if name.lower() == "project.qde"] or names
        if len(named) != 1:
            raise StancebookError(
                f"{self._path.name}: expected one project.qde in it, got {len(named)}. Export it again."
            )
        return self.read(named[0], PROJECT_LIMIT)

    def find(self, reference: str) -> str | None:
        """Give the name of the file that a path of the project means, or None where it is not inside."""
        inside = _SCHEME.sub("", reference, count=1)
        if _ABSOLUTE.match(inside) or not inside:
            return None
        wanted = inside.lower()
        names = {name.lower(): name for name in self._infos}
        return names.get(f"sources/{wanted}") or names.get(wanted)

    def size(self, name: str) -> int:
        """Give the size of a file in bytes, unpacked."""
        return self._infos[name].file_size

    def read(self, name: str, limit: int) -> bytes:
        """Unpack one file of at most ``limit`` bytes.

        Raises:
            StancebookError: when it is bigger or damaged.
        """
        if self.size(name) > limit:
            raise StancebookError(
                f"{self._path.name}: {name} has {self.size(name) / MEGABYTE:,.0f} MB and the limit is "
                f"{limit // MEGABYTE:,} MB."
            )
        try:
            with self._zip.open(name) as file:
                return file.read(limit + 1)[:limit]
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise StancebookError(f"{self._path.name}: {name} is damaged ({error}).") from error
        except Exception as error:
            # zlib and lzma have errors of their own
            raise StancebookError(f"{self._path.name}: {name} could not be unpacked ({error}).") from error


def _checked(infos: list[zipfile.ZipInfo], path: Path) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MEMBERS:
        raise StancebookError(f"It holds {len(infos):,} files and the limit is {MEMBERS:,}.")
    total = sum(info.file_size for info in infos)
    if total > max(_SMALL, RATIO * path.stat().st_size) or total > 2 * TABLE_LIMIT:
        raise StancebookError(
            f"It would unpack to {total / MEGABYTE:,.0f} MB, more than {RATIO} times its size or "
            f"{2 * TABLE_LIMIT // MEGABYTE:,} MB."
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_member(info)
        if info.filename in found:
            raise StancebookError(f"It holds two files named {info.filename!r}.")
        if not info.is_dir():
            found[info.filename] = info
    return found


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if not name:
        raise StancebookError("A file in it has no name.")
    if _ABSOLUTE.match(name) or "\\" in name or ".." in PurePosixPath(name).parts:
        raise StancebookError(f"The name {name[:80]!r} in it leads out of the archive.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise StancebookError(f"{name[:80]!r} in it is a link.")
    if info.flag_bits & 0x1:
        raise StancebookError(f"{name[:80]!r} in it is encrypted; export the project without a password.")


def write_archive(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files as one archive: sorted, without times, in place of an older one only when complete."""
    with replace_atomically(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type, info.external_attr, info.create_system = 8, _PLAIN_FILE, 3
            archive.writestr(info, content)
