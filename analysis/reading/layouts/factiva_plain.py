"""Factiva's articles as printed: headline, "812 words", day, outlet, language, text, "Document NPC0001"."""

import re

from analysis.reading.layouts.languages import find_language, is_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import count_words, drop_pages, find_day, is_notice, join

_END = re.compile(r"^[ \t]*(?:Document|Dokument|Documento) (?=\w*\d)[A-Z]\w{6,}[ \t]*$", re.MULTILINE)
_WORDS = re.compile(r"^[ \t]*\d[\d.,]* (?:words?|Wörter|mots|palabras|parole)[ \t]*$", re.MULTILINE)
_BYLINE = re.compile(r"\s*(?:by|von|par|por|di)\s+\S", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:[a-z]{2,3} )?[A-Z][\w'’.-]*){1,3}")
_SECTION = re.compile(r"[A-Z0-9]\S*(?: (?:&|and|[A-Z0-9]\S*)){0,2}")
_NO_OUTLET = re.compile(r"\d{1,2}:\d\d|[A-Z0-9]{1,8}|\d+")
_UNKNOWN = "Its headline, outlet and day were not found above its text, so they are part of it; check them."
_HEAD = 12
"""Lines after the length among which day, outlet, language and copyright stand."""


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Factiva without codes; see ``Layout``."""
    if not _END.search(text) or not _WORDS.search(text):
        return []
    *parts, last = _END.split(drop_pages(text))
    articles = [_read_article(part) for part in parts]
    if not any(articles):
        return []
    known = [article or Article(part, remark=_UNKNOWN) for article, part in zip(articles, parts, strict=True)]
    return [*known, *filter(None, [_read_article(last)])]


def _read_article(part: str) -> Article | None:
    """Return the article of a part; None if the part has no length and no day below it."""
    length = _WORDS.search(part)
    if not length:
        return None
    above = [line.strip() for line in part[: length.start()].split("\n") if line.strip()]
    lines = part[length.end() :].split("\n")
    head = [(place, line) for place, line in enumerate(lines) if line.strip()][:_HEAD]
    days = [number for number, (_, line) in enumerate(head[:3]) if find_day(line)]
    if not days:
        return None
    below = head[days[0] + 1 :]
    title, author = _split_byline(above)
    languages = [number for number, (_, line) in enumerate(below) if is_language(line)]
    notices = [number for number, (_, line) in enumerate(below) if is_notice(line)]
    last = max(languages[:1] + notices[:1], default=0)
    outlet = next((line.strip() for _, line in below if not _NO_OUTLET.fullmatch(line.strip())), None)
    fields = {
        "title": title,
        "author": author,
        "outlet": outlet,
        "published": find_day(head[days[0]][1]),
        "language": find_language(below[languages[0]][1]) if languages else None,
    }
    start = below[last][0] + 1 if below else len(lines)
    return Article("\n".join(lines[start:]), fields, count_words(length[0]))


def _split_byline(lines: list[str]) -> tuple[str, str | None]:
    """Return title and author from the lines above the length; a section above the title is left out."""
    author = None
    if len(lines) > 1 and (
        _BYLINE.match(lines[-1]) or (_NAME.fullmatch(lines[-1]) and not _SECTION.fullmatch(lines[-2]))
    ):
        *lines, author = lines
    if len(lines) > 1 and _SECTION.fullmatch(lines[0]) and not _SECTION.fullmatch(lines[1]):
        lines = lines[1:]
    return join(lines), author


LAYOUT = Layout("Factiva", find_articles)
