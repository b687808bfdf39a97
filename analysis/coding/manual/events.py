"""Apply people's decisions to the machine's events: confirmed, changed, rejected or merged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.codes import Correction
from analysis.coding.manual.anchors import date_from_anchors
from analysis.coding.manual.decisions import shares_words
from analysis.coding.manual.settling import (
    ALIKE,
    SURE,
    Row,
    Settled,
    Span,
    find_nearest,
    find_row,
    is_missing,
    locate_rows,
    overlap,
    settle,
    to_plain,
)
from analysis.coding.verification import find_places
from analysis.documents import Document, Problem
from analysis.edtf import format_edtf
from analysis.reading.decisions import EventDecision

# what precedes a remark in a reason
FLAG = "; flagged: "


class EventRules:
    """How decisions and events are compared: by document, trigger and evidence.

    Args:
        texts: the texts of the documents.
        codebook: whose actors are looked for in events that the machine no longer codes.
    """

    noun, key, letter = "event", "event_id", "e"

    def __init__(self, texts: Mapping[str, str], codebook: Codebook) -> None:
        self._texts = texts
        self._codebook = codebook
        self._found: dict[EventDecision, tuple[Span, list[Span]] | None] = {}

    def rank(self, decision: EventDecision, row: Row) -> int | None:
        """Return 0 for the same words, 1 for another description, 2 for other evidence of the same trigger.

        Evidence that only resembles the decision's, or stands elsewhere, has the last rank.
        """
        found = self._find(decision)
        is_same = to_plain(row["evidence"]) == to_plain(decision.evidence)
        if found and any(overlap(one, (first, last)) for one in found[1] for first, last in row["mentions"]):
            is_described = to_plain(row["description"]) == to_plain(decision.description)
            return 2 - is_same - (is_same and is_described)
        words = self._texts[decision.doc_id][slice(*row["mentions"][0])]
        if to_plain(words) != to_plain(decision.trigger):
            return None
        is_near = found is not None and overlap(found[0], (row["start"], row["end"]))
        return ALIKE if is_same or is_near or shares_words(row, vars(decision)) else None

    def locate(self, decision: EventDecision) -> Span | None:
        """Return the span of the evidence, if it contains the trigger."""
        found = self._find(decision)
        return found[0] if found else None

    def _find(self, decision: EventDecision) -> tuple[Span, list[Span]] | None:
        """Return the span of the evidence, and those of the words of the trigger in it."""
        if decision not in self._found:
            text = self._texts.get(decision.doc_id, "")
            span = find_nearest(text, decision.evidence, decision.start)
            within = find_places(text[slice(*span)], decision.trigger) if span else []
            self._found[decision] = (
                (span, [(span[0] + begin, span[0] + end) for begin, end in within])
                if span and within
                else None
            )
        return self._found[decision]

    def build(self, decision: EventDecision, span: Span) -> Row:
        """Return the row of an event as a person described it; its type is unknown."""
        found = self._find(decision)
        assert found is not None
        evidence = self._texts[decision.doc_id][slice(*span)]
        actors = [
            actor.name
            for actor in self._codebook.actors
            if any(find_places(evidence, name) for name in (actor.name, *actor.aliases))
        ]
        return {
            "doc_id": decision.doc_id,
            **{"start": span[0], "end": span[1], "evidence": evidence},
            "mentions": [list(found[1][0])],
            "description": decision.description or evidence,
            **{"type": "OTHER", "status": "", "extent": "within", "actors": actors},
            **{name: [] for name in ("sources", "targets", "claimed_by", "after", "urls")},
            **dict.fromkeys(("earliest", "latest", "modality")),
            "reason": f"described by {decision.coder}",
        }

    def is_rejection(self, decision: EventDecision) -> bool:
        """Return whether this is no event."""
        return not decision.status

    def quote(self, decision: EventDecision) -> str:
        """Return the evidence."""
        return decision.evidence

    def list_values(self, decision: EventDecision) -> tuple[str, ...]:
        """Return status, days and the event of which it is another telling."""
        if not decision.status:
            return ("",)
        same = decision.same_doc_id, decision.same_evidence, decision.same_trigger
        return decision.status, decision.earliest, decision.latest, *map(to_plain, same)


def apply_to_events(
    events: pd.DataFrame,
    decisions: Sequence[EventDecision],
    documents: Iterable[Document],
    codebook: Codebook,
) -> tuple[pd.DataFrame, list[Correction], list[Problem]]:
    """Apply decisions to events.

    Args:
        events: the machine's events; those of a chronology stay as they are.
        decisions: people's decisions, table by table; no remarks.
        documents: the documents.
        codebook: the codebook.

    Returns:
        The events table, the decisions as applied, and warnings. What a person confirmed or changed has the
        person as coder and confidence 1, rejected events are gone, and ``same_as`` has the merges. Events
        that the text dates only relative to one that a person dated have days from it.
    """
    rules = EventRules({document.doc_id: document.text for document in documents}, codebook)
    settled = settle(events, decisions, rules)
    holding: dict[int, EventDecision] = {place: listed[-1] for place, listed in settled.decided.items()}
    rejected = {place for place, one in holding.items() if not one.status}
    gone = {settled.rows[place]["event_id"] for place in rejected}
    corrections = []
    for place, listed in settled.decided.items():
        row = settled.rows[place]
        for decision in {one.coder: one for one in listed}.values():
            corrections.append(_describe(decision, row, place in settled.made))
    for place, decision in holding.items():
        if decision.status:
            settled.rows[place] = _correct(settled.rows[place], decision)
    _merge(settled, holding, gone, rules)
    rows = [_detach(row, gone) if gone else row for row in settled.list_rows(rejected)]
    date_from_anchors(rows)
    return tables.check("events", tables.build("events", rows)), corrections, settled.problems


def _describe(decision: EventDecision, row: Row, is_made: bool) -> Correction:
    same = decision.status, decision.earliest, decision.latest, decision.same_doc_id
    if not decision.status:
        return Correction(decision.coder, "events", row["event_id"], "rejected")
    is_same = not is_made and same == (row["status"], *_read_days(row), "")
    return Correction(decision.coder, "events", row["event_id"], "confirmed" if is_same else "changed")


def _read_days(row: Row) -> tuple[str, str]:
    earliest, latest = ("" if is_missing(row[end]) else str(row[end]) for end in ("earliest", "latest"))
    return earliest, latest


def _correct(row: Row, decision: EventDecision) -> Row:
    """Return an event with the status and the days that a person decided on."""
    row = row | {"coder": decision.coder, "confidence": SURE}
    if row["status"] != decision.status:
        row |= {"status": decision.status, "modality": "denied" if decision.status == "denied" else None}
    if _read_days(row) == (decision.earliest, decision.latest):
        return row
    earliest, latest = decision.earliest or None, decision.latest or None
    why = decision.reason.partition(FLAG)[0]
    # the machine's reason does not apply to other days
    is_own = why not in ("", row["reason"], f"corrected by {decision.coder}")
    explained = f": {why}" if is_own else ""
    return row | {
        "earliest": earliest,
        "latest": latest,
        "edtf": format_edtf(earliest, latest, row["extent"]),
        "reason": f"dated by {decision.coder}{explained}",
        **dict.fromkeys(("anchor", "offset_min", "offset_max", "conflict")),
    }


def _merge(settled: Settled, holding: Mapping[int, EventDecision], gone: set[str], rules: EventRules) -> None:
    """Name in each event the one of which a person said that it is another telling; warn if there is none."""
    places = locate_rows(settled.rows)
    for place, decision in holding.items():
        if not decision.status or not decision.same_doc_id:
            continue
        named = {
            "doc_id": decision.same_doc_id,
            "evidence": decision.same_evidence,
            "trigger": decision.same_trigger,
        }
        wanted = replace(decision, **named, start="", end="")
        target = find_row(wanted, settled.rows, places[wanted.doc_id], rules)
        key = None if target is None or target == place else settled.rows[target]["event_id"]
        if key is None or key in gone:
            message = (
                f"same_evidence: there is no other event {decision.same_evidence[:80]!r} in "
                f"{decision.same_doc_id!r} of which this could be another telling, so it is not merged."
            )
            settled.problems.append(Problem(decision.item, message, "warning"))
        else:
            settled.rows[place]["same_as"] = key


def _detach(row: Row, gone: set[str]) -> Row:
    """Return an event without references to events that are gone."""
    row = row | {"after": [key for key in row["after"] if key not in gone]}
    if row.get("anchor") in gone:
        row |= dict.fromkeys(("anchor", "offset_min", "offset_max"))
    return row
