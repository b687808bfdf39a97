"""Who takes part in an event: who acts, who is acted upon, and who else is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from analysis.coding.actors.resolver import EntityResolver
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import case, is_verb, lemma, subject
from analysis.language.parsing import Paragraph

Role = Literal["source", "target", "other"]
# how many words before a verb without a subject its actors are looked for
BEFORE = 5


@dataclass(frozen=True)
class Participants:
    """Who takes part in an event: names by role, and the words that name the first of each role.

    Names are the codebook's or, for persons outside it, their own.
    """

    names: dict[Role, list[str]]
    spans: dict[Role, Span]


def find_participants(paragraph: Paragraph, trigger: Trigger, resolver: EntityResolver) -> Participants:
    """Return who takes part in the event of one mention."""
    found: dict[Role, list[str]] = {"source": [], "target": [], "other": []}
    spans: dict[Role, Span] = {}
    named: set[str] = set()
    for role, head in _find_heads(trigger):
        mentions = resolver.all_of(paragraph, head)
        if mentions:
            spans.setdefault(role, head.doc[head.i : head.i + 1])
        for mention in mentions:
            name = mention.actor or (mention.text if mention.kind == "person" else None)
            if name and name not in named:
                named.add(name)
                found[role].append(name)
    if not named and is_verb(trigger.token):
        found["source"] = _find_actors_before(paragraph, trigger.token, resolver)
    return Participants(found, spans)


def _find_heads(trigger: Trigger) -> Iterator[tuple[Role, Token]]:
    """Yield the heads of the phrases that may name who takes part, with their roles."""
    yield from _find_heads_of_verb(trigger.token) if is_verb(trigger.token) else _find_heads_of_noun(trigger)


def _find_heads_of_verb(verb: Token) -> Iterator[tuple[Role, Token]]:
    passive = any(kid.dep_ in ("nsubj:pass", "aux:pass") for kid in verb.children)
    who = subject(verb)
    if who is not None:
        yield ("target" if passive else "source"), who
    for kid in verb.children:
        if kid == who or kid.lower_ == "it":
            continue
        if kid.dep_ == "obl:agent" or (kid.dep_ == "obl" and passive and case(kid) == "by"):
            yield "source", kid
        elif kid.dep_ in ("obj", "iobj", "nsubj:pass"):
            yield "target", kid
        elif kid.dep_ == "obl" and case(kid) in words("events", "joining"):
            yield ("other" if case(kid) == "with" else "target"), kid


def _find_heads_of_noun(trigger: Trigger) -> Iterator[tuple[Role, Token]]:
    noun, verb = trigger.token, trigger.verb
    who = subject(verb) if verb is not None and lemma(verb) in words("events", "light") else None
    if who is not None and who != noun:
        yield "source", who
    for kid in noun.children:
        if kid.dep_ in ("nmod:poss", "compound", "amod"):
            yield "source", kid
        elif kid.dep_ == "nmod":
            marker = case(kid)
            yield (
                ("target" if marker in words("events", "aimed") else "source" if marker == "by" else "other"),
                kid,
            )


def _find_actors_before(paragraph: Paragraph, verb: Token, resolver: EntityResolver) -> list[str]:
    """Return the actors named right before a verb whose subject the parser did not find."""
    found: list[str] = []
    for place in range(verb.i - 1, max(-1, verb.i - 1 - BEFORE), -1):
        token = verb.doc[place]
        mention = resolver.of(paragraph, token)
        if mention is None and token.lower_ not in ("and", ",", "had", "have", "has"):
            break
        if mention is not None and mention.actor and mention.actor not in found:
            found.insert(0, mention.actor)
    return found
