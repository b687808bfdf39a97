"""Verbs that characterise: praise and blame, naming, misdeeds, how something went."""

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.coding.lexicon import words
from analysis.coding.syntax.clauses import case, child, direct_object, is_negated, is_verb, lemma, subject
from analysis.coding.tones.judgement import Judgement, bare, word
from analysis.coding.tones.polarity import negates, turned, verdict


def of_verb(verb: Token) -> Iterator[Judgement]:
    """Read "X praised Y", "Y was criticised by X", "X lashed out at Y", "X called Y a liar", "X lied"."""
    passive = child(verb, "aux:pass", "nsubj:pass") is not None
    holder = child(verb, "obl:agent") if passive else subject(verb)
    goal = child(verb, "nsubj:pass") if passive else _goal(verb)
    if lemma(verb) in words("cues", "naming") | {"refer"}:
        yield from _of_naming(verb, holder, goal)
    if lemma(verb) in words("tone", "misdeeds"):
        if holder is not None and not passive and not is_negated(verb):
            yield Judgement(None, bare(holder), word(verb), "negative")
    elif (holder is not None or passive) and not _is_unspoken(verb):
        yield from _spoken(verb, holder, goal)


def _goal(verb: Token) -> Token | None:
    """Return a verb's object, also a bare name that the parser took for something else."""
    name = next((kid for kid in verb.rights if kid.dep_ in ("iobj", "xcomp") and kid.is_title), None)
    return direct_object(verb) or (name if name is not None and not is_verb(name) else None)


def _spoken(verb: Token, holder: Token | None, goal: Token | None) -> Iterator[Judgement]:
    """Read praise or blame; where it is negated, only an attitude says the opposite."""
    said, negated = lemma(verb), is_negated(verb)
    if negated and said not in words("tone", "holding"):
        return
    polarity = "positive" if said in words("tone", "praising") else "negative"
    if goal is None:
        by_phrase = words("tone", "blaming_phrases")
        aimed = next((kid for kid in verb.rights if f"{said}:{case(kid)}" in by_phrase), None)
        if aimed is not None and holder is not None:
            yield Judgement(holder, bare(aimed), word(verb), "negative")
    elif said in words("tone", "praising") | words("tone", "blaming"):
        yield Judgement(holder, bare(goal), word(verb), turned(polarity, negated))


def _is_unspoken(verb: Token) -> bool:
    """Return whether praise or blame is only refused or wished for ("declined to criticise")."""
    return verb.dep_ in ("xcomp", "advcl", "ccomp") and lemma(verb.head) in words("tone", "unspoken")


def _of_naming(verb: Token, holder: Token | None, goal: Token | None) -> Iterator[Judgement]:
    """Read "called Y a liar", "described Y as useful", "referred to Y as a liar"."""
    if lemma(verb) == "refer":
        goal = goal or next((kid for kid in verb.rights if case(kid) == "to"), None)
    passive = child(verb, "nsubj:pass") is not None
    if goal is None or goal.lower_ in words("mood", "negative_pronouns") or (holder is None and not passive):
        return
    what = _named(verb, goal)
    found = verdict(what) if what is not None and what.i > goal.i else None
    if found is not None:
        yield Judgement(holder, bare(goal), found.words, turned(found.polarity, negates(verb)))


def _named(verb: Token, goal: Token) -> Token | None:
    """Return what somebody is called: "as a fool", "a fool", or an adjective behind the noun."""
    behind = [*verb.rights, *goal.rights]
    as_what = (kid for kid in behind if kid.dep_ in ("obl", "advcl", "nmod", "acl") and case(kid) == "as")
    adjective = next((kid for kid in goal.rights if kid.dep_ == "amod"), None)
    return next(as_what, None) or child(verb, "xcomp", "obl:unmarked") or adjective


def of_manner(verb: Token) -> Iterator[Judgement]:
    """Read "the talks went well" and "she has shown courage": whoever speaks judges the subject."""
    who = subject(verb)
    if who is None or child(verb, "aux:pass") is not None:
        return
    if lemma(verb) in words("tone", "going"):
        for kid in verb.rights:
            if kid.lower_ in words("tone", "well") | words("tone", "badly"):
                polarity = "positive" if kid.lower_ in words("tone", "well") else "negative"
                yield Judgement(None, bare(who), word(kid), turned(polarity, is_negated(verb)))
    elif lemma(verb) in words("tone", "showing"):
        shown = child(verb, "obj")
        feels = shown is not None and lemma(shown) in words("tone", "attitude")
        found = verdict(shown) if shown is not None and not feels else None
        if found is not None:
            yield Judgement(None, bare(who), found.words, turned(found.polarity, is_negated(verb)))
