"""Build short terms that find a claim again, with words in text order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from analysis.coding.codebooks.grouping import SourcedClaim
from analysis.coding.codebooks.matching import is_found
from analysis.coding.codebooks.things import is_animate
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import is_undoing
from analysis.coding.syntax.clauses import get_lemma
from analysis.coding.syntax.noun_phrases import DETERMINERS, is_informative, join_words, normalise_case


def find_terms(entries: Iterable[SourcedClaim], kept: frozenset[str]) -> tuple[str, ...]:
    """Return terms that the matcher finds in claims, the most frequent first."""
    found = Counter(term for entry in entries if (term := _find_term(entry, kept)))
    return tuple(term for term, _ in found.most_common())


def _find_term(entry: SourcedClaim, kept: frozenset[str]) -> str:
    """Return the first wording of a claim that the matcher finds, or "".

    Punctuation may separate a verb from its thing; the term is then the thing alone, unless the verb
    undoes it.
    """
    options = [_format_term(entry, kept), _format_literally(entry)]
    if not entry.claim.reverses:
        options.append(_format_term(_drop_action(entry), kept))
    return next((term for term in options if is_found(term, entry.claim)), "")


def _format_literally(entry: SourcedClaim) -> str:
    """Return the original words of a claim, without determiners and numbers."""
    claim = entry.claim
    words = claim.thing.head.doc[claim.first : claim.last + 1]
    kept = (token for token in words if is_informative(token) or token.tag_ in ("IN", "HYPH", "RP"))
    return join_words(normalise_case(token) for token in kept if token.tag_ not in DETERMINERS)


def _drop_action(entry: SourcedClaim) -> SourcedClaim:
    return replace(entry, claim=replace(entry.claim, marker=None))


def build_opposite_terms(best: SourcedClaim, action: str, kept: frozenset[str]) -> tuple[str, ...]:
    """Return a term for the thing, which is the opposite of its undoing: "the tax" for "repeal the tax".

    The names of people, bodies and places are mentioned for many reasons.
    """
    head = best.claim.thing.head
    if not is_undoing(action) or head.tag_.startswith("NNP") or is_animate(head):
        return ()
    return (_format_term(_drop_action(best), kept),)


def _format_term(entry: SourcedClaim, kept: frozenset[str]) -> str:
    """Return the kept words of a claim, in text order."""
    claim = entry.claim
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
