"""Save rows as a database file that DNA opens: complete them, check them, and replace the old file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import permutations, product
from pathlib import Path

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.exchange.dna.database import Rows
from analysis.exchange.dna.draft import Draft, collect_values, fit_unique
from analysis.exchange.dna.passwords import hash_password
from analysis.exchange.dna.schema import (
    COLOURS,
    DATA,
    LONGEST,
    TABLES,
    VERSION,
    build_create_sql,
    get_default,
)
from analysis.exchange.foreign_database import Row
from analysis.replacing import replace_atomically
from analysis.text import format_count

PASSWORD = "stancebook"  # noqa: S105
"""The password set for every coder without one when a database is written."""
MAX_ROWS = 10_000_000
ADMIN, YELLOW = "Admin", (255, 255, 0)


def complete(rows: Rows) -> list[str]:
    """Add the rows that DNA requires, and return messages about the values assumed.

    DNA requires a password for each coder, a relation for each ordered pair of coders, an empty value for
    each short text, a value of each variable for each statement, and each attribute for each value.
    """
    draft = Draft(rows)
    _add_settings(rows)
    messages = _add_passwords(rows)
    _check_size(rows)
    pairs = {(row["Coder"], row["OtherCoder"]) for row in rows["CODERRELATIONS"]}
    for pair in permutations([row["ID"] for row in rows["CODERS"]], 2):
        if pair not in pairs:
            draft.add("CODERRELATIONS", Coder=pair[0], OtherCoder=pair[1])
    for variable in rows["VARIABLES"]:
        if variable["DataType"] == "short text":
            draft.find_or_add_entity(variable["ID"], "")
    messages += _add_values(draft)
    described = {(row["EntityId"], row["AttributeVariableId"]) for row in rows["ATTRIBUTEVALUES"]}
    entities = _group_by(rows["ENTITIES"], "VariableId")
    for attribute in rows["ATTRIBUTEVARIABLES"]:
        for entity in entities.get(attribute["VariableId"], ()):
            pair = (entity["ID"], attribute["ID"])
            if pair not in described:
                draft.add("ATTRIBUTEVALUES", EntityId=pair[0], AttributeVariableId=pair[1])
    return messages


def _group_by(rows: list[Row], column: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _check_size(rows: Rows) -> None:
    """Refuse to write too many rows: DNA's rules can turn a small file into billions of them."""
    variables = _group_by(rows["VARIABLES"], "StatementTypeId")
    attributes = _group_by(rows["ATTRIBUTEVARIABLES"], "VariableId")
    wanted = (
        len(rows["CODERS"]) ** 2
        + sum(len(variables.get(row["StatementTypeId"], ())) for row in rows["STATEMENTS"])
        + sum(len(attributes.get(row["VariableId"], ())) for row in rows["ENTITIES"])
    )
    if wanted > MAX_ROWS:
        raise StancebookError(
            f"DNA needs {wanted:,} rows for its {len(rows['CODERS']):,} coders, variables and attributes; "
            f"the limit is {MAX_ROWS:,}. Remove those that are not in use."
        )


def _add_settings(rows: Rows) -> None:
    stored = {row["Property"]: row["Value"] for row in rows["SETTINGS"]}
    wanted = {"version": VERSION, "date": date.today().isoformat()}
    if str(stored.get("version")).startswith("3."):
        wanted.pop("version")
    unchanged = [
        row for row in rows["SETTINGS"] if row["Property"] not in wanted or row["Property"] == "date"
    ]
    missing = {name: value for name, value in wanted.items() if name == "version" or name not in stored}
    rows["SETTINGS"][:] = [
        *unchanged,
        *({"Property": name, "Value": value} for name, value in missing.items()),
    ]


def _add_coders(rows: Rows) -> list[str]:
    """Add the administrator, who owns new documents, and every coder referred to, if they are missing."""
    known = {row["ID"] for row in rows["CODERS"]}
    referenced = {row["Coder"] for table in ("DOCUMENTS", "STATEMENTS") for row in rows[table]} - {None}
    missing = sorted(({1} | referenced) - known)
    cells = {name: get_default(rule) for name, rule in TABLES["CODERS"].items()}
    for number in missing:
        name = ADMIN if number == 1 else f"Coder {number}"
        rows["CODERS"].append(
            {**cells, "ID": number, "Name": name, **dict(zip(COLOURS, YELLOW, strict=True))}
        )
    return [
        f"Coder {number} is not in the list of coders; the name is unknown."
        for number in missing
        if number != 1
    ]


