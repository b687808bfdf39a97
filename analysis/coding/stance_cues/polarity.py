"""Which way a word turns a stance: verbs, nouns and predicates of support, rejection and reversal."""

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.stance_cues.attachment import reversing, sign_of_noun
from analysis.coding.stance_cues.requests import asks, charge, charged
from analysis.coding.syntax.clauses import (
    RELATIVE,
    SUBJECT,
    auxiliaries,
    case,
    child,
    has_child,
    is_verb,
    lemma,
    subject,
)


def of_verb(verb: Token, below: Token) -> int | None:
    """Return what a verb does to what it governs.

    Args:
        verb: the governing verb.
        below: what depends on it, on the way from the mention.

    Returns:
        1 for support, -1 for rejection, 0 for reversal ("end the strike"), None for anything else.
    """
    particle = child(verb, "compound:prt", "advmod")
    if particle is not None and (told := _of_phrasal(f"{lemma(verb)}:{particle.lower_}")) is not None:
        return told
    if (idiom := _of_idiom(verb, below)) is not None:
        return idiom
    marker = case(below)
    if below.dep_ == "obl" or (below.dep_ == "nmod" and marker is not None):
        told = _of_phrase(f"{lemma(verb)}:{marker}")
        if told is None and marker in ("for", "of", "over") and is_stand(below):
            return charge(verb) or None
        # the parser takes many a particle for a preposition: "brushed off the call"
        return told if told is not None else _of_phrasal(f"{lemma(verb)}:{marker}")
    if below.dep_ == "advcl":
        return _of_clause(verb, below)
    if below.dep_ in ("xcomp", "ccomp") and (told := _of_clause(verb, below)) is not None:
        return told
    for name, sign in (("oppose", -1), ("support", 1), ("reverse", 0)):
        if lemma(verb) in words("stance", name):
            return sign
    return None


def _of_clause(verb: Token, act: Token) -> int | None:
    """Return what a verb does to an act: asks for it, strives for it, warns against it, blames for it."""
    if asks(verb, act) or (has_child(act, "mark", "to") and lemma(verb) in words("stance", "striving")):
        return 1
    if charged(act) is not None:
        return charge(verb)
    return _of_phrase(f"{lemma(verb)}:{case(act)}")


def _of_idiom(verb: Token, below: Token) -> int | None:
    """Return what a verb with its object does to what is said of it: "threw its weight behind Z"."""
    goal = child(verb, "obj", "nsubj:pass")
    if goal is None or (below != goal and below.dep_ not in ("obl", "advcl", "xcomp", "acl")):
        return None
    if below == goal and sign_of_noun(goal) is not None:
        # a noun with a sign of its own has been weighed on the way: "dropped its objections to Z"
        return None
    reach = [*verb.children, *goal.children] if below == goal else [below]
    for kid in reach:
        phrase = f"{lemma(verb)}:{lemma(goal)}:{case(kid)}"
        for name, sign in (("support_idioms", 1), ("oppose_idioms", -1)):
            if phrase in words("stance", name):
                return sign
    return None


def _of_phrase(phrase: str) -> int | None:
    if phrase in words("stance", "support_phrases"):
        return 1
    return -1 if phrase in words("stance", "oppose_phrases") else None


def is_stand(noun: Token) -> bool:
    """Tell whether a noun tells of somebody's stance: "over its veto of Z", "for blocking Z"."""
    return sign_of_noun(noun) is not None or reversing(noun) is not None


def _of_phrasal(phrase: str) -> int | None:
    for name, sign in (("support_particles", 1), ("oppose_particles", -1), ("reverse_particles", 0)):
        if phrase in words("stance", name):
            return sign
    return None


def of_conduct(verb: Token) -> int | None:
    """Return what a verb with its object says of its subject: "Z makes sense", "Z crosses a line"."""
    goal = child(verb, "obj", "obl")
    if goal is not None:
        phrase = f"{lemma(verb)}:{lemma(goal)}"
        for name, sign in (("good_conduct", 1), ("bad_conduct", -1)):
            if phrase in words("stance", name):
                return sign
    return None


