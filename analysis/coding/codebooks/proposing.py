"""From claims to issues: named, with terms that find them in the corpus, ranked and bounded in number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.codebook import Codebook, Issue
from analysis.coding.codebooks.builtin import built_in_of, shared
from analysis.coding.codebooks.grouping import Group, SourcedClaim, group_claims
from analysis.coding.codebooks.matching import is_at, is_found
from analysis.coding.codebooks.wording import word_issue
from analysis.coding.issues import IssueMatcher
from analysis.coding.lexicon.roots import get_root

MOST_ISSUES = 14
# a built-in issue on which no claim was found must be mentioned this often
FEWEST_MENTIONS = 3
# in a corpus of more documents than this, one statement makes no issue
FEW = 5
MOST_TERMS = 8

# (built-in issue, words that name it) → how often
Mentioned = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Proposed:
    """A suggested issue.

    Attributes:
        issue: its name, proposition and terms.
        group: the claims that it was made from; without any, a built-in issue that is only mentioned.
        known: terms of the built-in issue in whose place it stands.
    """

    issue: Issue
    group: Group
    known: tuple[str, ...] = ()


def propose_issues(
    found: Sequence[SourcedClaim],
    built_in: Codebook,
    mentioned: Mentioned,
    names: Mapping[str, str],
    documents: int,
) -> list[Proposed]:
    """Return the issues of a corpus, the most contested first.

    Args:
        found: the claims of its sentences.
        built_in: issues that are known; what repeats one is merged into it.
        mentioned: how often each of them is named, in which words.
        names: by the stem of a noun, what the corpus mostly calls the thing.
        documents: how many were read.
    """
    known = {issue.name: issue for issue in built_in.issues}
    own, repeating, replaced = _parted(group_claims(found), built_in)
    made = {name: Proposed(known[name], group) for name, group in repeating.items()}
    for group, terms in own:
        if _is_salient(group, documents) or (terms and group.said[0].claim.action):
            words = word_issue(group, names)
            if not words.name.isprintable():
                continue
            new, against = words.terms[:MOST_TERMS], words.against[:MOST_TERMS]
            issue = Issue(words.name, words.proposition, new, against)
            made.setdefault(words.name.lower(), Proposed(issue, group, terms))
    ranked = sorted(made.values(), key=lambda one: one.group.rank)[:MOST_ISSUES]
    kept = [one for one in _apart(_checked(ranked, found, set(known))) if one.issue.terms]
    done = replaced | set(repeating)
    rest = [Proposed(known[name], Group()) for name in _named(mentioned, kept) if name not in done]
    return kept + rest[: MOST_ISSUES - len(kept)]


def _named(mentioned: Mentioned, proposed: Iterable[Proposed]) -> list[str]:
    """Return the built-in issues that are named often, in words that no proposed issue has."""
    terms = [set(_key(term)) for one in proposed for term in _terms(one)]
    counts: Counter[str] = Counter()
    for (name, text), count in mentioned.items():
        stems = set(_key(text))
        if not any(stems <= term for term in terms):
            counts[name] += count
    often = [name for name, count in counts.items() if count >= FEWEST_MENTIONS]
    return sorted(often, key=lambda name: (-counts[name], name))


def _parted(
    groups: Sequence[Group], built_in: Codebook
) -> tuple[list[tuple[Group, tuple[str, ...]]], dict[str, Group], set[str]]:
    """Part groups into issues of their own, with terms of built-in ones, and repeated built-in issues.

    The names of built-in issues whose place is taken come third.

    Where one group says more than a built-in issue ("30-day ceasefire"), others on it are kept apart
    too ("halt hostilities").
    """
    linked: dict[str, list[Group]] = defaultdict(list)
    more: set[str] = set()
    own: list[tuple[Group, tuple[str, ...]]] = []
    for group in groups:
        link = built_in_of(group, built_in)
        if link is None:
            own.append((group, ()))
        else:
            linked[link[0]].append(group)
            more |= {link[0]} if link[1] else set()
    for name in more:
        own += [(group, shared(built_in.issue(name), group)) for group in linked[name]]
    repeating = {name: _joined(same) for name, same in linked.items() if name not in more}
    return sorted(own, key=lambda item: item[0].rank), repeating, more


def _joined(groups: Iterable[Group]) -> Group:
    return Group(sorted((said for group in groups for said in group.said), key=lambda said: said.number))


def _is_salient(group: Group, documents: int) -> bool:
    """Tell whether a group is more than one passing remark."""
    if len(group.said) > 1:
        return True
    (said,) = group.said
    certain = said.claim.action and said.claim.thing.opener in ("the", "its", "their", "his", "her")
    return documents <= FEW and bool(certain or said.modifiers)


def _checked(proposed: Sequence[Proposed], found: Iterable[SourcedClaim], known: set[str]) -> list[Proposed]:
    """Keep the terms that the matcher finds at claims of their own, and no more often at others'."""
    own, foreign = _hits(proposed, found)
    return [
        one
        if one.issue.name in known
        else _with_terms(one, {term for term in _terms(one) if own[place, term] >= foreign[place, term]})
        for place, one in enumerate(proposed)
    ]


def _apart(proposed: Iterable[Proposed]) -> Iterator[Proposed]:
    """Leave each wording with the first issue that has it."""
    taken: set[tuple[str, ...]] = set()
    for one in proposed:
        free = {term for term in _terms(one) if _key(term) not in taken}
        taken |= {_key(term) for term in free}
        issue = one.issue
        terms = tuple(term for term in issue.terms if term in free)
        against = tuple(term for term in issue.against if term in free)
        yield replace(one, issue=replace(issue, terms=terms, against=against))


def _key(term: str) -> tuple[str, ...]:
    return tuple(get_root(word) for word in term.lower().split())


def _terms(one: Proposed) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.issue.terms, *one.issue.against)))


def _with_terms(one: Proposed, clear: set[str]) -> Proposed:
    """Keep those of some terms that find a claim, and add those of the built-in issue."""
    good = {term for term in clear if any(is_found(term, said.claim) for said in one.group.said)}
    terms = tuple(dict.fromkeys((*(term for term in one.issue.terms if term in good), *one.known)))
    against = tuple(term for term in one.issue.against if term in good and term not in terms)
    return replace(one, issue=replace(one.issue, terms=terms, against=against))


def _hits(
    proposed: Sequence[Proposed], found: Iterable[SourcedClaim]
) -> tuple[Counter[tuple[int, str]], Counter[tuple[int, str]]]:
    """Count at how many claims of its own issue, and of others, each term is found, longer ones first."""
    places = {id(said): place for place, one in enumerate(proposed) for said in one.group.said}
    matcher = IssueMatcher(Codebook((), tuple(_one_by_one(proposed))))
    own: Counter[tuple[int, str]] = Counter()
    foreign: Counter[tuple[int, str]] = Counter()
    for said in found:
        for mention in matcher.find(said.claim.thing.head.doc):
            if is_at(said.claim, mention):
                number, _, term = mention.issue.partition(" ")
                (own if places.get(id(said)) == int(number) else foreign)[int(number), term] += 1
    return own, foreign


def _one_by_one(proposed: Sequence[Proposed]) -> Iterator[Issue]:
    """Yield each term as an issue of its own, so that its hits can be counted."""
    for place, one in enumerate(proposed):
        for term in _terms(one):
            yield Issue(f"{place} {term}", "", (term,))
