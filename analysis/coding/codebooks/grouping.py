"""Claims on one thing put together, whatever their wording; what differs is kept apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.coding.lexicon.propositions import get_action, get_synonym
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import Claim, is_undoing
from analysis.coding.syntax.clauses import get_lemma

# modifiers of one root are alike: "presidential election", "election of the president"
ROOT = 6
# a action on a thing that others do other things to needs this many statements to be an issue of its own
OWN = 2


@dataclass(frozen=True)
class SourcedClaim:
    """A claim with the sentence that makes it, as the article has it."""

    claim: Claim
    doc_id: str
    sentence: str
    number: int

    @property
    def head(self) -> str:
        """The stem of the thing's noun."""
        return get_root(self.claim.thing.head.lower_)

    @property
    def bare_action(self) -> str:
        """The action that the noun names without saying to what: "the delay"; "" for any other noun."""
        return "" if self.modifiers else get_action(self.claim.thing.noun) or ""

    @property
    def is_undoing(self) -> bool:
        """Whether the words name the undoing of a thing."""
        return self.claim.reverses or is_undoing(self.bare_action.replace("-", " "))

    @property
    def modifiers(self) -> frozenset[str]:
        """The stems of what tells which one is meant."""
        return self.claim.thing.stems() - {self.head, get_root(self.claim.action)}


@dataclass
class Group:
    """Claims that are about one proposition."""

    said: list[SourcedClaim] = field(default_factory=list)

    @property
    def modifiers(self) -> Counter[str]:
        """How many of its claims have which modifier."""
        return Counter(modifier for said in self.said for modifier in said.modifiers)

    @property
    def keys(self) -> Counter[str]:
        """How many of its claims ask for which action."""
        return Counter(said.claim.key for said in self.said)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Sort key: more documents, more holders and more statements first, then what came first."""
        holders = {said.claim.holder for said in self.said if said.claim.holder}
        documents = {said.doc_id for said in self.said}
        return -len(documents), -len(holders), -len(self.said), self.said[0].number


def group_claims(found: Sequence[SourcedClaim]) -> list[Group]:
    """Return the groups of claims, the most contested first."""
    by_head: dict[str, list[SourcedClaim]] = defaultdict(list)
    for said in found:
        by_head[get_lemma(said.claim.thing.head)].append(said)
    things = [group for same in by_head.values() for group in _by_modifiers(same)]
    groups = _merge_bare_actions([part for group in things for part in _split_by_action(group)])
    for group in groups:
        group.said.sort(key=lambda said: said.number)
    return sorted(groups, key=lambda group: group.rank)


def near(one: str, other: str) -> bool:
    """Tell whether two stems are of one root."""
    return one == other or (len(one) >= ROOT and one[:ROOT] == other[:ROOT])


def _by_modifiers(same: Iterable[SourcedClaim]) -> list[Group]:
    """Part claims on things of one noun by what tells which one is meant; the bare noun joins them."""
    groups: list[Group] = []
    bare: list[SourcedClaim] = []
    for said in sorted(same, key=lambda said: (-len(said.modifiers), said.number)):
        if not said.modifiers:
            bare.append(said)
            continue
        best = max(groups, key=lambda group: (_shared(said, group), len(group.said)), default=None)
        if best is None or not (_shared(said, best) or _goes_with(said, best)):
            best = Group()
            groups.append(best)
        best.said.append(said)
    for said in bare:
        _nearest(said, groups).said.append(said)
    return groups


def _shared(said: SourcedClaim, group: Group) -> int:
    return sum(any(near(modifier, other) for other in group.modifiers) for modifier in said.modifiers)


def _goes_with(said: SourcedClaim, group: Group) -> bool:
    """Tell whether "limited autonomy" is, in one article, the "autonomy for the provinces"."""
    kinds = {other.claim.thing.is_described for other in group.said if other.modifiers}
    return kinds == {not said.claim.thing.is_described} and _meet(Group([said]), group)


def _nearest(said: SourcedClaim, groups: list[Group]) -> Group:
    """Return the group that "the tax" means: the largest of its own article; a new one where none is."""
    if not groups:
        groups.append(Group())
    return max(groups, key=lambda group: (any(o.doc_id == said.doc_id for o in group.said), len(group.said)))


def _split_by_action(group: Group) -> list[Group]:
    """Part claims on one thing by what is to be done to it, where several ask for different actions."""
    actions = [key for key, count in group.keys.most_common() if key and count >= OWN]
    if not actions:
        return [group]
    plain = group.keys[""] >= group.keys[actions[0]]
    parts = {key: Group() for key in ([""] if plain else []) + actions}
    rest = next(iter(parts))
    for said in group.said:
        parts[said.claim.key if said.claim.key in parts else rest].said.append(said)
    return [part for part in parts.values() if part.said]


def _merge_bare_actions(groups: list[Group]) -> list[Group]:
    """Let "the closures" join what is said of closing the schools; alone they say nothing."""
    kept = list(groups)
    for group in groups:
        action = group.said[0].bare_action
        if not action or group.modifiers or set(group.keys) != {""}:
            continue
        wholes = [other for other in kept if other is not group and _asks(other, action)]
        if wholes:
            min(wholes, key=lambda other: (not _meet(group, other), other.rank)).said.extend(group.said)
        kept.remove(group)
    return kept


def _asks(group: Group, action: str) -> bool:
    actions = Counter(said.claim.action for said in group.said if said.claim.action)
    return any(get_synonym(word.replace(" ", "-")) == get_synonym(action) for word in actions)


def _meet(group: Group, other: Group) -> bool:
    return bool({said.doc_id for said in group.said} & {said.doc_id for said in other.said})
