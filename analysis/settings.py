"""Read and check ``corpus.toml``: its keys, its values and the files that it lists."""

import datetime as dt
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from analysis import reading
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.reading.dates import publication_day

CORPUS_FILE = "corpus.toml"
CODEBOOK_FILE = "codebook.toml"
# the coders that need no plug-in: the built-in one, and none, for a corpus that only people code
RULES = "rules"
NONE = "none"
METADATA = ("title", "outlet", "author", "published", "url", "language")
# metadata that corpus.toml may set for all documents without their own
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
# files in a folder of articles that are not articles
NOT_ARTICLES = ("codebook", "readme", "license", "licence")


def read_settings(file: Path) -> dict[str, Any]:
    """Read a ``corpus.toml``; raise if it is not TOML or has an unknown key or a value of the wrong type."""
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{file}: not valid TOML ({error}). Correct that line.") from error
    for key in settings:
        if key not in SETTINGS:
            raise StancebookError(f"{file}: {unknown_name_error('key', key, SETTINGS)}")
    paths = dict.fromkeys(("chronology", "codebook", "origin"), "a path")
    for key, expected in {**paths, "coder": "the name of a coder"}.items():
        if not isinstance(settings.get(key, ""), str):
            raise StancebookError(f"{file}: {key}: expected {expected}, got {settings[key]!r}.")
    metadata = settings.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(entry, dict) for entry in metadata.values()):
        raise StancebookError(f"{file}: expected [metadata.<document>] tables, got metadata = {metadata!r}.")
    return settings


def find_tables(file: Path, patterns: Any) -> tuple[list[Path], list[Problem]]:
    """Return the tables that match the ``codings`` entries, without duplicates, and unmatched entries."""
    files: dict[Path, None] = {}
    problems = []
    for pattern in _check_patterns(file, "codings", patterns):
        found = [path for path in _expand(file.parent, pattern) if path.is_file()]
        if not found:
            problems.append(_report_unmatched(file, pattern))
        files.update(dict.fromkeys(path.resolve() for path in found))
    return list(files), problems


def _check_patterns(file: Path, key: str, patterns: Any) -> list[str]:
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise StancebookError(f"{file}: {key}: expected a list of paths or patterns, got {patterns!r}.")
    return patterns


def _report_unmatched(file: Path, pattern: str) -> Problem:
    return Problem(pattern, f"No file matches this entry in {file.name}; correct it or add the file.")


def find_articles(file: Path, patterns: Any, without: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Return the articles that match the ``documents`` entries, without duplicates, and unmatched entries.

    Args:
        file: the ``corpus.toml``.
        patterns: its ``documents``.
        without: files that are not articles even if a pattern matches them: the chronology and codings.
    """
    files: dict[Path, None] = {}
    problems = []
    for pattern in _check_patterns(file, "documents", patterns):
        matched = _find_matches(file.parent, pattern)
        if not matched:
            problems.append(_report_unmatched(file, pattern))
        files.update(dict.fromkeys(article for path in matched for article in list_articles(path.resolve())))
    for path in without:
        files.pop(path.resolve(), None)
    return list(files), problems


def list_articles(path: Path) -> list[Path]:
    """Return a single file, or the articles in a folder and its subfolders, sorted by name."""
    if not path.is_dir():
        return [path]
    return [file for file in sorted(path.rglob("*")) if is_article(file)]


def _find_matches(folder: Path, pattern: str) -> list[Path]:
    """Return the paths that a path or pattern matches; patterns skip files that are not articles."""
    exact = (folder / pattern).exists()
    return [path for path in _expand(folder, pattern) if exact or path.is_dir() or is_article(path)]


def _expand(folder: Path, pattern: str) -> list[Path]:
    if (folder / pattern).exists():
        return [folder / pattern]
    try:
        return sorted(folder.glob(pattern))
    except (ValueError, NotImplementedError):
        return []


def is_article(file: Path) -> bool:
    """Return whether a file may contain articles by its name: readable, not a codebook or README."""
    return file.is_file() and reading.is_readable(file) and file.stem.lower() not in NOT_ARTICLES


def check_text(file: Path, key: str, value: Any) -> str:
    """Return a setting that must be a text, with ``published`` as an ISO 8601 day, or raise."""
    if key == "published" and isinstance(value, str | dt.date):
        try:
            return publication_day(value) or ""
        except StancebookError as error:
            raise StancebookError(f"{file}: published: {error}") from None
    if not isinstance(value, str):
        raise StancebookError(f"{file}: {key}: expected a text, got {value!r}.")
    return value
