"""Read the lines that date what stands below them: the times of a live page, the days of a chronicle."""

import datetime as dt
import re
from collections import Counter

from analysis.coding.dates.finding import find_matches
from analysis.coding.dates.mention import DateMention
from analysis.language.parsing import Article

# what a line that is a day may have beside it: a time of day, its zone
TIME = r"(?P<time>(?:at\s+)?\d{1,2}[.:]\d\d(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)"
BESIDE = re.compile(rf"[\s,–—|-]*(?:{TIME})?[\s,.:–—|-]*", re.IGNORECASE)
# what such a line may begin with: "Posted at", "Updated 6:40 p.m. ET,"
LEAD = re.compile(
    r"[\s•*–—|-]*(?:(?P<word>posted|updated|added)\b:?\s*(?:on\s+|at\s+)?)?"
    rf"(?:{TIME.replace('?P<time>', '?:')})?[\s,.–—|-]*",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\d[.:]\d\d")
KINDS = ("full", "iso", "numeric")
# in characters
LONGEST = 60
# lines of days without times are a series if there are two, and about the present if not older, in days
SERIES, RECENT = 2, 31


class Stamps:
    """The lines of an article that are only a day, with or without a time.

    A line with a time dates all that follows up to the next such line; so does one of several recent days.
    Any other dates the paragraph below it, as in a chronology.
    """

    def __init__(self, article: Article) -> None:
        """Find these lines among the paragraphs of an article."""
        found = [(number, _read_stamp(p.text)) for number, p in enumerate(article.paragraphs)]
        stamps = [(number, stamp) for number, stamp in found if stamp is not None]
        words = Counter(word for _, (_, word) in stamps)
        # a single "Updated ..." is the date of the page
        self._timed = {number: timed for number, (timed, word) in stamps if not word or words[word] >= SERIES}
        self._is_series = list(self._timed.values()).count(False) >= SERIES
        self._day: dt.date | None = None
        self._lasts = True
        self._number = -1

    def get_day(self, number: int) -> dt.date | None:
        """Return the day that dates a paragraph, None if no line does."""
        return self._day if self._lasts or number == self._number + 1 else None

    def enter(self, number: int, mentions: list[DateMention], published: dt.date | None) -> None:
        """Take over the day of a paragraph for those below it, if the paragraph is such a line.

        Args:
            number: of the paragraph.
            mentions: its dates.
            published: the day of publication, if known; no line dates from a later day.
        """
        day = mentions[0].day if number in self._timed and mentions else None
        if day is None or (published is not None and day > published):
            return
        is_recent = published is None or (published - day).days <= RECENT
        self._day, self._number = day, number
        self._lasts = self._timed[number] or (self._is_series and is_recent)


def _read_stamp(text: str) -> tuple[bool, str] | None:
    """Return whether a line that is only a day has a time, and the word before it; None for others."""
    if len(text) > LONGEST:
        return None
    matches = [match for match in find_matches(text) if match.kind in KINDS]
    if len(matches) != 1:
        return None
    before, after = text[: matches[0].start], text[matches[0].end :]
    beside = BESIDE.fullmatch(after)
    lead = LEAD.fullmatch(before)
    if beside is None or lead is None:
        return None
    is_timed = bool(beside["time"] or {"h", "noon"} & set(matches[0].groups) or CLOCK.search(text))
    return is_timed, (lead["word"] or "").lower()
