"""Apply people's decisions on events and attributions to the machine's tables."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Correction
from analysis.coding.manual.attributions import Speaker, apply_to_attributions, find_speaker
from analysis.coding.manual.events import apply_to_events
from analysis.documents import Document, Problem
from analysis.reading.decisions import Decision, EventDecision
from analysis.tables import Tables


@dataclass
class Applied:
    """Tables as people corrected them.

    Attributes:
        tables: the corrected tables, by name: events, quotes, both or none.
        speakers: the speakers that people decided on, by ``quote_id``.
        corrections: the decisions as applied.
        problems: decisions that could not be used, and warnings.
    """

    tables: Tables = field(default_factory=dict)
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()

    def list_renamed(self, machine: pd.DataFrame) -> dict[str, str]:
        """Return the corrected speaker of each statement of the machine that has one, by identifier."""
        if not self.speakers:
            return {}
        columns = ("statement_id", "quote_id", "actor")
        named = machine[machine["quote_id"].isin(list(self.speakers))][list(columns)]
        rows = (dict(zip(columns, row, strict=True)) for row in named.itertuples(index=False))
        found = {row["statement_id"]: find_speaker(row, self.speakers) for row in rows}
        return {key: one.after for key, one in found.items() if one and one.after}


def apply_decisions(
    decisions: Collection[Decision],
    documents: Collection[Document],
    codebook: Codebook,
    machine: Mapping[str, pd.DataFrame],
) -> Applied:
    """Apply people's decisions; a row without a coder is a remark and decides nothing.

    Args:
        decisions: the rows of their tables, in order.
        documents: the documents.
        codebook: the codebook.
        machine: the machine's tables.
    """
    made = [one for one in decisions if one.coder]
    on_events = [one for one in made if isinstance(one, EventDecision)]
    on_quotes = [one for one in made if not isinstance(one, EventDecision)]
    applied = Applied()
    if on_events:
        table, corrections, problems = apply_to_events(machine["events"], on_events, documents, codebook)
        applied = Applied({"events": table}, {}, tuple(corrections), tuple(problems))
    if on_quotes:
        table, speakers, corrections, problems = apply_to_attributions(
            machine["quotes"], on_quotes, documents, codebook
        )
        applied = Applied(
            {**applied.tables, "quotes": table},
            speakers,
            (*applied.corrections, *corrections),
            (*applied.problems, *problems),
        )
    return applied
