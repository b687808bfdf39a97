"""Convert the rows of a DNA database to names, documents and statements.

A statement type is about stances if it has a short text ``concept``, a short text ``person`` or
``organization``, and a boolean ``agreement`` or, as Stancebook writes it, a short text ``stance``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.positions import convert_span
from analysis.exchange.dna.schema import DATA
from analysis.exchange.foreign_database import Row
from analysis.exchange.normalised import NormalisedText, normalise_text, trim_span
from analysis.reading.building import build_verbatim
from analysis.reading.codings import HUMAN
from analysis.reading.normalising import to_one_line
from analysis.tables import STANCES

PERSON, ORGANIZATION, CONCEPT, AGREEMENT = "person", "organization", "concept", "agreement"
STANCE, CONDITION, IF_MET, DOUBT = "stance", "condition", "if met", "doubt"
REQUIRED = {PERSON: "short text", ORGANIZATION: "short text", CONCEPT: "short text"}
QUALIFIERS = {AGREEMENT: "boolean", STANCE: "short text"}
# attributes of actors and concepts
KIND, ALIAS, PROPOSITION = "Type", "Alias", "Proposition"
DOC_PREFIX = "dna-"
DAY = 86_400
AGREED = {1: "support", 0: "oppose"}


class Names:
    """One-line names; of names that differ only in case, the first represents all, as in a codebook."""

    def __init__(self, values: Iterable[str]) -> None:
        self._first: dict[str, str] = {}
        self.variants: list[tuple[str, str]] = []
        for value in values:
            name = to_one_line(value)
            first = self._first.setdefault(name.lower(), name)
            if value != first:
                self.variants.append((value, first))

    def canonical(self, value: str) -> str:
        """Return the name that represents a value."""
        name = to_one_line(value)
        return self._first.get(name.lower(), name)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names in their order."""
        return (name for name in self._first.values() if name)


@dataclass(frozen=True)
class Kind:
    """A statement type: its row, and its variables by lower-case name."""

    row: Row
    variables: Mapping[str, Row]

    def find_variable(self, name: str, datatype: str) -> Row | None:
        """Return the variable with this name and data type, or None."""
        found = self.variables.get(name)
        return found if found is not None and found["DataType"] == datatype else None

    @property
    def qualifier(self) -> str | None:
        """The name of the variable that holds the stance; None if the type is not about stances."""
        named = {name for name, datatype in REQUIRED.items() if self.find_variable(name, datatype)}
        if CONCEPT not in named or len(named) == 1:
            return None
        return next(
            (name for name, datatype in QUALIFIERS.items() if self.find_variable(name, datatype)), None
        )


