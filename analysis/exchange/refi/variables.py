"""Read and write variables: the typed values of cases and sources."""

import re
from datetime import date
from decimal import Decimal

from analysis.exchange.refi.markup import Node, make_guid

_KINDS = {"earliest": "Date", "latest": "Date", "published": "Date", "confidence": "Float"}
# NVivo writes "Cases:Age"
_GROUP = re.compile(r"^[^:]{1,40}:\s*")


def read_names(project: Node) -> dict[str, str]:
    """Return the names of a project's variables by identifier, in lower case and without a group."""
    return {
        node.guid: _GROUP.sub("", node.get("name").strip()).lower()
        for node in project.first("Variables").all("Variable")
    }


def read_value(node: Node, names: dict[str, str]) -> tuple[str, str]:
    """Return a variable's name and value; the name is empty if the variable is not declared."""
    reference = node.first("VariableRef")
    values = [child.text for child in node.children if child.tag.endswith("Value")]
    return names.get(reference.target, ""), values[0] if values else ""


class Variables:
    """The variables of a project that is being written; each is declared when it is first used."""

    def __init__(self, project: Node) -> None:
        self._project = project
        self._guids = {
            (name, node.get("typeOfVariable")): node.get("guid")
            for name, node in zip(
                read_names(project).values(), project.first("Variables").all("Variable"), strict=False
            )
        }

    def build_value(self, name: str, value: object) -> Node:
        """Return the element for one value; an invalid date is written as text."""
        kind, text = _format_value(name, value)
        guid = self._guids.get((name, kind))
        if guid is None:
            guid = self._guids[name, kind] = make_guid("variable", name, kind)
            declared = {"guid": guid, "name": name, "typeOfVariable": kind}
            self._project.ensure("Variables").children.append(Node("Variable", declared))
        reference = Node("VariableRef", {"targetGUID": guid})
        return Node("VariableValue", children=[reference, Node(f"{kind}Value", text=text)])


def _format_value(name: str, value: object) -> tuple[str, str]:
    kind = _KINDS.get(name, "Text")
    if kind == "Float":
        return kind, format(Decimal(repr(float(str(value)))), "f")
    if kind == "Date" and not _is_day(str(value)):
        return "Text", str(value)
    return kind, str(value)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
