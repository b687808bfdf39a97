"""PLOVER types and modes of events: what happened, and how it was done.

A small classifier learned the types from human codes; words tell the modes. What comes in is an
event's word in a parsed sentence and, where known, who acts and who is acted upon.
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from analysis.coding.events.plover.event_context import EventContext, linking, phrase_of, scene
from analysis.coding.events.plover.features import read, words_of
from analysis.coding.events.plover.model import LEARNED, load
from analysis.coding.events.plover.modes import mode
from analysis.coding.events.plover.yielding import retreats
from analysis.coding.linear import Array
from analysis.language.marks import plain
from analysis.language.parsing import load as pipeline

__all__ = ["classify", "classify_all", "event_type", "likeliest", "mode"]

Mention = tuple[Token, Span | None, Span | None]


def classify(trigger: Token, source: Span | None = None, target: Span | None = None) -> dict[str, float]:
    """Return how likely an event is of each of PLOVER's sixteen types.

    As PLOVER has it, meetings, support, cooperation and aid that lie ahead are mostly AGREE, and
    conflict that lies ahead mostly THREATEN.

    Args:
        trigger: the verb or noun that tells of the event.
        source: who acts, if known.
        target: who is acted upon, if known.
    """
    return classify_all([(trigger, source, target)])[0]


def classify_all(mentions: Sequence[Mention]) -> list[dict[str, float]]:
    """Return what ``classify`` does for many events at once: trigger, source and target of each."""
    return _typed([scene(*mention) for mention in mentions])


def event_type(sentence: str, source: str = "", target: str = "") -> str | None:
    """Return the PLOVER type of what one actor does to another in a sentence.

    Three views have one vote each: the event with its actors, its word alone, and all words of the
    sentence, which is taken to tell of this event only.

    Args:
        sentence: in English.
        source: who acts, as the sentence names them.
        target: who is acted upon, likewise; either may be missing from the sentence.

    Returns:
        The likeliest type; None for an empty sentence.
    """
    doc = pipeline()(plain(sentence))
    if not doc:
        return None
    acting, affected = phrase_of(doc[:], plain(source)), phrase_of(doc[:], plain(target))
    known = acting or affected
    trigger = linking(acting, affected, known.root.sent if known is not None else next(doc.sents))
    told, alone = scene(trigger, acting, affected), scene(trigger, None, None)
    model = load()
    views = [*model.events.probabilities([read(told), read(alone)])]
    views += [*model.sentences.probabilities([words_of(doc.text)])]
    return likeliest(_named(told, sum(views) / len(views)))


def likeliest(shares: dict[str, float]) -> str:
    """Return the type with the highest probability; CONCEDE and RETREAT compete as one."""
    given = {name: share for name, share in shares.items() if name in ("CONCEDE", "RETREAT")}
    joined = {name: share for name, share in shares.items() if name not in given}
    if given:
        joined[max(given, key=given.__getitem__)] = sum(given.values())
    return max(joined, key=joined.__getitem__)


def _typed(scenes: list[EventContext]) -> list[dict[str, float]]:
    shares = load().events.probabilities([read(one) for one in scenes])
    return [_named(one, row) for one, row in zip(scenes, shares, strict=True)]


def _named(told: EventContext, shares: Array) -> dict[str, float]:
    """Return probabilities by type, YIELD parted into CONCEDE and RETREAT."""
    named = dict(zip(LEARNED, shares.tolist(), strict=True))
    given = named.pop("YIELD")
    done = retreats(told)
    return named | {"CONCEDE": given * (1 - done), "RETREAT": given * done}
