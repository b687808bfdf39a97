"""Nouns and adjectives that characterise: attitudes, feelings, verdicts, attributes."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from analysis.coding.lexicon import words
from analysis.coding.lexicon.plover import classes
from analysis.coding.syntax.clauses import (
    SUBJECT,
    case,
    child,
    direct_object,
    has_child,
    is_negated,
    is_verb,
    lemma,
    subject,
)
from analysis.coding.syntax.extents import ASIDES, phrase
from analysis.coding.tones.judgement import Judgement, bare, word
from analysis.coding.tones.polarity import negates, turned, verdict
from analysis.coding.tones.polarity import of_attribute as verdict_before

# what an attitude is about, where the parser hangs it on the verb: "voiced concern last week about the plan"
ABOUT = ("about", "over", "at", "with", "for", "on", "to")
# what stands beside a feeling without being part of it
AROUND = ASIDES | {*SUBJECT, "obl", "obl:agent", "cop", "aux", "aux:pass", "ccomp", "advcl", "xcomp"}


def of_attitude(noun: Token) -> Iterator[Judgement]:
    """Read "X expressed concern about Y", "X has no confidence in Y", "X's criticism of Y"."""
    verb = _expresses(noun)
    holder = child(noun, "nmod:poss") or (subject(verb) if verb is not None else None)
    about = _about(noun, verb)
    if holder is None or about is None:
        return
    negated = has_child(noun, "det", "no", "little") or (verb is not None and is_negated(verb))
    if not negated or lemma(noun) in ("confidence", "hope"):
        polarity = "positive" if lemma(noun) in words("tone", "liking") else "negative"
        yield Judgement(holder, bare(about), word(noun), turned(polarity, negated))


def _about(noun: Token, verb: Token | None) -> Token | None:
    """Return what an attitude is about, beside the noun or behind it under its verb."""
    own = (kid for kid in noun.rights if kid.dep_ in ("nmod", "acl"))
    found = next((kid for kid in own if case(kid) in words("tone", "towards") | {"on"}), None)
    if found is not None or verb is None:
        return found
    behind = (kid for kid in verb.rights if kid.i > noun.i and kid.dep_ == "obl")
    return next((kid for kid in behind if case(kid) in ABOUT), None)


def _expresses(noun: Token) -> Token | None:
    """Return the verb that has an attitude as its object ("express concerns")."""
    before = noun.nbor(-1) if noun.i else noun
    found = (verb for verb in (noun.head, before) if is_verb(verb) and direct_object(verb) == noun)
    return next((verb for verb in found if lemma(verb) in words("tone", "voicing") or verb == before), None)


def of_predicate(head: Token) -> Iterator[Judgement]:
    """Read "X is concerned about Y" and "Y was a betrayal"; "X's view of Y was upbeat" is X's."""
    who = next((kid for kid in reversed([*head.lefts]) if kid.dep_ in SUBJECT), None) or subject(head)
    owner = child(who, "nmod:poss") if who is not None and lemma(who) in words("cues", "account") else None
    if who is not None and owner is None and _feels(head):
        yield from _of_feeling(head, who)
        return
    found = verdict(head)
    if found is None:
        return
    if who is not None and owner is not None:
        about = child(who, "nmod")
        yield Judgement(owner, bare(about) if about is not None else word(who), found.words, found.polarity)
    elif (what := _judged(head, who or _interrupted(head))) is not None:
        yield Judgement(None, what, found.words, found.polarity)


def _feels(head: Token) -> bool:
    """Return whether an adjective says what its subject feels; "critical to the talks" does not."""
    needed = head.lower_ == "critical" and not any(case(kid) == "of" for kid in head.rights)
    return head.lower_ in words("tone", "feeling") and not needed


def _of_feeling(head: Token, who: Token) -> Iterator[Judgement]:
    about = next((kid for kid in head.rights if _is_about(kid)), None)
    if about is not None and child(head, "cop", "aux:pass") is not None:
        sign = "positive" if head.lower_ in words("tone", "positive") else "negative"
        yield Judgement(who, bare(about), phrase(head, AROUND), turned(sign, is_negated(head)))


def _is_about(kid: Token) -> bool:
    clause = kid.dep_ in ("ccomp", "advcl", "acl") and has_child(kid, "mark", "that")
    return clause or (kid.dep_ in ("obl", "obl:agent", "nmod") and case(kid) in words("tone", "towards"))


def of_link(verb: Token, what: Token) -> Iterator[Judgement]:
    """Read "the talks proved useful"."""
    who, found = child(verb, *SUBJECT), verdict(what) if not is_verb(what) else None
    if who is not None and found is not None and what.lower_ not in words("tone", "feeling"):
        yield Judgement(None, bare(who), found.words, turned(found.polarity, negates(verb)))


def _judged(head: Token, who: Token | None) -> Span | None:
    """Return what a predicate judges: its subject, or the clause that "it" announces."""
    if child(head, "nsubj:outer") is not None or _is_told(head, who):
        return None
    if who is None or who.lower_ == "it":
        clause = child(head, "csubj", "ccomp", "advcl", "xcomp")
        if clause is not None and clause.i > head.i and case(clause) in ("that", "to", "for"):
            return phrase(clause, {"mark", "punct"})
    return bare(who) if who is not None and who.dep_ != "expl" and who.lower_ != "there" else None


def _interrupted(head: Token) -> Token | None:
    """Return the subject before an inserted "X said": "The talks, X said, were useful"."""
    above = head.head
    first = child(above, "obl:unmarked") if head.dep_ == "ccomp" else None
    return first if first is not None and first.i < above.i < head.i else None


def _is_told(head: Token, who: Token | None) -> bool:
    """Return whether a clause stands between subject and verdict: "her impression is that X was useful"."""
    marks = [kid for kid in head.children if kid.dep_ == "mark" and kid.lower_ == "that"]
    return who is not None and any(who.i < mark.i < head.i for mark in marks)


def of_attribute(adjective: Token) -> Iterator[Judgement]:
    """Read "a very productive call" where somebody is quoted: about talks, deeds and what is said."""
    noun = adjective.head
    if lemma(noun) not in words("tone", "judged") and "nouns.consult" not in classes(noun):
        return
    found = verdict_before(adjective)
    predicate = child(noun, "cop") is not None or noun.dep_ == "xcomp" or has_child(noun, "case", "as")
    if found is not None and not predicate and not has_child(noun, "det", "no", "any", "every"):
        span = phrase(noun, ASIDES | {"case", "appos", "mark", "amod", "det"})
        yield Judgement(None, span, found.words, found.polarity)
