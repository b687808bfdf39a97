"""Whether what an event word tells of occurred, is planned, hypothetical or denied."""

from spacy.tokens import Token

from analysis.coding.clauses import auxiliaries, child, governor, has_child, is_negated, is_verb, lemma
from analysis.coding.lexicon import words

# how many words up a noun's verb, and how many verbs up a mood, are looked for
NOUN_REACH, VERB_REACH = 4, 5
DEPENDENT = ("xcomp", "advcl", "acl", "ccomp", "conj", "obl", "csubj", "amod")


def carrier(noun: Token) -> Token | None:
    """Return the verb that a noun stands with, through prepositions and other nouns."""
    node = noun
    for _ in range(NOUN_REACH):
        if node.head == node:
            return None
        node = node.head
        if is_verb(node):
            return node
    return None


def status(token: Token, verb: Token | None) -> str:
    """Tell whether an event occurred, is planned, hypothetical or denied.

    Tense, modality and negation of its own verb decide first, then what governs it: what
    somebody wants, proposes or rejects has not happened, and an if-clause asserts nothing.

    Args:
        token: the word that tells of the event.
        verb: the verb that carries its tense and mood, if any.
    """
    if verb is None:
        return "planned" if _is_planned_noun(token) else "occurred"
    return _mood(verb) if is_verb(token) else _of_noun(token, verb)


def _of_noun(noun: Token, verb: Token) -> str:
    """Read a noun's determiner and what its verb does with it."""
    does = lemma(verb)
    if has_child(noun, "det", "no", "any"):
        return "denied" if has_child(noun, "det", "no") else "hypothetical"
    if _is_planned_noun(noun) and does not in words("events", "light"):
        return "hypothetical" if does in words("events", "wished") else "planned"
    shown = any(kid.lower_ in ("this", "that", "these", "those") for kid in noun.children)
    known = any(kid.lower_ == "the" or kid.dep_ == "nmod:poss" for kid in noun.children)
    if does in words("events", "wished") and not shown:
        return "occurred" if known else "hypothetical"
    if does in words("events", "light") | words("events", "starts"):
        return _mood(verb)
    told = verb.tag_ == "VBD" and noun.dep_ in ("obj", "nsubj") and not auxiliaries(verb)
    return "occurred" if shown or known or told else _mood(verb)


def _is_planned_noun(noun: Token) -> bool:
    return has_child(noun, "amod", *words("events", "planned_modifiers"))


def _mood(verb: Token) -> str:
    """Read a verb's own tense, modality and negation, then climb to what governs it."""
    node = verb
    for step in range(VERB_REACH):
        found = _own_mood(node, governs=step > 0)
        if found is not None:
            return found
        above = governor(node)
        if node.dep_ not in DEPENDENT or above == node:
            break
        if not is_verb(above):
            if lemma(above) in words("stance", "support_nouns") | words("events", "open_nouns"):
                return "hypothetical"
            beyond = carrier(above)
            if beyond is None:
                return "hypothetical" if verb.tag_ == "VB" else "occurred"
            above = beyond
        node = above
    return "occurred" if verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") else "hypothetical"


def _own_mood(node: Token, governs: bool) -> str | None:
    """Return the status that a verb gives itself or, when it governs one, another; None if it is open."""
    mark = child(node, "mark")
    if mark is not None and mark.lower_ in words("events", "if_markers") and node.dep_ in ("advcl", "ccomp"):
        return "hypothetical"
    if is_negated(node) or _has_nobody(node):
        return "denied"
    if node.dep_ == "ccomp" and lemma(governor(node)) in words("events", "denied") and not governs:
        return "denied"
    if governs:
        for name, given in (("denied", "denied"), ("scheduled", "planned"), ("wished", "hypothetical")):
            if lemma(node) in words("events", name):
                return given
        if lemma(node) in words("events", "willing"):
            return "hypothetical"
    return _by_auxiliaries(node)


def _has_nobody(verb: Token) -> bool:
    """Tell whether a verb's subject says that nobody did it."""
    who = child(verb, "nsubj", "nsubj:pass")
    return who is not None and who.lower_ in words("mood", "negative_pronouns")


def _by_auxiliaries(node: Token) -> str | None:
    helpers = auxiliaries(node)
    if helpers & words("mood", "unreal"):
        return "hypothetical"
    if helpers & words("mood", "future"):
        return "planned"
    if "would" in helpers:
        reported = node.dep_ == "ccomp" and node.head.tag_ == "VBD" and child(node, "advcl") is None
        return "planned" if reported else "hypothetical"
    if node.tag_ in ("VBD", "VBZ", "VBP") or helpers & words("mood", "indicative"):
        return "occurred"
    return None
