"""What the rows of a DNA database say in this project's words: names, documents, statements.

A statement type is about stances when it has a short text ``concept``, a short text ``person`` or
``organization`` and a boolean ``agreement``; or, as this project writes it, ``stance`` in its place.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from analysis.documents import Document, Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.positions import span_of
from analysis.exchange.dna.schema import DATA
from analysis.exchange.foreign_database import Row
from analysis.exchange.normalised import NormalisedText, normalised, trimmed
from analysis.reading.building import build
from analysis.reading.codings import HUMAN
from analysis.reading.normalising import one_line
from analysis.tables import STANCES

PERSON, ORGANIZATION, CONCEPT, AGREEMENT = "person", "organization", "concept", "agreement"
STANCE, CONDITION, IF_MET, DOUBT = "stance", "condition", "if met", "doubt"
NEEDED = {PERSON: "short text", ORGANIZATION: "short text", CONCEPT: "short text"}
QUALIFIERS = {AGREEMENT: "boolean", STANCE: "short text"}
# attributes of actors and concepts
KIND, ALIAS, PROPOSITION = "Type", "Alias", "Proposition"
NUMBERED = "dna-"
DAY = 86_400
AGREED = {1: "support", 0: "oppose"}


class Names:
    """Names on one line; of those that differ in case only the first stands for all, as in a codebook."""

    def __init__(self, values: Iterable[str]) -> None:
        self._first: dict[str, str] = {}
        self.same: list[tuple[str, str]] = []
        for value in values:
            name = one_line(value)
            first = self._first.setdefault(name.lower(), name)
            if value != first:
                self.same.append((value, first))

    def of(self, value: str) -> str:
        """Return the name that stands for a value."""
        name = one_line(value)
        return self._first.get(name.lower(), name)

    def __iter__(self) -> Iterator[str]:
        """Return the names in their order."""
        return (name for name in self._first.values() if name)


@dataclass(frozen=True)
class Kind:
    """A statement type: its row and its variables by name in small letters."""

    row: Row
    variables: Mapping[str, Row]

    def variable(self, name: str, datatype: str) -> Row | None:
        """Return a variable of that name and data type."""
        found = self.variables.get(name)
        return found if found is not None and found["DataType"] == datatype else None

    @property
    def qualifier(self) -> str | None:
        """The variable that tells the stance; None where the type is not about stances."""
        named = {name for name, datatype in NEEDED.items() if self.variable(name, datatype)}
        if CONCEPT not in named or len(named) == 1:
            return None
        return next((name for name, datatype in QUALIFIERS.items() if self.variable(name, datatype)), None)


class Content:
    """Rows of a DNA database, looked up by what they refer to."""

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
        """The values by statement and variable; a short text by its words."""
        found = {}
        for datatype, table in DATA.items():
            for row in self.rows[table]:
                value = row["Entity"] if datatype == "short text" else row["Value"]
                if datatype == "short text":
                    value = self.entities.get(value, {}).get("Value", "")
                found[row["StatementId"], row["VariableId"]] = value
        return found

    def entities_of(self, *names: str) -> list[Row]:
        """Return the values of the variables of these names in types about stances, in their order."""
        variables = {
            kind.variables[name]["ID"]
            for kind in self.kinds.values()
            for name in names
            if kind.qualifier and kind.variable(name, NEEDED[name])
        }
        return [row for row in self.rows["ENTITIES"] if row["VariableId"] in variables]

    def words_of(self, name: str) -> list[str]:
        """Return the words of these values."""
        return [row["Value"] for row in self.entities_of(name)]

    @cached_property
    def people(self) -> Names:
        """The names of persons and organisations, which share one list of actors."""
        return Names([*self.words_of(PERSON), *self.words_of(ORGANIZATION)])

    @cached_property
    def concepts(self) -> Names:
        """The names of concepts."""
        return Names(self.words_of(CONCEPT))

    def value(self, statement: Row, name: str) -> str:
        """Return a text that a statement has for a variable; "" where it has none."""
        variable = self.kinds[statement["StatementTypeId"]].variables.get(name)
        found = self.values.get((statement["ID"], variable["ID"])) if variable else None
        return "" if found is None else str(found)

    def positions(self, document: int) -> NormalisedText:
        """Return a document's text beside its normalised form."""
        if document not in self._positions:
            self._positions[document] = normalised(self.texts[document]["Text"])
        return self._positions[document]

    def cells(self, statement: Row) -> dict[str, Any]:
        """Return what a statement says by column of the statements table.

        Raises:
            StancebookError: when it takes no stance that the table can hold.
        """
        kind = self.kinds.get(statement["StatementTypeId"])
        if kind is None or kind.qualifier is None:
            raise StancebookError("Its statement type is not about stances.")
        person, organization, concept = (self.value(statement, name) for name in NEEDED)
        if not (one_line(person) or one_line(organization)) or not one_line(concept):
            raise StancebookError("It names no person and organisation, or no concept.")
        if self.value(statement, DOUBT):
            raise StancebookError("The coder that made it doubted it.")
        organisation = self.people.of(organization) if one_line(organization) else None
        return {
            "statement_id": str(statement["ID"]),
            "doc_id": doc_id(statement["DocumentId"]),
            "actor": self.people.of(person) if one_line(person) else organisation,
            "organisation": organisation,
            "issue": self.concepts.of(concept),
            **self._stance(statement, kind),
            **self._span(statement),
            "coder": HUMAN + (one_line(self.coders.get(statement["Coder"], "")) or "unknown"),
        }

    def _stance(self, statement: Row, kind: Kind) -> dict[str, str]:
        if kind.qualifier == AGREEMENT:
            agreed = self.values.get((statement["ID"], kind.variables[AGREEMENT]["ID"]))
            if agreed not in AGREED:
                raise StancebookError(f"Its agreement is neither 1 nor 0 but {agreed!r}.")
            return {"stance": AGREED[agreed]}
        stance = self.value(statement, STANCE)
        if stance not in STANCES:
            raise StancebookError(f"Its stance {stance[:60]!r} is none of {', '.join(STANCES)}.")
        more = {"condition": self.value(statement, CONDITION), "if_met": self.value(statement, IF_MET)}
        return {"stance": stance, **{name: value for name, value in more.items() if value}}

    def _span(self, statement: Row) -> dict[str, Any]:
        if statement["DocumentId"] not in self.texts:
            raise StancebookError("Its document is not there.")
        place = self.place(statement)
        if place is None:
            raise StancebookError("It does not stand in its document's text.")
        text = self.positions(statement["DocumentId"]).text
        return {"start": place[0], "end": place[1], "evidence": text[slice(*place)]}

    def place(self, statement: Row) -> tuple[int, int] | None:
        """Return where a statement stands in its normalised document; None where it does not."""
        raw = self.texts[statement["DocumentId"]]["Text"]
        span = span_of(raw, statement["Start"], statement["Stop"])
        text = self.positions(statement["DocumentId"])
        found = text.span(*span) if span else None
        return trimmed(text.text, found) if found and text.text[slice(*found)].strip() else None


