"""How far a phrase reaches in the text, from the token that heads it."""

from collections.abc import Collection, Iterator

from spacy.tokens import Span, Token

# what hangs on a clause without being part of its own proposition
ASIDES = frozenset(
    {"conj", "cc", "parataxis", "advcl", "advcl:relcl", "acl:relcl", "punct", "discourse", "list"}
)
# how many tokens of left-out branches a phrase may reach across
BRIDGE = 2


def phrase(head: Token, without: Collection[str] = (), barred: Collection[Token] = ()) -> Span:
    """Return the stretch of text of a token and what depends on it, trimmed of edge punctuation.

    Args:
        head: its head.
        without: dependency labels whose branches are left out.
        barred: tokens whose branches are left out.
    """
    places = {head.i}
    waiting = [head]
    while waiting:
        for kid in waiting.pop().children:
            if kid.dep_ not in without and kid not in barred:
                places.add(kid.i)
                waiting.append(kid)
    first, last = _run(places, head.i)
    return trimmed(head.doc[first : last + 1])


def _run(places: set[int], head: int) -> tuple[int, int]:
    """Return the first and last of the places around one, across gaps no wider than the bridge."""
    first = last = head
    for place in sorted((place for place in places if place < head), reverse=True):
        if first - place > BRIDGE + 1:
            break
        first = place
    for place in sorted(place for place in places if place > head):
        if place - last > BRIDGE + 1:
            break
        last = place
    return first, last


def trimmed(span: Span) -> Span:
    """Return a span without punctuation, space and conjunctions at its edges."""
    first, last = span.start, span.end
    doc = span.doc
    while last - first > 1 and _is_edge(doc[last - 1]) and doc[last - 1].text != "%":
        last -= 1
    while last - first > 1 and (_is_edge(doc[first]) or doc[first].dep_ == "cc"):
        first += 1
    return doc[first:last]


def _is_edge(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


def conjuncts(head: Token) -> Iterator[Token]:
    """Yield a phrase's head and those it is coordinated with, in the order of the tree."""
    waiting = [head]
    while waiting:
        token = waiting.pop()
        yield token
        waiting += reversed([kid for kid in token.children if kid.dep_ == "conj"])


def closed(span: Span) -> Span:
    """Take in the mark that closes a quotation begun inside a span."""
    behind = span.doc[span.end : span.end + 1].text
    is_open = span.text.count("“") > span.text.count("”") or span.text.count('"') % 2 == 1
    return span.doc[span.start : span.end + 1] if is_open and behind in ("”", '"') else span
