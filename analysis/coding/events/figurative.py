"""Recognise words of violence that tell of none: strikes of workers, plans that are killed, prices that hit.

The classifier of types knows the words of an event, but hardly what they are said of; that is decided here.
"""

import re
from collections.abc import Iterable

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_marker, find_subject, get_lemma, is_verb
from analysis.coding.syntax.word_classes import get_classes
from analysis.language.tokens import Token

MODIFIERS = ("amod", "compound", "nmod:poss", "nmod:unmarked", "nummod")
OBJECTS = ("obj", "nsubj:pass")
PHRASES = ("nmod", "obl", "obj")
# "a strike on the depot", "an attack on the budget"; "clashed over the budget"
ON, OVER = ("on", "against"), ("over", "about", "for")
PEOPLE = ("he", "she", "i", "we")
AT = ("at", "into", "toward", "towards")
# how a match ended
SCORE = re.compile(r"(?<![\w-])\d{1,2}[-–]\d{1,2}(?![\w%-])")


def find_evident_type(token: Token, partner: Token | None = None) -> str | None:
    """Return the PLOVER type of a word of violence by what it is said of, None if that does not decide.

    Strikes of workers are PROTEST and those with arms ASSAULT, a deal that is struck is AGREE, an attack on
    an idea is ACCUSE, and an idea that is killed or fought is REJECT. What a storm or a crash does is OTHER.

    Args:
        token: the trigger of the event, of a type of violence.
        partner: the other word that denotes it, if any ("*staged* a strike").
    """
    strike = next(
        (word for word in (token, partner) if word is not None and get_lemma(word) == "strike"), None
    )
    if strike is not None:
        if is_verb(strike) and _has(_list_objects(strike), "bargains"):
            return "AGREE"
        if _is_stoppage(strike):
            return "PROTEST"
        return "ASSAULT" if _is_attack(strike) else None
    if not is_verb(token):
        return "ACCUSE" if _is_figurative_noun(token) else None
    if _has(_list_agents(token), "disasters"):
        return "OTHER"
    if get_lemma(token) == "clash" and _is_dispute_in_words(token):
        return "ACCUSE"
    if not _is_about_idea(token):
        return None
    if get_lemma(token) in get_words("events", "criticising"):
        return "ACCUSE"
    return "REJECT" if get_lemma(token) in get_words("events", "rejecting") else None


def is_no_act(verb: Token) -> bool:
    """Return whether a verb of violence tells of no violent act: "prices hit consumers", "was fired"."""
    lemma, affected = get_lemma(verb), _list_objects(verb)
    if lemma in get_words("events", "combating"):
        return _has(affected, "forces")
    if lemma in get_words("events", "winning") and SCORE.search(verb.sent.text):
        return True
    if lemma == "fire":
        return bool(affected) and not _has(affected, "arms", "ammunition") and not _has_target(verb)
    if lemma == "shoot" and find_child(verb, "ccomp", "parataxis") is not None:
        return any(kid.lower_ == "back" for kid in verb.children)
    agents = _list_agents(verb)
    if _has(agents, "disasters"):
        return False
    if "verbs.assault" in get_classes(verb) and _has(agents, "forces"):
        return True
    beside = [kid for one in (verb, *affected) for kid in one.children]
    if any(find_marker(kid) == "with" and _has([kid], "volleys") for kid in beside):
        return True
    if lemma in ("hit", "strike"):
        return (
            _has(agents, "forces")
            or any(get_lemma(agent) == "strike" and _is_stoppage(agent) for agent in agents)
            or _has(affected, *(("ideas",) if lemma == "hit" else ("poses",)))
        )
    if lemma == "explode" and not affected and any(agent.lower_ in PEOPLE for agent in agents):
        return True
    is_burst = lemma in ("bomb", "explode") and not affected
    return is_burst and _has((kid for kid in verb.children if kid.dep_ in PHRASES), "stages")


def _list_agents(verb: Token) -> list[Token]:
    return [kid for kid in verb.children if kid.dep_ in ("nsubj", "obl:agent")]


def _has_target(verb: Token) -> bool:
    """Return whether somebody fires at somebody."""
    return any(find_marker(kid) in AT for kid in verb.children)


