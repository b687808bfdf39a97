"""Variables: typed values of cases and sources, and how this project names its own."""

import re
from datetime import date
from decimal import Decimal

from analysis.exchange.refi.markup import Node, guid_of

_KINDS = {"earliest": "Date", "latest": "Date", "published": "Date", "confidence": "Float"}
# NVivo writes "Cases:Age"
_GROUP = re.compile(r"^[^:]{1,40}:\s*")


def names_of(project: Node) -> dict[str, str]:
    """Give the names of a project's variables, by their identifiers: small letters, without a group."""
    return {
        node.guid: _GROUP.sub("", node.get("name").strip()).lower()
        for node in project.first("Variables").all("Variable")
    }


def value_of(node: Node, names: dict[str, str]) -> tuple[str, str]:
    """Give a variable's name and value; an empty name for one that is not declared."""
    reference = node.first("VariableRef")
    values = [child.text for child in node.children if child.tag.endswith("Value")]
    return names.get(reference.target, ""), values[0] if values else ""


class Variables:
    """The variables of a project that is written; each is declared when it is first used."""

    def __init__(self, project: Node) -> None:
        self._project = project
        self._guids = {
            (name, node.get("typeOfVariable")): node.get("guid")
            for name, node in zip(
                names_of(project).values(), project.first("Variables").all("Variable"), strict=False
            )
        }

    def value(self, name: str, value: object) -> Node:
        """Make the element of one value; a day that is none is given as text."""
        kind, text = _typed(name, value)
        known = self._guids.get((name, kind))
        if known is None:
            known = self._guids[name, kind] = guid_of("variable", name, kind)
            declared = {"guid": known, "name": name, "typeOfVariable": kind}
            self._project.own("Variables").children.append(Node("Variable", declared))
        reference = Node("VariableRef", {"targetGUID": known})
        return Node("VariableValue", children=[reference, Node(f"{kind}Value", text=text)])


def _typed(name: str, value: object) -> tuple[str, str]:
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
