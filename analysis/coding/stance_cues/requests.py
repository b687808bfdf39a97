"""What one party wants of another: "called on Y to Z", "warned Y against Z", "condemned Y for Z"."""

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import SUBJECT, auxiliaries, case, child, has_child, lemma

CLAUSES = ("xcomp", "advcl", "ccomp", "acl")
DUTY = frozenset({"must", "should", "ought"})


def asks(verb: Token, act: Token) -> bool:
    """Tell whether a verb asks somebody for the act below it.

    Args:
        verb: what governs the act.
        act: the head of its clause.
    """
    if act.dep_ == "ccomp" and _is_subjunctive(act):
        return lemma(verb) in words("stance", "demanding") | words("stance", "asking")
    if act.dep_ not in CLAUSES or not has_child(act, "mark", "to"):
        return False
    if lemma(verb) in words("stance", "asking") and child(verb, "obj", "iobj", "nsubj:pass") is not None:
        return True
    addressed = (f"{lemma(verb)}:{case(kid)}" for kid in verb.children if kid.dep_ == "obl")
    return any(phrase in words("stance", "asking_phrases") for phrase in addressed)


def is_asked(act: Token) -> bool:
    """Tell whether an act is only what somebody wants of its doer, who need not want it."""
    verb = act.head
    warned = has_child(act, "mark", "against") and child(verb, "obj", "iobj", "nsubj:pass") is not None
    return asks(verb, act) or warned or bool(auxiliaries(act) & DUTY)


def charged(act: Token) -> Token | None:
    """Return who is praised or blamed for an act: "condemned Y for blocking Z", "accused Y of it"."""
    if act.tag_ != "VBG" or act.dep_ not in CLAUSES or case(act) not in ("for", "of", "over"):
        return None
    return child(act.head, "obj", "iobj", "nsubj:pass") if charge(act.head) else None


def charge(verb: Token) -> int:
    """Return 1 for a verb that praises somebody for an act, -1 for one that blames, 0 for any other."""
    praises = lemma(verb) in words("tone", "praising")
    return praises - (lemma(verb) in words("tone", "blaming") | words("stance", "accusing"))


def _is_subjunctive(act: Token) -> bool:
    """Tell whether a clause says what should be: "that Y lift Z", "that Y be released"."""
    who = child(act, *SUBJECT)
    if who is None:
        return False
    helpers = [kid for kid in act.children if kid.dep_ in ("aux", "aux:pass", "cop")]
    if helpers:
        return helpers[0].lower_ == "be" or helpers[0].lower_ in DUTY
    return act.tag_ == "VB" or (act.tag_ == "VBP" and who.tag_ in ("NN", "NNP"))
