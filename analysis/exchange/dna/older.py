"""Convert the tables of a DNA 2 database to those of DNA 3.

DNA 2 stores short texts with their statements, attributes of values as columns, permissions as rows, and
dates in milliseconds. Passwords are not converted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.exchange.dna.schema import ATTRIBUTES, COLOURS, DATA, PERMISSIONS
from analysis.reading.values import is_missing

TABLES_2 = ("ATTRIBUTES", "CODERPERMISSIONS", "STATEMENTLINKS")
# tables that not every beta has, and without which all statements are complete
_OPTIONAL = ("CODERRELATIONS", "REGEXES", "DATAINTEGER", "DATALONGTEXT")
_MILLISECONDS, _DAY = 1000, 86_400

Raw = dict[str, list[dict[str, Any]]]


def is_dna_2(tables: Mapping[str, Any]) -> bool:
    """Return whether tables are DNA 2's: by the version in their settings, or else by the table names."""
    settings = tables.get("SETTINGS", ())
    version = next((str(row.get("value")) for row in settings if row.get("property") == "version"), "")
    return version.startswith("2") if version[:1].isdigit() else "ENTITIES" not in tables


def upgrade_tables(tables: Raw) -> tuple[Raw, list[str]]:
    """Return the tables of DNA 2 as those of DNA 3, and messages about content that is read differently."""
    entities = _Entities(tables)
    short = [
        {**row, "entity": entities.find_or_add(row.get("variableid"), row.get("value"))}
        for row in tables.get(DATA["short text"], ())
    ]
    documents = [{**row, "date": _to_seconds(row.get("date"))} for row in tables.get("DOCUMENTS", ())]
    messages = []
    if any(row["date"] % _DAY for row in documents):
        messages.append(
            "DNA 2 stored local time without a time zone; dates are read as UTC and may be a day too early."
        )
    if links := len(tables.get("STATEMENTLINKS", ())):
        messages.append(f"Links between statements ({links}) are omitted: DNA 3 does not have them.")
    upgraded = {
        "SETTINGS": [row for row in tables.get("SETTINGS", ()) if row.get("property") != "version"],
        "CODERS": [{**row, "password": ""} for row in _add_permissions(tables)],
        "DOCUMENTS": documents,
        DATA["short text"]: short,
        **entities.tables,
        "VARIABLELINKS": [],
    }
    optional: Raw = {name: [] for name in _OPTIONAL}
    known = {name: rows for name, rows in tables.items() if name not in TABLES_2}
    return {**optional, **known, **upgraded}, messages


class _Entities:
    """The entities (values of short texts) with their attributes; DNA 2 lists only those with attributes."""

    def __init__(self, tables: Raw) -> None:
        attributes = tables.get("ATTRIBUTES", [])
        columns = ("id", "variableid", "value", *(name.lower() for name in COLOURS), "childof")
        rows = [{name: row.get(name) for name in columns} for row in attributes]
        self._ids = {(row["variableid"], row["value"]): row["id"] for row in rows}
        for row in rows:
            row["childof"] = self._find_parent(row)
        self._last = max((row["id"] for row in rows if isinstance(row["id"], int)), default=0)
        variables = [row["id"] for row in tables.get("VARIABLES", ()) if row.get("datatype") == "short text"]
        pairs = [(variable, name) for variable in variables for name in ATTRIBUTES]
        numbers = {pair: number for number, pair in enumerate(pairs, start=1)}
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

    def _find_parent(self, row: Mapping[str, Any]) -> Any:
        """Return the ID of the parent of a value, which some betas name; None for 0 and an empty text."""
        parent = row["childof"]
        if is_missing(parent) or str(parent).strip() == "0":
            return None
        return self._ids.get((row["variableid"], parent), parent)

    def find_or_add(self, variable: Any, value: Any) -> Any:
        """Return the ID of a value of a variable, which is added if it is missing."""
        key = (variable, "" if value is None else str(value))
        if key not in self._ids:
            self._last += 1
            self._ids[key] = self._last
            self.tables["ENTITIES"].append({"id": self._last, "variableid": variable, "value": key[1]})
        return self._ids[key]


def _add_permissions(tables: Raw) -> Iterator[dict[str, Any]]:
    """Yield the coders with their permissions as columns."""
    columns = {name.lower() for name in PERMISSIONS}
    for coder in tables.get("CODERS", ()):
        granted = {
            f"permission{row.get('type')}".lower(): row.get("permission")
            for row in tables.get("CODERPERMISSIONS", ())
            if row.get("coder") == coder.get("id")
        }
        yield {**coder, **{name: value for name, value in granted.items() if name in columns}}


def _to_seconds(milliseconds: Any) -> int:
    return int(milliseconds) // _MILLISECONDS if isinstance(milliseconds, int) else 0
