"""Read a DNA database: documents, actors, issues and statements."""

from collections.abc import Iterator
from pathlib import Path

from analysis.codebook import Actor, ActorKind, Codebook, Issue
from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.content import (
    ALIAS,
    CONCEPT,
    KIND,
    ORGANIZATION,
    PERSON,
    PROPOSITION,
    Content,
    build_document,
    format_doc_id,
)
from analysis.exchange.dna.database import Rows, load
from analysis.exchange.foreign_database import Row
from analysis.exchange.offsets import is_astral
from analysis.exchange.project import Project
from analysis.reading.codings import Coding
from analysis.reading.normalising import to_one_line

FORMAT = "dna"
# the kinds of actors other than people that the attribute Type may state; the first is the default
KINDS: tuple[ActorKind, ...] = ("organisation", "state", "group")
_MAX_LISTED = 10


def read_dna(path: str | Path) -> Project:
    """Read a project of Discourse Network Analyzer: a database of DNA 2 or 3, or an XML file of DNA 1.

    People and organisations become actors, concepts become issues, and statements with a boolean
    ``agreement`` become codings of ``human:<name of the coder>``: 1 is support, 0 opposition. A statement
    without a person belongs to its organisation. A document's Source is its outlet; its date is the UTC day.
    Everything else (other statement types, attributes, colours, permissions, original offsets …) is kept in
    ``extras``, and ``write_dna`` writes it back.

    Args:
        path: the file; it is not changed and nothing in it is executed.

    Returns:
        The project; the doc_id of a document is ``dna-<ID>``, a statement keeps its ID.

    Raises:
        StancebookError: when the file is neither an SQLite database nor XML, or is not DNA's.
    """
    path = Path(path)
    try:
        rows, problems = load(path)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from error
    content = Content(rows)
    documents, document_problems = _read_documents(rows)
    problems += document_problems
    known = {document.doc_id for document in documents}
    codings = tuple(_read_codings(path.name, content, known, problems))
    problems += _find_warnings(content, path.name)
    codebook = _build_codebook(content)
    extras = {"format": FORMAT, "tables": rows}
    return Project(path.stem, tuple(documents), codebook, codings, extras, tuple(problems))


def _read_documents(rows: Rows) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for row in rows["DOCUMENTS"]:
        document, document_problems = build_document(row)
        problems += document_problems
        documents += [document] if document else []
    return documents, problems


def _read_codings(name: str, content: Content, known: set[str], problems: list[Problem]) -> Iterator[Coding]:
    """Yield the statements that the table can hold; report the others grouped by reason."""
    others: dict[str, list[int]] = {}
    for row in content.rows["STATEMENTS"]:
        try:
            if format_doc_id(row["DocumentId"]) not in known:
                raise StancebookError("The document cannot be read.")
            cells = content.read_statement(row)
        except StancebookError as error:
            others.setdefault(f"{_format_type(content, row)}: {error}", []).append(row["ID"])
            continue
        cells["reason"] = f"statement {row['ID']} of {name}"
        texts = tuple((column, str(cell)) for column, cell in cells.items() if cell is not None)
        yield Coding(f"{name} statement {row['ID']}", cells["coder"], texts)
    for reason, numbers in others.items():
        listed = ", ".join(map(str, numbers[:_MAX_LISTED])) + (" …" if len(numbers) > _MAX_LISTED else "")
        what = f"{len(numbers)} not among the statements, but kept for DNA (ID {listed}). {reason}"
        problems.append(Problem(f"{name} statements", what, "warning"))


def _format_type(content: Content, row: Row) -> str:
    kind = content.kinds.get(row["StatementTypeId"])
    return repr(kind.row["Label"]) if kind else "Unknown type"


def _find_warnings(content: Content, name: str) -> Iterator[Problem]:
    for names in (content.people, content.concepts):
        for value, first in names.variants:
            what = f"{value[:60]!r} is treated as {first[:60]!r}: they differ only in case or spaces."
            yield Problem(name, what, "warning")
    for row in content.rows["DOCUMENTS"]:
        if is_astral(row["Text"]):
            what = (
                "It contains characters beyond U+FFFF (such as emoji), which DNA's window counts twice and "
                "its lists once. Statements after them were read as the window shows them; check their words."
            )
            yield Problem(format_doc_id(row["ID"]), what, "warning")


def _build_codebook(content: Content) -> Codebook:
    people = {content.people.canonical(value) for value in content.list_values(PERSON)}
    sides = _find_sides(content)
    taken = {name.lower() for name in content.people}
    aliases, kinds = (_read_attribute(content, name, PERSON, ORGANIZATION) for name in (ALIAS, KIND))
    actors = []
    for name in content.people:
        parts = [to_one_line(part) for value in aliases.get(name, ()) for part in value.split(";")]
        own = tuple(part for part in dict.fromkeys(parts) if part and part.lower() not in taken)
        taken |= {alias.lower() for alias in own}
        kind = next((known for known in KINDS if known in kinds.get(name, ())), KINDS[0])
        actors.append(Actor(name, "person" if name in people else kind, own, sides.get(name)))
    propositions = _read_attribute(content, PROPOSITION, CONCEPT)
    issues = (Issue(name, propositions.get(name, [name])[0], (name,)) for name in content.concepts)
    return Codebook(tuple(actors), tuple(issues))


def _find_sides(content: Content) -> dict[str, str]:
    """Return the organisation of each person who speaks for only one."""
    found: dict[str, set[str]] = {}
    for row in content.rows["STATEMENTS"]:
        kind = content.kinds.get(row["StatementTypeId"])
        if kind is None or not kind.qualifier:
            continue
        person, organization = (
            content.people.canonical(content.get_text(row, key)) for key in (PERSON, ORGANIZATION)
        )
        if person and organization:
            found.setdefault(person, set()).add(organization)
    return {person: side for person, (side, *others) in found.items() if not others and side != person}


def _read_attribute(content: Content, attribute: str, *variables: str) -> dict[str, list[str]]:
    """Return the non-empty values of an attribute for the entities of some variables, by entity name."""
    columns = {
        row["ID"] for row in content.rows["ATTRIBUTEVARIABLES"] if row["AttributeVariable"] == attribute
    }
    names = content.concepts if CONCEPT in variables else content.people
    words = {row["ID"]: names.canonical(row["Value"]) for row in content.find_entities(*variables)}
    found: dict[str, list[str]] = {}
    for row in content.rows["ATTRIBUTEVALUES"]:
        value = to_one_line(row["AttributeValue"])
        if value and row["EntityId"] in words and row["AttributeVariableId"] in columns:
            found.setdefault(words[row["EntityId"]], []).append(value)
    return found
