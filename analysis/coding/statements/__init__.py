"""Code the stances of actors on issues.

Rules follow each mention of an issue upwards through the dependency tree: every predicate on the path may
reverse its polarity ("end the strike", "won't withdraw"), express a stance with its own holder
("X rejected", "Y's call for"), or assign the stance to the source of the enclosing quote. So "X rejected
Y's call for Z" codes both X (oppose) and Y (support), and an if-clause codes no one.

For every pair of an issue and an actor named with it or quoted on it, two judges estimate the probability of
each stance: a linear classifier over named features, among them the result of the rules, and an encoder that
reads the passage. If no stance is probable enough, none is coded and the value stays missing. There are also
pairs for an issue that a sentence does not name but continues, and for an actor who spoke or acted last where
a sentence names none.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

from analysis.coding.issues import IssueMatcher
from analysis.coding.issues.relevance import get_issue_ranker
from analysis.coding.statements.anaphora import Topics, continue_topic, find_anaphors, list_continued
from analysis.coding.statements.context import ArticleContext
from analysis.coding.statements.decision import CodedStance, decide
from analysis.coding.statements.judging import judge
from analysis.coding.statements.pairs import Pair, build_pairs
from analysis.coding.statements.rows import build_row
from analysis.coding.statements.sentence import Sentence
from analysis.coding.statements.tree_rules import TreeRules
from analysis.language.parsing import Paragraph

# the most sentences since an actor spoke or acted for a sentence without a holder to be about the actor
MAX_SILENCE = 3
# the least relevance of an issue, not named, to an actor who does not speak
LEAST_UNSPOKEN = 1.1


def find_stances(context: ArticleContext, terms: IssueMatcher) -> list[dict[str, Any]]:
    """Return the rows of the statements table for one article, without identifiers and texts."""
    pairs = list(find_pairs(context, terms))
    best: dict[tuple[int, int, str, str], tuple[Paragraph, CodedStance]] = {}
    for paragraph, coded in decide(pairs, judge(context, pairs)):
        mention = coded.pair.mention
        key = (paragraph.start, mention.head.sent.start, coded.pair.actor, mention.issue)
        if key not in best or best[key][1].confidence < coded.confidence:
            best[key] = paragraph, coded
    return [build_row(context, paragraph, coded) for paragraph, coded in best.values()]


def find_pairs(context: ArticleContext, terms: IssueMatcher) -> Iterator[tuple[Paragraph, Pair]]:
    """Yield each mention of an issue, explicit or implied, with each actor who may hold a stance on it."""
    ranker = get_issue_ranker(context.codebook)
    topics = Topics()
    before: deque[Sentence] = deque(maxlen=MAX_SILENCE)
    known: set[str] = set()
    number = 0
    for paragraph in context.article.paragraphs:
        mentions = terms.find(paragraph.doc, known)
        known |= {mention.issue for mention in mentions}
        for sent in paragraph.doc.sents:
            number += 1
            sentence = Sentence(context, paragraph, sent)
            here = [mention for mention in mentions if sent.start <= mention.head.i < sent.end]
            mentioned = [*here, *find_anaphors(sent, here, topics.get_last(number))]
            for mention in mentioned:
                found = TreeRules(context, paragraph, mention, sentence.conditions).find_stances()
                recent = next((one.last_holder for one in reversed(before) if one.last_holder), None)
                for pair in build_pairs(sentence, mention, found, recent):
                    yield paragraph, pair
            relevance = ranker.rank(sent, topics.compute_distances(number))
            for issue, score in list_continued(mentioned, relevance):
                for pair in build_pairs(sentence, continue_topic(sentence.predicate, issue, topics), []):
                    if pair.quote is not None or score >= LEAST_UNSPOKEN:
                        yield paragraph, pair
            for mention in here:
                topics.add(mention, number)
            before.append(sentence)
