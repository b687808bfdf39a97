"""Read feeds (RSS and Atom): each entry is an article, or a summary of one."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax import SAXParseException

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.building import build
from analysis.reading.formats.format import Format
from analysis.reading.normalising import normalise_characters
from analysis.text import format_count

if TYPE_CHECKING:
    from feedparser import FeedParserDict

_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,400}\?>\s*|<!--.{0,2000}?-->\s*){0,9}<(?:rss|feed|rdf:RDF)[\s>]",
    re.DOTALL | re.IGNORECASE,
)


# a numeric reference to a character
_REFERENCE = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));?")
_SURROGATES, _LAST = range(0xD800, 0xE000), 0x10FFFF


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read the entries of a feed; the name of the feed is the outlet.

    Yields:
        The document of each entry and its warnings, or one problem; notes of entries that hold only a summary
        or only the time of an update.

    Raises:
        StancebookError: if the file is empty, too big, no feed or a feed without entries.
        OSError: if the file cannot be opened.
    """
    import feedparser

    raw = read_article_bytes(path)
    if b"<!ENTITY" in raw:
        raise StancebookError("It declares entities, which are not expanded; save it without them.")
    raw = _REFERENCE.sub(_drop_impossible, raw)
    # a file object, since a string could be taken for an address
    feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise StancebookError(
            "It is not a feed (RSS or Atom), and no other XML is read. Save its texts as .txt files."
        )
    if not feed.entries:
        raise StancebookError("The feed has no entries; expected at least one. Save it again.")
    for number, entry in enumerate(feed.entries, start=1):
        given = _read_fields(entry, feed.feed)
        yield from build(f"{path.name} entry {number}", f"{path.stem}-{number}", _read_text(entry), given)
    yield from _describe(path.name, feed.entries)
    if isinstance(feed.get("bozo_exception"), SAXParseException):
        message = "The feed is not well-formed XML, so entries may be missing; save or download it again."
        yield Problem(path.name, message, "warning")


def _drop_impossible(match: re.Match[bytes]) -> bytes:
    """Return a reference as it is, or a mark in place of one to no character, on which the library fails."""
    digits, base = (match[1], 16) if match[1] else (match[2], 10)
    number = int(digits[:9], base)
    return "\ufffd".encode() if number in _SURROGATES or number > _LAST else match[0]


def _read_fields(entry: "FeedParserDict", feed: "FeedParserDict") -> dict[str, object]:
    author = entry.get("author_detail", {}).get("name") or entry.get("author")
    return {
        "title": entry.get("title"),
        "outlet": entry.get("source", {}).get("title") or feed.get("title"),
        "author": author,
        # as written, since a parsed day is converted to another time zone
        "published": entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
        "language": feed.get("language"),
    }


def _read_text(entry: "FeedParserDict") -> str:
    """Return the whole text of an entry, else its summary, with a blank line between paragraphs."""
    contents = [content for content in entry.get("content", []) if content.get("value")]
    best = max(contents, key=lambda content: len(content["value"]), default=None) or entry.get(
        "summary_detail", {}
    )
    value = normalise_characters(best.get("value") or "")
    if best.get("type") == "text/plain" or not value.strip():
        return value
    from analysis.reading.pages.boilerplate import is_boilerplate
    from analysis.reading.pages.parsing import list_lines, parse_page

    return "\n\n".join(
        line for line in list_lines(parse_page(f"<div>{value}</div>")) if not is_boilerplate(line)
    )


def _describe(item: str, entries: list["FeedParserDict"]) -> Iterator[Problem]:
    summaries = sum(not entry.get("content") for entry in entries)
    updates = sum("published" not in entry and "updated" in entry for entry in entries)
    if summaries:
        count = format_count(summaries, "of its entries has", "of its entries have")
        yield Problem(item, f"{count} only a description, which may be a summary of the article.", "note")
    if updates:
        count = format_count(updates, "of its entries states", "of its entries state")
        yield Problem(
            item, f"{count} only the day of an update, which is used as day of publication.", "note"
        )


def _recognise(head: bytes) -> bool:
    return _OPENING.match(head) is not None


FORMAT = Format("a feed", (".rss", ".atom", ".xml"), read_documents, _recognise)
