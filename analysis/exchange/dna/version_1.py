"""Read a file of Discourse Network Analyzer 1, which is XML, as the tables of DNA 2.

DNA 1.09 to 1.31 write articles with the offsets of their statements; since 1.21 also lists of persons and
organisations. Older versions write each statement as an element within the text of its article.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from analysis.errors import StancebookError
from analysis.exchange.dna.older import Raw
from analysis.exchange.dna.positions import convert_span, to_utf16
from analysis.exchange.foreign_xml import parse_xml
from analysis.exchange.offsets import is_inside_word
from analysis.files import MEGABYTE, check_file
from analysis.reading.dates import publication_day

SIZE_LIMIT = 200 * MEGABYTE
"""Bytes of one file: a hundred thousand articles."""
ROOT = "discourse"
# the variables of a statement with their IDs; DNA 1 calls a concept a category
_VARIABLES = {"person": 1, "organization": 2, "category": 3, "agreement": 4}
_SHORT_TEXTS = ("person", "organization", "category")
_AGREEMENT = {"yes": 1, "no": 0}
_STATEMENT_TYPE = {"id": 1, "label": "DNA Statement", "red": 239, "green": 208, "blue": 51}
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s.*)?", re.DOTALL)
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_MILLISECONDS = 1000


class _Statement(NamedTuple):
    """A statement: its fields as written, and its span in UTF-16 units of the text."""

    cells: dict[str, str]
    start: int | None
    end: int | None


class _Article(NamedTuple):
    title: str
    date: str
    text: str
    statements: list[_Statement]


def is_version_1(path: Path) -> bool:
    """Return whether a file is XML, as those of DNA 1 are, and not a database."""
    with path.open("rb") as file:
        return file.read(100).lstrip(_MARKS).startswith(b"<")


def read_version_1(path: Path) -> tuple[Raw, list[str]]:
    """Read a file of DNA 1.

    Args:
        path: the file; no entity in it is expanded and nothing outside it is opened.

    Returns:
        The tables of a DNA 2 database with the same content, and messages about content that is not used.

    Raises:
        StancebookError: when the file is too big, is not valid XML or is not DNA's.
    """
    check_file(path, SIZE_LIMIT)
    root = parse_xml(path.read_bytes())
    if root.tag != ROOT:
        raise StancebookError(f"The file is XML, but not DNA's: expected <{ROOT}>, found <{root.tag}>.")
    found = root.findall("articles/article") or root.findall("article")
    articles = [_read_article(element) for element in found]
    messages: list[str] = []
    documents = [
        {"id": number, "title": article.title, "text": article.text, "coder": 1,
         "date": _read_date(number, article.date, messages)}
        for number, article in enumerate(articles, start=1)
    ]  # fmt: skip
    # DNA 1.16 has its regular expressions directly below the root
    metadata = next(root.iterfind("metadata"), root)
    tables: Raw = {
        "SETTINGS": [],
        "CODERS": [],
        "DOCUMENTS": documents,
        "STATEMENTTYPES": [_STATEMENT_TYPE],
        "VARIABLES": [
            {"id": number, "variable": "concept" if name == "category" else name, "statementtypeid": 1,
             "datatype": "short text" if name in _SHORT_TEXTS else "boolean"}
            for name, number in _VARIABLES.items()
        ],
        "REGEXES": [
            {"label": _get(term, "pattern"), **_read_colour(term)} for term in metadata.iterfind("regex/term")
        ],
        "ATTRIBUTES": list(_read_actors(metadata)),
        **_read_statements(articles),
    }  # fmt: skip
    return tables, messages


def _get(element: etree._Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _read_article(element: etree._Element) -> _Article:
    text = element.find("text")
    if text is None:
        return _read_marked_article(element)
    statements = [
        _Statement(
            {name: _get(one, name) for name in ("id", *_VARIABLES)},
            _parse_number(_get(one, "start")),
            _parse_number(_get(one, "end")),
        )
        for one in element.iterfind("statements/statement")
    ]
    whole = "".join(words for _, words in _split_text(text))
    return _Article(_get(element, "title"), _get(element, "date"), whole, statements)


def _read_marked_article(element: etree._Element) -> _Article:
    """Read an article of the oldest versions, whose statements surround their words."""
    text, statements = "", []
    for child, words in _split_text(element):
        if child is not None and child.tag == "statement":
            cells = {name: child.get(name, "").strip() for name in _VARIABLES}
            start = to_utf16(text, len(text)) + 1
            statements.append(_Statement(cells, start, start + to_utf16(words, len(words))))
        text += words
    date = ".".join(element.get(name, "") for name in ("day", "month", "year")).strip(".")
    return _Article(element.get("title", "").strip(), date, text, statements)


def _split_text(element: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Yield the text of an element in pieces, each with the child that it belongs to or None."""
    yield None, element.text or ""
    for child in element:
        yield child, "\n" if child.tag == "br" else "".join(map(str, child.itertext()))
        yield None, child.tail or ""


