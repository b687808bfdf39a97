"""Taguette: its projects (``.sqlite3``, ``.db``) and its table of highlights (``.csv``), read only.

A highlight counts UTF-8 bytes of the document's HTML without its tags, and keeps its words as a snippet.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from analysis.codebook import Codebook
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.exchange.anchoring import place
from analysis.exchange.foreign_database import BROKEN, ForeignDatabase, Row
from analysis.exchange.html_text import html_text
from analysis.exchange.normalised import NormalisedText, trimmed
from analysis.exchange.offsets import Claim, Reading, Source, choose
from analysis.exchange.project import Project, numbered
from analysis.exchange.refi.codes import read_codes
from analysis.exchange.refi.markup import Node, guid_of
from analysis.reading.building import build
from analysis.reading.codings import HUMAN
from analysis.reading.decoding import decode
from analysis.reading.files import article_bytes
from analysis.reading.normalising import one_line

_COLUMNS = {
    "projects": ("id", "name", "description"),
    "documents": ("id", "name", "description", "filename", "created", "project_id", "contents"),
    "tags": ("id", "project_id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
_LOG = ("project_id", "user_login", "date", "payload")


def read_taguette(path: str | Path) -> Project:
    """Read a project that Taguette exported, the database of a Taguette on one's computer, or highlights.

    Args:
        path: the SQLite file; it is opened for reading only. Of several projects in it the one with the
            most highlights is read. Or the table of highlights as CSV, which has no documents.

    Returns:
        Its documents; its tags as issues with their descriptions as propositions. ``extras`` has the
        highlights as ``selections``: rows with ``doc_id, start, end, text, code, coder, created, memo``.
        A problem tells of each highlight whose words do not stand where it says.

    Raises:
        StancebookError: when it is missing, no SQLite file, or not Taguette's.
    """
    path = Path(path)
    try:
        if path.suffix.lower() == ".csv":
            return _highlights(path)
        with ForeignDatabase(path) as database:
            return _project(path, database)
    except StancebookError as error:
        raise StancebookError(f"{path.name}: {error}") from error
    except OSError as error:
        raise StancebookError(f"{path}: it could not be opened ({error.strerror}).") from error
    except (*BROKEN, MemoryError) as error:
        raise StancebookError(
            f"It is not a Taguette project: {path.name} ({error}). Export it again."
        ) from error


class _Log(NamedTuple):
    coder: str | None = None
    created: str | None = None


def _tables(database: ForeignDatabase) -> dict[str, list[Row]]:
    for table, columns in _COLUMNS.items():
        if not database.has(table, columns):
            raise StancebookError(
                f"It is no project of Taguette: it has no table {table} with the columns "
                f"{', '.join(columns)}. Export the project from Taguette as SQLite."
            )
    return {table: list(database.rows(table)) for table in _COLUMNS}


def _project(path: Path, database: ForeignDatabase) -> Project:
    tables = _tables(database)
    project, problems = _chosen(path, tables)
    number = project["id"]
    documents = [row for row in tables["documents"] if row["project_id"] == number]
    tags = {row["id"]: row for row in tables["tags"] if row["project_id"] == number}
    tagged: dict[Any, list[str]] = {}
    for row in tables["highlight_tags"]:
        if row["tag_id"] in tags:
            tagged.setdefault(row["highlight_id"], []).append(_string(tags[row["tag_id"]]["path"]))
    highlights: dict[Any, list[Row]] = {}
    for row in tables["highlights"]:
        highlights.setdefault(row["document_id"], []).append(row)
    log = _log(database, number)
    found, rows = list[Document](), list[Row]()
    for row in documents:
        text, told = _document(path.name, row, {document.doc_id for document in found})
        problems += told
        if text is not None:
            found.append(text.document)
            rows += _placed(path.name, text, highlights.get(row["id"], []), tagged, log, problems)
    extras = {"selections": rows, "taguette": _kept(project, documents)}
    title = one_line(_string(project["name"])) or path.stem
    return Project(title, tuple(found), _codebook(tags.values()), (), extras, tuple(problems))


def _chosen(path: Path, tables: dict[str, list[Row]]) -> tuple[Row, list[Problem]]:
    """Choose the project with the most highlights."""
    owner = {row["id"]: row["project_id"] for row in tables["documents"]}
    counts = Counter(owner.get(row["document_id"]) for row in tables["highlights"])
    projects = tables["projects"]
    if not projects:
        raise StancebookError("There is no project in it. Export one from Taguette as SQLite.")
    chosen = max(projects, key=lambda row: counts[row["id"]])
    others = [f"{row['name']!r}" for row in projects if row is not chosen]
    if not others:
        return chosen, []
    what = (
        f"It holds {len(projects)} projects; {chosen['name']!r} was read and {', '.join(others)[:300]} not."
    )
    return chosen, [Problem(path.name, f"{what} Export these one by one.", "warning")]


def _log(database: ForeignDatabase, project_id: object) -> dict[int, _Log]:
    """Tell who made each highlight and when, from the log of commands; old versions have none."""
    made: dict[int, _Log] = {}
    for row in database.rows("commands") if database.has("commands", _LOG) else ():
        try:
            payload = json.loads(row["payload"])
        except (TypeError, ValueError, RecursionError):
            continue
        if (
            row["project_id"] == project_id
            and isinstance(payload, dict)
            and payload.get("type") == "highlight_add"
        ):
            number, name = payload.get("highlight_id"), row["user_login"]
            if isinstance(number, int):
                made[number] = _Log(f"{HUMAN}{_string(name)}" if name else None, _string(row["date"]) or None)
    return made


class _Text(NamedTuple):
    document: Document
    text: NormalisedText


def _document(item: str, row: Row, taken: set[str]) -> tuple[_Text | None, list[Problem]]:
    name = one_line(_string(row["name"])) or f"document {row['id']}"
    doc_id = numbered(name, taken)
    text = html_text(_string(row["contents"]))
    problems: list[Problem] = []
    document = None
    for one in build(f"{item}: {doc_id}", doc_id, text.text, {"title": name}):
        if isinstance(one, Document):
            document = replace(one, doc_id=doc_id)
        else:
            problems.append(one)
    return (_Text(document, text) if document else None), problems


def _placed(
    item: str,
    text: _Text,
    highlights: list[Row],
    tagged: dict[Any, list[str]],
    log: dict[int, _Log],
    problems: list[Problem],
) -> Iterator[Row]:
    """Put the highlights of a document into its text; a row for each tag of each."""
    claims = [
        Claim(
            _whole(row["start_offset"]),
            _whole(row["end_offset"]),
            (html_text(_string(row["snippet"])).text,),
            True,
        )
        for row in highlights
    ]
    (choice,) = choose([Source(text.text.raw, claims)], Reading("UTF-8 bytes"))
    for row, claim, found in zip(highlights, claims, choice.spans, strict=True):
        name = f"{item}: {text.document.doc_id}: highlight {row['id']}"
        placed = place(name, text.text, claim, found)
        if placed.problem:
            problems.append(placed.problem)
        if placed.span:
            start, end = trimmed(text.document.text, placed.span)
            codes: list[str | None] = [*tagged.get(row["id"], ())]
            for code in codes or [None]:
                yield {
                    "doc_id": text.document.doc_id, "start": start, "end": end,
                    "text": text.document.text[start:end], "code": code,
                    **log.get(row["id"], _Log())._asdict(), "memo": None,
                }  # fmt: skip


def _string(value: object) -> str:
    """Give a cell as text; SQLite holds anything in any column."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else -1


