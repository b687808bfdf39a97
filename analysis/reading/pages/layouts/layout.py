"""Define what a layout of an archive's page is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from analysis.reading.layouts import Article
from analysis.reading.layouts.languages import find_language as find_named_language
from analysis.reading.layouts.layout import count_nothing

_ENGLISH = ("english", "anglais", "englisch", "inglés", "inglese", "inglês", "engels", "英文", "英語")
_WORDS = re.compile(
    r"(\d{1,3}(?:[,. ]\d{3})+|\d+)\s*(?:words?|wörter|mots?|palabras|parole|palavras|woorden|字)\b", re.I
)


@dataclass(frozen=True)
class PageLayout:
    """A layout of exports as a web page.

    Attributes:
        name: the archive, such as "Factiva".
        find_articles: returns the articles of a parsed page in this layout, in order, also those without a
            body; an empty list if the page is not in this layout. It does not change the page.
        count_stated: returns how many articles the archive says that a page in this layout has, if it does.
    """

    name: str
    find_articles: Callable[[HtmlElement], list[Article]]
    count_stated: Callable[[HtmlElement], int | None] = count_nothing


def join_lines(lines: Iterable[str]) -> str:
    """Return the text of an article of which each line is a paragraph."""
    return "\n\n".join(lines)


def find_word_count(text: str) -> int | None:
    """Return the length that an archive prints, such as 1024 of "1,024 words"; None if it prints none."""
    match = _WORDS.search(text)
    return int(re.sub(r"\D", "", match[1])) if match else None


def find_language(text: str) -> str | None:
    """Return the code of the language that an archive prints, or the name itself; None if it prints none."""
    return "en" if any(name in text.lower() for name in _ENGLISH) else find_named_language(text)
