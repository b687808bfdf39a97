"""Classify events by PLOVER type and mode.

A small classifier trained on human codes gives the types, word lists give the modes. The input is the
trigger of an event in a parsed sentence and, if known, its source and target.
"""

from collections.abc import Sequence

from analysis.coding.events.plover.event_context import (
    EventContext,
    build_context,
    find_predicate,
)
from analysis.coding.events.plover.features import extract_features, extract_words
from analysis.coding.events.plover.model import LEARNED, load
from analysis.coding.events.plover.modes import mode
from analysis.coding.events.plover.yielding import retreat_probability
from analysis.coding.linear import Array
from analysis.coding.syntax.extents import find_phrase
from analysis.language.marks import straighten
from analysis.language.parsing import load as pipeline
from analysis.language.tokens import Doc, Span, Token

__all__ = ["classify", "classify_all", "event_type", "likeliest", "mode"]

Mention = tuple[Token, Span | None, Span | None]


def classify(trigger: Token, source: Span | None = None, target: Span | None = None) -> dict[str, float]:
    """Return the probability of each of PLOVER's sixteen types for an event.

    By PLOVER's rules, future meetings, support, cooperation and aid are mostly AGREE, and future
    conflict is mostly THREATEN.

    Args:
        trigger: the verb or noun that denotes the event.
        source: the actor, if known.
        target: the one acted upon, if known.
    """
    return classify_all([(trigger, source, target)])[0]


def classify_all(mentions: Sequence[Mention]) -> list[dict[str, float]]:
    """Return the result of ``classify`` for many events at once, each a trigger, source and target."""
    contexts = [build_context(*mention) for mention in mentions]
    shares = load().events.probabilities([extract_features(context) for context in contexts])
    return [_split_yield(context, row) for context, row in zip(contexts, shares, strict=True)]


def event_type(sentence: str, source: str = "", target: str = "") -> str | None:
    """Return the PLOVER type of an event between two actors in a sentence.

    Three views have one vote each: the event with its actors, its trigger alone, and all words of the
    sentence, on the assumption that it describes this event only.

    Args:
        sentence: in English.
        source: the actor, as named in the sentence.
        target: the one acted upon, likewise; either may be missing from the sentence.

    Returns:
        The most likely type; None for an empty sentence.
    """
    doc = Doc(pipeline()(straighten(sentence)))
    if not doc:
        return None
    acting, affected = find_phrase(doc[:], straighten(source)), find_phrase(doc[:], straighten(target))
    known = acting or affected
    trigger = find_predicate(acting, affected, known.root.sent if known is not None else doc.sents[0])
    with_actors, alone = build_context(trigger, acting, affected), build_context(trigger, None, None)
    model = load()
    views = [*model.events.probabilities([extract_features(with_actors), extract_features(alone)])]
    views += [*model.sentences.probabilities([extract_words(doc.text)])]
    return most_likely_type(_split_yield(with_actors, sum(views) / len(views)))


def most_likely_type(shares: dict[str, float]) -> str:
    """Return the type with the highest probability; CONCEDE and RETREAT compete as one."""
    yielding = {name: share for name, share in shares.items() if name in ("CONCEDE", "RETREAT")}
    joined = {name: share for name, share in shares.items() if name not in yielding}
    if yielding:
        joined[max(yielding, key=yielding.__getitem__)] = sum(yielding.values())
    return max(joined, key=joined.__getitem__)


def _split_yield(context: EventContext, shares: Array) -> dict[str, float]:
    """Return probabilities by type, with YIELD split into CONCEDE and RETREAT."""
    by_type = dict(zip(LEARNED, shares.tolist(), strict=True))
    yielding = by_type.pop("YIELD")
    retreating = retreat_probability(context)
    return by_type | {"CONCEDE": yielding * (1 - retreating), "RETREAT": yielding * retreating}