def _codebook(tags: Any) -> Codebook:
    codes = [
        Node("Code", {"guid": guid_of("tag", tag["path"]), "name": _string(tag["path"]), "isCodable": "true"},
             children=[Node("Description", text=_string(tag["description"]))])
        for tag in tags
    ]  # fmt: skip
    return read_codes(codes).codebook


def _kept(project: Row, documents: list[Row]) -> Row:
    return {
        "description": _string(project["description"]),
        "documents": [
            {key: _string(row[key]) for key in ("name", "description", "filename", "created")}
            for row in documents
        ],
    }


def _highlights(path: Path) -> Project:
    """Read a table of highlights: tags and quoted words, without the documents that they stand in."""
    table = csv.DictReader(io.StringIO(decode(article_bytes(path)), newline=""))
    wanted = {"id", "document", "tag", "content"}
    if not wanted <= set(table.fieldnames or ()):
        raise StancebookError(f"Expected the columns {', '.join(sorted(wanted))}, got {table.fieldnames}.")
    rows = [{key: row[key] or "" for key in wanted} for row in table]
    tags = {row["tag"]: {"path": row["tag"], "description": ""} for row in rows if row["tag"]}
    selections = [
        {"doc_id": row["document"], "start": None, "end": None, "text": row["content"],
         "code": row["tag"] or None, "coder": None, "created": None, "memo": None}
        for row in rows
    ]  # fmt: skip
    what = "A table of highlights has no documents; export the project from Taguette as SQLite to have them."
    problem = Problem(path.name, what, "warning")
    return Project(path.stem, (), _codebook(tags.values()), (), {"selections": selections}, (problem,))
