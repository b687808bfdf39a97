"""Find characterisations by verbs: praise and blame, naming, misdeeds, outcomes."""

from collections.abc import Iterator
from functools import cache

from analysis.coding.lexicon import get_words
from analysis.coding.syntax.clauses import (
    find_auxiliaries,
    find_child,
    find_marker,
    find_object,
    find_subject,
    get_lemma,
    is_negated,
    is_verb,
)
from analysis.coding.tones.judgement import Judgement, bare_phrase, token_span
from analysis.coding.tones.literal import is_measuring
from analysis.coding.tones.polarity import find_verdict, is_denied, reverse
from analysis.language.tokens import Token

# auxiliaries with which liking is a wish or a guess
WISHING = {"would", "'d", "’d", "could", "may", "might"}


def read_verb(verb: Token) -> Iterator[Judgement]:
    """Read "X praised Y", "Y was criticised by X", "X lashed out at Y", "X called Y a liar", "X lied"."""
    # "a widely criticised plan" does not say by whom
    if verb.dep_ == "amod" or get_lemma(verb) not in _list_judging_verbs():
        return
    passive = find_child(verb, "aux:pass", "nsubj:pass") is not None
    holder = find_child(verb, "obl:agent") if passive else find_subject(verb)
    goal = find_child(verb, "nsubj:pass") if passive else _find_goal(verb)
    if get_lemma(verb) in get_words("cues", "naming") | {"refer"}:
        yield from _read_naming(verb, holder, goal)
    if get_lemma(verb) in get_words("tone", "misdeeds"):
        if holder is not None and not passive and not is_negated(verb):
            yield Judgement(None, bare_phrase(holder), token_span(verb), "negative")
    elif holder is not None and not _is_unspoken(verb) and not _is_explanation(verb, goal):
        yield from _read_praise_or_blame(verb, holder, goal)


@cache
def _list_judging_verbs() -> frozenset[str]:
    """Return the lemmas of verbs that may praise, blame, name or be misdeeds."""
    phrases = {phrase.partition(":")[0] for phrase in get_words("tone", "blaming_phrases")}
    lists = (get_words("tone", name) for name in ("misdeeds", "praising", "blaming"))
    return get_words("cues", "naming").union({"refer"}, phrases, *lists)


def _find_goal(verb: Token) -> Token | None:
    """Return the object of a verb, including a bare name that the parser mislabelled."""
    name = next((kid for kid in verb.rights if kid.dep_ in ("iobj", "xcomp") and kid.is_title), None)
    return find_object(verb) or (name if name is not None and not is_verb(name) else None)


def _read_praise_or_blame(verb: Token, holder: Token, goal: Token | None) -> Iterator[Judgement]:
    """Read praise or blame; if negated, only verbs of attitude mean the opposite."""
    verb_lemma, negated = get_lemma(verb), is_negated(verb)
    if negated and verb_lemma not in get_words("tone", "holding"):
        return
    polarity = "positive" if verb_lemma in get_words("tone", "praising") else "negative"
    if goal is None:
        by_phrase = get_words("tone", "blaming_phrases")
        target = next((kid for kid in verb.rights if f"{verb_lemma}:{find_marker(kid)}" in by_phrase), None)
        if target is not None:
            yield Judgement(holder, bare_phrase(target), token_span(verb), "negative")
    elif verb_lemma in get_words("tone", "praising") | get_words("tone", "blaming"):
        yield Judgement(holder, bare_phrase(goal), token_span(verb), reverse(polarity, negated))


def _is_unspoken(verb: Token) -> bool:
    """Return whether praise or blame is only refused or wished for ("declined to blame", "would like")."""
    if get_lemma(verb) in get_words("tone", "holding") and find_auxiliaries(verb) & WISHING:
        return True
    return verb.dep_ in ("xcomp", "advcl", "ccomp") and get_lemma(verb.head) in get_words("tone", "unspoken")


def _is_explanation(verb: Token, goal: Token | None) -> bool:
    """Return whether a verb of praise names a cause: "credited the change to the weather"."""
    following = [*verb.rights, *(goal.rights if goal is not None else ())]
    return get_lemma(verb) == "credit" and any(find_marker(kid) == "to" for kid in following)


def _read_naming(verb: Token, holder: Token | None, goal: Token | None) -> Iterator[Judgement]:
    """Read "called Y a liar", "described Y as useful", "referred to Y as a liar"."""
    if get_lemma(verb) == "refer":
        goal = goal or next((kid for kid in verb.rights if find_marker(kid) == "to"), None)
    # "was called a liar" does not say by whom
    if goal is None or holder is None or goal.lower_ in get_words("mood", "negative_pronouns"):
        return
    name = _find_name_given(verb, goal)
    found = find_verdict(name) if name is not None and name.i > goal.i else None
    if found is not None:
        yield Judgement(holder, bare_phrase(goal), found.words, reverse(found.polarity, is_denied(verb)))


def _find_name_given(verb: Token, goal: Token) -> Token | None:
    """Return the complement of naming: "as a fool", "a fool", or an adjective after the noun."""
    following = [*verb.rights, *goal.rights]
    as_phrases = (
        kid for kid in following if kid.dep_ in ("obl", "advcl", "nmod", "acl") and find_marker(kid) == "as"
    )
    adjective = next((kid for kid in goal.rights if kid.dep_ == "amod"), None)
    return next(as_phrases, None) or find_child(verb, "xcomp", "obl:unmarked") or adjective


def read_manner(verb: Token) -> Iterator[Judgement]:
    """Read "the talks went well" and "she has shown courage": the speaker evaluates the subject."""
    if get_lemma(verb) not in get_words("tone", "going") | get_words("tone", "showing"):
        return
    who = find_subject(verb)
    if who is None or find_child(verb, "aux:pass") is not None:
        return
    if get_lemma(verb) in get_words("tone", "going"):
        manners = get_words("tone", "well") | get_words("tone", "badly")
        for kid in verb.rights:
            if kid.lower_ in manners and not is_measuring(kid):
                polarity = "positive" if kid.lower_ in get_words("tone", "well") else "negative"
                yield Judgement(None, bare_phrase(who), token_span(kid), reverse(polarity, is_negated(verb)))
    else:
        shown = find_child(verb, "obj")
        feels = shown is not None and get_lemma(shown) in get_words("tone", "attitude")
        found = find_verdict(shown) if shown is not None and not feels else None
        if found is not None:
            yield Judgement(None, bare_phrase(who), found.words, reverse(found.polarity, is_negated(verb)))
