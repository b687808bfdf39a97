"""Read the metadata of an article: find the fields under their various names and check each value."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from analysis.errors import StancebookError
from analysis.reading.dates import publication_day
from analysis.reading.languages import find_language_code
from analysis.reading.tabular.columns import Column, choose_columns
from analysis.reading.tabular.nested import flatten
from analysis.reading.values import LONGEST, find_first, format_value, is_missing

_BYLINE = re.compile(r"by[\s:]+", re.IGNORECASE)


class Metadata(NamedTuple):
    """The checked values, named as in ``Document``; None if missing."""

    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None


def pick_fields(row: Mapping[str, object]) -> dict[str, object]:
    """Return the values of front matter or of a table's row by field of ``Document``.

    The names are those of ``field_names``; nested objects are opened.
    """
    values = flatten(row)
    chosen = _choose(values)
    picked = {field: find_first(values[name] for name in chosen[field]) for field in Metadata._fields}
    return {field: value for field, value in picked.items() if value is not None}


def list_unused(row: Mapping[str, object]) -> list[str]:
    """Return the names in front matter that have a value and are no field of ``Document``."""
    values = flatten(row)
    chosen = _choose(values)
    used = {name for field in Metadata._fields for name in chosen[field]}
    return [name for name, value in values.items() if name not in used and not is_missing(value)]


def _choose(values: Mapping[str, object]) -> dict[str, list[str]]:
    return choose_columns([Column(name, [value]) for name, value in values.items() if not is_missing(value)])


def check_metadata(given: Mapping[str, object]) -> tuple[Metadata, list[str]]:
    """Check the metadata given by a source.

    Args:
        given: values by field of ``Metadata``. A list of authors is joined; from a list of dates, addresses
            or languages the first usable value is chosen.

    Returns:
        The usable values, and a message for each unusable one.
    """
    published, no_date = _find_usable(given.get("published"), publication_day)
    url, no_url = _find_usable(given.get("url"), _parse_address)
    language, no_language = _find_usable(given.get("language"), _parse_language)
    author = format_value(given.get("author"))
    checked = Metadata(
        title=format_value(given.get("title")),
        outlet=format_value(given.get("outlet")),
        author=_BYLINE.sub("", author, count=1) if author and _BYLINE.match(author) else author,
        published=published,
        url=url,
        language=language,
    )
    return checked, [reason for reason in (no_date, no_url, no_language) if reason]


def _find_usable(given: object, parse: Callable[[object], str | None]) -> tuple[str | None, str | None]:
    reason = None
    for value in given if isinstance(given, list) else [given]:
        try:
            if usable := parse(value):
                return usable, None
        except StancebookError as error:
            reason = reason or str(error)
    return None, reason


def _parse_address(value: object) -> str | None:
    text = format_value(value)
    if text is None:
        return None
    if len(str(value)) > LONGEST:
        raise StancebookError(
            f"The address {text[:60]}… has more than {LONGEST} characters, so it is not used; shorten it."
        )
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise StancebookError(
            f"The address {text[:60]!r} is not used; expected one that begins with http:// or https://."
        )
    return text


def _parse_language(value: object) -> str | None:
    text = format_value(value)
    if text is None:
        return None
    if code := find_language_code(text):
        return code
    raise StancebookError(f"The language {text[:60]!r} is not used; expected a two-letter code such as 'en'.")
