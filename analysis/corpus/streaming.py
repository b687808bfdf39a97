"""Read a collection of articles as a stream: files, folders and patterns, here or in an object store."""

import glob
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from fsspec import AbstractFileSystem

from analysis import reading
from analysis.corpus.boundary import Boundary
from analysis.corpus.collecting import make_unique
from analysis.corpus.files import choose_files
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import expand_home
from analysis.settings import CORPUS_FILE
from analysis.stores import is_address, open_store


class Collection:
    """The articles of files, read one after another and never all at once.

    Each time it is iterated over, it is read again from the beginning.

    Attributes:
        names: the files, as paths or addresses, sorted within each source.
        problems: what is said of files that are not read.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        """Find the files.

        Args:
            sources: paths of files and folders, patterns (``news/*.parquet``), or addresses of them in an
                object store (``s3://bucket/news/*.jsonl``).

        Raises:
            StancebookError: if a source has no file that can be read.
        """
        self.names: list[str] = []
        self.problems: list[Problem] = []
        for source in sources:
            found = _find_remote(source) if is_address(source) else self._find_local(source)
            if not found:
                raise StancebookError(
                    f"{source}: no articles found. Expected files named *{', *'.join(reading.SUFFIXES)}."
                )
            self.names += found

    def __iter__(self) -> Iterator[tuple[str, Document | Problem]]:
        """Yield the file and each article or problem; a second article with an id gets a new id."""
        taken: dict[str, None] = {}
        for name in self.names:
            for found in _read(name):
                if isinstance(found, Problem):
                    yield name, found
                    continue
                doc_id = make_unique(found.doc_id, taken)
                taken[doc_id] = None
                yield name, replace(found, doc_id=doc_id)
                if doc_id != found.doc_id:
                    message = f"Two documents have the id {found.doc_id!r}; this one is now {doc_id!r}."
                    yield name, Problem(found.doc_id, message, "warning")

    def _find_local(self, source: str) -> list[str]:
        path = expand_home(source)
        if path.is_dir():
            if (path / CORPUS_FILE).exists():
                raise StancebookError(
                    f"{source} is a corpus with a {CORPUS_FILE}, which `stancebook code` reads. To code its "
                    "articles only, name their files."
                )
            chosen = choose_files(path, Boundary(path))
            self.problems += chosen.problems
            return [str(file) for file in chosen.files]
        return [str(path)] if path.exists() else sorted(glob.glob(str(path), recursive=True))


def _find_remote(address: str) -> list[str]:
    files, place = open_store(address)
    try:
        places = files.glob(place) if glob.has_magic(place) else files.find(place)
    except OSError as error:
        raise StancebookError(f"{address}: it cannot be listed ({error}). Check the address.") from error
    return [files.unstrip_protocol(each) for each in sorted(places) if reading.is_readable(Path(each))]


def _read(name: str) -> Iterator[Document | Problem]:
    if not is_address(name):
        yield from reading.read(Path(name))
        return
    files, place = open_store(name)
    with tempfile.TemporaryDirectory(prefix="stancebook-") as folder:
        copy = Path(folder) / Path(place).name
        if problem := _fetch(files, place, copy):
            yield Problem(name, problem)
        else:
            # readers go over a table twice, and need random access to some formats
            yield from reading.read(copy)


def _fetch(files: AbstractFileSystem, place: str, copy: Path) -> str:
    try:
        files.get_file(place, str(copy))
    except OSError as error:
        return f"It could not be fetched ({error}); check that you may read it."
    return ""
