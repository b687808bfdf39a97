"""Rows to a database file that DNA opens: completed by DNA's rules, checked, and in place all at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import permutations, product
from pathlib import Path

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.draft import Draft, free, words_of
from analysis.exchange.dna.passwords import stored
from analysis.exchange.dna.schema import COLOURS, DATA, LONGEST, TABLES, VERSION, creation, default
from analysis.exchange.foreign_database import Row
from analysis.exchange.replacing import replacing
from analysis.text import count

PASSWORD = "stancebook"  # noqa: S105
"""The password of every coder that is new in a written database."""
MOST = 10_000_000
ADMIN, YELLOW = "Admin", (255, 255, 0)


def complete(rows: Rows) -> list[str]:
    """Add the rows without which DNA stops, and return sentences on what had to be assumed.

    It wants a password of each coder, a relation for each ordered pair of coders, an empty value
    of each short text, a value of each variable for each statement, and each attribute of each value.
    """
    draft = Draft(rows)
    _settings(rows)
    told = _passwords(rows)
    _bounded(rows)
    pairs = {(row["Coder"], row["OtherCoder"]) for row in rows["CODERRELATIONS"]}
    for pair in permutations([row["ID"] for row in rows["CODERS"]], 2):
        if pair not in pairs:
            draft.add("CODERRELATIONS", Coder=pair[0], OtherCoder=pair[1])
    for variable in rows["VARIABLES"]:
        if variable["DataType"] == "short text":
            draft.entity(variable["ID"], "")
    told += _values(draft)
    described = {(row["EntityId"], row["AttributeVariableId"]) for row in rows["ATTRIBUTEVALUES"]}
    entities = _by(rows["ENTITIES"], "VariableId")
    for attribute in rows["ATTRIBUTEVARIABLES"]:
        for entity in entities.get(attribute["VariableId"], ()):
            pair = (entity["ID"], attribute["ID"])
            if pair not in described:
                draft.add("ATTRIBUTEVALUES", EntityId=pair[0], AttributeVariableId=pair[1])
    return told


def _by(rows: list[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _bounded(rows: Rows) -> None:
    """Refuse what DNA's rules would blow up: a small file can ask for billions of rows."""
    variables = _by(rows["VARIABLES"], "StatementTypeId")
    attributes = _by(rows["ATTRIBUTEVARIABLES"], "VariableId")
    wanted = (
        len(rows["CODERS"]) ** 2
        + sum(len(variables.get(row["StatementTypeId"], ())) for row in rows["STATEMENTS"])
        + sum(len(attributes.get(row["VariableId"], ())) for row in rows["ENTITIES"])
    )
    if wanted > MOST:
        raise StancebookError(
            f"DNA needs {wanted:,} rows for its {len(rows['CODERS']):,} coders, variables and attributes; "
            f"no more than {MOST:,} are written. Remove those that nobody uses."
        )


def _settings(rows: Rows) -> None:
    named = {row["Property"]: row["Value"] for row in rows["SETTINGS"]}
    wanted = {"version": VERSION, "date": date.today().isoformat()}
    if str(named.get("version")).startswith("3."):
        wanted.pop("version")
    kept = [row for row in rows["SETTINGS"] if row["Property"] not in wanted or row["Property"] == "date"]
    missing = {name: value for name, value in wanted.items() if name == "version" or name not in named}
    rows["SETTINGS"][:] = [*kept, *({"Property": name, "Value": value} for name, value in missing.items())]


def _with_coders(rows: Rows) -> list[str]:
    """Make sure of an administrator, to whom new documents belong, and of whoever is said to have coded."""
    there = {row["ID"] for row in rows["CODERS"]}
    named = {row["Coder"] for table in ("DOCUMENTS", "STATEMENTS") for row in rows[table]} - {None}
    missing = sorted(({1} | named) - there)
    cells = {name: default(rule) for name, rule in TABLES["CODERS"].items()}
    for number in missing:
        name = ADMIN if number == 1 else f"Coder {number}"
        rows["CODERS"].append(
            {**cells, "ID": number, "Name": name, **dict(zip(COLOURS, YELLOW, strict=True))}
        )
    return [
        f"Coder {number} is not among the coders; its name is not known." for number in missing if number != 1
    ]


