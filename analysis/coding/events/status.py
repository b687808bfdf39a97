"""Determine the status of an event: occurred, planned, hypothetical or denied."""

from analysis.coding.events.clause_status import read_clause, rules_out
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_carrier,
    find_child,
    find_subject,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.language.tokens import Token

# how many heads up an adjective of plans is searched for
REACH = 4
# dependency labels of what a verb is done to
AFFECTED = ("obj", "nsubj:pass")


def find_status(token: Token, verb: Token | None) -> str:
    """Return the status of an event: occurred, planned, hypothetical or denied.

    Tense, modality and negation of its own verb decide first, then its governors: an event that
    someone wants, proposes or rejects has not occurred, and an if-clause asserts nothing.

    Args:
        token: the trigger of the event.
        verb: the verb that carries its tense and mood, if any.
    """
    if not is_verb(token):
        return _read_noun(token, verb)
    return "denied" if _is_denied_report(token) else read_clause(token)


def _is_denied_report(verb: Token) -> bool:
    """Return whether a clause is denied: "denied a report that they had met"."""
    noun = verb.head
    if not verb.dep_.startswith("acl") or not has_child(verb, "mark", "that"):
        return False
    report_verb = find_carrier(noun)
    return (
        noun.dep_ == "obj"
        and report_verb is not None
        and get_lemma(report_verb) in get_words("events", "denied")
    )


def _read_noun(noun: Token, verb: Token | None) -> str:
    """Return the status of a noun by its determiner, its modifiers of time and its verb."""
    above = noun.head
    signs = get_words("events", "evidence") | get_words("events", "uncertain")
    is_unseen = noun.dep_ == "nmod" and get_lemma(above) in signs and has_child(above, "det", "no")
    if has_child(noun, "det", "no") or has_child(noun, "case", "without") or is_unseen:
        return "denied"
    if has_child(noun, "det", "any"):
        return "hypothetical"
    if any(has_child(noun, label, *get_words("events", "causes")) for label in ("case", "mark")):
        # "could not meet because of the strike"
        return "occurred"
    by_clause = _read_own_clause(noun)
    if by_clause is not None:
        return by_clause
    if verb is None:
        return "planned" if _is_planned_noun(noun) or _is_scheduled(noun) else "occurred"
    verb_lemma = get_lemma(verb)
    if rules_out(verb) or _is_thwarted(noun, verb):
        return "denied"
    if verb_lemma in get_words("events", "postponing") and noun.dep_ in AFFECTED:
        return "planned"
    # "held a planned meeting", but "carries a possible sentence"
    is_held = verb_lemma in get_words("events", "light") and verb.tag_ not in ("VBZ", "VBP")
    if _is_planned_noun(noun) and not is_held:
        return "hypothetical" if verb_lemma in get_words("events", "wished") else "planned"
    if verb_lemma in get_words("events", "presupposing"):
        return "occurred"
    aimed = noun.dep_ in ("obj", "nsubj:pass", "xcomp") or has_child(noun, "case", "to")
    if verb_lemma in get_words("events", "scheduled") and aimed:
        return "planned"
    if (
        verb_lemma == "deny"
        and get_lemma(noun) not in get_words("events", "uncertain")
        and noun.dep_ in ("obj", "xcomp")
        and find_child(noun, "det", "nmod:poss") is None
    ):
        # "denied talks with Norland"; "denied the attack" and "denied allegations" are about something
        return "denied"
    demonstrative = any(kid.lower_ in ("this", "that", "these", "those") for kid in noun.children)
    definite = any(kid.lower_ == "the" or kid.dep_ == "nmod:poss" for kid in noun.children)
    # "called the stabbing barbaric" asks for nothing
    is_named = verb_lemma == "call" and noun.dep_ == "obj" and definite
    is_asked = verb_lemma in get_words("events", "asked") and noun.dep_ in ("obj", "obl")
    if is_asked and not demonstrative and not is_named:
        return "hypothetical"
    if verb_lemma in get_words("events", "wished") and not demonstrative:
        return "occurred" if definite else "hypothetical"
    if verb_lemma in get_words("events", "light") | get_words("events", "starts"):
        return read_clause(verb)
    asserted = verb.tag_ == "VBD" and noun.dep_ in ("obj", "nsubj") and not find_auxiliaries(verb)
    if demonstrative or definite or asserted:
        return "occurred"
    by_clause = read_clause(verb)
    # "did not respond to inquiries"
    is_circumstance = noun.dep_ in ("obl", "nmod") or verb != noun.head
    return "occurred" if by_clause == "denied" and is_circumstance else by_clause


def _is_thwarted(noun: Token, verb: Token) -> bool:
    """Return whether a verb keeps an event from taking place: "foiled an attack", "cancelled the visit"."""
    name = get_lemma(verb)
    if noun.dep_ not in AFFECTED:
        return False
    is_standing = get_lemma(noun) in get_words("events", "standing")
    is_cancelled = name in get_words("events", "cancelling") and not is_standing
    is_prevented = name in get_words("events", "preventing") - get_words("events", "presupposing")
    return is_cancelled or is_prevented


def _read_own_clause(noun: Token) -> str | None:
    """Return the status by a clause on a noun: "talks set for Monday", "a strike that had dragged on"."""
    for kid in noun.children:
        if (
            kid.dep_ in ("acl", "conj")
            and kid.tag_ == "VBN"
            and get_lemma(kid) in get_words("events", "scheduled") | get_words("events", "willing")
        ):
            return "planned"
        if (
            kid.dep_ == "acl:relcl"
            and find_subject(kid) == noun
            and (kid.tag_ == "VBD" or "had" in find_auxiliaries(kid))
        ):
            return "denied" if is_negated(kid) else "occurred"
        if kid.dep_ in ("csubj", "nsubj") and get_lemma(kid) in get_words("events", "wished"):
            return "hypothetical"
    return None


def _is_planned_noun(noun: Token) -> bool:
    return has_child(noun, "amod", *get_words("events", "planned_modifiers"))


def _is_scheduled(noun: Token) -> bool:
    """Return whether a noun depends on an adjective of plans: "due in Geneva for talks"."""
    node = noun
    for _ in range(REACH):
        node = node.head
        if any(
            get_lemma(word) in get_words("events", "scheduled")
            for word in (node, *node.children)
            if word.tag_ == "JJ"
        ):
            return True
    return False
