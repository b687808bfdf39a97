"""Put clauses in the past perfect into the simple past: "had already accepted it" becomes "accepted it"."""

from itertools import pairwise

from analysis.coding.lexicon import get_words
from analysis.language.tokens import Span, Token


def tell_in_simple_past(span: Span, verb: Token) -> list[Span]:
    """Return the words of a clause in the past perfect without its auxiliary, in order.

    Only verbs whose participle is also their past form can be told so: not "had begun", "had not accepted"
    and "had been accepted".

    Args:
        span: a part of the clause.
        verb: the verb of the clause.

    Returns:
        The pieces; the span alone if there is nothing to leave out.
    """
    auxiliaries = [kid for kid in verb.lefts if kid.dep_ in ("aux", "aux:pass")]
    has_past_form = verb.lower_.endswith("ed") or verb.lower_ in get_words("events", "past_participles")
    is_negated = any(kid.lower_ in get_words("mood", "negation") for kid in verb.lefts)
    if [kid.lower_ for kid in auxiliaries] != ["had"] or not has_past_form or is_negated:
        return [span]
    had = auxiliaries[0]
    left_out = {had.i, *(kid.i for kid in verb.lefts if kid.lower_ == "already")}
    edges = [span.start - 1, *sorted(place for place in left_out if span.start <= place < span.end), span.end]
    pieces = [span.doc[before + 1 : after] for before, after in pairwise(edges)]
    return [piece for piece in pieces if len(piece)]
