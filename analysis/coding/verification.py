"""Codes made elsewhere, by a person or another coder, put into the statements table.

Nothing is taken on trust: names must be of the codebook, words must stand in the document, or in the
description of the event of a chronology.
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

# a person’s code is not a guess
SURE = 1.0
# quotation marks as people type them, one character for one character
STRAIGHT = str.maketrans("‘’ʼ`´“”„«»″", "'" * 5 + '"' * 6)


@dataclass(frozen=True)
class Ground:
    """What a code may rest on.

    Attributes:
        text: an article, or what the coder of a chronology says of an event.
        earliest, latest: the days between which its statements were made, as far as nobody says more.
    """

    text: str
    earliest: str | None
    latest: str | None


def ground_of(source: Document | DatedEvent) -> Ground:
    """Return what a code of an article, or of an event of a chronology, may rest on.

    An article's statements were made by its publication. Those of an event that took place were made on
    its days; one that was planned was agreed on by then; of any other its days tell nothing.
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
    """What became of codes made elsewhere.

    Attributes:
        rows: of the statements table, in the order given.
        none: which coder says of which cell that there is no stance.
        problems: what could not be used.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    none: list[tuple[str, Cell]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Verifier:
    """Puts codes made elsewhere into documents.

    Args:
        documents: those that may be coded.
        chronology: events that may be coded, by the words that describe them.
        codebook: whose names are allowed.
        letter: what their identifiers begin with behind the document's.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        codebook: Codebook,
        letter: str,
        chronology: Iterable[DatedEvent] = (),
    ) -> None:
        self._grounds = {event.event_id: ground_of(event) for event in chronology}
        self._grounds |= {document.doc_id: ground_of(document) for document in documents}
        self._codebook = codebook
        self._letter = letter
        self._counts: dict[str, int] = {}
        self._keys: set[str] = set()
        self.verified = Verified()

    def add(self, item: str, coder: str, given: Mapping[str, Any]) -> None:
        """Place one code, or note why that cannot be.

        Args:
            item: what it is called in messages.
            coder: who made it.
            given: values by column of the statements table.
        """
        try:
            self._add(item, coder, {name: value for name, value in given.items() if value not in (None, "")})
        except StancebookError as error:
            self.verified.problems.append(Problem(item, str(error)))

    def _add(self, item: str, coder: str, given: Mapping[str, Any]) -> None:
        doc_id, actor = _text(given, "doc_id"), _text(given, "actor")
        if doc_id not in self._grounds:
            raise unknown_name_error("document", doc_id, self._grounds)
        ground = self._grounds[doc_id]
        cell = (doc_id, self._codebook.actor(actor).name, self._codebook.issue(_text(given, "issue")).name)
        if "stance" not in given:
            self.verified.none.append((coder, cell))
            return
        stance = _one_of(given, "stance")
        start, end = self._span(item, doc_id, given)
        self.verified.rows.append(
            {
                "statement_id": self._key(doc_id, coder, given),
                **dict(zip(("doc_id", "actor", "issue"), cell, strict=True)),
                "organisation": given.get("organisation"),
                "stance": stance,
                **{"start": start, "end": end, "evidence": ground.text[start:end]},
                **_condition(doc_id, ground, given, start),
                **_days(ground, given),
                "reason": str(given.get("reason", f"coded by {coder}")),
                "coder": coder,
                "confidence": _read_confidence(given) if not coder.startswith(HUMAN) else SURE,
            }
        )

    def _key(self, doc_id: str, coder: str, given: Mapping[str, Any]) -> str:
        """Return a statement's identifier: what a person's has already, unless it may be a machine's."""
        number = self._counts[doc_id] = self._counts.get(doc_id, 0) + 1
        own = str(given.get("statement_id", ""))
        is_free = own not in self._keys and not own.startswith(f"{doc_id}-")
        key = own if own and is_free and coder.startswith(HUMAN) else f"{doc_id}-{self._letter}{number}"
        self._keys.add(key)
        return key

    def _span(self, item: str, doc_id: str, given: Mapping[str, Any]) -> tuple[int, int]:
        """Return where the evidence stands: where it is said to, else where its words are found."""
        evidence, words = _text(given, "evidence"), self._grounds[doc_id].text
        start, end = _offset(given, "start"), _offset(given, "end")
        # a table keeps no line ends
        if start is not None and end is not None and words[start:end].split() == evidence.split():
            return start, end
        places = _places(words, evidence)
        if not places:
            raise StancebookError(
                f"evidence: {evidence[:80]!r} does not stand in {doc_id!r}. Quote its words exactly."
            )
        if len(places) > 1:
            what = f"evidence: {evidence[:80]!r} stands there {len(places)} times; the first is taken."
            self.verified.problems.append(Problem(item, what, "warning"))
        return places[0]


