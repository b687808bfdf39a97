"""Say in a headline and sentences what happened, what most articles tell and what lies ahead."""

import re

import pandas as pd

from analysis.comparing.foremost import select_foremost
from analysis.comparing.records import Event, read_rows
from analysis.comparing.tellings import format_description, format_sentence, format_telling
from analysis.drawing.bounds import describe_kept
from analysis.drawing.findings import Findings, Part, Sentence
from analysis.drawing.ticks import spell_days
from analysis.text import clean_line, format_count

# characters of an event's description
LONGEST = 160
# marks of a text that runs on from a headline or menu, or was cut
RUN_ON = re.compile(r".*[|…]", re.DOTALL)
# words that say nothing outside their article, and the ends of torn clauses
NEEDS_CONTEXT = re.compile(
    r"\[|(?:he|she|it|they|this|these|those|his|her|their|its)\b"
    r"|.*\b(?:today|yesterday|tomorrow|tonight|earlier|(?:this|last|next) (?:week|month|year))\b"
    r"|.*\b(?:that|which|who|and|or|of|to|the|had|has|have|was|were)$"
    rf"|{RUN_ON.pattern}",
    re.IGNORECASE | re.DOTALL,
)
# a clause of which only the beginning was kept: "the outbreak that had, by reports"
TORN = re.compile(r",? (?:that|which|who) (?:had|has|have|was|were|is|are), [^,]*$")


def timeline_findings(events: pd.DataFrame) -> Findings:
    """Say what happened, what most articles tell, what lies ahead and what is disputed.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    if events.empty:
        return Findings([Part("No events were found.")], [])
    happened = events["status"] == "occurred"
    claimed = happened & (events["claimed_by"].map(len) > 0)
    facts = events[happened & ~claimed]
    return Findings(
        _name_foremost(facts if len(facts) else events),
        [
            _count_events(facts, len(events) - int(happened.sum()), str(events["scale"].iloc[0])),
            [Part(kept)] if (kept := describe_kept(events)) else [],
            _describe_most_told(events[happened]),
            _point_out(events[events["status"] == "planned"], "planned"),
            _point_out(events[claimed], "told only as somebody’s claim"),
            _point_out(events[events["disputed"].astype(bool)], "dated differently by different articles"),
            _count_checked(events),
        ],
    )


def _choose_foremost(events: pd.DataFrame, avoided: re.Pattern[str] = NEEDS_CONTEXT) -> Event:
    """Return the most important event, of those whose description is not to be avoided if there are any."""
    readable = [not avoided.match(words) for words in events["description"]]
    (event,) = read_rows(select_foremost(events[readable] if any(readable) else events, 1), Event)
    return event


def _name_foremost(events: pd.DataFrame) -> Sentence:
    event = _choose_foremost(events)
    return [_link_event(event), Part(_format_when(event))]


def _link_event(event: Event) -> Part:
    words = format_sentence(event) if event.status == "planned" else format_description(event)
    return Part(clean_line(TORN.sub(" …", words), LONGEST), event.event_id)


def _quote_event(event: Event) -> Sentence:
    """Return the description of an event as the words of an article, which may be of its own day."""
    return [Part("“"), _link_event(event), Part("”")]


def _format_when(event: Event) -> str:
    is_known = event.scale == "calendar" and (event.low is not None or event.high is not None)
    return f" ({spell_days(event.when)})" if is_known else ""


def _count_events(facts: pd.DataFrame, others: int, scale: str) -> Sentence:
    """Return how many events are told as fact, how well they are dated, and how many others there are."""
    is_exact = (facts["low"] == facts["high"]) & facts["low"].notna() & (facts["scale"] == "calendar")
    is_open = facts["low"].isna() & facts["high"].isna()
    dated = {
        "on an exact calendar day": int(is_exact.sum()),
        "within known bounds": int((~is_exact & ~is_open).sum()),
        "without any bound in time": int(is_open.sum()),
    }
    counts = ", ".join(f"{number:,} {how}" for how, number in dated.items() if number)
    words = (
        f"{format_count(len(facts), 'event')} {_agree(len(facts))} told as fact{': ' * bool(counts)}{counts}."
    )
    if others:
        words += f" {format_count(others, 'further event')} {_agree(others)} planned, hypothetical or denied."
    if scale == "relative":
        words += " The articles give no calendar dates, so days are counted from the main event."
    return [Part(words)]


def _agree(number: int) -> str:
    return "is" if number == 1 else "are"


def _count_checked(events: pd.DataFrame) -> Sentence:
    """Return how many events of the articles people checked; nothing if none."""
    told = events[events["doc_id"].notna()]
    checked = [
        (people, key) for people, key in zip(told["checked_by"], told["event_id"], strict=True) if people
    ]
    if not checked:
        return []
    names = " and ".join(sorted({name for people, _ in checked for name in people}))
    number = f"{len(checked):,} of {format_count(len(told), 'event')}"
    return [Part(f"{names} checked "), Part(number, checked[0][1]), Part(" told in the articles.")]


def _describe_most_told(facts: pd.DataFrame) -> Sentence:
    """Return the event that most articles tell; of several told equally often one, with their number."""
    if facts.empty or facts["articles"].max() < 2:
        return []
    widest = facts[facts["articles"] == facts["articles"].max()]
    event = _choose_foremost(widest)
    told = spell_days(format_telling(event))
    several = f"{len(widest):,} events are told most often, among them "
    head = "Told most often: " if len(widest) == 1 else several
    return [Part(head), *_quote_event(event), Part(f" ({told}).")]


def _point_out(events: pd.DataFrame, what: str) -> Sentence:
    """Return how many events are of a kind, and the foremost of them."""
    if events.empty:
        return []
    # as a quotation, it may say "today"
    event = _choose_foremost(events, RUN_ON)
    among = ": " if len(events) == 1 else ", among them "
    return [
        Part(f"{format_count(len(events), 'event')} {_agree(len(events))} {what}{among}"),
        *_quote_event(event),
        Part(f"{_format_when(event)}."),
    ]
