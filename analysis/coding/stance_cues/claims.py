"""Find claims in sentences: an action that a holder wants or rejects, and the thing it is to be done to."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.coding.lexicon.propositions import get_action, get_list
from analysis.coding.stance_cues import directions
from analysis.coding.stance_cues.actions import (
    Claim,
    build_action_claim,
    build_phrase_claims,
    build_verb_claims,
    join_particle,
)
from analysis.coding.stance_cues.predicates import StanceCue, find_stance_cues
from analysis.coding.syntax.clauses import find_auxiliaries, get_lemma
from analysis.coding.syntax.noun_phrases import (
    NOUNS,
    Phrase,
    is_state_of,
    is_word,
    read_phrase,
    read_phrase_of_noun,
    read_whole_phrase,
)
from analysis.language.tokens import Doc, Span, Token

ADVERBS = ("RB", "RBR", "RP", "``", "''", ":")
# deepest chain of verbs: "refused to stop hiring"
MAX_DEPTH = 3
WISHED = ("be", "should", "must", "ought", "shall")
# tags of words that may occur between a thing and "and": "an increase of nine percent and ..."
BETWEEN, MAX_GAP = ("IN", "CD", "NN", "NNS", "JJ", "DT"), 4


def find_claims(sent: Span) -> list[Claim]:
    """Return the claims of a sentence: one per thing and holder, in the wording of the first predicate."""
    found: dict[tuple[int, str], Claim] = {}
    first: dict[int, Claim] = {}
    for cue in find_stance_cues(sent):
        for claim in _read_claims(sent, cue):
            place = claim.thing.head.i
            if _is_proposition(claim) and not any(_is_modifier(place, other) for other in first.values()):
                earlier = first.setdefault(place, claim)
                again = replace(earlier, holder=claim.holder, sign=claim.sign)
                found.setdefault((place, claim.holder), again if earlier is not claim else claim)
    return list(found.values())


def _is_modifier(place: int, other: Claim) -> bool:
    """Return whether a word only modifies the thing of another claim: "a boycott of their goods"."""
    return place != other.thing.head.i and other.thing.start <= place < other.thing.end


def _read_claims(sent: Span, cue: StanceCue) -> Iterator[Claim]:
    if cue.noun is not None:
        phrase = read_phrase_of_noun(cue.noun) if cue.action is not None else read_whole_phrase(cue.noun)
        if phrase is not None and cue.action is not None:
            yield build_action_claim(cue.action, phrase, cue.sign, cue.holder)
        elif phrase is not None:
            yield from build_phrase_claims(phrase, cue.sign, cue.holder)
        return
    yield from ContentReader(sent, cue).read_claims(cue.place, cue.sign)


class ContentReader:
    """Reads the content of a stance predicate: an infinitive, a gerund, a clause or a noun phrase."""

    def __init__(self, sent: Span, cue: StanceCue) -> None:
        self.doc: Doc = sent.doc
        self.end = sent.end
        self.cue = cue

    def read_claims(self, place: int, sign: int, depth: int = 0) -> Iterator[Claim]:
        """Yield the claims that begin at a place, including those coordinated with "and"."""
        place = self._skip(place)
        if place >= self.end or depth > MAX_DEPTH:
            return
        token = self.doc[place]
        if token.tag_ == "TO" and place + 1 < self.end and self.doc[place + 1].tag_ in ("VB", "RB"):
            yield from self._read_action(self._skip(place + 1), sign, depth)
        elif token.tag_ in ("VBG", "VB") and not self._is_nominal(place):
            yield from self._read_action(place, sign, depth)
        else:
            yield from self._read_noun_phrase(place, sign, depth)

    def _is_nominal(self, place: int) -> bool:
        """Return whether a gerund is a noun or adjective: "closing of the schools", "binding standards"."""
        token = self.doc[place]
        described = token.tag_ == "VBG" and token.dep_ == "amod" and token.head.i > place
        return described or (place + 1 < self.end and self.doc[place + 1].lower_ == "of")

    def _skip(self, place: int) -> int:
        """Return the place after any adverbs, "that" and "on Tuesday"."""
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

    def _read_action(self, place: int, sign: int, depth: int) -> Iterator[Claim]:
        """Yield the claims of a verb and its object: "reopen the mine", "stop hiring nurses"."""
        verb = self.doc[place] if place < self.end else None
        if verb is None or not verb.tag_.startswith("VB"):
            return
        word, after = join_particle(verb), self._skip(place + 1)
        inner = self._get_inner_sign(verb, word, after)
        if inner:
            yield from self.read_claims(self._skip_preposition(verb, after), sign * inner, depth + 1)
            return
        thing = _strip_adjunct(read_phrase(self.doc, after, self.end))
        if thing is not None and not (verb.tag_ == "VBG" and self._is_finite_verb(thing.end)):
            yield from build_verb_claims(verb, word, thing, sign, self.cue.holder)
            yield from self._read_coordinated(thing, sign, depth)

    def _get_inner_sign(self, verb: Token, word: str, after: int) -> int:
        """Return 1 or -1 if a verb only expresses a stance on what follows, 0 if it is the action itself."""
        base = get_lemma(verb)
        if word != base:
            return 0
        gerund = after < self.end and self.doc[after].tag_ in ("VBG", "TO") and not self._is_nominal(after)
        if gerund and directions.is_reversal(base):
            return -1
        if directions.is_rejection(base) and not directions.is_reversal(base):
            return -1
        wants = directions.is_desire(base) or base in get_list("control")
        if wants and base not in get_list("light") and base not in ("pass",):
            return 1
        return 1 if gerund else 0

    def _skip_preposition(self, verb: Token, after: int) -> int:
        """Return the place after the preposition that a stance verb governs."""
        if after < self.end and self.doc[after].lower_ in ("for", "on", "against", "to", "with"):
            is_infinitive = self.doc[after].tag_ == "TO" and self.doc[after + 1 : after + 2].text
            if not is_infinitive or not self.doc[after + 1].tag_.startswith("VB"):
                return after + 1
        return after

    def _read_noun_phrase(self, place: int, sign: int, depth: int) -> Iterator[Claim]:
        """Yield the claims of a noun phrase: a thing, a clause's subject or the addressee of a request."""
        thing = read_phrase(self.doc, place, self.end)
        end = self._find_end(place, thing)
        if end is None:
            return
        following = self.doc[end] if end < self.end else None
        if following is not None and following.tag_ == "TO" and self.cue.is_request:
            yield from self.read_claims(end, sign, depth + 1)
        elif following is not None and following.lower_ in ("from", "into") and self.cue.is_request:
            yield from self.read_claims(end + 1, sign, depth + 1)
        elif following is not None and (following.tag_ == "VB" or following.lower_ in WISHED):
            yield from self._read_clause(thing, end, sign, depth)
        elif thing is not None and self.cue.allows_noun_phrase and not self._is_finite_verb(end):
            yield from build_phrase_claims(thing, sign, self.cue.holder)
            yield from self._read_coordinated(thing, sign, depth)

    def _find_end(self, place: int, thing: Phrase | None) -> int | None:
        """Return the place after a phrase, which may be a pronoun ("urged her to ...")."""
        if thing is not None:
            return self._skip_before_verb(thing.end)
        is_pronoun = place < self.end and self.doc[place].tag_ == "PRP"
        return place + 1 if is_pronoun else None

    def _skip_before_verb(self, place: int) -> int:
        after = self._skip(place)
        return after if after < self.end and self.doc[after].tag_ in ("TO", "MD", "VB") else place

    def _is_finite_verb(self, place: int) -> bool:
        """Return whether there is a finite verb: the phrase before it is then the subject of a report."""
        return place < self.end and self.doc[place].tag_ in ("VBZ", "VBP", "VBD", "MD")

    def _read_clause(self, thing: Phrase | None, place: int, sign: int, depth: int) -> Iterator[Claim]:
        """Yield the claims of "X be protected", "X should return", "X open its market"."""
        verb = next((token for token in self.doc[place : place + 5] if _is_main_verb(token)), None)
        if verb is None or verb.i >= self.end:
            return
        if verb.tag_ == "VBN" and thing is not None:
            yield build_action_claim(verb, thing, sign, self.cue.holder)
            return
        acted = list(self._read_action(verb.i, sign, depth + 1))
        if acted:
            yield from acted
        elif thing is not None and _describes_subject(verb):
            yield build_action_claim(verb, thing, sign, self.cue.holder)

    def _read_coordinated(self, thing: Phrase, sign: int, depth: int) -> Iterator[Claim]:
        """Yield the claims after "and": "the release of ... and the lifting of ..."."""
        place = thing.end
        while place < min(self.end, thing.end + MAX_GAP) and self.doc[place].tag_ in (*BETWEEN, ","):
            place += 1
        if place + 1 >= self.end or self.doc[place].lower_ not in ("and", "or"):
            return
        following = self.doc[place + 1]
        if following.tag_ in ("DT", "PRP$", "TO", "VBG") or get_action(get_lemma(following)):
            yield from self.read_claims(place + 1, sign, depth + 1)


