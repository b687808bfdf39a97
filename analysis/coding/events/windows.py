"""Date one mention of an event by its date expressions, its tense and the day of the report.

A single day requires a date expression, or a statement as of the day of the report ("she said").
Everything else is a window: a past event ends with the report, a future one begins with it, and an
ongoing one is open at both ends. The rules follow the times that readers assigned to events in news
(Reimers, Dehghani & Gurevych 2016, Temporal Anchoring of Events).
"""

from dataclasses import dataclass, replace

from analysis.coding.dates import DateMention
from analysis.coding.events.attachment import is_dated_by, is_occasion, shares_day
from analysis.coding.events.continuing import (
    count_from_opening,
    find_day_of_lead,
    find_previous_day,
    gives_days,
    is_placed,
)
from analysis.coding.events.date_windows import Window, is_quoted, read_date
from analysis.coding.events.happenings import BEING, is_of_thing
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.status import find_status
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_governor,
    find_marker,
    get_lemma,
    has_child,
    is_verb,
)
from analysis.coding.syntax.tense import (
    AHEAD,
    NOW,
    PAST,
    REACH,
    classify_tense,
    find_tense_source,
    inherit_tense,
    is_act,
    is_report,
    is_speech_act,
)
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# kinds of expressions that may have no day without another date
OPEN = ("clock", "adjacent")


@dataclass(frozen=True)
class TimeContext:
    """The context that dates a mention: its paragraph, the dates in it and the day of the report.

    Attributes:
        dates: the date expressions that give days.
        open_dates: those whose day the dates before them do not give.
        is_lead: whether the paragraph opens the article.
    """

    paragraph: Paragraph
    dates: list[DateMention]
    open_dates: list[DateMention]
    report_day: ReportDay
    is_lead: bool


def build_time_context(paragraph: Paragraph, dates: list[DateMention], report_day: ReportDay) -> TimeContext:
    """Return the context of a paragraph, with its date expressions."""
    given = [date for date in dates if gives_days(date)]
    open_dates = [date for date in dates if date.kind in OPEN and date.period.earliest is None]
    return TimeContext(paragraph, given, open_dates, report_day, paragraph is report_day.lead)


