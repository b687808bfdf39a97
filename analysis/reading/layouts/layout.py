"""Define what a layout of an archive is, and an article found in one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Article:
    """One article of an export.

    Attributes:
        text: its body, without the archive's own lines.
        fields: its metadata as the archive gives them, by field of ``Document``; "published" as written.
        words: its length in words as the archive states it; None if it does not.
    """

    text: str
    fields: Mapping[str, object] = field(default_factory=dict)
    words: int | None = None


@dataclass(frozen=True)
class Layout:
    """A layout of exports.

    Attributes:
        name: the archive, such as "Nexis".
        find_articles: returns the articles of a text in this layout, in order, also those without a body;
            an empty list if the text is not in this layout.
    """

    name: str
    find_articles: Callable[[str], list[Article]]
