"""Recognise acts: whoever has done what an issue is about takes a position by doing it."""

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_child,
    find_marker,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.language.tokens import Token

FINITE = ("VBD", "VBZ", "VBP")
OWNING = ("by", "from")


def is_done(verb: Token) -> bool:
    """Return whether an act is told as done, begun or being done: "cut Z", "was cut by X", "began cutting Z".

    An act that is denied, possible, asked about or no choice of its doer ("lost Z") is not.
    """
    helpers = find_auxiliaries(verb)
    if is_negated(verb) or helpers & (get_words("mood", "unreal") | get_words("mood", "announcing")):
        return False
    if get_lemma(verb) in get_words("stance", "unwilled") or verb.sent.text.rstrip().endswith("?"):
        return False
    if get_lemma(verb) in ("talk", "speak") and any(find_marker(kid) == "to" for kid in verb.children):
        # to a reporter, mostly
        return False
    if verb.tag_ in FINITE:
        return True
    if verb.dep_ == "xcomp" and get_lemma(verb.head) in get_words("stance", "performing"):
        return verb.tag_ in ("VB", "VBG") and is_done(verb.head)
    if verb.tag_ == "VBG":
        return bool(helpers & (get_words("mood", "present") | get_words("mood", "past") | {"been"}))
    if not helpers and find_child(verb, "nsubj") is not None and (verb.tag_ == "VBN" or verb.dep_ == "ROOT"):
        # the tagger often takes the past "cut" for an infinitive or a participle
        return True
    by_doer = find_child(verb, "obl:agent") is not None
    return verb.tag_ == "VBN" and (by_doer or bool(helpers & {"has", "have", "had", "'ve"}))


def is_doer_of(below: Token, noun: Token) -> bool:
    """Return whether a name is that of an act's doer, not of its object: "Y's attack", "the suit by Y"."""
    owns = below.dep_ == "nmod:poss" or (below.dep_ == "nmod" and find_marker(below) in OWNING)
    return owns and below.tag_ in ("NNP", "NNPS") and get_lemma(noun) not in get_words("stance", "partisans")


def find_doer(noun: Token) -> Token | None:
    """Return the doer of the act that a noun names: "X's lawsuit", "a suit by X", "a suit filed by X"."""
    word = get_lemma(noun)
    for kid in noun.children if word in get_words("stance", "deeds") else ():
        if kid.dep_ == "nmod:poss" or (kid.dep_ == "nmod" and find_marker(kid) == "by"):
            return kid
    if word not in get_words("stance", "deeds") | get_words("stance", "purposive"):
        return None
    for kid in noun.children:
        if kid.dep_ == "acl" and kid.tag_ == "VBN" and get_lemma(kid) in get_words("stance", "performing"):
            return find_child(kid, "obl:agent")
    return None


def find_performing_verb(noun: Token) -> Token | None:
    """Return the verb whose subject does what a noun names: "filed a suit", "resigned in protest"."""
    verb = noun.head
    if not is_verb(verb):
        return None
    if noun.dep_ in ("obj", "nsubj:pass") and get_lemma(verb) in get_words("stance", "performing"):
        return verb if is_done(verb) else None
    is_in = noun.dep_ == "obl" and find_marker(noun) == "in"
    return verb if is_in and directions.classify_noun(get_lemma(noun)) else None


def find_predicate_above(verb: Token) -> Token | None:
    """Return the predicate with the doer of an infinitive: "X was the only member to vote for Z"."""
    if verb.dep_ != "acl" or not has_child(verb, "mark", "to"):
        return None
    noun = verb.head
    if noun.dep_ == "nmod" and find_marker(noun) == "of":
        noun = noun.head
    return noun if find_child(noun, "cop") is not None else None


def is_topic(below: Token, node: Token) -> bool:
    """Return whether something is only talked about: "ready to talk about Z", "met for talks on Z"."""
    if is_verb(node) and below.dep_ == "obj":
        return get_lemma(node) in ("debate", "discuss")
    is_about = find_marker(below) in ("about", "on", "over", "regarding")
    return is_about and get_lemma(node) in get_words("stance", "talking")
