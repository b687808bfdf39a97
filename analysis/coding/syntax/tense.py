"""Classify the tense of a verb: before, at or after the time of the report."""

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.lexicon.plover import classes
from analysis.coding.syntax.clauses import auxiliaries, child, governor, is_verb, lemma

# maximum number of steps up the tree to the verb from which a participle or infinitive takes its tense
REACH = 6
PAST = frozenset({"past", "pluperfect", "perfect", "past modal"})
AHEAD = frozenset({"future", "modal", "infinitive"})
NOW = frozenset({"present", "progressive"})
# PLOVER types that are speech acts: an article reports them as the news of its day
VERBAL = frozenset(
    f"verbs.{name}"
    for name in ("accuse", "request", "reject", "threaten", "agree", "support", "concede", "consult")
)


def tense(verb: Token | None) -> str:
    """Return a verb's tense from its form and its auxiliaries.

    Returns:
        One of ``past``, ``pluperfect``, ``perfect``, ``past modal`` ("could have met"), ``present``,
        ``progressive``, ``future``, ``modal``, ``infinitive``, ``participle``, or ``none``.
    """
    if verb is None:
        return "none"
    helpers = auxiliaries(verb)
    return _classify_by_helpers(verb, helpers) or _classify_by_form(verb, helpers)


def _classify_by_helpers(verb: Token, helpers: set[str]) -> str | None:
    is_participle = verb.tag_ in ("VBN", "VBD")
    if helpers & words("mood", "future"):
        return "future"
    if "did" in helpers:
        return "past"
    if helpers & {"do", "does"} and verb.tag_ == "VB":
        return "present"
    if helpers & (words("mood", "unreal") | {"would"}):
        return "past modal" if "have" in helpers and verb.tag_ == "VBN" else "modal"
    if "had" in helpers and is_participle:
        return "pluperfect"
    return "perfect" if helpers & {"has", "have"} and is_participle else None


def _classify_by_form(verb: Token, helpers: set[str]) -> str:
    is_past = bool(helpers & {"was", "were"})
    if verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and is_past):
        return "past"
    if helpers & words("mood", "present") and verb.tag_ in ("VBG", "VBN"):
        return "progressive" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VB" and child(verb, "nsubj") and not child(verb, "mark")
    ):
        return "present"
    return {"VBG": "participle", "VBN": "participle", "VB": "infinitive"}.get(verb.tag_, "none")


def lender(verb: Token) -> Token | None:
    """Return the verb whose tense a participle or infinitive shares: "declined to say", "…, warning"."""
    above = governor(verb)
    if above == verb or not is_verb(above):
        return None
    to = child(verb, "mark", "aux")
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and (to is None or to.lower_ == "to"):
        return above if lemma(above) in words("dates", "implicative") else None
    return above if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None


def inherited(verb: Token) -> str:
    """Return the tense that a participle takes from the verbs above it; an infinitive is later than them."""
    if tense(verb) == "infinitive":
        return "infinitive"
    node = verb
    for _ in range(REACH):
        above = governor(node)
        if above == node:
            break
        node = above
        found = tense(node) if is_verb(node) else "none"
        if found not in ("participle", "infinitive", "none"):
            return found
    return tense(verb)


def reports(verb: Token) -> bool:
    """Return whether a verb reports speech, speech acts or appearances as the news of its day."""
    name = lemma(verb)
    if name in words("cues", "quotation") or name in words("dates", "assessing"):
        return True
    is_main = verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
    kinds = {kind for kind in classes(verb) if kind.startswith("verbs.")}
    is_speech = name in words("cues", "clause") or (bool(kinds) and kinds <= VERBAL)
    return is_main and is_speech
