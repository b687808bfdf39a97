"""Words that take a stance in a sentence, and where what they take it on is to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.lexicon import get_words
from analysis.coding.lexicon.propositions import get_list
from analysis.coding.stance_cues import directions
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_auxiliaries,
    find_child,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)

# how far behind "called" its "for" may stand: "called on the new council for"
REACH = 7
DUTIES = {"should", "must", "ought"}
ACTING = ("he", "she", "we", "they", "i")


@dataclass(frozen=True)
class StanceCue:
    """A predicate of stance.

    Attributes:
        sign: 1 for support, -1 for rejection.
        place: where what it is about begins, when that follows.
        holder: who takes it, as far as a word tells; "" for a pronoun.
        asks: True where somebody else is asked to act: "urged the council to ...".
        things: False where a noun phrase is only who is asked: "told a rally".
        goal: the noun it is about, when that comes before.
        verb: what is said of the goal, when that is a deed: "raised" in "the quota should be raised".
    """

    sign: int
    place: int
    holder: str = ""
    asks: bool = False
    things: bool = True
    goal: Token | None = None
    verb: Token | None = None


def find_stance_cues(sent: Span) -> Iterator[StanceCue]:
    """Yield the predicates of stance of a sentence, in order."""
    for token in sent:
        if is_verb(token):
            yield from _of_verb(token, sent)
        elif token.tag_ in ("NN", "NNS"):
            yield from _of_noun(token, sent)
        elif token.tag_.startswith("JJ"):
            yield from _of_adjective(token, sent)


def _of_verb(verb: Token, sent: Span) -> Iterator[StanceCue]:
    duty = find_auxiliaries(verb) & DUTIES
    if duty and verb.tag_ in ("VB", "VBN"):
        yield from _of_duty(verb)
    if find_auxiliaries(verb) & get_words("mood", "announcing") and verb.tag_ == "VB":
        yield from _of_announced(verb)
    yield from _of_governed(verb, sent)
    sign = directions.of_wish(get_lemma(verb))
    if not sign or _is_wishful(verb, sent):
        return
    sign = -sign if is_negated(verb) else sign
    before = _goal_before(verb)
    if before is not None:
        yield StanceCue(sign, verb.i, _holder(verb), goal=before)
    else:
        base = get_lemma(verb)
        things = (
            directions.is_wanting(base) or directions.is_rejection(base) or base in get_list("threatening")
        )
        yield StanceCue(sign, verb.i + 1, _holder(verb), asks=base in get_list("control"), things=things)


def _is_wishful(verb: Token, sent: Span) -> bool:
    """Tell whether a verb only says what its subject hopes to do, or foresees."""
    following = sent.doc[verb.i + 1] if verb.i + 1 < sent.end else None
    own = following is not None and following.tag_ == "TO"
    return get_lemma(verb) == "expect" or (own and get_lemma(verb) in get_list("wishful"))


def _of_governed(verb: Token, sent: Span) -> Iterator[StanceCue]:
    """Read "called (on the council) for", "spoke out against", "ruled out"."""
    base, turn = get_lemma(verb), -1 if is_negated(verb) else 1
    for token in sent.doc[verb.i + 1 : min(verb.i + 1 + REACH, sent.end)]:
        phrase = f"{base}:{token.lower_}"
        sign = directions.of_preposition(phrase) or directions.of_particle(phrase)
        if sign:
            yield StanceCue(sign * turn, token.i + 1, _holder(verb))
            return
        if base in get_list("control") and _opens_infinitive(token, sent):
            yield StanceCue(turn, token.i, _holder(verb))
            return
        if token.is_punct or is_verb(token):
            return


def _of_duty(verb: Token) -> Iterator[StanceCue]:
    """Read "the quota should be raised", "refugees should return", "the city must build homes"."""
    sign = -1 if is_negated(verb) else 1
    who = find_child(verb, *SUBJECT)
    goal = find_child(verb, "obj")
    if goal is not None and goal.tag_ in ("NN", "NNS"):
        yield StanceCue(sign, verb.i, goal=goal, verb=verb)
    elif who is not None and who.tag_ in ("NN", "NNS") and goal is None:
        passive = find_child(verb, "aux:pass") is not None
        if passive or get_lemma(verb) in get_list("ceasing") | {"return"}:
            yield StanceCue(sign, verb.i, goal=who, verb=verb)


def _of_announced(verb: Token) -> Iterator[StanceCue]:
    """Read "Norland won't withdraw its troops": somebody's own act, unless under a condition."""
    who, goal = find_child(verb, *SUBJECT), find_child(verb, "obj")
    if who is None or goal is None or goal.tag_ not in ("NN", "NNS") or find_child(verb, "advcl") is not None:
        return
    acts = who.tag_.startswith("NNP") or who.lower_ in ACTING or get_lemma(who) in get_list("bodies")
    if acts and get_lemma(verb) not in get_list("light") and not directions.of_wish(get_lemma(verb)):
        yield StanceCue(-1 if is_negated(verb) else 1, verb.i, _holder(verb), goal=goal, verb=verb)


