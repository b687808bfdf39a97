"""Build rows of the statements table from stances: evidence, reason and confidence."""

from typing import Any

from analysis.coding.issues import IssueMention
from analysis.coding.statements.context import ArticleContext, Stance
from analysis.coding.statements.decision import CodedStance
from analysis.coding.statements.pairs import Pair
from analysis.coding.syntax.clauses import SUBJECT, find_child, find_subject, is_verb
from analysis.coding.syntax.extents import close_quotation, expand_phrase, trim
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span

# the most tokens by which the evidence is extended: to the subject, the phrase, its rest and the verb
SUBJECT_REACH, PHRASE_REACH, REST_REACH, VERB_REACH = 25, 6, 8, 4


def build_row(context: ArticleContext, paragraph: Paragraph, coded: CodedStance) -> dict[str, Any]:
    """Return the row of a stance, without its identifier and without copies of the text."""
    mention, stance = coded.pair.mention, coded.stance
    start, end = paragraph.span(_find_evidence(coded.pair, stance))
    condition = paragraph.span(stance.condition) if stance.condition is not None else (None, None)
    quote = stance.quote or context.find_quote_around(paragraph, mention.head)
    return {
        "quote_id": quote.quote_id if quote is not None else None,
        "actor": coded.pair.actor,
        "issue": mention.issue,
        "stance": "conditional" if stance.condition is not None else _get_stance(stance),
        "start": start,
        "end": end,
        "condition_start": condition[0],
        "condition_end": condition[1],
        "if_met": _get_stance_if_met(stance),
        "reason": _format_reason(paragraph, coded),
        "confidence": coded.confidence,
    }


def _get_stance(stance: Stance) -> str:
    if stance.neutral:
        return "neutral"
    return "support" if stance.polarity > 0 else "oppose"


def _get_stance_if_met(stance: Stance) -> str | None:
    """Return the stance if the condition is met; after "unless" it is the opposite."""
    if stance.condition is None:
        return None
    if stance.inverse:
        return "oppose" if stance.polarity > 0 else "support"
    return _get_stance(stance)


def _format_reason(paragraph: Paragraph, coded: CodedStance) -> str:
    """Return the words that determined the stance, from the wording of the issue outwards."""
    mention = coded.pair.mention
    if mention.how == "topic":
        wording = f"the sentence, on the topic “{mention.issue}”"
    else:
        wording = f"“{paragraph.words(mention.span)}”"
        if mention.how in ("short", "pointed"):
            wording += f", meaning “{mention.issue}”"
    reason = " ← ".join([wording, *(f"“{word}”" for word in coded.stance.cues)])
    return f"{reason} (classifier)" if coded.learned else reason


def _find_evidence(pair: Pair, stance: Stance) -> Span:
    """Return the clause from the subject that names the holder to the mention and the condition."""
    mention = pair.mention
    doc, predicate = mention.span.doc, stance.predicate or mention.head
    first = _find_start(mention, stance)
    holder = pair.holder
    if holder is not None and holder.dep_ in SUBJECT and 0 <= first - holder.left_edge.i < SUBJECT_REACH:
        first = holder.left_edge.i
    last = max(predicate.i + 1, mention.span.end)
    if mention.head.right_edge.i - last < PHRASE_REACH:
        last = max(last, mention.head.right_edge.i + 1)
    for kid in predicate.children:
        rest = kid.right_edge.i + 1
        if kid.dep_ in ("obl", "xcomp", "advmod", "compound:prt") and last <= rest <= last + REST_REACH:
            last = rest
    verb = mention.head.head
    if mention.head.dep_ in SUBJECT and is_verb(verb):
        last = max(last, expand_phrase(verb, without={"conj", "advcl", "parataxis"}).end)
    condition = stance.condition
    if condition is not None and predicate.sent.start <= condition.start < predicate.sent.end:
        first, last = min(first, condition.start), max(last, condition.end)
    return close_quotation(trim(doc[first:last]))


def _find_start(mention: IssueMention, stance: Stance) -> int:
    """Return the start of the evidence: the predicate's subject or possessor if it is near."""
    predicate = stance.predicate or mention.head
    first = min(predicate.i, mention.span.start)
    subject = find_subject(predicate) if is_verb(predicate) else find_child(predicate, *SUBJECT, "nmod:poss")
    if (
        subject is not None
        and predicate.sent.start <= subject.left_edge.i < first < subject.left_edge.i + SUBJECT_REACH
    ):
        first = subject.left_edge.i
    is_subject_of_verb = mention.head.dep_ in SUBJECT and is_verb(mention.head.head)
    if (
        not is_subject_of_verb
        and predicate.dep_ == "obj"
        and is_verb(predicate.head)
        and 0 < first - predicate.head.i <= VERB_REACH
    ):
        first = predicate.head.i
    return first
