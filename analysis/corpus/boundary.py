"""Keep a corpus to the files of its own folder, unless its ``corpus.toml`` says that it uses others.

Whoever sends a folder decides what its ``corpus.toml`` and its links name: without this boundary, a corpus
could have any text of the reader's machine read, and the reader would pass it on in a report. The statement
is one line that is easy to look for, and files beyond the boundary are told. See docs/articles.md.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import LONGEST, StancebookError, shorten
from analysis.files import check_name, exists
from analysis.settings import CORPUS_FILE, OUTSIDE
from analysis.text import format_count

_SHOWN = 5
# the user of whatever the system itself holds
_SYSTEM = 0


@dataclass(frozen=True)
class Boundary:
    """The files that a corpus may read.

    Attributes:
        folder: the corpus's folder, links resolved.
        settings: its ``corpus.toml``; None if it has none.
        is_stated: whether that says that files outside the folder are used.
    """

    folder: Path
    settings: Path | None = None
    is_stated: bool = False

    def allows(self, path: Path) -> bool:
        """Return whether a file may be read: inside the folder, or outside if that is stated.

        The ``corpus.toml`` of another user reaches only what belongs to that user.
        """
        if self._has(path):
            return True
        return self.is_stated and self._is_trusted(path)

    def _has(self, path: Path) -> bool:
        return resolve(path).is_relative_to(self.folder)

    def _is_trusted(self, path: Path) -> bool:
        if self.settings is None or not hasattr(os, "geteuid"):
            return True
        owner = self.settings.stat().st_uid
        if owner in (_SYSTEM, os.geteuid()):
            return True
        return exists(path) and path.stat().st_uid == owner

    def explain(self) -> str:
        """Return why a file outside is not read, and what to do."""
        if self.settings is None:
            return (
                "It is a link to something outside the folder, so it is not read. Copy that into the folder, "
                f"or list it in `documents` of a {CORPUS_FILE} of your own, with the line `{OUTSIDE} = true`."
            )
        if self.is_stated:
            return (
                f"It lies outside the corpus's folder, and {CORPUS_FILE} belongs to another user, so it is "
                "not read. If you trust that user, copy the corpus's folder, so that it is yours."
            )
        return (
            f"It lies outside the corpus's folder, so it is not read. If {CORPUS_FILE} is your own, add the "
            f"line `{OUTSIDE} = true` at its top; otherwise copy into the folder what you want to have read."
        )

    def _name(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.folder)).as_posix()[:LONGEST]

    def locate(self, key: str, given: str) -> Path:
        """Return the path that a setting gives, relative to the folder.

        Raises:
            StancebookError: if it may not be read.
        """
        path = self.folder / given
        try:
            check_name(path)
        except StancebookError as error:
            raise StancebookError(f"{self.settings}: {key}: {error}") from None
        if not self.allows(path):
            raise StancebookError(f"{self.settings}: {key}: {shorten(given)}: {self.explain()}")
        if not path.name:
            raise StancebookError(
                f"{self.settings}: {key}: expected the path of a file, got {shorten(given)}."
            )
        return path

    def expand(self, key: str, patterns: Any) -> tuple[list[Path], list[Problem]]:
        """Return what the paths and patterns of a setting match, and a problem for each that matches nothing.

        Args:
            key: the setting.
            patterns: its value.

        Returns:
            Paths without duplicates, links not followed.

        Raises:
            StancebookError: if the value is no list of texts.
        """
        if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
            raise StancebookError(
                f"{self.settings}: {key}: expected a list of paths or patterns, got {shorten(patterns)}."
            )
        paths: dict[Path, None] = {}
        problems = []
        for pattern in patterns:
            matched = self._match(pattern)
            allowed = dict.fromkeys(path for path in matched if self.allows(path))
            if not matched:
                message = f"No file matches this entry in {CORPUS_FILE}; correct it or add the file."
                problems.append(Problem(pattern[:LONGEST], message))
            for path in matched:
                if path not in allowed:
                    problems.append(Problem(self._name(path), self.explain()))
            paths |= allowed
        return list(paths), problems

    def _match(self, pattern: str) -> list[Path]:
        """Return the paths that a pattern matches; outside the boundary nothing is searched."""
        place = self.folder / pattern
        if exists(place) or not (self.is_stated or self._has(Path(os.path.normpath(place)))):
            return [place]
        try:
            return sorted(self.folder.glob(pattern))
        except (ValueError, NotImplementedError, OSError):
            return []

    def describe_outside(self, paths: Iterable[Path]) -> Iterator[Problem]:
        """Yield a note of the files beyond the boundary that the corpus uses."""
        outside = [path for path in paths if not self._has(path)]
        if not outside:
            return
        names = [self._name(path) for path in outside[:_SHOWN]]
        more = f" and {len(outside) - _SHOWN:,} more" if len(outside) > _SHOWN else ""
        what = format_count(len(outside), "file")
        message = f"It uses {what} outside its folder, as `{OUTSIDE} = true` says: {', '.join(names)}{more}."
        yield Problem(CORPUS_FILE, message, "note")


def resolve(path: Path) -> Path:
    """Return a path with its links followed; unlike ``Path.resolve``, also of links that lead in a circle."""
    return Path(os.path.realpath(path))
