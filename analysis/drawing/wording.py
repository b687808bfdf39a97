"""What is said of a timeline: how to read its marks, what it shows, and the same as a table."""

from collections import Counter
from collections.abc import Callable, Sequence

from analysis.comparing.records import Event
from analysis.comparing.wording import day
from analysis.drawing.density import counted, is_dense, name_of, unit_of, words
from analysis.drawing.marks import kind_of
from analysis.drawing.markup import link, links, table, text
from analysis.drawing.scales import Scale
from analysis.edtf import edtf
from analysis.text import count

MOST_LISTED = 40


def facts(events: Sequence[Event]) -> list[Event]:
    """Return what happened."""
    return [event for event in events if event.status == "occurred"]


def caption(events: Sequence[Event], scale: Scale) -> str:
    """Explain the marks that are there."""
    kinds = {kind_of(event.low, event.high, event.extent) for event in events if not event.disputed}
    parts = [
        (scale.relative, "No article gives a calendar date: days count from the main event, the larger dot."),
        ("day" in kinds, "Filled dot: an exact day."),
        ("window" in kinds, "Hollow bar with whiskers: one day within."),
        ("span" in kinds, "Solid bar: all of these days."),
        ("open" in kinds, "Dissolving arrow: open end."),
        ("nowhere" in kinds, "Dotted line: time not given."),
        (any(event.disputed for event in events), "Pale marks joined by a line: tellings that disagree."),
        (
            bool(scale.breaks),
            "Torn axis: an empty stretch left out, its length named; one scale elsewhere.",
        ),
        (bool(scale.published), "Thin marks below the axis: articles published."),
        (
            len(facts(events)) < len(events),
            "Planned ▲, hypothetical ◆ and denied ✕ events are outlined, on an axis of their own.",
        ),
    ]
    shown = [said for there, said in parts if there]
    return " ".join([*shown, "Each mark leads to its words in the article."])


def description(events: Sequence[Event], listed: Sequence[Event], scale: Scale) -> str:
    """Say what a reader sees: kind, axis, numbers, the busiest time, the first events.

    Args:
        events: that are drawn.
        listed: those of them and others that the table lists; their density is drawn.
        scale: days to inches.
    """
    counts = Counter(event.status for event in events)
    first = "; ".join(f"{event.description}: {event.when}" for event in events[:MOST_LISTED])
    rest = len(events) - MOST_LISTED
    more = f"; and {rest:,} more in the table below" if rest > 0 else ""
    axis = "days from the main event" if scale.relative else "calendar days"
    kinds = ", ".join(f"{times:,} {status}" for status, times in counts.items())
    busiest = _busiest(facts(listed), scale) if is_dense(facts(listed), scale) else ""
    return (
        f"A timeline of {count(len(events), 'event')} on an axis of {axis}: {kinds}.{busiest} {first}{more}."
    )


def _busiest(happened: Sequence[Event], scale: Scale) -> str:
    unit = unit_of(scale)
    bins = counted(happened, unit, scale)
    number, most = max(bins.items(), key=lambda pair: pair[1].exact + pair[1].within)
    return f" Above it, events per {unit.name}: most in {name_of(unit, number, scale)}, {words(most)}."


def data(events: Sequence[Event]) -> str:
    """Return events as a table, with links to their tellings."""
    columns: dict[str, Callable[[Event], str]] = {
        "Event": lambda event: link(event.event_id, event.description),
        "When": lambda event: text(event.when),
        "EDTF": lambda event: text(_edtf(event)),
        "Status": lambda event: text(event.status),
        "PLOVER type": lambda event: text(event.type),
        "Mode": lambda event: text(event.mode or ""),
        "Actors": lambda event: text(", ".join(event.actors)),
        "Place": lambda event: text(event.place or ""),
        "Tellings": lambda event: f"{len(event.claims):,}: {links([key for key, *_ in event.claims])}",
        "Why these bounds": lambda event: text(event.reason),
    }
    body = [[cell(event) for cell in columns.values()] for event in events]
    return table("Events in order", list(columns), body)


def _edtf(event: Event) -> str:
    if event.scale == "relative":
        return ""
    low, high = (None if end is None else day(end) for end in (event.low, event.high))
    return edtf(low, high, event.extent) or ""


def not_shown(number: int, noun: str) -> str:
    """Say how many conclusions are not drawn because one machine-coded article is all that they rest on.

    Args:
        number: how many; "" for none.
        noun: what they are, in the singular.
    """
    if not number:
        return ""
    verb = "rests" if number == 1 else "rest"
    return f"Not shown: {count(number, noun)} that {verb} on a single article on one side."