def doc_id(number: int) -> str:
    """Return how a document is called here."""
    return f"{NUMBERED}{number}"


def document_of(row: Row) -> tuple[Document | None, list[Problem]]:
    """Return the document of a row, or None where its text holds no letter; and what is wrong with it."""
    notes = row["Notes"].strip()
    given = {
        "title": row["Title"],
        "outlet": row["Source"],
        "author": row["Author"],
        "published": day_of(row["Date"]),
        "url": notes if is_address(notes) else None,
    }
    found = list(build(doc_id(row["ID"]), doc_id(row["ID"]), row["Text"], given))
    documents = [one for one in found if isinstance(one, Document)]
    problems = [one for one in found if isinstance(one, Problem)]
    return (documents[0] if documents else None), problems


def is_address(notes: str) -> bool:
    """Tell whether the notes on a document are its address and nothing else."""
    return notes.startswith(("http://", "https://")) and len(notes.split()) == 1


def day_of(seconds: int) -> str | None:
    """Return the UTC day of a time in seconds since 1970; None for 0, which stands for no day."""
    try:
        return (date(1970, 1, 1) + timedelta(days=seconds // DAY)).isoformat() if seconds else None
    except OverflowError:
        return None


def seconds_of(day: str | None) -> int:
    """Return the first second of a UTC day; 0 where there is none."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * DAY if day else 0