def _strip_adjunct(thing: Phrase | None) -> Phrase | None:
    """Return a verb's object without a complement of the verb: "move the headquarters (to Norwell)"."""
    if thing is None or thing.preposition not in ("to", "with", "in", "over"):
        return thing
    return replace(thing, preposition="", complement=None)


def _is_main_verb(token: Token) -> bool:
    return token.tag_ in ("VB", "VBN") and token.lower_ not in ("be", "been", "have")


def _describes_subject(verb: Token) -> bool:
    """Return whether a verb without an object says what its subject should do: "return", "go", "resign"."""
    return get_lemma(verb) in get_list("ceasing") or get_lemma(verb) not in get_list("empty") - {
        "return",
        "stay",
    }


def _is_proposition(claim: Claim) -> bool:
    """Return whether a claim is a proposition that a holder can support or oppose."""
    head = claim.thing.head
    if not is_word(head) or head.lower_ in ("who", "which") or _is_trivial(claim.thing):
        return False
    if get_lemma(head) in get_list("shells") and len(claim.thing.stems()) < 2:
        return False
    is_body = get_lemma(head) in get_list("bodies") and not is_state_of(claim.thing)
    named = head.tag_.startswith("NNP") or is_body
    if named or head.ent_type_ in ("PERSON", "ORG", "LOC", "NORP"):
        return bool(claim.action) and claim.action not in get_list("hollow") and not named
    return claim.action not in get_list("hollow") and not find_auxiliaries(head)


def _is_trivial(thing: Phrase) -> bool:
    """Return whether a thing is no proposition: "the outcome", but not "the election outcome"."""
    return get_lemma(thing.head) in get_list("trivial") and not any(
        token.tag_ in NOUNS for token in thing.before
    )
