"""Documents, codebook and statements become a REFI-QDA project file (``.qdpx``)."""

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.exchange.placing import Span
from analysis.exchange.quoting import nearest
from analysis.exchange.refi.archive import write_archive
from analysis.exchange.refi.cases import COLUMNS
from analysis.exchange.refi.codes import BETWEEN, Codes, code_for, condition_code, read_codes, write_codes
from analysis.exchange.refi.markup import NO_TIME, PROJECT, Node, from_json, guid_of, held, plain, serialise
from analysis.exchange.refi.variables import Variables
from analysis.reading.codings import HUMAN

_ABOUT = ("title", "outlet", "author", "published", "url", "language")


def write_qdpx(
    path: Path,
    documents: pd.DataFrame,
    statements: pd.DataFrame,
    codebook: Codebook,
    extras: Mapping[str, Any],
) -> list[str]:
    """Write a project that NVivo, ATLAS.ti, MAXQDA, QualCoder and others open.

    A statement is a case with its actor, issue, stance and the rest as variables, and its evidence is
    coded ``issue / stance`` and with the actor, for tools without cases. Offsets are code points. The same
    tables give the same file.

    Args:
        path: the file; an older one is replaced when the new one is complete.
        documents: the documents table.
        statements: the statements table.
        codebook: its actors and issues.
        extras: what a project file held besides, see ``Project``; may be empty.

    Returns:
        In words, what the format could not hold.

    Raises:
        StancebookError: when ``extras`` is not what ``read_qdpx`` gave.
    """
    writing = _Writing(path.stem, extras, codebook)
    for row in _rows(documents):
        writing.add_document(row)
    writing.drop_missing()
    for row in _rows(statements):
        writing.add_statement(row)
    for row in extras.get("selections", ()):
        writing.add_selection(row)
    writing.drop_unused(codebook)
    write_archive(path, writing.files())
    return writing.losses(extras)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items() if isinstance(value, list) or not pd.isna(value)}
        for row in table.to_dict("records")
    ]


@dataclass(frozen=True)
class _Target:
    """A document of the project: the element for its selections, and its text."""

    node: Node
    text: str


