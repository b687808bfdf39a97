"""Where a sentence characterises something, unless it only asks, supposes or denies that somebody says so."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import case, child, is_negated, is_verb, lemma
from analysis.coding.tones.judgement import Judgement
from analysis.coding.tones.polarity import turned
from analysis.coding.tones.predicates import of_attitude, of_attribute, of_link, of_predicate
from analysis.coding.tones.verbs import of_manner, of_verb


def judgements(token: Token) -> Iterator[Judgement]:
    """Yield the characterisations that a word heads."""
    judged = list(_judgements(token))
    # few words judge: only for them is it worth looking at their sentence
    if not judged or _is_open(token):
        return
    doubted = _doubted(token)
    for found in judged:
        if doubted is None or (lemma(doubted) in words("tone", "thinking") and found.holder is None):
            yield replace(found, polarity=turned(found.polarity, doubted is not None))


def _judgements(token: Token) -> Iterator[Judgement]:
    if is_verb(token):
        yield from of_verb(token)
        yield from of_manner(token)
    if lemma(token) in words("tone", "linking") and (what := child(token, "xcomp")) is not None:
        yield from of_link(token, what)
    if lemma(token) in words("tone", "attitude") and token.tag_.startswith("NN"):
        yield from of_attitude(token)
    if child(token, "cop") is not None or token.lower_ in words("tone", "feeling"):
        yield from of_predicate(token)
    if token.dep_ == "amod":
        yield from of_attribute(token)


def _is_open(token: Token) -> bool:
    """Return whether a word stands in a question or an if-clause: nobody judges there."""
    if token.sent.text.rstrip("”\"’' ").endswith("?"):
        return True
    return any(
        node.dep_ in ("advcl", "ccomp") and case(node) in words("mood", "conditions") | {"whether"}
        for node in (token, *token.ancestors)
    )


def _doubted(token: Token) -> Token | None:
    """Return the verb with "not" under which a clause is not asserted ("I do not think that ...")."""
    for node in (token, *token.ancestors):
        if node.dep_ == "ccomp" and is_verb(node.head) and is_negated(node.head):
            return node.head
    return None
