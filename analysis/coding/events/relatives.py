"""Tell a relative clause as a clause of its own: "a truce, which Norland had accepted" as Norland's act."""

from analysis.coding.syntax.clauses import find_child
from analysis.coding.syntax.extents import trim
from analysis.language.tokens import Span, Token

PRONOUNS = ("WDT", "WP")


def unfold(span: Span, verb: Token) -> list[Span]:
    """Return the words of a relative clause with its noun in the place of the pronoun, in order.

    Args:
        span: the noun and the clause, as they follow each other.
        verb: the verb of the clause.

    Returns:
        The pieces; the span alone if it is not a noun with such a clause.
    """
    noun = verb.head
    subject = find_child(verb, "nsubj", "nsubj:pass")
    if verb.dep_ != "acl:relcl" or subject is None or not span.start <= noun.i < subject.i:
        return [span]
    pronoun = next((kid for kid in verb.lefts if kid.tag_ in PRONOUNS), None)
    # "with whom", "whose": the pronoun is neither subject nor object
    if pronoun is not None and pronoun.dep_ not in ("nsubj", "nsubj:pass", "obj", "mark"):
        return [span]
    if find_child(verb, "obj") not in (None, pronoun) and subject != pronoun:
        return [span]
    doc = span.doc
    begin = subject.left_edge.i if pronoun is None else pronoun.i
    if any(token.tag_ == "WP$" for token in doc[begin : verb.i]):
        return [span]
    head, clause = trim(doc[span.start : begin]), doc[begin + (pronoun is not None) : span.end]
    if pronoun == subject:
        return [head, clause]
    particle = find_child(verb, "compound:prt")
    last = max(verb.i, particle.i if particle is not None else 0) + 1
    return [doc[clause.start : last], head, doc[last : span.end]]
