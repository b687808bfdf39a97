"""One corpus laid against another, as a table: what the text says of time, and what the other does."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.records import Counterpart, rows
from analysis.drawing.markup import Html, link, outward, table, text
from analysis.text import count, plain

VERDICTS = {
    "agrees": "Both agree",
    "disagrees": "They disagree: some days apart",
    "dated by": "Dated by the other corpus: the only one that fits",
    "one of several": "Several fit; the text does not tell which",
    "ruled out": "None fits",
}
WITHOUT = "<p>No other corpus was compared; name one with the parameter <code>against</code>.</p>"
ABOUT = (
    "<p>Which of these events another corpus reports, such as a chronology, and on which days. Events that "
    "the text places by each other (“just days before they spoke”) are dated together: counterparts are "
    "shown only where their days stand in that order.</p>"
)
LONGEST = 160


def counterparts_table(compared: pd.DataFrame | None, other: Codes | None) -> Html:
    """Show for each event what the text says of its time, and its counterparts elsewhere.

    Where nothing was compared, one sentence says so.

    Args:
        compared: as ``comparing.against.compare_events`` returns it; None when nothing was compared.
        other: the codes that it was compared with.
    """
    if compared is None or other is None:
        return Html(WITHOUT)
    events = [list(group) for _, group in groupby(rows(compared, Counterpart), lambda row: row.event_id)]
    told = [event for event in events if event[0].verdict != "no counterpart"]
    rest = len(events) - len(told)
    missing = (
        f"<p>{count(rest, 'event')} of this corpus {'has' if rest == 1 else 'have'} no counterpart there.</p>"
    )
    if not told:
        return Html(f"{ABOUT}<p>Against “{text(other.title)}”:</p>{missing}")
    names = {
        row.candidate: f"“{plain(row.candidate_description, 60)}” ({row.when})"
        for row in rows(compared, Counterpart)
    }
    head = [
        "Event",
        "What the text says of its time",
        "Verdict",
        "In the other corpus",
        "Sources",
        "Ruled out",
    ]
    body = [line for event in told for line in _lines(event, names)]
    return Html(ABOUT + table(f"Against “{other.title}”", head, body) + (missing if rest else ""))


def _lines(event: Sequence[Counterpart], names: dict[str | None, str]) -> list[list[str]]:
    """Return one line of the table for each counterpart, or one that none fits."""
    fitting = [row for row in event if row.verdict != "ruled out"]
    days: dict[str, list[str]] = defaultdict(list)
    for row in event:
        if row.verdict == "ruled out":
            days[row.reason].append(row.when or "")
    out = "; ".join(f"{', '.join(listed)}: {reason}" for reason, listed in days.items())
    return [
        [
            link(row.event_id, plain(row.description, LONGEST)),
            text(row.told),
            text(VERDICTS[row.verdict] + (f" ({row.reason})" if row.reason and row in fitting else "")),
            _counterpart(row, names) if row in fitting else "",
            outward(row.urls) if row in fitting else "",
            text(out if number == 0 else ""),
        ]
        for number, row in enumerate(fitting or event[:1])
    ]


def _counterpart(row: Counterpart, names: dict[str | None, str]) -> str:
    shown = f"<strong>{text(row.when)}</strong>: {text(row.candidate_description)}"
    beside = "; ".join(names.get(one, one) for one in row.together)
    return shown + (f" <small>Fits with {text(beside)}</small>" if beside else "")
