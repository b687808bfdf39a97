"""Say in one line under a chart what it rests on and how far to trust it."""

from dataclasses import replace

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.support import is_firm, is_person, keep_supported
from analysis.drawing.audits import describe_audit
from analysis.drawing.markup import Html, text
from analysis.drawing.quality import describe_expectation
from analysis.text import format_count

NOUNS = {
    "statements": "statement", "events": "event", "quotes": "attribution", "tones": "characterisation"
}  # fmt: skip
# the columns that decide what is counted
COUNTED = {
    "statements": ["doc_id", "actor", "issue", "stance", "doubt", "confidence", "coder"],
    "events": ["coder"],
    "quotes": ["coder"],
    "tones": ["coder"],
}
# the tables that a report writes beside its pages; the timeline has one row for each event, not each mention
FILES = {"events": "timeline.csv"}
# identifier of the section on the coder’s error
ERROR = "known-error"


def trust(codes: Codes, name: str, selection: Selection | None = None) -> Html:
    """Return texts, coders, checked codes, what was left out, expected error and data file in one line.

    Args:
        codes: a coded corpus.
        name: the table that the chart shows: statements, events, quotes or tones.
        selection: the codes that it shows; all by default.
    """
    selection = selection or Selection()
    frame = selected(codes, name, replace(selection, publish=False), COUNTED[name])
    shown = frame
    if name == "statements":
        shown = keep_supported(codes, frame) if selection.publish else frame[is_firm(frame)]
    parts = [
        _describe_texts(codes),
        f"coded by {', '.join(sorted(set(frame['coder']))) or 'nobody'}",
        _count_checked(shown, NOUNS[name]),
        _count_left_out(len(frame) - len(shown), selection.publish),
        "shown are only events that a person checked or two independent texts tell"
        if selection.publish and name == "events"
        else "",
    ]
    line = text("; ".join(filter(None, parts)))
    data = f"data: <code>{FILES.get(name, f'{name}.csv')}</code>."
    error = text(_describe_error(codes, name))
    link = f'<a href="#{ERROR}">How good are these codes?</a>'
    return Html(f'<p class="trust">{" ".join(filter(None, [f"{line};", data, error, link]))}</p>')


def _describe_texts(codes: Codes) -> str:
    number = codes.count("documents")
    return format_count(number, "article") if number else "a chronology"


def _count_checked(frame: pd.DataFrame, noun: str) -> str:
    checked = sum(number for coder, number in frame["coder"].value_counts().items() if is_person(coder))
    return f"checked by people: {checked:,} of {format_count(len(frame), noun)}"


def _count_left_out(number: int, publish: bool) -> str:
    verb = "is" if number == 1 else "are"
    why = "unchecked and without a second text" if publish else "too doubtful to count"
    return f"{number:,} {why} {verb} left out" if number else ""


def _describe_error(codes: Codes, name: str) -> str:
    if name != "statements" or not codes.coder:
        return ""
    return describe_expectation(codes) or (describe_audit(codes) if codes.audit is not None else "")