def of_verdict(word: Token) -> int:
    """Return 1 for a predicate that calls something good or needed, -1 for bad, 0 for any other."""
    if lemma(word) == "critical" and any(case(kid) == "of" for kid in word.children):
        return 0
    return (lemma(word) in words("stance", "good")) - (lemma(word) in words("stance", "bad"))


def of_readiness(word: Token) -> int:
    """Return 1 for an adjective of readiness ("willing"), -1 of unwillingness, 0 for any other."""
    return (lemma(word) in words("stance", "ready")) - (lemma(word) in words("stance", "unready"))


def is_act_of(mention: Token, verb: Token) -> bool:
    """Tell whether a mention is what a verb does directly: itself, its object or its infinitive."""
    if mention == verb:
        return True
    if mention.head != verb:
        return False
    by_preposition = mention.dep_ == "obl" and case(mention) == "with"
    return by_preposition or mention.dep_ in ("obj", "xcomp", "compound:prt")


def asserts(mention: Token) -> bool:
    """Tell whether a mention stands in a clause about what may come or, in the subjunctive, should."""
    verb = mention if is_verb(mention) else mention.head
    if not is_verb(verb):
        return False
    if child(verb, *SUBJECT) is not None:
        bare = verb.tag_ == "VB" and not auxiliaries(verb)
        if bare or any(kid.tag_ == "VB" for kid in verb.children if kid.dep_ in ("aux:pass", "cop")):
            return True
    modal = words("mood", "announcing") | words("mood", "tentative") | words("mood", "duty")
    return bool(auxiliaries(verb) & modal)


def is_hypothetical(below: Token) -> bool:
    """Tell whether the way leaves an if-clause, whose content nobody asserts."""
    mark = child(below, "mark")
    if mark is None or below.dep_ not in ("advcl", "ccomp", "conj"):
        return False
    return mark.lower_ in words("mood", "conditions") | {"whether"}


def is_aside(below: Token) -> bool:
    """Tell whether the way leaves an apposition or a circumstance, of which nothing above is said."""
    if below.dep_ == "appos":
        return True
    marker = child(below, "case")
    return marker is not None and marker.lower_ in words("stance", "circumstances")


def takes_subject(word: Token) -> bool:
    """Tell whether a word of the mention itself is a predicate of stance with a subject of its own."""
    listed = lemma(word) in words("stance", "oppose") | words("stance", "support")
    return listed and is_verb(word) and subject(word) is not None


def of_governor(verb: Token, below: Token, relation: str) -> int | None:
    """Return what a verb does to the mention; one of naming does what its verdict says."""
    verdict = child(verb, "xcomp")
    if relation == "obj" and lemma(verb) in words("cues", "naming") and verdict is not None:
        return of_verdict(verdict) or None
    if relation == "obj" and lemma(verb) in ("want", "see") and verdict is not None:
        # "wants the toll abolished"
        against = lemma(verdict) in words("stance", "oppose") | words("stance", "reverse")
        return -1 if against else of_verb(verb, below)
    return of_verb(verb, below)


def is_position(verb: Token, below: Token) -> bool:
    """Tell whether a verb takes a position on what is below it."""
    goal = child(verb, "obj")
    return case(below) == "on" and goal is not None and goal.lemma_ in words("stance", "positions")


def is_impersonal(predicate: Token) -> bool:
    """Tell whether a predicate has no subject but "it", "there", "this" or "that"."""
    who = child(predicate, *SUBJECT, "expl") or subject(predicate)
    return who is None or who.lower_ in words("pronouns", "expletive")


def object_pronoun(clause: Token) -> Token | None:
    """Return the relative pronoun that is the object of a relative clause ("which Y had accepted")."""
    for kid in clause.children:
        if kid.lower_ in RELATIVE and kid.dep_ in ("obj", "nsubj:pass", "obl"):
            return kid
    return None
