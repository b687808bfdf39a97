"""Who takes which stance on which issue.

Rules follow each mention of an issue upwards through the dependency tree: every predicate on the way may
turn its polarity around ("end the strike", "won't withdraw"), take a stance with a holder of its own
("X rejected", "Y's call for"), or hand it to the source of the attribution it stands in. So "X rejected
Y's call for Z" codes both X (against) and Y (for), and an if-clause codes nobody.

A small classifier reads every pair of an issue and somebody named or quoted on it, what the rules found
included, and tells how likely each stance is. What is not likely enough is no stance: the value stays
missing.
"""

from collections.abc import Iterator
from typing import Any

from analysis.coding.issues import IssueMatcher
from analysis.coding.statements.anaphora import Topic, find_anaphors
from analysis.coding.statements.conditions import find_conditions
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.decision import CodedStance, decide
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.model import load
from analysis.coding.statements.pairs import Pair, build_pairs
from analysis.coding.statements.rows import build_row
from analysis.coding.statements.tree_rules import TreeRules
from analysis.language.parsing import Paragraph


def find_stances(context: ArticleContext, terms: IssueMatcher) -> list[dict[str, Any]]:
    """Return the rows of the statements table for one article, without identifiers and texts."""
    seen = list(find_pairs(context, terms))
    model = load()
    readings = [extract_features(pair) for _, pair in seen]
    best: dict[tuple[int, int, str, str], tuple[Paragraph, CodedStance]] = {}
    for (paragraph, pair), reading, shares in zip(
        seen, readings, model.cells.probabilities(readings), strict=True
    ):
        judged = decide(model, pair, reading, shares)
        key = (paragraph.start, pair.mention.head.sent.start, pair.actor, pair.mention.issue)
        if judged is not None and (key not in best or best[key][1].confidence < judged.confidence):
            best[key] = paragraph, judged
    return [build_row(context, paragraph, judged) for paragraph, judged in best.values()]


def find_pairs(context: ArticleContext, terms: IssueMatcher) -> Iterator[tuple[Paragraph, Pair]]:
    """Yield each issue that an article names or goes on about, with each who may hold a stance on it."""
    topic: Topic | None = None
    known: set[str] = set()
    number = 0
    for paragraph in context.article.paragraphs:
        mentions = terms.find(paragraph.doc, known)
        known |= {mention.issue for mention in mentions}
        for sent in paragraph.doc.sents:
            number += 1
            here = [mention for mention in mentions if sent.start <= mention.head.i < sent.end]
            mentioned = [*here, *find_anaphors(sent, here, topic, number)]
            conditions = find_conditions(sent) if mentioned else []
            for mention in mentioned:
                ruled = mention.how != "topic"
                found = TreeRules(context, paragraph, mention, conditions).stances() if ruled else []
                for pair in build_pairs(context, paragraph, mention, found, conditions):
                    yield paragraph, pair
            if here:
                topic = Topic(here[-1], number)
