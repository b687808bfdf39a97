"""Split the page that the Nexis of before 2017 saves: an anchor before each article, labels in capitals."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from analysis.reading.layouts import Article, nexis
from analysis.reading.pages.layouts.layout import PageLayout, find_language, find_word_count, join_lines
from analysis.reading.pages.parsing import list_lines
from analysis.reading.printed_days import find_printed_day

_ANCHOR = re.compile(r"DOC_ID_\d+_\d+")
_LABEL = re.compile(r"\s*([A-ZÀ-Þ][A-ZÀ-Þ -]+):\s*")
_COUNT = re.compile(r"\d[\d,.]* \w+ \d[\d,.]* (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS)", re.IGNORECASE)
_RIGHTS = re.compile(
    r"(?:copyright|©|all rights reserved|alle rechte vorbehalten|tous droits)", re.IGNORECASE
)
_AUTHOR, _LENGTH = ("BYLINE", "AUTOR", "AUTEUR"), ("LENGTH", "LÄNGE", "LONGUEUR")
_LANGUAGE, _LEAD = ("LANGUAGE", "SPRACHE", "LANGUE"), ("HIGHLIGHT",)
# labels above the text and below it; in capitals before a colon, a transcript also names its speakers
_ABOVE = (*_AUTHOR, *_LENGTH, *_LEAD, "SECTION", "RUBRIK", "RUBRIQUE", "DATELINE", "SERIES", "SOURCE")
_BELOW = (
    *_LANGUAGE, "CITY", "COMPANY", "CORRECTION", "CORRECTION-DATE", "COUNTRY", "DISCLAIMER", "DOCUMENT-TYPE",
    "GEOGRAPHIC", "GRAFIK", "GRAPHIC", "INDUSTRY", "JOURNAL-CODE", "LOAD-DATE", "NOTES",
    "ORGANIZATION", "PERSON", "PUB-TYPE", "PUBLICATION-TYPE", "STATE", "SUBJECT", "TICKER", "TYPE", "UPDATE",
    "URL", "ZEITUNGS-CODE",
)  # fmt: skip


@dataclass
class _Block:
    """Paragraphs that Nexis writes in one division; the label of the first, if it has one."""

    label: str | None = None
    lines: list[str] = field(default_factory=list)


def find_articles(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page of Nexis; an empty list for any other page."""
    articles: list[list[_Block]] = []
    division = None
    for element in tree.iter("a", "p"):
        if element.tag == "a" and _ANCHOR.fullmatch(element.get("name") or ""):
            articles.append([])
        elif element.tag == "p" and articles and (lines := list_lines(element)):
            label = _find_label(element)
            if label or not articles[-1] or element.getparent() is not division:
                articles[-1].append(_Block(label))
            division = element.getparent()
            articles[-1][-1].lines += lines
    return [_read_article(blocks) for blocks in articles]


def _find_label(paragraph: HtmlElement) -> str | None:
    """Return the label with which a paragraph begins: one of Nexis, in an element of its own."""
    first = next((part for part in paragraph.iter() if (part.text or "").strip()), None)
    match = _LABEL.fullmatch(first.text or "") if first is not None and first is not paragraph else None
    return match[1] if match and match[1] in _ABOVE + _BELOW else None


def _read_article(blocks: list[_Block]) -> Article:
    blocks = [block for block in blocks if not _COUNT.match(block.lines[0]) and not _is_rights(block)]
    first = next((number for number, block in enumerate(blocks) if block.label), len(blocks))
    # outlet, day and title; without a label between title and text, the title is the third
    dated = next(
        (number for number, block in enumerate(blocks[:first]) if find_printed_day(block.lines[0])), 1
    )
    head, rest = blocks[: min(first, dated + 2)], blocks[min(first, dated + 2) :]
    day = head[dated].lines[0] if dated < len(head) else None
    values = {block.label: _cut_label(block) for block in rest if block.label}
    fields = {
        "title": " ".join(head[dated + 1].lines) if dated + 1 < len(head) else None,
        "outlet": head[0].lines[0] if dated and head else None,
        "author": _pick(values, _AUTHOR),
        "published": day and (find_printed_day(day) or day),
        "url": _pick(values, ("URL",)),
        "language": find_language(_pick(values, _LANGUAGE)),
    }
    return Article(join_lines(_list_body(rest)), fields, find_word_count(_pick(values, _LENGTH)))


def _is_rights(block: _Block) -> bool:
    return not block.label and _RIGHTS.match(block.lines[0]) is not None and len(block.lines) <= 3


def _cut_label(block: _Block) -> str:
    return " ".join(block.lines).removeprefix(f"{block.label}:").strip()


def _pick(values: dict[str, str], labels: tuple[str, ...]) -> str:
    return next((values[label] for label in labels if label in values), "")


def _list_body(blocks: list[_Block]) -> list[str]:
    """Return the lead and the lines of the text, which ends at the first label that stands below texts."""
    end = next((number for number, block in enumerate(blocks) if block.label in _BELOW), len(blocks))
    lead = [_cut_label(block) for block in blocks[:end] if block.label in _LEAD]
    return [*lead, *(line for block in blocks[:end] if not block.label for line in block.lines)]


def count_stated(tree: HtmlElement) -> int | None:
    """Return the sum of the totals in headings such as "1 of 3 DOCUMENTS"; see ``layouts.nexis``."""
    return nexis.count_stated("\n".join(list_lines(tree)))


LAYOUT = PageLayout("Nexis", find_articles, count_stated)
