"""Which of the built-in issues the claims of a corpus are about, so that nothing is suggested twice."""

from collections import Counter
from collections.abc import Sequence

from analysis.codebook import Codebook, Issue
from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.coding.codebooks.wording import kept_stems
from analysis.coding.issues import IssueMention, get_issue_matcher
from analysis.coding.lexicon.roots import get_root

# so many claims must say more than the built-in wording for a group to be an issue of its own
OWN = 2
# so wide that a corpus always has better words for what it means
WIDE = ("Construction project", "Funding", "Pause", "Reform")


def built_in_of(group: Group, built_in: Codebook) -> tuple[str, bool] | None:
    """Return the built-in issue that most claims of a group name and whether they say more, or None.

    "A 30-day ceasefire" says more than "ceasefire", if that is said more than once.
    """
    whole = [said for said in group.said if not said.bare_action] or group.said
    found = [mention for said in whole if (mention := _mention(said, built_in)) is not None]
    counts = Counter(mention.issue for mention in found)
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    if not count or count * 2 < len(whole) or all(mention.polarity < 0 for mention in found):
        return None
    return name, name in WIDE or _says_more(group, found)


def _mention(said: SourcedClaim, built_in: Codebook) -> IssueMention | None:
    """Return the mention of a built-in issue inside a claim that covers the noun of its thing."""
    claim = said.claim
    for mention in get_issue_matcher(built_in).find(claim.thing.head.doc):
        span = mention.span
        inside = claim.first <= span.start <= claim.thing.head.i < span.end <= claim.last + 1
        if inside and mention.how == "named" and names(built_in.issue(mention.issue), span.text):
            return mention
    return None


def names(known: Issue, text: str) -> bool:
    """Tell whether words name a built-in issue, not only a word of the same stem: "access", "accession"."""
    singulars = {term.lower().removesuffix("s") for term in (*known.terms, *known.against)}
    return " " in text or text.lower().removesuffix("s") in singulars


def _says_more(group: Group, mentions: Sequence[IssueMention]) -> bool:
    named = {get_root(token.lower_) for mention in mentions for token in mention.span}
    more = kept_stems(group) - named - {said.head for said in group.said}
    return sum(bool(said.modifiers & more) for said in group.said) >= OWN


def shared(known: Issue, group: Group) -> tuple[str, ...]:
    """Return the terms of a built-in issue that name the thing of a group which takes its place.

    "Cessation of hostilities" goes to "halt hostilities"; "truce" is left out: it may mean either.
    """
    heads = {said.head for said in group.said} if known.name not in WIDE else set()
    return tuple(term for term in known.terms if heads & {get_root(word) for word in term.lower().split()})
