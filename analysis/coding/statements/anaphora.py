"""Find references to an issue named earlier: "it", "the proposal", or a sentence that continues the topic."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from analysis.coding.issues import IssueMention
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, get_lemma

# the most sentences after an issue for an anaphor, and for a sentence that continues the topic without one
MAX_ANAPHOR_DISTANCE, MAX_TOPIC_DISTANCE = 2, 1
ROLES = SUBJECT | {"obj", "obl", "nmod", "appos", "root", "ROOT", "ccomp", "xcomp"}
DEFINITE = frozenset({"the", "that", "this", "such", "any", "a", "both"})


@dataclass(frozen=True)
class Topic:
    """The issue mentioned most recently in an article.

    Attributes:
        mention: its last explicit mention.
        sentence: the number of that sentence in the article.
    """

    mention: IssueMention
    sentence: int


def find_anaphors(
    sent: Span, here: list[IssueMention], topic: Topic | None, number: int
) -> Iterator[IssueMention]:
    """Yield the words of a sentence that may refer to an issue named earlier.

    Args:
        sent: the sentence.
        here: the explicit mentions of issues in it.
        topic: the last issue named before it.
        number: the number of the sentence in the article.
    """
    covered = {place for mention in here for place in range(mention.span.start, mention.span.end)}
    near = topic.mention if topic is not None and number - topic.sentence <= MAX_ANAPHOR_DISTANCE else None
    found = False
    for token in sent:
        if token.i in covered or not may_point_back(token):
            continue
        antecedent = next((mention for mention in reversed(here) if mention.head.i < token.i), near)
        if antecedent is not None:
            found = True
            yield replace(antecedent, span=token.doc[token.i : token.i + 1], head=token, how="pointed")
    if not here and not found and topic is not None and number - topic.sentence <= MAX_TOPIC_DISTANCE:
        root = sent.root
        yield replace(topic.mention, span=root.doc[root.i : root.i + 1], head=root, how="topic")


def may_point_back(token: Token) -> bool:
    """Return whether a word is "it", "that" or "the proposal" in a position where it can be an anaphor."""
    if token.dep_ not in ROLES:
        return False
    if token.lower_ in ("it", "this", "that", "them", "one") and token.tag_ in ("PRP", "DT", "CD", "NN"):
        return True
    if get_lemma(token) not in get_words("issues", "anaphors") or not token.tag_.startswith("NN"):
        return False
    return any(kid.lower_ in DEFINITE for kid in token.children if kid.dep_ == "det")
