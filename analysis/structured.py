"""Read TOML and JSON that somebody wrote, or sent: whatever is in it, an error says what to correct.

The parsers of the standard library raise several kinds of exception, nest as deep as the stack allows, need
the square of the time for long dotted keys, and accept numbers and characters that no other part of the
package can take. What these functions return is bounded in all of this.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any, NoReturn

from analysis.errors import StancebookError, shorten
from analysis.files import ARTICLE_LIMIT, check_size

DEEPEST = 64
"""The most levels of lists, tables and objects inside each other."""
LARGEST = 2**63
"""Whole numbers are smaller, as in tables."""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:[\w"'-]+[ \t]*\.[ \t]*){{{DEEPEST}}}""")
_TOO_DEEP = f"it has more than {DEEPEST} levels of lists or tables inside each other"


def read_toml(path: Path, limit: int = ARTICLE_LIMIT) -> dict[str, Any]:
    """Read a TOML file.

    Args:
        path: the file; UTF-8, also with a byte order mark, as some editors write it.
        limit: the most bytes.

    Raises:
        StancebookError: if it is missing, no regular file or too big, or its content is not TOML or cannot
            be used; the message names the file and the place.
    """
    text = _read(path, limit, "TOML")
    if _LONG_KEY.search(text):
        raise StancebookError(f"{path}: not valid TOML (a key has more than {DEEPEST} parts). Shorten it.")
    try:
        found = tomllib.loads(text)
        check_values(found)
    except RecursionError:
        raise StancebookError(f"{path}: not valid TOML ({_TOO_DEEP}). Simplify it.") from None
    except tomllib.TOMLDecodeError as error:
        raise StancebookError(f"{path}: not valid TOML ({error}). Correct that line.") from error
    except ValueError:
        # of a number too long to convert, or a date out of range; neither is told with its place
        message = "not valid TOML (a number is too long, or a date is not in the calendar). Correct it."
        raise StancebookError(f"{path}: {message}") from None
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from None
    return found


def read_json(path: Path, limit: int = ARTICLE_LIMIT) -> Any:
    """Read a JSON file; arguments and errors as for ``read_toml``."""
    text = _read(path, limit, "JSON")
    try:
        return parse_json(text)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from None


def parse_json(text: str) -> Any:
    """Return a JSON value.

    Raises:
        StancebookError: if the text is not JSON or the value cannot be used.
    """
    try:
        found = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise StancebookError(f"not valid JSON ({error.msg}: {place}). Correct it.") from error
    except RecursionError:
        raise StancebookError(f"not valid JSON ({_TOO_DEEP}). Simplify it.") from None
    except ValueError:
        raise StancebookError("not valid JSON (a number is too long). Correct it.") from None
    check_values(found)
    return found


def check_values(value: Any) -> None:
    """Check that a value is nested no deeper than ``DEEPEST``, and all its numbers and texts can be used.

    Raises:
        StancebookError: for the first that cannot, with its place.
    """
    waiting = [("", value, 0)]
    while waiting:
        place, part, depth = waiting.pop()
        if depth > DEEPEST:
            raise StancebookError(f"{shorten(place)}: {_TOO_DEEP}. Simplify it.")
        if isinstance(part, dict):
            waiting += (
                (f"{place}.{key}" if place else str(key), each, depth + 1) for key, each in part.items()
            )
            for key in part:
                _check_text("a key", key)
        elif isinstance(part, list):
            waiting += ((f"{place}[{number}]", each, depth + 1) for number, each in enumerate(part, 1))
        elif isinstance(part, str):
            _check_text(place, part)
        elif isinstance(part, int | float) and not abs(part) < LARGEST:
            raise StancebookError(f"{place}: expected a number below 2⁶³, got {shorten(part)}.")


def _check_text(place: str, text: str) -> None:
    if "\0" in text:
        raise StancebookError(f"{place}: {shorten(text)} holds the character U+0000. Delete it.")
    try:
        text.encode()
    except UnicodeEncodeError:
        message = f"{place}: {shorten(text)} holds half of a character (\\ud800 to \\udfff). Delete it."
        raise StancebookError(message) from None


def _read(path: Path, limit: int, form: str) -> str:
    try:
        check_size(path, limit)
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StancebookError(f"{path}: not valid {form} ({error}). Save it as UTF-8.") from None
    except OSError as error:
        raise StancebookError(f"{path}: it cannot be opened ({error.strerror or error}).") from None
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from None


def _refuse(constant: str) -> NoReturn:
    raise StancebookError(f"not valid JSON ({constant} is no number of JSON). Correct it.")
