"""Render a claim as a proposition in the words of the text: "Y should waive immunity for Z"."""

from dataclasses import dataclass

from analysis.coding.codebooks.acts import find_doer, find_promiser
from analysis.coding.codebooks.outspoken import find_predicate
from analysis.coding.lexicon.propositions import form_participle, get_list, is_inward
from analysis.coding.stance_cues.actions import Claim
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import NOUNS, Phrase, normalise_case, read_phrase_of_noun
from analysis.language.tokens import Token

LONGEST = 16
# dependents that only say when, why or what else
OUTSIDE = ("advcl", "parataxis", "cc", "conj", "acl:relcl", "appos", "discourse", "vocative")
# a phrase does not end in these
LOOSE = ("IN", "TO", "DT", "CC", "RB", "PRP", "PRP$", "HYPH", "VBG", "POS", "WDT", "``")
# another clause begins with these
BREAKS = ("PRP", "WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "MD", "EX")
REASONS = ("such", "because", "while", "despite", "amid", "due")
MARKS = ("-", "'", "%", "$", "/", "’")


@dataclass(frozen=True)
class Rendering:
    """A proposition.

    Attributes:
        text: the proposition, without its full stop.
        has_doer: whether it says who should do it.
    """

    text: str
    has_doer: bool


def render_claim(claim: Claim) -> Rendering | None:
    """Return a claim with a verb as a proposition; None if the words of the text form none."""
    verb = find_predicate(claim)
    if verb is None:
        return None
    if verb.tag_ == "VBN" or claim.thing.head.i < verb.i:
        return _render_subject(claim, verb)
    base = get_lemma(verb)
    rest = _render_rest(verb, verb.i + 1, claim.thing.head.i)
    if not rest:
        return None
    doer = _render_party(find_doer(verb)) or (
        _render_party(find_promiser(verb)) if has_no_passive(claim) else ""
    )
    if doer:
        return Rendering(f"{doer} should {base} {rest}", True)
    if has_no_passive(claim):
        return None
    whole = _cut(claim.thing.head, claim.thing.start, claim.thing.head.i)
    thing = render_phrase(claim.thing)
    after = _render_rest(verb, whole[-1].i + 1, -1)
    between = verb.doc[verb.i + 1 : claim.thing.start]
    particle = " ".join(token.lower_ for token in between if token.dep_ == "compound:prt")
    words = f"{thing} should be {form_participle(base)} {particle} {after}"
    return Rendering(" ".join(words.split()), False)


def has_no_passive(claim: Claim) -> bool:
    """Return whether a proposition needs its doer: "leave the union", "withdraw from the treaty"."""
    return claim.action in get_list("done") or claim.action.split(" ")[0] in get_list("oblique")


def _render_subject(claim: Claim, verb: Token) -> Rendering | None:
    """Return "the mill should be listed" and "the refugees should return"."""
    rest = _render_rest(verb, verb.i + 1, -1)
    thing = render_phrase(
        claim.thing, before=min([verb.i, *(kid.i for kid in verb.children if kid.dep_ == "mark")])
    )
    if verb.tag_ == "VBN":
        return Rendering(f"{thing} should be {verb.lower_} {rest}".strip(), False)
    word = claim.action
    if is_inward(word):
        rest = "" if " " in word else rest
        return Rendering(f"{_render_party(claim.thing.head) or thing} should {word} {rest}".strip(), True)
    return None


def render_clause(predicate: Token, subject: Phrase) -> str:
    """Return a clause from its subject on as a sentence; "" if its words do not belong together."""
    words = _cut(predicate, subject.start, predicate.i)
    has_pronoun = any(token.tag_ in ("PRP", "PRP$") for token in words)
    return "" if has_pronoun or predicate not in words else _join(words)


def render_phrase(phrase: Phrase, *, bare: bool = False, before: int | None = None) -> str:
    """Return a phrase in the words of the text, with what specifies it; a possessive becomes "the".

    Args:
        phrase: the phrase.
        bare: whether to leave out its determiner.
        before: index of the word that it ends before, at the latest.
    """
    words = [
        token
        for token in _cut(phrase.head, phrase.start, phrase.head.i)
        if before is None or not phrase.head.i < before <= token.i
    ]
    if not words or words[0].tag_ not in ("PRP$", "DT"):
        return _join(words)
    opener = words[0].lower_
    if bare or opener in ("any", "no", "some"):
        return _join(words[1:])
    return f"the {_join(words[1:])}" if words[0].tag_ == "PRP$" else _join(words)


def _render_party(noun: Token | None) -> str:
    """Return the name of whoever should act; "" for a pronoun or "my colleagues"."""
    if noun is None or noun.tag_ not in NOUNS:
        return ""
    phrase = read_phrase_of_noun(noun)
    if phrase is None or phrase.opener in ("my", "our", "your", "no", "any", "this", "these", "that"):
        return ""
    words = noun.doc[phrase.start : phrase.own_end]
    name = next((entity for entity in noun.doc.ents if entity.start <= noun.i < entity.end), None)
    if name is not None and noun.tag_.startswith("NNP"):
        has_article = name.start > 0 and name[0].nbor(-1).lower_ == "the"
        return f"the {name.text}" if has_article else name.text
    if phrase.opener in ("his", "her", "its", "their"):
        return "the " + _join(list(words[1:]))
    return _join(list(words))


def _render_rest(verb: Token, start: int, needed: int) -> str:
    """Return what follows a verb and belongs to it; "" if a needed word is not among it."""
    words = _cut(verb, start, needed)
    if needed >= 0 and not any(token.i == needed for token in words):
        return ""
    return _join([token for token in words if token.tag_ != "RB"])


def _cut(top: Token, start: int, needed: int) -> list[Token]:
    """Return the words from a place on below a token, as far as they belong together."""
    found: list[Token] = []
    for token in top.doc[start : start + LONGEST]:
        if token.i > needed and (_is_outside(token, top) or not _continues(token)):
            break
        if token.text not in ('"', "“", "”", "‘"):
            found.append(token)
    while found and found[-1].i > needed and found[-1].tag_ in LOOSE:
        if found[-1].dep_ == "compound:prt":
            break
        found.pop()
    return found


def _continues(token: Token) -> bool:
    if token.tag_ == "VB" and token.nbor(-1).tag_ not in ("TO", "RB"):
        return False
    if token.is_punct or token.is_space:
        return token.text in MARKS
    is_marker = token.dep_ == "mark" and token.tag_ == "IN" and token.head.tag_ != "VBG"
    return not is_marker and token.tag_ not in BREAKS and token.lower_ not in REASONS


def _is_outside(token: Token, top: Token) -> bool:
    """Return whether a word is not below a token, or is in a part that only says when or what else."""
    while token != top:
        is_time = token.dep_.startswith("obl") and (
            token.ent_type_ in ("DATE", "TIME") or get_lemma(token) in get_list("times")
        )
        if token.dep_ in OUTSIDE or is_time or token.head == token:
            return True
        token = token.head
    return False


def _join(words: list[Token]) -> str:
    """Join words as in the text, a first word that is no name in lower case."""
    if not words:
        return ""
    text = "".join(
        (normalise_case(token) if place == 0 else token.text) + token.whitespace_
        for place, token in enumerate(words)
    )
    return " ".join(text.replace('"', "").split())
