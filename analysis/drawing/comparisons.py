"""Show comparisons as charts and tables: agreement, contested issues, accounts, quotations, sources."""

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import LISTED
from analysis.comparing.records import (
    Cell,
    Characterisation,
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
from analysis.drawing.markup import Html, link_code, table, text
from analysis.drawing.style import DIRECTNESS, PURPLE, RELATION, SOURCING, STANCE
from analysis.drawing.wording import CHECKED
from analysis.text import clean_line

LONGEST_WORDS = 160


def contested_chart(contested: pd.DataFrame, matrix: pd.DataFrame) -> Html:
    """Draw how many actors take each stance on each issue, the most contested issue first.

    Args:
        contested: as ``comparing.stances.contested`` returns it.
        matrix: the stance matrix that it was computed from; provides the evidence.
    """
    colours = {stance: mark.colour for stance, mark in STANCE.items()} | {"mixed": PURPLE}
    cells = read_rows(matrix, Cell)
    bars = []
    for issue in contested["issue"]:
        segments = []
        for stance, colour in colours.items():
            taken = [cell for cell in cells if cell.issue == issue and cell.stance == stance]
            evidence = [statement for cell in taken for statement in cell.statements]
            segments.append(Segment(stance, colour, evidence, len(taken)))
        bars.append((str(issue), segments))
    caption = (
        "Each segment counts the actors with that position and links to the evidence; “mixed” actors took "
        "several positions. Issues are ordered by the share of actor pairs on opposite sides."
    )
    return bar_chart("contested", "Positions per issue", bars, "actors", caption)


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
            ["Target", "Actor", "Side", "Words", "Polarity"],
            body,
            "chart-tones",
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
    return Html(left_out + table("Weakly sourced claims", head, body))


def _link_claim(row: Quote) -> str:
    """Return a cell with the claim as a link, above who checked its source."""
    below = f"<br><small>{CHECKED} checked by {text(row.coder)}</small>" if is_person(row.coder) else ""
    return f"{link_code(row.quote_id, clean_line(row.content, LONGEST_WORDS))}{below}"


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
    return Html(left_out + table("Statements", head, body))


def _find_reason(row: Statement) -> str:
    """Return the reason for a coding, or why the statement is not counted."""
    return f"not counted, probably misattributed ({row.doubt})" if row.doubt else row.reason


def issues_table(codes: Codes, matrix: pd.DataFrame) -> Html:
    """Show the proposition of each issue and how many actors take a position on it."""
    counts = matrix["issue"].value_counts()
    body = [
        [text(issue.name), text(issue.proposition), str(counts.get(issue.name, 0))]
        for issue in codes.codebook.issues
    ]
    return Html(table("Issues of the codebook", ["Issue", "What support means", "Actors"], body))
