"""Build DNA databases for the tests, with the tables as DNA 3 and DNA 2 create them."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

COLOUR = "Red INTEGER NOT NULL DEFAULT 0, Green INTEGER NOT NULL DEFAULT 0, Blue INTEGER NOT NULL DEFAULT 0"
FLAGS = [
    *(f"{verb}{what}" for verb in ("Add", "Edit", "Delete") for what in ("Documents", "Statements")),
    "ImportDocuments", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders",
    "EditCoderRelations",
    *(f"{verb}Others{what}" for what in ("Documents", "Statements") for verb in ("View", "Edit")),
]  # fmt: skip
DATA = "ID INTEGER PRIMARY KEY, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL"
UNIQUE = "UNIQUE (StatementId, VariableId)"
DNA3 = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": f"ID INTEGER PRIMARY KEY, Name TEXT NOT NULL, {COLOUR}, Refresh INTEGER NOT NULL DEFAULT 0, "
    "FontSize INTEGER NOT NULL DEFAULT 14, Password TEXT NOT NULL, PopupWidth INTEGER DEFAULT 300, "
    "ColorByCoder INTEGER NOT NULL DEFAULT 0, PopupDecoration INTEGER NOT NULL DEFAULT 0, "
    "PopupAutoComplete INTEGER NOT NULL DEFAULT 1, "
    + ", ".join(f"Permission{name} INTEGER NOT NULL DEFAULT 1" for name in FLAGS),
    "CODERRELATIONS": "ID INTEGER PRIMARY KEY, Coder INTEGER, OtherCoder INTEGER, viewStatements INTEGER "
    "NOT NULL DEFAULT 1, editStatements INTEGER NOT NULL DEFAULT 1, viewDocuments INTEGER NOT NULL "
    "DEFAULT 1, editDocuments INTEGER NOT NULL DEFAULT 1",
    "DOCUMENTS": "ID INTEGER PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, "
    "Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '', Section TEXT NOT NULL DEFAULT '', "
    "Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '', Date INTEGER NOT NULL",
    "STATEMENTTYPES": f"ID INTEGER PRIMARY KEY, Label TEXT NOT NULL, {COLOUR}",
    "VARIABLES": "ID INTEGER PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL, "
    "StatementTypeId INTEGER, UNIQUE (Variable, StatementTypeId)",
    "VARIABLELINKS": "ID INTEGER PRIMARY KEY, SourceVariableId INTEGER, TargetVariableId INTEGER",
    "REGEXES": f"Label TEXT PRIMARY KEY, {COLOUR}",
    "STATEMENTS": "ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT "
    "NULL, Stop INTEGER NOT NULL, Coder INTEGER",
    "ENTITIES": "ID INTEGER PRIMARY KEY, VariableId INTEGER NOT NULL, Value TEXT NOT NULL DEFAULT '', "
    "Red INTEGER, Green INTEGER, Blue INTEGER, ChildOf INTEGER, UNIQUE (VariableId, Value)",
    "DATASHORTTEXT": f"{DATA}, Entity INTEGER NOT NULL, {UNIQUE}",
    "DATALONGTEXT": f"{DATA}, Value TEXT DEFAULT '', {UNIQUE}",
    "DATAINTEGER": f"{DATA}, Value INTEGER NOT NULL DEFAULT 0, {UNIQUE}",
    "DATABOOLEAN": f"{DATA}, Value INTEGER NOT NULL DEFAULT 1, {UNIQUE}",
    "ATTRIBUTEVARIABLES": "ID INTEGER PRIMARY KEY, VariableId INTEGER NOT NULL, "
    "AttributeVariable TEXT NOT NULL",
    "ATTRIBUTEVALUES": "ID INTEGER PRIMARY KEY, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT "
    "NULL, AttributeValue TEXT NOT NULL DEFAULT ''",
}
DATA2 = "ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, StatementTypeId INTEGER"
DNA2 = {
    "SETTINGS": "Property TEXT, Value TEXT",
    "CODERS": "ID INTEGER PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT",
    "CODERPERMISSIONS": "ID INTEGER PRIMARY KEY, Coder INTEGER, Type TEXT, Permission INTEGER",
    "CODERRELATIONS": DNA3["CODERRELATIONS"],
    "DOCUMENTS": "ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT, "
    "Section TEXT, Notes TEXT, Type TEXT, Date INTEGER",
    "STATEMENTTYPES": "ID INTEGER PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER",
    "VARIABLES": "ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER",
    "REGEXES": "Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER",
    "STATEMENTS": DNA3["STATEMENTS"],
    "STATEMENTLINKS": "ID INTEGER PRIMARY KEY, SourceId INTEGER, TargetId INTEGER",
    "ATTRIBUTES": "ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, "
    "Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf INTEGER",
    "DATASHORTTEXT": f"{DATA2}, Value TEXT",
    "DATALONGTEXT": f"{DATA2}, Value TEXT",
    "DATAINTEGER": f"{DATA2}, Value INTEGER",
    "DATABOOLEAN": f"{DATA2}, Value INTEGER",
}

EMOJI = "\U0001f600"
# CRLF, blank lines, trailing spaces, an apostrophe, a decomposed letter
FIRST = (
    "\r\n\r\nMs O'Hara of the Dockers' Union  \r\nrejected the toll, and backed the tunnel.\r\n"
    "Cafe\u0301 owner Lee backed the toll."
)
SECOND = f"A smile {EMOJI} first. Ms O'Hara backed the toll {EMOJI}. The Port rejected the tunnel."
TEXTS = {1: FIRST, 2: SECOND}
# 19 May 2025, 13:30 UTC, and the day before at midnight
DAYS = {1: 1747661400, 2: 1747526400}
# ID → document, words, coder, person, organization, concept, agreement; entities by ID below
STATEMENTS = {
    11: (1, "rejected the toll", 2, 2, 5, 8, 0),
    12: (1, "rejected the toll, and backed the tunnel", 2, 2, 5, 9, 1),
    13: (1, "Cafe\u0301 owner Lee backed the toll", 3, 3, 6, 8, 1),
    14: (2, "Ms O'Hara backed the toll", 3, 2, 6, 8, 1),
    15: (2, "The Port rejected the tunnel", 2, 1, 6, 9, 0),
}
ENTITIES = {
    1: (1, ""), 2: (1, "Ms O'Hara"), 3: (1, "Lee"), 4: (2, ""), 5: (2, "Dockers' Union"),
    6: (2, "Port"), 7: (3, ""), 8: (3, "A toll should be levied."), 9: (3, "The tunnel should be built."),
    10: (5, ""), 11: (5, "hero"),
}  # fmt: skip


def utf16(text: str) -> int:
    """Return a length as Java counts it."""
    return len(text.encode("utf-16-le")) // 2


def span(document: int, words: str) -> tuple[int, int]:
    """Return the span of words, counted as in DNA's window."""
    before = TEXTS[document][: TEXTS[document].index(words)]
    return utf16(before), utf16(before) + utf16(words)


