"""How a verb places what it tells in time: behind the report, at it, or ahead of it."""

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.lexicon.plover import classes
from analysis.coding.syntax.clauses import auxiliaries, child, governor, is_verb, lemma

# how far up the verb that lends a participle or infinitive its tense is looked for
REACH = 6
PAST = frozenset({"past", "pluperfect", "perfect", "past modal"})
AHEAD = frozenset({"future", "modal", "infinitive"})
NOW = frozenset({"present", "progressive"})
# PLOVER's types that are acts of speech: a report tells them as the day's news
VERBAL = frozenset(
    f"verbs.{name}"
    for name in ("accuse", "request", "reject", "threaten", "agree", "support", "concede", "consult")
)


def tense(verb: Token | None) -> str:
    """Return a verb's tense by its form and its auxiliaries.

    Returns:
        One of ``past``, ``pluperfect``, ``perfect``, ``past modal`` ("could have met"), ``present``,
        ``progressive``, ``future``, ``modal``, ``infinitive``, ``participle``, or ``none``.
    """
    if verb is None:
        return "none"
    helpers = auxiliaries(verb)
    return _by_helpers(verb, helpers) or _by_form(verb, helpers)


def _by_helpers(verb: Token, helpers: set[str]) -> str | None:
    done = verb.tag_ in ("VBN", "VBD")
    if helpers & words("mood", "future"):
        return "future"
    if "did" in helpers:
        return "past"
    if helpers & {"do", "does"} and verb.tag_ == "VB":
        return "present"
    if helpers & (words("mood", "unreal") | {"would"}):
        return "past modal" if "have" in helpers and verb.tag_ == "VBN" else "modal"
    if "had" in helpers and done:
        return "pluperfect"
    return "perfect" if helpers & {"has", "have"} and done else None


def _by_form(verb: Token, helpers: set[str]) -> str:
    was = bool(helpers & {"was", "were"})
    if verb.tag_ == "VBD" or (verb.tag_ in ("VBN", "VBG") and was):
        return "past"
    if helpers & words("mood", "present") and verb.tag_ in ("VBG", "VBN"):
        return "progressive" if verb.tag_ == "VBG" else "present"
    if verb.tag_ in ("VBZ", "VBP") or (
        verb.tag_ == "VB" and child(verb, "nsubj") and not child(verb, "mark")
    ):
        return "present"
    return {"VBG": "participle", "VBN": "participle", "VB": "infinitive"}.get(verb.tag_, "none")


def lender(verb: Token) -> Token | None:
    """Return the verb whose time a participle or an infinitive shares: "declined to say", "…, warning"."""
    above = governor(verb)
    if above == verb or not is_verb(above):
        return None
    to = child(verb, "mark", "aux")
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and (to is None or to.lower_ == "to"):
        return above if lemma(above) in words("dates", "implicative") else None
    return above if verb.tag_ == "VBG" and verb.dep_ == "advcl" else None


def inherited(verb: Token) -> str:
    """Return the tense that a participle takes from the verbs above it; an infinitive lies ahead of them."""
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
    """Tell whether a verb reports words, deeds in words, or how things look, as the news of its day."""
    name = lemma(verb)
    if name in words("cues", "quotation") or name in words("dates", "assessing"):
        return True
    main = verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")
    kinds = {kind for kind in classes(verb) if kind.startswith("verbs.")}
    told = name in words("cues", "clause") or (bool(kinds) and kinds <= VERBAL)
    return main and told
