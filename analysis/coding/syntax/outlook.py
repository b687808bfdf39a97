"""Whether the clause around a word speaks of the past or of what is to come."""

import re
from functools import cache

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import auxiliaries, child, is_negated, is_verb, lemma
from analysis.language.parsing import Paragraph

# how far up the tree the governing verb is looked for
REACH = 6
# "due at the White House on Friday", "plan to hold talks with them on Friday", whatever the parse
PLANNED = re.compile(
    r"\b(?:(?:plans?|planned|scheduled|set|slated|expected|poised|hopes?|intends?|due|likely)\s+to\s+\w+"
    r"|due\s+(?:at|in|back|before))\b[^,.;:]{0,60}$"
)
CLAUSE = 90
# how many characters before an expression a word such as "until" is looked for
BEFORE = 40
# may stand between a verb and the day right behind it: "met late on Friday"
BETWEEN = {"on", "late", "early", "only", "just", "again", "here", "there", "this", "the"}
BY = re.compile(r"by\b", re.IGNORECASE)
# "moved to Friday", "a strike for Friday", but not "from Monday to Friday"
GOAL = re.compile(r"\b(?:to|for)\s+$")
FROM = re.compile(r"\bfrom\b|\bback\s+to\s+$")
POSSESSIVE = re.compile(r"'s?\b\s*\w")


def looks_ahead(paragraph: Paragraph, start: int, end: int) -> bool | None:
    """Tell whether the clause around an expression speaks of the future; None where it does neither.

    Words right before it decide first ("starting", "due", "since"), then the verb it follows, then
    the verbs that govern it. "By", "before" and "until" look ahead unless their verb is plainly past.

    Args:
        paragraph: where it stands.
        start: its first character, counted in the paragraph.
        end: one past its last.
    """
    before = paragraph.text[max(0, start - BEFORE) : start]
    if _cue("forward").search(before):
        return True
    if _cue("backward").search(before):
        return False
    if PLANNED.search(paragraph.text, max(0, start - CLAUSE), start):
        return True
    if GOAL.search(before) and not FROM.search(before):
        return True
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    deadline = _cue("deadline").search(before)
    if (deadline is None or BY.match(deadline[0])) and POSSESSIVE.match(paragraph.text, end):
        return None
    verb = _followed(span[0])
    if deadline is not None:
        return not _is_done(verb or span.root.head, "until" in deadline[0].lower())
    return is_ahead(verb or span.root)


@cache
def _cue(name: str) -> re.Pattern[str]:
    listed = "|".join(sorted(words("dates", name))).replace("-", r"\s+")
    return re.compile(
        rf"\b(?:{listed})\s+(?:on\s+|for\s+|at\s+|in\s+|the\s+|as\s+)?(?:\w+\s+)?$", re.IGNORECASE
    )


def _followed(first: Token) -> Token | None:
    """Return the verb that a day stands right behind, as in "said Friday it would"."""
    place = first.i - 1
    while place >= 0 and (first.doc[place].lower_ in BETWEEN or first.doc[place].tag_ in ("PRP", "RP")):
        place -= 1
    token = first.doc[place] if place >= 0 else None
    if token is None or token.sent != first.sent:
        return None
    return token if is_verb(token) or _is_misread(token) else None


def _is_misread(token: Token) -> bool:
    """Tell whether the tagger took a verb for a noun: "Germany votes on Sunday"."""
    alone = token.tag_ == "NNS" and token.dep_ == "ROOT"
    return alone and lemma(token) in words("dates", "timetable")


def _is_done(verb: Token, until: bool) -> bool:
    """Tell whether something was done by a day ("had left by Monday") or went on until then."""
    if until:
        return "had" in auxiliaries(verb)
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(auxiliaries(verb) & words("mood", "past")))


def is_ahead(token: Token) -> bool | None:
    """Tell whether the verb that governs a word speaks of the future; None where none tells.

    A past verb says nothing of what hangs on its nouns ("told of a cut in September").
    """
    through_noun = False
    for _ in range(REACH):
        if is_verb(token) or _is_misread(token) or child(token, "cop") is not None:
            found = _of_verb(token)
            if found is None and through_noun and lemma(token) in words("dates", "planning"):
                # "intend to march on Saturday", where the tagger took "march" for a noun
                return True
            if found is not None:
                return None if through_noun and not found else found
        if token.head == token:
            return None
        through_noun = through_noun or token.dep_.startswith("nmod")
        token = token.head
    return None


def _of_verb(verb: Token) -> bool | None:
    """Return whether a verb speaks of the future; None where its own form leaves it open."""
    helpers = auxiliaries(verb)
    if helpers & words("mood", "future"):
        return True
    if helpers & words("dates", "modals") and "have" not in helpers:
        return None if is_negated(verb) else True
    if _is_misread(verb):
        return True
    if lemma(verb) in words("dates", "scheduling") and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP", "JJ"):
        return True
    to = child(verb, "mark", "aux")
    if to is not None and to.lower_ == "to":
        return _of_infinitive(verb)
    if verb.tag_ in ("VBD", "VBN") and verb.dep_ not in ("amod", "xcomp"):
        passive = verb.tag_ == "VBN" and helpers & words("mood", "present") and not helpers & {"has", "have"}
        return None if passive and "been" not in helpers else False
    if verb.tag_ == "VBG" and helpers & words("mood", "present"):
        return True
    bare = verb.tag_ == "VB" and child(verb, "nsubj") is not None
    timetable = (verb.tag_ in ("VBZ", "VBP") or bare) and lemma(verb) in words("dates", "timetable")
    return True if timetable and not helpers & {"has", "have"} else None


def _of_infinitive(verb: Token) -> bool | None:
    """Return whether "to" and a verb lie ahead: "plan to", "is to", "a plan to", "to be held"."""
    above = verb.head
    if (
        above.lemma_ in words("dates", "planning") | words("dates", "plans")
        or child(above, "cop") is not None
    ):
        return True
    return True if verb.dep_.startswith("acl") and child(verb, "aux:pass") is not None else None