def _goal_before(verb: Token) -> Token | None:
    """Return the noun of a passive or of a relative clause: "a ban that Lang had proposed"."""
    passive = find_child(verb, "nsubj:pass")
    if passive is not None and passive.tag_ in ("NN", "NNS"):
        return passive
    if (
        verb.dep_ == "acl:relcl"
        and verb.head.tag_ in ("NN", "NNS")
        and find_child(verb, *SUBJECT) is not None
    ):
        pronoun = find_child(verb, "obj")
        if pronoun is not None and pronoun.lower_ in ("which", "that"):
            return verb.head
    return None


def _of_noun(noun: Token, sent: Span) -> Iterator[StanceCue]:
    """Read "calls to ...", "a demand for ...", "opposition to ..."."""
    base = get_lemma(noun)
    opposes = directions.of_noun(base) == -1
    wants = directions.of_noun(base) == 1 or base in get_list("wishes")
    place = noun.i + 1
    if not (opposes or wants) or place >= sent.end:
        return
    following = sent.doc[place]
    if following.tag_ == "TO" and place + 1 < sent.end and sent.doc[place + 1].tag_ == "VB":
        yield StanceCue(-1 if opposes else 1, place)
    elif following.lower_ in ("for", "to", "of", "against", "that"):
        against = opposes or following.lower_ == "against"
        yield StanceCue(-1 if against else 1, place + 1)


def _of_adjective(word: Token, sent: Span) -> Iterator[StanceCue]:
    """Read "willing to abolish ...", "a traffic study is necessary", "the ban would be a mistake"."""
    verdict, sign = directions.of_verdict(get_lemma(word)), directions.of_readiness(get_lemma(word))
    if sign == -1 and verdict == 1:
        sign = 0
    if sign and word.i + 1 < sent.end and sent.doc[word.i + 1].lower_ in ("to", "for"):
        infinitive = word.i + 2 < sent.end and sent.doc[word.i + 2].tag_ == "VB"
        place = word.i + (1 if infinitive else 2)
        yield StanceCue(-sign if is_negated(word) else sign, place, _holder(word))
    who = find_child(word, "nsubj")
    if verdict and who is not None and find_child(word, "cop") is not None and who.tag_ in ("NN", "NNS"):
        yield StanceCue(-verdict if is_negated(word) else verdict, word.i, goal=who)


def _holder(predicate: Token) -> str:
    """Return the last word of who takes a stance, lower-case; "" for a pronoun or nobody."""
    who = find_subject(predicate)
    if who is None or who.tag_ in ("PRP", "WP", "WDT", "DT", "IN", "EX"):
        return ""
    names = [token for token in who.subtree if token.i >= who.i and token.tag_ in ("NNP", "NNPS")]
    last = who
    for token in names:
        if token.i == last.i + 1:
            last = token
    return last.lemma_.lower()


def _opens_infinitive(token: Token, sent: Span) -> bool:
    return token.tag_ == "TO" and token.i + 1 < sent.end and sent.doc[token.i + 1].tag_ == "VB"
