"""Determine the status of an event: occurred, planned, hypothetical or denied."""

from spacy.tokens import Token

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_child,
    find_governor,
    find_subject,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)

# how many heads up the verb of a noun, and how many verbs up a mood, are searched for
NOUN_REACH, VERB_REACH = 4, 5
BEING = frozenset({"is", "are", "was", "were", "'s", "'re"})
# "after Russia had offered help" is no content of the verb above it
CONTENT_MARKS = ("that", "if", "whether", "to")
DEPENDENT = ("xcomp", "advcl", "acl", "ccomp", "conj", "obl", "csubj", "amod")


def find_carrier(noun: Token) -> Token | None:
    """Return the verb that governs a noun, through prepositions and other nouns."""
    node = noun
    for _ in range(NOUN_REACH):
        if node.head == node:
            return None
        node = node.head
        if is_verb(node):
            return node
    return None


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
    return "denied" if _is_denied_report(token) else _read_verb(token)


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
    if has_child(noun, "det", "no", "any"):
        return "denied" if has_child(noun, "det", "no") else "hypothetical"
    by_clause = _read_own_clause(noun)
    if by_clause is not None:
        return by_clause
    if verb is None:
        return "planned" if _is_planned_noun(noun) or _is_scheduled(noun) else "occurred"
    verb_lemma = get_lemma(verb)
    if _rules_out(verb):
        return "denied"
    if _is_planned_noun(noun) and verb_lemma not in get_words("events", "light"):
        return "hypothetical" if verb_lemma in get_words("events", "wished") else "planned"
    if verb_lemma in get_words("events", "presupposing"):
        return "occurred"
    aimed = noun.dep_ in ("obj", "nsubj:pass", "xcomp") or has_child(noun, "case", "to")
    if verb_lemma in get_words("events", "scheduled") and aimed:
        return "planned"
    if (
        verb_lemma == "deny"
        and noun.dep_ in ("obj", "xcomp")
        and find_child(noun, "det", "nmod:poss") is None
    ):
        # "denied talks with Norland"; "denied the attack" is about one that occurred
        return "denied"
    demonstrative = any(kid.lower_ in ("this", "that", "these", "those") for kid in noun.children)
    definite = any(kid.lower_ == "the" or kid.dep_ == "nmod:poss" for kid in noun.children)
    if verb_lemma in get_words("events", "asked") and not demonstrative and noun.dep_ in ("obj", "obl"):
        return "hypothetical"
    if verb_lemma in get_words("events", "wished") and not demonstrative:
        return "occurred" if definite else "hypothetical"
    if verb_lemma in get_words("events", "light") | get_words("events", "starts"):
        return _read_verb(verb)
    asserted = verb.tag_ == "VBD" and noun.dep_ in ("obj", "nsubj") and not find_auxiliaries(verb)
    return "occurred" if demonstrative or definite or asserted else _read_verb(verb)


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
    for _ in range(NOUN_REACH):
        node = node.head
        if any(
            get_lemma(word) in get_words("events", "scheduled")
            for word in (node, *node.children)
            if word.tag_ == "JJ"
        ):
            return True
    return False


def _rules_out(verb: Token) -> bool:
    return get_lemma(verb) == "rule" and any(kid.lower_ == "out" for kid in verb.children)


def _read_verb(verb: Token) -> str:
    """Return the status by the verb's own tense, modality and negation, then by its governors."""
    node, governs = verb, False
    for _ in range(VERB_REACH):
        found = _read_own_status(node, governs)
        if found is not None:
            return found
        above = find_governor(node)
        # what is only joined to a denial is not denied: "rejected the offer and called for talks"
        governs = not _is_beside(node)
        if node.dep_ not in DEPENDENT or above == node:
            break
        if node.dep_ == "acl" and node.tag_ in ("VBN", "VBG"):
            # "the accord signed in 2015" was signed, whatever happened to it later
            return _read_governing_noun(above) or "occurred"
        if not is_verb(above):
            by_noun = _read_governing_noun(above)
            if by_noun is not None:
                return by_noun
            beyond = find_carrier(above)
            if beyond is None:
                return "hypothetical" if verb.tag_ == "VB" else "occurred"
            above = beyond
        node = above
    return "occurred" if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") else "hypothetical"


def _is_beside(node: Token) -> bool:
    """Return whether a clause stands beside the one above it and is no part of its meaning."""
    return node.dep_ == "conj" or (node.dep_ == "advcl" and node.tag_ != "VB" and not _is_denied_gerund(node))


