"""Words that tell of events, with their PLOVER type."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from analysis.coding.clauses import case, is_verb, lemma
from analysis.coding.events.status import carrier, status
from analysis.coding.lexicon import words
from analysis.tables import PLOVER


@dataclass(frozen=True)
class Trigger:
    """One mention of an event.

    Attributes:
        token: the verb or noun.
        verb: the verb that carries tense and mood for it: itself, or the one a noun stands with.
        type: PLOVER type.
        status: occurred, planned, hypothetical or denied.
    """

    token: Token
    verb: Token | None
    type: str
    status: str


def find_triggers(tokens: Iterable[Token]) -> Iterator[Trigger]:
    """Yield the event mentions among tokens, in order."""
    for token in tokens:
        type_ = _type(token)
        if type_ is not None and not _is_told_by_verb(token):
            verb = token if is_verb(token) else carrier(token)
            yield Trigger(token, verb, type_, status(token, verb))


@cache
def _types(kind: str) -> dict[str, str]:
    """Return word → type, for verbs (with "verb-particle" keys) or nouns."""
    return {word: type_ for type_ in PLOVER for word in words("events", f"{type_.lower()}_{kind}")}


def _type(token: Token) -> str | None:
    if is_verb(token) and token.dep_ not in ("amod", "compound", "case", "aux"):
        return _phrasal(token) or _types("verbs").get(lemma(token))
    if token.tag_ not in ("NN", "NNS") or token.dep_ in ("compound", "amod"):
        return None
    if token.dep_ == "xcomp" and token.head.lemma_ in words("cues", "naming"):
        # "called it a good conversation" characterises an event told before
        return None
    if lemma(token) == "call" and any(case(kid) == "for" for kid in token.children):
        return "REQUEST"
    return _types("nouns").get(lemma(token))


def _is_told_by_verb(token: Token) -> bool:
    """Tell whether a noun is the subject of an event verb that says it all ("if talks stall")."""
    verb = token.head
    if is_verb(token) or token.dep_ != "nsubj" or not is_verb(verb) or _type(verb) is None:
        return False
    return status(verb, verb) != "occurred"


def _phrasal(verb: Token) -> str | None:
    """Return the type of a verb with its particle or preposition ("call for", "break off")."""
    for kid in verb.children:
        particle = kid.lower_ if kid.dep_ in ("compound:prt", "advmod") else None
        particle = case(kid) if kid.dep_ in ("obl", "advcl") else particle
        if particle is not None and (type_ := _types("verbs").get(f"{lemma(verb)}-{particle}")):
            return type_
    return None