def find_window(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Return the window of one mention.

    Args:
        context: of its paragraph.
        token: the trigger of the event.
        verb: the verb that carries its tense: itself, or the verb that governs a noun.
    """
    return (
        _find_dated_window(context, token, verb)
        or _find_counted_window(context, token)
        or _find_shared_window(context, token, verb)
        or _find_window_by_tense(context, token, verb)
    )


def _find_dated_window(
    context: TimeContext, token: Token, verb: Token | None, barred: range = range(0)
) -> Window | None:
    """Return the window of the date expressions in the clause of a mention, None if there are none.

    Args:
        context: as in ``find_window``.
        token: as in ``find_window``.
        verb: as in ``find_window``.
        barred: token indices; a date expression that begins at one of them does not count.
    """
    own = [
        (date, span)
        for date in context.dates
        if (span := context.paragraph.tokens(date.start, date.end)) is not None
        and span.start not in barred
        and is_dated_by(context.paragraph, date, token, verb)
    ]
    # "at 2 a.m. on Friday": a time of day says less than a day
    own = [pair for pair in own if pair[0].kind != "clock"] or own
    if not own:
        return None
    windows = [
        read_date(context.paragraph, date, classify_tense(verb), context.report_day) for date, _ in own
    ]
    first, last = windows[0], windows[-1]
    is_run = first.extent == "throughout" and first.latest in (None, context.report_day.today)
    if is_run and first.earliest is not None and last.latest is not None and first.earliest <= last.latest:
        # "from Monday to Wednesday" is one window
        return replace(first, latest=last.latest, reason=f"{first.reason}, {last.reason}")
    nearest = min(range(len(own)), key=lambda index: abs(own[index][1].start - token.i))
    return windows[nearest]


def _find_counted_window(context: TimeContext, verb: Token) -> Window | None:
    """Return the window of a past verb with a time of day or "the same day", counted from the lead."""
    opening = context.report_day.opening
    if opening is None or not is_verb(verb) or classify_tense(verb) != "past":
        return None
    for date in context.open_dates:
        day = count_from_opening(context.paragraph, date, opening)
        if day is not None and is_dated_by(context.paragraph, date, verb, verb):
            reason = f"dated by “{date.text}”, counted from the day of the lead"
            return Window(day.isoformat(), day.isoformat(), "within", reason, dated=True)
    return None


def _find_shared_window(context: TimeContext, token: Token, verb: Token | None) -> Window | None:
    """Return the window of the governing or coordinate verb of a mention without a date.

    A date between two verbs belongs to the first one only: "left on Monday and complained".
    """
    node = verb if verb is not None else token
    above = find_governor(node)
    if above == node or not _goes_with(node, above) or (token != node and not shares_day(token, node)):
        return None
    between = range(*sorted((above.i, token.i))) if node.dep_ == "conj" else range(0)
    found = _find_dated_window(context, above, above, between)
    if found is None or found.extent != "within":
        return None
    return replace(found, reason=f"{found.reason}, the date of a linked verb")


def _goes_with(node: Token, above: Token) -> bool:
    """Return whether a clause tells what happened with the verb above it: ", killing four", "and fled"."""
    if not (is_verb(node) and is_verb(above)):
        return False
    if node.dep_ == "xcomp" and node.tag_ == "VB" and find_auxiliaries(above) & BEING:
        # "on Monday, the court is expected to rule"
        return get_lemma(above) in get_words("events", "scheduled") and classify_tense(above) in NOW
    if classify_tense(node) not in PAST | {"participle"}:
        return False
    if node.dep_ == "advcl" and node.tag_ == "VBG":
        return find_marker(node) is None and node.i > 0 and node.nbor(-1).text == ","
    if node.dep_ == "advcl":
        is_simultaneous = has_child(node, "advmod", "when") or has_child(node, "mark", "when", "as", "while")
        return is_simultaneous or (node.tag_ == "VBN" and find_marker(node) is None)
    if node.dep_ in ("parataxis", "xcomp"):
        # "it was reported on Saturday she had left": the date is that of the report
        return get_lemma(above) not in get_words("cues", "clause")
    return node.dep_ == "conj" and (node.tag_ == "VBG") == (above.tag_ == "VBG")


def _find_window_by_tense(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Return the window of a mention without a date, by its tense and the day of the report."""
    if verb is not None and (above := find_tense_source(verb)) is not None and token == verb:
        found = _find_window_by_tense(context, above, above)
        return _open_start(found) if is_act(token) else found
    today, exact = _find_reporting_day(context, verb if verb is not None else token)
    verb_tense = classify_tense(verb)
    if verb is not None and verb_tense in ("participle", "infinitive"):
        verb_tense = inherit_tense(verb)
    if token != verb:
        return _find_noun_window(context, token, verb, verb_tense, today)
    is_statement = verb is not None and (
        (_is_report_of_day(context, verb) and verb_tense in ("past", "present"))
        or _is_act_of_day(context, verb)
    )
    if is_statement and today is not None and exact:
        return Window(today, today, "within", "a statement, dated to the day of the report")
    if verb_tense in AHEAD and find_status(token, verb) != "occurred":
        return Window(today, None, "within", "in the future: not before the report")
    if verb_tense in AHEAD:
        return Window(None, None, "within", "a purpose or consequence, whose day nobody told")
    if verb_tense in NOW:
        return Window(None, None, "throughout", "ongoing at the time of the report")
    end = _find_last_day(context, today)
    continued = _find_continued_window(context, token, end) if verb_tense == "past" else None
    if continued is not None:
        return continued
    return Window(None, end, "within", "in the past: no later than the report")


def _find_continued_window(context: TimeContext, verb: Token, end: str | None) -> Window | None:
    """Return the window of a clause that goes on from a day mentioned before, None if there is none."""
    if find_status(verb, verb) != "occurred":
        return None
    day = find_day_of_lead(context.paragraph, context.dates, verb) if context.is_lead else None
    if day is not None and (end is None or day.isoformat() <= end):
        return Window(day.isoformat(), day.isoformat(), "within", "goes on with what the lead dates")
    last = find_previous_day(context.paragraph, context.dates, verb)
    # the day mentioned before may be that of the report, which would claim a day
    if last is None or end is None or last.isoformat() >= end:
        return None
    reason = "in the past: between the day mentioned before and the report"
    return Window(last.isoformat(), end, "within", reason)


def _is_report_of_day(context: TimeContext, verb: Token) -> bool:
    """Return whether a verb only says something, as of the day of the report.

    What was announced or written is news of its own, dated by a report that tells its day.
    """
    is_news = get_lemma(verb) in get_words("events", "announcing") or is_of_thing(verb)
    return is_report(verb) and not is_placed(verb) and (context.report_day.is_told or not is_news)


def _is_act_of_day(context: TimeContext, verb: Token) -> bool:
    """Return whether a report of the day tells in its own words what somebody did by speaking."""
    is_main = verb.dep_ in ("ROOT", "parataxis", "conj") and classify_tense(verb) in ("past", "perfect")
    characterises = get_lemma(verb) in get_words("cues", "naming") | get_words("cues", "clause")
    is_told = context.report_day.is_told and (is_speech_act(verb) or (is_main and characterises))
    return is_told and not is_quoted(context.paragraph, verb.idx)


def _open_start(window: Window) -> Window:
    """Return the window of an act that is told with a statement, without claiming its day."""
    if window.earliest is None or window.earliest != window.latest:
        return window
    return replace(window, earliest=None, reason="told with a statement: no later than it")


def _find_noun_window(
    context: TimeContext, token: Token, verb: Token | None, verb_tense: str, today: str | None
) -> Window:
    if verb is not None and is_occasion(token, verb):
        return find_window(context, verb, verb)
    status = find_status(token, verb)
    if status in ("planned", "hypothetical") or (verb_tense in AHEAD and status != "occurred"):
        return Window(today, None, "within", "in the future: not before the report")
    if verb_tense in NOW:
        return Window(None, None, "within", "named by a noun, with a verb in the present tense: open")
    return Window(None, _find_last_day(context, today), "within", "named by a noun: no later than the report")


def _find_last_day(context: TimeContext, today: str | None) -> str | None:
    """Return the last day of a past event: publication, unless its clause was stated on another day."""
    return context.report_day.published if today == context.report_day.today else today


def _find_reporting_day(context: TimeContext, token: Token) -> tuple[str | None, bool]:
    """Return the day by which a clause was stated, and whether it was stated on exactly that day.

    It is the last day of the date of the governing verb, else the day of the report.
    """
    report_day, node = context.report_day, token
    for _ in range(REACH):
        above = find_governor(node)
        if above == node:
            break
        node = above
        for date in context.dates:
            day = date.period.latest
            if day is not None and is_verb(node) and is_dated_by(context.paragraph, date, node, node):
                known = report_day.today is None or day.isoformat() <= (
                    report_day.published or day.isoformat()
                )
                return (day.isoformat(), day == date.period.earliest) if known else (report_day.today, True)
    return report_day.today, True
