"""Find the day that an article reports on, the reference day of its undated statements."""

import datetime as dt
from collections import Counter

from analysis.coding.dates import DateMention
from analysis.coding.events.continuing import find_opening_day, gives_days
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import get_lemma, is_verb
from analysis.language.parsing import Article
from analysis.language.tokens import Token

# the report day is at most so many days before publication
FRESH = 4
KINDS = ("weekday", "deictic", "relative", "full")
# a report states its day in one of its first paragraphs
LEAD = 3
# how many heads up from a date its verb is searched for
REACH = 6


class ReportDay:
    """The reference day of an article.

    Attributes:
        published: ISO day of publication, if known.
        today: ISO day of the report: the day shortly before publication that occurs most often with
            "said", else the day of publication, else None.
        is_told: whether the article tells that it reports on the day of its publication.
        lead: its first paragraph of whole sentences, if it has one.
        opening: the day of the happening that the lead opens with, if it tells one.
    """

    def __init__(self, article: Article, dates: list[list[DateMention]]) -> None:
        """Find the report day among the date expressions of an article, one list per paragraph."""
        self.published = article.document.published
        self.lead = next((one for one in article.paragraphs if one.text.rstrip().endswith(".")), None)
        self.opening = None
        if self.lead is not None:
            of_lead = dates[article.paragraphs.index(self.lead)]
            self.opening = find_opening_day(self.lead, [date for date in of_lead if gives_days(date)])
        told = self._find_report_day(article, dates)
        self.today = told or self.published
        self.is_told = told is not None and told == self.published

    def _find_report_day(self, article: Article, dates: list[list[DateMention]]) -> str | None:
        if self.published is None:
            return None
        last = dt.date.fromisoformat(self.published)
        days: Counter[dt.date] = Counter()
        for paragraph, mentions in list(zip(article.paragraphs, dates, strict=True))[:LEAD]:
            for mention in mentions:
                day = mention.period.earliest
                fresh = day is not None and 0 <= (last - day).days <= FRESH
                if day is None or day != mention.period.latest or not fresh or mention.kind not in KINDS:
                    continue
                span = paragraph.tokens(mention.start, mention.end)
                days[day] += span is not None and _has_saying_verb(span.root)
        candidates = [(count, day) for day, count in days.items() if count]
        # the latest of equally frequent days
        return max(candidates)[1].isoformat() if candidates else None


def _has_saying_verb(token: Token) -> bool:
    """Return whether a date depends on a verb of saying."""
    for _ in range(REACH):
        if is_verb(token):
            return get_lemma(token) in get_words("cues", "quotation")
        token = token.head
    return False
