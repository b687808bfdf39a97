"""Represent one characterisation and its phrases."""

from dataclasses import dataclass

from analysis.coding.syntax.clauses import find_child, find_marker, has_child
from analysis.coding.syntax.extents import ASIDES, expand_phrase
from analysis.language.tokens import Span, Token

DEFINITE = ("the", "this", "that", "these", "those")


@dataclass(frozen=True)
class Judgement:
    """A characterisation with its holder, target, expression and polarity.

    Attributes:
        holder: head of the holder in the clause; None if the holder is the speaker.
        target: what is characterised.
        expression: the words that characterise it.
        polarity: positive, neutral or negative.
    """

    holder: Token | None
    target: Span
    expression: Span
    polarity: str


def bare_phrase(head: Token) -> Span:
    """Return a phrase without its preposition and its modifying clauses."""
    aside = {"obl"} if head.is_title else set()
    modifiers = (kid for kid in head.rights if kid.dep_ in ("nmod", "acl"))
    barred = [kid for kid in modifiers if head.is_title or find_marker(kid) == "as"]
    return expand_phrase(head, ASIDES | {"case", "appos", "mark"} | aside, barred)


def token_span(token: Token) -> Span:
    """Return one token as a span."""
    return token.doc[token.i : token.i + 1]


def is_definite(noun: Token) -> bool:
    """Return whether a noun names something in particular: "the plan", "her plan"."""
    return has_child(noun, "det", *DEFINITE) or find_child(noun, "nmod:poss") is not None
