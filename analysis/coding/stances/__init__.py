"""Who takes which stance on which issue.

Each mention of an issue is followed upwards through the dependency tree. Every predicate on the
way may turn its polarity around ("end the strike", "won't withdraw"), take a stance with a holder
of its own ("X rejected", "Y's call for"), or hand it to the source of the attribution it stands
in. So "X rejected Y's call for Z" codes both X (against) and Y (for), and an if-clause codes
nobody. A mention without such a predicate is no stance: the value stays missing.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from spacy.tokens import Span, Token

from analysis.coding.clauses import lemma
from analysis.coding.issues import IssueMention, Terms
from analysis.coding.lexicon import words
from analysis.coding.stances.climbing import Climb
from analysis.coding.stances.conditions import conditions_of
from analysis.coding.stances.scene import Scene
from analysis.coding.stances.statements import rows


def find_stances(scene: Scene, terms: Terms) -> list[dict[str, Any]]:
    """Return the rows of the statements table for one article, without identifiers and texts."""
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    last: IssueMention | None = None
    for paragraph in scene.article.paragraphs:
        mentions = terms.find(paragraph.doc)
        for sent in paragraph.doc.sents:
            here = [mention for mention in mentions if sent.start <= mention.head.i < sent.end]
            mentioned = [*here, *_anaphors(sent, here, last)]
            conditions = conditions_of(sent) if mentioned else []
            for mention in mentioned:
                for stance in Climb(scene, paragraph, mention, conditions).stances():
                    for row in rows(paragraph, mention, stance):
                        found.setdefault((row["actor"], row["issue"], row["stance"], row["start"]), row)
            last = here[-1] if here else None
    return list(found.values())


def _anaphors(sent: Span, here: list[IssueMention], last: IssueMention | None) -> Iterator[IssueMention]:
    """Yield the pronouns and shell nouns that take up the issue named last, as object of a stance."""
    covered = {place for mention in here for place in range(mention.span.start, mention.span.end)}
    for token in sent:
        if token.i in covered or not _may_point_back(token):
            continue
        antecedent = next((mention for mention in reversed(here) if mention.head.i < token.i), last)
        if antecedent is not None:
            yield replace(antecedent, span=token.doc[token.i : token.i + 1], head=token, how="pointed")


def _may_point_back(token: Token) -> bool:
    """Tell whether a word is "it" or "the proposal", as object of a verb of stance."""
    if lemma(token) not in words("issues", "anaphors") or token.dep_ not in ("obj", "nsubj:pass"):
        return False
    if lemma(token.head) not in words("stance", "support") | words("stance", "oppose"):
        return False
    return token.tag_ == "PRP" or any(kid.lower_ in ("the", "that", "this") for kid in token.children)
