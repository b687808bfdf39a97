"""Find PLOVER's modes, the way an event was carried out, by word lists."""

import tomllib
from functools import cache
from pathlib import Path

from analysis.coding.events.plover.event_context import build_context
from analysis.coding.syntax.clauses import find_marker, get_lemma, is_verb
from analysis.coding.syntax.word_classes import find_particles
from analysis.language.tokens import Span, Token

WORDS = Path(__file__).with_name("modes.toml")
# how many levels below the event's words are searched
DEPTH = 4
# clauses below an event about something else, and clauses with the content of a request or threat
ASIDE = frozenset({"advcl", "acl:relcl", "advcl:relcl", "parataxis", "conj", "appos", "punct"})
ASKED = frozenset({"xcomp", "ccomp", "acl"})
ASKING = ("REQUEST", "REJECT", "THREATEN")


@cache
def _load_modes(type_: str) -> dict[str, frozenset[str]]:
    lists = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {name: frozenset(text.split()) for name, text in lists.get(type_, {}).items()}


def mode(trigger: Token, type_: str, source: Span | None = None, target: Span | None = None) -> str | None:
    """Return the PLOVER mode of an event, None if no word indicates one.

    Args:
        trigger: the verb or noun that denotes the event.
        type_: its PLOVER type.
        source: the actor, if known; its words count only for an assault ("drones struck").
        target: the one acted upon, if known.
    """
    listed = _load_modes(type_)
    if not listed:
        return None
    barred = None if type_ == "ASSAULT" else source
    event_words = _collect_words(build_context(trigger, source, target).chain[:3], type_, barred)
    found = set()
    for token in event_words:
        found.add(get_lemma(token))
        if is_verb(token):
            found.update(f"{get_lemma(token)}-{joined}" for joined in find_particles(token))
    if type_ == "CONSULT" and _is_call(trigger, event_words):
        return "phone"
    return next((name for name, indicators in listed.items() if not indicators.isdisjoint(found)), None)


def _collect_words(chain: list[Token], type_: str, source: Span | None) -> list[Token]:
    """Return the words of an event: its chain and its dependents, without other clauses."""
    barred = range(source.start, source.end) if source is not None else range(0)
    found, waiting = list(chain), [(node, 0) for node in chain]
    while waiting:
        node, depth = waiting.pop(0)
        for kid in node.children:
            aside = kid.dep_ in ASIDE and not (kid.dep_ == "conj" and not is_verb(kid))
            if aside or (kid.dep_ == "nsubj" and type_ != "ASSAULT"):
                continue
            if kid.dep_ in ASKED and is_verb(kid) and type_ not in ASKING and kid.dep_ != "xcomp":
                continue
            if kid.i in barred or kid in found:
                continue
            found.append(kid)
            if depth < DEPTH:
                waiting.append((kid, depth + 1))
    return found


def _is_call(trigger: Token, event_words: list[Token]) -> bool:
    """Return whether a meeting is a call: "called X", "a call with X", "spoke by phone"."""
    if get_lemma(trigger) == "call":
        return find_marker(trigger) != "for"
    return any(get_lemma(token) == "call" and not is_verb(token) for token in event_words)
