"""Classify the stance of one phrase of a text towards another, both given by the caller."""

from analysis.coding.issues import IssueMention
from analysis.coding.statements.conditions import find_conditions
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.model import GIVEN, load
from analysis.coding.statements.pairs import Pair
from analysis.coding.syntax.extents import find_phrase
from analysis.language.marks import straighten
from analysis.language.parsing import load as pipeline
from analysis.language.tokens import Doc, Span

# minimum probability of the most probable class
THRESHOLD = 0.5

Phrase = str | tuple[int, int]


def stance(text: str, actor: Phrase, target: Phrase) -> str | None:
    """Return the stance that a text expresses between two of its phrases.

    Args:
        text: a sentence or two, in English.
        actor: the possible holder: its words, or the offsets of the first and one past the last character.
        target: the person or thing that the stance is on, likewise.

    Returns:
        ``support`` or ``oppose``; None if the text expresses neither, if neither is probable enough,
        or if a phrase is not in the text.
    """
    doc = Doc(pipeline()(straighten(text)))
    holder_span, target_span = find_span(doc, actor), find_span(doc, target)
    if holder_span is None or target_span is None:
        return None
    probabilities = load().given.probabilities([extract_features(build_pair(holder_span, target_span))])[0]
    if probabilities.max() < THRESHOLD:
        return None
    label = GIVEN[int(probabilities.argmax())]
    return None if label == "none" else label


def find_span(doc: Doc, phrase: Phrase) -> Span | None:
    """Return the tokens of a phrase that is given by its words or its offsets."""
    if isinstance(phrase, str):
        return find_phrase(doc[:], straighten(phrase))
    return doc.char_span(*phrase, alignment_mode="expand")


def build_pair(holder_span: Span, target_span: Span) -> Pair:
    """Return a pair of two phrases; a holder in another sentence is treated as a source outside it."""
    sent = target_span.root.sent
    holder = holder_span.root if holder_span.root.sent == sent else None
    return Pair(
        IssueMention("", 1, target_span, target_span.root), "", holder, conditions=find_conditions(sent)
    )
