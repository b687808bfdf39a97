"""Fill a REFI-QDA project from the tables: a new project, or the one that they were read from."""

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
from analysis.exchange.refi.code_writing import ensure_code, ensure_condition_code, write_codes
from analysis.exchange.refi.codes import BETWEEN, Codes, read_codes
from analysis.exchange.refi.markup import NO_TIME, ORIGIN, Node, from_json, make_guid, normalise_guid
from analysis.exchange.refi.variables import Variables
from analysis.reading.codings import HUMAN

_GUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_METADATA = ("title", "outlet", "author", "published", "url", "language")


@dataclass(frozen=True)
class _Target:
    """A document of the project: its text and the element for its selections."""

    node: Node
    text: str


class Builder:
    """A project to which documents, codebook and statements are added.

    Args:
        title: the title of a new project.
        extras: the extras of ``read_qdpx`` for the original project; may be empty.
        codebook: its actors and issues.

    Attributes:
        project: its root.
        files: the texts of its documents by their names in the archive.
        lost: messages about content that could not be added.

    Raises:
        StancebookError: when ``extras`` does not have the structure that ``read_qdpx`` returns.
    """

    def __init__(self, title: str, extras: Mapping[str, Any], codebook: Codebook) -> None:
        original = extras.get("refi") or {}
        self.project = from_json(original["project"]) if original else Node("Project", {"name": title})
        self.project.attributes |= {"origin": ORIGIN}
        self.project.attributes.setdefault("creationDateTime", NO_TIME)
        self.files: dict[str, bytes] = {}
        self.lost: list[str] = []
        self._sources = {node.guid: node for node in self.project.first("Sources").children}
        self._source_guids: dict[str, str] = {
            str(doc_id): normalise_guid(str(guid))
            for doc_id, guid in (original.get("documents") or {}).items()
        }
        self._quotes = {
            normalise_guid(str(row.get("guid"))): str(row.get("text")) for row in extras.get("selections", ())
        }
        self._targets: dict[str, _Target] = {}
        self._counts: Counter[str] = Counter()
        self._variables = Variables(self.project)
        self._codes_node = self.project.ensure("CodeBook").ensure("Codes")
        write_codes(self._codes_node, codebook)
        self._codes: Codes = read_codes(self._codes_node.all("Code"))
        self._issues = {name.lower(): guid for guid, name in reversed(self._codes.issues.items())}
        self._users = {node.get("name"): node.get("guid") for node in self.project.first("Users").all("User")}
        self._selections = {
            node.guid: node for node in self.project.walk() if node.tag == "PlainTextSelection" and node.guid
        }

    def add_document(self, row: Mapping[str, Any]) -> None:
        """Add a document, or update the existing one."""
        doc_id, text = str(row["doc_id"]), str(row["text"])
        sources = self.project.ensure("Sources")
        source = self._sources.get(self._source_guids.get(doc_id, ""))
        if source is None:
            name = str(row.get("title", doc_id))
            attributes = {"guid": make_guid("document", doc_id), "name": name, "creationDateTime": NO_TIME}
            source = Node("TextSource", attributes)
            sources.children.append(source)
        node = source.ensure("Representation") if source.tag == "PDFSource" else source
        node.attributes.setdefault("guid", make_guid("text", doc_id))
        self._set_variables(
            source, {"doc_id": doc_id} | {name: row[name] for name in _METADATA if row.get(name)}
        )
        node.children = [child for child in node.children if child.tag != "PlainTextContent"]
        name = node.guid if _GUID.fullmatch(node.guid) else make_guid("text", doc_id)
        node.attributes["plainTextPath"] = f"internal://{name}.txt"
        self.files[f"sources/{name}.txt"] = text.encode("utf-8", "replace")
        self._targets[doc_id] = _Target(node, text)
        if is_astral(text):
            self.lost.append(
                f"{doc_id}: the text contains characters beyond U+FFFF (emoji). NVivo counts each as two and "
                "will show later spans too early."
            )
        self._relocate_selections(doc_id)

    def _set_variables(self, source: Node, metadata: Mapping[str, Any]) -> None:
        values = [self._variables.build_value(name, value) for name, value in metadata.items()]
        targets = {value.first("VariableRef").target for value in values}
        source.children = [
            child for child in source.children
            if child.tag != "VariableValue" or child.first("VariableRef").target not in targets
        ]  # fmt: skip
        for value in values:
            source.add(value)

    def _relocate_selections(self, doc_id: str) -> None:
        """Locate the original selections again by their words if the text has changed."""
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
                self.lost.append(
                    f"{doc_id}: the selection {words[:80]!r} was omitted: the text no longer has its words."
                )

    def drop_missing(self) -> None:
        """Remove the sources whose documents are not in the table, and all references to them."""
        gone = {guid for doc_id, guid in self._source_guids.items() if doc_id not in self._targets}
        sources = self.project.first("Sources")
        dropped = [node for node in sources.children if node.guid in gone]
        if not dropped:
            return
        sources.children = [node for node in sources.children if node.guid not in gone]
        inside = {node.guid for source in dropped for node in source.walk() if node.guid}
        self.project.prune(lambda node: not inside.isdisjoint(node.references))
        self.lost += [
            f"{node.get('name')}: omitted, because it is not in the documents table." for node in dropped
        ]

    def add_statement(self, row: Mapping[str, Any]) -> None:
        """Add a statement as a case, its evidence and condition as selections."""
        doc_id, coder = str(row["doc_id"]), str(row.get("coder", ""))
        if doc_id not in self._targets:
            why = f"its document {doc_id!r} is not in the documents table"
            self.lost.append(f"{row['statement_id']}: omitted, because {why}.")
            return
        guid, user = self._identify("statement", row), self._ensure_user(coder)
        issue, stance, actor = (str(row[name]) for name in ("issue", "stance", "actor"))
        case = Node("Case", {"guid": guid, "name": f"{actor}: {issue} ({stance})"})
        for name in COLUMNS:
            if name in row:
                case.add(self._variables.build_value(name, row[name]))
        span = int(row["start"]), int(row["end"])
        codes = [self._ensure_stance_code(issue, stance), *self._find_actor_codes(actor)]
        selection = self._ensure_selection(doc_id, span, str(row["evidence"]), user, guid)
        self._add_codings(selection, codes, user, guid)
        case.add(Node("SelectionRef", {"targetGUID": selection.get("guid")}))
        if "condition_start" in row and "condition_end" in row:
            span = int(row["condition_start"]), int(row["condition_end"])
            selection = self._ensure_selection(
                doc_id, span, str(row.get("condition", "")), user, guid, "condition"
            )
            self._add_codings(selection, [ensure_condition_code(self._codes_node).get("guid")], user, guid)
            case.add(Node("SelectionRef", {"targetGUID": selection.get("guid")}))
        self.project.ensure("Cases").children.append(case)

    def _identify(self, kind: str, row: Mapping[str, Any]) -> str:
        """Return an identifier derived from a row's content, not its number, to be stable across tables."""
        names = ("doc_id", "start", "end", "actor", "issue", "stance", "code", "coder")
        key = make_guid(kind, *(row.get(name) for name in names))
        self._counts[key] += 1
        return key if self._counts[key] == 1 else make_guid(key, self._counts[key])

    def _ensure_user(self, coder: str) -> str:
        name = coder.removeprefix(HUMAN) or "unknown"
        if name not in self._users:
            self._users[name] = make_guid("user", name)
            self.project.ensure("Users").children.append(
                Node("User", {"guid": self._users[name], "name": name})
            )
        return self._users[name]

    def _ensure_stance_code(self, issue: str, stance: str) -> str:
        guid = self._issues.get(issue.lower())
        node = self._codes.all[guid].node if guid else ensure_code(self._codes_node, (issue,))
        found = [child for child in node.all("Code") if child.get("name").lower() == stance]
        return (found[0] if found else ensure_code(node, (stance,))).get("guid")

    def _find_actor_codes(self, actor: str) -> list[str]:
        return [
            self._codes.all[guid].node.get("guid")
            for guid, name in self._codes.actors.items()
            if name == actor
        ]

    def _ensure_selection(self, doc_id: str, span: Span, words: str, user: str, *what: str) -> Node:
        target = self._targets[doc_id]
        attributes = {
            "guid": make_guid("selection", *what), "name": words, "startPosition": str(span[0]),
            "endPosition": str(span[1]), "creatingUser": user, "creationDateTime": NO_TIME,
        }  # fmt: skip
        known = self._selections.get(attributes["guid"])
        if known is None:
            known = self._selections[attributes["guid"]] = target.node.add(
                Node("PlainTextSelection", attributes)
            )
        return known

    def _add_codings(self, selection: Node, codes: Iterable[str], user: str, *what: str) -> None:
        for code in codes:
            attributes = {
                "guid": make_guid("coding", code, *what),
                "creatingUser": user,
                "creationDateTime": NO_TIME,
            }
            reference = Node("CodeRef", {"targetGUID": code})
            selection.add(Node("Coding", attributes, children=[reference]))

    def add_selection(self, row: Mapping[str, Any]) -> None:
        """Add a coded span read from another format; those read from REFI-QDA are already in the project."""
        doc_id, code = str(row.get("doc_id")), row.get("code")
        if normalise_guid(str(row.get("guid") or "")) in self._selections or row.get("start") is None:
            return
        if doc_id not in self._targets:
            self.lost.append(f"{doc_id}: its spans were omitted, because it is not in the documents table.")
            return
        user, guid = self._ensure_user(str(row.get("coder") or "")), self._identify("row", row)
        key = (doc_id, int(row["start"]), int(row["end"]))
        selection = self._ensure_selection(doc_id, key[1:], str(row.get("text") or ""), user, *map(str, key))
        if row.get("memo") and not selection.all("Description"):
            selection.add(Node("Description", text=str(row["memo"])))
        if code:
            self._add_codings(selection, [self._ensure_code(str(code))], user, guid)

    def _ensure_code(self, name: str) -> str:
        if guid := self._issues.get(name.lower()):
            return self._codes.all[guid].node.get("guid")
        return ensure_code(self._codes_node, tuple(name.split(BETWEEN))).get("guid")

    def drop_unused(self, codebook: Codebook) -> None:
        """Remove the issues and actors that are no longer in the codebook and not used by any coding."""
        names = {issue.name.lower() for issue in codebook.issues} | {
            actor.name.lower() for actor in codebook.actors
        }
        referenced = {guid for node in self.project.walk() for guid in node.references}
        gone = {
            guid
            for guid, name in (self._codes.issues | self._codes.actors).items()
            if name.lower() not in names
            and not referenced & {node.guid for node in self._codes.all[guid].node.walk()}
        }
        self._codes_node.prune(lambda node: node.tag == "Code" and node.guid in gone)
