"""Read the XML of REFI-QDA into plain nodes, without entities, and write it in the schema's order."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from analysis.errors import StancebookError
from analysis.exchange.foreign_xml import parse_xml

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Stancebook"
NO_TIME = "1970-01-01T00:00:00Z"
"""Placeholder where tools require a time and none is known."""

_NAMESPACE = uuid.UUID("6f2d1c52-5b0e-5e0e-9f57-6f1f6b0b7c11")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_REFERENCES = ("targetGUID", "originGUID", "representedGUID", "sourceVertex", "targetVertex")
_SOURCE = ("Coding", "NoteRef", "VariableValue")
_TEXT = ("Description", "PlainTextContent", "PlainTextSelection", *_SOURCE)
_SELECTION = ("Description", "Representation", "Coding", "NoteRef")
ORDER: dict[str, tuple[str, ...]] = {
    "Project": (
        "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs",
        "Description", "NoteRef",
    ),
    "CodeBook": ("Codes", "Sets"),
    "Code": ("Description", "NoteRef", "Code"),
    "Case": ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"),
    "TextSource": _TEXT, "Representation": _TEXT, "Note": _TEXT, "TextDescription": _TEXT,
    "PDFSource": ("Description", "PDFSelection", "Representation", *_SOURCE),
    "PlainTextSelection": _SELECTION, "PDFSelection": _SELECTION,
    "Coding": ("CodeRef", "NoteRef"),
}  # fmt: skip
"""The children of each element that Stancebook adds to, in the schema's order."""


@dataclass(eq=False)
class Node:
    """One element: its name without namespace, its attributes, its text and its children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, or an empty string."""
        return self.attributes.get(name, "")

    @property
    def guid(self) -> str:
        """Its identifier, normalised for comparison: without braces, in lower case."""
        return normalise_guid(self.get("guid"))

    @property
    def target(self) -> str:
        """The identifier that a reference points to; some tools write ``guid`` for ``targetGUID``."""
        return normalise_guid(self.get("targetGUID") or self.get("guid"))

    @property
    def references(self) -> list[str]:
        """The identifiers that it refers to."""
        return [normalise_guid(self.attributes[key]) for key in _REFERENCES if key in self.attributes]

    def all(self, *tags: str) -> list["Node"]:
        """Return its children with these tags."""
        return [child for child in self.children if child.tag in tags]

    def first(self, tag: str) -> "Node":
        """Return its first child with a tag; if there is none, an empty node that is not attached."""
        return next(iter(self.all(tag)), Node(tag))

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all its descendants, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def add(self, child: "Node") -> "Node":
        """Insert a child at its position in the schema, after others with its tag, and return it."""
        order = ORDER.get(self.tag, ())
        if child.tag not in order:
            self.children.append(child)
            return child
        rank = order.index(child.tag)
        last = self.children[-1].tag if self.children else child.tag
        if last in order and order.index(last) <= rank:
            self.children.append(child)
            return child
        preceding = [
            index
            for index, other in enumerate(self.children)
            if other.tag in order and order.index(other.tag) <= rank
        ]
        self.children.insert(preceding[-1] + 1 if preceding else 0, child)
        return child

    def ensure(self, tag: str) -> "Node":
        """Return its first child with a tag, which is added if there is none."""
        return next(iter(self.all(tag)), None) or self.add(Node(tag))

    def prune(self, is_removed: Callable[["Node"], bool]) -> None:
        """Remove the descendants for which the condition is true."""
        self.children = [child for child in self.children if not is_removed(child)]
        for child in self.children:
            child.prune(is_removed)

    def to_json(self) -> dict[str, Any]:
        """Return the node as JSON-serialisable lists and mappings."""
        return {
            "tag": self.tag,
            "attributes": dict(self.attributes),
            "text": self.text,
            "children": [child.to_json() for child in self.children],
        }


def from_json(stored: Any) -> Node:
    """Build a node from the result of ``Node.to_json``.

    Raises:
        StancebookError: when it has another structure.
    """
    try:
        return Node(
            str(stored["tag"]),
            {str(name): str(value) for name, value in stored["attributes"].items()},
            str(stored["text"]),
            [from_json(child) for child in stored["children"]],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise StancebookError(
            f"The stored REFI-QDA project is not as it was written ({error!r}); convert the project again."
        ) from error


def normalise_guid(guid: str) -> str:
    """Return an identifier without braces, in lower case."""
    return guid.strip().strip("{}").lower()


def make_guid(*parts: object) -> str:
    """Return a reproducible identifier, derived from the parts that identify an item."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(map(str, parts))))


def parse(data: bytes, root: str, name: str) -> Node:
    """Parse the XML of a project or codebook; see ``parse_xml`` for what is refused.

    Args:
        data: the file's bytes.
        root: the required root element.
        name: the file's name in messages.

    Raises:
        StancebookError: when it is not XML, has a document type, or has another root element.
    """
    try:
        node = _to_node(parse_xml(data))
    except StancebookError as error:
        raise StancebookError(f"{name}: {error}") from error
    if node.tag != root:
        raise StancebookError(f"{name}: expected a <{root}> as root element, found <{node.tag}>.")
    return node


def _to_node(element: etree._Element) -> Node:
    attributes = {
        str(key): str(value) for key, value in element.attrib.items() if not str(key).startswith("{")
    }
    children = [_to_node(child) for child in element if isinstance(child.tag, str)]
    return Node(
        etree.QName(element).localname, attributes, element.text or "" if not children else "", children
    )


def serialise(root: Node, namespace: str) -> bytes:
    """Return a node as an XML file; characters that XML does not allow become U+FFFD."""
    element = _to_element(root, namespace, None)
    etree.indent(element, space=" ")
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")


def _to_element(node: Node, namespace: str, parent: etree._Element | None) -> etree._Element:
    name = f"{{{namespace}}}{node.tag}"
    attributes = {key: replace_illegal(value) for key, value in node.attributes.items()}
    if parent is None:
        element = etree.Element(name, attributes, nsmap={None: namespace})  # type: ignore[dict-item]
    else:
        element = etree.SubElement(parent, name, attributes)
    if node.text.strip() or not node.children:
        element.text = replace_illegal(node.text) or None
    for child in node.children:
        _to_element(child, namespace, element)
    return element


def replace_illegal(text: str) -> str:
    """Return a text with U+FFFD for the control characters that XML does not allow."""
    return _ILLEGAL.sub("\ufffd", text)
