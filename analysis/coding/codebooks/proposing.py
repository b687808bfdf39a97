"""Propose issues from claims: with names, and terms that find them in the corpus, ranked and limited."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.codebook import Codebook, Issue
from analysis.coding.codebooks.builtin import match_built_in, select_shared_terms
from analysis.coding.codebooks.grouping import Group, SourcedClaim, group_claims
from analysis.coding.codebooks.matching import is_found, overlaps_claim
from analysis.coding.codebooks.wording import word_issue
from analysis.coding.issues import IssueMatcher
from analysis.coding.lexicon.roots import get_root

MOST_ISSUES = 14
# fewest mentions of a built-in issue on which no claim was found
FEWEST_MENTIONS = 3
# in a corpus of more documents than this, one statement is not enough for an issue
MAX_SMALL_CORPUS = 5
MOST_TERMS = 8

# (built-in issue, words that name it) → number of mentions
MentionCounts = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Proposal:
    """A suggested issue.

    Attributes:
        issue: its name, proposition and terms.
        group: the claims that it is based on; empty for a built-in issue that is only mentioned.
        known: terms of the built-in issue that it replaces.
    """

    issue: Issue
    group: Group
    known: tuple[str, ...] = ()


def propose_issues(
    found: Sequence[SourcedClaim],
    built_in: Codebook,
    mentioned: MentionCounts,
    names: Mapping[str, str],
    documents: int,
) -> list[Proposal]:
    """Return the issues of a corpus, those in most documents first.

    Args:
        found: the claims of its sentences.
        built_in: the built-in issues; groups that repeat one are merged into it.
        mentioned: the number of mentions of each built-in issue, by wording.
        names: the usual name of a thing in the corpus, by the stem of its noun.
        documents: the number of documents read.
    """
    known = {issue.name: issue for issue in built_in.issues}
    own, repeating, replaced = _split_groups(group_claims(found), built_in)
    proposals = {name: Proposal(known[name], group) for name, group in repeating.items()}
    for group, terms in own:
        if _is_salient(group, documents) or (terms and group.claims[0].claim.action):
            words = word_issue(group, names)
            if not words.name.isprintable():
                continue
            new, against = words.terms[:MOST_TERMS], words.against[:MOST_TERMS]
            issue = Issue(words.name, words.proposition, new, against)
            proposals.setdefault(words.name.lower(), Proposal(issue, group, terms))
    ranked = sorted(proposals.values(), key=lambda proposal: proposal.group.rank)[:MOST_ISSUES]
    distinct = _remove_duplicate_terms(_select_terms(ranked, found, set(known)))
    kept = [proposal for proposal in distinct if proposal.issue.terms]
    done = replaced | set(repeating)
    rest = [Proposal(known[name], Group()) for name in _select_frequent(mentioned, kept) if name not in done]
    return kept + rest[: MOST_ISSUES - len(kept)]


def _select_frequent(mentioned: MentionCounts, proposed: Iterable[Proposal]) -> list[str]:
    """Return the built-in issues that are named often in words that are not terms of a proposed issue."""
    terms = [set(_get_stems(term)) for proposal in proposed for term in _list_terms(proposal)]
    counts: Counter[str] = Counter()
    for (name, text), count in mentioned.items():
        stems = set(_get_stems(text))
        if not any(stems <= term for term in terms):
            counts[name] += count
    often = [name for name, count in counts.items() if count >= FEWEST_MENTIONS]
    return sorted(often, key=lambda name: (-counts[name], name))


def _split_groups(
    groups: Sequence[Group], built_in: Codebook
) -> tuple[list[tuple[Group, tuple[str, ...]]], dict[str, Group], set[str]]:
    """Split groups into new issues and repeated built-in issues.

    If one group is more specific than a built-in issue ("30-day ceasefire"), other groups on that issue
    become new issues too ("halt hostilities").

    Returns:
        The new issues with terms from built-in ones, the repeated built-in issues by name, and the names of
        the built-in issues that are replaced.
    """
    linked: dict[str, list[Group]] = defaultdict(list)
    more: set[str] = set()
    own: list[tuple[Group, tuple[str, ...]]] = []
    for group in groups:
        link = match_built_in(group, built_in)
        if link is None:
            own.append((group, ()))
        else:
            linked[link[0]].append(group)
            more |= {link[0]} if link[1] else set()
    for name in more:
        own += [(group, select_shared_terms(built_in.issue(name), group)) for group in linked[name]]
    repeating = {name: _merge_groups(same) for name, same in linked.items() if name not in more}
    return sorted(own, key=lambda item: item[0].rank), repeating, more


def _merge_groups(groups: Iterable[Group]) -> Group:
    return Group(
        sorted((entry for group in groups for entry in group.claims), key=lambda entry: entry.number)
    )


def _is_salient(group: Group, documents: int) -> bool:
    """Return whether a group is more than a single passing remark."""
    if len(group.claims) > 1:
        return True
    (entry,) = group.claims
    certain = entry.claim.action and entry.claim.thing.opener in ("the", "its", "their", "his", "her")
    return documents <= MAX_SMALL_CORPUS and bool(certain or entry.modifiers)


def _select_terms(
    proposed: Sequence[Proposal], found: Iterable[SourcedClaim], known: set[str]
) -> Iterator[Proposal]:
    """Keep terms that the matcher finds in claims of their own issue at least as often as in others."""
    own, foreign = _count_hits(proposed, found)
    for place, proposal in enumerate(proposed):
        if proposal.issue.name in known:
            yield proposal
            continue
        clear = {term for term in _list_terms(proposal) if own[place, term] >= foreign[place, term]}
        yield _replace_terms(proposal, clear)


def _remove_duplicate_terms(proposed: Iterable[Proposal]) -> Iterator[Proposal]:
    """Remove terms that an earlier issue already has."""
    taken: set[tuple[str, ...]] = set()
    for proposal in proposed:
        free = {term for term in _list_terms(proposal) if _get_stems(term) not in taken}
        taken |= {_get_stems(term) for term in free}
        issue = proposal.issue
        terms = tuple(term for term in issue.terms if term in free)
        against = tuple(term for term in issue.against if term in free)
        yield replace(proposal, issue=replace(issue, terms=terms, against=against))


def _get_stems(term: str) -> tuple[str, ...]:
    return tuple(get_root(word) for word in term.lower().split())


def _list_terms(proposal: Proposal) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*proposal.issue.terms, *proposal.issue.against)))


def _replace_terms(proposal: Proposal, clear: set[str]) -> Proposal:
    """Keep the terms that find a claim, and add those of the built-in issue."""
    good = {term for term in clear if any(is_found(term, entry.claim) for entry in proposal.group.claims)}
    terms = tuple(dict.fromkeys((*(term for term in proposal.issue.terms if term in good), *proposal.known)))
    against = tuple(term for term in proposal.issue.against if term in good and term not in terms)
    return replace(proposal, issue=replace(proposal.issue, terms=terms, against=against))


def _count_hits(
    proposed: Sequence[Proposal], found: Iterable[SourcedClaim]
) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    """Count the claims of its own issue and of others in which each term is found, longer terms first."""
    places = {id(entry): place for place, proposal in enumerate(proposed) for entry in proposal.group.claims}
    matcher = IssueMatcher(Codebook((), tuple(_split_into_terms(proposed))))
    own: Counter[tuple[int, str]] = Counter()
    foreign: Counter[tuple[int, str]] = Counter()
    for entry in found:
        for mention in matcher.find(entry.claim.thing.head.doc):
            if overlaps_claim(entry.claim, mention):
                number, _, term = mention.issue.partition(" ")
                (own if places.get(id(entry)) == int(number) else foreign)[int(number), term] += 1
    return own, foreign


def _split_into_terms(proposed: Sequence[Proposal]) -> Iterator[Issue]:
    """Yield each term as a separate issue, to count its hits."""
    for place, proposal in enumerate(proposed):
        for term in _list_terms(proposal):
            yield Issue(f"{place} {term}", "", (term,))
