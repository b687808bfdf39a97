"""A REFI-QDA project filled from the tables: an empty one, or the one that they were once read from."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.codebook import Codebook
from analysis.exchange.anchoring import Span
from analysis.exchange.offsets import is_astral
from analysis.exchange.quoting import find_nearest
from analysis.exchange.refi.cases import COLUMNS
from analysis.exchange.refi.code_writing import code_for, condition_code, write_codes
from analysis.exchange.refi.codes import BETWEEN, Codes, read_codes
from analysis.exchange.refi.markup import NO_TIME, ORIGIN, Node, from_json, guid_of, plain
from analysis.exchange.refi.variables import Variables
from analysis.reading.codings import HUMAN

_GUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ABOUT = ("title", "outlet", "author", "published", "url", "language")


@dataclass(frozen=True)
class _Target:
    """A document of the project: the element for its selections, and its text."""

    node: Node
    text: str


class Builder:
    """A project that documents, codebook and statements are put into.

    Args:
        title: of a new project.
        extras: what ``read_qdpx`` kept of the project that this one goes on from; may be empty.
        codebook: its actors and issues.

    Attributes:
        project: its root.
        files: the texts of its documents by their names in the archive.
        lost: in words, what could not be put into it.

    Raises:
        StancebookError: when ``extras`` is not what ``read_qdpx`` gave.
    """

    def __init__(self, title: str, extras: Mapping[str, Any], codebook: Codebook) -> None:
        kept = extras.get("refi") or {}
        self.project = from_json(kept["project"]) if kept else Node("Project", {"name": title})
        self.project.attributes |= {"origin": ORIGIN}
        self.project.attributes.setdefault("creationDateTime", NO_TIME)
        self.files: dict[str, bytes] = {}
        self.lost: list[str] = []
        self._sources = {node.guid: node for node in self.project.first("Sources").children}
        self._known: dict[str, str] = {
            str(k): plain(str(v)) for k, v in (kept.get("documents") or {}).items()
        }
        self._quotes = {
            plain(str(row.get("guid"))): str(row.get("text")) for row in extras.get("selections", ())
        }
        self._targets: dict[str, _Target] = {}
        self._counts: Counter[str] = Counter()
        self._variables = Variables(self.project)
        self._codes_node = self.project.own("CodeBook").own("Codes")
        write_codes(self._codes_node, codebook)
        self._codes: Codes = read_codes(self._codes_node.all("Code"))
        self._issues = {name.lower(): guid for guid, name in reversed(self._codes.issues.items())}
        self._users = {node.get("name"): node.get("guid") for node in self.project.first("Users").all("User")}
        self._selections = {
            node.guid: node for node in self.project.walk() if node.tag == "PlainTextSelection" and node.guid
        }

    def add_document(self, row: Mapping[str, Any]) -> None:
        """Add a document, or bring the one that is there up to date."""
        doc_id, text = str(row["doc_id"]), str(row["text"])
        sources = self.project.own("Sources")
        source = self._sources.get(self._known.get(doc_id, ""))
        if source is None:
            name = str(row.get("title", doc_id))
            about = {"guid": guid_of("document", doc_id), "name": name, "creationDateTime": NO_TIME}
            source = Node("TextSource", about)
            sources.children.append(source)
        node = source.own("Representation") if source.tag == "PDFSource" else source
        node.attributes.setdefault("guid", guid_of("text", doc_id))
        self._describe(source, {"doc_id": doc_id} | {name: row[name] for name in _ABOUT if row.get(name)})
        node.children = [child for child in node.children if child.tag != "PlainTextContent"]
        name = node.guid if _GUID.fullmatch(node.guid) else guid_of("text", doc_id)
        node.attributes["plainTextPath"] = f"internal://{name}.txt"
        self.files[f"sources/{name}.txt"] = text.encode("utf-8", "replace")
        self._targets[doc_id] = _Target(node, text)
        if is_astral(text):
            self.lost.append(
                f"{doc_id}: it has characters beyond U+FFFF (emoji); NVivo counts each as two and will "
                "show spans behind them too early."
            )
        self._anchor(doc_id)

    def _describe(self, source: Node, about: Mapping[str, Any]) -> None:
        values = [self._variables.value(name, value) for name, value in about.items()]
        targets = {value.first("VariableRef").target for value in values}
        source.children = [
            child for child in source.children
            if child.tag != "VariableValue" or child.first("VariableRef").target not in targets
        ]  # fmt: skip
        for value in values:
            source.add(value)

    def _anchor(self, doc_id: str) -> None:
        """Find the selections that were kept again by their words where the text has changed since."""
        target = self._targets[doc_id]
        for node in target.node.all("PlainTextSelection"):
            start, end = int(node.get("startPosition")), int(node.get("endPosition"))
            words = self._quotes.get(node.guid)
            if words is None or target.text[start:end] == words:
                continue
            if moved := find_nearest(target.text, words, start):
                node.attributes |= {"startPosition": str(moved[0]), "endPosition": str(moved[1])}
            else:
                target.node.children = [child for child in target.node.children if child is not node]
                self.lost.append(f"{doc_id}: the selection {words[:80]!r}, which its text has no more.")

    def drop_missing(self) -> None:
        """Take out the sources whose documents are not in the table, and all that refers to them."""
        gone = {guid for doc_id, guid in self._known.items() if doc_id not in self._targets}
        sources = self.project.first("Sources")
        dropped = [node for node in sources.children if node.guid in gone]
        if not dropped:
            return
        sources.children = [node for node in sources.children if node.guid not in gone]
        inside = {node.guid for source in dropped for node in source.walk() if node.guid}
        self.project.prune(lambda node: not inside.isdisjoint(node.references))
        self.lost += [
            f"{node.get('name')}: it is not in the documents table, so it was left out." for node in dropped
        ]

    def add_statement(self, row: Mapping[str, Any]) -> None:
        """Add a statement as a case, its evidence and condition as selections."""
        doc_id, coder = str(row["doc_id"]), str(row.get("coder", ""))
        if doc_id not in self._targets:
            self.lost.append(f"{row['statement_id']}: its document {doc_id!r} is not in the documents table.")
            return
        guid, user = self._guid("statement", row), self._user(coder)
        issue, stance, actor = (str(row[name]) for name in ("issue", "stance", "actor"))
        case = Node("Case", {"guid": guid, "name": f"{actor}: {issue} ({stance})"})
        for name in COLUMNS:
            if name in row:
                case.add(self._variables.value(name, row[name]))
        span = int(row["start"]), int(row["end"])
        codes = [self._stance_code(issue, stance), *self._actor_code(actor)]
        selection = self._select(doc_id, span, str(row["evidence"]), user, guid)
        self._code(selection, codes, user, guid)
        case.add(Node("SelectionRef", {"targetGUID": selection.get("guid")}))
        if "condition_start" in row and "condition_end" in row:
            span = int(row["condition_start"]), int(row["condition_end"])
            selection = self._select(doc_id, span, str(row.get("condition", "")), user, guid, "condition")
            self._code(selection, [condition_code(self._codes_node).get("guid")], user, guid)
            case.add(Node("SelectionRef", {"targetGUID": selection.get("guid")}))
        self.project.own("Cases").children.append(case)

    def _guid(self, kind: str, row: Mapping[str, Any]) -> str:
        """Identify a row by what it says, not by its number, so that it stays the same in other tables."""
        names = ("doc_id", "start", "end", "actor", "issue", "stance", "code", "coder")
        key = guid_of(kind, *(row.get(name) for name in names))
        self._counts[key] += 1
        return key if self._counts[key] == 1 else guid_of(key, self._counts[key])

    def _user(self, coder: str) -> str:
        name = coder.removeprefix(HUMAN) or "unknown"
        if name not in self._users:
            self._users[name] = guid_of("user", name)
            self.project.own("Users").children.append(Node("User", {"guid": self._users[name], "name": name}))
        return self._users[name]

    def _stance_code(self, issue: str, stance: str) -> str:
        guid = self._issues.get(issue.lower())
        node = self._codes.all[guid].node if guid else code_for(self._codes_node, (issue,))
        found = [child for child in node.all("Code") if child.get("name").lower() == stance]
        return (found[0] if found else code_for(node, (stance,))).get("guid")

    def _actor_code(self, actor: str) -> list[str]:
        return [
            self._codes.all[guid].node.get("guid")
            for guid, name in self._codes.actors.items()
            if name == actor
        ]

    def _select(self, doc_id: str, span: Span, words: str, user: str, *what: str) -> Node:
        target = self._targets[doc_id]
        attributes = {
            "guid": guid_of("selection", *what), "name": words, "startPosition": str(span[0]),
            "endPosition": str(span[1]), "creatingUser": user, "creationDateTime": NO_TIME,
        }  # fmt: skip
        known = self._selections.get(attributes["guid"])
        if known is None:
            known = self._selections[attributes["guid"]] = target.node.add(
                Node("PlainTextSelection", attributes)
            )
        return known

    def _code(self, selection: Node, codes: Iterable[str], user: str, *what: str) -> None:
        for code in codes:
            attributes = {
                "guid": guid_of("coding", code, *what),
                "creatingUser": user,
                "creationDateTime": NO_TIME,
            }
            reference = Node("CodeRef", {"targetGUID": code})
            selection.add(Node("Coding", attributes, children=[reference]))

    def add_selection(self, row: Mapping[str, Any]) -> None:
        """Add a coded span that another format held; those of REFI-QDA itself are there already."""
        doc_id, code = str(row.get("doc_id")), row.get("code")
        if plain(str(row.get("guid") or "")) in self._selections or row.get("start") is None:
            return
        if doc_id not in self._targets:
            self.lost.append(f"{doc_id}: it is not in the documents table, so its spans were left out.")
            return
        user, guid = self._user(str(row.get("coder") or "")), self._guid("row", row)
        key = (doc_id, int(row["start"]), int(row["end"]))
        selection = self._select(doc_id, key[1:], str(row.get("text") or ""), user, *map(str, key))
        if row.get("memo") and not selection.all("Description"):
            selection.add(Node("Description", text=str(row["memo"])))
        if code:
            self._code(selection, [self._plain_code(str(code))], user, guid)

    def _plain_code(self, name: str) -> str:
        if guid := self._issues.get(name.lower()):
            return self._codes.all[guid].node.get("guid")
        return code_for(self._codes_node, tuple(name.split(BETWEEN))).get("guid")

    def drop_unused(self, codebook: Codebook) -> None:
        """Take out the issues and actors that the codebook has no more and nothing is coded with."""
        named = {issue.name.lower() for issue in codebook.issues} | {
            actor.name.lower() for actor in codebook.actors
        }
        referred = {guid for node in self.project.walk() for guid in node.references}
        gone = {
            guid
            for guid, name in (self._codes.issues | self._codes.actors).items()
            if name.lower() not in named
            and not referred & {node.guid for node in self._codes.all[guid].node.walk()}
        }
        self._codes_node.prune(lambda node: node.tag == "Code" and node.guid in gone)