def _parse_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _read_date(number: int, written: str, messages: list[str]) -> int:
    """Return a date in DNA 2's milliseconds; 0 for none, and a message for one that cannot be used."""
    match = _GERMAN_DAY.fullmatch(written)
    try:
        day = publication_day("-".join(reversed(match.groups())) if match else written)
    except StancebookError as error:
        messages.append(f"Article {number}: {error}")
        return 0
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * _MILLISECONDS if day else 0


def _read_colour(element: etree._Element) -> dict[str, str]:
    return {name: _get(element, name) for name in ("red", "green", "blue")}


def _read_actors(metadata: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the rows of ATTRIBUTES: persons and organisations with the colours of their types."""
    number = 0
    for kind in ("person", "organization"):
        colours = {_get(one, "label"): _read_colour(one) for one in metadata.iterfind(f"{kind}Types/type")}
        rows = {_get(one, "name"): one for one in metadata.iterfind(f"{kind}s/{kind}")}
        for name, element in rows.items():
            number += 1
            described = {column: _get(element, column) for column in ("type", "alias")}
            yield {
                "id": number, "variableid": _VARIABLES[kind], "value": name, **described,
                "notes": _get(element, "note"), **colours.get(described["type"], {}),
            }  # fmt: skip


def _read_statements(articles: list[_Article]) -> Raw:
    """Return the statements, each with an ID of its own, and their values."""
    first = _find_first_position(articles)
    listed = [(document, one) for document, article in enumerate(articles, 1) for one in article.statements]
    numbers = [_parse_number(one.cells.get("id", "")) for _, one in listed]
    last = max((number for number in numbers if number is not None), default=0)
    tables: Raw = {"STATEMENTS": [], "DATASHORTTEXT": [], "DATABOOLEAN": []}
    taken: set[int] = set()
    for (document, one), written in zip(listed, numbers, strict=True):
        number = written
        if number is None or number in taken:
            last = number = last + 1
        taken.add(number)
        text = articles[document - 1].text
        end = None if one.end is None else min(one.end - first, to_utf16(text, len(text)))
        tables["STATEMENTS"].append(
            {"id": number, "statementtypeid": 1, "documentid": document, "coder": 1,
             "start": None if one.start is None else one.start - first, "stop": end}
        )  # fmt: skip
        values = {name: one.cells[name] for name in _SHORT_TEXTS}
        agreement = _AGREEMENT.get(one.cells["agreement"].lower())
        for table, cells in (("DATASHORTTEXT", values), ("DATABOOLEAN", {"agreement": agreement})):
            tables[table] += [
                {"id": len(tables[table]) + place, "statementid": number, "value": value,
                 "variableid": _VARIABLES[name]}
                for place, (name, value) in enumerate(cells.items(), start=1)
            ]  # fmt: skip
    return tables


def _find_first_position(articles: Iterable[_Article]) -> int:
    """Return the position of a text's first character: 1 in DNA, or 0 if the statements fit words better."""
    spans = [
        (article.text, one.start, one.end)
        for article in articles
        for one in article.statements
        if one.start is not None and one.end is not None
    ]
    return min(
        (1, 0),
        key=lambda first: sum(_is_misplaced(text, low - first, high - first) for text, low, high in spans),
    )


def _is_misplaced(text: str, start: int, end: int) -> bool:
    """Return whether a span is not in the text, cuts a word, or begins with a space."""
    span = convert_span(text, start, end)
    return span is None or text[span[0]].isspace() or any(is_inside_word(text, place) for place in span)
