"""Which way a word turns a stance: verbs, nouns and predicates of support, rejection and reversal."""

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.stance_cues import directions
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
    direction = None if particle is None else directions.of_particle(f"{lemma(verb)}:{particle.lower_}")
    if direction is not None:
        return direction
    if (idiom := _of_idiom(verb, below)) is not None:
        return idiom
    marker = case(below)
    if below.dep_ == "obl" or (below.dep_ == "nmod" and marker is not None):
        direction = directions.of_preposition(f"{lemma(verb)}:{marker}")
        if direction is None and marker in ("for", "of", "over") and is_stand(below):
            return charge(verb) or None
        # the parser takes many a particle for a preposition: "brushed off the call"
        return direction if direction is not None else directions.of_particle(f"{lemma(verb)}:{marker}")
    if below.dep_ == "advcl":
        return _of_clause(verb, below)
    if below.dep_ in ("xcomp", "ccomp") and (told := _of_clause(verb, below)) is not None:
        return told
    return directions.of_verb(lemma(verb))


def _of_clause(verb: Token, act: Token) -> int | None:
    """Return what a verb does to an act: asks for it, strives for it, warns against it, blames for it."""
    if asks(verb, act) or (has_child(act, "mark", "to") and lemma(verb) in words("stance", "striving")):
        return 1
    if charged(act) is not None:
        return charge(verb)
    return directions.of_preposition(f"{lemma(verb)}:{case(act)}")


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
        direction = directions.of_idiom(f"{lemma(verb)}:{lemma(goal)}:{case(kid)}")
        if direction is not None:
            return direction
    return None


def is_stand(noun: Token) -> bool:
    """Tell whether a noun tells of somebody's stance: "over its veto of Z", "for blocking Z"."""
    return sign_of_noun(noun) is not None or reversing(noun) is not None


def of_conduct(verb: Token) -> int | None:
    """Return what a verb with its object says of its subject: "Z makes sense", "Z crosses a line"."""
    goal = child(verb, "obj", "obl")
    return None if goal is None else directions.of_conduct(f"{lemma(verb)}:{lemma(goal)}")


def of_verdict(word: Token) -> int:
    """Return 1 for a predicate that calls something good or needed, -1 for bad, 0 for any other."""
    if lemma(word) == "critical" and any(case(kid) == "of" for kid in word.children):
        return 0
    return directions.of_verdict(lemma(word))


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
    has_direction = directions.is_rejection(lemma(word)) or directions.is_support(lemma(word))
    return has_direction and is_verb(word) and subject(word) is not None


def of_governor(verb: Token, below: Token, relation: str) -> int | None:
    """Return what a verb does to the mention; one of naming does what its verdict says."""
    verdict = child(verb, "xcomp")
    if relation == "obj" and lemma(verb) in words("cues", "naming") and verdict is not None:
        return of_verdict(verdict) or None
    if relation == "obj" and lemma(verb) in ("want", "see") and verdict is not None:
        # "wants the toll abolished"
        against = directions.is_rejection(lemma(verdict)) or directions.is_reversal(lemma(verdict))
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
