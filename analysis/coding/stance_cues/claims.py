"""What people want or reject, read off their sentences: a deed and the thing it is to be done to."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from analysis.coding.lexicon.propositions import get_deed, get_list
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.deeds import (
    Claim,
    build_action_claims,
    build_deed_claim,
    build_thing_claims,
    join_particle,
)
from analysis.coding.stance_cues.predicates import StanceCue, find_stance_cues
from analysis.coding.syntax.clauses import find_auxiliaries, get_lemma
from analysis.coding.syntax.noun_phrases import (
    Phrase,
    is_word,
    read_phrase,
    read_phrase_of_noun,
    read_whole_phrase,
)

ADVERBS = ("RB", "RBR", "RP", "``", "''", ":")
# how many verbs may hang on one another: "refused to stop hiring"
DEEPEST = 3
WISHED = ("be", "should", "must", "ought", "shall")
# what may stand between a thing and "and": "an increase of nine percent and ..."
BETWEEN, FEW = ("IN", "CD", "NN", "NNS", "JJ", "DT"), 4


def find_claims(sent: Span) -> list[Claim]:
    """Return the claims of a sentence: one for each thing and holder, as its first predicate puts it."""
    found: dict[tuple[int, str], Claim] = {}
    first: dict[int, Claim] = {}
    for stand in find_stance_cues(sent):
        for claim in _claims(sent, stand):
            place = claim.thing.head.i
            if _is_proposition(claim) and not any(_is_part(place, other) for other in first.values()):
                earlier = first.setdefault(place, claim)
                again = replace(earlier, holder=claim.holder, sign=claim.sign)
                found.setdefault((place, claim.holder), again if earlier is not claim else claim)
    return list(found.values())


def _is_part(place: int, other: Claim) -> bool:
    """Tell whether a word only says which thing another claim means: "a boycott of their goods"."""
    return place != other.thing.head.i and other.thing.start <= place < other.thing.end


def _claims(sent: Span, stand: StanceCue) -> Iterator[Claim]:
    if stand.goal is not None:
        phrase = read_phrase_of_noun(stand.goal) if stand.verb is not None else read_whole_phrase(stand.goal)
        if phrase is not None and stand.verb is not None:
            yield build_deed_claim(stand.verb, phrase, stand.sign, stand.holder)
        elif phrase is not None:
            yield from build_thing_claims(phrase, stand.sign, stand.holder)
        return
    yield from Reader(sent, stand).claims(stand.place, stand.sign)


class Reader:
    """Reads on from a predicate of stance: an infinitive, a gerund, a clause or a noun phrase."""

    def __init__(self, sent: Span, stand: StanceCue) -> None:
        self.doc: Doc = sent.doc
        self.end = sent.end
        self.stand = stand

    def claims(self, place: int, sign: int, deep: int = 0) -> Iterator[Claim]:
        """Yield what is claimed from a place on; what is joined by "and" too."""
        place = self._skip(place)
        if place >= self.end or deep > DEEPEST:
            return
        token = self.doc[place]
        if token.tag_ == "TO" and place + 1 < self.end and self.doc[place + 1].tag_ in ("VB", "RB"):
            yield from self._act(self._skip(place + 1), sign, deep)
        elif token.tag_ in ("VBG", "VB") and not self._opens_phrase(place):
            yield from self._act(place, sign, deep)
        else:
            yield from self._phrase(place, sign, deep)

    def _opens_phrase(self, place: int) -> bool:
        """Tell whether a gerund is a noun or an adjective: "closing of the schools", "binding standards"."""
        token = self.doc[place]
        described = token.tag_ == "VBG" and token.dep_ == "amod" and token.head.i > place
        return described or (place + 1 < self.end and self.doc[place + 1].lower_ == "of")

    def _skip(self, place: int) -> int:
        """Pass adverbs, "that", and "on Tuesday"."""
        while place < self.end:
            token = self.doc[place]
            if token.tag_ in ADVERBS or token.lower_ in ("that", "both", "either", "first"):
                place += 1
            elif token.lower_ in ("on", "in", "by") and self._is_time(place + 1):
                place += 2
            else:
                break
        return place

    def _is_time(self, place: int) -> bool:
        return place < self.end and (
            get_lemma(self.doc[place]) in get_list("times") or self.doc[place].tag_ == "CD"
        )

    def _act(self, place: int, sign: int, deep: int) -> Iterator[Claim]:
        """Read a verb and its object: "reopen the mine", "stop hiring nurses"."""
        verb = self.doc[place] if place < self.end else None
        if verb is None or not verb.tag_.startswith("VB"):
            return
        word, after = join_particle(verb), self._skip(place + 1)
        inner = self._passes_on(verb, word, after)
        if inner:
            yield from self.claims(self._into(verb, after), sign * inner, deep + 1)
            return
        thing = _object(read_phrase(self.doc, after, self.end))
        if thing is not None and not (verb.tag_ == "VBG" and self._is_clause(thing.end)):
            yield from build_action_claims(verb, word, thing, sign, self.stand.holder)
            yield from self._joined(thing, sign, deep)

    def _passes_on(self, verb: Token, word: str, after: int) -> int:
        """Return 1 or -1 where a verb only takes a stance on what is behind it, 0 where it is the deed."""
        base = get_lemma(verb)
        if word != base:
            return 0
        gerund = after < self.end and self.doc[after].tag_ in ("VBG", "TO") and not self._opens_phrase(after)
        if gerund and directions.is_reversal(base):
            return -1
        if directions.is_rejection(base) and not directions.is_reversal(base):
            return -1
        wants = directions.is_wanting(base) or base in get_list("control")
        if wants and base not in get_list("light") and base not in ("pass",):
            return 1
        return 1 if gerund else 0

    def _into(self, verb: Token, after: int) -> int:
        """Step over the preposition that a verb of stance governs."""
        if after < self.end and self.doc[after].lower_ in ("for", "on", "against", "to", "with"):
            is_infinitive = self.doc[after].tag_ == "TO" and self.doc[after + 1 : after + 2].text
            if not is_infinitive or not self.doc[after + 1].tag_.startswith("VB"):
                return after + 1
        return after

    def _phrase(self, place: int, sign: int, deep: int) -> Iterator[Claim]:
        """Read a noun phrase: the thing itself, the subject of a clause, or who is asked to act."""
        thing = read_phrase(self.doc, place, self.end)
        behind = self._behind(place, thing)
        if behind is None:
            return
        following = self.doc[behind] if behind < self.end else None
        if following is not None and following.tag_ == "TO" and self.stand.asks:
            yield from self.claims(behind, sign, deep + 1)
        elif following is not None and following.lower_ in ("from", "into") and self.stand.asks:
            yield from self.claims(behind + 1, sign, deep + 1)
        elif following is not None and (following.tag_ == "VB" or following.lower_ in WISHED):
            yield from self._clause(thing, behind, sign, deep)
        elif thing is not None and self.stand.things and not self._is_clause(behind):
            yield from build_thing_claims(thing, sign, self.stand.holder)
            yield from self._joined(thing, sign, deep)

    def _behind(self, place: int, thing: Phrase | None) -> int | None:
        """Return the place behind a phrase, which may be a pronoun ("urged her to ...")."""
        if thing is not None:
            return self._skip_more(thing.end)
        is_pronoun = place < self.end and self.doc[place].tag_ == "PRP"
        return place + 1 if is_pronoun else None

    def _skip_more(self, place: int) -> int:
        after = self._skip(place)
        return after if after < self.end and self.doc[after].tag_ in ("TO", "MD", "VB") else place

    def _is_clause(self, place: int) -> bool:
        """Tell whether a finite verb follows: the phrase is then what somebody only tells about."""
        return place < self.end and self.doc[place].tag_ in ("VBZ", "VBP", "VBD", "MD")

    def _clause(self, thing: Phrase | None, place: int, sign: int, deep: int) -> Iterator[Claim]:
        """Read "X be protected", "X should return", "X open its market"."""
        verb = next((token for token in self.doc[place : place + 5] if _is_main(token)), None)
        if verb is None or verb.i >= self.end:
            return
        if verb.tag_ == "VBN" and thing is not None:
            yield build_deed_claim(verb, thing, sign, self.stand.holder)
            return
        acted = list(self._act(verb.i, sign, deep + 1))
        if acted:
            yield from acted
        elif thing is not None and is_free(verb):
            yield build_deed_claim(verb, thing, sign, self.stand.holder)

    def _joined(self, thing: Phrase, sign: int, deep: int) -> Iterator[Claim]:
        """Read on behind "and": "the release of ... and the lifting of ..."."""
        place = thing.end
        while place < min(self.end, thing.end + FEW) and self.doc[place].tag_ in (*BETWEEN, ","):
            place += 1
        if place + 1 >= self.end or self.doc[place].lower_ not in ("and", "or"):
            return
        following = self.doc[place + 1]
        if following.tag_ in ("DT", "PRP$", "TO", "VBG") or get_deed(get_lemma(following)):
            yield from self.claims(place + 1, sign, deep + 1)


def _object(thing: Phrase | None) -> Phrase | None:
    """Return a verb's object without what hangs on the verb: "move the headquarters (to Norwell)"."""
    if thing is None or thing.preposition not in ("to", "with", "in", "over"):
        return thing
    return replace(thing, preposition="", complement=None)


def _is_main(token: Token) -> bool:
    return token.tag_ in ("VB", "VBN") and token.lower_ not in ("be", "been", "have")


def is_free(verb: Token) -> bool:
    """Tell whether a verb says by itself what its subject should do: "return", "go", "resign"."""
    return get_lemma(verb) in get_list("ceasing") or get_lemma(verb) not in get_list("empty") - {
        "return",
        "stay",
    }


def _is_proposition(claim: Claim) -> bool:
    """Tell whether a claim says something that one can be for or against."""
    head = claim.thing.head
    if not is_word(head) or head.lower_ in ("who", "which") or get_lemma(head) in get_list("trivial"):
        return False
    if get_lemma(head) in get_list("shells") and len(claim.thing.stems()) < 2:
        return False
    named = head.tag_.startswith("NNP") or get_lemma(head) in get_list("bodies")
    if named or head.ent_type_ in ("PERSON", "ORG", "LOC", "NORP"):
        return bool(claim.deed) and claim.deed not in get_list("hollow") and not named
    return claim.deed not in get_list("hollow") and not find_auxiliaries(head)
