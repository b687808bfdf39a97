"""The day that an article reports on: what is told without a date is told as of it."""

import datetime as dt
from collections import Counter

from spacy.tokens import Token

from analysis.coding.dates import DateMention
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import is_verb, lemma
from analysis.language.parsing import Article

# the news of an article happened within so many days before its publication
FRESH = 4
KINDS = ("weekday", "deictic", "relative", "full")
# a report says in one of its first paragraphs of which day it is
LEAD = 3
# how far up the verb that a date stands with is looked for
REACH = 6


class ReportDay:
    """The time that an article is told from.

    Attributes:
        published: ISO day of publication, if known.
        today: ISO day of the report: the day shortly before publication that "said" stands with most
            often, else that of publication, else None.
    """

    def __init__(self, article: Article, dates: list[list[DateMention]]) -> None:
        """Find the day of the report among the date expressions of an article, a list per paragraph."""
        self.published = article.document.published
        self.today = self._find_report_day(article, dates) or self.published

    def _find_report_day(self, article: Article, dates: list[list[DateMention]]) -> str | None:
        if self.published is None:
            return None
        last = dt.date.fromisoformat(self.published)
        days: Counter[dt.date] = Counter()
        for paragraph, mentions in list(zip(article.paragraphs, dates, strict=True))[:LEAD]:
            for one in mentions:
                day = one.period.earliest
                fresh = day is not None and 0 <= (last - day).days <= FRESH
                if day is None or day != one.period.latest or not fresh or one.kind not in KINDS:
                    continue
                span = paragraph.tokens(one.start, one.end)
                days[day] += span is not None and _has_saying_verb(span.root)
        said = [(count, day) for day, count in days.items() if count]
        # of equals the latest: news is told to the end
        return max(said)[1].isoformat() if said else None


def _has_saying_verb(token: Token) -> bool:
    """Tell whether a day stands with a verb of saying."""
    for _ in range(REACH):
        if is_verb(token):
            return lemma(token) in words("cues", "quotation")
        token = token.head
    return False
