"""Find the polarity of an evaluative phrase, given negation, contrast, diplomatic usage and idioms.

"Frank" talks are talks in which the sides disagreed, so the word is not praise. "Far from constructive"
is the opposite of constructive, and an actor "critical to" the talks is needed, not criticised.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_marker, get_lemma, is_negated, is_verb
from analysis.coding.syntax.extents import ASIDES, expand_phrase
from analysis.coding.tones.literal import has_enough, is_comparative, is_literal
from analysis.language.tokens import Span, Token

POLARITIES = ("positive", "negative", "neutral")
OPPOSITE = {"positive": "negative", "negative": "positive"}
# how many words before a verdict may reverse it, and how long an idiom may be
WINDOW, LONGEST = 4, 7
# dependents of an evaluative phrase that are not part of its expression
BARE = (ASIDES - {"conj", "cc"}) | SUBJECT | {
    "det", "case", "mark", "cop", "nmod", "nmod:poss", "obl", "expl", "ccomp", "aux"
}  # fmt: skip
ONLY = frozenset({"only", "just", "merely", "simply"})
COMPARING = ("JJR", "JJS", "RBR", "RBS")
MODIFIERS = ("amod", "compound", "nmod:desc")


@dataclass(frozen=True)
class Verdict:
    """An evaluative phrase and its polarity."""

    words: Span
    polarity: str


IDIOMS = {"positive": "positive_idioms", "negative": "negative_idioms"}


def find_verdict(head: Token) -> Verdict | None:
    """Return the verdict of a predicate or of an object of naming, None if it does not evaluate.

    Args:
        head: of the adjective or noun phrase, possibly "far" in "far from useful".
    """
    idiom = _find_idiom_polarity(head)
    if idiom is not None:
        return Verdict(head.doc[head.i : head.i + 1], reverse(idiom, _is_reversed(head, head)))
    if find_marker(head) not in (None, "as", "that", "from", "but"):
        # "in good company" does not evaluate the company
        return None
    judging = list(_find_judging_words(head))
    found = {_find_meant_polarity(word, head) for word in judging} - {"none"}
    if not found:
        return None
    found -= {"neutral"} if len(found) > 1 else set()
    polarity = found.pop() if len(found) == 1 else "neutral"
    return Verdict(_find_expression(head, judging[0]), polarity)


def _find_meant_polarity(word: Token, head: Token) -> str:
    """Return the polarity of a word in context; "no joke" and "not aggressive enough" are not praise."""
    polarity, negated = _find_polarity(word), _is_reversed(word, head)
    is_no_praise = polarity == "negative" and negated and (word.tag_.startswith("NN") or has_enough(word))
    return "none" if is_no_praise else reverse(polarity, negated)


def find_attribute_verdict(adjective: Token) -> Verdict | None:
    """Return the verdict of an adjective before its noun ("a very productive call")."""
    if _find_polarity(adjective) == "none" or _find_polarity(adjective.head) != "none":
        return None
    if is_comparative(adjective):
        return None
    span = expand_phrase(adjective, ASIDES - {"conj", "cc"})
    return Verdict(span, reverse(_find_polarity(adjective), _is_reversed(adjective, adjective)))


def reverse(polarity: str, negated: bool) -> str:
    """Return a polarity, or its opposite if negated."""
    return OPPOSITE.get(polarity, polarity) if negated else polarity


def _find_polarity(word: Token) -> str:
    """Return the polarity of a word out of context, "none" if it does not evaluate."""
    if get_lemma(word) in get_words("tone", "essential"):
        is_needed = any(find_marker(kid) in ("to", "for") for kid in word.children)
        return "positive" if is_needed or (get_lemma(word) != "critical" and word.dep_ != "amod") else "none"
    forms = {get_lemma(word), word.lower_}
    if word.tag_ in COMPARING or is_literal(word):
        return "none"
    if word.tag_.startswith("NNP") and word.i != word.sent.start:
        return "none"
    if get_words("tone", "heated") & forms:
        return "negative"
    return next((polarity for polarity in POLARITIES if get_words("tone", polarity) & forms), "none")


def _find_judging_words(head: Token) -> Iterator[Token]:
    """Yield the evaluative words of a phrase: its noun, else the modifiers, and its conjuncts."""
    beside = (kid for kid in head.children if kid.dep_ == "conj" and not is_verb(kid))
    for part in (head, *(kid for kid in beside if find_child(kid, *SUBJECT) is None)):
        if _find_polarity(part) != "none":
            yield part
            continue
        contrast = part.lower_ in ("far", "anything", "nothing", "short", "less")
        labels = (*MODIFIERS, "obl", "nmod", "conj") if contrast else MODIFIERS
        for kid in part.children:
            if kid.dep_ in labels:
                yield from (word for word in (kid, *kid.conjuncts) if _find_polarity(word) != "none")


def _is_reversed(word: Token, head: Token) -> bool:
    """Return whether words before a verdict reverse it."""
    doc = word.doc
    before = [token.lower_ for token in doc[max(word.sent.start, word.i - WINDOW) : word.i]]
    contrast = any(
        before[place : place + len(part)] == part
        for part in (phrase.split("-") for phrase in get_words("tone", "contrasting"))
        for place in range(len(before))
    )
    faint = bool(set(before) & get_words("tone", "faint"))
    return contrast or faint or is_denied(word) or is_denied(head)


def is_denied(head: Token) -> bool:
    """Return whether a predicate is negated, and not by "not only" or "not just"."""
    return _is_negated(head) and not _is_only(head)


def _is_negated(word: Token) -> bool:
    has_no = any(kid.dep_ == "det" and kid.lower_ in ("no", "neither") for kid in word.children)
    return has_no or is_negated(word)


def _is_only(head: Token) -> bool:
    """Return whether "not only" or "not just" precedes a verdict."""
    return any(
        token.lower_ in get_words("mood", "negation") and token.nbor(1).lower_ in ONLY
        for token in head.lefts
        if token.i + 1 < len(token.doc)
    )


def _find_idiom_polarity(head: Token) -> str | None:
    """Return the polarity of an idiom that begins at or just before a word ("a slap in the face")."""
    doc = head.doc
    for start in range(max(head.left_edge.i, head.i - LONGEST), head.i + 1):
        text = "-".join(token.lower_ for token in doc[start : start + LONGEST])
        for polarity, listed in IDIOMS.items():
            if any(f"{text}-".startswith(f"{idiom}-") for idiom in get_words("tone", listed)):
                return polarity
    return None


def _find_expression(head: Token, judging: Token) -> Span:
    """Return the expression: an adjective with its conjuncts, without the noun that it modifies."""
    top = judging if judging.dep_ == "amod" else head
    clauses = [
        kid for kid in top.children if kid.dep_ == "conj" and (is_verb(kid) or find_child(kid, *SUBJECT))
    ]
    return expand_phrase(top, BARE, clauses)
