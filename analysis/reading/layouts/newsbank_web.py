"""NewsBank's Access World News: title, "March 3, 2025 | Outlet", "Author: … | Section: …", then the body."""

import re

from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import (
    count_words,
    drop_pages,
    find_day,
    is_notice,
    join,
)
from analysis.reading.layouts.newsbank import strip_service

_HEADING = re.compile(r"[ \t]*([^|]{8,40}?) ?\| ?([^|]+)")
_NAMES = re.compile(
    r"[ \t]*(?:Author|Byline|Author/Byline|Section|Page|Edition|Index Terms|Column): ", re.IGNORECASE
)
_AUTHOR = re.compile(r"(?:Author|Byline|Author/Byline): ([^|]+)", re.IGNORECASE)
_LENGTH = re.compile(r"[ \t]*[\d,.]+ words?[ \t]*", re.IGNORECASE)
_LINK = re.compile(r"[ \t]*(?:OpenURL Link|Read News Document)", re.IGNORECASE)


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Access World News; see ``Layout``."""
    if "|" not in text:
        return []
    lines = drop_pages(text).split("\n")
    days = [place for place, line in enumerate(lines) if _is_heading(line, lines[place + 1 : place + 8])]
    floors = [0, *(day + 1 for day in days)]
    starts = [_find_title(lines, floor, day) for floor, day in zip(floors, days, strict=False)]
    return [
        _read_article(lines[start:day], lines[day:end])
        for start, day, end in zip(starts, days, [*starts, len(lines)][1:], strict=True)
    ]


def _is_heading(line: str, following: list[str]) -> bool:
    """Return whether a line is day and outlet of an article, and NewsBank's lines follow."""
    match = _HEADING.match(line)
    if not match or not find_day(match[1]):
        return False
    return any(_LINK.match(below) or _NAMES.match(below) for below in following)


def _find_title(lines: list[str], floor: int, day: int) -> int:
    """Return the first line, from a floor on, of the title above the line of the day."""
    start = day
    while start > floor and not lines[start - 1].strip():
        start -= 1
    while start > floor and lines[start - 1].strip() and not is_notice(lines[start - 1]):
        start -= 1
    return start


def _read_article(title: list[str], lines: list[str]) -> Article:
    heading = _HEADING.match(lines[0])
    assert heading
    fields: dict[str, object] = {
        "title": join(title),
        "outlet": heading[2].strip(),
        "published": find_day(heading[1]),
    }
    words = None
    start = 1
    while start < len(lines):
        line = lines[start]
        if author := _AUTHOR.search(line) if _NAMES.match(line) else None:
            fields["author"] = author[1].strip()
        if length := _LENGTH.fullmatch(line):
            words = count_words(length[0])
        elif line.strip() and not (_NAMES.match(line) or _LINK.match(line)):
            break
        start += 1
    return Article(strip_service("\n".join(lines[start:])), fields, words)


LAYOUT = Layout("NewsBank", find_articles)
