"""Determine the span of a phrase from the token that heads it."""

import re
from collections.abc import Collection, Iterator

from analysis.language.tokens import Span, Token

# dependents that are not part of a clause's own proposition
ASIDES = frozenset(
    {"conj", "cc", "parataxis", "advcl", "advcl:relcl", "acl:relcl", "punct", "discourse", "list"}
)
# maximum number of tokens from excluded branches inside a phrase
MAX_GAP = 2


def expand_phrase(head: Token, without: Collection[str] = (), barred: Collection[Token] = ()) -> Span:
    """Return the span of a token and its dependents, without punctuation at the edges.

    Args:
        head: the head of the phrase.
        without: dependency labels whose branches are excluded.
        barred: tokens whose branches are excluded.
    """
    indices = {head.i}
    waiting = [head]
    while waiting:
        for kid in waiting.pop().children:
            if kid.dep_ not in without and kid not in barred:
                indices.add(kid.i)
                waiting.append(kid)
    first, last = _find_bounds(indices, head.i)
    return trim(head.doc[first : last + 1])


def _find_bounds(indices: set[int], head: int) -> tuple[int, int]:
    """Return the first and last index reachable from the head across gaps of at most MAX_GAP tokens."""
    first = last = head
    for index in sorted((index for index in indices if index < head), reverse=True):
        if first - index > MAX_GAP + 1:
            break
        first = index
    for index in sorted(index for index in indices if index > head):
        if index - last > MAX_GAP + 1:
            break
        last = index
    return first, last


def trim(span: Span) -> Span:
    """Return a span without punctuation and whitespace at its edges, or conjunctions at its start."""
    first, last = span.start, span.end
    doc = span.doc
    while last - first > 1 and _is_edge(doc[last - 1]) and doc[last - 1].text != "%":
        last -= 1
    while last - first > 1 and (_is_edge(doc[first]) or doc[first].dep_ == "cc"):
        first += 1
    return doc[first:last]


def _is_edge(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


def find_conjuncts(head: Token) -> Iterator[Token]:
    """Yield a phrase's head and the heads coordinated with it, in tree order."""
    waiting = [head]
    while waiting:
        token = waiting.pop()
        yield token
        waiting += reversed([kid for kid in token.children if kid.dep_ == "conj"])


def close_quotation(span: Span) -> Span:
    """Extend a span by the mark that closes a quotation opened inside it."""
    following = span.doc[span.end : span.end + 1].text
    is_open = span.text.count("“") > span.text.count("”") or span.text.count('"') % 2 == 1
    return span.doc[span.start : span.end + 1] if is_open and following in ("”", '"') else span


def find_phrase(doc_span: Span, words: str) -> Span | None:
    """Return the first occurrence of some words in a sentence or text."""
    pieces = [re.escape(piece) for piece in words.split()]
    match = re.search(r"\s*".join(pieces), doc_span.text) if pieces else None
    if match is None:
        return None
    begin, end = doc_span.start_char + match.start(), doc_span.start_char + match.end()
    return doc_span.doc.char_span(begin, end, alignment_mode="expand")
