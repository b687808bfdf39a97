"""How far coders agree, as tables whose disagreements lead to the words of both."""

from collections.abc import Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.coders import SINGLE, compared, confusion, found
from analysis.comparing.records import Agreed, Disagreement, rows
from analysis.drawing.markup import Html, links, table, text

UNKNOWN = "–"
PICKED = (
    "These cells were picked out to be corrected: they show what was wrong, not how often. "
    "Rows that a person left as they were are not compared."
)
MEANING = {
    "stance": "stance, where both coded one",
    "stance or none": "stance or none, on every actor and issue",
    SINGLE: "stance or none, where a person corrected the machine’s table",
    "whether there is one": "whether there is a stance, on every actor and issue",
}


def agreement_table(agreement: pd.DataFrame) -> Html:
    """Show Krippendorff's alpha of each pair of coders, as ``coder_agreement`` returns it."""
    body = [
        [
            f"{text(row.one)} and {text(row.other)}",
            MEANING[row.variable],
            f"{row.documents:,}",
            f"{row.cells:,}",
            share(row.agree),
            number(row.alpha),
            UNKNOWN if row.low is None else f"{number(row.low)} to {number(row.high)}",
        ]
        for row in rows(agreement, Agreed)
    ]
    head = ["Coders", "Variable", "Articles", "Cells", "Same", "Alpha", "95 % interval"]
    picked = (
        f"<p>{MEANING[SINGLE].capitalize()}: {PICKED}</p>" if SINGLE in set(agreement["variable"]) else ""
    )
    return Html(table("Agreement between coders", head, body) + picked)


def confusion_tables(codes: Codes, coders: Sequence[str] = ()) -> Html:
    """Show for each pair of coders which stance of one meets which of the other.

    Args:
        codes: a coded corpus with human codings.
        coders: whom to compare; all by default.
    """
    parts = []
    for one, other in compared(codes, coders):
        counts = confusion(one, other, codes)
        body = [[text(value), *map(str, row)] for value, row in zip(counts.index, counts.values, strict=True)]
        caption = f"Rows: {one.name}; columns: {other.name}"
        shares = map(share, found(one, other))
        said = (
            f"<p>{PICKED}</p>"
            if one.singly or other.singly
            else f"<p>{_found(one.name, other.name, *shares)}</p>"
        )
        parts.append(table(caption, [one.name, *map(str, counts.columns)], body) + said)
    return Html("".join(parts))


def _found(one: str, other: str, precision: str, recall: str) -> str:
    return (
        f"Of what {text(other)} coded, {text(one)} has {recall} the same way; "
        f"of what {text(one)} coded, {text(other)} has {precision}."
    )


def disagreements_table(disagreements: pd.DataFrame) -> Html:
    """Show where coders differ, with links to the words that each rests on."""
    if disagreements.empty:
        return Html("<p>The coders agree on every cell.</p>")
    body = [
        [
            f"{text(row.actor)} on {text(row.issue)}",
            text(row.doc_id),
            f"{text(row.one)}: {row.by_one}",
            f"{text(row.other)}: {row.by_other}",
            links(row.statements),
        ]
        for row in rows(disagreements, Disagreement)
    ]
    return Html(
        table("Disagreements", ["Cell", "Article", "One", "Other", "Words"], body, "chart-disagreements")
    )


def share(value: float | None) -> str:
    """Return a share in per cent."""
    return UNKNOWN if value is None or value != value else f"{100 * value:.0f} %"


def number(value: float | None) -> str:
    """Return a coefficient with two digits."""
    return UNKNOWN if value is None or value != value else f"{value:.2f}"
