"""Check whether the issue matcher finds a term in the words of a claim."""

from functools import lru_cache

from analysis.codebook import Codebook, Issue
from analysis.coding.issues import IssueMatcher, IssueMention
from analysis.coding.stance_cues.actions import Claim


def is_found(term: str, claim: Claim) -> bool:
    """Return whether a term is found in a claim, when it is the only term."""
    return any(overlaps_claim(claim, mention) for mention in _get_matcher(term).find(claim.thing.head.doc))


def overlaps_claim(claim: Claim, mention: IssueMention) -> bool:
    """Return whether a mention of an issue overlaps the words of a claim."""
    return claim.first < mention.span.end and mention.span.start <= claim.last


@lru_cache(maxsize=256)
def _get_matcher(term: str) -> IssueMatcher:
    return IssueMatcher(Codebook((), (Issue(term, "", (term,)),)))
