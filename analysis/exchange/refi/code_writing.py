"""A codebook written as codes, among those that are there already."""

from dataclasses import asdict

import tomli_w

from analysis.codebook import Codebook
from analysis.exchange.refi.codes import (
    ACTOR_KEYS,
    ACTORS,
    CONDITION_IS,
    ISSUE_KEYS,
    is_actors,
    issue_of,
    read_codes,
)
from analysis.exchange.refi.markup import Node, guid_of
from analysis.tables import STANCES


def write_codes(parent: Node, codebook: Codebook) -> None:
    """Put a codebook among codes: those that are there already are brought up to date, the others added.

    Args:
        parent: the element that holds the codes at the top.
        codebook: its actors and issues.
    """
    codes = read_codes(parent.all("Code"))
    present = {name.lower(): codes.all[guid].node for guid, name in reversed(codes.issues.items())}
    for issue in codebook.issues:
        node = present.get(issue.name.lower())
        if node is None:
            node = parent.add(_code(issue.name, "issue", issue.name))
            for stance in STANCES:
                node.add(_code(stance, "stance", issue.name, stance))
        if issue_of(node, issue.name) != issue:
            _describe(
                node,
                f"{issue.proposition}\n\n{tomli_w.dumps({k: list(getattr(issue, k)) for k in ISSUE_KEYS})}",
            )
    _write_actors(parent, codebook)


def _write_actors(parent: Node, codebook: Codebook) -> None:
    if not codebook.actors and not codebook.suggested and parent.all("Code"):
        return
    group = next((node for node in parent.all("Code") if is_actors(node)), None)
    if group is None:
        group = parent.add(_code(ACTORS, "actors"))
        group.attributes["isCodable"] = "false"
    _describe(group, "suggested = true" if codebook.suggested else "")
    for actor in codebook.actors:
        wanted = [node for node in group.all("Code") if node.get("name") == actor.name]
        node = wanted[0] if wanted else group.add(_code(actor.name, "actor", actor.name))
        known = asdict(actor)
        known["roles"] = [{key: it for key, it in role.items() if it is not None} for role in known["roles"]]
        _describe(
            node, tomli_w.dumps({key: known[key] for key in ACTOR_KEYS if known[key] or known[key] == ""})
        )


def _code(name: str, *what: str) -> Node:
    return Node("Code", {"guid": guid_of(*what), "name": name, "isCodable": "true"})


def _describe(node: Node, text: str) -> None:
    node.children = [child for child in node.children if child.tag != "Description"]
    if text:
        node.add(Node("Description", text=text))


def code_for(parent: Node, path: tuple[str, ...]) -> Node:
    """Give the code at a path, made with those above it where there is none."""
    node = parent
    for name in path:
        found = [child for child in node.all("Code") if child.get("name") == name]
        node = found[0] if found else node.add(_code(name, "code", node.guid, name))
    return node


def condition_code(parent: Node) -> Node:
    """Give the code that marks conditions, made where there is none."""
    found = [child for child in parent.all("Code") if child.first("Description").text == CONDITION_IS]
    if found:
        return found[0]
    node = parent.add(_code("Condition", "condition"))
    _describe(node, CONDITION_IS)
    return node
