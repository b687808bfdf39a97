"""Find characterisations by nouns and adjectives: attitudes, feelings, verdicts, attributes."""

from collections.abc import Iterator

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    SUBJECT,
    find_child,
    find_marker,
    find_object,
    find_subject,
    get_lemma,
    has_child,
    is_negated,
    is_verb,
)
from analysis.coding.syntax.extents import ASIDES, expand_phrase
from analysis.coding.syntax.word_classes import get_classes
from analysis.coding.tones.judgement import Judgement, bare_phrase, is_definite, token_span
from analysis.coding.tones.polarity import find_attribute_verdict, find_verdict, is_denied, reverse
from analysis.language.tokens import Span, Token

# prepositions of the object of an attitude that is attached to the verb: "voiced concern last week about X"
ABOUT = ("about", "over", "at", "with", "for", "on", "to")
# dependents of a feeling that are not part of its expression
AROUND = ASIDES | {*SUBJECT, "obl", "obl:agent", "cop", "aux", "aux:pass", "ccomp", "advcl", "xcomp"}


def read_attitude(noun: Token) -> Iterator[Judgement]:
    """Read "X expressed concern about Y", "X has no confidence in Y", "X's criticism of Y"."""
    verb = _find_expressing_verb(noun)
    holder = find_child(noun, "nmod:poss") or (find_subject(verb) if verb is not None else None)
    about = _find_object_of_attitude(noun, verb)
    if holder is None or about is None:
        return
    negated = has_child(noun, "det", "no", "little") or (verb is not None and is_negated(verb))
    if not negated or get_lemma(noun) in ("confidence", "hope"):
        polarity = "positive" if get_lemma(noun) in get_words("tone", "liking") else "negative"
        yield Judgement(holder, bare_phrase(about), token_span(noun), reverse(polarity, negated))


def _find_object_of_attitude(noun: Token, verb: Token | None) -> Token | None:
    """Return the object of an attitude, below the noun or after it below its verb."""
    # "hopes to win" are no hopes about something
    aims = {kid for kid in noun.rights if kid.dep_ == "acl" and find_marker(kid) == "to"}
    own = (kid for kid in noun.rights if kid.dep_ in ("nmod", "acl") and kid not in aims)
    found = next((kid for kid in own if find_marker(kid) in get_words("tone", "towards") | {"on"}), None)
    if found is not None or verb is None:
        return found
    following = (kid for kid in verb.rights if kid.i > noun.i and kid.dep_ == "obl")
    return next((kid for kid in following if find_marker(kid) in ABOUT), None)


def _find_expressing_verb(noun: Token) -> Token | None:
    """Return the verb that has an attitude as its object ("express concerns")."""
    before = noun.nbor(-1) if noun.i else noun
    found = (verb for verb in (noun.head, before) if is_verb(verb) and find_object(verb) == noun)
    return next((verb for verb in found if get_lemma(verb) in get_words("tone", "voicing")), None)


def read_predicate(head: Token) -> Iterator[Judgement]:
    """Read "X is concerned about Y" and "Y was a betrayal"; "X's view of Y was upbeat" belongs to X."""
    who = next((kid for kid in reversed([*head.lefts]) if kid.dep_ in SUBJECT), None) or find_subject(head)
    owner = _find_owner(who) if who is not None else None
    if who is not None and owner is None and _is_feeling(head):
        yield from _read_feeling(head, who)
        return
    found = find_verdict(head)
    if found is None:
        return
    if who is not None and owner is not None:
        about = find_child(who, "nmod") or who
        yield Judgement(owner, bare_phrase(about), found.words, found.polarity)
    elif (target := _find_target(head, who or _find_interrupted_subject(head))) is not None:
        yield Judgement(None, target, found.words, found.polarity)


def _find_owner(who: Token) -> Token | None:
    """Return whose view of something a subject is; nobody's in "his view is wrong", a verdict on the view."""
    is_view = get_lemma(who) in get_words("verdicts", "views") and find_child(who, "nmod") is not None
    return find_child(who, "nmod:poss") if is_view else None


