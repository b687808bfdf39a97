"""Extract the classifier's features of an event, by name."""

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.coding.events.plover.event_context import EventContext
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.plover import Classes, get_actor_classes
from analysis.coding.syntax.clauses import find_auxiliaries, find_child, find_marker, get_lemma, is_negated
from analysis.coding.syntax.word_classes import get_classes
from analysis.language.tokens import Span, Token

WORD = re.compile(r"\w\w+")
CONTENT = ("N", "V", "J", "R")
MODIFIERS = ("compound", "amod", "nmod", "nmod:poss", "acl")
SKIPPED = frozenset({"punct", "det", "case", "mark", "aux", "aux:pass", "cc", "nummod", "cop"})
DEMANDING = frozenset({"must", "should", "ought", "need", "shall"})


def extract_features(context: EventContext) -> list[str]:
    """Return the names of the features of an event, each once."""
    main, chain = context.main, context.chain
    hidden = {
        place
        for span in (context.source, context.target)
        if span is not None
        for place in range(span.start, span.end)
    }
    under = [kid for node in chain for kid in node.children if kid not in chain and kid.i not in hidden]
    names = [
        *_describe_main(main),
        *_describe_chain(chain),
        *_describe_dependents(under),
        *_cross_classes(main, chain, under),
        *_describe_mood(main, chain),
        *_describe_actor("source", context.source),
        *_describe_actor("target", context.target),
        *_describe_relations(context),
        *_bag_words(main, hidden),
    ]
    return list(dict.fromkeys(names))


def extract_words(text: str) -> list[str]:
    """Return the words and the bigrams of a sentence, each once."""
    tokens = WORD.findall(text.lower())
    return list(dict.fromkeys([*tokens, *(f"{first} {second}" for first, second in pairwise(tokens))]))


def word_of(token: Token) -> str:
    """Return the lemma of a word; of a name only its entity type, so that names do not predict types."""
    return f"a {token.ent_type_ or 'name'}" if token.tag_.startswith("NNP") else get_lemma(token)


def _describe_main(main: Token) -> Iterator[str]:
    yield f"main {word_of(main)}"
    yield f"word {word_of(main)}"
    yield f"main tag {main.tag_}"
    for name in get_classes(main):
        yield f"main is {name}"
        yield f"word is {name}"


def _describe_chain(chain: list[Token]) -> Iterator[str]:
    yield f"chain {min(len(chain), 4)}"
    for before, node in pairwise(chain):
        yield f"chain {word_of(node)}"
        yield f"word {word_of(node)}"
        yield f"step {word_of(before)} {word_of(node)}"
        yield f"case {word_of(before)} {find_marker(node) or node.dep_}"
        for name in get_classes(node):
            yield f"chain is {name}"
            yield f"word is {name}"
    if len(chain) > 1:
        for name in get_classes(chain[-1]):
            yield f"last is {name}"


def _describe_dependents(under: list[Token]) -> Iterator[str]:
    for kid in under:
        if kid.dep_ in SKIPPED:
            continue
        role = _find_role(kid)
        yield f"under {role} {word_of(kid)}"
        yield f"under {word_of(kid)}"
        yield f"of {word_of(kid.head)} {role}"
        for name in get_classes(kid):
            yield f"under is {role} {name}"
            yield f"under is {name}"
        for inner in kid.children:
            if inner.dep_ in MODIFIERS:
                yield f"inner {word_of(inner)}"
                for name in get_classes(inner):
                    yield f"inner is {name}"


def _cross_classes(main: Token, chain: list[Token], under: list[Token]) -> Iterator[str]:
    """Yield the classes of the verb crossed with the classes of its objects and of other verbs."""
    things = dict.fromkeys(name for node in (*chain[1:], *under) for name in _list_classes(node))
    for does in get_classes(main):
        for thing in things:
            yield f"{does} + {thing}"
    for node in chain[1:]:
        if node.tag_.startswith("VB"):
            for does in get_classes(main):
                for other in get_classes(node):
                    yield f"{does} > {other}"
    for node in under:
        if node.dep_ == "obj":
            yield f"does {word_of(node.head)} {word_of(node)}"


def _list_classes(node: Token) -> Classes:
    found = get_classes(node)
    for kid in node.children:
        if kid.dep_ in MODIFIERS[:2]:
            found += get_classes(kid)
    return found


def _describe_mood(main: Token, chain: list[Token]) -> Iterator[str]:
    for place, node in enumerate(chain[:3]):
        if node.tag_.startswith(("VB", "JJ")):
            name = "main" if place == 0 else "chain"
            for mood in _list_moods(node):
                yield f"{name} {mood}"
                for kind in get_classes(node):
                    yield f"{name} {mood} {kind}"
    content = find_child(main, "ccomp")
    if content is not None:
        yield f"says {word_of(content)}"
        for mood in _list_moods(content):
            yield f"says {mood}"
        for kind in get_classes(content):
            yield f"says {kind}"
    above = main.head
    if above != main and main.dep_ in ("xcomp", "ccomp", "advcl", "acl", "conj", "obj"):
        yield f"above {main.dep_} {word_of(above)}"
        for kind in get_classes(above):
            yield f"above is {main.dep_} {kind}"


def _list_moods(node: Token) -> Iterator[str]:
    """Yield the moods of a verb: future, must, unreal, negated, passive."""
    helpers = find_auxiliaries(node)
    if helpers & get_words("mood", "future") or "would" in helpers:
        yield "future"
    if not helpers.isdisjoint(DEMANDING):
        yield "must"
    elif helpers & get_words("mood", "unreal"):
        yield "unreal"
    if is_negated(node):
        yield "negated"
    if any(kid.dep_ in ("aux:pass", "nsubj:pass") for kid in node.children):
        yield "passive"


def _describe_actor(name: str, span: Span | None) -> Iterator[str]:
    if span is None:
        yield f"{name} none"
        return
    root = span.root
    yield f"{name} {word_of(root)}"
    yield f"{name} {root.ent_type_ or root.tag_}"
    forms = {form for token in span for form in (token.lower_, get_lemma(token))}
    kinds = {kind for form in forms for kind in get_actor_classes(form)}
    for kind in sorted(kinds):
        yield f"{name} has {kind}"
    for kind in get_classes(root):
        yield f"{name} is {kind}"


def _describe_relations(context: EventContext) -> Iterator[str]:
    for name, span in (("source", context.source), ("target", context.target)):
        if span is None:
            continue
        root = span.root
        role = _find_role(root)
        yield f"{name} as {role}"
        if name == "target":
            yield f"target of {word_of(root.head)} {role}"
            for kind in get_classes(root.head):
                yield f"target of {kind} {role}"
    if context.source is not None and context.target is not None:
        yield f"source {'before' if context.source.start < context.target.start else 'behind'} target"


def _find_role(token: Token) -> str:
    return (find_marker(token) or "obl") if token.dep_ in ("obl", "nmod", "advcl", "acl") else token.dep_


def _bag_words(main: Token, hidden: set[int]) -> Iterator[str]:
    """Yield the content words of the sentence, and those of the verb's clause a second time."""
    first, last = main.left_edge.i, main.right_edge.i
    for token in main.sent:
        tag = token.tag_
        if tag[:1] not in CONTENT or tag.startswith("NNP") or token.i in hidden:
            continue
        word = word_of(token)
        yield f"any {word}"
        if first <= token.i <= last:
            yield f"near {word}"
