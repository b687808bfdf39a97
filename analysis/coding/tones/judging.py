"""Find characterisations in sentences, except in questions, conditions and denials."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_marker, get_lemma, is_negated, is_verb
from analysis.coding.tones.judgement import Judgement
from analysis.coding.tones.polarity import reverse
from analysis.coding.tones.predicates import read_attitude, read_attribute, read_link, read_predicate
from analysis.coding.tones.verbs import read_manner, read_verb
from analysis.language.tokens import Token


def find_judgements(token: Token) -> Iterator[Judgement]:
    """Yield the characterisations with a given head word."""
    candidates = list(_find_candidates(token))
    # few words characterise, so the sentence is only examined for these
    if not candidates or _is_open(token):
        return
    denying_verb = _find_denying_verb(token)
    for found in candidates:
        if denying_verb is None or (
            get_lemma(denying_verb) in get_words("tone", "thinking") and found.holder is None
        ):
            yield replace(found, polarity=reverse(found.polarity, denying_verb is not None))


def _find_candidates(token: Token) -> Iterator[Judgement]:
    if is_verb(token):
        yield from read_verb(token)
        yield from read_manner(token)
    if (
        get_lemma(token) in get_words("tone", "linking")
        and (complement := find_child(token, "xcomp")) is not None
    ):
        yield from read_link(token, complement)
    if get_lemma(token) in get_words("tone", "attitude") and token.tag_.startswith("NN"):
        yield from read_attitude(token)
    if find_child(token, "cop") is not None or token.lower_ in get_words("tone", "feeling"):
        yield from read_predicate(token)
    if token.dep_ == "amod":
        yield from read_attribute(token)


def _is_open(token: Token) -> bool:
    """Return whether a word is in a question or an if-clause, which characterise nothing."""
    if token.sent.text.rstrip("”\"’' ").endswith("?"):
        return True
    return any(
        node.dep_ in ("advcl", "ccomp") and find_marker(node) in get_words("mood", "conditions") | {"whether"}
        for node in (token, *token.ancestors)
    )


def _find_denying_verb(token: Token) -> Token | None:
    """Return the negated verb above a clause that is not asserted ("I do not think that ...")."""
    for node in (token, *token.ancestors):
        if node.dep_ == "ccomp" and is_verb(node.head) and is_negated(node.head):
            return node.head
    return None
