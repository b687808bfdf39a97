"""Whether the matcher of issues finds a term where a claim is made."""

from functools import lru_cache

from analysis.codebook import Codebook, Issue
from analysis.coding.issues import IssueMatcher, IssueMention
from analysis.coding.stance_cues.actions import Claim


def is_found(term: str, claim: Claim) -> bool:
    """Tell whether a term is found at a claim; a longer one may take its place there."""
    return any(is_at(claim, mention) for mention in _alone(term).find(claim.thing.head.doc))


def is_at(claim: Claim, mention: IssueMention) -> bool:
    """Tell whether a mention of an issue stands in the words of a claim."""
    return claim.first < mention.span.end and mention.span.start <= claim.last


@lru_cache(maxsize=256)
def _alone(term: str) -> IssueMatcher:
    return IssueMatcher(Codebook((), (Issue(term, "", (term,)),)))
