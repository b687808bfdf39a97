"""Select the claims that can found an issue: something is demanded, promised or rejected in so many words."""

from analysis.coding.codebooks.acts import POINTING, find_demand
from analysis.coding.codebooks.things import can_be_demanded, can_be_judged, is_measure
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.stance_cues.actions import Claim
from analysis.coding.stance_cues.directions import classify_evaluation
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, get_lemma
from analysis.language.tokens import Token

# relations of what is demanded or rejected to the word that says so, and to words in between
WANTED = ("xcomp", "ccomp", "advcl", "acl", "obj", "obl", "nmod", "nsubj:pass", "csubj", "dep")
BETWEEN = ("xcomp", "ccomp", "obj", "obl", "nmod", "nsubj:pass", "nsubj", "conj", "advcl", "acl", "compound")
MOST_STEPS = 4


def is_outspoken(claim: Claim) -> bool:
    """Return whether a claim says in so many words what should be done, or what should exist."""
    act = claim.thing.head if claim.marker is None else claim.marker
    if act.doc[-1].text == "?" or "?" in act.doc[-2:].text:
        return False
    is_event = claim.marker is None and get_lemma(claim.thing.head) in get_list("events")
    if is_event or claim.thing.opener in POINTING:
        return False
    verb = find_predicate(claim)
    is_act = verb is not None and find_demand(verb) is not None
    return is_act or _is_wanted(act, claim) or _is_wanted_before(act, claim)


def is_enacted(claim: Claim) -> bool:
    """Return whether somebody acts for or against a measure, as in "Congress denied the funding"."""
    return claim.marker is None and is_measure(claim.thing) and claim.thing.opener not in POINTING


def find_predicate(claim: Claim) -> Token | None:
    """Return the verb that says what is to be done, if the claim has one: "hold" in "to hold hearings"."""
    if claim.marker is not None:
        return claim.marker if claim.marker.tag_.startswith("VB") else None
    verb = claim.thing.head.head
    is_object = claim.thing.head.dep_ == "obj" and verb.i < claim.thing.head.i
    return verb if is_object and get_lemma(verb) in get_list("creating") and find_demand(verb) else None


def _is_wanted(act: Token, claim: Claim) -> bool:
    """Return whether a word of demanding or rejecting governs an act or thing."""
    token = act
    for _ in range(MOST_STEPS):
        governor, relation = token.head, token.dep_
        if governor == token:
            return False
        if relation in WANTED and _demands(governor, token, claim):
            return True
        inside = claim.first <= governor.i <= claim.last or get_lemma(governor) in get_list("light")
        if relation != "conj" and not (inside and relation in BETWEEN):
            return False
        token = governor
    return False


def _demands(word: Token, below: Token, claim: Claim) -> bool:
    """Return whether a word demands, promises or rejects what is below it."""
    base = get_lemma(word)
    if word.tag_ in ("NN", "NNS") or base == "opposed":
        fits = f"{base}:{find_marker(below)}" in get_list("demanded")
        return fits and below.i > word.i and (claim.marker is not None or can_be_demanded(claim.thing))
    if base in get_list("called"):
        # "called him a hero", "asked the reporter", but "called for a recount"
        direct = below.dep_ in ("obj", "nsubj:pass", "iobj") and claim.marker is None
        return not direct and (claim.marker is not None or can_be_demanded(claim.thing))
    if base in get_list("asked"):
        return claim.marker is not None or can_be_demanded(claim.thing)
    if base in get_list("judged") or _is_phrasal(word):
        return claim.marker is not None or can_be_judged(claim.thing)
    return base in get_list("committed") and is_measure(claim.thing)


def _is_phrasal(verb: Token) -> bool:
    """Return whether a verb rejects with its preposition: "spoke out against", "ruled out", "voted for"."""
    following = verb.doc[verb.i + 1 : verb.i + 4]
    return verb.tag_.startswith("VB") and any(
        f"{get_lemma(verb)}:{token.lower_}" in get_list("phrasal") for token in following
    )


def _is_wanted_before(act: Token, claim: Claim) -> bool:
    """Return whether what precedes its verb is wanted: "a toll that Y had proposed", "a study is needed"."""
    wanted = get_list("asked") | get_list("judged") | get_list("committed")
    for kid in act.children:
        if kid.dep_ == "acl:relcl" and get_lemma(kid) in wanted and find_child(kid, *SUBJECT) is not None:
            return can_be_judged(claim.thing) or is_measure(claim.thing)
    judgement = get_lemma(act.head) if act.dep_ in SUBJECT else ""
    evaluated = judgement in get_words("mood", "needed") or classify_evaluation(judgement) != 0
    return evaluated and (is_measure(claim.thing) or claim.marker is not None)
