"""Split the page that ProQuest saves: each article is a run of paragraphs with labels in bold type."""

import re

from lxml.html import HtmlElement

from analysis.reading.layouts import Article
from analysis.reading.pages.layouts.layout import PageLayout, find_language, join_lines
from analysis.reading.pages.parsing import list_lines
from analysis.reading.printed_days import find_printed_day

# the labels that ProQuest writes; another word with a colon in a text is none
_LABELS = (
    "Abstract", "Author", "Company / organization", "Copyright", "Correction", "Country of publication", "Credit",
    "Database", "Document feature", "Document type", "Document URL", "Dateline", "First page", "Full text", "Full Text",
    "Identifier / keyword", "Illustration", "ISSN", "Issue", "Language of publication", "Last updated", "Links",
    "Location", "Number of pages", "Pages", "People", "Place of publication", "ProQuest document ID",
    "Publication date", "Publication info", "Publication subject", "Publication title", "Publication year",
    "Publisher", "Section", "Source type", "Subject", "Sub title", "Subtitle", "Title", "URL", "Volume",
    "Word count", "Year",
)  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(map(re.escape, _LABELS))})\s*:\s*(.*)")
_NEEDED = {"Publication title:", "Publication date:"}
_DAY, _LAST, _ABOVE = "publication date", "database", ""
_LINK = "proquest document link"


def find_articles(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page of ProQuest; an empty list for any other page."""
    bold = {" ".join(element.text_content().split()) for element in tree.iter("b", "strong")}
    if not bold >= _NEEDED:
        return []
    return [_read_article(record) for record in _list_records(list_lines(tree)) if _DAY in record]


def _list_records(lines: list[str]) -> list[dict[str, list[str]]]:
    """Return the lines under each label, and the line above the first label, article by article.

    The last label of an article is its database; an article also ends where one of its labels comes again.
    """
    records: list[dict[str, list[str]]] = []
    label = ""
    for number, line in enumerate(lines):
        if match := _LABEL.match(line):
            label = match[1].lower()
            if not records or _LAST in records[-1] or label in records[-1]:
                records.append({_ABOVE: lines[number - 1 : number]})
            records[-1][label] = [match[2]] if match[2] else []
        elif records:
            records[-1][label].append(line)
    return records


def _read_article(record: dict[str, list[str]]) -> Article:
    values = {label: lines[0] if lines else "" for label, lines in record.items()}
    day = values[_DAY]
    count = values.get("word count", "")
    fields = {
        "title": values.get("title") or values[_ABOVE],
        "outlet": values.get("publication title", "").split(";")[0],
        "author": values.get("author"),
        "published": find_printed_day(day) or day,
        "url": values.get("document url"),
        "language": find_language(values.get("language of publication", "")),
    }
    lines = record.get("full text") or record.get("abstract") or []
    body = join_lines(line for line in lines if line.lower() != _LINK)
    return Article(body, fields, int(count) if count.isdecimal() else None)


LAYOUT = PageLayout("ProQuest", find_articles)
