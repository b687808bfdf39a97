"""Find the words of a sentence that express a stance, and where the text begins that the stance is on."""

from collections.abc import Iterator
from dataclasses import dataclass

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
from analysis.language.tokens import Span, Token

# most tokens between "called" and its "for": "called on the new council for"
REACH = 7
DUTIES = {"should", "must", "ought"}
ACTING = ("he", "she", "we", "they", "i")


@dataclass(frozen=True)
class StanceCue:
    """A predicate that expresses a stance.

    Attributes:
        sign: 1 for support, -1 for rejection.
        place: index of the token at which the content of the stance begins, if it follows the predicate.
        holder: the noun that names the holder; "" for a pronoun or if there is none.
        is_request: True if someone else is asked to act: "urged the council to ...".
        allows_noun_phrase: False if a noun phrase can only be the addressee: "told a rally".
        noun: the noun that the stance is on, if it precedes the predicate.
        action: the verb that says what is to be done to the noun: "raised" in "the quota should be raised".
    """

    sign: int
    place: int
    holder: str = ""
    is_request: bool = False
    allows_noun_phrase: bool = True
    noun: Token | None = None
    action: Token | None = None


def find_stance_cues(sent: Span) -> Iterator[StanceCue]:
    """Yield the stance predicates of a sentence, in text order."""
    for token in sent:
        if is_verb(token):
            yield from _find_verb_cues(token, sent)
        elif token.tag_ in ("NN", "NNS"):
            yield from _find_noun_cues(token, sent)
        elif token.tag_.startswith("JJ"):
            yield from _find_adjective_cues(token, sent)


def _find_verb_cues(verb: Token, sent: Span) -> Iterator[StanceCue]:
    duty = find_auxiliaries(verb) & DUTIES
    if duty and verb.tag_ in ("VB", "VBN"):
        yield from _find_duty_cues(verb)
    if find_auxiliaries(verb) & get_words("mood", "announcing") and verb.tag_ == "VB":
        yield from _find_announcement_cues(verb)
    yield from _find_phrase_cues(verb, sent)
    sign = directions.classify_wish(get_lemma(verb))
    if not sign or _is_own_wish(verb, sent):
        return
    sign = -sign if is_negated(verb) else sign
    before = _find_preceding_noun(verb)
    if before is not None:
        yield StanceCue(sign, verb.i, _get_holder(verb), noun=before)
    else:
        base = get_lemma(verb)
        allows_noun_phrase = (
            directions.is_desire(base) or directions.is_rejection(base) or base in get_list("threatening")
        )
        is_request = base in get_list("control")
        yield StanceCue(
            sign, verb.i + 1, _get_holder(verb), is_request=is_request, allows_noun_phrase=allows_noun_phrase
        )


def _is_own_wish(verb: Token, sent: Span) -> bool:
    """Return whether a verb only says what its subject hopes to do, or expects."""
    following = sent.doc[verb.i + 1] if verb.i + 1 < sent.end else None
    own = following is not None and following.tag_ == "TO"
    return get_lemma(verb) == "expect" or (own and get_lemma(verb) in get_list("wishful"))


def _find_phrase_cues(verb: Token, sent: Span) -> Iterator[StanceCue]:
    """Yield the cues of "called (on the council) for", "spoke out against" and "ruled out"."""
    base, turn = get_lemma(verb), -1 if is_negated(verb) else 1
    for token in sent.doc[verb.i + 1 : min(verb.i + 1 + REACH, sent.end)]:
        phrase = f"{base}:{token.lower_}"
        sign = directions.classify_preposition(phrase) or directions.classify_particle(phrase)
        if sign:
            yield StanceCue(sign * turn, token.i + 1, _get_holder(verb))
            return
        if base in get_list("control") and _starts_infinitive(token, sent):
            yield StanceCue(turn, token.i, _get_holder(verb))
            return
        if token.is_punct or is_verb(token):
            return


