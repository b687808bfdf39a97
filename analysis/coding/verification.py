"""Verify codes by a person or another coder, and build rows of the statements table from them.

Everything is checked: names must be in the codebook, and evidence must occur in the document, or in the
description of the chronology event.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis import tables
from analysis.codebook import Codebook
from analysis.codes import Cell
from analysis.documents import Document, Problem
from analysis.errors import StancebookError, unknown_name_error
from analysis.reading.chronology import DatedEvent
from analysis.reading.codings import HUMAN
from analysis.reading.days import parse_days

# confidence of a person’s codes
HUMAN_CONFIDENCE = 1.0
# typed quotation marks and hyphens, each mapped to one character: offsets do not change
PLAIN = str.maketrans("‘’ʼ`´“”„«»″‐‑‒–—−", "'" * 5 + '"' * 6 + "-" * 6)


@dataclass(frozen=True)
class Ground:
    """The text that a code is based on.

    Attributes:
        text: the text of an article, or the description of a chronology event.
        earliest, latest: the range of days of its statements, used for codes without days.
    """

    text: str
    earliest: str | None
    latest: str | None


def find_ground(source: Document | DatedEvent) -> Ground:
    """Return the text and days on which a code of an article or a chronology event may be based.

    An article's statements were made by its publication day. Those of an event that occurred were made on
    its days, and those of a planned event by its last day; for any other event the days are unknown.
    """
    if isinstance(source, Document):
        return Ground(source.text, None, source.published)
    occurred = source.status == "occurred"
    return Ground(
        source.description,
        source.earliest if occurred else None,
        source.latest if occurred or source.status == "planned" else None,
    )


@dataclass
class Verified:
    """The results of verification.

    Attributes:
        rows: rows of the statements table, in the order of the codes.
        none: cells that a coder coded as having no stance, each as coder and cell.
        problems: codes that could not be used, and warnings.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    none: list[tuple[str, Cell]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Verifier:
    """Verifies codes by people or other coders and locates their evidence in the documents.

    Args:
        documents: the documents that may be coded.
        codebook: the actors and issues that may be used.
        letter: the letter before the number in the identifiers of the rows.
        chronology: the events that may be coded; their descriptions are the text.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        codebook: Codebook,
        letter: str,
        chronology: Iterable[DatedEvent] = (),
    ) -> None:
        self._grounds = {event.event_id: find_ground(event) for event in chronology}
        self._grounds |= {document.doc_id: find_ground(document) for document in documents}
        self._codebook = codebook
        self._letter = letter
        self._counts: dict[str, int] = {}
        self._keys: set[str] = set()
        self.verified = Verified()

    def add(self, item: str, coder: str, values: Mapping[str, Any]) -> None:
        """Verify one code, and add a row or a problem.

        Args:
            item: the name of the code in messages.
            coder: the name of the coder.
            values: values by column of the statements table.
        """
        try:
            self._add(item, coder, {name: value for name, value in values.items() if value not in (None, "")})
        except StancebookError as error:
            self.verified.problems.append(Problem(item, str(error)))

    def _add(self, item: str, coder: str, values: Mapping[str, Any]) -> None:
        doc_id, actor = _read_text(values, "doc_id"), _read_text(values, "actor")
        if doc_id not in self._grounds:
            raise unknown_name_error("document", doc_id, self._grounds)
        ground = self._grounds[doc_id]
        cell = (
            doc_id,
            self._codebook.actor(actor).name,
            self._codebook.issue(_read_text(values, "issue")).name,
        )
        if "stance" not in values:
            self.verified.none.append((coder, cell))
            return
        stance = _read_stance(values, "stance")
        start, end = self._locate_evidence(item, doc_id, values)
        self.verified.rows.append(
            {
                "statement_id": self._choose_id(doc_id, coder, values),
                **dict(zip(("doc_id", "actor", "issue"), cell, strict=True)),
                "organisation": values.get("organisation"),
                "stance": stance,
                **{"start": start, "end": end, "evidence": ground.text[start:end]},
                **_read_condition(doc_id, ground, values, start),
                **_read_days(ground, values),
                "reason": str(values.get("reason", f"coded by {coder}")),
                "coder": coder,
                "confidence": _read_confidence(values) if not coder.startswith(HUMAN) else HUMAN_CONFIDENCE,
            }
        )

    def contains(self, values: Mapping[str, Any]) -> bool:
        """Return whether the evidence of a code occurs in its document."""
        ground = self._grounds.get(str(values.get("doc_id", "")))
        return ground is not None and bool(find_places(ground.text, str(values.get("evidence", ""))))

    def _choose_id(self, doc_id: str, coder: str, values: Mapping[str, Any]) -> str:
        """Return a statement's identifier: the person's own, unless it is used or looks like a machine's."""
        number = self._counts[doc_id] = self._counts.get(doc_id, 0) + 1
        own = str(values.get("statement_id", ""))
        is_free = own not in self._keys and not own.startswith(f"{doc_id}-")
        key = own if own and is_free and coder.startswith(HUMAN) else f"{doc_id}-{self._letter}{number}"
        self._keys.add(key)
        return key

    def _locate_evidence(self, item: str, doc_id: str, values: Mapping[str, Any]) -> tuple[int, int]:
        """Return the span of the evidence: the given offsets if they match, else where the words occur."""
        evidence, words = _read_text(values, "evidence"), self._grounds[doc_id].text
        start, end = _read_offset(values, "start"), _read_offset(values, "end")
        # tables do not preserve line breaks
        if start is not None and end is not None and words[start:end].split() == evidence.split():
            return start, end
        places = find_places(words, evidence)
        if not places:
            raise StancebookError(
                f"evidence: {evidence[:80]!r} does not occur in {doc_id!r}. Quote its words exactly."
            )
        if len(places) > 1:
            what = f"evidence: {evidence[:80]!r} occurs {len(places)} times; using the first."
            self.verified.problems.append(Problem(item, what, "warning"))
        return places[0]


def find_places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return the spans at which words occur, ignoring differences in quotation marks, hyphens and spaces."""
    wanted = wanted.strip()
    pattern = r"\s+".join(re.escape(word) for word in wanted.translate(PLAIN).split())
    # whole words: "war" must not match in "forward"
    before, behind = (r"\b" if edge.isalnum() else "" for edge in (wanted[:1], wanted[-1:]))
    whole = f"{before}{pattern}{behind}" if pattern else "(?!)"
    return [match.span() for match in re.finditer(whole, text.translate(PLAIN))]


def _read_condition(doc_id: str, ground: Ground, values: Mapping[str, Any], near: int) -> dict[str, Any]:
    """Return the columns of a condition; of several occurrences, the one nearest to the evidence."""
    if values["stance"] != "conditional":
        return {}
    found: dict[str, Any] = {"if_met": _read_stance(values, "if_met") if "if_met" in values else None}
    if "condition" in values:
        places = find_places(ground.text, _read_text(values, "condition"))
        if not places:
            raise StancebookError(
                f"condition: {values['condition']!r} does not occur in {doc_id!r}. Quote it exactly."
            )
        start, end = min(places, key=lambda place: abs(place[0] - near))
        found |= {
            "condition_start": start,
            "condition_end": end,
            "condition": ground.text[start:end],
        }
    return found


def _read_text(values: Mapping[str, Any], column: str) -> str:
    value = values.get(column)
    if not isinstance(value, str) or not value.strip():
        raise StancebookError(f"{column}: expected a text, got {value!r}.")
    return value.strip()


def _read_stance(values: Mapping[str, Any], column: str) -> str:
    value = _read_text(values, column).lower()
    if value not in tables.STANCES:
        raise StancebookError(f"{column}: {unknown_name_error('stance', value, tables.STANCES)}")
    return value


def _read_offset(values: Mapping[str, Any], column: str) -> int | None:
    try:
        return int(float(values[column]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _read_days(ground: Ground, values: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the columns of the days: the given ones, or those of the text that the code is based on."""
    earliest = _read_day(values, "earliest", ground.earliest)
    latest = _read_day(values, "latest", ground.latest)
    if earliest and latest and earliest > latest:
        raise StancebookError(f"earliest: {earliest} is later than latest, {latest}. Correct one of them.")
    return {"earliest": earliest, "latest": latest}


def _read_day(values: Mapping[str, Any], column: str, known: str | None) -> str | None:
    """Return the given day, or else the known one; if day and month may be swapped, the known one."""
    value = values.get(column)
    if value is None:
        return known
    found = parse_days(str(value))
    if len(found) == 1 or known in found:
        return found[0] if len(found) == 1 else known
    raise StancebookError(f"{column}: expected a day as YYYY-MM-DD, such as 2025-05-19, got {value!r}.")


def _read_confidence(values: Mapping[str, Any]) -> float | None:
    if "confidence" not in values:
        return None
    try:
        value = float(values["confidence"])
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise StancebookError(f"confidence: expected a number from 0 to 1, got {values['confidence']!r}.")
    return value


def find_narrowest_quote(start: int, quotes: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the shortest attribution, a row of the quotes table, whose content contains an offset."""
    around = (quote for quote in quotes if any(begin <= start < end for begin, end in quote["content_spans"]))
    return min(around, key=lambda quote: quote["end"] - quote["start"], default=None)


def find_quote(statement: Mapping[str, Any], quotes: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the shortest attribution to a statement's actor that contains the start of its evidence."""
    own = (quote for quote in quotes if quote["actor"] == statement["actor"])
    narrowest = find_narrowest_quote(statement["start"], own)
    return None if narrowest is None else narrowest["quote_id"]
