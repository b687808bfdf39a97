"""Read and check ``corpus.toml``: its keys, its values and the files that it lists."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from analysis.calibration import parse_calibration
from analysis.documents import Problem
from analysis.errors import StancebookError, unknown_name_error

CORPUS_FILE = "corpus.toml"
CODEBOOK_FILE = "codebook.toml"
# the coders that need no plug-in: the built-in one, a language model, and none, for a corpus that only people
# code
RULES = "rules"
LLM = "llm"
NONE = "none"
METADATA = ("title", "outlet", "author", "published", "url", "language")
# metadata that corpus.toml may set for all documents without their own
DEFAULTS = ("language", "outlet", "published")
SETTINGS = (
    "title",
    "documents",
    "file_names",
    "chronology",
    "codebook",
    "codings",
    "audit",
    "calibration",
    "coder",
    "llm",
    "origin",
    "metadata",
    *DEFAULTS,
)


def read_settings(file: Path) -> dict[str, Any]:
    """Read a ``corpus.toml``; raise if it is not TOML or has an unknown key or a value of the wrong type.

    Returns:
        The settings as written, but ``calibration`` as a ``Calibration``.
    """
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StancebookError(f"{file}: not valid TOML ({error}). Correct that line.") from error
    for key in settings:
        if key not in SETTINGS:
            raise StancebookError(f"{file}: {unknown_name_error('key', key, SETTINGS)}")
    paths = dict.fromkeys(("chronology", "codebook", "audit", "origin"), "a path")
    texts = {"coder": "the name of a coder", "file_names": "a pattern such as '{date}_{outlet}_{title}'"}
    for key, expected in {**paths, **texts}.items():
        if not isinstance(settings.get(key, ""), str):
            raise StancebookError(f"{file}: {key}: expected {expected}, got {settings[key]!r}.")
    if not isinstance(settings.get("llm", {}), dict):
        raise StancebookError(f"{file}: expected a table [llm], got llm = {settings['llm']!r}.")
    metadata = settings.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(entry, dict) for entry in metadata.values()):
        raise StancebookError(f"{file}: expected [metadata.<document>] tables, got metadata = {metadata!r}.")
    if "calibration" in settings:
        try:
            settings["calibration"] = parse_calibration(settings["calibration"])
        except StancebookError as error:
            raise StancebookError(f"{file}: [calibration]: {error}") from None
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


def expand_documents(file: Path, patterns: Any) -> tuple[list[Path], list[Problem]]:
    """Return the paths that match the ``documents`` entries, and a problem for each unmatched entry."""
    paths: dict[Path, None] = {}
    problems = []
    for pattern in _check_patterns(file, "documents", patterns):
        matched = _expand(file.parent, pattern)
        if not matched:
            problems.append(_report_unmatched(file, pattern))
        paths.update(dict.fromkeys(path.resolve() for path in matched))
    return list(paths), problems


def _expand(folder: Path, pattern: str) -> list[Path]:
    if (folder / pattern).exists():
        return [folder / pattern]
    try:
        return sorted(folder.glob(pattern))
    except (ValueError, NotImplementedError):
        return []


def check_text(file: Path, key: str, value: Any) -> str:
    """Return a setting that must be a text, with ``published`` as an ISO 8601 day, or raise."""
    if key == "published" and isinstance(value, str | dt.date):
        try:
            # with it come the readers of all formats; the command line names settings and reads nothing
            from analysis.reading.dates import publication_day

            return publication_day(value) or ""
        except StancebookError as error:
            raise StancebookError(f"{file}: published: {error}") from None
    if not isinstance(value, str):
        raise StancebookError(f"{file}: {key}: expected a text, got {value!r}.")
    return value
