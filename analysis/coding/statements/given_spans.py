"""The stance of one phrase of a sentence towards another: for texts whose pairs somebody pointed at."""

from spacy.tokens import Doc, Span

from analysis.coding.issues import IssueMention
from analysis.coding.statements.conditions import find_conditions
from analysis.coding.statements.features import extract_features
from analysis.coding.statements.model import GIVEN, load
from analysis.coding.statements.pairs import Pair
from analysis.coding.syntax.extents import find_phrase
from analysis.language.marks import straighten
from analysis.language.parsing import load as pipeline

# the likeliest answer must be at least this likely
THRESHOLD = 0.5

Phrase = str | tuple[int, int]


def stance(text: str, actor: Phrase, target: Phrase) -> str | None:
    """Return which stance a text tells of, between two of its phrases.

    Args:
        text: a sentence or two, in English.
        actor: who may hold it: the words, or their first and one past their last character.
        target: towards whom or what, likewise.

    Returns:
        ``support`` or ``oppose``; None where the text tells of neither, where that is not likely enough,
        or where a phrase is not in the text.
    """
    doc = pipeline()(straighten(text))
    who, what = find_span(doc, actor), find_span(doc, target)
    if who is None or what is None:
        return None
    shares = load().given.probabilities([extract_features(build_pair(who, what))])[0]
    if shares.max() < THRESHOLD:
        return None
    label = GIVEN[int(shares.argmax())]
    return None if label == "none" else label


def find_span(doc: Doc, phrase: Phrase) -> Span | None:
    """Return the tokens of a phrase, given by its words or by its characters."""
    if isinstance(phrase, str):
        return find_phrase(doc[:], straighten(phrase))
    return doc.char_span(*phrase, alignment_mode="expand")


def build_pair(who: Span, what: Span) -> Pair:
    """Return a pair of two phrases; one in another sentence is taken to speak from outside."""
    sent = what.root.sent
    holder = who.root if who.root.sent == sent else None
    return Pair(IssueMention("", 1, what, what.root), "", holder, conditions=find_conditions(sent))
