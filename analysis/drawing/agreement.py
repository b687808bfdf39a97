"""Show how far coders agree, as tables whose disagreements link to the passages of both coders."""

from collections.abc import Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.coders import SINGLE, confusion_matrix, pair_coders, precision_recall
from analysis.comparing.foremost import LISTED
from analysis.comparing.records import CoderAgreement, Disagreement, read_rows
from analysis.drawing.bounds import note_cut
from analysis.drawing.markup import Html, link_codes, table, text

UNKNOWN = "–"
PICKED = (
    "These cells were selected for correction, so they show what was wrong, not how often. "
    "Rows that a person left unchanged are not compared."
)
MEANING = {
    "stance": "stance, where both coded one",
    "stance or none": "stance or none, for every actor and issue",
    SINGLE: "stance or none, where a person corrected the machine’s table",
    "whether there is one": "whether there is a stance, for every actor and issue",
}


def agreement_table(agreement: pd.DataFrame) -> Html:
    """Show Krippendorff's alpha for each pair of coders, as ``coder_agreement`` returns it."""
    body = [
        [
            f"{text(row.one)} and {text(row.other)}",
            MEANING[row.variable],
            f"{row.documents:,}",
            f"{row.cells:,}",
            format_share(row.agree),
            format_coefficient(row.alpha),
            UNKNOWN
            if row.low is None
            else f"{format_coefficient(row.low)} to {format_coefficient(row.high)}",
        ]
        for row in read_rows(agreement, CoderAgreement)
    ]
    head = ["Coders", "Variable", "Articles", "Cells", "Same", "Alpha", "95 % interval"]
    picked = (
        f"<p>{MEANING[SINGLE].capitalize()}: {PICKED}</p>" if SINGLE in set(agreement["variable"]) else ""
    )
    return Html(table("Agreement between coders", head, body) + picked)


def confusion_tables(codes: Codes, coders: Sequence[str] = ()) -> Html:
    """Cross-tabulate the stances of each pair of coders.

    Args:
        codes: a coded corpus with human codings.
        coders: names of the coders to compare; all by default.
    """
    parts = []
    for one, other in pair_coders(codes, coders):
        counts = confusion_matrix(one, other, codes)
        body = [[text(value), *map(str, row)] for value, row in zip(counts.index, counts.values, strict=True)]
        caption = f"Rows: {one.name}; columns: {other.name}"
        shares = map(format_share, precision_recall(one, other))
        note = (
            f"<p>{PICKED}</p>"
            if one.singly or other.singly
            else f"<p>{_describe_overlap(one.name, other.name, *shares)}</p>"
        )
        parts.append(table(caption, [one.name, *map(str, counts.columns)], body) + note)
    return Html("".join(parts))


def _describe_overlap(one: str, other: str, precision: str, recall: str) -> str:
    return (
        f"{text(one)} has the same stance for {recall} of what {text(other)} coded; "
        f"{text(other)} has the same stance for {precision} of what {text(one)} coded."
    )


def disagreements_table(disagreements: pd.DataFrame) -> Html:
    """Show where coders differ, with links to the passages behind each coding."""
    if disagreements.empty:
        return Html("<p>The coders agree on every cell.</p>")
    body = [
        [
            f"{text(row.actor)} on {text(row.issue)}",
            text(row.doc_id),
            f"{text(row.one)}: {row.by_one}",
            f"{text(row.other)}: {row.by_other}",
            link_codes(row.statements),
        ]
        for row in read_rows(disagreements.head(LISTED), Disagreement)
    ]
    return Html(
        table(
            f"Disagreements{note_cut(len(disagreements))}",
            ["Cell", "Article", "First coder", "Second coder", "Evidence"],
            body,
            "chart-disagreements",
        )
    )


def format_share(value: float | None) -> str:
    """Format a share as a percentage."""
    return UNKNOWN if value is None or value != value else f"{100 * value:.0f} %"


def format_coefficient(value: float | None) -> str:
    """Format a coefficient with two decimals."""
    return UNKNOWN if value is None or value != value else f"{value:.2f}"
