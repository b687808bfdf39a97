"""Classify the tense of a verb: before, at or after the time of the report."""

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_auxiliaries, find_child, find_governor, get_lemma, is_verb
from analysis.coding.syntax.word_classes import get_classes
from analysis.language.tokens import Token

# maximum number of steps up the tree to the verb from which a participle or infinitive takes its tense
REACH = 6
PAST = frozenset({"past", "pluperfect", "perfect", "past modal"})
AHEAD = frozenset({"future", "modal", "infinitive"})
NOW = frozenset({"present", "progressive"})
# PLOVER types that are speech acts
VERBAL = frozenset(
    f"verbs.{name}" for name in ("accuse", "request", "reject", "threaten", "agree", "support", "concede")
)


def classify_tense(verb: Token | None) -> str:
    """Return a verb's tense from its form and its auxiliaries.

    Returns:
        One of ``past``, ``pluperfect``, ``perfect``, ``past modal`` ("could have met"), ``present``,
        ``progressive``, ``future``, ``modal``, ``infinitive``, ``participle``, or ``none``.
    """
    if verb is None:
        return "none"
    helpers = find_auxiliaries(verb)
    return _classify_by_helpers(verb, helpers) or _classify_by_form(verb, helpers)


def _classify_by_helpers(verb: Token, helpers: set[str]) -> str | None:
    is_participle = verb.tag_ in ("VBN", "VBD")
    if helpers & get_words("mood", "future"):
        return "future"
    if "did" in helpers:
        return "past"
    if helpers & {"do", "does"} and verb.tag_ == "VB":
        return "present"
    if helpers & (get_words("mood", "unreal") | {"would"}):
        return "past modal" if "have" in helpers and verb.tag_ == "VBN" else "modal"
    if "had" in helpers and is_participle:
        return "pluperfect"
    return "perfect" if helpers & {"has", "have"} and is_participle else None


def _classify_by_form(verb: Token, helpers: set[str]) -> str:
    is_past = bool(helpers & {"was", "were"})
    if verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and is_past) or _is_misread_past(verb, helpers):
        return "past"
    if helpers & get_words("mood", "present") and verb.tag_ in ("VBG", "VBN"):
        return "progressive" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VB" and find_child(verb, "nsubj") and not find_child(verb, "mark")
    ):
        return "present"
    return {"VBG": "participle", "VBN": "participle", "VB": "infinitive"}.get(verb.tag_, "none")


def _is_misread_past(verb: Token, helpers: set[str]) -> bool:
    """Return whether the tagger took a past main verb for a participle: "The bus crashed on Monday"."""
    is_main = (
        verb.dep_ in ("ROOT", "parataxis", "ccomp") and find_child(verb, "nsubj", "nsubj:pass") is not None
    )
    return verb.tag_ == "VBN" and is_main and not helpers


def find_tense_source(verb: Token) -> Token | None:
    """Return the verb whose tense a participle or infinitive shares: "declined to say", "…, warning"."""
    above = find_governor(verb)
    if above == verb or not is_verb(above):
        return None
    to = find_child(verb, "mark", "aux")
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and (to is None or to.lower_ == "to"):
        return above if get_lemma(above) in get_words("dates", "implicative") else None
    return above if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None


def inherit_tense(verb: Token) -> str:
    """Return the tense that a participle takes from the verbs above it; an infinitive is later than them."""
    if classify_tense(verb) == "infinitive":
        return "infinitive"
    node = verb
    for _ in range(REACH):
        above = find_governor(node)
        if above == node:
            break
        node = above
        found = classify_tense(node) if is_verb(node) else "none"
        if found not in ("participle", "infinitive", "none"):
            return found
    return classify_tense(verb)


def is_report(verb: Token) -> bool:
    """Return whether a verb only reports what was said or how things appear, and is no act of its own."""
    name = get_lemma(verb)
    is_saying = name in get_words("cues", "quotation") & get_words("cues", "clause") and not _list_kinds(verb)
    return is_saying or name in get_words("dates", "assessing")


def is_speech_act(verb: Token) -> bool:
    """Return whether a main clause tells in the past tense what somebody did by speaking: "she urged"."""
    is_main = verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
    kinds = _list_kinds(verb)
    # "call" is also a call by phone
    is_verbal = bool(kinds & VERBAL) and kinds <= VERBAL | {"verbs.consult"}
    return is_main and is_verbal and classify_tense(verb) == "past"


def is_act(verb: Token) -> bool:
    """Return whether a verb is of one of PLOVER's classes."""
    return bool(_list_kinds(verb))


def _list_kinds(verb: Token) -> set[str]:
    return {kind for kind in get_classes(verb) if kind.startswith("verbs.")}
