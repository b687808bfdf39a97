"""Rows of a database that is being written: new rows, and the values of statements changed in place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from analysis.exchange.dna.content import Content, Kind
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.schema import ATTRIBUTES, COLOURS, DATA, LONGEST, TABLES, default
from analysis.exchange.foreign_database import Row
from analysis.reading.normalising import one_line


class Draft:
    """The rows of a database to be written.

    Args:
        rows: as ``database.cleaned`` returns them; changed in place.

    Attributes:
        rows: the same.
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
        # the first coder of a database is its administrator
        self._last["CODERS"] = max(self._last["CODERS"], 1)
        self._entities: dict[tuple[int, str], Row] = {}
        self._words = words_of(rows)
        for row in rows["ENTITIES"]:
            self._entities.setdefault((row["VariableId"], one_line(row["Value"]).lower()), row)
        self._values = {
            (row["StatementId"], row["VariableId"]): row for table in DATA.values() for row in rows[table]
        }

    def add(self, table: str, **cells: Any) -> int:
        """Add a row with what stands there by default, and return its number."""
        self._last[table] += 1
        row = {name: default(rule) for name, rule in TABLES[table].items()}
        self.rows[table].append({**row, "ID": self._last[table], **cells})
        return self._last[table]

    def remove(self, table: str, numbers: Iterable[int]) -> None:
        """Remove rows by their numbers."""
        gone = set(numbers)
        self.rows[table][:] = [row for row in self.rows[table] if row["ID"] not in gone]

    def remove_statements(self, numbers: Iterable[int]) -> None:
        """Remove statements with their values."""
        gone = set(numbers)
        if gone:
            self.remove("STATEMENTS", gone)
            self.forget(gone)

    def forget(self, statements: set[int]) -> None:
        """Remove the values of statements."""
        for table in DATA.values():
            self.rows[table][:] = [row for row in self.rows[table] if row["StatementId"] not in statements]
        self._values = {key: row for key, row in self._values.items() if key[0] not in statements}

    def short(self, text: str) -> str:
        """Return a text as long as DNA allows."""
        if len(text) > LONGEST:
            self.cut.append(text)
        return text[:LONGEST]

    def kind(self, label: str, colour: tuple[int, int, int], variables: Mapping[str, str]) -> Kind:
        """Add a statement type with variables by name and data type."""
        number = self.add("STATEMENTTYPES", Label=label, **dict(zip(COLOURS, colour, strict=True)))
        for name, datatype in variables.items():
            variable = self.add("VARIABLES", Variable=name, DataType=datatype, StatementTypeId=number)
            for attribute in ATTRIBUTES if datatype == "short text" else ():
                self.add("ATTRIBUTEVARIABLES", VariableId=variable, AttributeVariable=attribute)
        return Content(self.rows).kinds[number]

    def entity(self, variable: int, value: str, attributes: Mapping[str, str] | None = None) -> int:
        """Return the number of a value of a short text; a new one is added with its attributes."""
        key = (variable, one_line(value).lower())
        if key not in self._entities:
            shown = free(self.short(value), self._words[variable])
            number = self.add("ENTITIES", VariableId=variable, Value=shown, **dict.fromkeys(COLOURS, 0))
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
            cells = {"AttributeVariableId": numbers[name], "AttributeValue": self.short(value)}
            self.add("ATTRIBUTEVALUES", EntityId=entity, **cells)

    def has(self, statement: int, variable: Row) -> bool:
        """Tell whether a statement has a value for a variable."""
        return (statement, variable["ID"]) in self._values

    def set(self, statement: int, variable: Row, value: Any) -> None:
        """Give a statement a value for a variable."""
        datatype = variable["DataType"]
        column = "Entity" if datatype == "short text" else "Value"
        stored = self.entity(variable["ID"], value) if datatype == "short text" else value
        key = (statement, variable["ID"])
        if key in self._values:
            self._values[key][column] = stored
        else:
            self.add(DATA[datatype], StatementId=statement, VariableId=variable["ID"], **{column: stored})
            self._values[key] = self.rows[DATA[datatype]][-1]


def words_of(rows: Rows) -> defaultdict[int, set[str]]:
    """Return the values of each variable."""
    words: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows["ENTITIES"]:
        words[row["VariableId"]].add(row["Value"])
    return words


def free(text: str, taken: set[str]) -> str:
    """Return a text as long as DNA allows, with a number behind it where it is taken; it is then taken."""
    shown, number = text[:LONGEST], 1
    while shown in taken:
        number += 1
        behind = f" ({number})"
        shown = text[: LONGEST - len(behind)] + behind
    taken.add(shown)
    return shown
