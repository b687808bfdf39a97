"""The XML of REFI-QDA: read without entities, held as plain nodes, written in the order of the schema."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from analysis.errors import StancebookError

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Stancebook"
NO_TIME = "1970-01-01T00:00:00Z"
"""Stands where tools expect a time and nobody gave one."""

_OURS = uuid.UUID("6f2d1c52-5b0e-5e0e-9f57-6f1f6b0b7c11")
_PROLOG = re.compile(rb"<[A-Za-z_]")
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
"""The children of each element that this project adds to, in the order that the schema asks for."""


@dataclass(eq=False)
class Node:
    """One element: its name without namespace, its attributes, its text and its children."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Give an attribute, or an empty text."""
        return self.attributes.get(name, "")

    @property
    def guid(self) -> str:
        """Its identifier as references to it compare: without braces, in small letters."""
        return plain(self.get("guid"))

    @property
    def target(self) -> str:
        """The identifier that a reference names; some tools write ``guid`` for ``targetGUID``."""
        return plain(self.get("targetGUID") or self.get("guid"))

    @property
    def references(self) -> list[str]:
        """The identifiers that it refers to."""
        return [plain(self.attributes[key]) for key in _REFERENCES if key in self.attributes]

    def all(self, *tags: str) -> list["Node"]:
        """Give its children of these names."""
        return [child for child in self.children if child.tag in tags]

    def first(self, tag: str) -> "Node":
        """Give its first child of a name; an empty one that belongs nowhere if there is none."""
        return next(iter(self.all(tag)), Node(tag))

    def walk(self) -> Iterator["Node"]:
        """Give it and everything in it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()

    def add(self, child: "Node") -> "Node":
        """Put a child where the schema wants it, behind those of its kind, and give it back."""
        order = ORDER.get(self.tag, ())
        if child.tag not in order:
            self.children.append(child)
            return child
        rank = order.index(child.tag)
        last = self.children[-1].tag if self.children else child.tag
        if last in order and order.index(last) <= rank:
            self.children.append(child)
            return child
        ahead = [
            i for i, one in enumerate(self.children) if one.tag in order and order.index(one.tag) <= rank
        ]
        self.children.insert(ahead[-1] + 1 if ahead else 0, child)
        return child

    def own(self, tag: str) -> "Node":
        """Give its first child of a name, made if there is none."""
        return next(iter(self.all(tag)), None) or self.add(Node(tag))

    def prune(self, is_gone: Callable[["Node"], bool]) -> None:
        """Take out whatever is gone, however deep."""
        self.children = [child for child in self.children if not is_gone(child)]
        for child in self.children:
            child.prune(is_gone)

    def as_json(self) -> dict[str, Any]:
        """Give it as plain lists and mappings."""
        return {
            "tag": self.tag,
            "attributes": dict(self.attributes),
            "text": self.text,
            "children": [child.as_json() for child in self.children],
        }


def from_json(held: Any) -> Node:
    """Make a node of what ``Node.as_json`` gave.

    Raises:
        StancebookError: when it is something else.
    """
    try:
        return Node(
            str(held["tag"]),
            {str(name): str(value) for name, value in held["attributes"].items()},
            str(held["text"]),
            [from_json(child) for child in held["children"]],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise StancebookError(
            f"What was kept of a REFI-QDA project is not as it was written ({error!r}); convert it again."
        ) from error


def plain(guid: str) -> str:
    """Give an identifier without braces, in small letters."""
    return guid.strip().strip("{}").lower()


def guid_of(*parts: object) -> str:
    """Give the identifier of something by what it is, so that the same thing always has the same."""
    return str(uuid.uuid5(_OURS, "\x1f".join(map(str, parts))))


def parse(data: bytes, root: str, name: str) -> Node:
    """Read XML that nobody vouches for: no document type, no entities, no network, no endless depth.

    Args:
        data: the file's bytes.
        root: what its root element must be.
        name: of the file, for messages.

    Raises:
        StancebookError: when it is no XML, has a document type, or is of another kind.
    """
    prolog = _PROLOG.split(data, maxsplit=1)[0].replace(b"\0", b"")
    if b"<!DOCTYPE" in prolog:
        raise _refused(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        element = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StancebookError(f"{name}: not valid XML ({error}). Export it again.") from error
    # the stubs know neither this attribute nor a default namespace
    if etree.ElementTree(element).docinfo.doctype:  # type: ignore[attr-defined]
        raise _refused(name)
    node = _node(element)
    if node.tag != root:
        raise StancebookError(f"{name}: expected a <{root}>, got a <{node.tag}>.")
    return node


def _refused(name: str) -> StancebookError:
    return StancebookError(f"{name}: it has a document type, which REFI-QDA does not know; it was not read.")


def _node(element: etree._Element) -> Node:
    attributes = {
        str(key): str(value) for key, value in element.attrib.items() if not str(key).startswith("{")
    }
    children = [_node(child) for child in element if isinstance(child.tag, str)]
    return Node(
        etree.QName(element).localname, attributes, element.text or "" if not children else "", children
    )


def serialise(root: Node, namespace: str) -> bytes:
    """Write a node as an XML file; what XML cannot hold becomes U+FFFD."""
    element = _element(root, namespace, None)
    etree.indent(element, space=" ")
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")


def _element(node: Node, namespace: str, parent: etree._Element | None) -> etree._Element:
    name = f"{{{namespace}}}{node.tag}"
    attributes = {key: held(value) for key, value in node.attributes.items()}
    if parent is None:
        element = etree.Element(name, attributes, nsmap={None: namespace})  # type: ignore[dict-item]
    else:
        element = etree.SubElement(parent, name, attributes)
    if node.text.strip() or not node.children:
        element.text = held(node.text) or None
    for child in node.children:
        _element(child, namespace, element)
    return element


def held(text: str) -> str:
    """Give a text as XML can hold it: U+FFFD for the controls that it cannot."""
    return _ILLEGAL.sub("\ufffd", text)
