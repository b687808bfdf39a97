"""Find the day that an undated past event continues: that of the lead, or of the sentence before.

A lead reports one happening: after "A bus crashed on Monday", "The driver was hurt" adds to that day.
This is the narration of Lascarides & Asher (1993), Temporal Interpretation, Discourse Relations and
Commonsense Entailment. What came earlier or later is marked by words that say so, or by another tense.
"""

import datetime as dt
import re
from collections.abc import Sequence

from analysis.coding.dates import DateMention
from analysis.coding.events.attachment import is_dated_by
from analysis.coding.events.happenings import is_main_verb_of_noun
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_marker, get_lemma, is_verb
from analysis.coding.syntax.tense import classify_tense, is_speech_act
from analysis.coding.syntax.word_classes import get_classes
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

# in sentences; a longer first paragraph is the whole article
LONGEST_LEAD = 8
PREVIOUS_DAY = re.compile(r"the\s+(?:previous\s+day|day\s+before)", re.IGNORECASE)
SAME_DAY = re.compile(r"(?:(?:that|the)\s+)?same\s+day|that\s+day", re.IGNORECASE)


def find_previous_day(paragraph: Paragraph, dates: Sequence[DateMention], verb: Token) -> dt.date | None:
    """Return the last exact day in the sentence before, from which a simple past without a date continues."""
    found = None
    for date in dates:
        span = paragraph.tokens(date.start, date.end)
        if span is None:
            continue
        if span.root.sent == verb.sent or is_placed(verb):
            return None
        if date.day is not None and span.root.sent.end == verb.sent.start:
            found = date.day
    return found


def find_day_of_lead(lead: Paragraph, dates: Sequence[DateMention], verb: Token) -> dt.date | None:
    """Return the day of the happening that a lead tells, if a later clause of it goes on with it.

    Args:
        lead: the first paragraph of an article.
        dates: its date expressions that give days.
        verb: of the clause.
    """
    if not _is_narrated(verb) or is_placed(verb):
        return None
    sentences = [sent for sent in lead.doc.sents if sent.start <= verb.i]
    for sent in reversed(sentences if len(sentences) <= LONGEST_LEAD else []):
        here = _list_dates(lead, dates, sent)
        if here and sent != verb.sent:
            return _find_told_day(lead, here, sent)
        if here or classify_tense(sent.root) in ("perfect", "pluperfect"):
            return None
    return None


def find_opening_day(lead: Paragraph, dates: Sequence[DateMention]) -> dt.date | None:
    """Return the day of the happening that the first sentence of a lead tells, if it tells one."""
    opening = lead.doc.sents[0]
    here = _list_dates(lead, dates, opening)
    return _find_told_day(lead, here, opening) if here else None


def count_from_opening(paragraph: Paragraph, date: DateMention, opening: dt.date) -> dt.date | None:
    """Return the day of a time of day, of "the same day", or of "the previous day" that opens a sentence.

    Args:
        paragraph: that contains it.
        date: an expression whose day no date before it gives.
        opening: the day that the lead tells.
    """
    span = paragraph.tokens(date.start, date.end)
    if date.kind == "clock" or SAME_DAY.fullmatch(date.text):
        return opening
    opens = span is not None and span.start - span.root.sent.start <= 1
    is_day_before = PREVIOUS_DAY.fullmatch(date.text) is not None
    return opening - dt.timedelta(1) if opens and is_day_before else None


def _list_dates(lead: Paragraph, dates: Sequence[DateMention], sent: Span) -> list[DateMention]:
    """Return the dates of a sentence, without years that are part of a name: "the 2020 election"."""
    spans = [(date, span) for date in dates if (span := lead.tokens(date.start, date.end)) is not None]
    return [
        date
        for date, span in spans
        if span.root.sent == sent and (date.kind != "year" or find_marker(span.root) is not None)
    ]


def _find_told_day(lead: Paragraph, dates: list[DateMention], sent: Span) -> dt.date | None:
    """Return the one day that all dates of a sentence give to the happening that it tells."""
    told = [word for word in (sent.root, *sent.root.children) if _is_told(word)]
    is_told = all(any(is_dated_by(lead, date, word, word) for word in told) for date in dates)
    return dates[0].day if is_told and len({date.day for date in dates}) == 1 else None


def is_placed(verb: Token) -> bool:
    """Return whether a word beside a verb places it before or after what was reported: "previously"."""
    above = verb.head if verb.dep_ == "conj" else verb
    words = get_words("dates", "elsewhen")
    return any(kid.lower_ in words for kid in (*verb.children, *above.children) if kid.dep_ != "aux")


def _is_narrated(verb: Token) -> bool:
    """Return whether a main clause tells in the simple past what happened, not what somebody said."""
    if not is_verb(verb) or verb.tag_ == "VBG" or get_lemma(verb) in get_words("dates", "placing"):
        return False
    if is_main_verb_of_noun(verb):
        return not _is_saying(verb)
    if verb.dep_ == "conj" and is_verb(verb.head):
        return verb.tag_ in ("VBD", "VBN") and _is_narrated(verb.head)
    is_said = verb.dep_ in ("ccomp", "parataxis") and verb.head.dep_ == "ROOT" and _is_saying(verb.head)
    is_main = verb.dep_ in ("ROOT", "parataxis") or is_said
    return is_main and classify_tense(verb) == "past" and not _is_saying(verb)


def _is_told(word: Token) -> bool:
    """Return whether a word is the main verb of a happening, or what the parser took for it."""
    root = word.sent.root
    if is_verb(root):
        return _is_narrated(word)
    verbs = [kid for kid in root.children if kid.tag_ in ("VBD", "VBN") and not _is_saying(kid)]
    return word in verbs or (word == root and bool(verbs))


def _is_saying(verb: Token) -> bool:
    """Return whether a verb says something; what was called off or broke down happened all the same."""
    is_act = "verbs.reject" in get_classes(verb)
    return get_lemma(verb) in get_words("cues", "clause") or (is_speech_act(verb) and not is_act)


def gives_days(date: DateMention) -> bool:
    """Return whether a date expression gives days, and is more than a reference such as "now"."""
    if date.kind == "reference" or not (date.period.earliest or date.period.latest):
        return False
    return date.type in ("DATE", "TIME") or date.kind in ("window", "ahead", "relative", "duration")
