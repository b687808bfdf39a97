"""Query parsed clauses for the properties that several coders need: subject, object, negation, mood."""

from analysis.coding.lexicon import get_words
from analysis.language.tokens import Token

SUBJECT = {"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"}
RELATIVE = {"who", "which", "that", "whom"}
# markers of a clause that only says when
TEMPORAL = ("after", "before", "since", "when")
# maximum number of steps up the tree to the subject of a reduced clause
REACH = 6
# how many heads up the verb of a noun is searched for
NOUN_REACH = 4


def find_child(token: Token, *labels: str) -> Token | None:
    """Return the first child with one of the given dependency labels."""
    for kid in token.children:
        if kid.dep_ in labels:
            return kid
    return None


def get_lemma(token: Token) -> str:
    """Return a token's lemma in lower case, as the lexicon lists it."""
    return token.lemma_.lower()


def has_child(token: Token, label: str, *forms: str) -> bool:
    """Return whether a token has a child with this label that is one of these words."""
    for kid in token.children:  # noqa: SIM110 - asked of every token, and any() is much slower
        if kid.dep_ == label and kid.lower_ in forms:
            return True
    return False


def find_marker(token: Token) -> str | None:
    """Return the preposition or marker before a phrase, lower-case."""
    marker = find_child(token, "case", "mark")
    return marker.lower_ if marker is not None else None


def is_verb(token: Token) -> bool:
    """Return whether a token is a verb, including a present form mistagged as a plural noun."""
    return token.tag_.startswith("VB") or (
        token.tag_ == "NNS" and find_child(token, "obj", "ccomp") is not None
    )


def find_governor(token: Token) -> Token:
    """Return the head of a clause's verb, correcting three frequent attachment errors.

    A past-tense verb after "but" or "and" belongs with the verb of saying in the same tense, not with
    the infinitive or modal verb in that verb's content ("suggested that talks would start and hinted",
    "claimed it could ... but stressed"), and a clause after it is its complement. A participle after a
    comma belongs with the main clause, not with the if-clause before it ("called for X if ...,
    emphasizing").
    """
    head = token.head
    if token.dep_ == "conj" and head.dep_ == "ccomp":
        bare = token.tag_ == "VBD" and head.tag_ == "VB"
        if bare or token.tag_ == head.head.tag_ != head.tag_:
            return head.head
    if token.dep_ == "ccomp" and (beside := _find_true_governor(token)) is not None:
        return beside
    if token.tag_ == "VBG" and token.dep_ == "advcl" and token.i and token.nbor(-1).text == ",":
        while head.dep_ == "advcl" and find_child(head, "mark") is not None:
            head = head.head
    return head


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


def find_complement(verb: Token) -> Token | None:
    """Return a verb's clausal complement, even if the parser attached it to the verb before "and"."""
    own = find_child(verb, "ccomp")
    if own is not None or verb.dep_ != "conj":
        return own
    return next(
        (kid for kid in verb.head.children if kid.dep_ == "ccomp" and _find_true_governor(kid) == verb), None
    )


def _find_true_governor(clause: Token) -> Token | None:
    """Return the past-tense verb that governs a clause wrongly attached to the infinitive before it."""
    for kid in clause.head.children:
        is_between = kid.dep_ == "conj" and clause.head.i < kid.i < clause.left_edge.i
        if is_between and kid.tag_ == "VBD" and clause.head.tag_ == "VB" and find_child(kid, "ccomp") is None:
            return kid
    return None


def find_subject(verb: Token) -> Token | None:
    """Return the head of a verb's or predicate's subject, including a subject shared with another clause."""
    for _ in range(REACH):
        own = find_child(verb, *SUBJECT)
        if own is not None:
            is_relative = own.lower_ in RELATIVE and own.tag_ in ("WDT", "WP", "IN")
            return verb.head if is_relative and verb.dep_ in ("acl:relcl", "acl") else own
        if verb.dep_ in ("acl", "acl:relcl"):
            return verb.head if verb.tag_ in ("VBG", "VBN") and not is_verb(verb.head) else None
        if not _shares_subject(verb):
            return None
        if verb.dep_ == "xcomp" and verb.head.lemma_ not in get_words("clauses", "promising"):
            controller = find_child(verb.head, "obj", "iobj")
            if controller is not None:
                return controller
        verb = find_governor(verb)
    return None


def _shares_subject(verb: Token) -> bool:
    """Return whether a clause without a subject shares that of its governing clause."""
    if verb.head == verb or verb.dep_ not in ("conj", "xcomp", "advcl", "parataxis", "dep"):
        return False
    return verb.dep_ not in ("advcl", "parataxis") or verb.tag_ in ("VBG", "VBN", "VB")


def is_clause_of_time(verb: Token) -> bool:
    """Return whether a clause with a subject of its own only says when: "hours after Y had rejected Z"."""
    return find_marker(verb) in TEMPORAL and find_child(verb, *SUBJECT) is not None


def find_object(verb: Token) -> Token | None:
    """Return the head of a verb's object, even if the parser made a finite verb the object's modifier."""
    finite = verb.tag_ in ("VBP", "VBZ", "VBD")
    if finite and verb.dep_ in ("amod", "compound") and verb.head.i > verb.i:
        return verb.head
    return find_child(verb, "obj")


def is_negated(token: Token) -> bool:
    """Return whether a predicate is negated, by an adverb, a determiner of its object, or "cannot"."""
    for kid in token.children:
        if kid.dep_ in ("advmod", "aux", "det", "cc") and kid.lower_ in get_words("mood", "negation"):
            return not _denies_subject(kid, token)
        if kid.lower_ == "longer" and kid.i > 0 and kid.nbor(-1).lower_ == "no":
            return True
        if kid.dep_ in ("obj", "nsubj", "nsubj:pass", "aux") and _has_negative_determiner(kid, token):
            return True
    return token.lower_ in get_words("mood", "negative_pronouns")


def _denies_subject(negation: Token, predicate: Token) -> bool:
    """Return whether a negation before a predicate is that of "not X but Y", which the parser may mistake."""
    between = negation.doc[negation.i + 1 : predicate.i]
    is_name = bool(between) and between[0].tag_ in ("NNP", "NNPS", "DT", "PRP$")
    return negation.lower_ == "not" and is_name and any(token.lower_ == "but" for token in between)


def _has_negative_determiner(token: Token, predicate: Token) -> bool:
    negative = get_words("mood", "negative_determiners")
    return any(
        kid.lower_ in negative and kid.dep_ in ("det", "advmod", "cc:preconj")
        for kid in token.children
        if not _denies_subject(kid, predicate)
    )


def find_auxiliaries(verb: Token) -> set[str]:
    """Return the auxiliaries of a verb in lower case, including those of a semi-modal that governs it."""
    found = _list_auxiliaries(verb)
    while verb.dep_ == "xcomp" and verb.head.lemma_ in get_words("clauses", "semi_modal"):
        # "had her house searched" is no duty
        is_causative = verb.tag_ == "VBN" and not has_child(verb, "mark", "to")
        verb = verb.head
        found |= _list_auxiliaries(verb)
        if verb.lemma_ in ("have", "need") and not is_causative:
            found.add("must")
        elif verb.lower_ == "going":
            found.add("will")
    return found


def _list_auxiliaries(verb: Token) -> set[str]:
    """Return a verb's own auxiliaries; the parser may give "may" to the "have" of "may have met"."""
    own = [kid for kid in verb.children if kid.dep_.startswith(("aux", "cop"))]
    return {word.lower_ for kid in own for word in (kid, *kid.children)}
