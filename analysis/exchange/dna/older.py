"""Databases of DNA 2: their tables, and the same as DNA 3 would hold it.

There a short text stands with its statement, the attributes of a value are columns, permissions are
rows, and days are milliseconds. Passwords are not carried over.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.exchange.dna.schema import ATTRIBUTES, COLOURS, DATA, PERMISSIONS

TABLES_2 = ("ATTRIBUTES", "CODERPERMISSIONS", "STATEMENTLINKS")
_MILLISECONDS, _DAY = 1000, 86_400

Raw = dict[str, list[dict[str, Any]]]


def is_older(tables: Mapping[str, Any]) -> bool:
    """Tell whether rows are of DNA 2: by the version that they name, else by the tables there are."""
    settings = tables.get("SETTINGS", ())
    version = next((str(row.get("value")) for row in settings if row.get("property") == "version"), "")
    return version.startswith("2") if version[:1].isdigit() else "ENTITIES" not in tables


def upgraded(tables: Raw) -> tuple[Raw, list[str]]:
    """Return the tables of DNA 2 as those of DNA 3, and sentences on what is not the same."""
    entities = _Entities(tables)
    short = [
        {**row, "entity": entities.of(row.get("variableid"), row.get("value"))}
        for row in tables.get(DATA["short text"], ())
    ]
    documents = [{**row, "date": _seconds(row.get("date"))} for row in tables.get("DOCUMENTS", ())]
    told = ["It is of DNA 2. Its coders get the password of a new database when it is written."]
    if any(row["date"] % _DAY for row in documents):
        told.append(
            "DNA 2 stored local time without its zone; days are those of UTC and may be one too early."
        )
    if links := len(tables.get("STATEMENTLINKS", ())):
        told.append(f"Its links between statements ({links}) have no place in DNA 3; they are left out.")
    kept = {
        "SETTINGS": [row for row in tables.get("SETTINGS", ()) if row.get("property") != "version"],
        "CODERS": [{**row, "password": ""} for row in _permitted(tables)],
        "DOCUMENTS": documents,
        DATA["short text"]: short,
        **entities.tables,
        "VARIABLELINKS": [],
    }
    return {**{name: rows for name, rows in tables.items() if name not in TABLES_2}, **kept}, told


class _Entities:
    """The values of short texts with their attributes; a value that has none is added."""

    def __init__(self, tables: Raw) -> None:
        attributes = tables.get("ATTRIBUTES", [])
        columns = ("id", "variableid", "value", *(name.lower() for name in COLOURS), "childof")
        rows = [{name: row.get(name) for name in columns} for row in attributes]
        self._ids = {(row["variableid"], row["value"]): row["id"] for row in rows}
        self._last = max((row["id"] for row in rows if isinstance(row["id"], int)), default=0)
        variables = [row["id"] for row in tables.get("VARIABLES", ()) if row.get("datatype") == "short text"]
        named = [(variable, name) for variable in variables for name in ATTRIBUTES]
        numbers = {pair: number for number, pair in enumerate(named, start=1)}
        values = [
            {
                "entityid": row.get("id"),
                "attributevariableid": numbers.get((row.get("variableid"), name)),
                "attributevalue": row.get(name.lower()) or "",
            }
            for row in attributes
            for name in ATTRIBUTES
        ]
        self.tables: Raw = {
            "ENTITIES": rows,
            "ATTRIBUTEVARIABLES": [
                {"id": number, "variableid": variable, "attributevariable": name}
                for (variable, name), number in numbers.items()
            ],
            "ATTRIBUTEVALUES": [{"id": number, **row} for number, row in enumerate(values, start=1)],
        }

    def of(self, variable: Any, value: Any) -> Any:
        """Return the number of a value of a variable."""
        key = (variable, "" if value is None else str(value))
        if key not in self._ids:
            self._last += 1
            self._ids[key] = self._last
            self.tables["ENTITIES"].append({"id": self._last, "variableid": variable, "value": key[1]})
        return self._ids[key]


def _permitted(tables: Raw) -> Iterator[dict[str, Any]]:
    """Yield the coders with what they may do as columns."""
    columns = {name.lower() for name in PERMISSIONS}
    for coder in tables.get("CODERS", ()):
        granted = {
            f"permission{row.get('type')}".lower(): row.get("permission")
            for row in tables.get("CODERPERMISSIONS", ())
            if row.get("coder") == coder.get("id")
        }
        yield {**coder, **{name: may for name, may in granted.items() if name in columns}}


def _seconds(milliseconds: Any) -> int:
    return int(milliseconds) // _MILLISECONDS if isinstance(milliseconds, int) else 0
