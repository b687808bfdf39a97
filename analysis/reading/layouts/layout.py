"""Define what a layout of an archive is, an article found in one, and a whole export."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Article:
    """One article of an export.

    Attributes:
        text: its body, without the archive's own lines.
        fields: its metadata as the archive gives them, by field of ``Document``; "published" as written.
        words: its length in words as the archive states it; None if it does not.
        remark: what the reader should know about it, such as that only its abstract is in the export.
    """

    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    words: int | None = None
    remark: str | None = None


class Export(NamedTuple):
    """The articles of an export.

    Attributes:
        archive: the name of the archive, such as "Nexis".
        articles: its articles, in order, also those without a body.
        stated: how many articles the archive says the export has; None if it does not.
    """

    archive: str
    articles: list[Article]
    stated: int | None


def count_nothing(_export: object) -> None:
    """Return None: the layout does not state how many articles it has."""


@dataclass(frozen=True)
class Layout:
    """A layout of exports.

    Attributes:
        name: the archive, such as "Nexis".
        find_articles: returns the articles of a text in this layout, in order, also those without a body;
            an empty list if the text is not in this layout.
        count_stated: returns how many articles the archive says that a text in this layout has, if it does.
    """

    name: str
    find_articles: Callable[[str], list[Article]]
    count_stated: Callable[[str], int | None] = count_nothing
