"""Convert an event to a row of the events table, with its evidence, description and interval."""

import re
from collections.abc import Iterator
from typing import Any

from analysis.coding.events.claims import find_claim, find_modality
from analysis.coding.events.event import Event
from analysis.coding.events.evidence import find_evidence, find_first_word
from analysis.coding.events.naming import find_doer
from analysis.coding.events.relatives import unfold
from analysis.coding.events.tense import tell_in_simple_past
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_governor,
    find_object,
    find_subject,
    get_lemma,
    is_verb,
)
from analysis.coding.syntax.extents import close_quotation, expand_phrase, trim
from analysis.edtf import format_edtf
from analysis.language.tokens import Doc, Span, Token

# in tokens
LONGEST_DESCRIPTION, LONGEST_CLAIM = 30, 36
# how far behind its verb an infinitive is its content: "proposed to set limits"
ADJACENT = 3
# "KYIV, Ukraine (AP) — ", "8:20 pm EDT OSLO - "
DATELINE = re.compile(r".{0,70}?(?:\([A-Z][A-Za-z ]+\)|\b[A-Z]{4,}\b[^a-z]{0,20})\s+[-–—]+\s+")
# dependents without which a clause is complete
ADDED = ("nmod", "obl", "acl", "acl:relcl", "advcl", "appos", "conj", "parataxis")
AFTER_VERB = ("obj", "obl", "xcomp", "compound:prt", "advmod", "iobj", "obl:agent", "ccomp", "obl:unmarked")


def build_row(event: Event) -> dict[str, Any]:
    """Return an event as a row of the events table, without its texts."""
    start, end = event.paragraph.span(event.evidence)
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


def describe(event: Event) -> str:
    """Return an event in the words of the article, from subject to object, on one line.

    The past perfect becomes the simple past. A claim is described as one: "Norland said it had shot down a
    drone". The name of its subject stands in brackets for a pronoun, and before a clause without a subject.
    """
    span, who = _find_telling(event), find_doer(event.first, bool(event.claimed_by))
    verb = event.first.token
    pieces = [
        event.paragraph.words(piece)
        for part in unfold(span, verb)
        for piece in tell_in_simple_past(part, verb)
    ]
    # "The deal that they had signed": a noun that moves behind its verb no longer begins a sentence
    words = " ".join(" ".join([pieces[0], *map(_lower_article, pieces[1:])]).split())
    if event.subject is None or who is None:
        return words
    if who == span[0] and who.tag_ in ("PRP", "WP", "WDT"):
        return f"[{event.subject}]{words[len(who.text) :]}"
    begins_with_verb = span[0] == event.first.token or (
        span[0].head == event.first.token and span[0].dep_.startswith("aux")
    )
    return f"[{event.subject}] {words}" if begins_with_verb and who not in span else words


def _lower_article(words: str) -> str:
    """Return words with a small first letter if they begin with an article."""
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in ("the", "a", "an") else words


def _find_telling(event: Event) -> Span:
    """Return the words of the description of an event."""
    span = _find_description(event.first)
    claim = find_claim(event.first) if event.claimed_by else None
    who = find_subject(claim) if claim is not None else None
    if who is not None and who.left_edge.i < span.start and span.end - who.left_edge.i <= LONGEST_CLAIM:
        span = span.doc[who.left_edge.i : span.end]
    start = max(span.start, _find_dateline_end(span.doc))
    return _balance(span.doc[start : span.end] if start < span.end else span)


def _balance(span: Span) -> Span:
    """Return a span that ends outside brackets and quotation marks: before one that it does not close."""
    if span.text.count("(") > span.text.count(")"):
        following = span.doc[span.end : span.end + 1].text
        opened = max(token.i for token in span if token.text == "(")
        return span.doc[span.start : span.end + 1] if following == ")" else span.doc[span.start : opened]
    return close_quotation(span)


def _find_dateline_end(doc: Doc) -> int:
    """Return the index of the first word after the dateline of a paragraph, 0 if it has none."""
    found = DATELINE.match(doc.text)
    return 0 if found is None else sum(token.idx < found.end() for token in doc)


def _find_description(trigger: Trigger) -> Span:
    """Return the words from subject to object, or the noun with its modifiers."""
    token, verb = trigger.token, trigger.verb
    if is_verb(token):
        return _find_clause(token)
    carrying_verbs = get_words("events", "light") | get_words("events", "starts")
    pending = trigger.status != "occurred" and token.dep_ in ("obj", "nsubj", "obl", "nsubj:pass")
    if verb is not None and (pending or get_lemma(verb) in carrying_verbs):
        clause = _find_clause(verb)
        if clause.start <= token.i < clause.end:
            return clause
    return expand_phrase(token, without={"acl:relcl", "parataxis", "conj", "case", "punct"})


def _find_clause(verb: Token) -> Span:
    """Return a verb with its subject, auxiliaries and negation, and its complements.

    What is due or asked for is described with the verb that says so: "is expected to open the bridge".
    """
    first = find_first_word(verb)
    ends = sorted(_find_ends(verb))
    if not ends:
        # the parser lost its object: "had already accepted a truce"
        ends = [find_evidence(Trigger(verb, verb, "")).end]
    if ends[-1] - first > LONGEST_DESCRIPTION:
        last = first + LONGEST_DESCRIPTION
        ends = [end for end in range(verb.i + 2, last + 1) if _is_boundary(verb, end)] or [last]
    end = max([*ends, verb.i + 1])
    word, following = verb.doc[end - 1], verb.doc[end : end + 1].text
    # "just hours after …" says nothing without the clause
    if following in ("after", "before") and word.dep_ == "obl:unmarked" and word.left_edge.i > verb.i:
        end = word.left_edge.i
    return trim(verb.doc[first:end])


def _is_boundary(verb: Token, end: int) -> bool:
    """Return whether a clause may end before a word: a phrase begins there that adds to what is complete."""
    following = verb.doc[end]
    return any(
        word.left_edge == following and word.dep_ in ADDED and word.head.i < end
        for word in (following, *following.ancestors)
    )


def _find_ends(verb: Token) -> Iterator[int]:
    """Yield where the complements of a verb end, without clauses that only comment on them."""
    for kid in verb.children:
        is_to = kid.dep_ == "advcl" and kid.tag_ == "VB" and kid.i - verb.i <= ADJACENT
        is_own = not is_verb(kid) or find_governor(kid) == verb
        if kid.i > verb.i and (kid.dep_ in AFTER_VERB or is_to) and is_own:
            # "he can and may declare": what is joined to the content is content
            content = kid if kid.dep_ in ("ccomp", "xcomp") else None
            asides = {
                inner
                for inner in kid.subtree
                if inner != kid
                and _is_own_clause(inner)
                and not (inner.dep_ == "conj" and inner.head == content)
            }
            yield expand_phrase(kid, {"parataxis"}, asides).end
    if (thing := find_object(verb)) is not None and thing == verb.head:
        yield expand_phrase(thing, {"acl", "acl:relcl", "appos", "parataxis"}).end


def _is_own_clause(token: Token) -> bool:
    return token.dep_ in ("conj", "acl:relcl", "advcl") and is_verb(token)
