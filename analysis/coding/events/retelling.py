"""Find clauses that tell no further event, because another clause of the article tells it.

A lead tells the news, and later sentences return to it to say when, where or how: "The plane crashed near the
runway", "The attack happened at noon". Clauses within a clause ("the bank, which …, closed") are part of what
it tells unless they have a day of their own.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from analysis.coding.events.complements import have_same_complements, is_further_act, list_name
from analysis.coding.events.event import Event
from analysis.coding.events.merging import have_disjoint_dates
from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.roots import get_root
from analysis.coding.syntax.clauses import find_child, find_subject, get_lemma, is_verb
from analysis.language.tokens import Span, Token

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
MADE_OF = ("nsubj", "nsubj:pass", "obj")


def find_told_within(events: Sequence[Event], related: Container[int]) -> set[int]:
    """Return the identities of past events whose clause, or mere name, lies in that of another event.

    Args:
        events: of an article.
        related: the identities of those that a statement of order dates; their clauses stand for themselves.
    """
    by_paragraph: dict[int, list[tuple[Event, Span]]] = defaultdict(list)
    for event in events:
        by_paragraph[event.paragraph.start].append((event, event.evidence))
    return {
        id(event)
        for told in by_paragraph.values()
        for event, part in told
        for act, clause in told
        if act is not event and _contains(clause, part) and _is_part_of(event, act, id(event) in related)
    }


def _contains(clause: Span, part: Span) -> bool:
    return clause.start <= part.start and part.end <= clause.end


def _is_part_of(event: Event, act: Event, is_related: bool) -> bool:
    """Return whether an event in the clause of an act is no further one: it has no day of its own."""
    token = event.first.token
    if not (event.status == act.status == "occurred") or event.window.dated:
        return False
    if is_verb(token):
        return len(event.mentions) == 1 and not is_related and act.first.token in token.ancestors
    return event.first.partner is None and is_verb(act.first.token)


def is_retold(old: Event, new: Event) -> bool:
    """Return whether a later clause in the past only adds to an event: when, where or how it happened."""
    if old.status != new.status or new.status != "occurred" or not is_verb(old.first.token):
        return False
    verb = new.first.token if is_verb(new.first.token) else new.first.partner
    if verb is None:
        return False
    is_same, is_name = get_lemma(verb) == get_lemma(old.first.token), _only_says_it_occurred(verb)
    # nearly all mentions are told apart by their verbs alone
    if not (is_same or is_name) or is_further_act(verb) or have_disjoint_dates(old.window, new.window):
        return False
    return (is_name and _names_event(verb, old)) or (
        is_same and _have_same_subject(old, new) and have_same_complements(old.first.token, verb)
    )


def _only_says_it_occurred(verb: Token) -> bool:
    return get_lemma(verb) in get_words("events", "occurring")


def _names_event(verb: Token, old: Event) -> bool:
    """Return whether a clause says of an event told before that it occurred: "the crash happened at noon"."""
    who = find_child(verb, "nsubj", "nsubj:pass")
    if who is None or not _is_definite(who):
        return False
    told = old.first.token
    words = [told, *(kid for kid in told.children if kid.dep_ in MADE_OF and kid.tag_ in ("NN", "NNS"))]
    return get_root(who.lower_) in {
        get_root(form) for word in words for form in (word.lower_, get_lemma(word))
    }


def _have_same_subject(old: Event, new: Event) -> bool:
    """Return whether the same actors or things do it: "a plane crashed", "the plane crashed"."""
    one, other = find_subject(old.first.token), find_subject(new.first.token)
    if one is None or other is None:
        return False
    if old.actors and new.actors:
        names = list_name(one), list_name(other)
        is_other = all(names) and not names[0] & names[1]
        alike = _are_among(new.actors, old.actors) and _are_among(old.actors, new.actors)
        return alike and not is_other
    is_same_thing = other.lower_ == "it" or (get_lemma(one) == get_lemma(other) and _is_definite(other))
    return is_same_thing and not new.actors


def _are_among(names: Iterable[str], others: Iterable[str]) -> bool:
    """Return whether each name is one of the others or a part of it: "Holm" of "Anna Holm"."""
    known = [set(other.split()) for other in others]
    return all(any(set(name.split()) <= one or one <= set(name.split()) for one in known) for name in names)


def _is_definite(noun: Token) -> bool:
    if noun.tag_ == "PRP":
        return False
    is_owned = any(kid.dep_ == "nmod:poss" for kid in noun.children)
    return is_owned or any(kid.lower_ in DEFINITE for kid in noun.children) or noun.tag_.startswith("NNP")