def _find_duty_cues(verb: Token) -> Iterator[StanceCue]:
    """Yield the cues of "the quota should be raised", "refugees should return", "they must build homes"."""
    sign = -1 if is_negated(verb) else 1
    subject = find_child(verb, *SUBJECT)
    noun = find_child(verb, "obj")
    if noun is not None and noun.tag_ in ("NN", "NNS"):
        yield StanceCue(sign, verb.i, noun=noun, action=verb)
    elif subject is not None and subject.tag_ in ("NN", "NNS") and noun is None:
        passive = find_child(verb, "aux:pass") is not None
        if passive or get_lemma(verb) in get_list("ceasing") | {"return"}:
            yield StanceCue(sign, verb.i, noun=subject, action=verb)


def _find_announcement_cues(verb: Token) -> Iterator[StanceCue]:
    """Yield the cue of "Norland won't withdraw its troops": an unconditional announcement."""
    subject, noun = find_child(verb, *SUBJECT), find_child(verb, "obj")
    if (
        subject is None
        or noun is None
        or noun.tag_ not in ("NN", "NNS")
        or find_child(verb, "advcl") is not None
    ):
        return
    acts = (
        subject.tag_.startswith("NNP") or subject.lower_ in ACTING or get_lemma(subject) in get_list("bodies")
    )
    if acts and get_lemma(verb) not in get_list("light") and not directions.classify_wish(get_lemma(verb)):
        yield StanceCue(-1 if is_negated(verb) else 1, verb.i, _get_holder(verb), noun=noun, action=verb)


def _find_preceding_noun(verb: Token) -> Token | None:
    """Return the subject of a passive, or the noun before a relative clause: "a ban that X had proposed"."""
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


def _find_noun_cues(noun: Token, sent: Span) -> Iterator[StanceCue]:
    """Yield the cues of "calls to ...", "a demand for ..." and "opposition to ..."."""
    base = get_lemma(noun)
    opposes = directions.classify_noun(base) == -1
    wants = directions.classify_noun(base) == 1 or base in get_list("wishes")
    place = noun.i + 1
    if not (opposes or wants) or place >= sent.end:
        return
    following = sent.doc[place]
    if following.tag_ == "TO" and place + 1 < sent.end and sent.doc[place + 1].tag_ == "VB":
        yield StanceCue(-1 if opposes else 1, place)
    elif following.lower_ in ("for", "to", "of", "against", "that"):
        against = opposes or following.lower_ == "against"
        yield StanceCue(-1 if against else 1, place + 1)


def _find_adjective_cues(word: Token, sent: Span) -> Iterator[StanceCue]:
    """Yield the cues of "willing to abolish ...", "a study is necessary", "the ban would be a mistake"."""
    evaluation = directions.classify_evaluation(get_lemma(word))
    sign = directions.classify_readiness(get_lemma(word))
    if sign == -1 and evaluation == 1:
        sign = 0
    if sign and word.i + 1 < sent.end and sent.doc[word.i + 1].lower_ in ("to", "for"):
        infinitive = word.i + 2 < sent.end and sent.doc[word.i + 2].tag_ == "VB"
        place = word.i + (1 if infinitive else 2)
        yield StanceCue(-sign if is_negated(word) else sign, place, _get_holder(word))
    subject = find_child(word, "nsubj")
    if (
        evaluation
        and subject is not None
        and find_child(word, "cop") is not None
        and subject.tag_ in ("NN", "NNS")
    ):
        yield StanceCue(-evaluation if is_negated(word) else evaluation, word.i, noun=subject)


def _get_holder(predicate: Token) -> str:
    """Return the last word of the holder's name in lower case; "" for a pronoun or without a subject."""
    subject = find_subject(predicate)
    if subject is None or subject.tag_ in ("PRP", "WP", "WDT", "DT", "IN", "EX"):
        return ""
    names = [token for token in subject.subtree if token.i >= subject.i and token.tag_ in ("NNP", "NNPS")]
    last = subject
    for token in names:
        if token.i == last.i + 1:
            last = token
    return last.lemma_.lower()


def _starts_infinitive(token: Token, sent: Span) -> bool:
    return token.tag_ == "TO" and token.i + 1 < sent.end and sent.doc[token.i + 1].tag_ == "VB"
