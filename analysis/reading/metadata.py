"""What a source says about its article: the names it may use, and each value checked and bounded."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from analysis.errors import StancebookError
from analysis.reading.dates import publication_day
from analysis.reading.values import LONGEST, first, string

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "source"),
    "author": ("author", "authors", "byline"),
    "published": ("published", "date"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
"""The fields of a document and the names under which front matter and tables may give them."""

_BYLINE = re.compile(r"by[\s:]+", re.IGNORECASE)
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)


class Metadata(NamedTuple):
    """The checked values, named as in ``Document``; None where nobody gave one."""

    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None


def pick(row: Mapping[str, object]) -> dict[str, object]:
    """Give the values of a row or of front matter under our field names, upper and lower case alike."""
    by_name = {str(name).strip().lower(): value for name, value in row.items()}
    picked = {field: first(by_name.get(name) for name in names) for field, names in NAMES.items()}
    return {field: value for field, value in picked.items() if value is not None}


def check(given: Mapping[str, object]) -> tuple[Metadata, list[str]]:
    """Check the values that a source gave.

    Args:
        given: values by field of ``Metadata``. A list of authors is joined; of a list of dates,
            addresses or languages the first usable one counts.

    Returns:
        The values that can be used, and a sentence for each that cannot.
    """
    published, no_date = _first_usable(given.get("published"), publication_day)
    url, no_url = _first_usable(given.get("url"), _address)
    language, no_language = _first_usable(given.get("language"), _language)
    author = string(given.get("author"))
    checked = Metadata(
        title=string(given.get("title")),
        outlet=string(given.get("outlet")),
        author=_BYLINE.sub("", author, count=1) if author and _BYLINE.match(author) else author,
        published=published,
        url=url,
        language=language,
    )
    return checked, [reason for reason in (no_date, no_url, no_language) if reason]


def _first_usable(given: object, reader: Callable[[object], str | None]) -> tuple[str | None, str | None]:
    reason = None
    for value in given if isinstance(given, list) else [given]:
        try:
            if usable := reader(value):
                return usable, None
        except StancebookError as error:
            reason = reason or str(error)
    return None, reason


def _address(value: object) -> str | None:
    text = string(value)
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


def _language(value: object) -> str | None:
    text = string(value)
    if text is None:
        return None
    if match := _LANGUAGE.fullmatch(text):
        return match[1].lower()
    raise StancebookError(f"The language {text[:60]!r} is not used; expected a two-letter code such as 'en'.")