def _is_stoppage(strike: Token) -> bool:
    """Return whether a strike, as a noun or a verb, is one of workers."""
    beside = [kid for kid in strike.children if kid.dep_ in MODIFIERS]
    phrases = [kid for kid in strike.children if kid.dep_ in PHRASES]
    if _has(beside, "arms"):
        return False
    if is_verb(strike):
        subject = strike.head if strike.dep_ == "acl" else find_subject(strike)
        return not _list_objects(strike) and (
            _has(phrases, "pay") or (subject is not None and _has([subject], "workers"))
        )
    if _has(beside, "workers", "industries", "stoppages") or _has(phrases, "workers", "pay"):
        return True
    if any(find_marker(kid) in ON and not _has([kid], "industries") for kid in phrases):
        return False
    by = [kid for kid in phrases if find_marker(kid) == "by" and kid.tag_ == "NNS"]
    if by and not _has(by, "arms"):
        return True
    is_on_strike = find_marker(strike) == "on" and find_child(strike, "det") is None
    halts = strike.dep_ == "nsubj" and get_lemma(strike.head) in get_words("events", "halting")
    others = [word for word in strike.sent if word != strike]
    is_among_workers = _has(others, "workers") and not _has(others, "arms", "casualties")
    return is_on_strike or ((halts or is_among_workers) and not any(kid.ent_type_ for kid in beside))


def _is_attack(strike: Token) -> bool:
    """Return whether a strike is one with arms: "drone strikes", "a strike on the port"."""
    beside = (kid for kid in strike.children if kid.dep_ in MODIFIERS)
    harms = strike.dep_ == "nsubj" and _has([strike.head], "casualties")
    return harms or _has(beside, "arms") or any(find_marker(kid) in ON for kid in strike.children)


def _is_figurative_noun(noun: Token) -> bool:
    """Return whether a noun of violence is a figure of speech: "an attack on the budget"."""
    return _has((kid for kid in noun.children if kid.dep_ in MODIFIERS), "figures") or (
        _has(_list_matters(noun), "ideas") and not _is_armed(noun)
    )


def _is_about_idea(verb: Token) -> bool:
    """Return whether a verb of violence is said of no person or thing: "killed the plan"."""
    affected = _list_objects(verb)
    contested = [
        matter
        for kid in affected
        if get_lemma(kid) in get_words("events", "contests")
        for matter in _list_matters(kid)
    ]
    is_dispute = get_lemma(verb) == "clash" or get_lemma(verb) in get_words("events", "combating")
    affected = contested or affected or (_list_matters(verb) if is_dispute else [])
    is_idea = bool(affected) and all(get_lemma(token) in get_words("events", "ideas") for token in affected)
    return is_idea and not _is_armed(verb)


def _is_dispute_in_words(clash: Token) -> bool:
    """Return whether those who clash over something do so by their office: "ministers clashed over wages"."""
    who = find_subject(clash)
    is_over = any(kid.dep_ in PHRASES and find_marker(kid) in OVER for kid in clash.children)
    return is_over and who is not None and _has([who], "debaters") and not _is_armed(clash)


def _is_armed(word: Token) -> bool:
    """Return whether those who attack or clash, and whom, are armed or a crowd, by their names."""
    near = [word.head if word.dep_ == "acl" else word, *word.children]
    return _has((token for one in near for token in (one, *one.children) if token != word), "arms", "crowds")


def _list_matters(word: Token) -> list[Token]:
    """Return what an attack or dispute is about: "on the budget", "over the toll"."""
    return [kid for kid in word.children if kid.dep_ in PHRASES and find_marker(kid) in (*ON, *OVER)]


def _list_objects(verb: Token) -> list[Token]:
    """Return the heads of the objects of a verb, or what a passive or participle is said of."""
    found = [
        kid
        for kid in verb.children
        if (kid.dep_ in OBJECTS and find_marker(kid) is None)
        or (kid.dep_ in PHRASES and find_marker(kid) in ("off", "down"))
    ]
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        by_someone = find_child(verb, "obl:agent") is not None or _has([verb.head], "ideas")
        return [verb.head] if by_someone else []
    return found


def _has(tokens: Iterable[Token], *lists: str) -> bool:
    """Return whether one of the words is in one of the lists of the lexicon."""
    return any(
        get_lemma(token) in words or token.lower_ in words
        for token in tokens
        for words in (get_words("events", name) for name in lists)
    )
