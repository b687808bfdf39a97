"""The stance of one phrase of a sentence towards another: for texts whose pairs somebody pointed at."""

from spacy.tokens import Doc, Span

from analysis.coding.events.plover.event_context import phrase_of
from analysis.coding.issues import IssueMention
from analysis.coding.statements.conditions import conditions_of
from analysis.coding.statements.features import read
from analysis.coding.statements.model import GIVEN, load
from analysis.coding.statements.pairs import Pair
from analysis.language.marks import plain
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
    doc = pipeline()(plain(text))
    who, what = span_of(doc, actor), span_of(doc, target)
    if who is None or what is None:
        return None
    shares = load().given.probabilities([read(given_pair(who, what))])[0]
    if shares.max() < THRESHOLD:
        return None
    label = GIVEN[int(shares.argmax())]
    return None if label == "none" else label


def span_of(doc: Doc, phrase: Phrase) -> Span | None:
    """Return the tokens of a phrase, given by its words or by its characters."""
    if isinstance(phrase, str):
        return phrase_of(doc[:], plain(phrase))
    return doc.char_span(*phrase, alignment_mode="expand")


def given_pair(who: Span, what: Span) -> Pair:
    """Return a pair of two phrases; one in another sentence is taken to speak from outside."""
    sent = what.root.sent
    holder = who.root if who.root.sent == sent else None
    return Pair(IssueMention("", 1, what, what.root), "", holder, conditions=conditions_of(sent))