def _add_passwords(rows: Rows) -> list[str]:
    """Set the default password for coders without one."""
    without = [row for row in rows["CODERS"] if not row["Password"]]
    for row in without:
        row["Password"] = hash_password(PASSWORD)
    names = ", ".join(row["Name"] for row in without)
    return [f"Coders with the password {PASSWORD!r}, because they had none: {names}."] if without else []


def _add_values(draft: Draft) -> list[str]:
    """Add a default value for each variable of each statement's type that the statement lacks."""
    of_type = _group_by(draft.rows["VARIABLES"], "StatementTypeId")
    missing: dict[str, int] = {}
    for statement in draft.rows["STATEMENTS"]:
        for variable in of_type.get(statement["StatementTypeId"], ()):
            datatype = variable["DataType"]
            if draft.has_value(statement["ID"], variable) or datatype not in DATA:
                continue
            empty = "" if datatype == "short text" else get_default(TABLES[DATA[datatype]]["Value"])
            draft.set_value(statement["ID"], variable, empty)
            missing[datatype] = missing.get(datatype, 0) + (datatype in ("boolean", "integer"))
    return [
        f"{format_count(number, 'statement')} had no value for a {datatype} variable; DNA's default was used."
        for datatype, number in missing.items()
        if number
    ]


def save(rows: Rows, path: Path) -> list[Problem]:
    """Write rows as a database; an old file is replaced once the new one is complete and checked.

    Args:
        rows: changed in place: rows that break a constraint are removed, rows that DNA requires are added.
        path: the file.

    Returns:
        Problems: content that was omitted, cut or assumed.

    Raises:
        StancebookError: when the written database is inconsistent (a defect in Stancebook).
    """
    messages = [*_add_coders(rows), *_shorten_texts(rows), *_remove_invalid(rows), *complete(rows)]
    # a full disk is told by the system, not by SQLite
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        messages += [what for *_, what in _write_rows(connection, rows)]
        connection.commit()
        _check_integrity(connection)
        content = connection.serialize()
    with replace_atomically(path) as draft:
        draft.write_bytes(content)
    return [Problem(path.name, what, "warning") for what in messages]


def _shorten_texts(rows: Rows) -> list[str]:
    """Cut texts that are longer than DNA allows; values stay distinct."""
    messages = []
    taken = collect_values(rows)
    for table, columns in TABLES.items():
        limited = [name for name, rule in columns.items() if "LENGTH(" in rule]
        for row, name in product(rows[table], limited):
            if len(row[name]) > LONGEST:
                messages.append(
                    f"{table} {name}: {row[name][:60]!r}… is cut: DNA allows {LONGEST} characters."
                )
                row[name] = fit_unique(row[name], taken[row["VariableId"]] if table == "ENTITIES" else set())
    return messages


def _remove_invalid(rows: Rows) -> list[str]:
    """Remove the rows that break a constraint of the database, and the rows that refer to them."""
    refused: dict[str, list[Row]] = {}
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        for table, row, what in _write_rows(connection, rows):
            refused.setdefault(f"{table}: {what}", []).append(row)
    gone = {id(row) for listed in refused.values() for row in listed}
    for table in refused and rows:
        rows[table][:] = [row for row in rows[table] if id(row) not in gone]
    return [f"{what} Omitted: {format_count(len(listed), 'row')}." for what, listed in refused.items()]


def _write_rows(connection: sqlite3.Connection, rows: Rows) -> Iterator[tuple[str, Row, str]]:
    """Write all rows; yield the table, row and reason for each row that the database refuses."""
    for table, columns in TABLES.items():
        connection.execute(build_create_sql(table))
        marks = ", ".join("?" * len(columns))
        for row in rows[table]:
            # an entity may precede its parent, so ChildOf is set afterwards
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
                yield "ENTITIES ChildOf", {}, f"the parent entity does not exist ({error})."


def _check_integrity(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check").fetchall()
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if found != [("ok",)] or dangling:
        raise StancebookError(f"The written database is inconsistent: {found} {dangling}. Report this.")
