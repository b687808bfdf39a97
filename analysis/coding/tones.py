"""Tone: how an actor characterises something ("excellent"), kept apart from stance."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span, Token

from analysis.coding.clauses import (
    SUBJECT,
    child,
    direct_object,
    has_child,
    is_negated,
    is_verb,
    lemma,
    subject,
)
from analysis.coding.events.plover.classes import classes
from analysis.coding.extents import ASIDES, phrase
from analysis.coding.lexicon import words
from analysis.coding.mentions import Cast
from analysis.language.parsing import Article, Paragraph

# a tone towards what is named, and towards what a pronoun points back to
CONFIDENCE, INFERRED = 0.7, 0.6


@dataclass(frozen=True)
class _Tone:
    """Who characterises what, in which words, and which way they go."""

    holder: Token
    target: Span
    expression: Span
    polarity: str


def find_tones(article: Article, cast: Cast) -> list[dict[str, Any]]:
    """Return the rows of the tones table for one article, without identifiers and texts."""
    rows: list[dict[str, Any]] = []
    topic = ""
    for paragraph in article.paragraphs:
        for token in paragraph.doc:
            for tone in _tones(token):
                rows += _rows(paragraph, tone, cast, topic)
            topic = _topic(token) or topic
    return rows


def _rows(paragraph: Paragraph, tone: _Tone, cast: Cast, topic: str) -> Iterator[dict[str, Any]]:
    """Yield a row for each holder; "it" means what the article spoke of last."""
    points_back = tone.target.root.lower_ in words("pronouns", "plural") | words("pronouns", "pointing")
    start, end = paragraph.span(tone.expression)
    mentions = cast.all_of(paragraph, tone.holder)
    for actor in dict.fromkeys(mention.actor for mention in mentions if mention.actor):
        yield {
            "actor": actor,
            "target": (topic if points_back else "") or paragraph.words(tone.target),
            "start": start,
            "end": end,
            "polarity": tone.polarity,
            "confidence": INFERRED if points_back else CONFIDENCE,
        }


def _tones(token: Token) -> Iterator[_Tone]:
    """Yield the characterisations that a word heads."""
    if is_verb(token):
        yield from _of_verb(token)
    elif lemma(token) in words("tone", "attitude"):
        yield from _of_attitude(token)
    elif lemma(token) in words("cues", "account") and token.dep_ in SUBJECT:
        yield from _of_account(token)


def _of_attitude(noun: Token) -> Iterator[_Tone]:
    """Read "X expressed concern about Y"."""
    verb, about, polarity = _expresses(noun), child(noun, "nmod", "acl"), _polarity(noun)
    holder = subject(verb) if verb is not None else None
    if holder is not None and about is not None and polarity:
        yield _Tone(holder, _bare(about), noun.doc[noun.i : noun.i + 1], polarity)


def _of_account(noun: Token) -> Iterator[_Tone]:
    """Read "X's take on Y was upbeat"."""
    owner, about, verdict = child(noun, "nmod:poss"), child(noun, "nmod"), noun.head
    polarity = _polarity(verdict)
    if owner is not None and polarity and child(verdict, "cop") is not None:
        target = _bare(about) if about is not None else noun.doc[noun.i : noun.i + 1]
        yield _Tone(owner, target, verdict.doc[verdict.i : verdict.i + 1], polarity)


def _expresses(noun: Token) -> Token | None:
    """Return the verb that has an attitude as its object ("express concerns")."""
    before = noun.nbor(-1) if noun.i else noun
    return next((verb for verb in (noun.head, before) if is_verb(verb) and direct_object(verb) == noun), None)


def _of_verb(verb: Token) -> Iterator[_Tone]:
    goal, holder = direct_object(verb), subject(verb)
    if holder is None or goal is None or child(verb, "aux:pass") is not None:
        return
    said = lemma(verb)
    if said in words("cues", "naming"):
        as_what = (kid for kid in verb.children if kid.dep_ == "obl" and has_child(kid, "case", "as"))
        verdict = child(verb, "xcomp") or next(as_what, None)
        judged = next(filter(_polarity, _words(verdict)), None) if verdict is not None else None
        polarity = _polarity(judged) if judged is not None else None
        if verdict is not None and judged is not None and polarity and verdict.i > goal.i:
            expression = _expression(verdict, judged)
            yield _Tone(holder, _bare(goal), expression, _turned(polarity, is_negated(verb)))
    elif said in words("tone", "praising") | words("tone", "blaming"):
        polarity = "positive" if said in words("tone", "praising") else "negative"
        expression = verb.doc[verb.i : verb.i + 1]
        yield _Tone(holder, _bare(goal), expression, _turned(polarity, is_negated(verb)))


def _words(verdict: Token) -> list[Token]:
    return [verdict, *(kid for kid in verdict.children if kid.dep_ in ("amod", "conj", "advmod", "compound"))]


def _expression(verdict: Token, judged: Token) -> Span:
    """Return the judging words: an adjective with those coordinated with it, not the noun it describes."""
    head = judged if judged.dep_ == "amod" else verdict
    return phrase(head, without=(ASIDES - {"conj", "cc"}) | {"det", "case", "mark", "cop", "nmod", "obl"})


def _polarity(token: Token) -> str | None:
    """Return the polarity of an evaluating word, turned around by a negation before it."""
    for polarity in ("positive", "negative", "neutral"):
        if words("tone", polarity) & {lemma(token), token.lower_}:
            return _turned(polarity, is_negated(token))
    return None


def _turned(polarity: str, negated: bool) -> str:
    return {"positive": "negative", "negative": "positive"}.get(polarity, polarity) if negated else polarity


def _bare(head: Token) -> Span:
    """Return a target without its preposition and without what is said about it."""
    return phrase(head, without=ASIDES | {"case", "appos", "mark"})


def _topic(token: Token) -> str | None:
    """Return the words of an event noun that a later "it" may mean."""
    is_noun = token.tag_ in ("NN", "NNS") and token.dep_ != "xcomp"
    if not is_noun or "nouns.consult" not in classes(token):
        return None
    compound = child(token, "compound")
    return f"{compound.text} {token.text}" if compound is not None else token.text
