"""Find the semantic roles around an issue's term: the act, the thing acted on and the agent."""

from collections.abc import Iterator

from analysis.coding.issues.terms import PREPOSITIONS, Term
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_marker
from analysis.language.tokens import Span, Token

# dependency labels of the thing acted on
DONE_TO = frozenset({"obj", "nsubj:pass", "nmod", "nmod:poss", "compound"})
# tags of a participle, including one mistagged as a past tense
PARTICIPLE = ("VBN", "VBD")
# prepositions of the goal of an act: "its attack on Z", "its withdrawal from Z"
GOAL_PREPOSITIONS = frozenset({"on", "against", "from", "over", "with"})


def find_acts(span: Span, thing: Token) -> Iterator[tuple[Token, Token]]:
    """Yield each act on a named thing, with the word through which the two attach to the sentence.

    In "the ban must be lifted" that word is the act; in "wants the ban lifted" and "called for the ban to be
    lifted" it is the ban.
    """
    above = thing.head
    if thing.dep_ in DONE_TO and above not in span:
        yield above, above
    after = [token for token in thing.doc[span.end : thing.sent.end] if token.dep_ != "advmod"]
    is_infinitive = [token.lower_ for token in after[:2]] == ["to", "be"]
    act = next(iter(after[2 if is_infinitive else 0 :]), None)
    if act is None or act.tag_ not in PARTICIPLE:
        return
    if is_infinitive or (thing.dep_ == "obj" and _is_wanting(above)):
        yield act, act if act.dep_ == "xcomp" and act.head == above else thing
    elif above == act and act.dep_ in ("xcomp", "ccomp") and _is_wanting(act.head):
        yield act, act


def find_head(span: Span) -> Token:
    """Return the head word of a named issue; in "wants the troops withdrawn", the act."""
    thing = span.root
    if thing.dep_ != "obj":
        return thing
    complements = (token for token in span if token.dep_ == "xcomp" and token.head == thing.head)
    return next((token for token in complements if token.tag_ in PARTICIPLE), thing)


def find_agent_roots(token: Token, term: Term, roots: list[str]) -> set[str]:
    """Return the roots of an act's agent if the act is on something else: "the rebels armed themselves".

    The one who attacks or leaves is not the thing attacked or left, unless the term contains "by".
    """
    if "by" in term.roots:
        return set()
    if not token.tag_.startswith("NN"):
        goal, agent = find_child(token, "obj"), find_child(token, "nsubj")
        is_other = goal is not None and not any(roots[word.i] in term.others for word in goal.subtree)
        if is_other and len(term.others) == 1:
            # "join us at NATO"
            return {roots[word.i] for word in token.subtree if word.tag_.startswith("NN")}
        if agent is None or (goal is None and not _is_named_goal(agent, term)):
            return set()
        return {roots[word.i] for word in agent.subtree}
    agent = find_child(token, "nmod:poss")
    if agent is None or not any(kid.dep_ == "nmod" and _is_goal(kid) for kid in token.children):
        return set()
    return {roots[word.i] for word in agent.subtree}


def _is_goal(kid: Token) -> bool:
    """Return whether a phrase after a noun is the goal of its act; "of" alone may also mark the agent."""
    return find_marker(kid) in GOAL_PREPOSITIONS or (
        find_marker(kid) == "of" and find_child(kid.head, "nmod:poss") is not None
    )


def _is_wanting(verb: Token) -> bool:
    return verb.lemma_.lower() in get_words("issues", "wanting")


def _is_named_goal(agent: Token, term: Term) -> bool:
    """Return whether the agent is a name and the term contains a preposition: "withdraw from Syria"."""
    return agent.tag_.startswith("NNP") and not PREPOSITIONS.isdisjoint(term.roots)
