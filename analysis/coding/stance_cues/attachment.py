"""Find the head of an issue in the parse, correcting frequent attachment errors.

The parser often attaches the words after a noun such as "call" to the verb before it.
"""

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.requests import is_addressee
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_child,
    find_governor,
    find_marker,
    get_lemma,
    has_child,
    is_verb,
)
from analysis.language.tokens import Token

# most tokens from an object to the rest of its phrase: "rejected the plea yesterday for Z"
SPLIT = 6
TOWARDS = ("for", "of", "on", "to", "against", "at", "over")
# "bowed to demands for Z", "brushed off the call for Z"
GOVERNING = ("to", "off", "aside", "down", "out", "with", "in")
OWNING = ("by", "from")


def get_noun_direction(noun: Token, below: Token | None = None) -> int | None:
    """Return 1 for a noun of support ("call for"), -1 for rejection, 0 for reversal, None for any other.

    Args:
        noun: the noun.
        below: its dependent; after any noun, "against" means rejection.
    """
    if (
        below is not None
        and find_marker(below) == "against"
        and below.dep_ in ("nmod", "obl", "advcl", "acl")
    ):
        return -1
    if below is not None and find_marker(below) in ("for", "to") and _has_purpose(noun):
        return 1
    return directions.classify_noun(get_lemma(noun))


def _has_purpose(noun: Token) -> bool:
    return get_lemma(noun) in get_words("stance", "purposive")


def is_scarce(noun: Token) -> bool:
    """Return whether a noun is nearly negated: "little appetite for Z", but not "a little"."""
    scarce = (kid for kid in noun.children if kid.lower_ in get_words("mood", "scarce"))
    return any(kid.dep_ in ("det", "amod", "advmod") for kid in scarce) and not has_child(noun, "det", "a")


def find_head(node: Token) -> tuple[Token, str]:
    """Return the head of a word and the relation between them.

    In "rejected the plea for Z", "rejected demands that Y do Z" and "rejected calls by Y for Z", the head
    of Z is the plea, the demands and the calls; in "appealed to Y for Z" it is the appeal.
    """
    if (verb := find_misparsed_verb(node)) is not None:
        return verb, "obj"
    if find_misparsed_subject(node) is not None:
        return node, node.dep_
    clause = node.dep_ in ("advcl", "xcomp", "ccomp") and find_marker(node) in ("to", "that")
    if clause and (noun := _find_noun_before(node.head, node.left_edge)) is not None:
        return noun, "acl"
    if is_verb(node):
        return find_governor(node), node.dep_
    if find_marker(node) in TOWARDS:
        if node.dep_ == "obl" and (noun := _find_noun_before(node.head, node)) is not None:
            return noun, "nmod"
        owner = node.head
        if node.dep_ == "nmod" and find_marker(node) == "for" and is_addressee(owner):
            return owner.head, "obl"
        if node.dep_ == "nmod" and find_marker(owner) in OWNING:
            is_stance_noun = get_noun_direction(owner.head) is not None
            noun = owner.head if is_stance_noun else _find_noun_before(owner.head, node)
            if noun is not None:
                return noun, "nmod"
    return node.head, node.dep_


def find_following_owner(noun: Token) -> Token | None:
    """Return the owner named after a noun: "calls by Y", "demands from Y", "asked for by Y"."""
    beside = noun.head.children if noun.dep_ in ("obj", "nsubj:pass") else ()
    kids: tuple[Token, ...] = (*noun.children, *beside)
    for kid in kids:
        follows = kid.dep_ in ("nmod", "obl", "obl:agent") and 0 < kid.left_edge.i - noun.i <= 1
        if find_marker(kid) in OWNING and (follows or kid.head == noun):
            return kid
    return None


def _find_noun_before(verb: Token, first: Token) -> Token | None:
    """Return the verb's object that is a call, plea or refusal and ends shortly before a word."""
    for kid in verb.children:
        is_near = kid.i < first.left_edge.i <= kid.i + SPLIT
        is_object = kid.dep_ in ("obj", "nsubj:pass") or (kid.dep_ == "obl" and find_marker(kid) in GOVERNING)
        if is_object and is_near and (get_noun_direction(kid) is not None or _has_purpose(kid)):
            return kid
    return None


def find_reversal(noun: Token) -> Token | None:
    """Return the gerund that opposes an issue but was parsed as its modifier: "against lifting Z"."""
    if find_marker(noun) not in (*TOWARDS, "from", "by", "over", "without"):
        return None
    for kid in noun.lefts:
        stem = kid.lower_.removesuffix("ing")
        forms = (stem, f"{stem}e", get_lemma(kid))
        is_against = any(directions.is_rejection(form) or directions.is_reversal(form) for form in forms)
        if kid.dep_ in ("amod", "compound") and stem != kid.lower_ and is_against:
            return kid
    return None


def find_misparsed_verb(noun: Token) -> Token | None:
    """Return the verb that was parsed as a modifier of its object: "Chile ignored objections to Z"."""
    if noun.head != noun or not noun.tag_.startswith("NN") or find_child(noun, *SUBJECT, "cop") is not None:
        return None
    return next((token for token in noun.lefts if _is_misparsed(token)), None) or next(
        (token for kid in noun.lefts for token in kid.lefts if _is_misparsed(token)), None
    )


def find_misparsed_subject(verb: Token) -> Token | None:
    """Return the name before a verb that was parsed as a modifier of its object."""
    return verb.nbor(-1) if _is_misparsed(verb) else None


def _is_misparsed(verb: Token) -> bool:
    """Return whether a participle before a noun follows a name at the start of the sentence."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("amod", "compound") or verb.i <= verb.sent.start:
        return False
    root, before = verb.sent.root, verb.nbor(-1)
    opens = all(
        token.dep_ in ("det", "compound", "amod", "flat") for token in verb.doc[verb.sent.start : verb.i]
    )
    return opens and before.tag_.startswith("NN") and root.tag_.startswith("NN") and before.head == verb.head
