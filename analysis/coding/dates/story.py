"""Follow a story of an earlier year: "The union struck on October 9, 2023. On November 2 it won.".

Days without a year go on from a day with one while the sentences follow each other in the past tense and
no day of the present comes between. In a list of days they go on from the year of its heading.
"""

import re
from dataclasses import replace

from spacy.tokens import Token

from analysis.coding.dates.expression import Context, Told
from analysis.coding.dates.finding import NAMED, Match
from analysis.coding.dates.mention import DateMention
from analysis.coding.syntax.clauses import find_marker, is_verb
from analysis.coding.syntax.tense import classify_tense
from analysis.language.parsing import Paragraph

# kinds that do not interrupt a story, as they count from it
ONGOING = (*NAMED, "iso", "numeric", "year", "season", "adjacent", "offset", "duration", "clock", "set")
# before a date that tells when: "on May 3, 2019", "in June 2023", not "since 2019" or "the law of 2019"
TELLING = (None, "on", "in", "at", "during")
MAIN = ("ROOT", "conj", "parataxis", "ccomp")
# tenses of a story, and what a misread verb has
TOLD_IN = ("past", "participle", "none")
MODIFYING = ("compound", "nmod:poss", "amod")
FINITE = ("VBD", "VBZ", "VBP")
# an entry of a list of days begins with its day: "May 4 – The court suspends it", "- June 3: Elections"
BULLET, ENTRY_END = re.compile(r"\W*(?:in\s+)?", re.IGNORECASE), re.compile(r"\s*(?:[:–—]|-\s|\.?\s*$)")
# in paragraphs: entries may have a text below them
LIST_GAP = 4
REACH = 4


def find_told(match: Match, paragraph: Paragraph, number: int, context: Context) -> Told | None:
    """Return what the text tells of an earlier year if an expression without a year goes on from it."""
    if match.kind not in NAMED or "y" in match.groups:
        return None
    if _is_entry(match.start, match.end, paragraph):
        listed = context.listed
        return listed if listed is not None and number - listed.paragraph <= LIST_GAP else None
    story = context.story
    if story is None or story.paragraph != number:
        return None
    span = paragraph.doc.char_span(match.start, match.end, alignment_mode="expand")
    if span is None or not _follows(paragraph, story.end, span[0]):
        return None
    verb = _find_verb(span.root)
    tense = classify_tense(verb)
    is_aside = verb is not None and tense == "participle" and verb.dep_ not in ("ROOT", "acl")
    if tense not in (*TOLD_IN, "pluperfect") or is_aside:
        return None
    return replace(story, is_open=True) if tense == "pluperfect" else story


def _follows(paragraph: Paragraph, end: int, token: Token) -> bool:
    """Return whether a token is in the sentence that ends at an offset, or in the one after it."""
    sentence = token.sent
    return sentence.end_char <= end or not paragraph.text[end : sentence.start_char].strip()


def record(mention: DateMention, match: Match, paragraph: Paragraph, number: int, context: Context) -> None:
    """Record a date expression as the day that the text tells, or as the end of a story."""
    first, last = mention.period.earliest, mention.period.latest
    has_year = "y" in match.groups
    is_past = context.published is not None and last is not None and last.year < context.published.year
    if first is not None and is_past and _is_entry(match.start, match.end, paragraph):
        if match.kind == "year" and paragraph.text[match.end :].strip(" :.") == "":
            context.listed = Told(first, number, 0, "heading")
        elif has_year and match.kind in NAMED:
            context.listed = Told(first, number, 0, "entry")
        elif context.listed is not None:
            context.listed = replace(context.listed, first=first, paragraph=number)
    if mention.kind not in ONGOING:
        context.story = None
    elif first is not None and is_past and (has_year or mention.kind in (*NAMED, "adjacent", "offset")):
        span = paragraph.tokens(mention.start, mention.end)
        if span is not None and (_tells(span.root) or context.story is not None):
            context.story = Told(first, number, span.sent.end_char)


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
        return False
    # a finite verb may be parsed as part of its subject, which then has no other verb
    is_misread = verb.dep_ == "acl" and (verb.tag_ == "VBD" or verb.head.dep_ == "ROOT")
    return (verb.dep_ in MAIN or is_misread) and classify_tense(verb) in TOLD_IN


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
