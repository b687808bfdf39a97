"""Write the caption, the description and the data table of a timeline."""

from collections import Counter
from collections.abc import Callable, Sequence

from analysis.comparing.foremost import TOLD
from analysis.comparing.records import Event
from analysis.comparing.tellings import (
    format_check,
    format_course,
    format_description,
    format_status,
    format_telling,
)
from analysis.comparing.wording import format_day
from analysis.drawing.marks import classify_time
from analysis.drawing.markup import link_code, link_codes, table, text
from analysis.drawing.scales import Scale
from analysis.drawing.ticks import spell_days
from analysis.edtf import format_edtf
from analysis.text import format_count

MOST_LISTED = 40
# names of the chapters of a story
LETTERS = "ABCDEFGH"
TORN = "Torn axis: an empty stretch is left out and its length stated; the scale is constant."
CHECKED = "✓"
TICKED = f"{CHECKED}: a person checked it."
PUBLISHED = "Thin marks below the axis: publication days of the articles."


def select_facts(events: Sequence[Event]) -> list[Event]:
    """Return the events that occurred."""
    return [event for event in events if event.status == "occurred"]


def mark_checked(event: Event, words: str) -> str:
    """Return the words of an event, with a tick before them if a person checked it."""
    return f"{CHECKED} {words}" if event.checked_by else words


def write_caption(events: Sequence[Event], scale: Scale) -> str:
    """Explain the marks that occur."""
    kinds = {classify_time(event.low, event.high, event.extent) for event in events if not event.disputed}
    parts = [
        (
            scale.relative,
            "No article gives a calendar date, so days count from the main event (the larger dot).",
        ),
        ("day" in kinds, "Filled dot: an exact day."),
        (
            any(event.claimed_by for event in select_facts(events)),
            "Outlined dot: told only as a claim of the actor named.",
        ),
        (
            any(event.checked_by for event in events),
            TICKED,
        ),
        ("window" in kinds, "Hollow bar with whiskers: a single day within these bounds."),
        ("span" in kinds, "Solid bar: every day of the period."),
        ("open" in kinds, "Fading arrow: only the earliest or latest day is known."),
        ("nowhere" in kinds, "Dotted line: no time given."),
        (
            any(event.disputed for event in events),
            "Pale marks joined by a line: mentions that give different days.",
        ),
        (
            bool(scale.breaks),
            TORN,
        ),
        (bool(scale.published), PUBLISHED),
        (
            len(select_facts(events)) < len(events),
            "Planned ▲, hypothetical ◆ and denied ✕ events are outlined, on a separate axis.",
        ),
    ]
    shown = [sentence for applies, sentence in parts if applies]
    return " ".join([*shown, "Each mark links to its passage in the article."])


def write_description(events: Sequence[Event], scale: Scale) -> str:
    """Describe what a reader sees: kind, axis, counts, the first events."""
    counts = Counter(event.status for event in events)
    first = "; ".join(f"{event.description}: {event.when}" for event in events[:MOST_LISTED])
    rest = len(events) - MOST_LISTED
    more = f"; and {rest:,} more in the table below" if rest > 0 else ""
    axis = "days from the main event" if scale.relative else "calendar days"
    kinds = ", ".join(f"{times:,} {status}" for status, times in counts.items())
    shown = f"{format_count(len(events), 'event')} on an axis of {axis}"
    return f"A timeline of {shown}: {kinds}. {first}{more}."


def build_data(events: Sequence[Event]) -> str:
    """Return events as a table, with links to their mentions; few columns, so that it fits on paper."""
    columns: dict[str, Callable[[Event], str]] = {
        "Event": lambda event: _stack_link(event),
        "When (EDTF)": lambda event: _stack(spell_days(event.when), _format_edtf(event)),
        "Status": lambda event: _stack(format_status(event), spell_days(format_course(event))),
        "PLOVER type": lambda event: _stack(event.type, event.mode or ""),
        "Who, where": lambda event: _stack(", ".join(event.actors), event.place or ""),
        "Told by": lambda event: f"{text(spell_days(format_telling(event)))}{_link_mentions(event)}",
        "Reason for these days": lambda event: text(spell_days(event.reason)),
    }
    body = [[cell(event) for cell in columns.values()] for event in events]
    return table("Events in chronological order", list(columns), body, file="timeline.csv")


def _stack_link(event: Event) -> str:
    """Return a cell with the description as a link, above who checked it."""
    check = format_check(event)
    below = f"<br><small>{CHECKED} {text(check)}</small>" if check else ""
    return f"{link_code(event.event_id, format_description(event))}{below}"


def _stack(first: str, second: str) -> str:
    """Return a cell of one text above another in small print; either may be empty."""
    return f"{text(first)}{'<br>' * bool(first and second)}{f'<small>{text(second)}</small>' * bool(second)}"


def _link_mentions(event: Event) -> str:
    """Return links to the mentions of an event; a single one is what its description links to."""
    keys = [key for key, *_ in event.claims]
    return f"<br>{len(keys):,} mentions: {link_codes(keys, TOLD)}" if len(keys) > 1 else ""


def _format_edtf(event: Event) -> str:
    if event.scale == "relative":
        return ""
    low, high = (None if end is None else format_day(end) for end in (event.low, event.high))
    return format_edtf(low, high, event.extent) or ""


def describe_hidden(number: int, noun: str) -> str:
    """State how many conclusions are not drawn because they rest on a single machine-coded article.

    Args:
        number: how many conclusions; 0 returns "".
        noun: their name in the singular.
    """
    if not number:
        return ""
    return f"Not shown: {format_count(number, noun)} based on a single article on at least one side."
