"""Find the words that tell an event: its clause, and where that begins."""

from analysis.coding.events.happenings import is_main_verb_of_noun
from analysis.coding.events.triggers import Trigger
from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import find_child, find_governor, find_subject, is_verb
from analysis.coding.syntax.extents import expand_phrase, trim
from analysis.language.tokens import Span, Token

# how far before a verb the subject that it shares with another one is repeated
LONGEST_SHARED = 20
BEFORE_VERB = ("nsubj", "nsubj:pass", "aux", "aux:pass")


def find_evidence(trigger: Trigger) -> Span:
    """Return the clause of an event."""
    node = trigger.verb if trigger.verb is not None else trigger.token
    barred = {kid for kid in node.children if is_verb(kid) and find_governor(kid) != node}
    # "in Juba, the capital": the parser may take an apposition for a sentence of its own
    asides = (kid for kid in node.sent if kid.dep_ == "parataxis" and (is_verb(kid) or find_subject(kid)))
    barred |= {kid for kid in asides if node.is_ancestor(kid)}
    span = expand_phrase(node, {"conj", "punct"} if is_verb(node) else (), barred)
    if not span.start <= trigger.token.i < span.end:
        return trim(trigger.token.sent)
    # the parser may have lost its subject, or have found it only behind an apposition
    start = find_first_word(node) if is_verb(node) and node.dep_ in ("ROOT", "xcomp") else span.start
    return trim(span.doc[min(start, span.start) : span.end])


def find_first_word(verb: Token) -> int:
    """Return the index of the first word of a clause's description, its subject if it has one."""
    first, own = verb.i, find_child(verb, "nsubj", "nsubj:pass")
    lost = _find_lost_subject(verb)
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
            first = min(first, _find_phrase_start(kid) if kid.dep_.startswith("nsubj") else kid.i)
    who = find_subject(verb)
    if who is None or who == own or who.left_edge.i < verb.sent.start:
        return first
    # "Brandt left and …", "the mayor, who …": the clause begins with the subject that it shares
    is_near = who.left_edge.i < verb.i <= who.left_edge.i + LONGEST_SHARED
    return _find_phrase_start(who) if is_near else first


def _find_phrase_start(noun: Token) -> int:
    """Return where a subject begins, without a preposition or conjunction that the parser gave to it."""
    first = noun.left_edge
    is_marker = first != noun and first.head == noun and first.dep_ in ("case", "mark", "cc")
    # "On Friday Ford": the parser may take the day for a part of the name
    return first.i + (is_marker and first.nbor().ent_type_ != "DATE")


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
    return next(kid.i for kid in noun.subtree if kid.dep_ not in ("case", "cc", "punct", "advmod"))


def _find_lost_subject(verb: Token) -> int | None:
    """Return where the subject of a main verb begins if the parser gave it, or a part, to something else.

    That is the date before it ("On Monday, a plane in Ohio, Norland, crashed") or, if the parser took a noun
    for the root of the sentence, that noun: "The bus, which was late, crashed".
    """
    root, own = verb.sent.root, find_child(verb, "nsubj", "nsubj:pass")
    if verb.tag_ == "VB":
        return None
    if is_main_verb_of_noun(verb) and root.i < verb.i:
        return root.left_edge.i
    if verb.dep_ != "ROOT" and not is_main_verb_of_noun(verb):
        return None
    comma = next((token.i for token in verb.doc[verb.sent.start : verb.i] if token.text == ","), verb.i)
    if comma + 1 >= verb.i or (own is not None and not _is_swallowed(verb.doc[comma + 1], own, verb)):
        return None
    return comma + 1


def _is_swallowed(first: Token, own: Token, verb: Token) -> bool:
    """Return whether the subject begins with a noun that the parser gave to the date before it."""
    date = next((kid for kid in verb.children if kid.i < verb.i and kid.dep_.startswith("obl")), None)
    begins = first.tag_ in ("DT", "PRP$") or (first.tag_.startswith("NN") and not first.ent_type_)
    return date is not None and begins and first.i < own.left_edge.i and first in date.subtree
