"""Apply people's decisions to the machine's attributions, and a corrected speaker to its statements."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook
from analysis.codes import Correction
from analysis.coding.manual.decisions import shares_words
from analysis.coding.manual.settling import (
    ALIKE,
    SURE,
    Row,
    Span,
    find_nearest,
    is_missing,
    overlap,
    settle,
    to_plain,
)
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.language.marks import find_quoted_spans
from analysis.reading.decisions import AttributionDecision

# minimum share of quoted letters and digits for a direct attribution, as in ``coding.quotes.directness``
DIRECT = 0.9


class AttributionRules:
    """How decisions and attributions are compared: by document and content.

    Args:
        texts: the texts of the documents.
    """

    noun, key, letter = "attribution", "quote_id", "q"

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._found: dict[AttributionDecision, Span | None] = {}

    def rank(self, decision: AttributionDecision, row: Row) -> int | None:
        """Return 0 for the same content at its place; it is alike elsewhere, or if it shares the source.

        Contents of one source are alike if they overlap or one has the words of the other.
        """
        found = self.locate(decision)
        is_near = found is not None and overlap(found, (row["start"], row["end"]))
        if to_plain(row["content"]) == to_plain(decision.content):
            return 0 if is_near else ALIKE
        if is_missing(row["source"]) or to_plain(row["source"]) != to_plain(decision.source):
            return None
        is_part = shares_words({"evidence": row["content"]}, {"evidence": decision.content})
        return ALIKE if is_near or is_part else None

    def locate(self, decision: AttributionDecision) -> Span | None:
        """Return the span of the content."""
        if decision not in self._found:
            text = self._texts.get(decision.doc_id, "")
            self._found[decision] = find_nearest(text, decision.content, decision.start)
        return self._found[decision]

    def build(self, decision: AttributionDecision, span: Span) -> Row:
        """Return the row of an attribution as a person described it."""
        text = self._texts[decision.doc_id]
        source = find_nearest(text, decision.source, str(span[0])) if decision.source else None
        return {
            "doc_id": decision.doc_id,
            "source_start": source[0] if source else None,
            "source_end": source[1] if source else None,
            "source": text[slice(*source)] if source else None,
            **{"start": span[0], "end": span[1], "content": text[slice(*span)]},
            "content_spans": [list(span)],
            "actor": None,
            "directness": classify_directness(text, span),
            "sourcing": decision.sourcing,
        }

    def is_rejection(self, decision: AttributionDecision) -> bool:
        """Return whether this is no attribution."""
        return not decision.sourcing

    def quote(self, decision: AttributionDecision) -> str:
        """Return the content."""
        return decision.content

    def list_values(self, decision: AttributionDecision) -> tuple[str, ...]:
        """Return the sourcing and the speaker."""
        return (decision.sourcing, decision.actor) if decision.sourcing else ("",)


def classify_directness(text: str, span: Span) -> str:
    """Return how much of a span of a text is in quotation marks: ``direct``, ``mixed`` or ``indirect``."""
    first = text.rfind("\n", 0, span[0]) + 1
    quoted = [(first + begin, first + end) for begin, end in find_quoted_spans(text[first : span[1] + 1])]
    letters = [place for place in range(*span) if text[place].isalnum()]
    inside = sum(any(begin <= place < end for begin, end in quoted) for place in letters)
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT * len(letters) else "mixed"


class Speaker(NamedTuple):
    """What a person decided on the speaker of an attribution.

    Attributes:
        before: the actor according to the machine; None if it found none.
        after: the actor according to the person; None if it is nobody in the codebook, or no attribution.
        coder: the person.
    """

    before: str | None
    after: str | None
    coder: str


def apply_to_attributions(
    quotes: pd.DataFrame,
    decisions: Iterable[AttributionDecision],
    documents: Iterable[Document],
    codebook: Codebook,
) -> tuple[pd.DataFrame, dict[str, Speaker], list[Correction], list[Problem]]:
    """Apply decisions to attributions.

    Args:
        quotes: the machine's attributions.
        decisions: people's decisions, table by table; no remarks.
        documents: the documents.
        codebook: the actors that a speaker may be.

    Returns:
        The quotes table, the speakers that people decided on by ``quote_id``, the decisions as applied, and
        problems. What a person confirmed or changed has the person as coder, confidence 1 and no doubt;
        rejected attributions are gone.
    """
    named, problems = _name_actors(decisions, codebook)
    rules = AttributionRules({document.doc_id: document.text for document in documents})
    settled = settle(quotes, named, rules)
    speakers, corrections, gone = {}, [], set()
    for place, listed in settled.decided.items():
        row, last = settled.rows[place], listed[-1]
        for decision in {one.coder: one for one in listed}.values():
            corrections.append(_describe(decision, row, place in settled.made))
        before = None if is_missing(row["actor"]) else str(row["actor"])
        after = last.actor if last.sourcing and last.actor else None
        speakers[row["quote_id"]] = Speaker(before, after, last.coder)
        changed = {"actor": after, "sourcing": last.sourcing, "coder": last.coder}
        settled.rows[place] = row | changed | {"confidence": SURE, "doubt": None}
        if not last.sourcing:
            gone.add(place)
    table = tables.check("quotes", tables.build("quotes", settled.list_rows(gone)))
    return table, speakers, corrections, [*problems, *settled.problems]


def _name_actors(
    decisions: Iterable[AttributionDecision], codebook: Codebook
) -> tuple[list[AttributionDecision], list[Problem]]:
    """Return decisions with the codebook's names of the speakers, and a problem for each unknown name."""
    named, problems = [], []
    for decision in decisions:
        try:
            actor = codebook.actor(decision.actor).name if decision.actor else ""
            named.append(replace(decision, actor=actor))
        except StancebookError as error:
            problems.append(Problem(decision.item, f"actor: {error}"))
    return named, problems


