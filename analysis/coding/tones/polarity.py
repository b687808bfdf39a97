"""Which way the words of a verdict go, read as they are meant: negated, contrasted, diplomatic, idiomatic.

"Frank" talks are talks in which the two differed: it praises nobody. "Far from constructive" is the opposite
of constructive, and who is "critical to" the talks is needed there.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import SUBJECT, case, child, is_negated, is_verb, lemma
from analysis.coding.syntax.extents import ASIDES, phrase

POLARITIES = ("positive", "negative", "neutral")
OPPOSITE = {"positive": "negative", "negative": "positive"}
# how many words before a verdict turn it around, and how long an idiom is
WINDOW, LONGEST = 4, 7
# what stands beside the judging words without being among them
BARE = (ASIDES - {"conj", "cc"}) | SUBJECT | {
    "det", "case", "mark", "cop", "nmod", "nmod:poss", "obl", "expl", "ccomp", "aux"
}  # fmt: skip
ONLY = frozenset({"only", "just", "merely", "simply"})
COMPARING = ("JJR", "JJS", "RBR", "RBS")
MODIFIERS = ("amod", "compound", "nmod:desc")


@dataclass(frozen=True)
class Verdict:
    """The words that judge, and which way they go."""

    words: Span
    polarity: str


IDIOMS = {"positive": "positive_idioms", "negative": "negative_idioms"}


def verdict(head: Token) -> Verdict | None:
    """Return what a predicate or an object of naming says, None where it does not judge.

    Args:
        head: of the adjective or noun phrase, perhaps "far" of "far from useful".
    """
    idiom = _idiom(head)
    if idiom is not None:
        return Verdict(head.doc[head.i : head.i + 1], turned(idiom, _is_turned(head, head)))
    if case(head) not in (None, "as", "that", "from", "but"):
        # "in good company" says nothing of the company
        return None
    judged = list(_judging(head))
    found = {_meant(word, head) for word in judged} - {"none"}
    if not found:
        return None
    found -= {"neutral"} if len(found) > 1 else set()
    polarity = found.pop() if len(found) == 1 else "neutral"
    return Verdict(_expression(head, judged[0]), polarity)


def _meant(word: Token, head: Token) -> str:
    """Return a word's polarity where it stands; "no joke" and "no threat" praise nobody."""
    own, negated = _polarity(word), _is_turned(word, head)
    praises_nobody = own == "negative" and negated and word.tag_.startswith("NN")
    return "none" if praises_nobody else turned(own, negated)


def of_attribute(adjective: Token) -> Verdict | None:
    """Return what an adjective before its noun says ("a very productive call")."""
    if _polarity(adjective) == "none" or _polarity(adjective.head) != "none":
        return None
    span = phrase(adjective, ASIDES - {"conj", "cc"})
    return Verdict(span, turned(_polarity(adjective), _is_turned(adjective, adjective)))


def turned(polarity: str, negated: bool) -> str:
    """Return a polarity, or its opposite."""
    return OPPOSITE.get(polarity, polarity) if negated else polarity


def _polarity(word: Token) -> str:
    """Return the polarity of a word by itself, "none" where it does not judge."""
    if lemma(word) in words("tone", "essential"):
        needed = any(case(kid) in ("to", "for") for kid in word.children)
        return "positive" if needed or (lemma(word) != "critical" and word.dep_ != "amod") else "none"
    known = {lemma(word), word.lower_}
    if word.tag_ in COMPARING:
        return "none"
    if word.tag_.startswith("NNP") and word.i != word.sent.start:
        return "none"
    if words("tone", "heated") & known:
        return "negative"
    return next((one for one in POLARITIES if words("tone", one) & known), "none")


def _judging(head: Token) -> Iterator[Token]:
    """Yield the judging words of a phrase: its noun, else what describes it, and those beside it."""
    beside = (kid for kid in head.children if kid.dep_ == "conj" and not is_verb(kid))
    for part in (head, *(kid for kid in beside if child(kid, *SUBJECT) is None)):
        if _polarity(part) != "none":
            yield part
            continue
        contrast = part.lower_ in ("far", "anything", "nothing", "short", "less")
        labels = (*MODIFIERS, "obl", "nmod", "conj") if contrast else MODIFIERS
        for kid in part.children:
            if kid.dep_ in labels:
                yield from (word for word in (kid, *kid.conjuncts) if _polarity(word) != "none")


def _is_turned(word: Token, head: Token) -> bool:
    """Return whether words before a verdict turn it around."""
    doc = word.doc
    before = [token.lower_ for token in doc[max(word.sent.start, word.i - WINDOW) : word.i]]
    contrast = any(
        before[place : place + len(part)] == part
        for part in (phrase.split("-") for phrase in words("tone", "contrasting"))
        for place in range(len(before))
    )
    faint = bool(set(before) & words("tone", "faint"))
    return contrast or faint or negates(word) or negates(head)


def negates(head: Token) -> bool:
    """Return whether a predicate is negated, and not by "not only" or "not just"."""
    return _is_negated(head) and not _is_only(head)


def _is_negated(word: Token) -> bool:
    own = any(kid.dep_ == "det" and kid.lower_ in ("no", "neither") for kid in word.children)
    return own or is_negated(word)


def _is_only(head: Token) -> bool:
    """Return whether "not only" or "not just" stands before a verdict."""
    return any(
        token.lower_ in words("mood", "negation") and token.nbor(1).lower_ in ONLY
        for token in head.lefts
        if token.i + 1 < len(token.doc)
    )


def _idiom(head: Token) -> str | None:
    """Return which way an idiom goes that begins at or shortly before a word ("a slap in the face")."""
    doc = head.doc
    for start in range(max(head.left_edge.i, head.i - LONGEST), head.i + 1):
        told = "-".join(token.lower_ for token in doc[start : start + LONGEST])
        for polarity, listed in IDIOMS.items():
            if any(f"{told}-".startswith(f"{idiom}-") for idiom in words("tone", listed)):
                return polarity
    return None


def _expression(head: Token, judged: Token) -> Span:
    """Return the judging words: an adjective with those coordinated with it, not the noun it describes."""
    top = judged if judged.dep_ == "amod" else head
    clauses = [kid for kid in top.children if kid.dep_ == "conj" and (is_verb(kid) or child(kid, *SUBJECT))]
    return phrase(top, BARE, clauses)
