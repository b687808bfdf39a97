"""Codes and the codebook: an issue is a code with its stances below it, actors are codes of one group.

An issue's description is its proposition and, behind an empty line, its wordings as in ``codebook.toml``;
an actor's is what ``codebook.toml`` says of it. In a codebook of another tool each code that has none
below it and may be used is an issue, and its description the proposition.
"""

import tomllib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, get_args

from analysis.codebook import Actor, ActorKind, Codebook, Issue, Role
from analysis.exchange.project import make_unique
from analysis.exchange.refi.markup import Node
from analysis.tables import STANCES

ACTORS = "Actors"
CONDITION_IS = "What a conditional stance waits for."
"""The description by which the code of conditions is known."""
BETWEEN = " / "
ACTOR_KEYS = ("kind", "aliases", "side", "roles")
ISSUE_KEYS = ("terms", "against")


class Code(NamedTuple):
    """A code and where it stands.

    Attributes:
        node: its element.
        path: the names from the top down to it.
    """

    node: Node
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its path as one text."""
        return BETWEEN.join(self.path)


@dataclass
class Codes:
    """What the codes of a file mean, by their identifiers.

    Attributes:
        all: every code.
        issues: the issue of a code, its name in the codebook.
        stances: the issue and stance of a code that is both.
        actors: the actor of a code.
        conditions: the codes that mark conditions.
        codebook: its actors and issues.
    """

    all: dict[str, Code] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    stances: dict[str, tuple[str, str]] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    conditions: set[str] = field(default_factory=set)
    codebook: Codebook = field(default_factory=lambda: Codebook((), ()))

    def saying(self, actor: str, issue: str, stance: str) -> set[str]:
        """Give the codes that say of a span that this actor takes this stance on this issue."""
        return self._by_stance.get((issue.lower(), stance), set()) | self._by_actor.get(actor.lower(), set())

    @cached_property
    def _by_stance(self) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for guid, (issue, stance) in self.stances.items():
            found.setdefault((issue.lower(), stance), set()).add(guid)
        return found

    @cached_property
    def _by_actor(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for guid, actor in self.actors.items():
            found.setdefault(actor.lower(), set()).add(guid)
        return found


def read_codes(roots: Iterable[Node]) -> Codes:
    """Tell what codes mean.

    Args:
        roots: the codes at the top.
    """
    codes = Codes()
    actors: dict[str, Actor] = {}
    issues: dict[str, Issue] = {}
    suggested = False
    for code in _walk(roots, ()):
        node, parent = code.node, code.path[:-1]
        codes.all[node.guid] = code
        if is_actors(node):
            suggested |= _toml(node.first("Description").text, ("suggested",)).get("suggested") is True
            actors |= {actor.name.lower(): actor for actor in map(_actor, node.all("Code"))}
            codes.actors |= {child.guid: _actor(child).name for child in node.all("Code")}
        elif node.first("Description").text == CONDITION_IS:
            codes.conditions.add(node.guid)
        elif node.guid not in codes.actors and node.guid not in codes.stances and _is_issue(node):
            label, stance = _flat(node)
            name = label if stance and label.lower() in issues else _free(label, parent, issues)
            issues.setdefault(name.lower(), issue_of(node, name))
            codes.issues[node.guid] = name = issues[name.lower()].name
            if stance:
                codes.stances[node.guid] = (name, stance)
            codes.stances |= {
                child.guid: (name, _stance(child)) for child in node.all("Code") if _stance(child)
            }
    codes.codebook = Codebook(tuple(actors.values()), tuple(issues.values()), suggested)
    return codes


def _walk(nodes: Iterable[Node], path: tuple[str, ...]) -> Iterator[Code]:
    for node in nodes:
        here = (*path, node.get("name"))
        yield Code(node, here)
        yield from _walk(node.all("Code"), here)


def is_actors(node: Node) -> bool:
    """Whether a code is the group of actors: named so, not for use, and each below has a kind."""
    kinds = [_toml(child.first("Description").text, ACTOR_KEYS).get("kind") for child in node.all("Code")]
    return (
        node.get("name") == ACTORS
        and node.get("isCodable") in ("false", "0")
        and all(kind in get_args(ActorKind) for kind in kinds)
    )


def _is_issue(node: Node) -> bool:
    below = node.all("Code")
    if any(_stance(child) for child in below):
        return True
    return not below and node.get("isCodable") not in ("false", "0") and bool(node.get("name").strip())


def _stance(node: Node) -> str:
    name = node.get("name").strip().lower()
    return name if name in STANCES else ""


def _flat(node: Node) -> tuple[str, str]:
    """Give the issue and stance of a code named ``issue / stance``, as flat codebooks write it."""
    issue, _, stance = node.get("name").rpartition("/")
    if not node.all("Code") and issue.strip() and stance.strip().lower() in STANCES:
        return issue.strip(), stance.strip().lower()
    return node.get("name"), ""


def _free(name: str, parent: tuple[str, ...], taken: Container[str]) -> str:
    """Give an issue its name, or its path where that name is taken."""
    if name.lower() not in taken:
        return name
    return make_unique(BETWEEN.join((*parent, name)), taken, str.lower)


def _toml(text: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """Read a description that this project wrote; nothing where it is something else."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return found if set(found) <= set(keys) else {}


def _actor(node: Node) -> Actor:
    found = _toml(node.first("Description").text, ACTOR_KEYS)
    return Actor(
        node.get("name"),
        found.get("kind", "group"),
        _texts(found.get("aliases")),
        _text(found.get("side")),
        tuple(
            _role(role) for role in _list(found.get("roles")) if isinstance(role, dict) and "title" in role
        ),
    )


def _role(held: dict[str, Any]) -> Role:
    return Role(str(held["title"]), _text(held.get("since")), _text(held.get("until")))


def issue_of(node: Node, name: str) -> Issue:
    """Give the issue that a code is, under the name that the codebook gives it."""
    text = node.first("Description").text
    proposition, _, tail = text.rpartition("\n\n")
    found = _toml(tail, ISSUE_KEYS)
    if not found:
        label, _ = _flat(node)
        return Issue(name, text.strip() or label, (label,))
    return Issue(name, proposition, _texts(found.get("terms")), _texts(found.get("against")))


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(one for one in _list(value) if isinstance(one, str))
