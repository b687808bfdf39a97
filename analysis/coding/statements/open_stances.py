"""Recognise words that leave a stance open: "did not say whether", "failed to agree on"."""

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues.polarity import find_particles
from analysis.coding.syntax.clauses import find_child, find_marker, get_lemma, has_child, is_negated
from analysis.language.tokens import Token


def is_indirect_question(below: Token) -> bool:
    """Return whether a clause is an indirect question: "asked whether Y supports Z"."""
    mark = find_child(below, "mark")
    if mark is None:
        return False
    if mark.lower_ == "whether":
        return below.dep_ in ("ccomp", "csubj", "advcl", "xcomp", "acl")
    return mark.lower_ == "if" and below.dep_ == "ccomp"


def leaves_open(verb: Token, below: Token) -> bool:
    """Return whether a negated verb only says that something was not agreed, asked or excluded.

    Args:
        verb: the governing verb.
        below: its dependent on the path from the mention.
    """
    if _is_yet_to_come(verb):
        return True
    forms = {get_lemma(verb)}
    forms |= {f"{get_lemma(verb)}:{word}" for word in (find_marker(below), *find_particles(verb))}
    return bool(forms & get_words("stance", "undecided")) and (is_negated(verb) or _is_failed(verb))


def is_lack_of_outcome(noun: Token) -> bool:
    """Return whether a noun says that there was no result: "reached no agreement on", "did nothing to"."""
    if get_lemma(noun) == "nothing" and get_lemma(noun.head) == "do":
        return True
    if get_lemma(noun) not in get_words("stance", "outcomes"):
        return False
    negated = has_child(noun, "det", "no") or find_marker(noun) == "without"
    return negated or (noun.dep_ == "obj" and (is_negated(noun.head) or _is_failed(noun.head)))


def _is_failed(verb: Token) -> bool:
    """Return whether a verb depends on a verb of failing or declining."""
    return verb.dep_ in ("xcomp", "advcl", "acl") and get_lemma(verb.head) in get_words("stance", "failing")


def _is_yet_to_come(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and get_lemma(verb.head) == "have" and has_child(verb.head, "advmod", "yet")
