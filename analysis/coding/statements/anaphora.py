"""What points back at an issue named before: "it", "the proposal", or the sentence that goes on about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, get_lemma

# how many sentences behind an issue it may be pointed back at, and how many go on about it unsaid
REACH, ONWARD = 2, 1
ROLES = SUBJECT | {"obj", "obl", "nmod", "appos", "root", "ROOT", "ccomp", "xcomp"}
DEFINITE = frozenset({"the", "that", "this", "such", "any", "a", "both"})


@dataclass(frozen=True)
class Topic:
    """The issue that an article spoke of last.

    Attributes:
        mention: where it was named.
        sentence: the running number of that sentence.
    """

    mention: IssueMention
    sentence: int


def find_anaphors(
    sent: Span, here: list[IssueMention], topic: Topic | None, number: int
) -> Iterator[IssueMention]:
    """Yield the words of a sentence that may stand for an issue named before.

    Args:
        sent: the sentence.
        here: the issues that it names itself.
        topic: the one named last before it.
        number: the running number of the sentence.
    """
    covered = {place for mention in here for place in range(mention.span.start, mention.span.end)}
    near = topic.mention if topic is not None and number - topic.sentence <= REACH else None
    found = False
    for token in sent:
        if token.i in covered or not may_point_back(token):
            continue
        antecedent = next((mention for mention in reversed(here) if mention.head.i < token.i), near)
        if antecedent is not None:
            found = True
            yield replace(antecedent, span=token.doc[token.i : token.i + 1], head=token, how="pointed")
    if not here and not found and topic is not None and number - topic.sentence <= ONWARD:
        root = sent.root
        yield replace(topic.mention, span=root.doc[root.i : root.i + 1], head=root, how="topic")


def may_point_back(token: Token) -> bool:
    """Tell whether a word is "it", "that" or "the proposal" where a thing can be spoken of."""
    if token.dep_ not in ROLES:
        return False
    if token.lower_ in ("it", "this", "that", "them", "one") and token.tag_ in ("PRP", "DT", "CD", "NN"):
        return True
    if get_lemma(token) not in get_words("issues", "anaphors") or not token.tag_.startswith("NN"):
        return False
    return any(kid.lower_ in DEFINITE for kid in token.children if kid.dep_ == "det")
