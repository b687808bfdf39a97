"""Read which days a date expression gives an event, by its preposition and the tense of the event's verb."""

import datetime as dt
from dataclasses import dataclass

from analysis.coding.dates import DateMention
from analysis.coding.events.report_day import FRESH, ReportDay
from analysis.coding.syntax.tense import AHEAD, NOW, PAST
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Paragraph

# how many characters before a date expression its preposition is searched for
BEFORE = 14
# kinds of expressions that count from the day on which they were said
DEICTIC = ("deictic", "relative")


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


def read_date(paragraph: Paragraph, date: DateMention, verb_tense: str, report_day: ReportDay) -> Window:
    """Return the window of a date expression, given the preposition before it.

    Args:
        paragraph: that contains it.
        date: the expression.
        verb_tense: of the event's verb, as ``classify_tense`` returns it.
        report_day: of the article.
    """
    low, high = (day.isoformat() if day else None for day in (date.period.earliest, date.period.latest))
    today, extent = report_day.today, "within"
    offset = date.start - paragraph.start
    before = paragraph.text[max(0, offset - BEFORE) : offset].lower().split()
    cue = before[-1] if before else ""
    if cue in ("since", "from") or date.text.lower().startswith("since"):
        ongoing = (
            verb_tense in NOW | AHEAD
            or verb_tense == "perfect"
            or (today is not None and low is not None and low > today)
        )
        high, extent = None if ongoing else report_day.published, "throughout"
    elif cue in ("until", "till", "through"):
        low, extent = today if verb_tense in AHEAD else None, "throughout"
    elif cue in ("by", "before") or before[-2:] == ["as", "of"]:
        low = today if verb_tense in AHEAD else None
    elif cue == "after":
        low, high = high, None if verb_tense in AHEAD else report_day.published
    elif low is not None and _is_of_unknown_day(paragraph, date, report_day):
        low = (dt.date.fromisoformat(low) - dt.timedelta(FRESH)).isoformat()
        cue = "as somebody said before the report"
    else:
        cue = ""
        low, high = _cut_at_report(low, high, verb_tense, report_day.published)
    reason = f"dated by “{date.text}”" + (f" ({cue})" if cue else "")
    return Window(low, high, extent, reason, dated=True)


def _is_of_unknown_day(paragraph: Paragraph, date: DateMention, report_day: ReportDay) -> bool:
    """Return whether "this morning" was quoted in a report that does not tell of its own day."""
    if date.kind not in DEICTIC or report_day.is_told or report_day.published is None:
        return False
    published = dt.date.fromisoformat(report_day.published)
    is_counted = date.day in (published, published - dt.timedelta(1), published + dt.timedelta(1))
    return is_counted and is_quoted(paragraph, date.start - paragraph.start)


def _cut_at_report(
    low: str | None, high: str | None, verb_tense: str, today: str | None
) -> tuple[str | None, str | None]:
    """Cut off the days that the day of the report excludes: "met this week" ends with it.

    A period that ends or begins with it stays whole: cut, it would claim a day that nobody told.
    """
    if today is None or low is None or high is None or not low <= today < high:
        return low, high
    if verb_tense in AHEAD:
        return today, high
    if verb_tense not in PAST:
        return low, high
    # "met this week", on a Monday, may have been some days before
    return (low if low < today else None), today


def is_quoted(paragraph: Paragraph, place: int) -> bool:
    """Return whether an offset in a paragraph is within quotation marks."""
    return any(start <= place < end for start, end in find_quoted_spans(paragraph.text))
