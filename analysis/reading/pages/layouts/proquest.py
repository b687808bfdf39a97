"""Split the page that ProQuest saves: each article is a run of paragraphs with labels in bold type."""

import re

from lxml.html import HtmlElement

from analysis.reading.layouts import Article
from analysis.reading.pages.layouts.layout import PageLayout, find_language, join_lines
from analysis.reading.pages.parsing import get_classes, has_class, list_lines
from analysis.reading.printed_days import find_printed_day

# the labels that ProQuest writes; another word with a colon in a text is none
_LABELS = (
    "Abstract", "Author", "Company / organization", "Copyright", "Correction", "Country of publication",
    "Credit", "Database", "Dateline", "Document feature", "Document type", "Document URL", "First page",
    "Full text", "Full Text", "Identifier / keyword", "Illustration", "ISSN", "Issue",
    "Language of publication", "Last updated", "Links", "Location", "Number of pages", "Pages",
    "People", "Place of publication", "ProQuest document ID", "Publication date", "Publication info",
    "Publication subject", "Publication title", "Publication year", "Publisher", "Section",
    "Source type", "Sub title", "Subject", "Subtitle", "Title", "URL", "Volume", "Word count", "Year",
)  # fmt: skip
_LABEL = re.compile(rf"({'|'.join(map(re.escape, _LABELS))})\s*:\s*(.*)")
_NEEDED = {"Publication title:", "Publication date:"}
_DAY, _LAST, _ABOVE = "publication date", "database", ""
# the years in which a newspaper appeared, after its name
_YEARS = re.compile(r"\s*\(.*")
# "Lind, Ada. Northport Courier; Northport [Northport]. 10 Mar 2025.", between title and labels
_SOURCE = re.compile(r".*\[[^\]]+\].{0,30}\b\d{4}\b.{0,20}")
_LINKS = ("proquest document link", "enlarge this image.")


def find_articles(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page of ProQuest; an empty list for any other page."""
    bold = {" ".join(element.text_content().split()) for element in tree.iter("b", "strong")}
    if not bold >= _NEEDED:
        return _find_displayed(tree)
    return [_read_article(record) for record in _list_records(list_lines(tree)) if _DAY in record]


def _find_displayed(tree: HtmlElement) -> list[Article]:
    """Return the articles of a page saved from the screen: title, line with the source, element with text."""
    if not tree.xpath(f"//*[{has_class('documentTitle')}]"):
        return []
    articles: list[Article] = []
    fields: dict[str, object] = {}
    for element in tree.iter():
        if "documentTitle" in get_classes(element):
            fields = {"title": " ".join(list_lines(element))}
        elif "titleAuthorETC" in get_classes(element):
            fields |= _read_source_line(element)
        elif element.tag == "text" and "published" in fields:
            articles.append(Article(join_lines(list_lines(element)), fields))
            fields = {}
    return articles


def _read_source_line(element: HtmlElement) -> dict[str, object]:
    """Read "Northport Courier; Northport [Northport] 03 Mar 2025: A4", or the authors before it."""
    line = " ".join(list_lines(element))
    day = find_printed_day(line)
    if not day:
        return {"author": line.rstrip(".")}
    names = element.xpath('.//a[@id="lateralSearch"] | .//strong')
    outlet = " ".join(list_lines(names[0])) if names else line.partition("[")[0]
    return {"outlet": _YEARS.sub("", outlet.split(";")[0]), "published": day}


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
                above = [line for line in lines[max(number - 2, 0) : number] if not _SOURCE.fullmatch(line)]
                records.append({_ABOVE: above[-1:]})
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
    body = join_lines(line for line in lines if line.lower() not in _LINKS)
    return Article(body, fields, int(count) if count.isdecimal() else None)


LAYOUT = PageLayout("ProQuest", find_articles)
