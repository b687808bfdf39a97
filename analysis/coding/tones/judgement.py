"""One characterisation, and the phrases that it is made of."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.syntax.clauses import case
from analysis.coding.syntax.extents import ASIDES, phrase


@dataclass(frozen=True)
class Judgement:
    """Who characterises what, in which words, and which way they go.

    Attributes:
        holder: head of who does so in the clause; None for whoever speaks.
        target: what is characterised.
        expression: the words.
        polarity: positive, neutral or negative.
    """

    holder: Token | None
    target: Span
    expression: Span
    polarity: str


def bare(head: Token) -> Span:
    """Return a phrase without its preposition and without what is said about it."""
    aside = {"obl"} if head.is_title else set()
    said = (kid for kid in head.rights if kid.dep_ in ("nmod", "acl"))
    barred = [kid for kid in said if head.is_title or case(kid) == "as"]
    return phrase(head, ASIDES | {"case", "appos", "mark"} | aside, barred)


def word(token: Token) -> Span:
    """Return one token as a span."""
    return token.doc[token.i : token.i + 1]
