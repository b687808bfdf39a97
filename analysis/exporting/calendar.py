"""Format events as iCalendar (RFC 5545): all-day events, whose end is the day after their last day.

A calendar presents its days as facts. An event with an open end is therefore omitted, and one on an unknown
day within a window is marked in its title.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterator

from analysis.comparing.records import Event
from analysis.comparing.tellings import (
    format_check,
    format_course,
    format_sentence,
    format_status,
    format_telling,
)
from analysis.comparing.wording import format_day
from analysis.drawing.ticks import spell_days
from analysis.exporting.flat import find_days
from analysis.text import clean_line, is_web

# maximum octets per line, without the line end
LONGEST = 75
STATUS = {"occurred": "CONFIRMED", "planned": "TENTATIVE", "hypothetical": "TENTATIVE", "denied": "CANCELLED"}
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def format_calendar(events: list[Event], title: str) -> tuple[str, int]:
    """Return the calendar and the number of events in it: those with a first and a last day."""
    dated = [event for event in events if None not in find_days(event)]
    stamp = max((format_day(event.high or 0.0) for event in dated), default="1970-01-01")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stancebook//Timeline//EN", "CALSCALE:GREGORIAN"]
    if title:
        lines.append(f"X-WR-CALNAME:{_escape(title)}")
    for event in dated:
        lines += _format_event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line)), len(dated)


def _format_event(event: Event, stamp: str) -> Iterator[str]:
    """Yield the lines of an event.

    Its stamp is the last day of the data, not the time of writing: the same events give the same file.
    """
    first, last = (dt.date.fromisoformat(bound or "") for bound in find_days(event))
    yield "BEGIN:VEVENT"
    yield f"UID:{_make_uid(event)}"
    yield f"DTSTAMP:{_format_date(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_format_date(first.isoformat())}"
    if last < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_format_date((last + dt.timedelta(1)).isoformat())}"
    yield f"SUMMARY:{_escape(_format_summary(event))}"
    yield f"DESCRIPTION:{_escape(_format_description(event))}"
    if event.place:
        yield f"LOCATION:{_escape(event.place)}"
    address = next((url for url in event.urls if _is_uri(url)), None)
    if address:
        yield f"URL:{address}"
    yield f"STATUS:{STATUS[event.status]}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{_escape(event.type)}"
    yield "END:VEVENT"


def _make_uid(event: Event) -> str:
    """Return an identifier that is unique across corpora."""
    return f"{_escape(event.event_id)}-{zlib.crc32(event.description.encode()):08x}@stancebook"


def _format_summary(event: Event) -> str:
    """Return the description, marked before it if it is no fact, only claimed, or its day is not exact."""
    is_fact = event.status == "occurred" and not event.claimed_by
    status = "" if is_fact else f"[{format_status(event)}] "
    window = "" if event.low == event.high or event.extent == "throughout" else "[one day within] "
    return f"{status}{'[disputed] ' if event.disputed else window}{format_sentence(event)}"


def _format_description(event: Event) -> str:
    lines = [f"When: {spell_days(event.when)}", f"Why: {spell_days(event.reason)}"]
    if event.actors:
        lines.append(f"Who: {', '.join(event.actors)}")
    lines.append(f"Told by: {spell_days(format_telling(event))}")
    if event.course:
        lines.append(f"Course: {spell_days(format_course(event))}")
    if check := format_check(event):
        lines.append(f"{check[0].upper()}{check[1:]}")
    sources = [url for url in event.urls if is_web(url)]
    lines += sources or ([f"Article: {event.doc_id}"] if event.doc_id else [])
    return "\n".join(map(clean_line, lines))


def _format_date(iso: str) -> str:
    return iso.replace("-", "")


def _escape(words: str) -> str:
    """Return a text escaped as RFC 5545 requires, without control characters."""
    printable = "".join(char for char in words if char == "\n" or char.isprintable())
    return re.sub(r"[\\;,\n]", lambda match: ESCAPES[match[0]], printable)


def _is_uri(url: str) -> bool:
    return is_web(url) and url.isascii() and url.isprintable() and " " not in url


def _fold(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, split between characters; later parts are indented."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += char
        size += octets
    yield part
