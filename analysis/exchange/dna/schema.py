"""The tables of a DNA 3 database: columns, their constraints, and what refers to what.

Discourse Network Analyzer 3.0 and 3.1 share them (Leifeld, github.com/leifeld/dna).
"""

import re

LONGEST = 190
"""Characters of a short text: a title, a value, a name."""
VERSION = "3.0.11"
"""The version that a new database names; DNA 3.0 and 3.1 open it."""

_ID = "INTEGER NOT NULL PRIMARY KEY"


def _short(name: str, default: str = "") -> str:
    return f"TEXT NOT NULL{default} CHECK (LENGTH({name}) < {LONGEST + 1})"


def _number(name: str, low: int, high: int, default: int | None) -> str:
    start = "" if default is None else f" NOT NULL DEFAULT {default}"
    return f"INTEGER{start} CHECK ({name} BETWEEN {low} AND {high})"


def _flag(name: str, default: int = 1) -> str:
    return _number(name, 0, 1, default)


def _refers(table: str) -> str:
    return f"REFERENCES {table}(ID) ON DELETE CASCADE"


COLOURS = ("Red", "Green", "Blue")
_COLOURS = {name: _number(name, 0, 255, 0) for name in COLOURS}
_OPTIONAL = " DEFAULT ''"
PERMISSIONS = tuple(
    f"Permission{what}"
    for what in (
        "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements",
        "EditStatements", "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes",
        "EditCoders", "EditCoderRelations", "ViewOthersDocuments", "EditOthersDocuments",
        "ViewOthersStatements", "EditOthersStatements",
    )
)  # fmt: skip
RELATIONS = ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
ATTRIBUTES = ("Type", "Alias", "Notes")
DATA = {
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
    "integer": "DATAINTEGER",
    "boolean": "DATABOOLEAN",
}
"""The table that holds the values of variables of a data type."""


def _data(column: str, kind: str) -> dict[str, str]:
    statement = f"INTEGER NOT NULL {_refers('STATEMENTS')}"
    variable = f"INTEGER NOT NULL {_refers('VARIABLES')}"
    return {"ID": _ID, "StatementId": statement, "VariableId": variable, column: kind}


