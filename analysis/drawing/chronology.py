"""The evidence of a chronology: its events in words, with their sources, as targets of the charts' links."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.comparing.wording import interval, number
from analysis.drawing.markup import address, anchor, text, way
from analysis.drawing.rows import Dated, rows
from analysis.drawing.spans import grouped


def listed(events: pd.DataFrame) -> list[Dated]:
    """Return the rows of an events table that no document tells of."""
    told = grouped(events)
    return rows(told[told["doc_id"].isna()], Dated)


def chronology(events: Sequence[Dated], groups: Mapping[str, Sequence[str]], back: str = "") -> str:
    """Return a list of events with their time, the coder's reason and the addresses of their sources.

    Args:
        events: as ``listed`` returns them.
        groups: the keys of those that lead on to each other, by their group.
        back: the chart that they lead back to.
    """
    if not events:
        return ""
    key = anchor("chronology", "list")
    items = "".join(_item(event, groups[event.happening], back) for event in events)
    return (
        f'<section class="source" aria-labelledby="{key}"><h3 id="{key}">Chronology</h3>'
        f'<p class="byline">Events that a person coded from the sources named; no article here tells of '
        f'them.</p><ul class="notes">{items}</ul></section>'
    )


def _item(event: Dated, group: Sequence[str], back: str) -> str:
    when = interval(number(event.earliest), number(event.latest), event.extent)
    status = "" if event.status == "occurred" else f" ({event.status})"
    sources = ", ".join(address(url) for url in event.urls) or "none given"
    return (
        f'<li id="{anchor(event.event_id)}" class="{text(event.status)}">'
        f"<strong>{text(when)}</strong>{status}: {text(event.description)}{onward(event.event_id, group)}"
        f"{backward(back)} "
        f"<small>{text(event.coder)}: {text(event.reason)}. Sources: {sources}</small></li>"
    )


def backward(chart: str) -> str:
    """Return a link from a code back to the chart that draws it."""
    return " " + way(f"chart-{chart}", "↑\u00a0chart") if chart else ""


def onward(key: str, group: Sequence[str]) -> str:
    """Return a link from one code to the next of its group, or nothing where it is the only one."""
    if len(group) < 2:
        return ""
    place = group.index(key)
    following = group[(place + 1) % len(group)]
    return f' <a href="#{anchor(following)}">{place + 1} of {len(group)}, next ›</a>'
