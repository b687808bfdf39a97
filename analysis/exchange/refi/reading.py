"""A REFI-QDA project file (``.qdpx``) becomes documents, a codebook, codings, and what else it holds."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, Issue, with_names
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.project import Project
from analysis.exchange.refi.archive import Archive
from analysis.exchange.refi.cases import read_statements, without_statements
from analysis.exchange.refi.codes import read_codes
from analysis.exchange.refi.markup import NO_TIME, Node, from_json, parse, plain
from analysis.exchange.refi.sources import Selected, read_sources
from analysis.exchange.refi.variables import names_of
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.decoding import decode
from analysis.reading.files import ARTICLE_LIMIT, MEGABYTE

KEPT = 20 * MEGABYTE
"""Bytes of pictures, PDFs, recordings and rich text that are kept for writing the project again."""
_PARTS = ("Notes", "Links", "Sets", "Graphs", "Cases")


def read_qdpx(path: str | Path) -> Project:
    """Read a project of NVivo, ATLAS.ti, MAXQDA, QualCoder or another tool that writes REFI-QDA.

    Args:
        path: a ``.qdpx`` file; nothing of it is unpacked onto the disk.

    Returns:
        Its texts; its codes as issues and actors; what is a statement in it as codings. ``extras`` has
        the other ``selections`` as rows with ``doc_id, start, end, text, code, coder, created, memo,
        guid``, and under ``refi`` the whole project, so that ``write_qdpx`` loses nothing of it.
        A problem tells of each span that does not hold the words that the file says.

    Raises:
        StancebookError: when it is missing or damaged, no such project, or would do harm.
    """
    path = Path(path)
    with Archive(path) as archive:
        project = parse(archive.project(), "Project", path.name)
        variables = names_of(project)
        users = {node.guid: node.get("name") or node.get("id") for node in project.first("Users").all("User")}
        codes = read_codes(project.first("CodeBook").first("Codes").all("Code"))
        texts, problems = read_sources(project, archive, path.name, variables)
        statements = read_statements(project, texts, codes, variables, users, path.name)
        without_statements(project, texts, statements)
        notes = _notes(project, archive)
        # NVivo marks the words of a case as coded with the case
        named = {
            node.guid: node.get("name") for node in project.first("Cases").all("Case") if node.get("name")
        }
        named |= {guid: code.name for guid, code in codes.all.items()}
        rows = [row for text in texts for row in _selections(text, named, users, notes)]
        unplaced = list(_carry(texts))
        files, lost = _files(project, archive, texts, path.name)
    return Project(
        project.get("name").strip() or path.stem,
        tuple(text.document for text in texts),
        _with_what_is_said(codes.codebook, statements.codings),
        tuple(statements.codings),
        {
            "selections": rows,
            "refi": {
                "project": project.as_json(),
                "documents": {text.document.doc_id: text.source.guid for text in texts},
                "files": files,
                "unplaced": unplaced,
            },
        },
        (*problems, *statements.problems, *lost),
    )


def unused(refi: Mapping[str, Any]) -> list[str]:
    """Name the parts of a project that no table holds.

    Args:
        refi: what ``read_qdpx`` keeps under this name.
    """
    project = from_json(refi.get("project"))
    parts = [tag.lower() for tag in _PARTS if project.first(tag).children]
    return [*parts, *(["pictures, PDFs, recordings or rich text"] if refi.get("files") else [])]


def _with_what_is_said(codebook: Codebook, codings: Iterable[Coding]) -> Codebook:
    """Add the actors and issues that cases name and no code does."""
    said = [dict(coding.cells) for coding in codings]
    known = {issue.name.lower() for issue in codebook.issues}
    names = {cells["issue"].strip().lower(): cells["issue"].strip() for cells in said}
    new = [Issue(name, name, (name,)) for key, name in names.items() if key not in known]
    whole = replace(codebook, issues=(*codebook.issues, *new))
    return with_names(whole, (cells["actor"].strip() for cells in said))


def _notes(project: Node, archive: Archive) -> dict[str, str]:
    """Give the texts of the notes, by their identifiers."""
    notes: dict[str, str] = {}
    for node in project.first("Notes").all("Note"):
        text = node.first("PlainTextContent").text
        name = archive.find(node.get("plainTextPath"))
        try:
            notes[node.guid] = text or (decode(archive.read(name, ARTICLE_LIMIT)) if name else "")
        except StancebookError:
            # it is kept as a file all the same
            notes[node.guid] = ""
    return notes


def _carry(texts: Iterable[Selected]) -> Iterator[dict[str, Any]]:
    """Carry the selections of the kept project into our texts; give those that have no place there."""
    for text in texts:
        kept: list[Node] = []
        for child in text.node.children:
            if child.tag == "PlainTextSelection" and child.guid not in text.spans:
                yield {"doc_id": text.document.doc_id, "selection": child.as_json()}
                continue
            if child.tag == "PlainTextSelection":
                start, end = text.spans[child.guid]
                child.attributes |= {"startPosition": str(start), "endPosition": str(end)}
            kept.append(child)
        text.node.children = kept


def _selections(
    text: Selected, codes: dict[str, str], users: dict[str, str], notes: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Give a row for each coding of each selection of a text, and for each that has only a memo."""
    for selection in text.node.all("PlainTextSelection"):
        if selection.guid not in text.spans:
            continue
        start, end = text.spans[selection.guid]
        memos = [
            selection.first("Description").text,
            *(notes.get(ref.target, "") for ref in selection.all("NoteRef")),
        ]
        for coding in selection.all("Coding") or [Node("Coding")]:
            user = coding.get("creatingUser") or selection.get("creatingUser")
            name = users.get(plain(user))
            created = coding.get("creationDateTime") or selection.get("creationDateTime")
            yield {
                "doc_id": text.document.doc_id,
                "start": start,
                "end": end,
                "text": text.document.text[start:end],
                "code": codes.get(coding.first("CodeRef").target),
                "coder": f"{HUMAN}{name}" if name else None,
                "created": created if created not in ("", NO_TIME) else None,
                "memo": "\n\n".join(filter(None, memos)) or None,
                "guid": selection.get("guid"),
            }


def _files(
    project: Node, archive: Archive, texts: Iterable[Selected], item: str
) -> tuple[dict[str, str], list[Problem]]:
    """Give the files of the project but the texts themselves, as Base64 by the path that names them."""
    own = {id(text.node) for text in texts}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    room = KEPT
    for node in project.walk():
        for key in ("path", "richTextPath", "plainTextPath"):
            reference = node.get(key)
            name = archive.find(reference) if reference and reference not in files else None
            if name is None or (key == "plainTextPath" and id(node) in own):
                continue
            if archive.size(name) > room:
                what = (
                    f"{name} is too big to keep ({archive.size(name) / MEGABYTE:,.0f} MB); writing loses it."
                )
                problems.append(Problem(item, what, "warning"))
                continue
            try:
                files[reference] = base64.b64encode(archive.read(name, room)).decode()
                room -= archive.size(name)
            except StancebookError as error:
                problems.append(Problem(item, str(error), "warning"))
    return files, problems
