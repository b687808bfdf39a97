"""Europresse: day, outlet, length, title and text; each article ends with "news·20250304·LM·4871234"."""

import re

from analysis.reading.date_words import MONTH
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import count_words, drop_pages, find_day, is_notice, join

_END = re.compile(r"^.*\bnews[·•.⸱](\d{8})[·•.⸱]\w+[·•.⸱]\S+.*$", re.MULTILINE)
_DAY = re.compile(rf"(?:.{{0,80}}[\s,])?(\d{{1,2}}(?:er)? {MONTH} \d{{4}})\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\s*(?:•|pp?\. ?\w+|\d[\d ]* mots|Aussi paru dans|Cet article est paru dans|Note\(s\) :)", re.IGNORECASE
)
_PAGE = re.compile(r"\bpp?\. ?\w")
_LENGTH = re.compile(r"\d[\d ]* mots")
_NAME = re.compile(r"(?:[Pp]ar )?[A-ZÉÈ][\w'’.-]+(?: (?:de |du |d')?[A-ZÉÈ][\w'’.-]+){1,3}")
_NOTICE = re.compile(
    r"\s*(?:certificat émis|ce document|le présent document|numéro de document)", re.IGNORECASE
)
_HEAD = 24
"""Lines among which the day of an article is looked for."""


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Europresse; see ``Layout``."""
    if not _END.search(text):
        return []
    *parts, last = _END.split(drop_pages(text))
    articles = [_read_article(part, day) for part, day in zip(parts[::2], parts[1::2], strict=True)]
    # the number of the last article may be missing
    return [*articles, *([_read_article(last, "")] if _DAY.search(last) else [])]


def _read_article(part: str, day: str) -> Article:
    day = "-".join(filter(None, (day[:4], day[4:6], day[6:])))
    lines = [line.strip() for line in part.strip().split("\n")]
    place = next((number for number, line in enumerate(lines[:_HEAD]) if _DAY.match(line)), None)
    if place is None:
        return Article(_strip_notices(lines), {"published": day})
    if not day and (match := _DAY.match(lines[place])):
        day = match[1]
    # the outlet stands with the page: above the day, or on the line below it
    is_above = _PAGE.search(lines[place]) or (place and lines[place - 1])
    if find_day(lines[place]) and not is_above:
        outlet = next(filter(None, lines[place + 1 :]), "").partition(" •")[0]
        start = next((number for number in range(place + 1, len(lines)) if lines[number]), place) + 1
    else:
        outlet = next(filter(None, reversed(lines[:place])), "")
        start = place + 1
    while start < len(lines) and (not lines[start] or _PLACE.match(lines[start])):
        start += 1
    lengths = _LENGTH.findall("\n".join(lines[place:start]))
    end = next((number for number in range(start, len(lines)) if not lines[number]), start + 1)
    fields: dict[str, object] = {"title": join(lines[start:end]), "outlet": outlet, "published": day}
    while end < len(lines) and not lines[end]:
        end += 1
    if end < len(lines) and _NAME.fullmatch(lines[end]) and "" in lines[end + 1 : end + 2]:
        fields["author"] = re.sub(r"^[Pp]ar ", "", lines[end])
        end += 1
    return Article(_strip_notices(lines[end:]), fields, count_words(lengths[0]) if lengths else None)


def _strip_notices(lines: list[str]) -> str:
    """Return the text of lines up to the notice of copyright at their end."""
    end = next((number for number, line in enumerate(lines) if is_notice(line) or _NOTICE.match(line)), None)
    return "\n".join(lines[:end])


LAYOUT = Layout("Europresse", find_articles)
