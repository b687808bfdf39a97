"""A claim: a deed and the thing it is to be done to, or a thing that is wanted itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from analysis.coding.lexicon.propositions import get_deed, get_list, get_synonym
from analysis.coding.stance_cues import directions
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import Phrase, is_word

# between the noun of a deed and what it is done to
OBJECTIVE = ("of", "to", "on", "in")


@dataclass(frozen=True)
class Claim:
    """A proposition that somebody is for or against, in one place.

    Attributes:
        thing: what is to be, or what something is to be done to.
        deed: the verb of what is to be done, with its particle; "" where the thing itself is wanted.
        turns: True where the deed undoes the thing ("abolish", "lift").
        sign: 1 for who wants the deed or the thing, -1 for who does not.
        first: the leftmost word of the claim.
        last: the rightmost.
        holder: who takes the stance, as far as a word tells.
    """

    thing: Phrase
    deed: str
    turns: bool
    sign: int
    first: int
    last: int
    holder: str = ""
    marker: Token | None = None

    @property
    def key(self) -> str:
        """The deed by which claims on one thing are told apart: "" for its being or not being."""
        return "" if self.turns else get_synonym(self.deed)


def join_particle(verb: Token) -> str:
    """Return a verb's base form, with a particle that gives it another sense: "phase out"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    phrasal = following is not None and _turns_with_particle(f"{get_lemma(verb)}:{following.lower_}")
    return f"{get_lemma(verb)} {following.lower_}" if phrasal and following is not None else get_lemma(verb)


def _turns_with_particle(phrase: str) -> bool:
    return directions.of_particle(phrase) in (0, -1)


def is_undoing(word: str) -> bool:
    """Tell whether a deed undoes its thing."""
    by_itself = directions.is_reversal(word) or word in get_list("turning")
    return by_itself or _turns_with_particle(word.replace(" ", ":"))


def build_deed_claim(verb: Token, thing: Phrase, sign: int, holder: str) -> Claim:
    """Return the claim that a verb be done to, or by, a thing."""
    word = join_particle(verb)
    first, last = min(verb.i, thing.start), max(verb.i + word.count(" "), thing.end - 1)
    if not _has_object(verb, thing) and get_lemma(verb) in get_list("ceasing"):
        return Claim(thing, "end", True, sign, first, last, holder, verb)
    if word in get_list("light") | get_list("keeping") or directions.is_wanting(word):
        return Claim(thing, "", False, sign, first, last, holder)
    return Claim(thing, word, is_undoing(word), sign, first, last, holder, verb)


def _has_object(verb: Token, thing: Phrase) -> bool:
    return verb.i < thing.head.i or verb.tag_ == "VBN"


def build_action_claims(verb: Token, word: str, thing: Phrase, sign: int, holder: str) -> Iterator[Claim]:
    """Return the claims of a verb and its object; what is only approved is wanted itself."""
    plain = word in get_list("light") | get_list("keeping")
    for claim in build_thing_claims(thing, sign, holder):
        if claim.deed or plain:
            flipped = -1 if is_undoing(word) and claim.deed else 1
            yield replace(claim, sign=claim.sign * flipped)
        else:
            yield build_deed_claim(verb, thing, sign, holder)


def build_thing_claims(thing: Phrase, sign: int, holder: str) -> Iterator[Claim]:
    """Return the claim of a noun phrase: "the release of X" is a deed done to X, "a recount" a thing."""
    word, inner = _nominal(thing)
    if inner is not None:
        first, last = min(thing.start, inner.start), max(thing.end, inner.end) - 1
        yield Claim(inner, word, is_undoing(word), sign, first, last, holder, thing.head)
    elif thing.complement is not None and get_lemma(thing.head) in get_list("shells"):
        yield from build_thing_claims(thing.complement, sign, holder)
    else:
        yield Claim(thing, "", False, sign, thing.start, thing.end - 1, holder)


def _nominal(thing: Phrase) -> tuple[str, Phrase | None]:
    """Return the deed that a noun names and what it is done to, or no phrase."""
    deed = get_deed(thing.noun) or get_deed(thing.head.lower_)
    if deed is None:
        return "", None
    word = deed.replace("-", " ")
    named = [token for token in thing.before if token.tag_ in ("NN", "NNS") and is_word(token)]
    if named and (thing.complement is None or (thing.is_counted and is_undoing(word))):
        before = tuple(thing.before[: thing.before.index(named[-1])])
        return word, Phrase(named[-1], before, start=thing.start)
    if thing.complement is not None and thing.preposition in OBJECTIVE and thing.complement.stems():
        return word, thing.complement
    if thing.owner is not None and thing.owner.head.tag_ in ("NN", "NNS"):
        return word, thing.owner
    return "", None
