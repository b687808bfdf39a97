"""From a stance to a row of the statements table: its evidence, its reason, its confidence."""

from typing import Any

from spacy.tokens import Span

from analysis.coding.issues import IssueMention
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.statements.decision import CodedStance
from analysis.coding.statements.pairs import Pair
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, is_verb
from analysis.coding.syntax.extents import close_quotation, expand_phrase, trim
from analysis.language.parsing import Paragraph

# how many tokens the evidence may reach out: back to the subject, on to the rest of the phrase
SUBJECT_REACH, PHRASE_REACH, REST_REACH, VERB_REACH = 25, 6, 8, 4


def build_row(context: ArticleContext, paragraph: Paragraph, judged: CodedStance) -> dict[str, Any]:
    """Return the row of a stance, without identifiers and texts."""
    mention, stance = judged.pair.mention, judged.stance
    start, end = paragraph.span(_evidence(judged.pair, stance))
    condition = paragraph.span(stance.condition) if stance.condition is not None else (None, None)
    quote = stance.quote or context.quote_around(paragraph, mention.head)
    return {
        "quote_id": quote.quote_id if quote is not None else None,
        "actor": judged.pair.actor,
        "issue": mention.issue,
        "stance": "conditional" if stance.condition is not None else _direction(stance),
        "start": start,
        "end": end,
        "condition_start": condition[0],
        "condition_end": condition[1],
        "if_met": _if_met(stance),
        "reason": _reason(paragraph, judged),
        "confidence": judged.confidence,
    }


def _direction(stance: Stance) -> str:
    if stance.neutral:
        return "neutral"
    return "support" if stance.polarity > 0 else "oppose"


def _if_met(stance: Stance) -> str | None:
    """Return the stance once the condition is met; after "unless" that is the opposite."""
    if stance.condition is None:
        return None
    if stance.inverse:
        return "oppose" if stance.polarity > 0 else "support"
    return _direction(stance)


def _reason(paragraph: Paragraph, judged: CodedStance) -> str:
    """Return what decided, read from the issue's wording outwards."""
    mention = judged.pair.mention
    named = f"“{paragraph.words(mention.span)}”" if mention.how != "topic" else "the sentence"
    if mention.how in ("short", "pointed", "topic"):
        named += f" for “{mention.issue}”"
    told = " ← ".join([named, *(f"“{word}”" for word in judged.stance.why)])
    return f"{told} (learned)" if judged.learned else told


def _evidence(pair: Pair, stance: Stance) -> Span:
    """Return the clause from the holder's subject to the mention and the condition."""
    mention = pair.mention
    doc, top = mention.span.doc, stance.top or mention.head
    first = _first(mention, stance)
    holder = pair.holder
    if holder is not None and holder.dep_ in SUBJECT and 0 <= first - holder.left_edge.i < SUBJECT_REACH:
        first = holder.left_edge.i
    last = max(top.i + 1, mention.span.end)
    if mention.head.right_edge.i - last < PHRASE_REACH:
        last = max(last, mention.head.right_edge.i + 1)
    for kid in top.children:
        rest = kid.right_edge.i + 1
        if kid.dep_ in ("obl", "xcomp", "advmod", "compound:prt") and last <= rest <= last + REST_REACH:
            last = rest
    verb = mention.head.head
    if mention.head.dep_ in SUBJECT and is_verb(verb):
        last = max(last, expand_phrase(verb, without={"conj", "advcl", "parataxis"}).end)
    condition = stance.condition
    if condition is not None and top.sent.start <= condition.start < top.sent.end:
        first, last = min(first, condition.start), max(last, condition.end)
    return close_quotation(trim(doc[first:last]))


def _first(mention: IssueMention, stance: Stance) -> int:
    """Return where the evidence begins: at the predicate's subject or possessor, if that is near."""
    top = stance.top or mention.head
    first = min(top.i, mention.span.start)
    who = find_subject(top) if is_verb(top) else find_child(top, *SUBJECT, "nmod:poss")
    if who is not None and top.sent.start <= who.left_edge.i < first < who.left_edge.i + SUBJECT_REACH:
        first = who.left_edge.i
    is_subject_of_verb = mention.head.dep_ in SUBJECT and is_verb(mention.head.head)
    if (
        not is_subject_of_verb
        and top.dep_ == "obj"
        and is_verb(top.head)
        and 0 < first - top.head.i <= VERB_REACH
    ):
        first = top.head.i
    return first
