"""Read a REFI-QDA project file (``.qdpx``): documents, codebook, codings and other content."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook, Issue, add_actors
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.project import Project
from analysis.exchange.refi.archive import Archive
from analysis.exchange.refi.cases import read_statements, remove_statements
from analysis.exchange.refi.codes import read_codes
from analysis.exchange.refi.markup import NO_TIME, Node, from_json, normalise_guid, parse
from analysis.exchange.refi.sources import Selected, read_sources
from analysis.exchange.refi.variables import read_names
from analysis.files import ARTICLE_LIMIT, MEGABYTE
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.decoding import decode

KEPT_LIMIT = 20 * MEGABYTE
"""Maximum bytes of pictures, PDFs, recordings and rich text kept for writing the project again."""
_UNUSED_PARTS = ("Notes", "Links", "Sets", "Graphs", "Cases")


def read_qdpx(path: str | Path) -> Project:
    """Read a project of NVivo, ATLAS.ti, MAXQDA, QualCoder or another tool that writes REFI-QDA.

    Args:
        path: a ``.qdpx`` file; nothing is unpacked to disk.

    Returns:
        Its texts; its codes as issues and actors; its statements as codings. ``extras`` has the other
        ``selections`` as rows with ``doc_id, start, end, text, code, coder, created, memo, guid``, and under
        ``refi`` the whole project, which ``write_qdpx`` writes back. There is a problem for each span that
        does not match the words quoted in the file.

    Raises:
        StancebookError: when the file is missing, damaged or unsafe, or is not a REFI-QDA project.
    """
    path = Path(path)
    with Archive(path) as archive:
        project = parse(archive.read_project(), "Project", path.name)
        variables = read_names(project)
        users = {node.guid: node.get("name") or node.get("id") for node in project.first("Users").all("User")}
        codes = read_codes(project.first("CodeBook").first("Codes").all("Code"))
        texts, problems = read_sources(project, archive, path.name, variables)
        statements = read_statements(project, texts, codes, variables, users, path.name)
        remove_statements(project, texts, statements)
        notes = _read_notes(project, archive)
        # NVivo codes the words of a case with the case
        code_names = {
            node.guid: node.get("name") for node in project.first("Cases").all("Case") if node.get("name")
        }
        code_names |= {guid: code.name for guid, code in codes.all.items()}
        rows = [row for text in texts for row in _list_selections(text, code_names, users, notes)]
        unplaced = list(_convert_offsets(texts))
        files, lost = _read_files(project, archive, texts, path.name)
    return Project(
        project.get("name").strip() or path.stem,
        tuple(text.document for text in texts),
        _complete_codebook(codes.codebook, statements.codings),
        tuple(statements.codings),
        {
            "selections": rows,
            "refi": {
                "project": project.to_json(),
                "documents": {text.document.doc_id: text.source.guid for text in texts},
                "files": files,
                "unplaced": unplaced,
            },
        },
        (*problems, *statements.problems, *lost),
    )


def refuse_qde(path: str | Path) -> Project:
    """Say how to open the project of an unpacked archive, whose texts are separate files.

    Raises:
        StancebookError: always.
    """
    raise StancebookError(
        f"{path}: this is one file of an unpacked REFI-QDA project. Pack its folder, with the texts, as a "
        "zip archive, change its extension to .qdpx, and open that."
    )


def list_unused_parts(refi: Mapping[str, Any]) -> list[str]:
    """Return the names of the parts of a project that no table holds.

    Args:
        refi: the extras of ``read_qdpx`` under this key.
    """
    project = from_json(refi.get("project"))
    parts = [tag.lower() for tag in _UNUSED_PARTS if project.first(tag).children]
    return [*parts, *(["pictures, PDFs, recordings or rich text"] if refi.get("files") else [])]


def _complete_codebook(codebook: Codebook, codings: Iterable[Coding]) -> Codebook:
    """Add the actors and issues of cases that have no code."""
    statements = [dict(coding.cells) for coding in codings]
    known = {issue.name.lower() for issue in codebook.issues}
    names = {cells["issue"].strip().lower(): cells["issue"].strip() for cells in statements}
    new = [Issue(name, name, (name,)) for key, name in names.items() if key not in known]
    completed = replace(codebook, issues=(*codebook.issues, *new))
    return add_actors(completed, (cells["actor"].strip() for cells in statements))


def _read_notes(project: Node, archive: Archive) -> dict[str, str]:
    """Return the texts of the notes, by identifier."""
    notes: dict[str, str] = {}
    for node in project.first("Notes").all("Note"):
        text = node.first("PlainTextContent").text
        name = archive.find(node.get("plainTextPath"))
        try:
            notes[node.guid] = text or (decode(archive.read(name, ARTICLE_LIMIT)) if name else "")
        except StancebookError:
            # the note is still kept as a file
            notes[node.guid] = ""
    return notes


def _convert_offsets(texts: Iterable[Selected]) -> Iterator[dict[str, Any]]:
    """Convert the offsets of the kept project's selections; yield those that could not be located."""
    for text in texts:
        located: list[Node] = []
        for child in text.node.children:
            if child.tag == "PlainTextSelection" and child.guid not in text.spans:
                yield {"doc_id": text.document.doc_id, "selection": child.to_json()}
                continue
            if child.tag == "PlainTextSelection":
                start, end = text.spans[child.guid]
                child.attributes |= {"startPosition": str(start), "endPosition": str(end)}
            located.append(child)
        text.node.children = located


def _list_selections(
    text: Selected, codes: dict[str, str], users: dict[str, str], notes: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield a row for each coding of each selection of a text, and for each selection without codings."""
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
            name = users.get(normalise_guid(user))
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


def _read_files(
    project: Node, archive: Archive, texts: Iterable[Selected], item: str
) -> tuple[dict[str, str], list[Problem]]:
    """Return the files of the project except its texts, Base64-encoded, by their path in the project."""
    own = {id(text.node) for text in texts}
    files: dict[str, str] = {}
    problems: list[Problem] = []
    room = KEPT_LIMIT
    for node in project.walk():
        for key in ("path", "richTextPath", "plainTextPath"):
            reference = node.get(key)
            name = archive.find(reference) if reference and reference not in files else None
            if name is None or (key == "plainTextPath" and id(node) in own):
                continue
            if archive.size(name) > room:
                size = f"{archive.size(name) / MEGABYTE:,.0f} MB"
                what = f"{name} is too big to keep ({size}); a project written from this corpus will lack it."
                problems.append(Problem(item, what, "warning"))
                continue
            try:
                files[reference] = base64.b64encode(archive.read(name, room)).decode()
                room -= archive.size(name)
            except StancebookError as error:
                problems.append(Problem(item, str(error), "warning"))
    return files, problems
