"""Follow a story of an earlier year: "The union struck on October 9, 2023. On November 2 it won.".

Days without a year go on from a day with one while the sentences follow each other in the past tense and
no day of the present comes between. In a list of days they go on from the year of its heading.
"""

import re
from dataclasses import replace

from analysis.coding.dates.expression import Context, Told
from analysis.coding.dates.finding import NAMED, Match
from analysis.coding.dates.mention import DateMention
from analysis.coding.syntax.clauses import find_marker, is_verb
from analysis.coding.syntax.tense import classify_tense
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# kinds that do not interrupt a story, as they count from it
COUNTING = ("adjacent", "offset")
ONGOING = (*NAMED, *COUNTING, "iso", "numeric", "year", "season", "duration", "clock", "set")
# before a date that tells when: "on May 3, 2019", "in June 2023", not "since 2019" or "the law of 2019"
TELLING = (None, "on", "in", "at", "during")
MAIN = ("ROOT", "conj", "parataxis", "ccomp")
# tenses of a story, and what a misread verb has
TOLD_IN = ("past", "participle", "none")
MODIFYING = ("compound", "nmod:poss", "amod")
FINITE = ("VBD", "VBZ", "VBP")
BASE = ("VB", "VBP")
# an entry of a list of days begins with its day: "May 4 – The court suspends it", "- June 3: Elections"
BULLET, ENTRY_END = re.compile(r"\W*(?:in\s+)?", re.IGNORECASE), re.compile(r"\s*(?:[:–—]|-\s|\.?\s*$)")
# in paragraphs: entries may have a text below them
LIST_GAP = 4
REACH = 4
# between sentences; the parser may leave a closing mark to neither
MARKS = ' \n”"’'
# "need" and "feed" are no past forms, though they end in -ed
SHORT = 4


def find_told(match: Match, paragraph: Paragraph, number: int, context: Context) -> Told | None:
    """Return what the text tells of an earlier year if an expression without a year goes on from it."""
    if match.kind not in (*NAMED, "season") or {"y", "rel"} & set(match.groups):
        return None
    listed = context.listed
    if _is_entry(match.start, match.end, paragraph):
        return listed if listed is not None and number - listed.paragraph <= LIST_GAP else None
    if listed is not None and listed.paragraph == number:
        # the text of an entry is in its year, or goes on from its day
        return listed if listed.source == "heading" else replace(listed, source="story")
    span = paragraph.doc.char_span(match.start, match.end, alignment_mode="expand")
    if context.story is None or span is None or span.root.dep_ in MODIFYING:
        return None
    return _continue_story(context.story, span.root, paragraph, number)


def _continue_story(story: Told, date: Token, paragraph: Paragraph, number: int) -> Told | None:
    """Return a story if the sentence of a date continues it, with how certain that is."""
    sentence = date.sent
    is_same = number == story.paragraph and sentence.end_char <= story.end
    between = paragraph.text[story.end : sentence.start_char]
    follows = number == story.paragraph and not between.strip(MARKS)
    opens_next = number == story.paragraph + 1 and story.is_last and not sentence.start
    verb = _find_verb(date)
    tense = _read_tense(verb)
    is_aside = verb is not None and tense == "participle" and verb.dep_ not in (*MAIN, "acl")
    if not (is_same or follows or opens_next) or is_aside or tense not in (*TOLD_IN, "pluperfect"):
        return None
    if tense == "pluperfect":
        return replace(story, source="open")
    # a whole year does not say which day comes next, and a new paragraph may be about the present
    is_year = not is_same and story.period.value is not None and story.period.value.isdigit()
    return replace(story, source="doubtful") if is_year or opens_next else story


def record(
    mention: DateMention, match: Match, told: Told | None, paragraph: Paragraph, number: int, context: Context
) -> None:
    """Record a date expression as the day that the text tells, or as the end of a story.

    Args:
        mention: the resolved expression.
        match: what matched it.
        told: what it goes on from, if anything.
        paragraph: its paragraph, the ``number``-th.
        number: see ``paragraph``.
        context: of the expressions so far.
    """
    period, has_year = mention.period, "y" in match.groups
    today = context.published
    is_past = (
        period.earliest is not None
        and period.latest is not None
        and (today is None or period.latest.year < today.year)
    )
    if is_past and _is_entry(match.start, match.end, paragraph):
        if match.kind == "year":
            context.listed = Told(period, number, 0, source="heading")
        elif has_year and match.kind in NAMED:
            context.listed = Told(period, number, 0, source="entry")
        elif context.listed is not None:
            context.listed = replace(context.listed, period=period, paragraph=number)
    if mention.kind not in ONGOING:
        context.story = None
        return
    span = paragraph.tokens(mention.start, mention.end)
    if told is not None and told.source == "doubtful" and period.earliest is None and span is not None:
        # what follows may go on from here, as doubtfully
        end = span.sent.end_char
        context.story = replace(told, paragraph=number, end=end, is_last=not paragraph.text[end:].strip())
        return
    if not is_past or span is None:
        return
    if told is not None or ((has_year or mention.kind in COUNTING) and _tells(span.root)):
        end = span.sent.end_char
        context.story = Told(period, number, end, not paragraph.text[end:].strip())


def _is_entry(start: int, end: int, paragraph: Paragraph) -> bool:
    """Return whether a date begins an entry of a list, or is a heading of its own."""
    return BULLET.fullmatch(paragraph.text, 0, start) is not None and bool(
        ENTRY_END.match(paragraph.text, end)
    )


def _tells(date: Token) -> bool:
    """Return whether a date says when the main clause of its sentence took place."""
    if find_marker(date) not in TELLING or date.dep_ in MODIFYING:
        return False
    verb = _find_verb(date)
    if verb is None:
        return date.dep_.startswith("obl")
    # a finite verb may be parsed as part of its subject, which then has no other verb
    is_misread = verb.dep_ == "acl" and (verb.tag_ == "VBD" or verb.head.dep_ == "ROOT")
    return (verb.dep_ in MAIN or is_misread) and _read_tense(verb) in TOLD_IN


def _read_tense(verb: Token | None) -> str:
    """Return the tense of a verb; a form in -ed without auxiliaries is past, however it was tagged."""
    tense = classify_tense(verb)
    is_past_form = (
        verb is not None and verb.tag_ in BASE and verb.lower_.endswith("ed") and len(verb.text) > SHORT
    )
    return "past" if is_past_form and tense == "present" else tense


def _find_verb(date: Token) -> Token | None:
    """Return the verb that a date belongs to; where it was parsed as part of no clause, the first one."""
    token = date
    for _ in range(REACH):
        if token.head == token:
            break
        token = token.head
        if is_verb(token):
            return token
    return next((word for word in date.sent if word.tag_ in FINITE), None)
