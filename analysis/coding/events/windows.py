"""When one mention of an event says that it was: by its dates, its tense, and the day of the report.

A one-day claim needs a date expression, or a report told as of the day of the news ("she said").
Everything else is a window: what is told as past ends with the report, what lies ahead begins with
it, what is going on has neither end. The rules follow what readers accepted as the time of events
in news (Reimers, Dehghani & Gurevych 2016, Temporal Anchoring of Events).
"""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from analysis.coding.dates import DateMention
from analysis.coding.events.report_day import ReportDay
from analysis.coding.events.status import find_status
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import child, governor, is_verb, lemma
from analysis.coding.syntax.tense import AHEAD, NOW, PAST, REACH, inherited, lender, reports, tense
from analysis.language.parsing import Paragraph

# how many characters before a date expression its preposition is looked for
BEFORE = 14
# a date behind a noun with one of these is the noun's: "a cut in September"
OF_NOUN = ("of", "for", "from", "in")


@dataclass(frozen=True)
class Window:
    """The days that one mention allows.

    Attributes:
        earliest, latest: ISO days, None for an open end.
        extent: ``within`` (one day of them) or ``throughout`` (all of them).
        reason: why these, in words.
        dated: whether a date expression gives them.
    """

    earliest: str | None
    latest: str | None
    extent: str
    reason: str
    dated: bool = False


@dataclass(frozen=True)
class TimeContext:
    """What the window of a mention is read from: its paragraph, the dates in it, the article's report_day."""

    paragraph: Paragraph
    dates: list[DateMention]
    report_day: ReportDay


def build_time_context(paragraph: Paragraph, dates: list[DateMention], report_day: ReportDay) -> TimeContext:
    """Return the context of a paragraph; of its date expressions those that give days."""
    return TimeContext(paragraph, [one for one in dates if _gives_days(one)], report_day)


def _gives_days(one: DateMention) -> bool:
    if one.kind == "reference" or not (one.period.earliest or one.period.latest):
        return False
    return one.type in ("DATE", "TIME") or one.kind in ("window", "ahead", "relative", "duration")


