"""What a ``corpus.toml`` says, checked: its keys, its texts, and the files that it names."""

import datetime as dt
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis import reading
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown
from analysis.reading.dates import publication_day

CORPUS_FILE = "corpus.toml"
CODEBOOK_FILE = "codebook.toml"
# the coders that need no plug-in: the built-in one, and nobody, for a corpus that only persons code
RULES = "rules"
NONE = "none"
METADATA = ("title", "outlet", "author", "published", "url", "language")
# what corpus.toml says of every document that does not say it of itself
DEFAULTS = ("language", "outlet", "published")
SETTINGS = (
    "title",
    "documents",
    "chronology",
    "codebook",
    "codings",
    "coder",
    "origin",
    "metadata",
    *DEFAULTS,
)
# files that a folder of articles may hold beside them
NOT_ARTICLES = ("codebook", "readme", "license", "licence")


def settings_of(file: Path) -> dict[str, Any]:
    """Read a ``corpus.toml``, or raise for what is no TOML, an unknown key or a value of the wrong kind."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{file}: not valid TOML ({error}). Correct that line.") from error
    for key in settings:
        if key not in SETTINGS:
            raise StancebookError(f"{file}: {unknown('key', key, SETTINGS)}")
    paths = dict.fromkeys(("chronology", "codebook", "origin"), "a path")
    for key, what in {**paths, "coder": "the name of a coder"}.items():
        if not isinstance(settings.get(key, ""), str):
            raise StancebookError(f"{file}: {key}: expected {what}, got {settings[key]!r}.")
    metadata = settings.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(entry, dict) for entry in metadata.values()):
        raise StancebookError(f"{file}: expected [metadata.<document>] tables, got metadata = {metadata!r}.")
    return settings


def tables_of(file: Path, patterns: Any) -> tuple[list[Path], list[Problem]]:
    """Return the tables that the ``codings`` entries name, each once, and the entries that name none."""
    files: dict[Path, None] = {}
    problems = []
    for pattern in _patterns(file, "codings", patterns):
        found = [path for path in _globbed(file.parent, pattern) if path.is_file()]
        if not found:
            problems.append(_unmatched(file, pattern))
        files.update(dict.fromkeys(path.resolve() for path in found))
    return list(files), problems


def _patterns(file: Path, key: str, patterns: Any) -> list[str]:
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise StancebookError(f"{file}: {key}: expected a list of paths or patterns, got {patterns!r}.")
    return patterns


def _unmatched(file: Path, pattern: str) -> Problem:
    return Problem(pattern, f"No file matches this entry of {file.name}; correct it or add the file.")


def files_of(file: Path, patterns: Any, without: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the articles that the ``documents`` entries name, each once, and the entries that name none.

    Args:
        file: the ``corpus.toml``.
        patterns: its ``documents``.
        without: files that are no articles although a pattern may match them: chronology and codings.
    """
    files: dict[Path, None] = {}
    problems = []
    for pattern in _patterns(file, "documents", patterns):
        matched = _matches(file.parent, pattern)
        if not matched:
            problems.append(_unmatched(file, pattern))
        files.update(dict.fromkeys(article for path in matched for article in articles_of(path.resolve())))
    for path in without:
        files.pop(path.resolve(), None)
    return list(files), problems


def articles_of(path: Path) -> list[Path]:
    """Return one file itself, or the readable files of a folder and its subfolders, in name order."""
    if not path.is_dir():
        return [path]
    return [file for file in sorted(path.rglob("*")) if is_article(file)]


def _matches(folder: Path, pattern: str) -> list[Path]:
    """Return what a path or a pattern names: patterns pass over files that are no articles."""
    exact = (folder / pattern).exists()
    return [path for path in _globbed(folder, pattern) if exact or path.is_dir() or is_article(path)]


def _globbed(folder: Path, pattern: str) -> list[Path]:
    if (folder / pattern).exists():
        return [folder / pattern]
    try:
        return sorted(folder.glob(pattern))
    except (ValueError, NotImplementedError):
        return []


def is_article(file: Path) -> bool:
    """Tell by its name whether a file may hold articles: readable, and not a codebook or a README."""
    return file.is_file() and reading.is_readable(file) and file.stem.lower() not in NOT_ARTICLES


def text_of(file: Path, key: str, value: Any) -> str:
    """Return a setting that must be a text, a publication date as ISO day, or raise."""
    if key == "published" and isinstance(value, str | dt.date):
        try:
            return publication_day(value) or ""
        except StancebookError as error:
            raise StancebookError(f"{file}: published: {error}") from None
    if not isinstance(value, str):
        raise StancebookError(f"{file}: {key}: expected a text, got {value!r}.")
    return value
