"""Match groups of claims with the built-in issues, to avoid suggesting an issue twice."""

from collections import Counter
from collections.abc import Sequence

from analysis.codebook import Codebook, Issue
from analysis.coding.codebooks.grouping import Group, SourcedClaim
from analysis.coding.codebooks.wording import find_common_stems
from analysis.coding.issues import IssueMention, get_issue_matcher
from analysis.coding.lexicon.roots import get_root

# claims that must be more specific than the built-in issue for a group to be a separate issue
MIN_SPECIFIC = 2
# issues so broad that the corpus always has a more specific wording
BROAD = frozenset(
    {
        "Alliance membership",
        "Arbitration",
        "Construction project",
        "Funding",
        "International support",
        "Mediation",
        "Pause",
        "Referendum",
        "Reform",
        "Resignation",
        "Sovereignty",
        "Stepping back",
        "Talks",
        "Territorial concessions",
    }
)


def match_built_in(group: Group, built_in: Codebook) -> tuple[str, bool] | None:
    """Return the built-in issue that most claims of a group name and whether they are more specific, or None.

    "A 30-day ceasefire" is more specific than "ceasefire" if it occurs more than once.
    """
    whole = [entry for entry in group.claims if not entry.bare_action] or group.claims
    found = [mention for entry in whole if (mention := _find_mention(entry, built_in)) is not None]
    counts = Counter(mention.issue for mention in found)
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    if not count or count * 2 < len(whole) or all(mention.polarity < 0 for mention in found):
        return None
    return name, name in BROAD or _is_more_specific(group, found)


def _find_mention(entry: SourcedClaim, built_in: Codebook) -> IssueMention | None:
    """Return the mention of a built-in issue that is inside a claim and includes the noun of its thing."""
    claim = entry.claim
    for mention in get_issue_matcher(built_in).find(claim.thing.head.doc):
        span = mention.span
        inside = claim.first <= span.start <= claim.thing.head.i < span.end <= claim.last + 1
        if inside and mention.how == "named" and is_name_of(built_in.issue(mention.issue), span.text):
            return mention
    return None


def is_name_of(known: Issue, text: str) -> bool:
    """Return whether words name a built-in issue, and not only share a stem: "access", "accession"."""
    singulars = {term.lower().removesuffix("s") for term in (*known.terms, *known.against)}
    return " " in text or text.lower().removesuffix("s") in singulars


def _is_more_specific(group: Group, mentions: Sequence[IssueMention]) -> bool:
    named = {get_root(token.lower_) for mention in mentions for token in mention.span}
    more = find_common_stems(group) - named - {entry.head for entry in group.claims}
    return sum(bool(entry.modifiers & more) for entry in group.claims) >= MIN_SPECIFIC


def select_shared_terms(known: Issue, group: Group) -> tuple[str, ...]:
    """Return the terms of a built-in issue that name the thing of a group that replaces it.

    "Cessation of hostilities" is a term of "halt hostilities"; "truce" is omitted because it is ambiguous.
    """
    heads = {entry.head for entry in group.claims} if known.name not in BROAD else set()
    return tuple(term for term in known.terms if heads & {get_root(word) for word in term.lower().split()})
