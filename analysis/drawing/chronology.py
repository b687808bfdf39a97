"""List the events of a chronology with their sources, as targets of the charts' links."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analysis.comparing.records import ChronologyEvent, read_rows
from analysis.comparing.tellings import format_status
from analysis.comparing.wording import format_interval, parse_day
from analysis.drawing.marking import Line, format_notes, link_back, link_next, mark_spans
from analysis.drawing.markup import anchor, link_address, text
from analysis.drawing.spans import Span, add_event_groups


def select_chronology(events: pd.DataFrame) -> list[ChronologyEvent]:
    """Return the rows of an events table that come from no document."""
    mentions = add_event_groups(events)
    return read_rows(mentions[mentions["doc_id"].isna()], ChronologyEvent)


def format_chronology(
    events: Sequence[ChronologyEvent],
    spans: Iterable[Span],
    groups: Mapping[str, Sequence[str]],
    back: str = "",
) -> str:
    """Return a list of events with their times, the coder's reasons and the addresses of their sources.

    Args:
        events: the events, as ``select_chronology`` returns them.
        spans: the spans to highlight; those of other documents are ignored.
        groups: the keys of the spans and events that link to each other, by group.
        back: the chart that the events link back to.
    """
    if not events:
        return ""
    by_event: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        by_event[span.doc_id].append(span)
    key = anchor("chronology", "list")
    items = "".join(_format_event(event, by_event[event.event_id], groups, back) for event in events)
    return (
        f'<section class="source" aria-labelledby="{key}"><h3 id="{key}">Chronology</h3>'
        f'<p class="byline">Events from a supplied chronology, not from the articles, with their '
        f'sources.</p><ul class="notes dated">{items}</ul></section>'
    )


def _format_event(
    event: ChronologyEvent, spans: Sequence[Span], groups: Mapping[str, Sequence[str]], back: str
) -> str:
    when = format_interval(parse_day(event.earliest), parse_day(event.latest), event.extent)
    status = "" if event.status == "occurred" else f" ({format_status(event)})"
    sources = ", ".join(link_address(url) for url in event.urls) or "none given"
    first_outermost = sorted(spans, key=lambda span: (span.start, -span.end))
    line = Line(0, len(event.description), first_outermost, first_outermost)
    return (
        f'<li id="{anchor(event.event_id)}" class="{text(event.status)}"><strong>{text(when)}</strong>'
        f"{status}: {mark_spans(event.description, line)}{link_next(event.event_id, groups[event.happening])}"
        f"{link_back(back)} <small>{text(event.coder)}: {text(event.reason)}. Sources: {sources}</small>"
        f"{format_notes(line, groups)}</li>"
    )
