"""Find the words that somebody said on another day than that of the article.

In them, "yesterday" is the day before they were said: "'I met him yesterday,' she said on Friday". The day of
speech is a date that belongs to the verb of saying, or to the letter or speech in which it was said.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.dates.calendar import Period
from analysis.coding.dates.finding import DAYS, NAMED
from analysis.coding.dates.mention import DateMention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_complement, find_marker, get_lemma, is_verb
from analysis.coding.syntax.outlook import BEFORE, follows_saying
from analysis.language.marks import find_quoted_spans
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# kinds of expressions that say when somebody spoke
KINDS = (*DAYS, *NAMED, "ago", "nth", "season", "year")
# "told the council on Friday", "in a letter of 3 May", but not "told the council of the Friday vote"
WHEN = (None, "on", "in", "at")
CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis")
# "Speaking on Friday, she said"
SPEAKING = ("speak", "talk", "write", "address", "testify")
# "said at Friday's rally"
PLACES = ("at", "during")
REACH = 6
# between a day and the words of that day: "The tweet of 4 May read: “…”", "Brandt on 4 May: “…”"
INSCRIBED = re.compile(r"\s*(?:reads?|ran|runs|said|says)?\s*:\s*")


@dataclass(frozen=True)
class Saying:
    """Words of a document and the days on one of which they were said.

    Attributes:
        start, end: offsets in the document's text.
        period: the possible days.
    """

    start: int
    end: int
    period: Period


def find_sayings(paragraph: Paragraph, mentions: list[DateMention], today: dt.date | None) -> list[Saying]:
    """Return the parts of a paragraph that are somebody's words and whose day the paragraph names.

    Args:
        paragraph: the paragraph.
        mentions: its dates, counted from ``today``.
        today: the day that the paragraph is from, if known; nothing was said later.
    """
    quoted = find_quoted_spans(paragraph.text)
    found = []
    for mention in mentions:
        period = mention.period
        if mention.kind not in KINDS or period.earliest is None or period.latest is None:
            continue
        if today is not None and today < period.latest:
            if today < period.earliest:
                continue
            period = Period(None, period.earliest, today)
        span = paragraph.tokens(mention.start, mention.end)
        place = mention.start - paragraph.start
        if span is None or any(start < place < end for start, end in quoted):
            continue
        verb = _find_saying_verb(span.root)
        words = [] if verb is None else list(_find_words(verb, quoted, paragraph))
        if not words and follows_saying(paragraph.text[max(0, place - BEFORE) : place]):
            # "according to a letter of 3 May, …", or a date that the parser took for one of what was said
            words = [(mention.end - paragraph.start, span.sent.end_char)]
        if not words:
            words = [
                quote
                for quote in quoted
                if INSCRIBED.fullmatch(paragraph.text, mention.end - paragraph.start, quote[0])
            ]
        found += [
            Saying(paragraph.start + start, paragraph.start + end, period)
            for start, end in words
            if not start <= place < end
        ]
    return found


def _find_saying_verb(date: Token) -> Token | None:
    """Return the verb of saying that a date belongs to, None if it belongs to anything else."""
    node = date
    for _ in range(REACH):
        head = node.head
        if head == node:
            return None
        is_occasion = get_lemma(head) in get_words("dates", "occasions")
        is_modifier = node.dep_ in ("compound", "nmod:poss", "amod")
        is_phrase = node == date and not is_modifier and not is_verb(head) and not is_occasion
        if is_phrase and find_marker(date) not in WHEN:
            return None
        is_dated = is_verb(node) and _dates_occasion(node)
        if (node.dep_ in CLAUSES and not is_dated) or (
            is_modifier and not is_occasion and find_marker(head) not in PLACES
        ):
            return None
        if is_verb(head) and not _dates_occasion(head):
            if head.dep_ in ("advcl", "acl") and get_lemma(head) in SPEAKING:
                # the participle may be parsed as part of the subject
                head = head.head if is_verb(head.head) else head.head.head
            return head if _is_saying(head) else None
        node = head
    return None


def _dates_occasion(verb: Token) -> bool:
    """Return whether a participle dates a letter or speech: "in a letter dated 3 May"."""
    return verb.dep_.startswith("acl") and get_lemma(verb.head) in get_words("dates", "occasions")


def _is_saying(verb: Token) -> bool:
    return get_lemma(verb) in get_words("cues", "quotation") | get_words("cues", "clause") | get_words(
        "cues", "introducing"
    )


def _find_words(
    verb: Token, quoted: list[tuple[int, int]], paragraph: Paragraph
) -> Iterator[tuple[int, int]]:
    """Yield the parts of a paragraph that a verb of saying introduces, as offsets in it."""
    sentence = verb.sent
    first, last = sentence.start_char, sentence.end_char
    for start, end in quoted:
        # what ends in a comma goes on with the verb, though the parser may have cut it off
        leads = end <= first and paragraph.text[end - 2] in ",?!" and _goes_on(paragraph.text[end:first])
        if leads or (start < last and end > first):
            yield start, end
            last = max(last, end)
        elif start >= last and _goes_on(paragraph.text[last:start]):
            # further words of the same speaker
            yield start, end
            last = end
    clause = find_complement(verb)
    if clause is not None:
        yield _find_extent(clause)
    elif verb.dep_ == "parataxis" and is_verb(verb.head):
        before, after = _find_extent(verb.head)
        own = _find_extent(verb)
        yield (before, own[0]) if own[0] > before else (own[1], after)


def _goes_on(between: str) -> bool:
    return not between.strip()


def _find_extent(token: Token) -> tuple[int, int]:
    """Return the offsets of a token with everything below it."""
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge.text)