def _is_denied_gerund(node: Token) -> bool:
    """Return whether a clause is what was denied though parsed as beside it: "denied shelling the port"."""
    if node.tag_ != "VBG" or get_lemma(node.head) != "deny" or node.i < node.head.i:
        return False
    return not any(token.is_punct for token in node.doc[node.head.i + 1 : node.i])


def _is_denied_content(clause: Token) -> bool:
    """Return whether a clause is what the verb above it denies: "denied that it met and that it signed"."""
    if clause.dep_ == "conj" and has_child(clause, "mark", "that"):
        clause = clause.head
    mark = find_child(clause, "mark")
    return (
        clause.dep_ == "ccomp"
        and get_lemma(find_governor(clause)) in get_words("events", "denied")
        and (mark is None or mark.lower_ in CONTENT_MARKS)
    )


def _is_misread_past(verb: Token) -> bool:
    """Return whether the tagger took a past tense for a participle, as in "rejected it and called …"."""
    head = verb.head
    # "refused to sign but invited her": nobody joins a past form to an infinitive
    is_past = head.tag_ in ("VBD", "VB") or "did" in find_auxiliaries(head)
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and is_past and not find_auxiliaries(verb)


def _read_governing_noun(above: Token) -> str | None:
    """Return the status by the noun or adjective above a clause: "due to meet", "a plan to"."""
    name = get_lemma(above)
    if has_child(above, "det", "no") and not is_verb(above):
        return "denied"
    if name in get_words("events", "scheduled"):
        return "planned"
    if name in get_words("stance", "support_nouns") | get_words("events", "open_nouns") | get_words(
        "events", "willing"
    ):
        return "hypothetical"
    return None


def _read_own_status(node: Token, governs: bool) -> str | None:
    """Return the status that a verb gives itself or, if it governs another, that one; None if open."""
    mark = find_child(node, "mark")
    if (
        mark is not None
        and mark.lower_ in get_words("events", "if_markers")
        and node.dep_ in ("advcl", "ccomp")
    ):
        return "hypothetical"
    if is_negated(node) or _has_negative_subject(node):
        return "denied"
    if not governs and _is_denied_content(node):
        return "denied"
    if _is_misread_past(node):
        return "occurred"
    if governs:
        for name, status in (("denied", "denied"), ("scheduled", "planned"), ("wished", "hypothetical")):
            if get_lemma(node) in get_words("events", name) and not (name == "denied" and node.tag_ == "VB"):
                return status
        if _rules_out(node):
            return "denied"
        if get_lemma(node) in get_words("events", "willing"):
            return "hypothetical"
    return "planned" if _has_be_to(node) else _read_auxiliaries(node)


def _has_be_to(verb: Token) -> bool:
    """Return whether a verb is in a "be to" construction: "is to meet"."""
    to = any(kid.lower_ == "to" and kid.dep_ in ("mark", "aux") for kid in verb.children)
    helpers = {kid.lower_ for kid in verb.children if kid.dep_.startswith(("aux", "cop"))}
    above = verb.head
    return to and bool(helpers & BEING or (verb.dep_ in ("xcomp", "ccomp") and above.lower_ in BEING))


def _has_negative_subject(verb: Token) -> bool:
    """Return whether the subject of a verb is a negative pronoun: "nobody"."""
    who = find_child(verb, "nsubj", "nsubj:pass")
    return who is not None and who.lower_ in get_words("mood", "negative_pronouns")


def _read_auxiliaries(node: Token) -> str | None:
    helpers = find_auxiliaries(node)
    if helpers & get_words("mood", "unreal"):
        return "hypothetical"
    if helpers & get_words("mood", "future"):
        return "planned"
    if "would" in helpers:
        is_reported = node.dep_ == "ccomp" and node.head.tag_ == "VBD" and not _has_condition(node)
        return "planned" if is_reported else "hypothetical"
    if node.tag_ in ("VBD", "VBZ", "VBP") or helpers & get_words("mood", "indicative"):
        return "occurred"
    return None


def _has_condition(verb: Token) -> bool:
    """Return whether a clause has a condition: "if they fail", "should they fail"."""
    for kid in verb.children:
        if kid.dep_ == "advcl":
            mark = find_child(kid, "mark", "aux")
            if mark is not None and mark.lower_ in get_words("events", "if_markers") | {"should"}:
                return True
    return False
