"""Read and check ``corpus.toml``: its keys and its values."""

import datetime as dt
from pathlib import Path
from typing import Any

from analysis.calibration import parse_calibration
from analysis.errors import StancebookError, shorten, unknown_name_error
from analysis.structured import read_toml

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
# files that corpus.toml names, each by its path
PATHS = ("chronology", "codebook", "audit", "origin")
# the key that allows files outside the corpus's folder
OUTSIDE = "files_outside"
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
    OUTSIDE,
    *DEFAULTS,
)


def read_settings(file: Path) -> dict[str, Any]:
    """Read a ``corpus.toml``; raise if it is not TOML or has an unknown key or a value of the wrong type.

    Returns:
        The settings as written, but ``calibration`` as a ``Calibration``.
    """
    settings = read_toml(file)
    for key in settings:
        if key not in SETTINGS:
            raise StancebookError(f"{file}: {unknown_name_error('key', key, SETTINGS)}")
    for key in PATHS:
        if key in settings and not (isinstance(settings[key], str) and settings[key].strip()):
            raise StancebookError(f"{file}: {key}: expected a path, got {shorten(settings[key])}.")
    texts = {
        "title": "a text",
        "coder": "the name of a coder",
        "file_names": "a pattern such as '{date}_{outlet}_{title}'",
    }
    for key, expected in texts.items():
        if not isinstance(settings.get(key, ""), str):
            raise StancebookError(f"{file}: {key}: expected {expected}, got {shorten(settings[key])}.")
    if not isinstance(settings.get(OUTSIDE, False), bool):
        raise StancebookError(f"{file}: {OUTSIDE}: expected true or false, got {shorten(settings[OUTSIDE])}.")
    if not isinstance(settings.get("llm", {}), dict):
        raise StancebookError(f"{file}: expected a table [llm], got llm = {shorten(settings['llm'])}.")
    metadata = settings.get("metadata", {})
    if not isinstance(metadata, dict) or not all(isinstance(entry, dict) for entry in metadata.values()):
        raise StancebookError(
            f"{file}: expected [metadata.<document>] tables, got metadata = {shorten(metadata)}."
        )
    if "calibration" in settings:
        try:
            settings["calibration"] = parse_calibration(settings["calibration"])
        except StancebookError as error:
            raise StancebookError(f"{file}: [calibration]: {error}") from None
    return settings


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
        raise StancebookError(f"{file}: {key}: expected a text, got {shorten(value)}.")
    return value