def find_window(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Return the window of one mention.

    Args:
        context: where it stands.
        token: the word that tells of the event.
        verb: the verb that carries its tense: itself, or the one a noun stands with.
    """
    return (
        _find_dated_window(context, token, verb)
        or _find_shared_window(context, token, verb)
        or _bound_by_tense(context, token, verb)
    )


def _find_dated_window(
    context: TimeContext, token: Token, verb: Token | None, barred: range = range(0)
) -> Window | None:
    """Return the window of the date expressions in the mention's own clause, if there are any.

    Args:
        context: where it stands.
        token: as of ``window``.
        verb: as of ``window``.
        barred: places of tokens; a date expression that begins there does not count.
    """
    found = None
    for one in context.dates:
        span = context.paragraph.tokens(one.start, one.end)
        if span is None or span.start in barred or not _depends_on(context.paragraph, one, token, verb):
            continue
        this = _read_date(context, one, tense(verb))
        # "from Monday to Wednesday" is one window
        opens = (
            found is not None
            and found.extent == "throughout"
            and found.latest in (None, context.report_day.today)
        )
        if found is None:
            found = this
        elif (
            opens and this.latest is not None and found.earliest is not None and found.earliest <= this.latest
        ):
            return replace(found, latest=this.latest, reason=f"{found.reason}, {this.reason}")
    return found


def _depends_on(paragraph: Paragraph, one: DateMention, token: Token, verb: Token | None) -> bool:
    """Tell whether a date expression hangs on the event's verb or noun, not on another's."""
    span = paragraph.tokens(one.start, one.end)
    if span is None or span.root.sent != token.sent:
        return False
    node = span.root
    marker = child(node, "case")
    if node.dep_ == "nmod" and marker is not None and marker.lower_ in OF_NOUN and is_verb(token):
        return False
    inside = range(span.start, span.end)
    carried: Token | None = None
    for _ in range(REACH):
        if node == token or (node == verb and node.i not in inside):
            return True
        if carried == node and lemma(node) not in words("dates", "occasions"):
            # "withdrew from a cup that begins on Monday": the date is the cup's
            return False
        if node.head == node or (is_verb(node) and node.i not in inside and not _carries_date(node)):
            return False
        carried = node.head if is_verb(node) and node.i not in inside else carried
        node = node.head
    return False


def _carries_date(verb: Token) -> bool:
    """Tell whether a participle only carries a date to its noun: "a truce starting Saturday".

    So it does for the occasion of an utterance: "in a statement issued on Thursday, she ...".
    """
    if not verb.dep_.startswith("acl"):
        return False
    carries = words("events", "starts") | words("events", "light") | words("dates", "scheduling")
    return lemma(verb) in carries or lemma(verb.head) in words("dates", "occasions")


def _read_date(context: TimeContext, one: DateMention, told: str) -> Window:
    """Read the days of a date expression with the preposition before it."""
    low, high = (day.isoformat() if day else None for day in (one.period.earliest, one.period.latest))
    today, extent = context.report_day.today, "within"
    place = one.start - context.paragraph.start
    before = context.paragraph.text[max(0, place - BEFORE) : place].lower().split()
    cue = before[-1] if before else ""
    if cue in ("since", "from") or one.text.lower().startswith("since"):
        ongoing = (
            told in NOW | AHEAD
            or told == "perfect"
            or (today is not None and low is not None and low > today)
        )
        high, extent = None if ongoing else context.report_day.published, "throughout"
    elif cue in ("until", "till", "through"):
        low, extent = today if told in AHEAD else None, "throughout"
    elif cue in ("by", "before"):
        low = today if told in AHEAD else None
    elif cue == "after":
        low, high = high, None if told in AHEAD else context.report_day.published
    else:
        cue = ""
        low, high = _cut_at_report(low, high, told, context.report_day.published)
    reason = f"dated by “{one.text}”" + (f" ({cue})" if cue else "")
    return Window(low, high, extent, reason, dated=True)


def _cut_at_report(
    low: str | None, high: str | None, told: str, today: str | None
) -> tuple[str | None, str | None]:
    """Cut off the days that the report itself excludes: "met this week" ends with it."""
    if today is None or low is None or high is None or not low <= today <= high:
        return low, high
    return (today, high) if told in AHEAD else (low, today) if told in PAST else (low, high)


def _find_shared_window(context: TimeContext, token: Token, verb: Token | None) -> Window | None:
    """Return the window of the verb that a mention without a date goes with: beside or above it.

    A date between two verbs is only the first one's: "left on Monday and complained".
    """
    node = verb if verb is not None else token
    if not is_verb(node) or node.dep_ not in ("conj", "xcomp", "advcl", "parataxis"):
        return None
    above = governor(node)
    clause = node.dep_ == "advcl" and (node.tag_ not in ("VBG", "VBN") or child(node, "mark") is not None)
    if clause or above == node or not is_verb(above) or tense(node) not in PAST | {"participle"}:
        return None
    between = range(*sorted((above.i, token.i))) if node.dep_ == "conj" else range(0)
    found = _find_dated_window(context, above, above, between)
    if found is None or found.extent != "within":
        return None
    return replace(found, reason=f"{found.reason} of the verb it goes with")


def _bound_by_tense(context: TimeContext, token: Token, verb: Token | None) -> Window:
    """Bound a mention without a date by its tense and the day of the report."""
    if verb is not None and (above := lender(verb)) is not None and token == verb:
        return _bound_by_tense(context, above, above)
    today, exact = _find_reporting_day(context, verb if verb is not None else token)
    told = tense(verb)
    if verb is not None and told in ("participle", "infinitive"):
        told = inherited(verb)
    if token != verb:
        return _bound_noun(context, token, verb, told, today)
    if verb is not None and reports(verb) and told in ("past", "present") and today is not None and exact:
        return Window(today, today, "within", "told as of the day of the report")
    if told in AHEAD:
        return Window(today, None, "within", "ahead: not before the report")
    if told in NOW:
        return Window(None, None, "throughout", "going on at the time of the report")
    low = _find_previous_day(context, token) if told == "past" else None
    end = _find_last_day(context, today)
    if low is not None and end is not None and low <= end:
        return Window(low, end, "within", "past: between the day told before and the report")
    return Window(None, end, "within", "told as past: no later than the report")


def _bound_noun(
    context: TimeContext, token: Token, verb: Token | None, told: str, today: str | None
) -> Window:
    if told in AHEAD or find_status(token, verb) in ("planned", "hypothetical"):
        return Window(today, None, "within", "ahead: not before the report")
    if told in NOW:
        return Window(None, None, "within", "a noun beside the present: open")
    return Window(None, _find_last_day(context, today), "within", "a noun: no later than the report")


def _find_last_day(context: TimeContext, told: str | None) -> str | None:
    """Return the last day of what is past: publication's, unless its clause was told on another day."""
    return context.report_day.published if told == context.report_day.today else told


def _find_reporting_day(context: TimeContext, token: Token) -> tuple[str | None, bool]:
    """Return the day by which a clause was told, and whether it was that very day.

    It is the last day of the date of the verb above it, else the day of the report.
    """
    report_day, node = context.report_day, token
    for _ in range(REACH):
        above = governor(node)
        if above == node:
            break
        node = above
        for one in context.dates:
            day = one.period.latest
            if day is not None and is_verb(node) and _depends_on(context.paragraph, one, node, node):
                known = report_day.today is None or day.isoformat() <= (
                    report_day.published or day.isoformat()
                )
                return (day.isoformat(), day == one.period.earliest) if known else (report_day.today, True)
    return report_day.today, True


def _find_previous_day(context: TimeContext, token: Token) -> str | None:
    """Return the day that the sentence before tells, which a simple past goes on from."""
    found = None
    for one in context.dates:
        span = context.paragraph.tokens(one.start, one.end)
        if span is None or one.period.earliest is None or one.period.earliest != one.period.latest:
            continue
        if span.root.sent.end == token.sent.start:
            found = one.period.earliest.isoformat()
    return found
