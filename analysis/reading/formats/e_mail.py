"""Read e-mails (.eml), such as newsletters."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.files import read_article_bytes
from analysis.reading.binary import binary_error
from analysis.reading.decoding import decode
from analysis.reading.formats.format import Format
from analysis.reading.html_text import parse_html, read_paragraphs
from analysis.reading.normalising import normalise_characters
from analysis.reading.paragraphs import join_paragraphs
from analysis.reading.texts import build_articles, read_text

if TYPE_CHECKING:
    from email.message import EmailMessage, MIMEPart

    from analysis.reading.layouts import Export

_MAILING = ("list-unsubscribe", "list-id")
_FORWARDED = re.compile(r"^(?:(?:fwd?|re|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)
_FLOWED = re.compile(r"(?<=[^\n] )\n(?=[^\n>])")
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+(?=\r?\n)")
_OWN = (
    re.compile(rb"^From:", re.MULTILINE | re.IGNORECASE),
    re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path):", re.MULTILINE | re.IGNORECASE),
)
_NO_TEXT = "It has no text; save what is attached to it as files."


def read_documents(path: Path) -> Iterator[Document | Problem]:
    """Read an e-mail: its subject is the title, its day that of publication.

    Its sender is the outlet if the e-mail comes from a mailing list, as newsletters do, and else the author.
    Articles that a news archive sends are read one by one.
    Attachments are not read; a note names them.

    Yields:
        The documents and their warnings, or problems; see ``read_text``.

    Raises:
        StancebookError: if the file is empty, too big, or no e-mail with a text.
        OSError: if the file cannot be opened.
    """
    # slow to import, and most folders have no e-mails
    from email import message_from_bytes
    from email.policy import default

    raw = read_article_bytes(path)
    message = message_from_bytes(raw, policy=default)
    if not (_get(message, "from") or _get(message, "subject")):
        raise binary_error(raw) or StancebookError(
            "It is not an e-mail: it has neither a sender nor a subject; save it as .txt."
        )
    if export := _split_export(message):
        yield from build_articles(path, *export)
    elif text := _choose_text(message):
        yield from read_text(path, text, _read_headers(message))
    else:
        raise StancebookError(_NO_TEXT)
    attached = [part.get_filename() or part.get_content_type() for part in message.iter_attachments()]
    if attached:
        yield Problem(
            path.name, f"What is attached to it is not read: {', '.join(attached)}; save it as files.", "note"
        )


def _get(message: "EmailMessage", name: str) -> Any:
    """Return a header, as it is written if the library cannot parse it; None if there is none."""
    try:
        return message[name]
    except Exception:  # malformed headers make its parser fail in ever new ways
        return next((str(value) for key, value in message.raw_items() if key.lower() == name), None)


def _read_headers(message: "EmailMessage") -> dict[str, object]:
    senders = getattr(_get(message, "from"), "addresses", ())
    name = next((sender.display_name for sender in senders if sender.display_name), None)
    is_mailing = any(_get(message, header) for header in _MAILING)
    date = _get(message, "date")
    day = getattr(date, "datetime", None) or date
    return {
        "title": _FORWARDED.sub("", _get(message, "subject") or "").strip(),
        "outlet" if is_mailing else "author": name,
        "published": day if day is None or hasattr(day, "date") else str(day),
    }


def _split_export(message: "EmailMessage") -> "Export | None":
    """Return the articles of an e-mail that is a page of a news archive; None for any other e-mail."""
    # slow to import, and only web pages need it
    from analysis.reading.pages import parsing
    from analysis.reading.pages.layouts import split_export

    part = message.get_body(("html",))
    page = normalise_characters(_decode(part)) if part else ""
    return split_export(parsing.parse_page(page)) if page.strip() else None


def _choose_text(message: "EmailMessage") -> str | None:
    """Return the plain text, or the text of the page if there is no plain one or it only points there."""
    plain_part, page_part = message.get_body(("plain",)), message.get_body(("html",))
    plain = _read_plain(plain_part) if plain_part else ""
    page = _read_page(page_part) if page_part else ""
    is_stub = len(plain.split()) < len(page.split()) / 2
    return (page if is_stub else plain) or None


def _read_plain(part: "MIMEPart") -> str:
    text = _decode(part).replace("\r\n", "\n")
    return _FLOWED.sub("", text) if part.get_param("format") == "flowed" else text


def _read_page(part: "MIMEPart") -> str:
    root = parse_html(_decode(part))
    return "" if root is None else join_paragraphs(paragraph.text for paragraph in read_paragraphs(root))


def _decode(part: "MIMEPart") -> str:
    raw = part.get_payload(decode=True)
    return decode(raw, part.get_content_charset()) if isinstance(raw, bytes) and raw else ""


def _recognise(head: bytes) -> bool:
    """Return whether it begins with headers that only programs write, and has a sender."""
    headers = _HEADERS.match(head)
    return headers is not None and all(pattern.search(headers[0]) for pattern in _OWN)


FORMAT = Format("an e-mail", (".eml",), read_documents, _recognise)
