"""Write a codebook as codes, updating any existing codes."""

from dataclasses import asdict

import tomli_w

from analysis.codebook import Codebook
from analysis.exchange.refi.codes import (
    ACTOR_KEYS,
    ACTORS,
    CONDITION_DESCRIPTION,
    ISSUE_KEYS,
    is_actor_group,
    read_codes,
    read_issue,
)
from analysis.exchange.refi.markup import Node, make_guid
from analysis.tables import STANCES


def write_codes(parent: Node, codebook: Codebook) -> None:
    """Write a codebook into a list of codes: update existing codes and add the others.

    Args:
        parent: the element that holds the top-level codes.
        codebook: its actors and issues.
    """
    codes = read_codes(parent.all("Code"))
    present = {name.lower(): codes.all[guid].node for guid, name in reversed(codes.issues.items())}
    for issue in codebook.issues:
        node = present.get(issue.name.lower())
        if node is None:
            node = parent.add(_build_code(issue.name, "issue", issue.name))
            for stance in STANCES:
                node.add(_build_code(stance, "stance", issue.name, stance))
        if read_issue(node, issue.name) != issue:
            terms = tomli_w.dumps({key: list(getattr(issue, key)) for key in ISSUE_KEYS})
            _set_description(node, f"{issue.proposition}\n\n{terms}")
    _write_actors(parent, codebook)


def _write_actors(parent: Node, codebook: Codebook) -> None:
    if not codebook.actors and not codebook.suggested and parent.all("Code"):
        return
    group = next((node for node in parent.all("Code") if is_actor_group(node)), None)
    if group is None:
        group = parent.add(_build_code(ACTORS, "actors"))
        group.attributes["isCodable"] = "false"
    _set_description(group, "suggested = true" if codebook.suggested else "")
    for actor in codebook.actors:
        found = [node for node in group.all("Code") if node.get("name") == actor.name]
        node = found[0] if found else group.add(_build_code(actor.name, "actor", actor.name))
        entry = asdict(actor)
        entry["roles"] = [
            {key: value for key, value in role.items() if value is not None} for role in entry["roles"]
        ]
        entry = {key: entry[key] for key in ACTOR_KEYS if entry[key] or entry[key] == ""}
        _set_description(node, tomli_w.dumps(entry))


def _build_code(name: str, *what: str) -> Node:
    return Node("Code", {"guid": make_guid(*what), "name": name, "isCodable": "true"})


def _set_description(node: Node, text: str) -> None:
    node.children = [child for child in node.children if child.tag != "Description"]
    if text:
        node.add(Node("Description", text=text))


def ensure_code(parent: Node, path: tuple[str, ...]) -> Node:
    """Return the code at a path, which is added with its parents if it is missing."""
    node = parent
    for name in path:
        found = [child for child in node.all("Code") if child.get("name") == name]
        node = found[0] if found else node.add(_build_code(name, "code", node.guid, name))
    return node


def ensure_condition_code(parent: Node) -> Node:
    """Return the code that marks conditions, which is added if it is missing."""
    found = [
        child for child in parent.all("Code") if child.first("Description").text == CONDITION_DESCRIPTION
    ]
    if found:
        return found[0]
    node = parent.add(_build_code("Condition", "condition"))
    _set_description(node, CONDITION_DESCRIPTION)
    return node
