"""Date one mention of an event by its date expressions, its tense and the day of the report.

A single day requires a date expression, or a statement as of the day of the report ("she said").
Everything else is a window: a past event ends with the report, a future one begins with it, and an
ongoing one is open at both ends. The rules follow the times that readers assigned to events in news
(Reimers, Dehghani & Gurevych 2016, Temporal Anchoring of Events).
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from analysis.coding.dates import DateMention
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.status import find_status
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_governor, get_lemma, is_verb
from analysis.coding.syntax.tense import (
    AHEAD,
    NOW,
    PAST,
    REACH,
    classify_tense,
    find_tense_source,
    inherit_tense,
    is_report,
)
from analysis.language.parsing import Paragraph

# how many characters before a date expression its preposition is searched for
BEFORE = 14
# a date that follows a noun with one of these belongs to the noun: "a cut in September"
OF_NOUN = ("of", "for", "from", "in")


@dataclass(frozen=True)
class Window:
    """The possible days of one mention.

    Attributes:
        earliest, latest: ISO days, None for an open end.
        extent: ``within`` (one of these days) or ``throughout`` (all of them).
        reason: the evidence, in words.
        dated: whether they come from a date expression.
    """

    earliest: str | None
    latest: str | None
    extent: str
    reason: str
    dated: bool = False


@dataclass(frozen=True)
class TimeContext:
    """The context that dates a mention: its paragraph, the dates in it and the day of the report."""

    paragraph: Paragraph
    dates: list[DateMention]
    report_day: ReportDay


def build_time_context(paragraph: Paragraph, dates: list[DateMention], report_day: ReportDay) -> TimeContext:
    """Return the context of a paragraph, with those of its date expressions that give days."""
    return TimeContext(paragraph, [date for date in dates if _gives_days(date)], report_day)


def _gives_days(date: DateMention) -> bool:
    if date.kind == "reference" or not (date.period.earliest or date.period.latest):
        return False
    return date.type in ("DATE", "TIME") or date.kind in ("window", "ahead", "relative", "duration")


def find_window(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Return the window of one mention.

    Args:
        context: of its paragraph.
        token: the trigger of the event.
        verb: the verb that carries its tense: itself, or the verb that governs a noun.
    """
    return (
        _find_dated_window(context, token, verb)
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
    found = None
    for date in context.dates:
        span = context.paragraph.tokens(date.start, date.end)
        if span is None or span.start in barred or not _depends_on(context.paragraph, date, token, verb):
            continue
        window = _read_date(context, date, classify_tense(verb))
        # "from Monday to Wednesday" is one window
        opens = (
            found is not None
            and found.extent == "throughout"
            and found.latest in (None, context.report_day.today)
        )
        if found is None:
            found = window
        elif (
            opens
            and window.latest is not None
            and found.earliest is not None
            and found.earliest <= window.latest
        ):
            return replace(found, latest=window.latest, reason=f"{found.reason}, {window.reason}")
    return found


def _depends_on(paragraph: Paragraph, date: DateMention, token: Token, verb: Token | None) -> bool:
    """Return whether a date expression depends on the verb or noun of the event, not on another."""
    span = paragraph.tokens(date.start, date.end)
    if span is None or span.root.sent != token.sent:
        return False
    node = span.root
    marker = find_child(node, "case")
    if node.dep_ == "nmod" and marker is not None and marker.lower_ in OF_NOUN and is_verb(token):
        return False
    inside = range(span.start, span.end)
    carried: Token | None = None
    for _ in range(REACH):
        if node == token or (node == verb and node.i not in inside):
            return True
        if carried == node and get_lemma(node) not in get_words("dates", "occasions"):
            # "withdrew from a cup that begins on Monday": the date belongs to the cup
            return False
        if node.head == node or (is_verb(node) and node.i not in inside and not _carries_date(node)):
            return False
        carried = node.head if is_verb(node) and node.i not in inside else carried
        node = node.head
    return False


def _carries_date(verb: Token) -> bool:
    """Return whether a participle passes its date on to its noun: "a truce starting Saturday".

    It also does so for the occasion of a statement: "in a statement issued on Thursday, she ...".
    """
    if not verb.dep_.startswith("acl"):
        return False
    carries = get_words("events", "starts") | get_words("events", "light") | get_words("dates", "scheduling")
    return get_lemma(verb) in carries or get_lemma(verb.head) in get_words("dates", "occasions")


def _read_date(context: TimeContext, date: DateMention, verb_tense: str) -> Window:
    """Return the window of a date expression, given the preposition before it."""
    low, high = (day.isoformat() if day else None for day in (date.period.earliest, date.period.latest))
    today, extent = context.report_day.today, "within"
    offset = date.start - context.paragraph.start
    before = context.paragraph.text[max(0, offset - BEFORE) : offset].lower().split()
    cue = before[-1] if before else ""
    if cue in ("since", "from") or date.text.lower().startswith("since"):
        ongoing = (
            verb_tense in NOW | AHEAD
            or verb_tense == "perfect"
            or (today is not None and low is not None and low > today)
        )
        high, extent = None if ongoing else context.report_day.published, "throughout"
    elif cue in ("until", "till", "through"):
        low, extent = today if verb_tense in AHEAD else None, "throughout"
    elif cue in ("by", "before"):
        low = today if verb_tense in AHEAD else None
    elif cue == "after":
        low, high = high, None if verb_tense in AHEAD else context.report_day.published
    else:
        cue = ""
        low, high = _cut_at_report(low, high, verb_tense, context.report_day.published)
    reason = f"dated by “{date.text}”" + (f" ({cue})" if cue else "")
    return Window(low, high, extent, reason, dated=True)


def _cut_at_report(
    low: str | None, high: str | None, verb_tense: str, today: str | None
) -> tuple[str | None, str | None]:
    """Cut off the days that the day of the report excludes: "met this week" ends with it."""
    if today is None or low is None or high is None or not low <= today <= high:
        return low, high
    if verb_tense in AHEAD:
        return today, high
    return (low, today) if verb_tense in PAST else (low, high)


def _find_shared_window(context: TimeContext, token: Token, verb: Token | None) -> Window | None:
    """Return the window of the governing or coordinate verb of a mention without a date.

    A date between two verbs belongs to the first one only: "left on Monday and complained".
    """
    node = verb if verb is not None else token
    if not is_verb(node) or node.dep_ not in ("conj", "xcomp", "advcl", "parataxis"):
        return None
    above = find_governor(node)
    clause = node.dep_ == "advcl" and (
        node.tag_ not in ("VBG", "VBN") or find_child(node, "mark") is not None
    )
    if clause or above == node or not is_verb(above) or classify_tense(node) not in PAST | {"participle"}:
        return None
    between = range(*sorted((above.i, token.i))) if node.dep_ == "conj" else range(0)
    found = _find_dated_window(context, above, above, between)
    if found is None or found.extent != "within":
        return None
    return replace(found, reason=f"{found.reason}, the date of a linked verb")


def _find_window_by_tense(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Return the window of a mention without a date, by its tense and the day of the report."""
    if verb is not None and (above := find_tense_source(verb)) is not None and token == verb:
        return _find_window_by_tense(context, above, above)
    today, exact = _find_reporting_day(context, verb if verb is not None else token)
    verb_tense = classify_tense(verb)
    if verb is not None and verb_tense in ("participle", "infinitive"):
        verb_tense = inherit_tense(verb)
    if token != verb:
        return _find_noun_window(context, token, verb, verb_tense, today)
    is_statement = verb is not None and is_report(verb) and verb_tense in ("past", "present")
    if is_statement and today is not None and exact:
        return Window(today, today, "within", "a statement, dated to the day of the report")
    if verb_tense in AHEAD:
        return Window(today, None, "within", "in the future: not before the report")
    if verb_tense in NOW:
        return Window(None, None, "throughout", "ongoing at the time of the report")
    low = _find_previous_day(context, token) if verb_tense == "past" else None
    end = _find_last_day(context, today)
    if low is not None and end is not None and low <= end:
        return Window(low, end, "within", "in the past: between the day mentioned before and the report")
    return Window(None, end, "within", "in the past: no later than the report")


def _find_noun_window(
    context: TimeContext, token: Token, verb: Token | None, verb_tense: str, today: str | None
) -> Window:
    if verb_tense in AHEAD or find_status(token, verb) in ("planned", "hypothetical"):
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
            if day is not None and is_verb(node) and _depends_on(context.paragraph, date, node, node):
                known = report_day.today is None or day.isoformat() <= (
                    report_day.published or day.isoformat()
                )
                return (day.isoformat(), day == date.period.earliest) if known else (report_day.today, True)
    return report_day.today, True


def _find_previous_day(context: TimeContext, token: Token) -> str | None:
    """Return the last exact day in the sentence before, from which a simple past continues."""
    found = None
    for date in context.dates:
        span = context.paragraph.tokens(date.start, date.end)
        if span is None or date.period.earliest is None or date.period.earliest != date.period.latest:
            continue
        if span.root.sent.end == token.sent.start:
            found = date.period.earliest.isoformat()
    return found
