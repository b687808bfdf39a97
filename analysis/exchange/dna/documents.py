"""Add documents to a database that is being written, and convert spans to DNA's offsets."""

from collections.abc import Mapping
from typing import Any

from analysis.documents import Document, Problem
from analysis.exchange.dna.content import Content, build_document, format_doc_id, is_address, to_seconds
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.positions import to_utf16
from analysis.exchange.foreign_database import Row
from analysis.exchange.offsets import PLANE, is_astral
from analysis.reading.normalising import to_one_line
from analysis.text import format_count

COLUMNS = {"title": "Title", "outlet": "Source", "author": "Author"}
STAND_IN = "□"
"""Replacement for a character that DNA's window and lists count differently; offsets do not change."""


class Texts:
    """The documents of a draft.

    Args:
        draft: the draft to add them to.
        before: the content of the original database.
        documents: rows of the documents table. A document of the original database is written back with
            only the differences changed; one that is missing from the table is removed.

    Attributes:
        ids: the DNA ID of each document.
        changed: the documents whose text has changed.
        problems: content that could not be transferred.
    """

    def __init__(self, draft: Draft, before: Content, documents: list[dict[str, Any]]) -> None:
        self._draft = draft
        self._before = before
        self._rows = {row["ID"]: row for row in draft.rows["DOCUMENTS"]}
        self.ids: dict[str, int] = {}
        self.changed: set[str] = set()
        self.problems: list[Problem] = []
        originals = {number: build_document(row)[0] for number, row in before.texts.items()}
        names = {document.doc_id: number for number, document in originals.items() if document}
        for row in documents:
            name = row["doc_id"]
            if name in names:
                self.ids[name] = names[name]
                document = originals[names[name]]
                assert document is not None
                self._update(self._rows[names[name]], document, row)
            else:
                self.ids[name] = self._add(row)
        self._remove({number for name, number in names.items() if name not in self.ids})
        if languages := sum(row.get("language") is not None for row in documents):
            self._warn(
                "documents", f"The language of {format_count(languages, 'document')} cannot be stored in DNA."
            )

    def _warn(self, item: str, what: str) -> None:
        self.problems.append(Problem(item, what, "warning"))

    def _add(self, row: Mapping[str, Any]) -> int:
        cells: dict[str, Any] = {
            column: self._draft.shorten(row.get(name) or "") for name, column in COLUMNS.items()
        }
        if not row.get("published"):
            self._warn(row["doc_id"], "It has no date, which DNA requires; 1970-01-01 was used.")
        cells |= {
            "Title": cells["Title"] or self._draft.shorten(row["doc_id"]),
            "Text": self._replace_astral(row),
            "Notes": row.get("url") or "",
            "Date": to_seconds(row.get("published")),
        }
        number = self._draft.add("DOCUMENTS", **cells, Coder=1)
        self._rows[number] = self._draft.rows["DOCUMENTS"][-1]
        return number

    def _replace_astral(self, row: Mapping[str, Any]) -> str:
        """Return a text with the characters replaced that DNA counts in two ways."""
        text: str = row["text"]
        if not is_astral(text):
            return text
        chars = format_count(sum(char > PLANE for char in text), "character")
        what = f"{chars} beyond U+FFFF (such as emoji) replaced by {STAND_IN}: DNA counts them in two ways."
        self._warn(row["doc_id"], what)
        return "".join(STAND_IN if char > PLANE else char for char in text)

    def _update(self, row: Row, document: Document, current: Mapping[str, Any]) -> None:
        """Update a row where the document differs from the original."""
        for name, column in COLUMNS.items():
            if current.get(name) != getattr(document, name):
                row[column] = self._draft.shorten(current.get(name) or "")
        if current.get("published") != document.published:
            row["Date"] = to_seconds(current.get("published"))
        if current.get("url") != document.url:
            if not row["Notes"].strip() or is_address(row["Notes"].strip()):
                row["Notes"] = current.get("url") or ""
            else:
                self._warn(
                    document.doc_id,
                    "Its address was omitted: the Notes field, which would hold it, is in use.",
                )
        if current["text"] != document.text:
            self.changed.add(document.doc_id)
            row["Text"] = self._replace_astral(current)

    def _remove(self, numbers: set[int]) -> None:
        """Remove documents that are no longer in the table, with their statements."""
        if not numbers:
            return
        lost = [row["ID"] for row in self._draft.rows["STATEMENTS"] if row["DocumentId"] in numbers]
        self._draft.remove("DOCUMENTS", numbers)
        self._draft.remove_statements(lost)
        gone, statements = format_count(len(numbers), "document"), format_count(len(lost), "statement")
        what = f"Omitted, because the corpus no longer has them: {gone}, with {statements}."
        self._warn("documents", what)

    def convert_span(self, name: str, start: int, end: int) -> tuple[int, int]:
        """Return a document's span in DNA's offsets: UTF-16 units of its text."""
        number = self.ids[name]
        raw: str = self._rows[number]["Text"]
        if number in self._before.texts and name not in self.changed:
            positions = self._before.normalise_document(number)
            first, last = positions.to_raw(start, end)
            if to_one_line(raw[first:last]) != to_one_line(positions.text[start:end]):
                self._warn(name, f"In DNA, the span {start} to {end} may be off by a character.")
        else:
            first, last = start, end
        return (to_utf16(raw, first), to_utf16(raw, last)) if is_astral(raw) else (first, last)

    def relocate_statements(self, located: set[int]) -> None:
        """Locate statements again by their words in documents whose text has changed.

        Args:
            located: the statements whose position the table states.
        """
        lost = []
        for row in self._draft.rows["STATEMENTS"]:
            name = format_doc_id(row["DocumentId"])
            if name not in self.changed or row["ID"] in located:
                continue
            span = self._relocate(row)
            if span is None:
                lost.append(row["ID"])
            else:
                row["Start"], row["Stop"] = self.convert_span(name, *span)
        self._draft.remove_statements(lost)
        if lost:
            statements = format_count(len(lost), "statement")
            what = f"Omitted, because the words are not in the changed documents: {statements}."
            self._warn("statements", what)

    def _relocate(self, row: Row) -> tuple[int, int] | None:
        """Return the new span of a statement's words, the nearest to the old one."""
        span = self._before.find_span(row)
        if span is None:
            return None
        words = self._before.normalise_document(row["DocumentId"]).text[slice(*span)]
        text: str = self._rows[row["DocumentId"]]["Text"]
        following, preceding = text.find(words, span[0]), text.rfind(words, 0, span[0] + len(words))
        found = [offset for offset in (following, preceding) if offset >= 0]
        start = min(found, key=lambda offset: abs(offset - span[0]), default=None)
        return None if start is None else (start, start + len(words))