def create(path: Path, schema: dict[str, str], rows: dict[str, Iterable[tuple[Any, ...]]]) -> Path:
    """Write a database; a row fills the first columns of its table."""
    with closing(sqlite3.connect(path)) as connection:
        for table, columns in schema.items():
            connection.execute(f"CREATE TABLE {table} ({columns})")
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for row in rows.get(table, ()):
                marks = ", ".join("?" * len(row))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(names[: len(row)])}) VALUES ({marks})", row
                )
        connection.commit()
    return path


def sample_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return a small dispute by two coders: stances, a note, a role, an integer scale."""
    pairs = [(one, other) for one in (1, 2, 3) for other in (1, 2, 3) if one != other]
    variables = [
        (1, "person", "short text", 1), (2, "organization", "short text", 1), (3, "concept", "short text", 1),
        (4, "agreement", "boolean", 1), (5, "role", "short text", 2), (6, "note", "long text", 2),
        (7, "strength", "integer", 1),
    ]  # fmt: skip
    attributes = [
        (3 * n + m, variable, name)
        for n, variable in enumerate((1, 2, 3))
        for m, name in enumerate(("Type", "Alias", "Notes"), 1)
    ]
    values = [
        (entity, attribute)
        for entity, (variable, _) in ENTITIES.items()
        for attribute, of, _ in attributes
        if variable == of
    ]
    described = {(2, 2): "Captain O'Hara; Peg", (5, 4): "union", (8, 9): "per car"}
    short = [(key, n, row[2 + n]) for key, row in STATEMENTS.items() for n in (1, 2, 3)] + [(16, 5, 11)]
    places = {key: (1, row[0], *span(row[0], row[1]), row[2]) for key, row in STATEMENTS.items()}
    places[16] = (2, 1, *span(1, "the toll"), 3)
    return {
        "SETTINGS": [("version", "3.0.11"), ("date", "2023-05-01")],
        "CODERS": [
            (1, "Admin", 255, 255, 0, 0, 14, "x1"), (2, "Anna", 0, 1, 2, 9, 20, "x2", 350, 1, 1, 0, 0),
            (3, "Ben", 7, 8, 9, 0, 14, "x3"),
        ],
        "CODERRELATIONS": [(n, *pair, 1, 0, 1, 0) for n, pair in enumerate(pairs, 1)],
        "DOCUMENTS": [
            (1, "A toll?", FIRST, 2, "By Kim", "The Paper", "Local", "read twice", "news", DAYS[1]),
            (2, "Smiles", SECOND, 3, "", "The Post", "", "https://post.example/1", "", DAYS[2]),
        ],
        "STATEMENTTYPES": [(1, "DNA Statement", 239, 208, 51), (2, "Role", 1, 2, 3)],
        "VARIABLES": variables,
        "VARIABLELINKS": [(1, 1, 2)],
        "REGEXES": [("toll[s]?", 255, 0, 0)],
        "STATEMENTS": [(key, *place) for key, place in places.items()],
        "ENTITIES": [
            (key, variable, value, 10, 20, 30, 6 if key == 5 else None)
            for key, (variable, value) in ENTITIES.items()
        ],
        "DATASHORTTEXT": [(n, *row) for n, row in enumerate(short, 1)],
        "DATABOOLEAN": [(n, key, 4, row[6]) for n, (key, row) in enumerate(STATEMENTS.items(), 1)],
        "DATAINTEGER": [(n, key, 7, -500 + key) for n, key in enumerate(STATEMENTS, 1)],
        "DATALONGTEXT": [(1, 16, 6, "Is Lee the hero?\nAsk.")],
        "ATTRIBUTEVARIABLES": attributes,
        "ATTRIBUTEVALUES": [(n, *pair, described.get(pair, "")) for n, pair in enumerate(values, 1)],
    }  # fmt: skip


def sample_2_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return the same stances as DNA 2 stores them."""
    rows = sample_rows()
    short = [
        (n, key, m, 1, ENTITIES[row[2 + m]][1])
        for n, (key, row, m) in enumerate(((k, r, m) for k, r in STATEMENTS.items() for m in (1, 2, 3)), 1)
    ]
    return {
        "SETTINGS": [("version", "2.0 beta 25"), ("popupWidth", "220")],
        "CODERS": [(1, "Admin", 255, 255, 0, ""), (2, "Anna", 0, 1, 2, ""), (3, "Ben", 7, 8, 9, "")],
        "CODERPERMISSIONS": [(1, 2, "addDocuments", 0), (2, 2, "unheardOf", 1)],
        "DOCUMENTS": [(*row[:-1], 1000 * row[-1]) for row in rows["DOCUMENTS"]],
        "STATEMENTTYPES": rows["STATEMENTTYPES"][:1],
        "VARIABLES": rows["VARIABLES"][:4],
        "REGEXES": rows["REGEXES"],
        "STATEMENTS": rows["STATEMENTS"][:-1],
        "STATEMENTLINKS": [(1, 11, 12)],
        # Lee has no row, because he has no attributes
        "ATTRIBUTES": [
            (2, 1, "Ms O'Hara", 1, 2, 3, "person", "Peg", "a note", None),
            (5, 2, "Dockers' Union", 1, 2, 3, "union", "", "", None),
        ],
        "DATASHORTTEXT": short,
        "DATABOOLEAN": [(n, key, 4, 1, row[6]) for n, (key, row) in enumerate(STATEMENTS.items(), 1)],
    }


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
