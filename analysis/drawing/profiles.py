"""Show one actor, or one issue, on a page of its own: positions in words, changes, company, events."""

from collections.abc import Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.foremost import select_foremost
from analysis.comparing.quoting import choose_quotations
from analysis.comparing.records import Cell, Event, Pair, Quote, read_rows
from analysis.comparing.selecting import Selection, pick_rows, selected
from analysis.comparing.tellings import format_description, format_telling
from analysis.drawing.changes import first_movers_table, shifts_table
from analysis.drawing.findings import Findings, Part, Sentence, join
from analysis.drawing.found_positions import SIDES, list_names
from analysis.drawing.markup import link_code, table, text
from analysis.drawing.ticks import spell_days
from analysis.drawing.words import Words
from analysis.text import clean_line, format_count

# events, quotations and other actors on the page of an actor
EVENTS, QUOTES, COMPANY = 12, 12, 20
LONGEST = 280


def describe_actor(codes: Codes, matrix: pd.DataFrame, actor: str) -> Findings:
    """Say what an actor is for and against, each issue with a link to its first statement."""
    own = read_rows(matrix[matrix["actor"] == actor], Cell)
    side = codes.codebook.side(actor)
    sides: list[Sentence] = [
        [Part(f"{SIDES[stance].capitalize()}: "), *join([_link_issue(cell) for cell in taken])]
        for stance in SIDES
        if (taken := [cell for cell in own if cell.stance == stance])
    ]
    with_side = f"; side: {side}" if side != actor else ""
    return Findings([Part(f"{format_count(len(own), 'position')}{with_side}")], sides)


def _link_issue(cell: Cell) -> Sentence:
    return [Part(cell.issue, cell.statements[0]), Part(f" ({format_count(cell.n, 'statement')})")]


def describe_issue(codes: Codes, matrix: pd.DataFrame, issue: str) -> Findings:
    """Say who is for and against an issue, each actor with a link to the first statement."""
    cells = read_rows(matrix[matrix["issue"] == issue], Cell)
    sides: list[Sentence] = [
        [Part(f"{SIDES[stance].capitalize()}: "), *list_names(taken, most=len(taken))]
        for stance in SIDES
        if (taken := [cell for cell in cells if cell.stance == stance])
    ]
    return Findings([Part(codes.codebook.issue(issue).proposition)], sides)


def format_words(codes: Codes, matrix: pd.DataFrame, actor: str = "", issue: str = "") -> str:
    """Return the words of an actor on all issues, or of all actors on one, under strips of who stands where.

    Args:
        codes: a coded corpus.
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        actor: the actor whose words are quoted; "" for all.
        issue: the issue; "" for all on which the actor takes a position.
    """
    own = matrix[matrix["actor"] == actor] if actor else matrix
    issues = [issue] if issue else list(dict.fromkeys(own["issue"]))
    shown = matrix[matrix["issue"].isin(issues)]
    words = Words(codes, choose_quotations(codes, own, issues), set(matrix["issue"]))
    # the page of an issue has its name and proposition for a heading
    return words.format(read_rows(shown, Cell), issues, {}, headed=not issue)


def format_changes(shifts: pd.DataFrame, actors: Sequence[str] = (), issue: str = "") -> str:
    """Return the changes of position of an actor or its side, or on an issue; "" if there are none."""
    column, wanted = ("issue", [issue]) if issue else ("actor", list(actors))
    return shifts_table(shifts[shifts[column].isin(wanted) & shifts["is_supported"].astype(bool)]).html


def format_first(movers: pd.DataFrame, issue: str) -> str:
    """Return who took each stance on an issue first; "" if nothing is dated."""
    own = movers[(movers["issue"] == issue) & movers["is_supported"].astype(bool)]
    return first_movers_table(own).html


def format_company(agreement: pd.DataFrame, actor: str) -> str:
    """Return with whom an actor agrees and differs, most shared issues first; "" if there is nobody."""
    pairs = [pair for pair in read_rows(agreement, Pair) if actor in (pair.actor, pair.other)]
    body = [
        [
            text(pair.other if pair.actor == actor else pair.actor),
            *(text(", ".join(pair.issues[relation])) for relation in ("agree", "partly", "differ")),
        ]
        for pair in pairs[:COMPANY]
    ]
    head = ["With", "Same position", "Partly", "Opposite positions"]
    return table("Who agrees", head, body) if body else ""


def format_events(events: pd.DataFrame, actor: str) -> str:
    """Return the most important events of an actor in order of time; "" if there are none."""
    # a plain list would select columns of an empty table
    takes_part = pd.Series([actor in listed for listed in events["actors"]], index=events.index, dtype=bool)
    own = events[takes_part]
    foremost = select_foremost(own, EVENTS)
    # the timeline is ordered by lanes first
    day = foremost["low"].fillna(foremost["high"]).sort_values(kind="stable")
    body = [
        [
            link_code(event.event_id, clean_line(format_description(event), LONGEST)),
            text(spell_days(event.when)),
            text(spell_days(format_telling(event))),
        ]
        for event in read_rows(foremost.loc[day.index], Event)
    ]
    cut = f" (the {EVENTS} most important of {len(own):,})" if len(own) > EVENTS else ""
    return table(f"Events{cut}", ["Event", "When", "Told by"], body) if body else ""


def read_first_quotes(codes: Codes, selection: Selection) -> tuple[pd.DataFrame, "pd.Series[int]"]:
    """Return the first direct quotations of each actor, and the number of all by actor."""
    quotes = selected(codes, "quotes", selection, ["actor", "directness"])
    direct = quotes[quotes["directness"] != "indirect"]
    first = direct.groupby("actor").head(QUOTES).index
    return pick_rows(codes, "quotes", pd.Series(True, index=first)), direct["actor"].value_counts()


def format_quotes(quotes: pd.DataFrame, counts: "pd.Series[int]", actor: str) -> str:
    """Return the first direct quotations of an actor; "" if there are none.

    Args:
        quotes: those of all actors, see ``read_first_quotes``.
        counts: the number of all quotations by actor.
        actor: the actor.
    """
    body = [
        [
            link_code(quote.quote_id, _close(clean_line(quote.content, LONGEST))),
            text(_close(quote.source or "")),
        ]
        for quote in read_rows(quotes[quotes["actor"] == actor], Quote)
    ]
    total = counts.get(actor, 0)
    cut = f" (the first {QUOTES} of {total:,})" if total > QUOTES else ""
    return (
        table(f"In quotation marks{cut}", ["Words", "As the article names the speaker"], body) if body else ""
    )


def _close(words: str) -> str:
    """Return words with the mark that ends a quotation or bracket in them, if it was left out."""
    for opened, closed in ("“”", "()"):
        if words.count(opened) > words.count(closed):
            return f"{words}{closed}"
    return f'{words}"' if words.count('"') % 2 else words