class _Writing:
    def __init__(self, title: str, extras: Mapping[str, Any], codebook: Codebook) -> None:
        kept = extras.get("refi") or {}
        self._project = from_json(kept["project"]) if kept else Node("Project", {"name": title})
        self._project.attributes |= {"origin": "Stancebook"}
        self._project.attributes.setdefault("creationDateTime", NO_TIME)
        self._known: dict[str, str] = {
            str(k): plain(str(v)) for k, v in (kept.get("documents") or {}).items()
        }
        self._quotes = {
            plain(str(row.get("guid"))): str(row.get("text")) for row in extras.get("selections", ())
        }
        self._kept: Mapping[str, str] = kept.get("files") or {}
        self._unplaced = kept.get("unplaced") or []
        self._files: dict[str, bytes] = {}
        self._targets: dict[str, _Target] = {}
        self._lost: list[str] = []
        self._counts: Counter[str] = Counter()
        self._variables = Variables(self._project)
        self._codes_node = self._project.own("CodeBook").own("Codes")
        write_codes(self._codes_node, codebook)
        self._codes: Codes = read_codes(self._codes_node.all("Code"))
        self._issues = {name.lower(): guid for guid, name in reversed(self._codes.issues.items())}
        self._users = {
            node.get("name"): node.get("guid") for node in self._project.first("Users").all("User")
        }
        self._selections = {
            node.guid: node for node in self._project.walk() if node.tag == "PlainTextSelection" and node.guid
        }

    def add_document(self, row: Mapping[str, Any]) -> None:
        """Add a document, or bring the one that is there up to date."""
        doc_id, text = str(row["doc_id"]), str(row["text"])
        sources = self._project.own("Sources")
        known = [node for node in sources.children if node.guid == self._known.get(doc_id)]
        source = known[0] if known else Node("TextSource", {"guid": guid_of("document", doc_id)})
        if not known:
            sources.children.append(source)
            source.attributes["name"] = str(row.get("title", doc_id))
            source.attributes["creationDateTime"] = NO_TIME
        node = source.own("Representation") if source.tag == "PDFSource" else source
        node.attributes.setdefault("guid", guid_of("text", doc_id))
        self._describe(source, {"doc_id": doc_id} | {name: row[name] for name in _ABOUT if row.get(name)})
        node.children = [child for child in node.children if child.tag != "PlainTextContent"]
        node.attributes["plainTextPath"] = f"internal://{node.guid}.txt"
        self._files[f"sources/{node.guid}.txt"] = text.encode("utf-8", "replace")
        self._targets[doc_id] = _Target(node, text)
        if max(text, default="") > "\uffff":
            self._lost.append(
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
            if moved := nearest(target.text, words, start):
                node.attributes |= {"startPosition": str(moved[0]), "endPosition": str(moved[1])}
            else:
                target.node.children = [child for child in target.node.children if child is not node]
                self._lost.append(f"{doc_id}: the selection {words[:80]!r}, which its text has no more.")

    def drop_missing(self) -> None:
        """Take out the sources whose documents are not in the table, and all that refers to them."""
        gone = {guid for doc_id, guid in self._known.items() if doc_id not in self._targets}
        sources = self._project.first("Sources")
        dropped = [node for node in sources.children if node.guid in gone]
        if not dropped:
            return
        sources.children = [node for node in sources.children if node.guid not in gone]
        inside = {node.guid for source in dropped for node in source.walk() if node.guid}
        self._project.prune(lambda node: bool({plain(node.get(key)) for key in _REFERENCES} & inside))
        self._lost += [
            f"{node.get('name')}: it is not in the documents table, so it was left out." for node in dropped
        ]

    def add_statement(self, row: Mapping[str, Any]) -> None:
        """Add a statement as a case, its evidence and condition as selections."""
        doc_id, coder = str(row["doc_id"]), str(row.get("coder", ""))
        if doc_id not in self._targets:
            self._lost.append(
                f"{row['statement_id']}: its document {doc_id!r} is not in the documents table."
            )
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
        self._project.own("Cases").children.append(case)

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
            self._project.own("Users").children.append(
                Node("User", {"guid": self._users[name], "name": name})
            )
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
            self._lost.append(f"{doc_id}: it is not in the documents table, so its spans were left out.")
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
        referred = {plain(node.get(key)) for node in self._project.walk() for key in _REFERENCES}
        gone = {
            guid
            for guid, name in (self._codes.issues | self._codes.actors).items()
            if name.lower() not in named
            and not referred & {node.guid for node in self._codes.all[guid].node.walk()}
        }
        self._codes_node.prune(lambda node: node.tag == "Code" and node.guid in gone)

    def files(self) -> dict[str, bytes]:
        """Give the files of the archive by their names."""
        for reference, content in self._kept.items():
            name = f"sources/{Path(reference.replace(chr(92), '/')).name}"
            try:
                self._files.setdefault(name, base64.b64decode(content, validate=True))
            except (binascii.Error, ValueError, TypeError):
                self._lost.append(f"{reference}: what was kept of it is damaged.")
        for parent in (self._project.first("CodeBook"), self._project):
            parent.children = [
                child
                for child in parent.children
                if child.children or child.text or child.tag not in _NOT_EMPTY
            ]
        return {"project.qde": serialise(self._project, PROJECT), **self._files}

    def losses(self, extras: Mapping[str, Any]) -> list[str]:
        """Say in words what the file does not hold."""
        told = [
            f"{one['doc_id']}: a selection that had no place in it ({one['selection']['attributes']})."
            for one in self._unplaced
        ]
        other = [
            f"What another format held as {name!r}." for name in extras if name not in ("refi", "selections")
        ]
        missing = [
            f"{node.get('name') or node.get('guid')}: its file {node.get(key)} was not kept."
            for node in self._project.walk() for key in ("path", "richTextPath", "plainTextPath")
            if node.get(key).startswith("internal:") and not self._is_there(node.get(key))
        ]  # fmt: skip
        damaged = any(
            held(text) != text
            for node in self._project.walk()
            for text in (node.text, *node.attributes.values())
        )
        changed = ["Control characters, which XML cannot hold, stand as \ufffd."] if damaged else []
        return [*dict.fromkeys((*self._lost, *told, *other, *missing, *changed))]

    def _is_there(self, reference: str) -> bool:
        return f"sources/{Path(reference).name}" in self._files


_REFERENCES = ("targetGUID", "originGUID", "representedGUID", "sourceVertex", "targetVertex")
# the schema wants at least one child in each
_NOT_EMPTY = (
    "Users",
    "CodeBook",
    "Codes",
    "Variables",
    "Cases",
    "Sources",
    "Notes",
    "Links",
    "Sets",
    "Graphs",
)