def _describe(decision: AttributionDecision, row: Row, is_made: bool) -> Correction:
    if not decision.sourcing:
        return Correction(decision.coder, "quotes", row["quote_id"], "rejected")
    actor = "" if is_missing(row["actor"]) else row["actor"]
    is_same = not is_made and (decision.actor, decision.sourcing) == (actor, row["sourcing"])
    return Correction(decision.coder, "quotes", row["quote_id"], "confirmed" if is_same else "changed")


def apply_to_statements(statements: pd.DataFrame, speakers: Mapping[str, Speaker]) -> pd.DataFrame:
    """Carry people's decisions on speakers over to the statements in those attributions.

    Only statements of the attribution's own speaker are concerned, not those of others whom it speaks of. A
    doubt about the speaker is settled by a person's decision on it.

    Args:
        statements: statements of the machine on which no person decided.
        speakers: the speakers that people decided on, by ``quote_id``.

    Returns:
        The statements with the speakers corrected, without those of nobody in the codebook.
    """
    if statements.empty or not speakers:
        return statements
    listed: list[Any] = statements.to_dict("records")
    rows: list[Row] = []
    for row in listed:
        speaker = find_speaker(row, speakers)
        if speaker is None:
            rows.append(row)
        elif speaker.after == speaker.before:
            rows.append({**row, "doubt": None})
        elif speaker.after is not None:
            reason = f"{row['reason']}; speaker corrected by {speaker.coder}"
            changed = {"actor": speaker.after, "organisation": None, "doubt": None, "reason": reason}
            rows.append({**row, **changed})
    return tables.build("statements", rows)


def find_speaker(statement: Mapping[str, object], speakers: Mapping[str, Speaker]) -> Speaker | None:
    """Return the decision on the speaker of a statement; None if nobody decided on it."""
    speaker = speakers.get(str(statement["quote_id"]))
    return speaker if speaker is not None and speaker.before == statement["actor"] else None
