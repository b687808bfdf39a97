"""Convert an event to a row of the events table, with its evidence, description and interval."""

from typing import Any

from spacy.tokens import Span, Token

from analysis.coding.events.event import Event
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_governor, get_lemma, is_verb
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.edtf import format_edtf

# in tokens
LONGEST_DESCRIPTION = 22
BEFORE_VERB = ("nsubj", "nsubj:pass", "aux", "aux:pass")
AFTER_VERB = ("obj", "obl", "xcomp", "compound:prt", "advmod", "iobj", "obl:agent", "ccomp")


def build_row(event: Event) -> dict[str, Any]:
    """Return an event as a row of the events table, without its texts."""
    start, end = event.paragraph.span(_find_evidence(event.first))
    return {
        "event_id": event.event_id,
        "start": start,
        "end": end,
        "mentions": [list(span) for span in event.mentions],
        "type": event.type,
        "mode": event.mode,
        "actors": event.actors,
        "sources": event.sources,
        "targets": event.targets,
        "place": event.place,
        "status": event.status,
        "earliest": event.earliest,
        "latest": event.latest,
        "extent": event.window.extent,
        "edtf": format_edtf(event.earliest, event.latest, event.window.extent),
        "anchor": event.anchor.event_id if event.anchor else None,
        "offset_min": event.offset[0],
        "offset_max": event.offset[1],
        "after": list(dict.fromkeys(other.event_id for other in event.after)),
        "reason": event.window.reason,
        "conflict": event.conflict,
        "urls": [],
    }


def description(event: Event) -> tuple[int, int]:
    """Return the document offsets of the description of an event, from subject to object."""
    span = _find_description(event.first)
    if len(span) == 1 and is_verb(event.first.token):
        evidence = _find_evidence(event.first)
        span = trim(evidence[:LONGEST_DESCRIPTION])
    return event.paragraph.span(span)


def _find_evidence(trigger: Trigger) -> Span:
    """Return the clause of an event."""
    node = trigger.verb if trigger.verb is not None else trigger.token
    misattached = {kid for kid in node.children if is_verb(kid) and find_governor(kid) != node}
    span = expand_phrase(
        node, {"conj", "parataxis", "punct"} if is_verb(node) else {"parataxis"}, misattached
    )
    return span if span.start <= trigger.token.i < span.end else trim(trigger.token.sent)


def _find_description(trigger: Trigger) -> Span:
    """Return the words from subject to object, or the noun with its modifiers."""
    token, verb = trigger.token, trigger.verb
    if is_verb(token):
        return _find_clause(token)
    carrying_verbs = get_words("events", "light") | get_words("events", "starts")
    pending = trigger.status != "occurred" and token.dep_ in ("obj", "nsubj")
    if verb is not None and (pending or get_lemma(verb) in carrying_verbs):
        clause = _find_clause(verb)
        if clause.start <= token.i < clause.end:
            return clause
    return expand_phrase(token, without={"acl:relcl", "parataxis", "conj", "case", "punct"})


def _find_clause(verb: Token) -> Span:
    """Return a verb with its subject, auxiliaries and negation, and its complements."""
    first, last = verb.i, verb.i + 1
    own = find_child(verb, "nsubj", "nsubj:pass")
    for kid in verb.children:
        if kid.i < verb.i:
            negation = kid.dep_ == "advmod" and kid.lower_ in get_words("mood", "negation")
            condition = kid.dep_ == "mark" and kid.lower_ in get_words("events", "if_markers")
            # "seems to be pulling back": without its subject, a bare "be" adds nothing
            bare = kid.lower_ in ("to", "be", "been", "being") and kid.dep_ in ("aux", "aux:pass")
            if (kid.dep_ in BEFORE_VERB and not (bare and own is None)) or negation or condition:
                first = min(first, kid.left_edge.i if kid.dep_.startswith("nsubj") else kid.i)
        elif kid.dep_ in AFTER_VERB and (not is_verb(kid) or find_governor(kid) == verb):
            clauses = {inner for inner in kid.subtree if _is_own_clause(inner)}
            last = max(last, expand_phrase(kid, {"parataxis"}, clauses).end)
    return trim(verb.doc[first : min(last, first + LONGEST_DESCRIPTION)])


def _is_own_clause(token: Token) -> bool:
    return token.dep_ in ("conj", "acl:relcl", "advcl") and is_verb(token)
