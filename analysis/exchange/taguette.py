"""Read Taguette projects (``.sqlite3``, ``.db``) and tables of highlights (``.csv``).

The offsets of a highlight count UTF-8 bytes of the document's HTML without its tags; a snippet quotes its
words.
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
from analysis.exchange.anchoring import locate_span
from analysis.exchange.foreign_database import BROKEN, ForeignDatabase, Row
from analysis.exchange.html_text import extract_text
from analysis.exchange.normalised import NormalisedText, trim_span
from analysis.exchange.offsets import Claim, Reading, Source, choose_readings
from analysis.exchange.project import Project, make_unique
from analysis.exchange.refi.codes import read_codes
from analysis.exchange.refi.markup import Node, make_guid
from analysis.files import read_article_bytes
from analysis.reading.building import build_verbatim
from analysis.reading.codings import HUMAN
from analysis.reading.decoding import decode
from analysis.reading.normalising import to_one_line

_COLUMNS = {
    "projects": ("id", "name", "description"),
    "documents": ("id", "name", "description", "filename", "created", "project_id", "contents"),
    "tags": ("id", "project_id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
_LOG_COLUMNS = ("project_id", "user_login", "date", "payload")


def read_taguette(path: str | Path) -> Project:
    """Read an exported Taguette project, the database of a local Taguette, or a table of highlights.

    Args:
        path: an SQLite file, opened read-only; if it holds several projects, the one with the most
            highlights is read. Or a table of highlights as CSV, which has no documents.

    Returns:
        The documents, and the tags as issues with their descriptions as propositions. ``extras`` has the
        highlights as ``selections``: rows with ``doc_id, start, end, text, code, coder, created, memo``.
        There is a problem for each highlight whose words do not match its offsets.

    Raises:
        StancebookError: when the file is missing, not an SQLite file, or not Taguette's.
    """
    path = Path(path)
    try:
        if path.suffix.lower() == ".csv":
            return _read_highlights(path)
        with ForeignDatabase(path) as database:
            return _read_project(path, database)
    except StancebookError as error:
        raise StancebookError(f"{path.name}: {error}") from error
    except OSError as error:
        raise StancebookError(f"{path}: the file could not be opened ({error.strerror}).") from error
    except (*BROKEN, MemoryError) as error:
        raise StancebookError(
            f"{path.name}: not a readable Taguette project ({error}). Export it again."
        ) from error


class _LogEntry(NamedTuple):
    coder: str | None = None
    created: str | None = None


def _read_tables(database: ForeignDatabase) -> dict[str, list[Row]]:
    for table, columns in _COLUMNS.items():
        if not database.has_table(table, columns):
            raise StancebookError(
                f"This is not a Taguette project: it has no table {table} with the columns "
                f"{', '.join(columns)}. Export the project from Taguette as SQLite."
            )
    return {table: list(database.read_rows(table)) for table in _COLUMNS}


def _read_project(path: Path, database: ForeignDatabase) -> Project:
    tables = _read_tables(database)
    project, problems = _choose_project(path, tables)
    number = project["id"]
    documents = [row for row in tables["documents"] if row["project_id"] == number]
    tags = {row["id"]: row for row in tables["tags"] if row["project_id"] == number}
    tagged: dict[Any, list[str]] = {}
    for row in tables["highlight_tags"]:
        if row["tag_id"] in tags:
            tagged.setdefault(row["highlight_id"], []).append(_to_text(tags[row["tag_id"]]["path"]))
    highlights: dict[Any, list[Row]] = {}
    for row in tables["highlights"]:
        highlights.setdefault(row["document_id"], []).append(row)
    log = _read_log(database, number)
    found, rows = list[Document](), list[Row]()
    for row in documents:
        text, document_problems = _read_document(path.name, row, {document.doc_id for document in found})
        problems += document_problems
        if text is not None:
            found.append(text.document)
            rows += _locate_highlights(path.name, text, highlights.get(row["id"], []), tagged, log, problems)
    extras = {"selections": rows, "taguette": _describe_project(project, documents)}
    title = to_one_line(_to_text(project["name"])) or path.stem
    return Project(title, tuple(found), _build_codebook(tags.values()), (), extras, tuple(problems))


def _choose_project(path: Path, tables: dict[str, list[Row]]) -> tuple[Row, list[Problem]]:
    """Choose the project with the most highlights."""
    owner = {row["id"]: row["project_id"] for row in tables["documents"]}
    counts = Counter(owner.get(row["document_id"]) for row in tables["highlights"])
    projects = tables["projects"]
    if not projects:
        raise StancebookError("The file holds no project. Export one from Taguette as SQLite.")
    chosen = max(projects, key=lambda row: counts[row["id"]])
    others = [f"{row['name']!r}" for row in projects if row is not chosen]
    if not others:
        return chosen, []
    what = (
        f"The file holds {len(projects)} projects. Only {chosen['name']!r} was read; export the others "
        f"separately: {', '.join(others)[:300]}."
    )
    return chosen, [Problem(path.name, what, "warning")]


def _read_log(database: ForeignDatabase, project_id: object) -> dict[int, _LogEntry]:
    """Return the coder and time of each highlight from the command log, which old versions lack."""
    entries: dict[int, _LogEntry] = {}
    for row in database.read_rows("commands") if database.has_table("commands", _LOG_COLUMNS) else ():
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
                coder = f"{HUMAN}{_to_text(name)}" if name else None
                entries[number] = _LogEntry(coder, _to_text(row["date"]) or None)
    return entries


class _Text(NamedTuple):
    document: Document
    text: NormalisedText


def _read_document(item: str, row: Row, taken: set[str]) -> tuple[_Text | None, list[Problem]]:
    name = to_one_line(_to_text(row["name"])) or f"document {row['id']}"
    doc_id = make_unique(name, taken)
    text = extract_text(_to_text(row["contents"]))
    problems: list[Problem] = []
    document = None
    for result in build_verbatim(f"{item}: {doc_id}", doc_id, text.text, {"title": name}):
        if isinstance(result, Document):
            document = replace(result, doc_id=doc_id)
        else:
            problems.append(result)
    return (_Text(document, text) if document else None), problems


def _locate_highlights(
    item: str,
    text: _Text,
    highlights: list[Row],
    tagged: dict[Any, list[str]],
    log: dict[int, _LogEntry],
    problems: list[Problem],
) -> Iterator[Row]:
    """Locate the highlights of a document in its text; yield a row for each tag of each highlight."""
    claims = [
        Claim(
            _to_offset(row["start_offset"]),
            _to_offset(row["end_offset"]),
            (extract_text(_to_text(row["snippet"])).text,),
            True,
        )
        for row in highlights
    ]
    (choice,) = choose_readings([Source(text.text.raw, claims)], Reading("UTF-8 bytes"))
    for row, claim, found in zip(highlights, claims, choice.spans, strict=True):
        name = f"{item}: {text.document.doc_id}: highlight {row['id']}"
        located = locate_span(name, text.text, claim, found)
        if located.problem:
            problems.append(located.problem)
        if located.span:
            start, end = trim_span(text.document.text, located.span)
            codes: list[str | None] = [*tagged.get(row["id"], ())]
            for code in codes or [None]:
                yield {
                    "doc_id": text.document.doc_id, "start": start, "end": end,
                    "text": text.document.text[start:end], "code": code,
                    **log.get(row["id"], _LogEntry())._asdict(), "memo": None,
                }  # fmt: skip


def _to_text(value: object) -> str:
    """Return a cell as text; SQLite allows any type in any column."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _to_offset(value: object) -> int:
    return value if isinstance(value, int) else -1


