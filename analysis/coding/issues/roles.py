"""Who does what to what: the act that a term names, the thing it is done to, and whoever does it."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from analysis.coding.issues.terms import PREPOSITIONS, Term
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import case, child

# how a thing hangs on what is done to it
DONE_TO = frozenset({"obj", "nsubj:pass", "nmod", "nmod:poss", "compound"})
# a participle, also one that the tagger took for a past tense
DONE = ("VBN", "VBD")
# "its attack on Z", "its withdrawal from Z"
AIMING = frozenset({"on", "against", "from", "over", "with"})


def done_to(span: Span, thing: Token) -> Iterator[tuple[Token, Token]]:
    """Yield what may be done to a named thing, and which of the two the sentence goes on from.

    "The ban must be lifted" is about lifting; who "wants the ban lifted", or "called for the ban to be
    lifted", says so of the ban.
    """
    above = thing.head
    if thing.dep_ in DONE_TO and above not in span:
        yield above, above
    behind = [token for token in thing.doc[span.end : thing.sent.end] if token.dep_ != "advmod"]
    infinite = [token.lower_ for token in behind[:2]] == ["to", "be"]
    act = next(iter(behind[2 if infinite else 0 :]), None)
    if act is None or act.tag_ not in DONE:
        return
    if infinite or (thing.dep_ == "obj" and _is_wanting(above)):
        yield act, act if act.dep_ == "xcomp" and act.head == above else thing
    elif above == act and act.dep_ in ("xcomp", "ccomp") and _is_wanting(act.head):
        yield act, act


def head(span: Span) -> Token:
    """Return the word that carries a named issue; of "wants the troops withdrawn" what is to be done."""
    thing = span.root
    if thing.dep_ != "obj":
        return thing
    beside = (token for token in span if token.dep_ == "xcomp" and token.head == thing.head)
    return next((token for token in beside if token.tag_ in DONE), thing)


def doing(token: Token, term: Term, roots: list[str]) -> set[str]:
    """Return the roots of those who do an act to something else: "the rebels armed themselves".

    Who attacks or leaves is not what is attacked or left, unless the term says "by".
    """
    if "by" in term.roots:
        return set()
    if not token.tag_.startswith("NN"):
        goal, doer = child(token, "obj"), child(token, "nsubj")
        is_other = goal is not None and not any(roots[word.i] in term.others for word in goal.subtree)
        if is_other and len(term.others) == 1:
            # "join us at NATO"
            return {roots[word.i] for word in token.subtree if word.tag_.startswith("NN")}
        if doer is None or (goal is None and not _is_name_behind(doer, term)):
            return set()
        return {roots[word.i] for word in doer.subtree}
    doer = child(token, "nmod:poss")
    if doer is None or not any(kid.dep_ == "nmod" and _is_goal(kid) for kid in token.children):
        return set()
    return {roots[word.i] for word in doer.subtree}


def _is_goal(kid: Token) -> bool:
    """Tell whether a phrase behind a noun is what its act is done to; "of" may as well tell who does it."""
    return case(kid) in AIMING or (case(kid) == "of" and child(kid.head, "nmod:poss") is not None)


def _is_wanting(verb: Token) -> bool:
    return verb.lemma_.lower() in words("issues", "wanting")


def _is_name_behind(doer: Token, term: Term) -> bool:
    """Tell whether a term has a name behind a preposition: "withdraw from Syria"."""
    return doer.tag_.startswith("NNP") and not PREPOSITIONS.isdisjoint(term.roots)