# in an order in which what is referred to comes first
TABLES: dict[str, dict[str, str]] = {
    "SETTINGS": {"Property": "TEXT PRIMARY KEY", "Value": "TEXT NOT NULL"},
    "CODERS": {
        "ID": _ID,
        "Name": _short("Name"),
        **_COLOURS,
        "Refresh": _number("Refresh", 0, 9999, 0),
        "FontSize": _number("FontSize", 1, 99, 14),
        "Password": _short("Password"),
        "PopupWidth": _number("PopupWidth", 100, 9999, 300),
        "ColorByCoder": _flag("ColorByCoder", 0),
        "PopupDecoration": _flag("PopupDecoration", 0),
        "PopupAutoComplete": _flag("PopupAutoComplete"),
        **{name: _flag(name) for name in PERMISSIONS},
    },
    "CODERRELATIONS": {
        "ID": _ID,
        "Coder": f"INTEGER CHECK (Coder > 0) {_refers('CODERS')}",
        "OtherCoder": f"INTEGER CHECK (OtherCoder > 0) {_refers('CODERS')}",
        **{name: _flag(name) for name in RELATIONS},
    },
    "DOCUMENTS": {
        "ID": _ID,
        "Title": _short("Title"),
        "Text": "TEXT NOT NULL",
        "Coder": f"INTEGER {_refers('CODERS')}",
        **{name: _short(name, _OPTIONAL) for name in ("Author", "Source", "Section")},
        "Notes": "TEXT NOT NULL DEFAULT ''",
        "Type": _short("Type", _OPTIONAL),
        # 0 stands for no day
        "Date": "INTEGER NOT NULL DEFAULT 0",
    },
    "STATEMENTTYPES": {"ID": _ID, "Label": _short("Label"), **_COLOURS},
    "VARIABLES": {
        "ID": _ID,
        "Variable": _short("Variable"),
        "DataType": "TEXT NOT NULL DEFAULT 'short text' "
        f"CHECK (DataType IN ({', '.join(repr(kind) for kind in DATA)}))",
        "StatementTypeId": f"INTEGER {_refers('STATEMENTTYPES')}",
    },
    "VARIABLELINKS": {
        "ID": _ID,
        "SourceVariableId": f"INTEGER {_refers('VARIABLES')}",
        "TargetVariableId": f"INTEGER {_refers('VARIABLES')}",
    },
    "REGEXES": {"Label": f"TEXT PRIMARY KEY CHECK (LENGTH(Label) < {LONGEST + 1})", **_COLOURS},
    "STATEMENTS": {
        "ID": _ID,
        "StatementTypeId": f"INTEGER {_refers('STATEMENTTYPES')}",
        "DocumentId": f"INTEGER {_refers('DOCUMENTS')}",
        "Start": "INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop": "INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder": f"INTEGER {_refers('CODERS')}",
    },
    "ENTITIES": {
        "ID": _ID,
        "VariableId": f"INTEGER NOT NULL {_refers('VARIABLES')}",
        "Value": _short("Value", _OPTIONAL),
        **{name: _number(name, 0, 255, None) for name in COLOURS},
        "ChildOf": f"INTEGER CHECK (ChildOf > 0) {_refers('ENTITIES')}",
    },
    "DATASHORTTEXT": _data("Entity", f"INTEGER NOT NULL {_refers('ENTITIES')}"),
    "DATALONGTEXT": _data("Value", "TEXT DEFAULT ''"),
    "DATAINTEGER": _data("Value", "INTEGER NOT NULL DEFAULT 0"),
    "DATABOOLEAN": _data("Value", "INTEGER NOT NULL DEFAULT 1"),
    "ATTRIBUTEVARIABLES": {
        "ID": _ID,
        "VariableId": f"INTEGER NOT NULL {_refers('VARIABLES')}",
        "AttributeVariable": _short("AttributeVariable"),
    },
    "ATTRIBUTEVALUES": {
        "ID": _ID,
        "EntityId": f"INTEGER NOT NULL {_refers('ENTITIES')}",
        "AttributeVariableId": f"INTEGER NOT NULL {_refers('ATTRIBUTEVARIABLES')}",
        "AttributeValue": _short("AttributeValue", _OPTIONAL),
    },
}

_OF_TABLES = {
    "CODERRELATIONS": "CHECK (Coder != OtherCoder)",
    "VARIABLES": "UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": "CHECK (TargetVariableId != SourceVariableId)",
    "STATEMENTS": "CHECK (Start < Stop)",
    "ENTITIES": "UNIQUE (VariableId, Value)",
    "ATTRIBUTEVARIABLES": "UNIQUE (VariableId, AttributeVariable)",
    "ATTRIBUTEVALUES": "UNIQUE (EntityId, AttributeVariableId)",
    **dict.fromkeys(DATA.values(), "UNIQUE (StatementId, VariableId)"),
}


def creation(table: str) -> str:
    """Return the SQL that creates one table."""
    parts = [f"{name} {rule}" for name, rule in TABLES[table].items()]
    parts += [_OF_TABLES[table]] if table in _OF_TABLES else []
    return f"CREATE TABLE {table} ({', '.join(parts)})"


def is_number(rule: str) -> bool:
    """Tell whether a column holds whole numbers."""
    return rule.startswith("INTEGER")


def default(rule: str) -> int | str | None:
    """Return what a column holds where a row does not say; None where nothing may be assumed."""
    if found := re.search(r"DEFAULT (?:'([^']*)'|(\d+))", rule):
        return int(found[2]) if found[2] else found[1]
    return "" if rule.startswith("TEXT NOT NULL") else None


def is_needed(rule: str) -> bool:
    """Tell whether a row without a value in this column says nothing."""
    return "PRIMARY KEY" in rule or ("INTEGER NOT NULL" in rule and "DEFAULT" not in rule)
