"""Find the context of an event: its verb and the words on the path to its target."""

from dataclasses import dataclass

from analysis.coding.syntax.clauses import SUBJECT, find_child, is_verb
from analysis.coding.syntax.word_classes import get_classes
from analysis.language.tokens import Span, Token

# how many heads up the tree a verb is searched for
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
        source, target: the actor and the one acted upon.
    """

    main: Token
    chain: list[Token]
    source: Span | None
    target: Span | None


def build_context(trigger: Token, source: Span | None, target: Span | None) -> EventContext:
    """Return the context of a trigger; the main word of a noun below a light verb is that verb."""
    main = trigger
    head = trigger.head
    is_governed = not is_verb(trigger) and trigger.dep_ in ("obj", "nsubj:pass", "obl") and is_verb(head)
    if is_governed and not LIGHT.isdisjoint(get_classes(head)):
        main = head
    chain = [main] if main == trigger else [main, trigger]
    chain += [node for node in _find_path(chain[-1], target) if node not in chain]
    return EventContext(main, chain, source, target)


def _find_path(start: Token, target: Span | None) -> list[Token]:
    """Return the words on the path through the tree from a word to a target, without both ends."""
    if target is None:
        return []
    up = _list_ancestors(start)
    down = _list_ancestors(target.root)
    meeting = next((node for node in down if node in up), None)
    if meeting is None:
        return []
    path = up[1 : up.index(meeting) + 1] + list(reversed(down[: down.index(meeting)]))
    inside = range(target.start, target.end)
    return [node for node in path if node.i not in inside]


def _list_ancestors(token: Token) -> list[Token]:
    """Return a word and its ancestors, nearest first."""
    found = [token]
    while found[-1].head != found[-1] and len(found) < REACH * 2:
        found.append(found[-1].head)
    return found


def find_predicate(source: Span | None, target: Span | None, sent: Span) -> Token:
    """Return the word that links source and target: the predicate above the source.

    A mere report is replaced by its content: "X said it had expelled Y" is an expulsion.
    """
    node = next(
        (
            found
            for found in (_find_predicate_above(source), _find_predicate_above(target))
            if found is not None
        ),
        None,
    )
    if node is None:
        node = next((token for token in sent if is_verb(token)), sent.root)
    for _ in range(REACH):
        node = _skip_modal(node)
        content = find_child(node, "ccomp", "parataxis")
        if content is None or not _only_reports(node, content, target):
            break
        node = content
    return node


def _skip_modal(node: Token) -> Token:
    """Return the full verb of a modal verb that the parser mistook for the head."""
    below = find_child(node, "xcomp", "ccomp", "parataxis", "conj") if node.tag_ == "MD" else None
    return node if below is None else below


def _only_reports(node: Token, content: Token, target: Span | None) -> bool:
    """Return whether a verb of saying only reports a deed of its own subject."""
    if "does.speak" not in get_classes(node) or find_child(node, "obj") is not None:
        return False
    if target is not None and node.is_ancestor(target.root) and not content.is_ancestor(target.root):
        return False
    doer = find_child(content, *SUBJECT)
    return doer is None or doer.tag_ == "PRP" or doer.i < node.i


def _find_predicate_above(span: Span | None) -> Token | None:
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
