"""Wordings that find a claim again: in few words, in the order of its text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from analysis.coding.codebooks.grouping import SourcedClaim
from analysis.coding.codebooks.matching import is_found
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import is_undoing
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import DETERMINERS, is_informative, join_words, normalise_case


def terms_of_claims(said: Iterable[SourcedClaim], kept: frozenset[str]) -> tuple[str, ...]:
    """Return the wordings of claims that the matcher finds there, the commonest first."""
    found = Counter(term for one in said if (term := _findable(one, kept)))
    return tuple(term for term, _ in found.most_common())


def _findable(said: SourcedClaim, kept: frozenset[str]) -> str:
    """Return the shortest wording of a claim that the matcher finds, or none.

    A mark may part a verb from its thing; the thing alone then stands for both, unless the verb undoes it.
    """
    options = [_term(said, kept), _literal(said)]
    if not said.claim.reverses:
        options.append(_term(_drop_action(said), kept))
    return next((term for term in options if is_found(term, said.claim)), "")


def _literal(said: SourcedClaim) -> str:
    """Return the words of a claim as they stand, without determiners and numbers."""
    claim = said.claim
    words = claim.thing.head.doc[claim.first : claim.last + 1]
    kept = (token for token in words if is_informative(token) or token.tag_ in ("IN", "HYPH", "RP"))
    return join_words(normalise_case(token) for token in kept if token.tag_ not in DETERMINERS)


def _drop_action(said: SourcedClaim) -> SourcedClaim:
    return replace(said, claim=replace(said.claim, marker=None))


def of_undone(best: SourcedClaim, action: str, kept: frozenset[str]) -> tuple[str, ...]:
    """Return the thing itself, which is the opposite of its undoing: "the tax" of "repeal the tax"."""
    if not is_undoing(action):
        return ()
    return (_term(_drop_action(best), kept),)


def _term(said: SourcedClaim, kept: frozenset[str]) -> str:
    """Return how a claim puts it, in the words that are kept and in the order of its text."""
    claim = said.claim
    tokens = {token.i: token for token in claim.thing.tokens() if get_root(token.lower_) in kept}
    for token in claim.thing.before:
        if token.tag_ == "HYPH":
            tokens.update({place: token.doc[place] for place in (token.i - 1, token.i, token.i + 1)})
    noun = claim.thing.head.doc[claim.thing.head.i : claim.thing.own_end]
    tokens.update({token.i: token for token in noun})
    if claim.marker is not None:
        tokens[claim.marker.i] = claim.marker
        rest = claim.marker.doc[claim.marker.i + 1 :]
        count = claim.action.count(" ") * (2 if rest[:1].text == "-" else 1)
        tokens.update({token.i: token for token in rest[:count]})
    verb = claim.marker if claim.marker is not None and claim.marker.tag_.startswith("VB") else None
    return join_words(
        get_lemma(token) if token == verb else normalise_case(token) for _, token in sorted(tokens.items())
    )
