"""Show comparisons as charts and tables: agreement, accounts, quotations, sources."""

import pandas as pd

from analysis.comparing.foremost import LISTED
from analysis.comparing.records import (
    Characterisation,
    OneSided,
    Pair,
    Quote,
    QuotedActor,
    SourcingLevel,
    Statement,
    read_rows,
)
from analysis.comparing.support import is_person
from analysis.drawing.bars import Segment, bar_chart
from analysis.drawing.bounds import note_partial
from analysis.drawing.markup import Html, link_code, link_codes, table, text
from analysis.drawing.style import DIRECTNESS, RELATION, SOURCING
from analysis.drawing.wording import CHECKED
from analysis.text import clean_line

LONGEST_WORDS = 160
# the group of characterisations whose target is a pronoun or the like
NO_TOPIC = "other"


def agreement_chart(agreement: pd.DataFrame) -> Html:
    """Draw on how many shared issues each pair of actors agrees or differs.

    Args:
        agreement: as ``comparing.stances.agreement`` returns it.
    """
    bars = []
    for pair in read_rows(agreement, Pair):
        segments = [
            Segment(relation, colour, pair.statements[relation], len(pair.issues[relation]))
            for relation, colour in RELATION.items()
        ]
        bars.append((f"{pair.actor} – {pair.other}", segments))
    caption = (
        "Issues on which both actors take a position. Partly: at least one of the two positions is "
        "conditional, neutral or mixed. With few shared issues, read these as counts, not as an estimate."
    )
    return bar_chart("agreement", "Agreement between actors", bars, "shared issues", caption)


def quoted_chart(quoted: pd.DataFrame) -> Html:
    """Draw who is quoted how often and how directly, as ``comparing.accounts.quoted`` returns it."""
    bars = []
    for row in read_rows(quoted, QuotedActor):
        segments = [
            Segment(kind, colour, row.quotes[kind], checked=row.checked[kind])
            for kind, colour in DIRECTNESS.items()
        ]
        bars.append((row.actor, segments))
    caption = "Direct: entirely in quotation marks; mixed: partly; indirect: paraphrased by the article."
    return bar_chart("quoted", "Who is quoted, and how", bars, "attributions", caption)


def sourced_chart(sourced: pd.DataFrame) -> Html:
    """Draw how well claims are sourced, as ``comparing.accounts.sourced`` returns it."""
    bars = [
        (row.sourcing, [Segment(row.sourcing, SOURCING[row.sourcing], row.quotes, checked=row.checked)])
        for row in read_rows(sourced, SourcingLevel)
    ]
    caption = (
        "Named: identified by name, or by a pronoun for a name; role: by office or as a defined group; "
        "anonymous: an unnamed insider; vague: experts, surveys, “many”; none: no source given."
    )
    return bar_chart("sourced", "How well claims are sourced", bars, "attributions", caption)


def characterisations_table(tones: pd.DataFrame) -> Html:
    """Show how actors characterise things, as ``comparing.accounts.characterisations`` returns it."""
    if tones.empty:
        return Html("<p>No characterisations were found in this selection.</p>")
    body = [
        [
            text(row.topic or NO_TOPIC),
            text(row.target),
            text(row.actor),
            text(row.side),
            link_code(row.tone_id, f"“{row.expression}”"),
            row.polarity,
        ]
        for row in read_rows(tones.head(LISTED), Characterisation)
    ]
    return Html(
        note_partial(LISTED, len(tones), "characterisations", "tones.csv")
        + table(
            "Characterisations",
            ["Topic", "Target", "Actor", "Side", "Words", "Polarity"],
            body,
            "chart-tones",
            "tones.csv",
            grouped=True,
        )
    )


def weak_claims_table(quotes: pd.DataFrame) -> Html:
    """Show claims with weak or doubtful sources, as ``weak_claims`` returns them."""
    if quotes.empty:
        return Html("<p>No weakly sourced claims were found in this selection.</p>")
    body = [
        [text(row.source or "no source"), row.sourcing,
         _link_claim(row), text(row.doubt or "")]
        for row in read_rows(quotes.head(LISTED), Quote)
    ]  # fmt: skip
    head = ["Source", "Sourcing", "Claim", "Probable misattribution"]
    left_out = note_partial(LISTED, len(quotes), "weakly sourced claims", "quotes.csv")
    return Html(left_out + table("Weakly sourced claims", head, body, file="quotes.csv"))


def _link_claim(row: Quote) -> str:
    """Return a cell with the claim as a link, above who checked its source."""
    below = f"<br><small>{CHECKED} checked by {text(row.coder)}</small>" if is_person(row.coder) else ""
    return f"{link_code(row.quote_id, clean_line(row.content, LONGEST_WORDS))}{below}"


def one_sided_table(sides: pd.DataFrame) -> Html:
    """Show where articles report one side only, as ``comparing.one_sided.one_sided`` returns it."""
    if sides.empty:
        return Html("<p>In this selection no article was found to report one side of an issue only.</p>")
    body = [
        [text(row.issue), row.stance, text(", ".join(row.actors)), text(", ".join(row.others)),
         f"{row.articles:,} of {row.reporting:,}", link_codes(row.statements)]
        for row in read_rows(sides.head(LISTED), OneSided)
    ]  # fmt: skip
    head = ["Issue", "Reported", "By", "Other side, not in these articles", "Articles", "Statements"]
    left_out = note_partial(LISTED, len(sides), "issues and sides", "statements.csv")
    return Html(left_out + table("Reported without the other side’s word", head, body, file="statements.csv"))


def statements_table(statements: pd.DataFrame) -> Html:
    """Show statements with their condition, the reason for the coding and the confidence."""
    if statements.empty:
        return Html("<p>No statements were found in this selection.</p>")
    body = [
        [text(row.actor), text(row.issue), row.stance,
         link_code(row.statement_id, clean_line(row.evidence, LONGEST_WORDS)),
         text(row.condition or ""), text(_find_reason(row)),
         "none given" if row.confidence is None else f"{row.confidence:.2f}"]
        for row in read_rows(statements.head(LISTED), Statement)
    ]  # fmt: skip
    head = ["Actor", "Issue", "Stance", "Words", "Condition", "Reason", "Confidence"]
    left_out = note_partial(LISTED, len(statements), "statements", "statements.csv")
    return Html(
        left_out + table("Statements, in the order of the articles", head, body, file="statements.csv")
    )


def _find_reason(row: Statement) -> str:
    """Return the reason for a coding, or why the statement is not counted."""
    return f"not counted, probably misattributed ({row.doubt})" if row.doubt else row.reason
