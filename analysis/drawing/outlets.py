"""Show how outlets differ: whom they quote, which positions they report, which events only some tell."""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.comparing.foremost import LINKED, LISTED, TOLD
from analysis.comparing.outlet_accounts import FEWEST_ATTRIBUTIONS
from analysis.comparing.records import OutletAccount, OutletEvent, OutletPosition, read_rows
from analysis.drawing.bars import Segment, bar_chart
from analysis.drawing.bounds import note_cut
from analysis.drawing.findings import Findings, Part, Sentence, join
from analysis.drawing.markup import Html, link_code, link_codes, table, text
from analysis.drawing.style import BLUE, GREEN, GREY, ORANGE, PURPLE, RED
from analysis.text import format_count

# of the actors quoted most; all others share the last colour
COLOURS = (BLUE, ORANGE, GREEN, RED, PURPLE)
OTHERS = "others"
# outlets compared in one sentence
COMPARED = 3
# outlets in one row of a table, and up to how many of them are linked as fully as elsewhere
MOST, FEW = 24, 10


def outlet_findings(accounts: pd.DataFrame, positions: pd.DataFrame, events: pd.DataFrame) -> Findings:
    """Say where outlets differ most.

    Args:
        accounts: as ``comparing.outlet_accounts.outlet_accounts`` returns it.
        positions: as ``comparing.outlet_accounts.outlet_positions`` returns it.
        events: as ``comparing.outlet_accounts.outlet_events`` returns it.
    """
    rows = read_rows(accounts, OutletAccount)
    found = [
        _compare_most_quoted(rows),
        _count_differing(read_rows(positions, OutletPosition)),
        _count_told_once(read_rows(events, OutletEvent)),
        _compare_sources(rows),
    ]
    first, *others = [*filter(None, found), [Part("Nothing was found in which outlets could be compared.")]]
    return Findings(first, others[:-1])


def _compare_most_quoted(rows: Sequence[OutletAccount]) -> Sentence:
    """Return whom each of the largest outlets quotes most."""
    enough = [row for row in rows if row.attributions >= FEWEST_ATTRIBUTIONS and row.quotes][:COMPARED]
    if len(enough) < 2:
        return []
    named = [_name_most_quoted(row) for row in enough]
    return [Part("Most quoted: "), *join(named[:-1], last="; "), Part("; "), *named[-1], Part(".")]


def _name_most_quoted(row: OutletAccount) -> Sentence:
    """Return whom an outlet quotes most, or all who are quoted equally often, and how often."""
    most = max(map(len, row.quotes.values()))
    top = [[Part(actor, keys[0])] for actor, keys in row.quotes.items() if len(keys) == most]
    each = " each" if len(top) > 1 else ""
    return [*join(top), Part(f" in {row.outlet} ({most:,} of {row.attributions:,} attributions{each})")]


def _compare_sources(rows: Sequence[OutletAccount]) -> Sentence:
    """Return the largest and the smallest share of claims without a named source."""
    enough = [row for row in rows if row.attributions >= FEWEST_ATTRIBUTIONS]
    if len(enough) < 2:
        return []
    ranked = sorted(enough, key=lambda row: row.weak / row.attributions)
    most, least = ranked[-1], ranked[0]
    if most.weak * least.attributions == least.weak * most.attributions:
        return []
    return [Part(
        f"Weakly sourced: {most.weak:,} of {most.attributions:,} attributions in {most.outlet}, "
        f"{least.weak:,} of {least.attributions:,} in {least.outlet}."
    )]  # fmt: skip


def _count_differing(rows: Sequence[OutletPosition]) -> Sentence:
    if not rows:
        return []
    differing = [row for row in rows if row.differs]
    whole = f"{format_count(len(rows), 'position')} that several outlets report"
    if not differing:
        return [Part(f"{whole}: none is reported differently.")]
    first = differing[0]
    verb, among = ("is", ": ") if len(differing) == 1 else ("are", ", among them ")
    head = f"{len(differing):,} of {whole} {verb} reported differently{among}{first.actor} on {first.issue} ("
    taken = [
        [Part(stance, first.statements[outlet][0]), Part(f" in {outlet}")]
        for outlet, stance in first.stances.items()
    ]
    return [Part(head), *join(taken, last=", "), Part(").")]


