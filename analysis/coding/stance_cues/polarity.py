"""Which way a word turns a stance: verbs, nouns and predicates of support, rejection and reversal."""

from spacy.tokens import Token

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.attachment import find_reversal, get_noun_direction
from analysis.coding.stance_cues.requests import find_charged, get_charge, is_request
from analysis.coding.syntax.clauses import (
    RELATIVE,
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    has_child,
    is_verb,
)


def of_verb(verb: Token, below: Token) -> int | None:
    """Return what a verb does to what it governs.

    Args:
        verb: the governing verb.
        below: what depends on it, on the way from the mention.

    Returns:
        1 for support, -1 for rejection, 0 for reversal ("end the strike"), None for anything else.
    """
    particle = find_child(verb, "compound:prt", "advmod")
    direction = None if particle is None else directions.of_particle(f"{get_lemma(verb)}:{particle.lower_}")
    if direction is not None:
        return direction
    if (idiom := _of_idiom(verb, below)) is not None:
        return idiom
    marker = find_marker(below)
    if below.dep_ == "obl" or (below.dep_ == "nmod" and marker is not None):
        direction = directions.of_preposition(f"{get_lemma(verb)}:{marker}")
        if direction is None and marker in ("for", "of", "over") and is_stand(below):
            return get_charge(verb) or None
        # the parser takes many a particle for a preposition: "brushed off the call"
        return direction if direction is not None else directions.of_particle(f"{get_lemma(verb)}:{marker}")
    if below.dep_ == "advcl":
        return _of_clause(verb, below)
    if below.dep_ in ("xcomp", "ccomp") and (told := _of_clause(verb, below)) is not None:
        return told
    return directions.of_verb(get_lemma(verb))


def _of_clause(verb: Token, act: Token) -> int | None:
    """Return what a verb does to an act: asks for it, strives for it, warns against it, blames for it."""
    if is_request(verb, act) or (
        has_child(act, "mark", "to") and get_lemma(verb) in get_words("stance", "striving")
    ):
        return 1
    if find_charged(act) is not None:
        return get_charge(verb)
    return directions.of_preposition(f"{get_lemma(verb)}:{find_marker(act)}")


def _of_idiom(verb: Token, below: Token) -> int | None:
    """Return what a verb with its object does to what is said of it: "threw its weight behind Z"."""
    goal = find_child(verb, "obj", "nsubj:pass")
    if goal is None or (below != goal and below.dep_ not in ("obl", "advcl", "xcomp", "acl")):
        return None
    if below == goal and get_noun_direction(goal) is not None:
        # a noun with a sign of its own has been weighed on the way: "dropped its objections to Z"
        return None
    reach = [*verb.children, *goal.children] if below == goal else [below]
    for kid in reach:
        direction = directions.of_idiom(f"{get_lemma(verb)}:{get_lemma(goal)}:{find_marker(kid)}")
        if direction is not None:
            return direction
    return None


def is_stand(noun: Token) -> bool:
    """Tell whether a noun tells of somebody's stance: "over its veto of Z", "for blocking Z"."""
    return get_noun_direction(noun) is not None or find_reversal(noun) is not None


def of_conduct(verb: Token) -> int | None:
    """Return what a verb with its object says of its subject: "Z makes sense", "Z crosses a line"."""
    goal = find_child(verb, "obj", "obl")
    return None if goal is None else directions.of_conduct(f"{get_lemma(verb)}:{get_lemma(goal)}")


def of_verdict(word: Token) -> int:
    """Return 1 for a predicate that calls something good or needed, -1 for bad, 0 for any other."""
    if get_lemma(word) == "critical" and any(find_marker(kid) == "of" for kid in word.children):
        return 0
    return directions.of_verdict(get_lemma(word))


def is_act_of(mention: Token, verb: Token) -> bool:
    """Tell whether a mention is what a verb does directly: itself, its object or its infinitive."""
    if mention == verb:
        return True
    if mention.head != verb:
        return False
    by_preposition = mention.dep_ == "obl" and find_marker(mention) == "with"
    return by_preposition or mention.dep_ in ("obj", "xcomp", "compound:prt")


def asserts(mention: Token) -> bool:
    """Tell whether a mention stands in a clause about what may come or, in the subjunctive, should."""
    verb = mention if is_verb(mention) else mention.head
    if not is_verb(verb):
        return False
    if find_child(verb, *SUBJECT) is not None:
        bare = verb.tag_ == "VB" and not find_auxiliaries(verb)
        if bare or any(kid.tag_ == "VB" for kid in verb.children if kid.dep_ in ("aux:pass", "cop")):
            return True
    modal = get_words("mood", "announcing") | get_words("mood", "tentative") | get_words("mood", "duty")
    return bool(find_auxiliaries(verb) & modal)


def is_hypothetical(below: Token) -> bool:
    """Tell whether the way leaves an if-clause, whose content nobody asserts."""
    mark = find_child(below, "mark")
    if mark is None or below.dep_ not in ("advcl", "ccomp", "conj"):
        return False
    return mark.lower_ in get_words("mood", "conditions") | {"whether"}


def is_aside(below: Token) -> bool:
    """Tell whether the way leaves an apposition or a circumstance, of which nothing above is said."""
    if below.dep_ == "appos":
        return True
    marker = find_child(below, "case")
    return marker is not None and marker.lower_ in get_words("stance", "circumstances")


def takes_subject(word: Token) -> bool:
    """Tell whether a word of the mention itself is a predicate of stance with a subject of its own."""
    has_direction = directions.is_rejection(get_lemma(word)) or directions.is_support(get_lemma(word))
    return has_direction and is_verb(word) and find_subject(word) is not None


def of_governor(verb: Token, below: Token, relation: str) -> int | None:
    """Return what a verb does to the mention; one of naming does what its verdict says."""
    verdict = find_child(verb, "xcomp")
    if relation == "obj" and get_lemma(verb) in get_words("cues", "naming") and verdict is not None:
        return of_verdict(verdict) or None
    if relation == "obj" and get_lemma(verb) in ("want", "see") and verdict is not None:
        # "wants the toll abolished"
        against = directions.is_rejection(get_lemma(verdict)) or directions.is_reversal(get_lemma(verdict))
        return -1 if against else of_verb(verb, below)
    return of_verb(verb, below)


def is_position(verb: Token, below: Token) -> bool:
    """Tell whether a verb takes a position on what is below it."""
    goal = find_child(verb, "obj")
    return find_marker(below) == "on" and goal is not None and goal.lemma_ in get_words("stance", "positions")


def is_impersonal(predicate: Token) -> bool:
    """Tell whether a predicate has no subject but "it", "there", "this" or "that"."""
    who = find_child(predicate, *SUBJECT, "expl") or find_subject(predicate)
    return who is None or who.lower_ in get_words("pronouns", "expletive")


def object_pronoun(clause: Token) -> Token | None:
    """Return the relative pronoun that is the object of a relative clause ("which Y had accepted")."""
    for kid in clause.children:
        if kid.lower_ in RELATIVE and kid.dep_ in ("obj", "nsubj:pass", "obl"):
            return kid
    return None
