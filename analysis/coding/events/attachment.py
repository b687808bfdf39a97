"""Decide whether a date expression tells when an event took place, or when something else did."""

import re

from analysis.coding.dates import DateMention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_auxiliaries, find_marker, get_lemma, is_verb
from analysis.coding.syntax.tense import REACH
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

# a date that follows a noun with one of these belongs to the noun: "a cut in September"
OF_NOUN = ("of", "for", "from", "in")
# a date before its noun: "Monday's attack", "the 2020 election"
MODIFYING = ("nmod:poss", "compound", "amod", "nummod", "nmod")
SUBJECT = ("nsubj", "nsubj:pass")
# "met at Thursday's summit", "died in the attack on Monday"
OCCASION = ("at", "in", "during")
# a date after these is that of the saying: "according to officials on Thursday"
SOURCE = re.compile(r"\baccording\s+to\s+[^,.;:]*$")
# a date so many words behind the one that opens a clause begins it: "whereby, on Monday, …"
OPENING = 3
FINITE = ("VBD", "VBZ", "VBP")
# "met for talks"
GATHERING = ("assemble", "convene", "gather", "meet")


def is_dated_by(paragraph: Paragraph, date: DateMention, token: Token, verb: Token | None) -> bool:
    """Return whether a date expression depends on the verb or noun of an event, not on another.

    Args:
        paragraph: of both.
        date: the expression.
        token: the trigger of the event.
        verb: the verb that carries its tense: itself, or the verb that governs a noun.
    """
    span = paragraph.tokens(date.start, date.end)
    if span is None or span.root.sent != token.sent:
        return False
    if SOURCE.search(paragraph.text, 0, date.start - paragraph.start):
        return False
    node, inside = span.root, range(span.start, span.end)
    if node.dep_ == "nmod" and find_marker(node) in OF_NOUN and is_verb(token):
        return False
    if date.kind == "deictic" and not any(is_verb(word) for word in (node, *node.ancestors)):
        return token == _find_verb_before(node)
    if is_verb(token) and any(_opens_clause(word) for word in token.doc[token.i + 1 : span.start]):
        # "revealed a deal whereby, on Monday, the mill was sold"
        return False
    before = token.doc[max(token.sent.start, span.start - OPENING) : span.start]
    if any(_opens_clause(word) for word in before) and not any(is_verb(word) for word in before):
        return token == _find_verb_after(span)
    named = _find_named(node, inside) if date.kind != "deictic" or node.dep_ == "nmod:poss" else None
    if named is not None and named != token:
        return is_verb(token) and named.head == token and _is_occasion(named)
    carried: Token | None = None
    for _ in range(REACH):
        is_outside_verb = is_verb(node) and node.i not in inside
        if node == token:
            return True
        if node == verb and node.i not in inside:
            follows = span.start == token.i + 1 and token.dep_ != "obj"
            return follows or shares_day(token, verb)
        if carried == node and get_lemma(node) not in get_words("dates", "occasions"):
            # "withdrew from a cup that begins on Monday": the date belongs to the cup
            return False
        if node.head == node or (is_outside_verb and not _carries_date(node)):
            return False
        carried = node.head if is_outside_verb else carried
        node = node.head
    return False


def _opens_clause(word: Token) -> bool:
    """Return whether a word opens a clause about what stands before it, or one that somebody says."""
    return word.tag_ in ("WDT", "WP", "WRB") or (word.lower_ in ("that", "whereby") and word.dep_ != "det")


def _find_verb_after(date: Span) -> Token | None:
    """Return the first finite verb after a date that begins a clause."""
    after = [word for word in date.doc[date.end : date.sent.end] if is_verb(word) and word.dep_[:3] != "aux"]
    return next((word for word in after if word.tag_ in FINITE or find_auxiliaries(word)), None)


def _find_verb_before(date: Token) -> Token | None:
    """Return the verb of a day that the parser gave to a name: "crashed in Karaj, near Tehran, yesterday"."""
    before = date.doc[date.sent.start : date.i]
    return next((word for word in reversed(before) if is_verb(word)), None)


def _find_named(date: Token, inside: range) -> Token | None:
    """Return the noun that a date before it names: "Monday's attack", "the 2020 election"."""
    head = date.head
    if head.dep_ == "amod" and head.i < head.head.i:
        # "the May Day military parade"
        head = head.head
    is_before = date.dep_ in MODIFYING and date.i < head.i and head.i not in inside
    # "On Friday Ford Motor announced": the parser may take the day for a part of the name
    is_marked = find_marker(date) is not None or (date.i > 0 and date.nbor(-1).lower_ == "on")
    is_bare = date.dep_ == "nmod:poss" or not is_marked
    return head if is_before and is_bare and not is_verb(head) else None


def _is_occasion(noun: Token) -> bool:
    """Return whether a verb took place on the day of a noun beside it, as its subject or its occasion."""
    return noun.dep_ in SUBJECT or (noun.dep_ == "obl" and find_marker(noun) in OCCASION)


def shares_day(noun: Token, verb: Token) -> bool:
    """Return whether a noun took place on the day of the verb that governs it.

    What was announced, condemned or postponed on a day did not take place on it; talks that were held did.
    """
    name = get_lemma(verb)
    if name in get_words("events", "light") | get_words("events", "sealing"):
        return noun.head == verb
    if noun.head != verb or name in get_words("cues", "clause") | get_words("events", "presupposing"):
        return False
    if noun.dep_ == "obj":
        is_new = not any(kid.lower_ == "the" or kid.dep_ == "nmod:poss" for kid in noun.children)
        return is_new and name not in get_words("events", "wished") | get_words("events", "denied")
    return _is_occasion(noun) or (name in GATHERING and find_marker(noun) == "for")


def is_occasion(noun: Token, verb: Token) -> bool:
    """Return whether somebody spoke on the occasion of a noun: "said in an interview"."""
    is_beside = noun.head == verb and noun.dep_ == "obl" and find_marker(noun) in OCCASION
    return is_beside and get_lemma(noun) in get_words("dates", "occasions")


def _carries_date(verb: Token) -> bool:
    """Return whether a participle passes its date on to its noun: "a truce starting Saturday".

    It also does so for the occasion of a statement: "in a statement issued on Thursday, she ...".
    """
    if not verb.dep_.startswith("acl"):
        return False
    carries = get_words("events", "starts") | get_words("events", "light") | get_words("dates", "scheduling")
    return get_lemma(verb) in carries or get_lemma(verb.head) in get_words("dates", "occasions")