def _count_told_once(rows: Sequence[OutletEvent]) -> Sentence:
    single = [row for row in rows if len(row.mentions) == 1]
    if not rows:
        return []
    if len(single) == len(rows):
        return [Part("Every main event", single[0].event_id), Part(" is told by one outlet only.")]
    number = f"{len(single):,} of the {format_count(len(rows), 'main event')}"
    verb = "is" if len(single) == 1 else "are"
    return [Part(number, single[0].event_id if single else ""), Part(f" {verb} told by one outlet only.")]


def outlets_chart(accounts: pd.DataFrame) -> Html:
    """Draw whom each outlet quotes, as ``comparing.outlet_accounts.outlet_accounts`` returns it."""
    rows = read_rows(accounts, OutletAccount)
    totals = Counter({actor: 0 for row in rows for actor in row.quotes})
    for row in rows:
        totals.update({actor: len(keys) for actor, keys in row.quotes.items()})
    colours = dict(zip((actor for actor, _ in totals.most_common()), COLOURS, strict=False))
    bars = [(row.outlet, _divide(row, colours)) for row in rows]
    caption = (
        "The actors quoted most have a colour of their own; attributions without an actor of the codebook "
        "are left out. With few attributions, read these as counts, not as an outlet’s habit."
    )
    return bar_chart("outlets", "Whom each outlet quotes", bars, "attributions", caption)


def _divide(row: OutletAccount, colours: Mapping[str, str]) -> list[Segment]:
    own = [Segment(actor, colour, row.quotes.get(actor, ())) for actor, colour in colours.items()]
    rest = [key for actor, keys in row.quotes.items() if actor not in colours for key in keys]
    return [*own, Segment(OTHERS, GREY, rest)]


def outlets_table(accounts: pd.DataFrame) -> Html:
    """Show articles, attributions and weak sources of each outlet."""
    body = [
        [
            text(row.outlet),
            f"{row.articles:,}",
            f"{row.attributions:,}",
            f"{row.direct:,}",
            f"{row.weak:,}",
        ]
        for row in read_rows(accounts, OutletAccount)
    ]
    head = ["Outlet", "Articles", "Attributions", "In quotation marks", "Weakly sourced"]
    return Html(table("Outlets", head, body[:LISTED]))


def outlet_positions_table(positions: pd.DataFrame) -> Html:
    """Show the positions that outlets report differently, or that none are."""
    rows = [row for row in read_rows(positions, OutletPosition) if row.differs]
    if not rows:
        return Html("<p>No position is reported differently by two outlets.</p>")
    body = [
        [
            text(row.actor),
            text(row.issue),
            _join_first(
                [f"{text(one)}: {row.stances[one]} {_link(row.statements, one)}" for one in row.stances]
            ),
        ]
        for row in rows[:LISTED]
    ]
    caption = f"Positions that outlets report differently{note_cut(len(rows))}"
    return Html(table(caption, ["Actor", "Issue", "As reported"], body))


def _link(codes: Mapping[str, Sequence[str]], outlet: str) -> str:
    """Return links to the codes of an outlet, to fewer of each if there are many outlets."""
    return link_codes(codes[outlet], LINKED if len(codes) <= FEW else TOLD)


def _join_first(told: Sequence[str]) -> str:
    """Return what outlets tell, of very many the first ones only."""
    more = f"; and {format_count(len(told) - MOST, 'more outlet')}" if len(told) > MOST else ""
    return "; ".join(told[:MOST]) + more


def outlet_events_table(events: pd.DataFrame) -> Html:
    """Show which outlets tell which events, as ``comparing.outlet_accounts.outlet_events`` returns it."""
    rows = read_rows(events, OutletEvent)
    if not rows:
        return Html("<p>No event is told by an outlet that is known.</p>")
    body = [
        [
            link_code(row.event_id, row.description[:1].upper() + row.description[1:]),
            row.status,
            f"{len(row.mentions):,}",
            _join_first([f"{text(outlet)} {_link(row.mentions, outlet)}" for outlet in row.mentions]),
        ]
        for row in rows[:LISTED]
    ]
    caption = f"Who tells the main events, those told by the fewest outlets first{note_cut(len(rows))}"
    return Html(table(caption, ["Event", "Status", "Outlets", "Told by"], body))
