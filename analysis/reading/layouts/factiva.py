"""Factiva's articles with codes: HD is the headline, PD the day, LP and TD the text, AN the number."""

import re
from collections.abc import Iterator

from analysis.reading.layouts.languages import find_language
from analysis.reading.layouts.layout import Article, Layout
from analysis.reading.layouts.lines import count_words, drop_indents, drop_pages, join

_CODE = re.compile(
    r"^[ \t]*(SE|HD|CR|BY|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CX|CY|LP|TD"
    r"|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|DE|CLM|NGC|GC|AN)(\t| +|$)(.*)",
    re.MULTILINE,
)
_HEADLINE = re.compile(r"^[ \t]*HD([\t ]*)", re.MULTILINE)
_FIELDS = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published"}
_TEXT = ("LP", "TD")
_INDEXED = re.compile(r"\S+ : \S|Document [A-Za-z]\w*\d\w*$")


def find_articles(text: str) -> list[Article]:
    """Return the articles of a text of Factiva with codes; see ``Layout``."""
    if "HD" not in text:
        return []
    records = [record for record in _split_records(drop_pages(text)) if record]
    if not any({"HD", "PD", "SN"} <= record.keys() for record in records):
        return []
    return [_read_article(record) for record in records]


def _split_records(text: str) -> Iterator[dict[str, str]]:
    """Yield the values of each article by their codes."""
    matches = list(_find_codes(text))
    ends = [*(match.start() for match in matches), len(text)][1:]
    record: dict[str, str] = {}
    for match, end in zip(matches, ends, strict=True):
        code, value = match[1], text[match.start(3) : end].strip()
        if code in ("SE", "HD") and "HD" in record:
            yield record
            record = {}
        record[code] = f"{record[code]}\n\n{value}" if code in record else value
        if code == "AN":
            yield record
            record = {}
    yield record


def _find_codes(text: str) -> Iterator[re.Match[str]]:
    """Yield the codes at the beginning of lines.

    In a file whose codes stand apart by a tab or several spaces, one space does not follow a code ("IN a
    surprise move"). Where they stand apart by one space, a code that ends a text must begin an index.
    """
    headline = _HEADLINE.search(text)
    is_narrow = headline is not None and headline[1] == " "
    last = ""
    for match in _CODE.finditer(text):
        is_index = last not in _TEXT or match[1] == "TD" or _INDEXED.match(match[3])
        if match[2] != " " or (is_narrow and is_index):
            last = match[1]
            yield match


def _read_article(record: dict[str, str]) -> Article:
    fields: dict[str, object] = {field: join([record.get(code, "")]) for code, field in _FIELDS.items()}
    fields["language"] = find_language(record.get("LA", ""))
    text = "\n\n".join(drop_indents(record[code]) for code in _TEXT if code in record)
    return Article(text, fields, count_words(record.get("WC", "")))


LAYOUT = Layout("Factiva", find_articles)