def _passwords(rows: Rows) -> list[str]:
    """Make sure of everybody's password."""
    without = [row for row in rows["CODERS"] if not row["Password"]]
    for row in without:
        row["Password"] = stored(PASSWORD)
    named = ", ".join(row["Name"] for row in without)
    return [f"New in it, with the password {PASSWORD!r}: {named}."] if without else []


def _values(draft: Draft) -> list[str]:
    """Give every statement a value for every variable of its type."""
    of_type = _by(draft.rows["VARIABLES"], "StatementTypeId")
    missing: dict[str, int] = {}
    for statement in draft.rows["STATEMENTS"]:
        for variable in of_type.get(statement["StatementTypeId"], ()):
            datatype = variable["DataType"]
            if draft.has(statement["ID"], variable) or datatype not in DATA:
                continue
            nothing = "" if datatype == "short text" else default(TABLES[DATA[datatype]]["Value"])
            draft.set(statement["ID"], variable, nothing)
            missing[datatype] = missing.get(datatype, 0) + (datatype in ("boolean", "integer"))
    return [
        f"{count(number, 'statement')} had no value of a variable of type {datatype}; DNA's default was used."
        for datatype, number in missing.items()
        if number
    ]


def save(rows: Rows, path: Path) -> list[Problem]:
    """Write rows as a database; the file takes its place when all of it is written and checked.

    Args:
        rows: changed in place: what breaks a rule of the database goes, what DNA needs comes.
        path: the file.

    Returns:
        What was left out, cut or assumed.

    Raises:
        StancebookError: when what was written does not hold together (a defect).
    """
    told = [*_with_coders(rows), *_shortened(rows), *_sieved(rows), *complete(rows)]
    with replacing(path) as draft, closing(sqlite3.connect(draft)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        told += [what for *_, what in _written(connection, rows)]
        connection.commit()
        _checked(connection)
    return [Problem(path.name, what, "warning") for what in told]


def _shortened(rows: Rows) -> list[str]:
    """Cut what is longer than DNA allows; values stay apart."""
    told = []
    taken = words_of(rows)
    for table, columns in TABLES.items():
        limited = [name for name, rule in columns.items() if "LENGTH(" in rule]
        for row, name in product(rows[table], limited):
            if len(row[name]) > LONGEST:
                told.append(f"{table} {name}: {row[name][:60]!r}… is cut: DNA allows {LONGEST} characters.")
                row[name] = free(row[name], taken[row["VariableId"]] if table == "ENTITIES" else set())
    return told


def _sieved(rows: Rows) -> list[str]:
    """Take out the rows that a database does not allow, and what refers to them."""
    refused: dict[str, list[Row]] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table, row, what in _written(connection, rows):
            refused.setdefault(f"{table}: {what}", []).append(row)
    gone = {id(row) for listed in refused.values() for row in listed}
    for table in refused and rows:
        rows[table][:] = [row for row in rows[table] if id(row) not in gone]
    return [f"{what} Left out: {count(len(listed), 'row')}." for what, listed in refused.items()]


def _written(connection: sqlite3.Connection, rows: Rows) -> Iterator[tuple[str, Row, str]]:
    """Write all rows, and yield those that the database refuses with their tables and why."""
    for table, columns in TABLES.items():
        connection.execute(creation(table))
        marks = ", ".join("?" * len(columns))
        for row in rows[table]:
            # a value may come before the one that it belongs to
            cells = [None if name == "ChildOf" else row[name] for name in columns]
            try:
                connection.execute(f"INSERT INTO {table} VALUES ({marks})", cells)  # noqa: S608
            except sqlite3.IntegrityError as error:
                yield table, row, f"DNA does not allow it ({error})."
    for row in rows["ENTITIES"]:
        if row["ChildOf"] is not None:
            try:
                connection.execute(
                    "UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", (row["ChildOf"], row["ID"])
                )
            except sqlite3.IntegrityError as error:
                row["ChildOf"] = None
                yield "ENTITIES ChildOf", {}, f"what it belongs to is not there ({error})."


def _checked(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchall()
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != [("ok",)] or dangling:
        raise StancebookError(f"The database that was written does not hold together: {found} {dangling}.")
