"""Build claims: an action and the thing that it is to be done to, or a thing that is itself wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.coding.lexicon.propositions import get_action, get_list, get_synonym
from analysis.coding.stance_cues import directions
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import Phrase, is_word
from analysis.language.tokens import Token

# prepositions between a nominalised action and its object
OBJECTIVE = ("of", "to", "on", "in")


@dataclass(frozen=True)
class Claim:
    """A proposition that a holder is for or against, at one place in the text.

    Attributes:
        thing: the thing that is wanted, or that the action is to be done to.
        action: the verb of the action, with its particle; "" if the thing itself is wanted.
        reverses: True if the action undoes the thing ("abolish", "lift").
        sign: 1 if the holder wants the action or the thing, -1 if not.
        first: index of the first token of the claim.
        last: index of the last token.
        holder: the noun that names the holder; "" if there is none.
        marker: the word that names the action.
    """

    thing: Phrase
    action: str
    reverses: bool
    sign: int
    first: int
    last: int
    holder: str = ""
    marker: Token | None = None

    @property
    def key(self) -> str:
        """The action that distinguishes claims about one thing; "" if it is to exist or not to exist."""
        return "" if self.reverses else get_synonym(self.action)


def join_particle(verb: Token) -> str:
    """Return a verb's lemma, with a particle that changes its meaning: "phase out"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    phrasal = following is not None and _is_reversed_by_particle(f"{get_lemma(verb)}:{following.lower_}")
    return f"{get_lemma(verb)} {following.lower_}" if phrasal and following is not None else get_lemma(verb)


def _is_reversed_by_particle(phrase: str) -> bool:
    return directions.classify_particle(phrase) in (0, -1)


def is_undoing(word: str) -> bool:
    """Return whether an action undoes its object."""
    without_particle = directions.is_reversal(word) or word in get_list("turning")
    return without_particle or _is_reversed_by_particle(word.replace(" ", ":"))


def build_action_claim(verb: Token, thing: Phrase, sign: int, holder: str) -> Claim:
    """Return the claim that a thing should undergo, or perform, the action of a verb."""
    word = join_particle(verb)
    first, last = min(verb.i, thing.start), max(verb.i + word.count(" "), thing.end - 1)
    if not _has_object(verb, thing) and get_lemma(verb) in get_list("ceasing"):
        return Claim(thing, "end", True, sign, first, last, holder, verb)
    if word in get_list("light") | get_list("keeping") or directions.is_desire(word):
        return Claim(thing, "", False, sign, first, last, holder)
    return Claim(thing, word, is_undoing(word), sign, first, last, holder, verb)


def _has_object(verb: Token, thing: Phrase) -> bool:
    return verb.i < thing.head.i or verb.tag_ == "VBN"


def build_verb_claims(verb: Token, word: str, thing: Phrase, sign: int, holder: str) -> Iterator[Claim]:
    """Yield the claims of a verb and its object; a verb of approval makes the object itself wanted."""
    plain = word in get_list("light") | get_list("keeping")
    for claim in build_phrase_claims(thing, sign, holder):
        if claim.action or plain:
            flipped = -1 if is_undoing(word) and claim.action else 1
            yield replace(claim, sign=claim.sign * flipped)
        else:
            yield build_action_claim(verb, thing, sign, holder)


def build_phrase_claims(thing: Phrase, sign: int, holder: str) -> Iterator[Claim]:
    """Yield the claim of a noun phrase: "the release of X" is an action on X, "a recount" is a thing."""
    word, inner = _read_nominalisation(thing)
    if inner is not None:
        first, last = min(thing.start, inner.start), max(thing.end, inner.end) - 1
        yield Claim(inner, word, is_undoing(word), sign, first, last, holder, thing.head)
    elif thing.complement is not None and get_lemma(thing.head) in get_list("shells"):
        yield from build_phrase_claims(thing.complement, sign, holder)
    else:
        yield Claim(thing, "", False, sign, thing.start, thing.end - 1, holder)


def _read_nominalisation(thing: Phrase) -> tuple[str, Phrase | None]:
    """Return the action that a noun names, and its object; "" and None if the noun has no object."""
    action = get_action(thing.noun) or get_action(thing.head.lower_)
    if action is None:
        return "", None
    word = action.replace("-", " ")
    named = [token for token in thing.before if token.tag_ in ("NN", "NNS") and is_word(token)]
    if named and (thing.complement is None or (thing.is_counted and is_undoing(word))):
        before = tuple(thing.before[: thing.before.index(named[-1])])
        return word, Phrase(named[-1], before, start=thing.start)
    if thing.complement is not None and thing.preposition in OBJECTIVE and thing.complement.stems():
        return word, thing.complement
    if thing.owner is not None and thing.owner.head.tag_ in ("NN", "NNS"):
        return word, thing.owner
    return "", None
