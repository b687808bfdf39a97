"""Compare the events of a corpus with those of another as a table: their times in each."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.records import Counterpart, read_rows
from analysis.drawing.markup import Html, link_code, link_sites, table, text
from analysis.text import clean_line, format_count

VERDICTS = {
    "agrees": "Both agree",
    "disagrees": "They disagree by some days",
    "dated by": "Dated by the other corpus: the only counterpart that fits",
    "one of several": "Several fit; the text does not say which",
    "ruled out": "None fits",
}
WITHOUT = "<p>No other corpus was compared; set one with the parameter <code>against</code>.</p>"
ABOUT = (
    "<p>Which of these events also appear in another corpus, such as a chronology, and on which days. Events "
    "that the text dates relative to each other (“just days before they spoke”) are dated together: "
    "counterparts are shown only if their days are in that order.</p>"
)
LONGEST = 160


def counterparts_table(compared: pd.DataFrame | None, other: Codes | None) -> Html:
    """Show the time that the text gives for each event, and its counterparts in another corpus.

    If nothing was compared, a single sentence says so.

    Args:
        compared: as ``comparing.event_alignment.compare_events`` returns it; None when nothing was compared.
        other: the codes of the other corpus.
    """
    if compared is None or other is None:
        return Html(WITHOUT)
    events = [list(group) for _, group in groupby(read_rows(compared, Counterpart), lambda row: row.event_id)]
    matched = [event for event in events if event[0].verdict != "no counterpart"]
    rest = len(events) - len(matched)
    verb = "has" if rest == 1 else "have"
    missing = f"<p>{format_count(rest, 'event')} in this corpus {verb} no counterpart there.</p>"
    if not matched:
        return Html(f"{ABOUT}<p>Compared with “{text(other.title)}”:</p>{missing}")
    names = {
        row.candidate: f"“{clean_line(row.candidate_description, 60)}” ({row.when})"
        for row in read_rows(compared, Counterpart)
    }
    head = [
        "Event",
        "Time given in the text",
        "Verdict",
        "In the other corpus",
        "Sources",
        "Ruled out",
    ]
    body = [line for event in matched for line in _build_rows(event, names)]
    return Html(ABOUT + table(f"Compared with “{other.title}”", head, body) + (missing if rest else ""))


def _build_rows(event: Sequence[Counterpart], names: dict[str | None, str]) -> list[list[str]]:
    """Return a row for each counterpart that fits, or one row if none does."""
    fitting = [row for row in event if row.verdict != "ruled out"]
    days: dict[str, list[str]] = defaultdict(list)
    for row in event:
        if row.verdict == "ruled out":
            days[row.reason].append(row.when or "")
    out = "; ".join(f"{', '.join(listed)}: {reason}" for reason, listed in days.items())
    return [
        [
            link_code(row.event_id, clean_line(row.description, LONGEST)),
            text(row.told),
            text(VERDICTS[row.verdict] + (f" ({row.reason})" if row.reason and row in fitting else "")),
            _format_counterpart(row, names) if row in fitting else "",
            link_sites(row.urls) if row in fitting else "",
            text(out if number == 0 else ""),
        ]
        for number, row in enumerate(fitting or event[:1])
    ]


def _format_counterpart(row: Counterpart, names: dict[str | None, str]) -> str:
    shown = f"<strong>{text(row.when)}</strong>: {text(row.candidate_description)}"
    beside = "; ".join(names.get(event, event) for event in row.together)
    return shown + (f" <small>Fits together with {text(beside)}</small>" if beside else "")
