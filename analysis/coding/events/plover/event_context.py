"""What an event is read from: its verb, and the words on the way to the one it is done to."""

import re
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.lexicon.plover import classes
from analysis.coding.syntax.clauses import SUBJECT, child, is_verb

# how many words up the tree a verb is looked for
REACH = 12
LIGHT = frozenset(
    f"does.{name}" for name in ("begin", "hold", "give", "put", "take", "stop", "undo", "speak", "increase")
)


@dataclass(frozen=True)
class EventContext:
    """An event in its sentence.

    Attributes:
        main: the verb, or the noun where no verb carries it.
        chain: the words from ``main`` to the target or, without one, to the trigger; ``main`` first.
        source, target: who acts and who is acted upon.
    """

    main: Token
    chain: list[Token]
    source: Span | None
    target: Span | None


def scene(trigger: Token, source: Span | None, target: Span | None) -> EventContext:
    """Return the scene of an event word: a noun goes with the light verb that it is the object of."""
    main = trigger
    head = trigger.head
    carried = not is_verb(trigger) and trigger.dep_ in ("obj", "nsubj:pass", "obl") and is_verb(head)
    if carried and not LIGHT.isdisjoint(classes(head)):
        main = head
    chain = [main] if main == trigger else [main, trigger]
    chain += [node for node in _between(chain[-1], target) if node not in chain]
    return EventContext(main, chain, source, target)


def _between(start: Token, target: Span | None) -> list[Token]:
    """Return the words on the way through the tree from one to a target, both ends left out."""
    if target is None:
        return []
    up = _lineage(start)
    down = _lineage(target.root)
    meeting = next((node for node in down if node in up), None)
    if meeting is None:
        return []
    way = up[1 : up.index(meeting) + 1] + list(reversed(down[: down.index(meeting)]))
    inside = range(target.start, target.end)
    return [node for node in way if node.i not in inside]


def _lineage(token: Token) -> list[Token]:
    """Return a word and what is above it."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < REACH * 2:
        found.append(found[-1].head)
    return found


def linking(source: Span | None, target: Span | None, sent: Span) -> Token:
    """Return the word that links who acts with who is acted upon: the predicate above the source.

    What is merely reported goes by what is said: "X said it had expelled Y" is an expulsion.
    """
    node = next((found for found in (_above(source), _above(target)) if found is not None), None)
    if node is None:
        node = next((token for token in sent if is_verb(token)), sent.root)
    for _ in range(REACH):
        node = _full_verb(node)
        said = child(node, "ccomp", "parataxis")
        if said is None or not _merely_reports(node, said, target):
            break
        node = said
    return node


def _full_verb(node: Token) -> Token:
    """Return the verb that a modal verb stands before, where the parser took the modal for the head."""
    below = child(node, "xcomp", "ccomp", "parataxis", "conj") if node.tag_ == "MD" else None
    return node if below is None else below


def _merely_reports(node: Token, said: Token, target: Span | None) -> bool:
    """Return whether a verb of saying reports what its own subject does, so that what it says counts."""
    if "does.speak" not in classes(node) or child(node, "obj") is not None:
        return False
    if target is not None and node.is_ancestor(target.root) and not said.is_ancestor(target.root):
        return False
    who = child(said, *SUBJECT)
    return who is None or who.tag_ == "PRP" or who.i < node.i


def _above(span: Span | None) -> Token | None:
    """Return the nearest predicate above an actor."""
    if span is None:
        return None
    node = span.root
    for _ in range(REACH):
        predicate = node.dep_ in SUBJECT or is_verb(node.head)
        if node.head == node:
            return None
        node = node.head
        if predicate and not span.start <= node.i < span.end:
            return node
    return None


def phrase_of(doc_span: Span, words: str) -> Span | None:
    """Return the first place of some words in a sentence or text."""
    pieces = [re.escape(piece) for piece in words.split()]
    match = re.search(r"\s*".join(pieces), doc_span.text) if pieces else None
    if match is None:
        return None
    begin, end = doc_span.start_char + match.start(), doc_span.start_char + match.end()
    return doc_span.doc.char_span(begin, end, alignment_mode="expand")