def _is_feeling(head: Token) -> bool:
    """Return whether an adjective expresses a feeling of its subject; "critical to the talks" does not."""
    is_needed = head.lower_ == "critical" and not any(find_marker(kid) == "of" for kid in head.rights)
    return head.lower_ in get_words("tone", "feeling") and not is_needed


def _read_feeling(head: Token, who: Token) -> Iterator[Judgement]:
    about = next((kid for kid in head.rights if _is_about(kid)), None)
    if about is not None and find_child(head, "cop", "aux:pass") is not None:
        sign = "positive" if head.lower_ in get_words("tone", "positive") else "negative"
        negated = is_negated(head)
        # "not concerned" is no praise
        if sign == "positive" or not negated:
            yield Judgement(who, bare_phrase(about), expand_phrase(head, AROUND), reverse(sign, negated))


def _is_about(kid: Token) -> bool:
    clause = kid.dep_ in ("ccomp", "advcl", "acl") and has_child(kid, "mark", "that")
    return clause or (
        kid.dep_ in ("obl", "obl:agent", "nmod") and find_marker(kid) in get_words("tone", "towards")
    )


def read_link(verb: Token, complement: Token) -> Iterator[Judgement]:
    """Read "the talks proved useful"."""
    who, found = find_child(verb, *SUBJECT), find_verdict(complement) if not is_verb(complement) else None
    if find_child(verb, "obj") is not None:
        # "London proved him wrong" is no verdict on London
        return
    if who is not None and found is not None and complement.lower_ not in get_words("tone", "feeling"):
        yield Judgement(None, bare_phrase(who), found.words, reverse(found.polarity, is_denied(verb)))


def _find_target(head: Token, who: Token | None) -> Span | None:
    """Return the target of a predicate: its subject, or the clause that "it" refers to."""
    if find_child(head, "nsubj:outer") is not None or _is_in_subordinate_clause(head, who):
        return None
    if who is None or who.lower_ == "it":
        clause = find_child(head, "csubj", "ccomp", "advcl", "xcomp")
        if clause is not None and clause.i > head.i and find_marker(clause) in ("that", "to", "for"):
            return expand_phrase(clause, {"mark", "punct"})
    return bare_phrase(who) if who is not None and who.dep_ != "expl" and who.lower_ != "there" else None


def _find_interrupted_subject(head: Token) -> Token | None:
    """Return the subject before an inserted "X said": "The talks, X said, were useful"."""
    above = head.head
    first = find_child(above, "obl:unmarked") if head.dep_ == "ccomp" else None
    return first if first is not None and first.i < above.i < head.i else None


def _is_in_subordinate_clause(head: Token, who: Token | None) -> bool:
    """Return whether a clause begins between subject and verdict: "her impression is that X was useful"."""
    marks = [kid for kid in head.children if kid.dep_ == "mark" and kid.lower_ == "that"]
    return who is not None and any(who.i < mark.i < head.i for mark in marks)


def read_attribute(adjective: Token) -> Iterator[Judgement]:
    """Read "a very productive call" in a quote: attributes of talks, deeds and statements."""
    noun = adjective.head
    if get_lemma(noun) not in get_words("tone", "judged") and "nouns.consult" not in get_classes(noun):
        return
    found = find_attribute_verdict(adjective) if not _is_unrealised(noun) else None
    predicate = find_child(noun, "cop") is not None or noun.dep_ == "xcomp" or has_child(noun, "case", "as")
    if found is not None and not predicate and not has_child(noun, "det", "no", "any", "every"):
        span = expand_phrase(noun, ASIDES | {"case", "appos", "mark", "amod", "det"})
        yield Judgement(None, span, found.words, found.polarity)


def _is_unrealised(noun: Token) -> bool:
    """Return whether a noun is only aimed at or a manner: "to take bold action", "in an honest way"."""
    if get_lemma(noun) == "way" and find_marker(noun) == "in":
        return True
    if is_definite(noun):
        return False
    verb = next((node for node in noun.ancestors if is_verb(node)), None)
    return verb is not None and (verb.tag_ == "VB" or get_lemma(verb) in get_words("verdicts", "wanting"))
