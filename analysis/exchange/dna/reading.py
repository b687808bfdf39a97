"""A DNA database in: its documents, its persons, organisations and concepts, and who says what on what."""

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
    doc_id,
    document_of,
)
from analysis.exchange.dna.database import Rows, load
from analysis.exchange.foreign_database import Row
from analysis.exchange.offsets import is_astral
from analysis.exchange.project import Project
from analysis.reading.codings import Coding
from analysis.reading.normalising import one_line

FORMAT = "dna"
# the kinds of actors that are no persons, as the attribute Type may name them; without it, the first
KINDS: tuple[ActorKind, ...] = ("organisation", "state", "group")
_LISTED = 10


def read_dna(path: str | Path) -> Project:
    """Read a database of Discourse Network Analyzer 2 or 3 (an SQLite file).

    Persons and organisations become actors, concepts issues, and statements with a boolean ``agreement``
    codings of ``human:<name of the coder>``: 1 is support, 0 opposition. A statement without a person is
    its organisation's. A document's Source is its outlet; its day is the UTC day. Everything else (other
    statement types, attributes, colours, permissions, offsets as they were …) is kept in ``extras``,
    so that ``write_dna`` writes it again.

    Args:
        path: the file; nothing of it is executed or changed.

    Returns:
        The project; documents are called ``dna-<ID>``, statements by their ID.

    Raises:
        StancebookError: when the file is no SQLite database or has none of DNA's tables.
    """
    path = Path(path)
    try:
        rows, problems = load(path)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from error
    content = Content(rows)
    documents, told = _documents(rows)
    problems += told
    known = {document.doc_id for document in documents}
    codings = tuple(_codings(path.name, content, known, problems))
    problems += _warnings(content, path.name)
    codebook = _codebook(content)
    extras = {"format": FORMAT, "tables": rows}
    return Project(path.stem, tuple(documents), codebook, codings, extras, tuple(problems))


def _documents(rows: Rows) -> tuple[list[Document], list[Problem]]:
    documents: list[Document] = []
    problems: list[Problem] = []
    for row in rows["DOCUMENTS"]:
        document, told = document_of(row)
        problems += told
        documents += [document] if document else []
    return documents, problems


def _codings(name: str, content: Content, known: set[str], problems: list[Problem]) -> Iterator[Coding]:
    """Yield the statements that the table can hold; why others cannot is told once each reason."""
    others: dict[str, list[int]] = {}
    for row in content.rows["STATEMENTS"]:
        try:
            if doc_id(row["DocumentId"]) not in known:
                raise StancebookError("Its document cannot be read.")
            cells = content.cells(row)
        except StancebookError as error:
            others.setdefault(f"{_label(content, row)}: {error}", []).append(row["ID"])
            continue
        why = {"reason": f"statement {row['ID']} of {name}"}
        given = {**cells, **why}
        texts = tuple((column, str(cell)) for column, cell in given.items() if cell is not None)
        yield Coding(f"{name} statement {row['ID']}", cells["coder"], texts)
    for reason, numbers in others.items():
        listed = ", ".join(map(str, numbers[:_LISTED])) + (" …" if len(numbers) > _LISTED else "")
        what = f"{len(numbers)} not among the statements, but kept for DNA (ID {listed}). {reason}"
        problems.append(Problem(f"{name} statements", what, "warning"))


def _label(content: Content, row: Row) -> str:
    kind = content.kinds.get(row["StatementTypeId"])
    return repr(kind.row["Label"]) if kind else "Unknown type"


def _warnings(content: Content, name: str) -> Iterator[Problem]:
    for names in (content.people, content.concepts):
        for value, first in names.same:
            what = f"{value[:60]!r} is taken as {first[:60]!r}: they differ in case or spaces only."
            yield Problem(name, what, "warning")
    for row in content.rows["DOCUMENTS"]:
        if is_astral(row["Text"]):
            what = (
                "It holds characters beyond U+FFFF (such as emoji), which DNA's window counts twice and its "
                "lists once. Statements behind them are taken as the window shows them; check their words."
            )
            yield Problem(doc_id(row["ID"]), what, "warning")


def _codebook(content: Content) -> Codebook:
    persons = {content.people.of(value) for value in content.words_of(PERSON)}
    sides = _sides(content)
    taken = {name.lower() for name in content.people}
    aliases, kinds = (_attribute(content, name, PERSON, ORGANIZATION) for name in (ALIAS, KIND))
    actors = []
    for name in content.people:
        parts = [one_line(part) for given in aliases.get(name, ()) for part in given.split(";")]
        own = tuple(part for part in dict.fromkeys(parts) if part and part.lower() not in taken)
        taken |= {alias.lower() for alias in own}
        given = next((kind for kind in KINDS if kind in kinds.get(name, ())), KINDS[0])
        actors.append(Actor(name, "person" if name in persons else given, own, sides.get(name)))
    propositions = _attribute(content, PROPOSITION, CONCEPT)
    issues = (Issue(name, propositions.get(name, [name])[0], (name,)) for name in content.concepts)
    return Codebook(tuple(actors), tuple(issues))


def _sides(content: Content) -> dict[str, str]:
    """Return the organisation of each person that speaks for one only."""
    found: dict[str, set[str]] = {}
    for row in content.rows["STATEMENTS"]:
        kind = content.kinds.get(row["StatementTypeId"])
        if kind is None or not kind.qualifier:
            continue
        person, organization = (content.people.of(content.value(row, key)) for key in (PERSON, ORGANIZATION))
        if person and organization:
            found.setdefault(person, set()).add(organization)
    return {person: side for person, (side, *others) in found.items() if not others and side != person}


def _attribute(content: Content, attribute: str, *variables: str) -> dict[str, list[str]]:
    """Return what an attribute says of the values of some variables, by their names; empty is none."""
    columns = {
        row["ID"] for row in content.rows["ATTRIBUTEVARIABLES"] if row["AttributeVariable"] == attribute
    }
    names = content.concepts if CONCEPT in variables else content.people
    words = {row["ID"]: names.of(row["Value"]) for row in content.entities_of(*variables)}
    found: dict[str, list[str]] = {}
    for row in content.rows["ATTRIBUTEVALUES"]:
        value = one_line(row["AttributeValue"])
        if value and row["EntityId"] in words and row["AttributeVariableId"] in columns:
            found.setdefault(words[row["EntityId"]], []).append(value)
    return found
