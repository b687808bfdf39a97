"""Convert codes to a codebook: an issue is a code with stances as subcodes, actors are codes in one group.

An issue's description is its proposition and, after an empty line, its terms as in ``codebook.toml``; an
actor's description is its entry in ``codebook.toml``. In another tool's codebook, each codable code without
subcodes is an issue, and its description is the proposition.
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
CONDITION_DESCRIPTION = "What a conditional stance waits for."
"""The description that identifies the code for conditions."""
BETWEEN = " / "
ACTOR_KEYS = ("kind", "aliases", "side", "roles")
ISSUE_KEYS = ("terms", "against")


class Code(NamedTuple):
    """A code and its position in the hierarchy.

    Attributes:
        node: its element.
        path: the names from the top level down to it.
    """

    node: Node
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its path as one string."""
        return BETWEEN.join(self.path)


@dataclass
class Codes:
    """The meaning of a file's codes, by identifier.

    Attributes:
        all: every code.
        issues: the name in the codebook for each code that is an issue.
        stances: the issue and stance for each code that states both.
        actors: the actor for each code that is an actor.
        conditions: the codes that mark conditions.
        codebook: the actors and issues.
    """

    all: dict[str, Code] = field(default_factory=dict)
    issues: dict[str, str] = field(default_factory=dict)
    stances: dict[str, tuple[str, str]] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    conditions: set[str] = field(default_factory=set)
    codebook: Codebook = field(default_factory=lambda: Codebook((), ()))

    def find(self, actor: str, issue: str, stance: str) -> set[str]:
        """Return the codes for this stance on this issue and for this actor."""
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
    """Determine the meaning of codes.

    Args:
        roots: the top-level codes.
    """
    codes = Codes()
    actors: dict[str, Actor] = {}
    issues: dict[str, Issue] = {}
    suggested = False
    for code in _walk(roots, ()):
        node, parent = code.node, code.path[:-1]
        codes.all[node.guid] = code
        if is_actor_group(node):
            suggested |= _parse_toml(node.first("Description").text, ("suggested",)).get("suggested") is True
            actors |= {actor.name.lower(): actor for actor in map(_read_actor, node.all("Code"))}
            codes.actors |= {child.guid: _read_actor(child).name for child in node.all("Code")}
        elif node.first("Description").text == CONDITION_DESCRIPTION:
            codes.conditions.add(node.guid)
        elif node.guid not in codes.actors and node.guid not in codes.stances and _is_issue(node):
            label, stance = _split_flat_name(node)
            name = label if stance and label.lower() in issues else _make_name(label, parent, issues)
            issues.setdefault(name.lower(), read_issue(node, name))
            codes.issues[node.guid] = name = issues[name.lower()].name
            if stance:
                codes.stances[node.guid] = (name, stance)
            codes.stances |= {
                child.guid: (name, stance_name)
                for child in node.all("Code")
                if (stance_name := _read_stance(child))
            }
    codes.codebook = Codebook(tuple(actors.values()), tuple(issues.values()), suggested)
    return codes


def _walk(nodes: Iterable[Node], path: tuple[str, ...]) -> Iterator[Code]:
    for node in nodes:
        here = (*path, node.get("name"))
        yield Code(node, here)
        yield from _walk(node.all("Code"), here)


def is_actor_group(node: Node) -> bool:
    """Return whether a code is the group of actors: so named, not codable, each subcode with a kind."""
    kinds = [
        _parse_toml(child.first("Description").text, ACTOR_KEYS).get("kind") for child in node.all("Code")
    ]
    return (
        node.get("name") == ACTORS
        and node.get("isCodable") in ("false", "0")
        and all(kind in get_args(ActorKind) for kind in kinds)
    )


def _is_issue(node: Node) -> bool:
    subcodes = node.all("Code")
    if any(_read_stance(child) for child in subcodes):
        return True
    return not subcodes and node.get("isCodable") not in ("false", "0") and bool(node.get("name").strip())


def _read_stance(node: Node) -> str:
    name = node.get("name").strip().lower()
    return name if name in STANCES else ""


def _split_flat_name(node: Node) -> tuple[str, str]:
    """Return the issue and stance of a code named ``issue / stance``, as in flat codebooks."""
    issue, _, stance = node.get("name").rpartition("/")
    if not node.all("Code") and issue.strip() and stance.strip().lower() in STANCES:
        return issue.strip(), stance.strip().lower()
    return node.get("name"), ""


def _make_name(name: str, parent: tuple[str, ...], taken: Container[str]) -> str:
    """Return an issue's name, or its path if that name is taken."""
    if name.lower() not in taken:
        return name
    return make_unique(BETWEEN.join((*parent, name)), taken, str.lower)


def _parse_toml(text: str, keys: tuple[str, ...]) -> dict[str, Any]:
    """Parse a description written by Stancebook; return an empty mapping for any other text."""
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if set(found) <= set(keys) else {}


def _read_actor(node: Node) -> Actor:
    found = _parse_toml(node.first("Description").text, ACTOR_KEYS)
    return Actor(
        node.get("name"),
        next((kind for kind in get_args(ActorKind) if kind == found.get("kind")), "group"),
        _to_strings(found.get("aliases")),
        _to_string(found.get("side")),
        tuple(
            _read_role(role)
            for role in _to_list(found.get("roles"))
            if isinstance(role, dict) and "title" in role
        ),
    )


def _read_role(stored: dict[str, Any]) -> Role:
    return Role(str(stored["title"]), _to_string(stored.get("since")), _to_string(stored.get("until")))


def read_issue(node: Node, name: str) -> Issue:
    """Return the issue of a code, under its name in the codebook."""
    text = node.first("Description").text
    proposition, _, tail = text.rpartition("\n\n")
    found = _parse_toml(tail, ISSUE_KEYS)
    if not found:
        label, _ = _split_flat_name(node)
        return Issue(name, text.strip() or label, (label,))
    return Issue(name, proposition, _to_strings(found.get("terms")), _to_strings(found.get("against")))


def _to_string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _to_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _to_strings(value: Any) -> tuple[str, ...]:
    return tuple(item for item in _to_list(value) if isinstance(item, str))
