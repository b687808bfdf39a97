"""Documents put into a database that is being written, and where spans then stand in DNA's count."""

from collections.abc import Mapping
from typing import Any

from analysis.documents import Document, Problem
from analysis.exchange.dna.content import Content, doc_id, document_of, is_address, seconds_of
from analysis.exchange.dna.draft import Draft
from analysis.exchange.dna.positions import to_utf16
from analysis.exchange.foreign_database import Row
from analysis.exchange.offsets import PLANE, is_astral
from analysis.reading.normalising import one_line
from analysis.text import count

COLUMNS = {"title": "Title", "outlet": "Source", "author": "Author"}
STAND_IN = "□"
"""Stands for a character that DNA's window and lists count differently; one for one, so offsets hold."""


class Texts:
    """The documents of a draft.

    Args:
        draft: where they are put.
        before: what came with the database.
        documents: rows of the documents table; one that came with the database goes back as it was but for
            what differs, and one that is not there any more goes.

    Attributes:
        ids: DNA's number of each document.
        changed: the documents whose text is not what it was.
        problems: what could not be carried over.
    """

    def __init__(self, draft: Draft, before: Content, documents: list[dict[str, Any]]) -> None:
        self._draft = draft
        self._before = before
        self._rows = {row["ID"]: row for row in draft.rows["DOCUMENTS"]}
        self.ids: dict[str, int] = {}
        self.changed: set[str] = set()
        self.problems: list[Problem] = []
        read = {number: document_of(row)[0] for number, row in before.texts.items()}
        names = {document.doc_id: number for number, document in read.items() if document}
        for given in documents:
            name = given["doc_id"]
            if name in names:
                self.ids[name] = names[name]
                document = read[names[name]]
                assert document is not None
                self._update(self._rows[names[name]], document, given)
            else:
                self.ids[name] = self._add(given)
        self._remove({number for name, number in names.items() if name not in self.ids})
        if languages := sum(given.get("language") is not None for given in documents):
            self._tell("documents", f"The language of {languages} has no place in DNA.")

    def _tell(self, item: str, what: str) -> None:
        self.problems.append(Problem(item, what, "warning"))

    def _add(self, given: Mapping[str, Any]) -> int:
        cells: dict[str, Any] = {
            column: self._draft.short(given.get(name) or "") for name, column in COLUMNS.items()
        }
        if not given.get("published"):
            self._tell(given["doc_id"], "It has no day and DNA needs one: 1970-01-01 stands for it.")
        cells |= {
            "Title": cells["Title"] or self._draft.short(given["doc_id"]),
            "Text": self._plain(given),
            "Notes": given.get("url") or "",
            "Date": seconds_of(given.get("published")),
        }
        number = self._draft.add("DOCUMENTS", **cells, Coder=1)
        self._rows[number] = self._draft.rows["DOCUMENTS"][-1]
        return number

    def _plain(self, given: Mapping[str, Any]) -> str:
        """Return a text without what DNA counts in two ways."""
        text: str = given["text"]
        if not is_astral(text):
            return text
        signs = count(sum(sign > PLANE for sign in text), "character")
        what = f"{signs} beyond U+FFFF (such as emoji) replaced by {STAND_IN}: DNA counts them in two ways."
        self._tell(given["doc_id"], what)
        return "".join(STAND_IN if sign > PLANE else sign for sign in text)

    def _update(self, row: Row, document: Document, given: Mapping[str, Any]) -> None:
        """Put into a row what is not as it was."""
        for name, column in COLUMNS.items():
            if given.get(name) != getattr(document, name):
                row[column] = self._draft.short(given.get(name) or "")
        if given.get("published") != document.published:
            row["Date"] = seconds_of(given.get("published"))
        if given.get("url") != document.url:
            if not row["Notes"].strip() or is_address(row["Notes"].strip()):
                row["Notes"] = given.get("url") or ""
            else:
                self._tell(document.doc_id, "Its address has no place in DNA beside its notes.")
        if given["text"] != document.text:
            self.changed.add(document.doc_id)
            row["Text"] = self._plain(given)

    def _remove(self, numbers: set[int]) -> None:
        """Remove documents that are not there any more, with their statements."""
        if not numbers:
            return
        lost = [row["ID"] for row in self._draft.rows["STATEMENTS"] if row["DocumentId"] in numbers]
        self._draft.remove("DOCUMENTS", numbers)
        self._draft.remove_statements(lost)
        gone, statements = count(len(numbers), "document"), count(len(lost), "statement")
        what = f"Left out, because the corpus no longer has them: {gone}, with {statements}."
        self._tell("documents", what)

    def span(self, name: str, start: int, end: int) -> tuple[int, int]:
        """Return where a span of a document stands by DNA's count: UTF-16 units of its text."""
        number = self.ids[name]
        raw: str = self._rows[number]["Text"]
        if number in self._before.texts and name not in self.changed:
            positions = self._before.positions(number)
            first, last = positions.to_raw(start, end)
            if one_line(raw[first:last]) != one_line(positions.text[start:end]):
                self._tell(
                    name, f"The words at {start} to {end} may be marked by a character more or less in DNA."
                )
        else:
            first, last = start, end
        return (to_utf16(raw, first), to_utf16(raw, last)) if is_astral(raw) else (first, last)

    def move_others(self, moved: set[int]) -> None:
        """Find the words of statements again in documents whose text changed.

        Args:
            moved: the statements that stand where the table says.
        """
        lost = []
        for row in self._draft.rows["STATEMENTS"]:
            name = doc_id(row["DocumentId"])
            if name not in self.changed or row["ID"] in moved:
                continue
            place = self._place(row)
            if place is None:
                lost.append(row["ID"])
            else:
                row["Start"], row["Stop"] = self.span(name, *place)
        self._draft.remove_statements(lost)
        if lost:
            statements = count(len(lost), "statement")
            what = f"Left out, because the words are not in the changed documents: {statements}."
            self._tell("statements", what)

    def _place(self, row: Row) -> tuple[int, int] | None:
        """Return where the words of a statement stand now, nearest to where they stood."""
        place = self._before.place(row)
        if place is None:
            return None
        words = self._before.positions(row["DocumentId"]).text[slice(*place)]
        text: str = self._rows[row["DocumentId"]]["Text"]
        behind, ahead = text.find(words, place[0]), text.rfind(words, 0, place[0] + len(words))
        found = [spot for spot in (behind, ahead) if spot >= 0]
        start = min(found, key=lambda spot: abs(spot - place[0]), default=None)
        return None if start is None else (start, start + len(words))
