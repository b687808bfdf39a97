"""Find the participants of an event: sources, targets and others."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_marker, find_subject, get_lemma, is_verb
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token

Role = Literal["source", "target", "other"]
# how many words before a verb without a subject its actors are searched for
BEFORE = 5


@dataclass(frozen=True)
class Participants:
    """The participants of an event: names by role, and the span of the first one of each role.

    Names are the codebook's or, for people outside it, their own.
    """

    names: dict[Role, list[str]]
    spans: dict[Role, Span]


def find_participants(paragraph: Paragraph, trigger: Trigger, resolver: EntityResolver) -> Participants:
    """Return the participants of the event of one mention."""
    found: dict[Role, list[str]] = {"source": [], "target": [], "other": []}
    spans: dict[Role, Span] = {}
    seen: set[str] = set()
    for role, head in _find_heads(trigger):
        mentions = resolver.all_of(paragraph, head)
        if mentions:
            spans.setdefault(role, head.doc[head.i : head.i + 1])
        for mention in mentions:
            name = mention.actor or (mention.text if mention.kind == "person" else None)
            if name and name not in seen:
                seen.add(name)
                found[role].append(name)
    if not seen and is_verb(trigger.token):
        found["source"] = _find_actors_before(paragraph, trigger.token, resolver)
    return Participants(found, spans)


def _find_heads(trigger: Trigger) -> Iterator[tuple[Role, Token]]:
    """Yield the heads of the phrases that may name participants, with their roles."""
    yield from _find_heads_of_verb(trigger.token) if is_verb(trigger.token) else _find_heads_of_noun(trigger)


def _find_heads_of_verb(verb: Token) -> Iterator[tuple[Role, Token]]:
    passive = any(kid.dep_ in ("nsubj:pass", "aux:pass") for kid in verb.children)
    own_subject = find_subject(verb)
    if own_subject is not None:
        yield ("target" if passive else "source"), own_subject
    for kid in verb.children:
        if kid == own_subject or kid.lower_ == "it":
            continue
        if kid.dep_ == "obl:agent" or (kid.dep_ == "obl" and passive and find_marker(kid) == "by"):
            yield "source", kid
        elif kid.dep_ in ("obj", "iobj", "nsubj:pass"):
            yield "target", kid
        elif kid.dep_ == "obl" and find_marker(kid) in get_words("events", "joining"):
            yield ("other" if find_marker(kid) == "with" else "target"), kid


def _find_heads_of_noun(trigger: Trigger) -> Iterator[tuple[Role, Token]]:
    noun, verb = trigger.token, trigger.verb
    actor = (
        find_subject(verb) if verb is not None and get_lemma(verb) in get_words("events", "light") else None
    )
    if actor is not None and actor != noun:
        yield "source", actor
    for kid in noun.children:
        if kid.dep_ in ("nmod:poss", "compound", "amod"):
            yield "source", kid
        elif kid.dep_ == "nmod":
            marker = find_marker(kid)
            yield (
                (
                    "target"
                    if marker in get_words("events", "aimed")
                    else "source"
                    if marker == "by"
                    else "other"
                ),
                kid,
            )


def _find_actors_before(paragraph: Paragraph, verb: Token, resolver: EntityResolver) -> list[str]:
    """Return the actors named immediately before a verb whose subject the parser did not find."""
    found: list[str] = []
    for place in range(verb.i - 1, max(-1, verb.i - 1 - BEFORE), -1):
        token = verb.doc[place]
        mention = resolver.of(paragraph, token)
        if mention is None and token.lower_ not in ("and", ",", "had", "have", "has"):
            break
        if mention is not None and mention.actor and mention.actor not in found:
            found.insert(0, mention.actor)
    return found
