"""The tables of a DNA 3 database: columns, constraints and references.

Discourse Network Analyzer 3.0 and 3.1 share this schema (Leifeld, github.com/leifeld/dna).
"""

import re

LONGEST = 190
"""Maximum number of characters in a short text: a title, a value, a name."""
VERSION = "3.0.11"
"""The version written into a new database; DNA 3.0 and 3.1 open it."""

_ID = "INTEGER NOT NULL PRIMARY KEY"


def _short_text(name: str, default: str = "") -> str:
    return f"TEXT NOT NULL{default} CHECK (LENGTH({name}) < {LONGEST + 1})"


def _integer_between(name: str, low: int, high: int, default: int | None) -> str:
    start = "" if default is None else f" NOT NULL DEFAULT {default}"
    return f"INTEGER{start} CHECK ({name} BETWEEN {low} AND {high})"


def _flag(name: str, default: int = 1) -> str:
    return _integer_between(name, 0, 1, default)


def _reference(table: str) -> str:
    return f"REFERENCES {table}(ID) ON DELETE CASCADE"


COLOURS = ("Red", "Green", "Blue")
_COLOURS = {name: _integer_between(name, 0, 255, 0) for name in COLOURS}
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
"""The table that holds the values of each data type."""


VALUE = "Value"
"""The column of a statement's value, except for short texts."""


def _value_table(column: str, kind: str) -> dict[str, str]:
    statement = f"INTEGER NOT NULL {_reference('STATEMENTS')}"
    variable = f"INTEGER NOT NULL {_reference('VARIABLES')}"
    return {"ID": _ID, "StatementId": statement, "VariableId": variable, column: kind}


# ordered by reference: a table follows those that it refers to
TABLES: dict[str, dict[str, str]] = {
    "SETTINGS": {"Property": "TEXT PRIMARY KEY", "Value": "TEXT NOT NULL"},
    "CODERS": {
        "ID": _ID,
        "Name": _short_text("Name"),
        **_COLOURS,
        "Refresh": _integer_between("Refresh", 0, 9999, 0),
        "FontSize": _integer_between("FontSize", 1, 99, 14),
        "Password": _short_text("Password"),
        "PopupWidth": _integer_between("PopupWidth", 100, 9999, 300),
        "ColorByCoder": _flag("ColorByCoder", 0),
        "PopupDecoration": _flag("PopupDecoration", 0),
        "PopupAutoComplete": _flag("PopupAutoComplete"),
        **{name: _flag(name) for name in PERMISSIONS},
    },
    "CODERRELATIONS": {
        "ID": _ID,
        "Coder": f"INTEGER CHECK (Coder > 0) {_reference('CODERS')}",
        "OtherCoder": f"INTEGER CHECK (OtherCoder > 0) {_reference('CODERS')}",
        **{name: _flag(name) for name in RELATIONS},
    },
    "DOCUMENTS": {
        "ID": _ID,
        "Title": _short_text("Title"),
        "Text": "TEXT NOT NULL",
        "Coder": f"INTEGER {_reference('CODERS')}",
        **{name: _short_text(name, _OPTIONAL) for name in ("Author", "Source", "Section")},
        "Notes": "TEXT NOT NULL DEFAULT ''",
        "Type": _short_text("Type", _OPTIONAL),
        # 0 means no date
        "Date": "INTEGER NOT NULL DEFAULT 0",
    },
    "STATEMENTTYPES": {"ID": _ID, "Label": _short_text("Label"), **_COLOURS},
    "VARIABLES": {
        "ID": _ID,
        "Variable": _short_text("Variable"),
        "DataType": "TEXT NOT NULL DEFAULT 'short text' "
        f"CHECK (DataType IN ({', '.join(repr(kind) for kind in DATA)}))",
        "StatementTypeId": f"INTEGER {_reference('STATEMENTTYPES')}",
    },
    "VARIABLELINKS": {
        "ID": _ID,
        "SourceVariableId": f"INTEGER {_reference('VARIABLES')}",
        "TargetVariableId": f"INTEGER {_reference('VARIABLES')}",
    },
    "REGEXES": {"Label": f"TEXT PRIMARY KEY CHECK (LENGTH(Label) < {LONGEST + 1})", **_COLOURS},
    "STATEMENTS": {
        "ID": _ID,
        "StatementTypeId": f"INTEGER {_reference('STATEMENTTYPES')}",
        "DocumentId": f"INTEGER {_reference('DOCUMENTS')}",
        "Start": "INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop": "INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder": f"INTEGER {_reference('CODERS')}",
    },
    "ENTITIES": {
        "ID": _ID,
        "VariableId": f"INTEGER NOT NULL {_reference('VARIABLES')}",
        "Value": _short_text("Value", _OPTIONAL),
        **{name: _integer_between(name, 0, 255, None) for name in COLOURS},
        "ChildOf": f"INTEGER CHECK (ChildOf > 0) {_reference('ENTITIES')}",
    },
    "DATASHORTTEXT": _value_table("Entity", f"INTEGER NOT NULL {_reference('ENTITIES')}"),
    "DATALONGTEXT": _value_table(VALUE, "TEXT DEFAULT ''"),
    "DATAINTEGER": _value_table(VALUE, "INTEGER NOT NULL DEFAULT 0"),
    "DATABOOLEAN": _value_table(VALUE, "INTEGER NOT NULL DEFAULT 1"),
    "ATTRIBUTEVARIABLES": {
        "ID": _ID,
        "VariableId": f"INTEGER NOT NULL {_reference('VARIABLES')}",
        "AttributeVariable": _short_text("AttributeVariable"),
    },
    "ATTRIBUTEVALUES": {
        "ID": _ID,
        "EntityId": f"INTEGER NOT NULL {_reference('ENTITIES')}",
        "AttributeVariableId": f"INTEGER NOT NULL {_reference('ATTRIBUTEVARIABLES')}",
        "AttributeValue": _short_text("AttributeValue", _OPTIONAL),
    },
}

_CONSTRAINTS = {
    "CODERRELATIONS": "CHECK (Coder != OtherCoder)",
    "VARIABLES": "UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": "CHECK (TargetVariableId != SourceVariableId)",
    "STATEMENTS": "CHECK (Start < Stop)",
    "ENTITIES": "UNIQUE (VariableId, Value)",
    "ATTRIBUTEVARIABLES": "UNIQUE (VariableId, AttributeVariable)",
    "ATTRIBUTEVALUES": "UNIQUE (EntityId, AttributeVariableId)",
    **dict.fromkeys(DATA.values(), "UNIQUE (StatementId, VariableId)"),
}


def build_create_sql(table: str) -> str:
    """Return the SQL that creates one table."""
    parts = [f"{name} {rule}" for name, rule in TABLES[table].items()]
    parts += [_CONSTRAINTS[table]] if table in _CONSTRAINTS else []
    return f"CREATE TABLE {table} ({', '.join(parts)})"


def is_integer(rule: str) -> bool:
    """Return whether a column holds integers."""
    return rule.startswith("INTEGER")


def get_default(rule: str) -> int | str | None:
    """Return the default value of a column; None if it has no default."""
    if found := re.search(r"DEFAULT (?:'([^']*)'|(\d+))", rule):
        return int(found[2]) if found[2] else found[1]
    return "" if rule.startswith("TEXT NOT NULL") else None


def is_required(rule: str) -> bool:
    """Return whether a row without a value in this column is unusable."""
    return "PRIMARY KEY" in rule or ("INTEGER NOT NULL" in rule and "DEFAULT" not in rule)