def _build_codebook(tags: Any) -> Codebook:
    codes = []
    for tag in tags:
        attributes = {
            "guid": make_guid("tag", tag["path"]),
            "name": _to_text(tag["path"]),
            "isCodable": "true",
        }
        description = Node("Description", text=_to_text(tag["description"]))
        codes.append(Node("Code", attributes, children=[description]))
    return read_codes(codes).codebook


def _describe_project(project: Row, documents: list[Row]) -> Row:
    return {
        "description": _to_text(project["description"]),
        "documents": [
            {key: _to_text(row[key]) for key in ("name", "description", "filename", "created")}
            for row in documents
        ],
    }


def _read_highlights(path: Path) -> Project:
    """Read a table of highlights: tags and quoted words, without their documents."""
    table = csv.DictReader(io.StringIO(decode(read_article_bytes(path)), newline=""))
    wanted = {"id", "document", "tag", "content"}
    if not wanted <= set(table.fieldnames or ()):
        raise StancebookError(f"Expected the columns {', '.join(sorted(wanted))}, found {table.fieldnames}.")
    rows = [{key: row[key] or "" for key in wanted} for row in table]
    tags = {row["tag"]: {"path": row["tag"], "description": ""} for row in rows if row["tag"]}
    selections = [
        {"doc_id": row["document"], "start": None, "end": None, "text": row["content"],
         "code": row["tag"] or None, "coder": None, "created": None, "memo": None}
        for row in rows
    ]  # fmt: skip
    what = "A table of highlights has no documents. To include them, export the project as SQLite."
    problem = Problem(path.name, what, "warning")
    return Project(path.stem, (), _build_codebook(tags.values()), (), {"selections": selections}, (problem,))
