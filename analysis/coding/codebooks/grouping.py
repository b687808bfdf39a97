"""Group claims about the same proposition, whatever their wording."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.coding.lexicon.propositions import get_action, get_synonym
from analysis.coding.lexicon.roots import get_root
from analysis.coding.stance_cues.actions import Claim, is_undoing
from analysis.coding.syntax.clauses import get_lemma

# letters in which related modifiers agree: "presidential election", "election of the president"
ROOT_LENGTH = 6
# fewest statements for an action to be a separate issue if there are different actions on one thing
MIN_STATEMENTS = 2


@dataclass(frozen=True)
class SourcedClaim:
    """A claim with its source.

    Attributes:
        claim: the claim.
        doc_id: identifier of its document.
        sentence: the text of its sentence.
        number: its place among all claims of the corpus.
        is_firm: whether something is demanded or rejected in so many words, not only planned or done.
    """

    claim: Claim
    doc_id: str
    sentence: str
    number: int
    is_firm: bool = True

    @property
    def head(self) -> str:
        """The stem of the thing's noun."""
        return get_root(self.claim.thing.head.lower_)

    @property
    def bare_action(self) -> str:
        """The action that the noun names without its object: "the delay"; "" for any other noun."""
        return "" if self.modifiers else get_action(self.claim.thing.noun) or ""

    @property
    def is_undoing(self) -> bool:
        """Whether the words mean that a thing is undone."""
        return self.claim.reverses or is_undoing(self.bare_action.replace("-", " "))

    @property
    def modifiers(self) -> frozenset[str]:
        """The stems of the words that specify the thing."""
        return self.claim.thing.stems() - {self.head, get_root(self.claim.action)}


@dataclass
class Group:
    """Claims that are about one proposition."""

    claims: list[SourcedClaim] = field(default_factory=list)

    @property
    def modifiers(self) -> Counter[str]:
        """The number of its claims with each modifier."""
        return Counter(modifier for entry in self.claims for modifier in entry.modifiers)

    @property
    def keys(self) -> Counter[str]:
        """The number of its claims for each action."""
        return Counter(entry.claim.key for entry in self.claims)

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Sort key: more documents, then more holders, then more statements, then order of occurrence."""
        holders = {entry.claim.holder for entry in self.claims if entry.claim.holder}
        documents = {entry.doc_id for entry in self.claims}
        return -len(documents), -len(holders), -len(self.claims), self.claims[0].number


def group_claims(found: Sequence[SourcedClaim]) -> list[Group]:
    """Return the groups of claims, those in most documents first."""
    by_head: dict[str, list[SourcedClaim]] = defaultdict(list)
    for entry in found:
        by_head[get_lemma(entry.claim.thing.head)].append(entry)
    things = [group for same in by_head.values() for group in _split_by_modifiers(same)]
    groups = _merge_bare_actions([part for group in things for part in _split_by_action(group)])
    for group in groups:
        group.claims.sort(key=lambda entry: entry.number)
    return sorted(groups, key=lambda group: group.rank)


def are_related(stem: str, other: str) -> bool:
    """Return whether two stems have the same root."""
    return stem == other or (len(stem) >= ROOT_LENGTH and stem[:ROOT_LENGTH] == other[:ROOT_LENGTH])


def _split_by_modifiers(same: Iterable[SourcedClaim]) -> list[Group]:
    """Split claims with the same noun by its modifiers, and add those without modifiers to the groups."""
    groups: list[Group] = []
    bare: list[SourcedClaim] = []
    for entry in sorted(same, key=lambda entry: (-len(entry.modifiers), entry.number)):
        if not entry.modifiers:
            bare.append(entry)
            continue
        best = max(groups, key=lambda group: (_count_shared(entry, group), len(group.claims)), default=None)
        if best is None or not (_count_shared(entry, best) or _is_complementary(entry, best)):
            best = Group()
            groups.append(best)
        best.claims.append(entry)
    for entry in bare:
        _choose_group(entry, groups).claims.append(entry)
    return groups


def _count_shared(entry: SourcedClaim, group: Group) -> int:
    return sum(any(are_related(modifier, other) for other in group.modifiers) for modifier in entry.modifiers)


def _is_complementary(entry: SourcedClaim, group: Group) -> bool:
    """Return whether "limited autonomy" is the "autonomy for the provinces" in the same article."""
    kinds = {other.claim.thing.is_described for other in group.claims if other.modifiers}
    return kinds == {not entry.claim.thing.is_described} and _share_document(Group([entry]), group)


def _choose_group(entry: SourcedClaim, groups: list[Group]) -> Group:
    """Return the group for "the tax": the largest one in its article, or a new one if there is none."""
    if not groups:
        groups.append(Group())

    def rate(group: Group) -> tuple[bool, int]:
        return any(other.doc_id == entry.doc_id for other in group.claims), len(group.claims)

    return max(groups, key=rate)


def _split_by_action(group: Group) -> list[Group]:
    """Split claims about one thing by action if there are several claims for an action."""
    actions = [key for key, count in group.keys.most_common() if key and count >= MIN_STATEMENTS]
    if not actions:
        return [group]
    plain = group.keys[""] >= group.keys[actions[0]]
    parts = {key: Group() for key in ([""] if plain else []) + actions}
    rest = next(iter(parts))
    for entry in group.claims:
        parts[entry.claim.key if entry.claim.key in parts else rest].claims.append(entry)
    return [part for part in parts.values() if part.claims]


def _merge_bare_actions(groups: list[Group]) -> list[Group]:
    """Merge "the closures" into the group on closing the schools; without one, drop it."""
    merged = list(groups)
    for group in groups:
        action = group.claims[0].bare_action
        if not action or group.modifiers or set(group.keys) != {""}:
            continue
        wholes = [other for other in merged if other is not group and _has_action(other, action)]
        if wholes:
            best = min(wholes, key=lambda other: (not _share_document(group, other), other.rank))
            best.claims.extend(group.claims)
        merged.remove(group)
    return merged


def _has_action(group: Group, action: str) -> bool:
    actions = Counter(entry.claim.action for entry in group.claims if entry.claim.action)
    return any(get_synonym(word.replace(" ", "-")) == get_synonym(action) for word in actions)


def _share_document(group: Group, other: Group) -> bool:
    return bool({entry.doc_id for entry in group.claims} & {entry.doc_id for entry in other.claims})
