"""Determine how a word changes a stance: verbs and predicates of support, rejection and reversal."""

from analysis.coding.lexicon import get_words
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.attachment import find_reversal, get_noun_direction
from analysis.coding.stance_cues.requests import classify_judgement, find_judged_doer, is_request
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
from analysis.language.tokens import Token


def find_particles(verb: Token) -> list[str]:
    """Return the particles of a verb, which the parser may take for adverbs: "ruled out", "spoke up"."""
    return [kid.lower_ for kid in verb.children if kid.dep_ in ("compound:prt", "advmod")]


def classify_verb(verb: Token, below: Token) -> int | None:
    """Return the direction of a verb towards its dependent.

    Args:
        verb: the governing verb.
        below: its dependent on the path from the mention.

    Returns:
        1 for support, -1 for rejection, 0 for reversal ("end the strike"), None for anything else.
    """
    for particle in find_particles(verb):
        direction = directions.classify_particle(f"{get_lemma(verb)}:{particle}")
        if direction is not None:
            return direction
    if (idiom := _classify_idiom(verb, below)) is not None:
        return idiom
    marker = find_marker(below)
    if below.dep_ == "obl" or (below.dep_ == "nmod" and marker is not None):
        direction = directions.classify_preposition(f"{get_lemma(verb)}:{marker}")
        if direction is None and marker in ("for", "of", "over") and is_stance_noun(below):
            return classify_judgement(verb) or None
        # the parser often tags a particle as a preposition: "brushed off the call"
        if direction is None:
            direction = directions.classify_particle(f"{get_lemma(verb)}:{marker}")
        return direction
    if below.dep_ == "advcl":
        return _classify_clause(verb, below)
    if below.dep_ in ("xcomp", "ccomp") and (clausal := _classify_clause(verb, below)) is not None:
        return clausal
    return directions.classify_verb(get_lemma(verb))


def _classify_clause(verb: Token, act: Token) -> int | None:
    """Return the direction of a verb towards an act: request, effort, warning or blame."""
    if is_request(verb, act) or (
        has_child(act, "mark", "to") and get_lemma(verb) in get_words("stance", "striving")
    ):
        return 1
    if find_judged_doer(act) is not None:
        return classify_judgement(verb)
    return directions.classify_preposition(f"{get_lemma(verb)}:{find_marker(act)}")


def _classify_idiom(verb: Token, below: Token) -> int | None:
    """Return the direction of a verb with its object: "threw its weight behind Z"."""
    noun = find_child(verb, "obj", "nsubj:pass")
    if noun is None or (below != noun and below.dep_ not in ("obl", "advcl", "xcomp", "acl")):
        return None
    if below == noun and get_noun_direction(noun) is not None:
        # the direction of the noun has already been applied: "dropped its objections to Z"
        return None
    reach = [*verb.children, *noun.children] if below == noun else [below]
    for kid in reach:
        direction = directions.classify_idiom(f"{get_lemma(verb)}:{get_lemma(noun)}:{find_marker(kid)}")
        if direction is not None:
            return direction
    return None


def is_stance_noun(noun: Token) -> bool:
    """Return whether a noun expresses a stance: "over its veto of Z", "for blocking Z"."""
    return get_noun_direction(noun) is not None or find_reversal(noun) is not None


def classify_conduct(verb: Token) -> int | None:
    """Return how a verb with its object evaluates its subject: "Z makes sense", "Z crosses a line"."""
    noun = find_child(verb, "obj", "obl")
    return None if noun is None else directions.classify_conduct(f"{get_lemma(verb)}:{get_lemma(noun)}")


def classify_evaluation(word: Token) -> int:
    """Return 1 for a predicate that calls something good or necessary, -1 for bad, 0 for any other."""
    if get_lemma(word) == "critical" and any(find_marker(kid) == "of" for kid in word.children):
        return 0
    return directions.classify_evaluation(get_lemma(word))


def is_act_of(mention: Token, verb: Token) -> bool:
    """Return whether a mention is the verb itself, its object or its infinitive."""
    if mention == verb:
        return True
    if mention.head != verb:
        return False
    by_preposition = mention.dep_ == "obl" and find_marker(mention) == "with"
    return by_preposition or mention.dep_ in ("obj", "xcomp", "compound:prt")


def is_prospective(mention: Token) -> bool:
    """Return whether the clause of a mention is about what may happen or, in the subjunctive, should."""
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
    """Return whether the path leaves an if-clause, whose content is not asserted."""
    mark = find_child(below, "mark")
    if mark is None or below.dep_ not in ("advcl", "ccomp", "conj"):
        return False
    return mark.lower_ in get_words("mood", "conditions") | {"whether"}


def is_aside(below: Token) -> bool:
    """Return whether the path leaves an apposition or an adverbial, to which the governors do not apply."""
    return below.dep_ == "appos" or is_circumstance(below)


def is_circumstance(word: Token) -> bool:
    """Return whether a word only says when or where something is: "during Z", "ahead of Z"."""
    circumstances = get_words("stance", "circumstances")
    if word.dep_ == "advmod" and word.lower_ in circumstances:
        return True
    marker = find_child(word, "case")
    return marker is not None and marker.lower_ in circumstances


def has_own_subject(word: Token) -> bool:
    """Return whether a word of the mention is itself a stance predicate with its own subject."""
    has_direction = directions.is_rejection(get_lemma(word)) or directions.is_support(get_lemma(word))
    return has_direction and is_verb(word) and find_subject(word) is not None


def classify_governor(verb: Token, below: Token, relation: str) -> int | None:
    """Return the direction of a verb towards the mention; a verb of naming takes that of its evaluation."""
    complement = find_child(verb, "xcomp")
    if relation == "obj" and get_lemma(verb) in get_words("cues", "naming") and complement is not None:
        return classify_evaluation(complement) or None
    if relation == "obj" and get_lemma(verb) in ("want", "see") and complement is not None:
        # "wants the toll abolished"
        lemma = get_lemma(complement)
        against = directions.is_rejection(lemma) or directions.is_reversal(lemma)
        return -1 if against else classify_verb(verb, below)
    return classify_verb(verb, below)


def takes_position(verb: Token, below: Token) -> bool:
    """Return whether a verb means taking a position on its dependent."""
    noun = find_child(verb, "obj")
    return find_marker(below) == "on" and noun is not None and noun.lemma_ in get_words("stance", "positions")


def is_impersonal(predicate: Token) -> bool:
    """Return whether a predicate has no subject except "it", "there", "this" or "that"."""
    subject = find_child(predicate, *SUBJECT, "expl") or find_subject(predicate)
    return subject is None or subject.lower_ in get_words("pronouns", "expletive")


def find_object_pronoun(clause: Token) -> Token | None:
    """Return the relative pronoun that is the object of a relative clause ("which Y had accepted")."""
    for kid in clause.children:
        if kid.lower_ in RELATIVE and kid.dep_ in ("obj", "nsubj:pass", "obl"):
            return kid
    return None