def _places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return where words stand, whatever their quotation marks and the spaces between them."""
    pattern = r"\s+".join(re.escape(word) for word in wanted.translate(STRAIGHT).split())
    # whole words: "war" does not stand in "forward"
    before, behind = (r"\b" if edge.isalnum() else "" for edge in (wanted[:1], wanted[-1:]))
    whole = f"{before}{pattern}{behind}" if pattern else "(?!)"
    return [match.span() for match in re.finditer(whole, text.translate(STRAIGHT))]


def _condition(doc_id: str, ground: Ground, given: Mapping[str, Any], near: int) -> dict[str, Any]:
    """Return the columns of a condition; of several places the one nearest to the evidence."""
    if given["stance"] != "conditional":
        return {}
    found: dict[str, Any] = {"if_met": _one_of(given, "if_met") if "if_met" in given else None}
    if "condition" in given:
        places = _places(ground.text, _text(given, "condition"))
        if not places:
            raise StancebookError(
                f"condition: {given['condition']!r} does not stand in {doc_id!r}. Quote it exactly."
            )
        start, end = min(places, key=lambda place: abs(place[0] - near))
        found |= {
            "condition_start": start,
            "condition_end": end,
            "condition": ground.text[start:end],
        }
    return found


def _text(given: Mapping[str, Any], column: str) -> str:
    value = given.get(column)
    if not isinstance(value, str) or not value.strip():
        raise StancebookError(f"{column}: expected a text, got {value!r}.")
    return value.strip()


def _one_of(given: Mapping[str, Any], column: str) -> str:
    value = _text(given, column).lower()
    if value not in tables.STANCES:
        raise StancebookError(f"{column}: {unknown_name_error('stance', value, tables.STANCES)}")
    return value


def _offset(given: Mapping[str, Any], column: str) -> int | None:
    try:
        return int(float(given[column]))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def _days(ground: Ground, given: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the columns of the days: those given, else those of what the code rests on."""
    earliest = _day(given, "earliest", ground.earliest)
    latest = _day(given, "latest", ground.latest)
    if earliest and latest and earliest > latest:
        raise StancebookError(f"earliest: {earliest} lies after latest, {latest}. Give both, in order.")
    return {"earliest": earliest, "latest": latest}


def _day(given: Mapping[str, Any], column: str, known: str | None) -> str | None:
    """Return the day given, else the one known; where day and month may be swapped, the known one."""
    value = given.get(column)
    if value is None:
        return known
    found = parse_days(str(value))
    if len(found) == 1 or known in found:
        return found[0] if len(found) == 1 else known
    raise StancebookError(f"{column}: expected a day as YYYY-MM-DD, such as 2025-05-19, got {value!r}.")


def _read_confidence(given: Mapping[str, Any]) -> float | None:
    if "confidence" not in given:
        return None
    try:
        value = float(given["confidence"])
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise StancebookError(f"confidence: expected a number from 0 to 1, got {given['confidence']!r}.")
    return value
