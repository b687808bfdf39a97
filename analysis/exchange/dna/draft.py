"""Build the rows of a database: add rows, and change the values of statements in place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.exchange.dna.content import Content, Kind
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.schema import ATTRIBUTES, COLOURS, DATA, LONGEST, TABLES, get_default
from analysis.exchange.foreign_database import Row
from analysis.reading.normalising import to_one_line


class Draft:
    """The rows of a database to be written.

    Args:
        rows: the result of ``database.clean_tables``; changed in place.

    Attributes:
        rows: the same rows.
        cut: the texts that were too long for DNA.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.cut: list[str] = []
        self._last = {
            table: max((row["ID"] for row in rows[table]), default=0)
            for table, columns in TABLES.items()
            if "ID" in columns
        }
        # ID 1 is reserved for the administrator of the database
        self._last["CODERS"] = max(self._last["CODERS"], 1)
        self._entities: dict[tuple[int, str], Row] = {}
        self._taken = collect_values(rows)
        for row in rows["ENTITIES"]:
            self._entities.setdefault((row["VariableId"], to_one_line(row["Value"]).lower()), row)
        self._values = {
            (row["StatementId"], row["VariableId"]): row for table in DATA.values() for row in rows[table]
        }

    def add(self, table: str, **cells: Any) -> int:
        """Add a row, with default values in the other columns, and return its ID."""
        self._last[table] += 1
        row = {name: get_default(rule) for name, rule in TABLES[table].items()}
        self.rows[table].append({**row, "ID": self._last[table], **cells})
        return self._last[table]

    def remove(self, table: str, numbers: Iterable[int]) -> None:
        """Remove rows by ID."""
        gone = set(numbers)
        self.rows[table][:] = [row for row in self.rows[table] if row["ID"] not in gone]

    def remove_statements(self, numbers: Iterable[int]) -> None:
        """Remove statements and their values."""
        gone = set(numbers)
        if gone:
            self.remove("STATEMENTS", gone)
            self.remove_values(gone)

    def remove_values(self, statements: set[int]) -> None:
        """Remove the values of statements."""
        for table in DATA.values():
            self.rows[table][:] = [row for row in self.rows[table] if row["StatementId"] not in statements]
        self._values = {key: row for key, row in self._values.items() if key[0] not in statements}

    def shorten(self, text: str) -> str:
        """Return a text cut to the length that DNA allows."""
        if len(text) > LONGEST:
            self.cut.append(text)
        return text[:LONGEST]

    def add_kind(self, label: str, colour: tuple[int, int, int], variables: Mapping[str, str]) -> Kind:
        """Add a statement type with variables, given by name and data type."""
        number = self.add("STATEMENTTYPES", Label=label, **dict(zip(COLOURS, colour, strict=True)))
        for name, datatype in variables.items():
            variable = self.add("VARIABLES", Variable=name, DataType=datatype, StatementTypeId=number)
            for attribute in ATTRIBUTES if datatype == "short text" else ():
                self.add("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=attribute)
        return Content(self.rows).kinds[number]

    def find_or_add_entity(
        self, variable: int, value: str, attributes: Mapping[str, str] | None = None
    ) -> int:
        """Return the ID of an entity (a value of a short text); a new one is added with its attributes."""
        key = (variable, to_one_line(value).lower())
        if key not in self._entities:
            unique = fit_unique(self.shorten(value), self._taken[variable])
            number = self.add("ENTITIES", VariableId=variable, Value=unique, **dict.fromkeys(COLOURS, 0))
            self._entities[key] = self.rows["ENTITIES"][-1]
            self._describe(number, variable, attributes or {})
        return int(self._entities[key]["ID"])

    def _describe(self, entity: int, variable: int, attributes: Mapping[str, str]) -> None:
        numbers = {
            row["AttributeVariable"]: row["ID"]
            for row in self.rows["ATTRIBUTEVARIABLES"]
            if row["VariableId"] == variable
        }
        for name, value in attributes.items():
            if not value:
                continue
            if name not in numbers:
                numbers[name] = self.add("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=name)
            cells = {"AttributeVariableId": numbers[name], "AttributeValue": self.shorten(value)}
            self.add("ATTRIBUTEVALUES", EntityId=entity, **cells)

    def has_value(self, statement: int, variable: Row) -> bool:
        """Return whether a statement has a value for a variable."""
        return (statement, variable["ID"]) in self._values

    def set_value(self, statement: int, variable: Row, value: Any) -> None:
        """Set a statement's value for a variable."""
        datatype = variable["DataType"]
        column = "Entity" if datatype == "short text" else "Value"
        stored = self.find_or_add_entity(variable["ID"], value) if datatype == "short text" else value
        key = (statement, variable["ID"])
        if key in self._values:
            self._values[key][column] = stored
        else:
            self.add(DATA[datatype], StatementId=statement, VariableId=variable["ID"], **{column: stored})
            self._values[key] = self.rows[DATA[datatype]][-1]


def collect_values(rows: Rows) -> defaultdict[int, set[str]]:
    """Return the values of each variable."""
    values: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows["ENTITIES"]:
        values[row["VariableId"]].add(row["Value"])
    return values


def fit_unique(text: str, taken: set[str]) -> str:
    """Cut a text to the length that DNA allows, append a number if it is taken, and mark it as taken."""
    unique, number = text[:LONGEST], 1
    while unique in taken:
        number += 1
        suffix = f" ({number})"
        unique = text[: LONGEST - len(suffix)] + suffix
    taken.add(unique)
    return unique
