"""Decide whether the clause around a word refers to the past or the future."""

import re
from functools import cache

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_child,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Token

# maximum number of steps up the tree to the governing verb
REACH = 6
# "due at the White House on Friday", "plan to hold talks with them on Friday", independent of the parse
PLANNED = re.compile(
    r"\b(?:(?:plans?|planned|scheduled|set|slated|expected|poised|hopes?|intends?|due|likely)\s+to\s+\w+"
    r"|due\s+(?:at|in|back|before))\b[^,.;:]{0,60}$"
)
CLAUSE = 90
# number of characters before an expression that are searched for a cue such as "until"
BEFORE = 40
# words allowed between a verb and the day that follows it: "met late on Friday"
BETWEEN = {"on", "late", "early", "only", "just", "again", "here", "there", "this", "the"}
BY = re.compile(r"by\b", re.IGNORECASE)
# "moved to Friday", "a strike for Friday", but not "from Monday to Friday"
# "told the council on Friday she would", "in a letter of 3 May he", "according to a statement on Friday"
SAID = re.compile(
    r"\b(?:(?:told|informed|assured|reminded)\s+(?:(?!to\b|that\b|of\b|about\b|he\b|she\b|it\b|they\b)[\w'-]+\s+){1,4}"
    r"|(?:in|according\s+to)\s+(?:an?|the|his|her|its|their)\s+(?:\w+\s+)??(?P<occasion>\w[\w-]*)\s+)"
    r"(?:(?:late|early|issued|published|sent|dated|posted|of)\s+)?(?:on\s+)?$",
    re.IGNORECASE,
)
GOAL = re.compile(r"\b(?:to|for)\s+$")
FROM = re.compile(r"\bfrom\b|\bback\s+to\s+$|day\s+(?:night\s+)?to\s+$")
BEING = ("is", "are", "was", "were")
POSSESSIVE = re.compile(r"'s?\b\s*\w")


def is_future(paragraph: Paragraph, start: int, end: int) -> bool | None:
    """Return whether the clause around an expression refers to the future; None if it is undecided.

    Words just before it decide first ("starting", "due", "since"), then the verb it follows, then
    the verbs that govern it. "By", "before" and "until" look ahead unless their verb is clearly past.

    Args:
        paragraph: the paragraph that contains the expression.
        start: offset of its first character in the paragraph.
        end: offset one past its last character.
    """
    before = paragraph.text[max(0, start - BEFORE) : start]
    if _compile_cue("forward").search(before):
        return True
    if _compile_cue("backward").search(before) or follows_saying(before):
        return False
    if PLANNED.search(paragraph.text, max(0, start - CLAUSE), start):
        return True
    if GOAL.search(before) and not FROM.search(before):
        return True
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    deadline = _compile_cue("deadline").search(before)
    if (deadline is None or BY.match(deadline[0])) and POSSESSIVE.match(paragraph.text, end):
        return None
    verb = _find_preceding_verb(span[0])
    if deadline is not None:
        return not _is_done(verb or span.root.head, "until" in deadline[0].lower())
    return _is_ahead(verb or span.root)


def follows_saying(before: str) -> bool:
    """Return whether the text before a date makes it the day on which something was said."""
    found = SAID.search(before)
    occasion = found["occasion"] if found is not None else None
    return found is not None and (occasion is None or occasion.lower() in get_words("dates", "occasions"))


@cache
def _compile_cue(name: str) -> re.Pattern[str]:
    listed = "|".join(sorted(get_words("dates", name))).replace("-", r"\s+")
    return re.compile(
        rf"\b(?:{listed})\s+(?:on\s+|for\s+|at\s+|in\s+|the\s+|as\s+)?(?:\w+\s+)?$", re.IGNORECASE
    )


def _find_preceding_verb(first: Token) -> Token | None:
    """Return the verb that a day immediately follows, as in "said Friday it would"."""
    index = first.i - 1
    while index >= 0 and (first.doc[index].lower_ in BETWEEN or first.doc[index].tag_ in ("PRP", "RP")):
        index -= 1
    token = first.doc[index] if index >= 0 else None
    if token is None or token.sent != first.sent:
        return None
    return token if is_verb(token) or _is_mistagged(token) else None


def _is_mistagged(token: Token) -> bool:
    """Return whether a verb was mistagged as a noun: "Germany votes on Sunday"."""
    is_noun_root = token.tag_ == "NNS" and token.dep_ == "ROOT"
    return is_noun_root and get_lemma(token) in get_words("dates", "timetable")


def _is_done(verb: Token, until: bool) -> bool:
    """Return whether an act was completed by a day ("had left by Monday") or continued until then."""
    if until:
        return "had" in find_auxiliaries(verb)
    return verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and bool(find_auxiliaries(verb) & get_words("mood", "past"))
    )


def _is_ahead(token: Token) -> bool | None:
    """Return whether the verb that governs a word refers to the future; None if no verb decides.

    A past verb does not decide about modifiers of its nouns ("told of a cut in September").
    """
    through_noun = False
    for _ in range(REACH):
        if is_verb(token) or _is_mistagged(token) or find_child(token, "cop") is not None:
            found = _is_verb_ahead(token)
            if found is None and through_noun and get_lemma(token) in get_words("dates", "planning"):
                # "intend to march on Saturday", with "march" mistagged as a noun
                return True
            if found is not None:
                return None if through_noun and not found else found
        if token.head == token:
            return None
        through_noun = through_noun or token.dep_.startswith("nmod")
        token = token.head
    return None


def _is_verb_ahead(verb: Token) -> bool | None:
    """Return whether a verb refers to the future; None if its own form does not decide."""
    helpers = find_auxiliaries(verb)
    if helpers & get_words("mood", "future"):
        return True
    if helpers & get_words("dates", "modals") and "have" not in helpers:
        return None if is_negated(verb) else True
    if _is_mistagged(verb):
        return True
    if get_lemma(verb) in get_words("dates", "scheduling") and verb.tag_ in (
        "VBD",
        "VBN",
        "VBZ",
        "VBP",
        "JJ",
    ):
        return True
    if has_child(verb, "mark", "to") or has_child(verb, "aux", "to"):
        return _is_infinitive_ahead(verb)
    if verb.tag_ in ("VBD", "VBN") and verb.dep_ not in ("amod", "xcomp"):
        is_passive = (
            verb.tag_ == "VBN" and helpers & get_words("mood", "present") and not helpers & {"has", "have"}
        )
        return None if is_passive and "been" not in helpers else False
    if verb.tag_ == "VBG" and helpers & get_words("mood", "present"):
        return True
    is_bare = verb.tag_ == "VB" and find_child(verb, "nsubj") is not None
    is_timetable = (verb.tag_ in ("VBZ", "VBP") or is_bare) and get_lemma(verb) in get_words(
        "dates", "timetable"
    )
    return True if is_timetable and not helpers & {"has", "have"} else None


def _is_infinitive_ahead(verb: Token) -> bool | None:
    """Return True if an infinitive refers to the future ("plan to", "is to", "to be held"), else None."""
    above = verb.head
    if any(kid.lower_ in BEING and kid.dep_.startswith(("aux", "cop")) for kid in verb.children):
        # "is to be sentenced"
        return True
    if (
        above.lemma_ in get_words("dates", "planning") | get_words("dates", "plans")
        or find_child(above, "cop") is not None
    ):
        return True
    return True if verb.dep_.startswith("acl") and find_child(verb, "aux:pass") is not None else None
