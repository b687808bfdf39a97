"""Format events as JSON for TimelineJS 3 (https://timeline.knightlab.com/docs/json-format.html).

TimelineJS displays texts as HTML: all text is escaped here. It presents every date as exact: an inexact date
is therefore given in words (``display_date``).
"""

import json
from typing import Any

from analysis.comparing.records import Event
from analysis.comparing.tellings import (
    format_check,
    format_course,
    format_description,
    format_status,
    format_telling,
)
from analysis.drawing.markup import link_sites, text
from analysis.drawing.ticks import spell_days
from analysis.exporting.flat import find_days
from analysis.text import clean_line


def format_json(events: list[Event], title: str) -> tuple[str, int]:
    """Return the JSON and the number of events in it: those with a first or a last day."""
    slides = [_build_slide(event) for event in events if find_days(event) != (None, None)]
    content: dict[str, Any] = {"events": slides}
    if title:
        content["title"] = {"text": {"headline": text(title)}, "autolink": False}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n", len(slides)


def _build_slide(event: Event) -> dict[str, Any]:
    earliest, latest = find_days(event)
    start = earliest or latest or ""
    slide: dict[str, Any] = {
        "unique_id": text(event.event_id),
        "start_date": _format_date(start),
        "text": {"headline": text(clean_line(format_description(event))), "text": _format_text(event)},
        "group": text(clean_line(event.lane)),
        "autolink": False,
    }
    if earliest and latest and earliest != latest:
        slide["end_date"] = _format_date(latest)
    if event.low != event.high:
        slide["display_date"] = text(spell_days(event.when))
    return slide


def _format_date(day: str) -> dict[str, int]:
    year, month, number = day.split("-")
    return {"year": int(year), "month": int(month), "day": int(number)}


def _format_text(event: Event) -> str:
    is_fact = event.status == "occurred" and not event.claimed_by
    status = "" if is_fact else f"<p><strong>{text(format_status(event))}</strong></p>"
    who = f"<p>{text(', '.join(event.actors))}</p>" if event.actors else ""
    where = f"<p>{text(event.place)}</p>" if event.place else ""
    told = f"<p>Told by {text(spell_days(format_telling(event)))}</p>"
    check = format_check(event)
    checked = f"<p>{text(check[0].upper() + check[1:])}</p>" if check else ""
    course = f"<p>{text(spell_days(format_course(event)))}</p>" if event.course else ""
    article = f"<p>Article: {text(event.doc_id)}</p>" if event.doc_id else ""
    sources = f"<p>Sources: {link_sites(event.urls)}</p>" if event.urls else article
    return f"{status}{who}{where}{told}{checked}{course}<p>{text(spell_days(event.reason))}</p>{sources}"