class Content:
    """The rows of a DNA database, with look-up by reference."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.entities = {row["ID"]: row for row in rows["ENTITIES"]}
        self.coders = {row["ID"]: row["Name"] for row in rows["CODERS"]}
        self.texts = {row["ID"]: row for row in rows["DOCUMENTS"]}
        of_type: dict[Any, dict[str, Row]] = {}
        for row in rows["VARIABLES"]:
            of_type.setdefault(row["StatementTypeId"], {})[row["Variable"].lower()] = row
        self.kinds = {row["ID"]: Kind(row, of_type.get(row["ID"], {})) for row in rows["STATEMENTTYPES"]}
        self._positions: dict[int, NormalisedText] = {}

    @cached_property
    def values(self) -> dict[tuple[int, int], Any]:
        """The values by statement and variable; short texts as text, not as the ID of an entity."""
        found = {}
        for datatype, table in DATA.items():
            for row in self.rows[table]:
                value = row["Entity"] if datatype == "short text" else row["Value"]
                if datatype == "short text":
                    value = self.entities.get(value, {}).get("Value", "")
                found[row["StatementId"], row["VariableId"]] = value
        return found

    def find_entities(self, *names: str) -> list[Row]:
        """Return the entities of the variables with these names in types about stances, in stored order."""
        variables = {
            kind.variables[name]["ID"]
            for kind in self.kinds.values()
            for name in names
            if kind.qualifier and kind.find_variable(name, REQUIRED[name])
        }
        return [row for row in self.rows["ENTITIES"] if row["VariableId"] in variables]

    def list_values(self, name: str) -> list[str]:
        """Return the values of the variables with this name in types about stances."""
        return [row["Value"] for row in self.find_entities(name)]

    @cached_property
    def people(self) -> Names:
        """The names of people and organisations, which share one list of actors."""
        return Names([*self.list_values(PERSON), *self.list_values(ORGANIZATION)])

    @cached_property
    def concepts(self) -> Names:
        """The names of concepts."""
        return Names(self.list_values(CONCEPT))

    def get_text(self, statement: Row, name: str) -> str:
        """Return a statement's value for a variable as text; "" if it has none."""
        variable = self.kinds[statement["StatementTypeId"]].variables.get(name)
        found = self.values.get((statement["ID"], variable["ID"])) if variable else None
        return "" if found is None else str(found)

    def normalise_document(self, document: int) -> NormalisedText:
        """Return a document's text with its normalised form."""
        if document not in self._positions:
            self._positions[document] = normalise_text(self.texts[document]["Text"])
        return self._positions[document]

    def read_statement(self, statement: Row) -> dict[str, Any]:
        """Return a statement's cells by column of the statements table.

        Raises:
            StancebookError: when it has no stance that the table can hold.
        """
        kind = self.kinds.get(statement["StatementTypeId"])
        if kind is None or kind.qualifier is None:
            raise StancebookError("The statement type is not about stances.")
        person, organization, concept = (self.get_text(statement, name) for name in REQUIRED)
        if not (to_one_line(person) or to_one_line(organization)) or not to_one_line(concept):
            raise StancebookError("The person and organisation, or the concept, are missing.")
        if self.get_text(statement, DOUBT):
            raise StancebookError("The coder marked the statement as doubtful.")
        organisation = self.people.canonical(organization) if to_one_line(organization) else None
        return {
            "statement_id": str(statement["ID"]),
            "doc_id": format_doc_id(statement["DocumentId"]),
            "actor": self.people.canonical(person) if to_one_line(person) else organisation,
            "organisation": organisation,
            "issue": self.concepts.canonical(concept),
            **self._read_stance(statement, kind),
            **self._read_span(statement),
            "coder": HUMAN + (to_one_line(self.coders.get(statement["Coder"], "")) or "unknown"),
        }

    def _read_stance(self, statement: Row, kind: Kind) -> dict[str, str]:
        if kind.qualifier == AGREEMENT:
            agreed = self.values.get((statement["ID"], kind.variables[AGREEMENT]["ID"]))
            if agreed not in AGREED:
                raise StancebookError(f"The agreement is {agreed!r}; expected 1 or 0.")
            return {"stance": AGREED[agreed]}
        stance = self.get_text(statement, STANCE)
        if stance not in STANCES:
            raise StancebookError(f"The stance is {stance[:60]!r}; expected one of {', '.join(STANCES)}.")
        conditions = {
            "condition": self.get_text(statement, CONDITION),
            "if_met": self.get_text(statement, IF_MET),
        }
        return {"stance": stance, **{name: value for name, value in conditions.items() if value}}

    def _read_span(self, statement: Row) -> dict[str, Any]:
        if statement["DocumentId"] not in self.texts:
            raise StancebookError("The document does not exist.")
        span = self.find_span(statement)
        if span is None:
            raise StancebookError("The span is not in the document's text.")
        text = self.normalise_document(statement["DocumentId"]).text
        return {"start": span[0], "end": span[1], "evidence": text[slice(*span)]}

    def find_span(self, statement: Row) -> tuple[int, int] | None:
        """Return a statement's span in its normalised document; None if it is not in the text."""
        raw = self.texts[statement["DocumentId"]]["Text"]
        span = convert_span(raw, statement["Start"], statement["Stop"])
        text = self.normalise_document(statement["DocumentId"])
        found = text.span(*span) if span else None
        return trim_span(text.text, found) if found and text.text[slice(*found)].strip() else None


def format_doc_id(number: int) -> str:
    """Return the doc_id of the document with this ID."""
    return f"{DOC_PREFIX}{number}"


def build_document(row: Row) -> tuple[Document | None, list[Problem]]:
    """Return the document of a row, or None if its text contains no letters; and its problems."""
    notes = row["Notes"].strip()
    metadata = {
        "title": row["Title"],
        "outlet": row["Source"],
        "author": row["Author"],
        "published": format_day(row["Date"]),
        "url": notes if is_address(notes) else None,
    }
    doc_id = format_doc_id(row["ID"])
    results = list(build_verbatim(doc_id, doc_id, row["Text"], metadata))
    documents = [result for result in results if isinstance(result, Document)]
    problems = [result for result in results if isinstance(result, Problem)]
    return (documents[0] if documents else None), problems


def is_address(notes: str) -> bool:
    """Return whether the notes on a document consist of its web address."""
    return notes.startswith(("http://", "https://")) and len(notes.split()) == 1


def format_day(seconds: int) -> str | None:
    """Return the UTC day of a time in seconds since 1970; None for 0, which means no date."""
    try:
        return (date(1970, 1, 1) + timedelta(days=seconds // DAY)).isoformat() if seconds else None
    except OverflowError:
        return None


def to_seconds(day: str | None) -> int:
    """Return the first second of a UTC day; 0 if there is no day."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * DAY if day else 0
