"""Recognise requests, warnings and blame: "called on Y to Z", "warned Y against Z", "condemned Y for Z"."""

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_marker,
    get_lemma,
    has_child,
)
from analysis.language.tokens import Token

CLAUSES = ("xcomp", "advcl", "ccomp", "acl")
DUTY = frozenset({"must", "should", "ought"})


def is_request(verb: Token, act: Token) -> bool:
    """Return whether a verb is a request to perform the act below it.

    Args:
        verb: the governor of the act.
        act: the head of its clause.
    """
    if act.dep_ == "ccomp" and _is_subjunctive(act):
        return get_lemma(verb) in get_words("stance", "demanding") | get_words("stance", "asking")
    if act.dep_ not in CLAUSES or not has_child(act, "mark", "to"):
        return False
    if (
        get_lemma(verb) in get_words("stance", "asking")
        and find_child(verb, "obj", "iobj", "nsubj:pass") is not None
    ):
        return True
    return any(is_addressee(kid) for kid in verb.children)


def is_addressee(noun: Token) -> bool:
    """Tell whether a noun names who is asked, after a preposition: "appealed to Y", "called on Y"."""
    phrase = f"{get_lemma(noun.head)}:{find_marker(noun)}"
    return noun.dep_ == "obl" and phrase in get_words("stance", "asking_phrases")


def is_asked(act: Token) -> bool:
    """Return whether an act is only requested of its doer, who need not agree."""
    verb = act.head
    warned = has_child(act, "mark", "against") and find_child(verb, "obj", "iobj", "nsubj:pass") is not None
    return is_request(verb, act) or warned or bool(find_auxiliaries(act) & DUTY)


def find_judged_doer(act: Token) -> Token | None:
    """Return the person praised or blamed for an act: "condemned Y for blocking Z", "accused Y of it"."""
    if act.tag_ != "VBG" or act.dep_ not in CLAUSES or find_marker(act) not in ("for", "of", "over"):
        return None
    return find_child(act.head, "obj", "iobj", "nsubj:pass") if classify_judgement(act.head) else None


def classify_judgement(verb: Token) -> int:
    """Return 1 for a verb of praise, -1 for a verb of blame, 0 for any other."""
    praises = get_lemma(verb) in get_words("tone", "praising")
    return praises - (get_lemma(verb) in get_words("tone", "blaming") | get_words("stance", "accusing"))


def _is_subjunctive(act: Token) -> bool:
    """Return whether a clause says what should happen: "that Y lift Z", "that Y be released"."""
    subject = find_child(act, *SUBJECT)
    if subject is None:
        return False
    helpers = [kid for kid in act.children if kid.dep_ in ("aux", "aux:pass", "cop")]
    if helpers:
        return helpers[0].lower_ == "be" or helpers[0].lower_ in DUTY
    return act.tag_ == "VB" or (act.tag_ == "VBP" and subject.tag_ in ("NN", "NNP"))
