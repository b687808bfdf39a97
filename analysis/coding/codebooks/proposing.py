"""Propose issues from claims: with names, and terms that find them in the corpus, ranked and limited."""

import re
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

MOST_ISSUES = 10
# in a corpus of more documents than this, one demand is not enough for an issue
MAX_SMALL_CORPUS = 12
MOST_TERMS = 8
# share of the words of the shorter of two propositions in the other, if they say much the same
SIMILAR = 0.6
EMPTY = frozenset("the should become there with for and from into against that its their".split())  # noqa: SIM905


@dataclass(frozen=True)
class Proposal:
    """A suggested issue.

    Attributes:
        issue: its name, proposition and terms.
        group: the claims that it is based on.
        known: terms of the built-in issue that it replaces.
    """

    issue: Issue
    group: Group
    known: tuple[str, ...] = ()


def propose_issues(
    found: Sequence[SourcedClaim],
    built_in: Codebook,
    names: Mapping[str, str],
    titles: Mapping[str, str],
    others: Iterable[Proposal] = (),
) -> list[Proposal]:
    """Return the issues of a corpus, those in most documents first.

    Args:
        found: the claims of its sentences.
        built_in: the built-in issues; groups that repeat one are merged into it.
        names: the usual name of a thing in the corpus, by the stem of its noun.
        titles: the title of each document read, "" if it has none.
        others: issues that are not demands, which compete for the places.
    """
    known = {issue.name: issue for issue in built_in.issues}
    own, repeating = _split_groups(group_claims(found), built_in)
    proposals = {
        name: Proposal(known[name], group) for name, group in repeating.items() if _is_salient(group, titles)
    }
    for group, terms in own:
        if _is_salient(group, titles):
            words = word_issue(group, names)
            if words is None or not words.name.isprintable():
                continue
            new, against = words.terms[:MOST_TERMS], words.against[:MOST_TERMS]
            issue = Issue(words.name, words.proposition, new, against)
            proposals.setdefault(words.name.lower(), Proposal(issue, group, terms))
    everything = [*proposals.values(), *others]
    ranked = sorted(everything, key=lambda proposal: (_count_titles(proposal, titles), proposal.group.rank))
    ranked = _merge_similar(ranked)[:MOST_ISSUES]
    distinct = _remove_duplicate_terms(_select_terms(ranked, found, set(known)))
    return [proposal for proposal in distinct if proposal.issue.terms]


def _split_groups(
    groups: Sequence[Group], built_in: Codebook
) -> tuple[list[tuple[Group, tuple[str, ...]]], dict[str, Group]]:
    """Split groups into new issues and repeated built-in issues.

    If one group is more specific than a built-in issue ("30-day ceasefire"), other groups on that issue
    become new issues too ("halt hostilities").

    Returns:
        The new issues with terms from built-in ones, and the repeated built-in issues by name.
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
    return sorted(own, key=lambda item: item[0].rank), repeating


def _merge_groups(groups: Iterable[Group]) -> Group:
    return Group(
        sorted((entry for group in groups for entry in group.claims), key=lambda entry: entry.number)
    )


def _is_salient(group: Group, titles: Mapping[str, str]) -> bool:
    """Return whether a group is an issue: demanded or rejected, in a title, or planned or done by several."""
    if not any(entry.is_firm for entry in group.claims):
        holders = {entry.claim.holder for entry in group.claims} - {""}
        return len(holders) > 1 or any(is_in_title(entry, titles) for entry in group.claims)
    first = group.claims[0]
    is_full = bool(first.claim.action or first.modifiers)
    return len(group.claims) > 1 or (is_full and len(titles) <= MAX_SMALL_CORPUS)


def is_in_title(entry: SourcedClaim, titles: Mapping[str, str]) -> bool:
    """Return whether the title of its article names the thing of a claim, with a word that specifies it."""
    words = read_title(titles[entry.doc_id])
    return entry.head in words and bool(entry.modifiers & words)


def read_title(title: str) -> set[str]:
    """Return the stems of the words of a title."""
    return {get_root(word) for word in re.findall(r"\w+", title.lower())}


def _count_titles(proposal: Proposal, titles: Mapping[str, str]) -> int:
    """Return the number of articles whose title names the thing of an issue, as a negative number."""
    return -len({entry.doc_id for entry in proposal.group.claims if is_in_title(entry, titles)})


def _merge_similar(ranked: Iterable[Proposal]) -> list[Proposal]:
    """Add the terms of an issue to an earlier one that says much the same."""
    kept: list[Proposal] = []
    for proposal in ranked:
        own = _get_content(proposal)
        for place, other in enumerate(kept):
            shared = own & _get_content(other)
            if len(shared) > 1 and len(shared) >= SIMILAR * min(len(own), len(_get_content(other))):
                kept[place] = _join_terms(other, proposal)
                break
        else:
            kept.append(proposal)
    return kept


def _get_content(proposal: Proposal) -> set[str]:
    words = proposal.issue.proposition.lower().rstrip(".").split()
    return {get_root(word) for word in words if len(word) > 2 and word not in EMPTY}


def _join_terms(whole: Proposal, part: Proposal) -> Proposal:
    issue = whole.issue
    terms = tuple(dict.fromkeys((*issue.terms, *part.issue.terms)))[:MOST_TERMS]
    against = tuple(dict.fromkeys((*issue.against, *part.issue.against)))[:MOST_TERMS]
    group = _merge_groups((whole.group, part.group))
    return replace(whole, issue=replace(issue, terms=terms, against=against), group=group)


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
