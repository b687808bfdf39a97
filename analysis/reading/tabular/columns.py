"""Decide which columns of a table are the text, the title, the day and so on, by their names and values."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from analysis.errors import StancebookError
from analysis.reading.dates import publication_day
from analysis.reading.tabular.day_order import is_day_in_digits, is_time_in_digits
from analysis.reading.tabular.field_names import is_doubtful, rank_fields
from analysis.reading.values import is_missing

_SAMPLE = 20
_LONGEST = 2_000
_MAX_SHOWN = 20
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*(?:\s|$)")
# days and addresses of something other than the publication of the article
_OF_SOMETHING_ELSE = re.compile(
    r"modif|updat|index|downl|crawl|scrap|retriev|collect|access|fetch|load|expir|birth|event|end|image|img"
    r"|photo|thumb|media|logo|video|icon|home|feed|archive|amp|comment",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"desc|summar|abstract|snippet|excerpt|lead|lede|teaser|standfirst|trail|headline|title|comment|note|caption"
    r"|keyword|reason",
    re.IGNORECASE,
)
_FIELDS = ("text", "url", "id", "title", "outlet", "author", "published", "language", "year", "month", "day")


@dataclass
class Column:
    """A column: its name and what its first values look like.

    Attributes:
        name: as in the table, or the dotted names of nested objects.
        sample: the first values that are not missing, long ones shortened.
    """

    name: str
    sample: list[object] = field(default_factory=list)

    def observe(self, value: object) -> None:
        """Take note of a value of the column."""
        if len(self.sample) < _SAMPLE and not is_missing(value):
            self.sample.append(value[:_LONGEST] if isinstance(value, str) else value)

    def shows(self, looks: Callable[[object], bool]) -> bool:
        """Return whether most of the values look like something; False if there are none."""
        return 2 * sum(looks(value) for value in self.sample) > len(self.sample)


def choose_columns(columns: Collection[Column]) -> dict[str, list[str]]:
    """Return the columns of each field, preferred first; the first that has a value in a row is used.

    The fields are those of ``Document`` with "id" for its identifier, and "year", "month" and "day".
    """
    chosen: dict[str, list[str]] = {}
    addresses: list[str] = []
    for name in _FIELDS:
        ranked = [
            (rank_fields(column.name)[name], column) for column in columns if name in rank_fields(column.name)
        ]
        ranked.sort(key=lambda pair: pair[0])
        chosen[name] = [
            column.name for _, column in ranked if column.name not in addresses and _fits(column, name)
        ]
        if name == "url":
            addresses = chosen[name]
    return chosen


def _fits(column: Column, name: str) -> bool:
    if name == "title":
        return not column.shows(_is_address)
    if name in ("outlet", "author"):
        return not any(map(column.shows, (_is_address, _is_number, _is_day)))
    if name == "id" and column.shows(_is_address):
        return False
    if not column.sample or not is_doubtful(column.name, name):
        return True
    return column.shows(_LOOKS[name]) or (name == "published" and column.shows(is_time_in_digits))


def explain_missing_text(columns: Iterable[Column], chosen: Mapping[str, list[str]]) -> str:
    """Say that a table has no column with the articles, with advice that fits its values."""
    columns = list(columns)
    listed = [name for part in ("title", "url") for name in chosen[part][:1]]
    if listed and len(columns) > 1:
        start = f"It lists articles without their texts: it has {_join(listed)}, but"
    else:
        start = "It has"
    found = list_names(column.name or "(no name)" for column in columns)
    texts = [
        column.name
        for column in columns
        if column.shows(_looks_like_article) and not _SUMMARY.search(column.name)
    ]
    if texts:
        advice = f"{_join(texts[:1])} looks like texts; rename it to 'text' if it contains the articles."
    else:
        advice = "Add a column 'text' with the articles."
    return (
        f"{start} no column with the articles, such as 'text', 'content' or 'body'; found: {found}. {advice}"
    )


def advise(columns: Iterable[Column], chosen: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield advice on columns that are not known by their names but look like a field that is missing."""
    unknown = [
        column
        for column in columns
        if not rank_fields(column.name) and not _OF_SOMETHING_ELSE.search(column.name)
    ]
    for name, kind, meaning in _ADVISABLE:
        column = next((column for column in unknown if column.shows(_LOOKS[name])), None)
        if column and not chosen[name]:
            yield f"{column.name!r} looks like {kind}; if these are {meaning}, rename it to {name!r}."


def list_names(names: Iterable[str]) -> str:
    """Return names separated by commas, at most twenty of them."""
    names = list(names)
    more = f" and {len(names) - _MAX_SHOWN} more" if len(names) > _MAX_SHOWN else ""
    return ", ".join(name[:80] for name in names[:_MAX_SHOWN]) + more


def _join(names: list[str]) -> str:
    return " and ".join(map(repr, names))


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value.strip()))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit())


def _is_prose(value: object) -> bool:
    return isinstance(value, str) and len(value.split()) > 3


def _looks_like_article(value: object) -> bool:
    return isinstance(value, str) and len(value.split()) >= 8 and bool(_SENTENCE_END.search(value))


def _is_day(value: object) -> bool:
    if isinstance(value, date):
        return True
    if not isinstance(value, str) or is_day_in_digits(value):
        return isinstance(value, str)
    try:
        return not value.strip().isdigit() and publication_day(value) is not None
    except StancebookError:
        return False


_LOOKS: dict[str, Callable[[object], bool]] = {
    "text": _is_prose,
    "url": _is_address,
    "published": _is_day,
    "id": lambda value: not _is_address(value),
}
_ADVISABLE = (
    ("published", "days", "the days of publication"),
    ("url", "addresses", "the addresses of the articles"),
)
