"""Find the acts that somebody demands, promises or refuses: the verb, its object and who should do it."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.coding.codebooks.things import can_be_judged, is_animate, is_vague
from analysis.coding.lexicon.propositions import get_action, get_list, is_inward
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.actions import (
    Claim,
    build_action_claim,
    build_phrase_claims,
    build_verb_claims,
    is_undoing,
    join_particle,
)
from analysis.coding.stance_cues.requests import is_addressee
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_child,
    find_marker,
    find_subject,
    get_lemma,
    has_child,
    is_negated,
)
from analysis.coding.syntax.noun_phrases import NOUNS, Phrase, read_phrase_of_noun
from analysis.language.tokens import Span, Token

DUTIES = frozenset({"should", "must", "ought"})
# subjects of general advice: "you should ask"
NOBODY = frozenset({"you", "one", "i", "it", "this", "that", "who", "which", "what"})
ANNOUNCING = frozenset({"will", "would", "wo", "shall"})
QUOTES = frozenset({'"', "“", "”"})
# a phrase with these is no proposition by itself
POINTING = ("this", "that", "these", "those", "such")
# of the words with more letters than "with", the share with capitals in an ordinary sentence
LONGEST_SMALL_WORD, MOST_CAPITALISED, FEWEST_WORDS = 4, 0.75, 2
CLAUSES = ("xcomp", "ccomp", "advcl", "acl", "csubj", "dep", "obl", "nmod")


@dataclass(frozen=True)
class Demand:
    """What governs an act.

    Attributes:
        sign: 1 if the act is wanted, -1 if it is rejected.
        word: the word that says so; the act's own verb if it should or must be done.
    """

    sign: int
    word: Token


def find_acts(sent: Span) -> Iterator[Claim]:
    """Yield the acts of a sentence that are demanded, promised or refused; a question demands nothing."""
    if "?" in sent[-2:].text or _is_headline(sent):
        return
    for verb in sent:
        if verb.tag_ in ("VB", "VBN", "VBG", "VBP"):
            demand = find_demand(verb)
            if demand is not None:
                yield from _build_claims(verb, demand)


def _is_headline(sent: Span) -> bool:
    """Return whether most words are capitalised, which misleads the parser."""
    words = [token for token in sent if len(token.text) > LONGEST_SMALL_WORD and token.is_alpha]
    return len(words) > FEWEST_WORDS and sum(token.is_title for token in words) > MOST_CAPITALISED * len(
        words
    )


def find_demand(verb: Token) -> Demand | None:
    """Return what demands, promises or refuses the act of a verb, or None."""
    turn = -1 if is_negated(verb) else 1
    helpers = {kid.lower_ for kid in verb.children if kid.dep_ in ("aux", "aux:pass", "cop")}
    if helpers & DUTIES:
        subject = find_child(verb, *SUBJECT)
        is_told = subject is not None and subject.lower_ not in NOBODY
        is_rule = (
            "must" in helpers and verb.dep_ == "ROOT" and not QUOTES & {token.text for token in verb.doc}
        )
        return Demand(turn, verb) if is_told and not is_rule and "have" not in helpers else None
    if verb.dep_ == "xcomp" and get_lemma(verb.head) == "need":
        subject = find_child(verb.head, *SUBJECT)
        return Demand(turn, verb.head) if subject is not None and subject.lower_ not in NOBODY else None
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and find_child(verb, *SUBJECT) is None:
        above = find_demand(verb.head)
        return above and Demand(above.sign * turn, above.word)
    if helpers & ANNOUNCING and _is_announced(verb):
        return Demand(turn, verb)
    if verb.dep_ not in CLAUSES or not (_is_infinite(verb) or _is_subjunctive(verb)):
        return None
    word = _find_governor(verb)
    sign = _get_sign(word, verb)
    return Demand(sign * turn, word) if sign else None


def is_plan(verb: Token) -> bool:
    """Return whether an act is only planned by whoever would do it, and not demanded, vowed or refused."""
    demand = find_demand(verb)
    if demand is None or demand.sign < 0:
        return False
    own = demand.word == verb and not {kid.lower_ for kid in verb.children} & DUTIES
    return own or (get_lemma(demand.word) in get_list("plans") and find_doer(verb) is None)


def _is_announced(verb: Token) -> bool:
    """Return whether somebody says what he will or will not do: "Norland will not withdraw its troops"."""
    subject = find_child(verb, "nsubj")
    if subject is None or verb.tag_ != "VB" or find_child(verb, "advcl") is not None:
        return False
    return subject.tag_.startswith("NNP") or subject.lower_ in ("he", "she", "we", "they", "i")


def _find_governor(verb: Token) -> Token:
    """Return the word that governs an act: in "urged the council to ..." always the verb."""
    noun = verb.head
    asks = get_list("asked") | get_list("called") | {"want"}
    is_asked = noun.dep_ in ("obj", "iobj", "nsubj:pass", "obl") and get_lemma(noun.head) in asks
    return noun.head if verb.dep_ == "acl" and is_asked and noun.tag_ in NOUNS else noun


def _is_infinite(verb: Token) -> bool:
    return has_child(verb, "mark", "to") or (verb.tag_ == "VBG" and not find_child(verb, "aux"))


def _is_subjunctive(verb: Token) -> bool:
    """Return whether a clause says what should be: "that the mill be listed", "that Y lift Z"."""
    if verb.dep_ != "ccomp" or find_child(verb, *SUBJECT) is None:
        return False
    helpers = [kid.lower_ for kid in verb.children if kid.dep_ in ("aux", "aux:pass", "cop")]
    if helpers:
        return helpers == ["be"]
    subject = find_child(verb, *SUBJECT)
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and subject is not None and subject.tag_ in ("NN", "NNP"))


def _get_sign(word: Token, act: Token) -> int:
    """Return 1 if a word demands or promises an act, -1 if it rejects it, 0 for any other word."""
    base, marker = get_lemma(word), find_marker(act)
    infinitive = act.tag_ != "VBG"
    if word.tag_ in ("NN", "NNS"):
        fits = base in get_list("demands") if infinitive else f"{base}:{marker}" in get_list("demanded")
        against = directions.classify_noun(base) == -1 or marker == "against"
        return (-1 if against else 1) if fits and act.i > word.i else 0
    if marker in ("by", "in", "after", "before", "while", "from", "with", "as", "without", "if", "than"):
        return 0
    if act.i < word.i:
        return 0
    turn = -1 if is_negated(word) else 1
    if f"{base}:{marker}" in get_list("phrasal"):
        return -turn if directions.classify_preposition(f"{base}:{marker}") == -1 else turn
    if not infinitive and act.i != word.i + 1:
        # a participle after a comma is another report
        return 0
    if base == "require" and find_child(word, "nsubj:pass"):
        # what is required is a rule or a condition
        return 0
    if base in get_list("asked") | get_list("called"):
        objects = (find_child(word, "obj", "iobj", "nsubj:pass"), _find_wanted(word, act))
        addressed = objects != (None, None) or any(map(is_addressee, word.children))
        is_participle = word.tag_ == "VBN" and word.dep_ in ("acl", "advcl")
        if is_participle and find_child(word, "nsubj:pass") is None:
            return 0
        if act.dep_ == "advcl" and not addressed and word.i + 1 != act.i - 1:
            return 0
        rejects = marker == "against" or directions.classify_preposition(f"{base}:{marker}") == -1
        return 0 if turn < 0 and base != "want" else (-1 if rejects else 1)
    if base in get_list("committed"):
        rejects = directions.is_rejection(base) or marker == "against"
        return (-turn if rejects else turn) if infinitive or rejects else 0
    if base in get_list("judged"):
        return (-turn if directions.is_rejection(base) else turn) if not infinitive else 0
    return directions.classify_readiness(base) * turn if base in get_list("readiness") else 0


def _find_wanted(word: Token, act: Token) -> Token | None:
    """Return the subject that the parser attaches to what demands: "called for the thieves to be tried"."""
    between = (kid for kid in word.children if word.i < kid.i < act.i)
    return next((kid for kid in between if kid.dep_ == "obl" and find_marker(kid) == "for"), None)


def find_doer(verb: Token) -> Token | None:
    """Return the noun for who should do an act: its subject, or whoever is asked to do it."""
    demand = find_demand(verb)
    if demand is None or find_child(verb, "nsubj:pass") is not None or find_child(verb, "aux:pass"):
        return None
    if verb.dep_ == "conj" and find_child(verb, *SUBJECT) is None:
        return find_doer(verb.head)
    own = find_child(demand.word if get_lemma(demand.word) == "need" else verb, "nsubj")
    if own is not None or demand.word == verb:
        return own
    if get_lemma(demand.word) in get_list("asked") | get_list("called") | {"want"}:
        asked = find_child(demand.word, "obj", "iobj", "nsubj:pass")
        return asked or next(filter(is_addressee, demand.word.children), None)
    return None


def find_promiser(verb: Token) -> Token | None:
    """Return the noun for who promises or refuses to do an act itself."""
    demand = find_demand(verb)
    own = demand is not None and get_lemma(demand.word) in get_list("committed") | get_list("readiness")
    return find_subject(demand.word) if demand is not None and own else None


def _build_claims(verb: Token, demand: Demand) -> Iterator[Claim]:
    holder = _get_holder(demand, verb)
    own = find_child(verb, "nsubj:pass") or _find_wanted(demand.word, verb)
    passive = own if find_child(verb, "aux:pass") else None
    if verb.tag_ == "VBN":
        thing = _read(passive)
        if thing is None or is_vague(thing):
            return
        if not is_animate(thing.head) or get_lemma(verb) not in get_list("light"):
            yield build_action_claim(verb, thing, demand.sign, holder)
        elif find_child(verb, "obl") is not None:
            # people who are to be brought to justice are not to be "kept"
            yield _build(thing, get_lemma(verb), demand.sign, holder, verb)
        return
    target = find_child(verb, "obj")
    thing = _read(target)
    if thing is not None and thing.start > verb.i:
        base, word = get_lemma(verb), join_particle(verb)
        if base in get_list("vague") or is_vague(thing):
            return
        if base in get_list("judged") and not directions.is_reversal(base):
            if not can_be_judged(thing):
                return
            turn = -1 if directions.is_rejection(base) else 1
            yield from build_phrase_claims(thing, demand.sign * turn, holder)
        elif base in get_list("creating") | get_list("keeping") or _names_act(thing):
            yield from build_verb_claims(verb, word, thing, demand.sign, holder)
        else:
            yield _build(thing, word, demand.sign, holder, verb)
    elif target is None:
        yield from _build_intransitive(verb, demand, holder)


def _names_act(thing: Phrase) -> bool:
    """Return whether a thing is itself an act on another: "the closure of the schools"."""
    return get_action(thing.noun) is not None and thing.complement is not None


def _build(thing: Phrase, word: str, sign: int, holder: str, verb: Token) -> Claim:
    first, last = min(verb.i, thing.start), max(verb.i, thing.end - 1)
    return Claim(thing, word, is_undoing(word), sign, first, last, holder, verb)


def _build_intransitive(verb: Token, demand: Demand, holder: str) -> Iterator[Claim]:
    """Yield "Y should resign" as an act on Y, and "Y should withdraw from Z" as an act on Z."""
    particle = find_child(verb, "compound:prt")
    word = get_lemma(verb) if particle is None else f"{get_lemma(verb)} {particle.lower_}"
    if word in get_list("ceasing"):
        thing = _read(find_doer(verb))
        if thing is not None and find_child(verb, "obl", "xcomp") is None:
            yield build_action_claim(verb, thing, demand.sign, holder)
    elif is_inward(word) and find_child(verb, "obl") is None:
        doer = find_doer(verb) or find_promiser(verb)
        thing = _read(doer)
        if thing is not None and (thing.head.tag_.startswith("NNP") or is_animate(thing.head)):
            yield _build(thing, word, demand.sign, holder, verb)
    if word in get_list("oblique"):
        target = find_child(verb, "obl")
        thing = _read(target)
        if thing is not None and target is not None and thing.start == verb.i + word.count(" ") + 2:
            yield _build(thing, f"{word} {find_marker(target)}", demand.sign, holder, verb)


def _read(noun: Token | None) -> Phrase | None:
    phrase = read_phrase_of_noun(noun) if noun is not None and noun.tag_ in NOUNS else None
    return None if phrase is None or phrase.opener in POINTING else phrase


def _get_holder(demand: Demand, verb: Token) -> str:
    """Return the last word of the holder's name in lower case; "" for a pronoun or without one."""
    said = verb.head if demand.word == verb and verb.dep_ == "ccomp" else demand.word
    if said == verb:
        return ""
    subject = find_subject(said)
    named = subject is not None and subject.tag_ in NOUNS
    return get_lemma(subject) if named and subject is not None else ""
