"""Whether the clause around a word speaks of the past or of what is to come."""

import re
from functools import cache

from spacy.tokens import Token

from analysis.coding.clauses import auxiliaries, child, is_verb
from analysis.coding.lexicon import words
from analysis.language.parsing import Paragraph

# how far up the tree the governing verb is looked for
REACH = 6
# how many characters before an expression a word such as "by" or "until" is looked for
BEFORE = 40


def looks_ahead(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether the clause around an expression speaks of the future.

    Args:
        paragraph: where it stands.
        start: its first character, counted in the paragraph.
        end: one past its last.
    """
    text = paragraph.text
    if _forward().search(text[max(0, start - BEFORE) : start]):
        return True
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return span is not None and is_ahead(span.root)


@cache
def _forward() -> re.Pattern[str]:
    listed = "|".join(sorted(words("dates", "forward")))
    return re.compile(rf"\b(?:{listed})\s+(?:on\s+|for\s+|at\s+)?(?:\w+\s+)?$", re.IGNORECASE)


def is_ahead(token: Token) -> bool:
    """Tell whether the verb that governs a word speaks of the future."""
    for _ in range(REACH):
        if is_verb(token) or child(token, "cop") is not None:
            found = _of_verb(token)
            if found is not None:
                return found
        if token.head == token:
            return False
        token = token.head
    return False


def _of_verb(verb: Token) -> bool | None:
    """Return whether a verb speaks of the future; None where its own form leaves it open."""
    helpers = auxiliaries(verb)
    if helpers & words("mood", "future"):
        return True
    if verb.tag_ == "VB" and helpers & words("mood", "possible_future"):
        return True
    if verb.tag_ in ("VBD", "VBN") and verb.dep_ not in ("amod", "acl", "xcomp"):
        return False
    to = child(verb, "mark", "aux")
    if to is not None and to.lower_ == "to" and verb.head.lemma_ in words("dates", "planning"):
        return True
    return True if verb.tag_ == "VBG" and helpers & words("mood", "present") else None
