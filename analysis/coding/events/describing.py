"""Convert an event to a row of the events table, with its evidence, description and interval."""

import re
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span, Token

from analysis.coding.events.claims import find_claim, find_modality
from analysis.coding.events.event import Event
from analysis.coding.events.happenings import is_main_verb_of_noun
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_governor, find_subject, get_lemma, is_verb
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.edtf import format_edtf

# in tokens
LONGEST_DESCRIPTION, LONGEST_CLAIM = 30, 36
# how far before a verb the subject that it shares with another one is repeated
LONGEST_SHARED = 20
# how far behind its verb an infinitive is its content: "proposed to set limits"
ADJACENT = 3
# "KYIV, Ukraine (AP) — ", "8:20 pm EDT OSLO - "
DATELINE = re.compile(r".{0,70}?(?:\([A-Z][A-Za-z ]+\)|\b[A-Z]{4,}\b[^a-z]{0,20})\s+[-–—]+\s+")
BEFORE_VERB = ("nsubj", "nsubj:pass", "aux", "aux:pass")
AFTER_VERB = ("obj", "obl", "xcomp", "compound:prt", "advmod", "iobj", "obl:agent", "ccomp", "obl:unmarked")


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
        "modality": find_modality(event.first, event.status),
        "claimed_by": event.claimed_by,
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
    """Return the document offsets of the description of an event, from subject to object.

    A claim is described as one: "Norland said it had shot down a drone".
    """
    span = _find_description(event.first)
    claim = find_claim(event.first) if event.claimed_by else None
    who = find_subject(claim) if claim is not None else None
    if who is not None and who.left_edge.i < span.start and span.end - who.left_edge.i <= LONGEST_CLAIM:
        span = span.doc[who.left_edge.i : span.end]
    start = max(span.start, _find_dateline_end(span.doc))
    return event.paragraph.span(span.doc[start : span.end] if start < span.end else span)


def _find_dateline_end(doc: Doc) -> int:
    """Return the index of the first word after the dateline of a paragraph, 0 if it has none."""
    found = DATELINE.match(doc.text)
    return 0 if found is None else sum(token.idx < found.end() for token in doc)


def _find_evidence(trigger: Trigger) -> Span:
    """Return the clause of an event."""
    node = trigger.verb if trigger.verb is not None else trigger.token
    misattached = {kid for kid in node.children if is_verb(kid) and find_governor(kid) != node}
    span = expand_phrase(
        node, {"conj", "parataxis", "punct"} if is_verb(node) else {"parataxis"}, misattached
    )
    if not span.start <= trigger.token.i < span.end:
        return trim(trigger.token.sent)
    start = _find_lost_subject(node) if is_verb(node) else None
    return span if start is None else trim(span.doc[min(start, span.start) : span.end])


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
    """Return a verb with its subject, auxiliaries and negation, and its complements.

    What is due or asked for is described with the verb that says so: "is expected to open the bridge".
    """
    first = _find_first(verb)
    ends = sorted(_find_ends(verb))
    if not ends:
        # the parser lost its object: "had already accepted a truce"
        ends = [_find_evidence(Trigger(verb, verb, "")).end]
    within = [end for end in ends if end - first <= LONGEST_DESCRIPTION]
    last = within[-1] if within else first + LONGEST_DESCRIPTION
    return trim(verb.doc[first : max(last, verb.i + 1)])


def _find_first(verb: Token) -> int:
    """Return the index of the first word of a clause's description, its subject if it has one."""
    first, own = verb.i, find_child(verb, "nsubj", "nsubj:pass")
    lost = _find_lost_subject(verb) if own is None else None
    if lost is not None:
        return lost
    antecedent = _find_antecedent(verb, own)
    if antecedent is not None:
        return antecedent
    for kid in verb.children:
        if kid.i > verb.i:
            break
        negation = kid.dep_ == "advmod" and kid.lower_ in get_words("mood", "negation")
        condition = kid.dep_ == "mark" and kid.lower_ in get_words("events", "if_markers")
        # "seems to be pulling back": without its subject, a bare "be" adds nothing
        bare = kid.lower_ in ("to", "be", "been", "being") and kid.dep_ in ("aux", "aux:pass")
        if (kid.dep_ in BEFORE_VERB and not (bare and own is None)) or negation or condition:
            first = min(first, kid.left_edge.i if kid.dep_.startswith("nsubj") else kid.i)
    who = find_subject(verb)
    if own is None or own != who:
        # "Brandt left and …", "the mayor, who …": the clause begins with the subject that it shares
        start = None if who is None else who.left_edge.i
        if start is not None and verb.sent.start <= start and 0 < verb.i - start <= LONGEST_SHARED:
            return start
    return first


def _find_antecedent(verb: Token, own: Token | None) -> int | None:
    """Return where the noun begins that is the object of a relative clause: "the deal they had signed".

    A clause in apposition has it before the comma: "a truce, something Norland had accepted".
    """
    what = find_child(verb, "obj", "ccomp", "xcomp")
    # the relative pronoun is no object of its own
    has_object = what is not None and what.i > verb.i
    if own is None or own.tag_.startswith("W") or has_object:
        return None
    noun = None
    before = own.left_edge.i - 1
    if verb.dep_ == "acl:relcl" and not any(kid.tag_ == "WRB" for kid in verb.children):
        noun = verb.head
    elif before - 2 > verb.sent.start and verb.doc[before].lower_ == "something":
        noun = verb.doc[before - 2] if verb.doc[before - 1].text == "," else None
    if noun is None or not noun.tag_.startswith("NN") or not 0 < verb.i - noun.left_edge.i <= LONGEST_SHARED:
        return None
    return next(kid.i for kid in noun.subtree if kid.dep_ not in ("case", "cc", "punct"))


def _find_ends(verb: Token) -> Iterator[int]:
    """Yield where the complements of a verb end, without clauses that only comment on them."""
    for kid in verb.children:
        is_to = kid.dep_ == "advcl" and kid.tag_ == "VB" and kid.i - verb.i <= ADJACENT
        is_own = not is_verb(kid) or find_governor(kid) == verb
        if kid.i > verb.i and (kid.dep_ in AFTER_VERB or is_to) and is_own:
            asides = {inner for inner in kid.subtree if inner != kid and _is_own_clause(inner)}
            yield expand_phrase(kid, {"parataxis"}, asides).end


def _find_lost_subject(verb: Token) -> int | None:
    """Return where the subject of a main verb begins that the parser gave to the date before it."""
    if (
        (verb.dep_ != "ROOT" and not is_main_verb_of_noun(verb))
        or verb.tag_ == "VB"
        or find_child(verb, "nsubj", "nsubj:pass") is not None
    ):
        return None
    before = verb.doc[verb.sent.start : verb.i]
    comma = next((token.i for token in before if token.text == ","), None)
    return None if comma is None or comma + 1 >= verb.i else comma + 1


def _is_own_clause(token: Token) -> bool:
    return token.dep_ in ("conj", "acl:relcl", "advcl") and is_verb(token)
