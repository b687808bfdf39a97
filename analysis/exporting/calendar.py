"""Happenings as iCalendar (RFC 5545): all-day events, whose end is the day after their last.

A calendar claims the days that it shows, so that an event with an open end has no place in it, and one
that is some day within a window says so in its title.
"""

import datetime as dt
import re
import zlib
from collections.abc import Iterator

from analysis.comparing.records import Event
from analysis.comparing.wording import day
from analysis.exporting.flat import days
from analysis.text import is_web, plain

# octets of a line without its end
LONGEST = 75
STATUS = {"occurred": "CONFIRMED", "planned": "TENTATIVE", "hypothetical": "TENTATIVE", "denied": "CANCELLED"}
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def written(events: list[Event], title: str) -> tuple[str, int]:
    """Return the calendar and how many events are in it: those with a first and a last day."""
    placed = [event for event in events if None not in days(event)]
    stamp = max((day(event.high or 0.0) for event in placed), default="1970-01-01")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Stancebook//Timeline//EN", "CALSCALE:GREGORIAN"]
    if title:
        lines.append(f"X-WR-CALNAME:{_escaped(title)}")
    for event in placed:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)), len(placed)


def _event(event: Event, stamp: str) -> Iterator[str]:
    """Yield the lines of an event.

    Its stamp is the last day of the data, and no time of writing: the same events give the same file.
    """
    first, last = (dt.date.fromisoformat(one or "") for one in days(event))
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(event)}"
    yield f"DTSTAMP:{_basic(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_basic(first.isoformat())}"
    if last < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_basic((last + dt.timedelta(1)).isoformat())}"
    yield f"SUMMARY:{_escaped(_summary(event))}"
    yield f"DESCRIPTION:{_escaped(_description(event))}"
    if event.place:
        yield f"LOCATION:{_escaped(event.place)}"
    address = next((url for url in event.urls if _is_uri(url)), None)
    if address:
        yield f"URL:{address}"
    yield f"STATUS:{STATUS[event.status]}"
    yield "TRANSP:TRANSPARENT"
    yield f"CATEGORIES:{_escaped(event.type)}"
    yield "END:VEVENT"


def _uid(event: Event) -> str:
    """Return an identifier that another corpus does not give to another event."""
    return f"{_escaped(event.event_id)}-{zlib.crc32(event.description.encode()):08x}@stancebook"


def _summary(event: Event) -> str:
    """Return the description behind what it is not: a fact, or an exact day."""
    status = "" if event.status == "occurred" else f"[{event.status}] "
    window = "" if event.low == event.high or event.extent == "throughout" else "[one day within] "
    return f"{status}{'[disputed] ' if event.disputed else window}{event.description}"


def _description(event: Event) -> str:
    lines = [f"When: {event.when}", f"Why: {event.reason}"]
    if event.actors:
        lines.append(f"Who: {', '.join(event.actors)}")
    lines += [url for url in event.urls if is_web(url)]
    return "\n".join(map(plain, lines))


def _basic(iso: str) -> str:
    return iso.replace("-", "")


def _escaped(words: str) -> str:
    """Return a text as RFC 5545 writes it, without control characters."""
    kept = "".join(letter for letter in words if letter == "\n" or letter.isprintable())
    return re.sub(r"[\\;,\n]", lambda match: ESCAPES[match[0]], kept)


def _is_uri(url: str) -> bool:
    return is_web(url) and url.isascii() and url.isprintable() and " " not in url


def _folded(line: str) -> Iterator[str]:
    """Cut a line into parts of at most 75 octets, never within a character; a space begins a further one."""
    part, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part += letter
        size += octets
    yield part
