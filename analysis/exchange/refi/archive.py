"""Read the zip archive of a REFI-QDA project defensively, and write it reproducibly."""

import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import TracebackType
from urllib.parse import unquote

from analysis.errors import StancebookError
from analysis.files import MEGABYTE, TABLE_LIMIT, check_file
from analysis.replacing import replace_atomically

MAX_FILES = 20_000
"""Maximum number of files in one archive."""
PROJECT_LIMIT = 200 * MEGABYTE
"""Maximum size of a ``project.qde`` in bytes, enough for half a million selections."""
MAX_RATIO = 200
"""Maximum ratio of unpacked to packed size; for text it is about five."""
_SMALL = 10 * MEGABYTE

_SCHEME = re.compile(r"(?:internal|relative)://?/*", re.IGNORECASE)
_ABSOLUTE = re.compile(r"absolute:|file:|[a-z]:|[/\\]", re.IGNORECASE)
# the earliest date that a zip file can store
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16


class Archive:
    """A ``.qdpx`` file whose list of files is checked before anything is unpacked. A context manager.

    Raises:
        StancebookError: when it is not a zip archive, or contains what no qualitative tool writes: too many
            or too big files, duplicate names, names that point outside the archive, links, encrypted files.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            check_file(path, TABLE_LIMIT)
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise StancebookError(
                f"{path.name}: expected a zip archive, as every .qdpx file is ({error}). Export it again."
            ) from error
        except StancebookError as error:
            raise StancebookError(f"{path.name}: {error}") from error
        except OSError as error:
            raise StancebookError(f"{path}: the file could not be opened ({error.strerror}).") from error
        try:
            self._infos = _check_files(self._zip.infolist(), path)
        except StancebookError as error:
            self._zip.close()
            raise StancebookError(f"{path.name}: {error} The file was not unpacked.") from error

    def __enter__(self) -> "Archive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._zip.close()

    def read_project(self) -> bytes:
        """Read the project file: ``project.qde``, or the only ``.qde`` file (ATLAS.ti uses other names).

        It may lie in a folder, into which somebody packed the unpacked project again.

        Raises:
            StancebookError: when there is none, or more than one.
        """
        return self.read(self._project, PROJECT_LIMIT)

    @cached_property
    def _project(self) -> str:
        names = [name for name in self._infos if name.lower().endswith(".qde") and not _is_of_system(name)]
        depth = min((name.count("/") for name in names), default=0)
        names = [name for name in names if name.count("/") == depth]
        candidates = [name for name in names if _fold(name).rpartition("/")[2] == "project.qde"] or names
        if len(candidates) != 1:
            raise StancebookError(
                f"{self._path.name}: expected one project.qde, found {len(candidates)}. Export it again."
            )
        return candidates[0]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {_fold(name): name for name in self._infos}

    def find(self, reference: str) -> str | None:
        """Return the name of the file that a project path refers to; None if it is not in the archive."""
        inside = _SCHEME.sub("", reference, count=1)
        if _ABSOLUTE.match(inside) or not inside:
            return None
        folder = self._project.rpartition("/")[0]
        base = _fold(f"{folder}/" if folder else "")
        places = [base + sub + _fold(name) for name in (inside, unquote(inside)) for sub in ("sources/", "")]
        return next((self._names[place] for place in places if place in self._names), None)

    def size(self, name: str) -> int:
        """Return the unpacked size of a file in bytes."""
        return self._infos[name].file_size

    def read(self, name: str, limit: int) -> bytes:
        """Unpack one file of at most ``limit`` bytes.

        Raises:
            StancebookError: when it is bigger or damaged.
        """
        if self.size(name) > limit:
            raise StancebookError(
                f"{self._path.name}: {name} has {self.size(name) / MEGABYTE:,.0f} MB; the limit is "
                f"{limit // MEGABYTE:,} MB."
            )
        try:
            with self._zip.open(self._infos[name]) as file:
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
            # zlib and lzma raise other errors
            raise StancebookError(f"{self._path.name}: {name} could not be unpacked ({error}).") from error


def _check_files(infos: list[zipfile.ZipInfo], path: Path) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MAX_FILES:
        raise StancebookError(f"It holds {len(infos):,} files; the limit is {MAX_FILES:,}.")
    total = sum(info.file_size for info in infos)
    if total > max(_SMALL, MAX_RATIO * path.stat().st_size) or total > 2 * TABLE_LIMIT:
        raise StancebookError(
            f"It would unpack to {total / MEGABYTE:,.0f} MB, more than {MAX_RATIO} times its size or "
            f"{2 * TABLE_LIMIT // MEGABYTE:,} MB."
        )
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_member(info)
        # some programs for Windows separate folders by backslashes, against the standard
        name = info.filename.replace("\\", "/")
        if name in found:
            raise StancebookError(f"It holds two files named {name!r}.")
        if not name.endswith("/"):
            found[name] = info
    return found


def _is_of_system(name: str) -> bool:
    """Return whether a file is one that macOS adds to archives beside each packed file."""
    parts = PurePosixPath(name).parts
    return parts[0] == "__MACOSX" or parts[-1].startswith("._")


def _fold(name: str) -> str:
    """Return a name as names are compared: macOS decomposes letters, and programs differ in capitals."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").lower()


def _check_member(info: zipfile.ZipInfo) -> None:
    name = info.filename.replace("\\", "/")
    if not name:
        raise StancebookError("A file in it has no name.")
    if _ABSOLUTE.match(name) or ".." in PurePosixPath(name).parts:
        raise StancebookError(f"The name {name[:80]!r} points outside the archive.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise StancebookError(f"{name[:80]!r} is a link.")
    if info.flag_bits & 0x1:
        raise StancebookError(f"{name[:80]!r} is encrypted; export the project without a password.")


def write_archive(path: Path, files: Mapping[str, bytes]) -> None:
    """Write files as one archive, sorted and without times; replace an old file only when complete."""
    with replace_atomically(path) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type, info.external_attr, info.create_system = 8, _PLAIN_FILE, 3
            archive.writestr(info, content)
