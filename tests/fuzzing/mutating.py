"""Mutate inputs: damaged bytes, hostile words, and damage inside packed files, databases and JSON.

A mutant is decided by its seed and a random generator, so a run can be repeated.
"""

import io
import json
import random
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

MOST_BYTES = 300_000
# what readers of text stumble over: marks, controls, formulas, markup, numbers, days, names
WORDS = (
    "\x00", "\ufeff", "\u202e", "\u200b", "\u0301" * 40, "\U0001f600", "\ud7ff", "“", "''", '"', '"""',
    "''' ", "\r", "\r\n", "\n\n\n", "\t", "\x1b[31m", "\u2028", "\x85", "=cmd|' /C calc'!A0",
    "<script>x</script>", "</p>", "<![CDATA[", "]]>", "<!--", "&#0;", "&#xD800;", "&lol;", "{{x}}", "%s%n",
    "\\", "\\u0000", "\\ud800", "../../../../etc/passwd", "/dev/zero", "C:\\x", "http://[::1",
    "javascript:x", "1e999", "-1", "NaN", "Infinity", "9" * 400, "0x7fffffffffffffff", str(2**63),
    "0000-00-00", "9999-12-31T23:59:60Z", "2025-02-30", "99/99/9999", "null", "true", "[[", "{", "}",
    "[" * 2000, '{"a":' * 2000, "<i>" * 3000, "(" * 3000, "a" * 20_000, "::", "---\n", "---\n...\n",
    "&a [*a]", "!!python/object", "\\rtf1", "\\bin99999 ", "\\u-99999?", "Content-Length: -5\r\n",
    "Content-Type: text/html; charset=x-none\r\n", '<?xml version="1.0" encoding="utf-7"?>',
    "charset=utf-16",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**70, 1e308, float("nan"), "", " ", "\x00", "\ud800", "x" * 50_000, [], {}, [[]],
    [None], {"": None}, "9999-99-99", "=1+1", [1] * 2000, {"text": {"text": "x"}}, "\u202e<b>",
)  # fmt: skip
NUMBERS = (0, 1, -1, 127, 128, 255, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1)
Mutation = Callable[[bytes, random.Random], bytes]


def mutate(file: Path, rng: random.Random) -> None:
    """Damage a file in place, inside its packing half of the time."""
    content = file.read_bytes()
    structured = next((change for shows, change in STRUCTURED if shows(content)), None)
    if structured is not None and rng.random() < 0.7:
        with suppress(ValueError, sqlite3.Error, zipfile.BadZipFile, RecursionError, IndexError):
            structured(file, rng)
            return
    file.write_bytes(damage(content, rng))


def damage(content: bytes, rng: random.Random) -> bytes:
    """Return bytes with one to four changes."""
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        content = rng.choice(MUTATIONS)(content, rng)[:MOST_BYTES]
    return content


def _cut(content: bytes, rng: random.Random) -> tuple[int, int]:
    """Return a part of a content; small parts are more probable."""
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + int(2 ** rng.uniform(0, 10)))


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 32)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _overwrite(content: bytes, rng: random.Random) -> bytes:
    start, _ = _cut(content, rng)
    number = rng.choice(NUMBERS) & (2**64 - 1)
    size = rng.choice((1, 2, 4, 8))
    return (
        content[:start] + number.to_bytes(8, rng.choice(("little", "big")))[:size] + content[start + size :]
    )


def _delete(content: bytes, rng: random.Random) -> bytes:
    start, end = _cut(content, rng)
    return content[:start] + content[end:]


def _truncate(content: bytes, rng: random.Random) -> bytes:
    return content[: _cut(content, rng)[0]]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    start, end = _cut(content, rng)
    return content[:end] + content[start:end] * rng.choice((1, 2, 10, 500)) + content[end:]


def _move(content: bytes, rng: random.Random) -> bytes:
    start, end = _cut(content, rng)
    rest = content[:start] + content[end:]
    place = rng.randrange(len(rest) + 1)
    return rest[:place] + content[start:end] + rest[place:]


def _insert_word(content: bytes, rng: random.Random) -> bytes:
    start, _ = _cut(content, rng)
    return content[:start] + rng.choice(WORDS).encode() + content[start:]


def _replace_word(content: bytes, rng: random.Random) -> bytes:
    """Replace a word, a number or a quoted value, so that the structure around it stays sound."""
    places = list(re.finditer(rb"[\w.:+-]+|\"[^\"]*\"|>[^<]+<", content))
    if not places:
        return content
    chosen = rng.choice(places)
    word = rng.choice(WORDS).encode()
    found = chosen[0]
    if found[:1] in b'">':
        word = found[:1] + word + found[-1:]
    return content[: chosen.start()] + word + content[chosen.end() :]


def _recode(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        rng.choice(("utf-16", "utf-32", "utf-8-sig", "cp1252", "utf-16-be", "shift-jis")), "replace"
    )


def _end_lines(content: bytes, rng: random.Random) -> bytes:
    return content.replace(b"\n", rng.choice((b"\r", b"\r\n", b"\n\n", b"", b"\x85", b"\x0b")))


def _empty(_: bytes, rng: random.Random) -> bytes:
    return rng.choice((b"", b"\n", b"\x00" * 512, b" " * 3000, b"\xff\xfe", b"{}", b"[]", b"\xef\xbb\xbf"))


MUTATIONS: tuple[Mutation, ...] = (
    _flip, _overwrite, _delete, _truncate, _repeat, _move, _insert_word, _insert_word, _replace_word,
    _replace_word, _replace_word, _recode, _end_lines, _empty,
)  # fmt: skip


def _change_packed(file: Path, rng: random.Random) -> None:
    """Damage, drop, rename or repeat a file in a zip archive."""
    with zipfile.ZipFile(file) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    at = rng.randrange(len(parts))
    name, content = parts[at]
    kind = rng.random()
    if kind < 0.7:
        parts[at] = name, damage(content, rng)
    elif kind < 0.8:
        del parts[at]
    elif kind < 0.9:
        parts[at] = rng.choice(("../x", "/x", "x/" * 200, "", "a:b", "\u202e.txt", "x" * 300)), content
    else:
        parts.append((name, damage(content, rng)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, content in parts:
            # a name that occurs twice is what some of the mutants are about
            with warnings.catch_warnings(action="ignore"):
                archive.writestr(zipfile.ZipInfo(name or "x"), content)
    file.write_bytes(packed.getvalue())


def _change_database(file: Path, rng: random.Random) -> None:
    """Put hostile values into cells of a database, or drop a table or a column."""
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        for _ in range(rng.choice((1, 2, 4))):
            found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            table = rng.choice(found)[0]
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            column, kind = rng.choice(columns), rng.random()
            with suppress(sqlite3.Error):
                if kind < 0.85:
                    value = rng.choice((*NUMBERS[:8], *WORDS, None, 1.5, b"\xff\x00", "x" * 50_000))
                    where = rng.choice(("1", "rowid = (SELECT max(rowid) FROM " + table + ")"))
                    database.execute(f"UPDATE OR REPLACE {table} SET {column} = ? WHERE {where}", [value])
                elif kind < 0.9:
                    database.execute(f"DROP TABLE {table}")
                elif kind < 0.95:
                    database.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO x{column}")
                else:
                    database.execute(f"INSERT INTO {table} SELECT * FROM {table}")
        database.commit()


def _change_json(file: Path, rng: random.Random) -> None:
    """Put hostile values into JSON, or into a line of it."""
    lines = file.read_text(encoding="utf-8").splitlines()
    at = rng.randrange(len(lines))
    whole = file.suffix != ".jsonl"
    value = json.loads("\n".join(lines) if whole else lines[at])
    for _ in range(rng.choice((1, 1, 2, 3))):
        value = _change_value(value, rng)
    written = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    text = written if whole else "\n".join([*lines[:at], written, *lines[at + 1 :]])
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


def _change_value(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict) and value and rng.random() < 0.85:
        key, kind = rng.choice(list(value)), rng.random()
        if kind < 0.8:
            return value | {key: _change_value(value[key], rng)}
        if kind < 0.9:
            return {name: one for name, one in value.items() if name != key}
        return value | {rng.choice(WORDS): value[key]}
    if isinstance(value, list) and value and rng.random() < 0.85:
        at = rng.randrange(len(value))
        if rng.random() < 0.1:
            return value * 50
        return [*value[:at], _change_value(value[at], rng), *value[at + 1 :]]
    if isinstance(value, str) and value[:1] in ("{", "[") and rng.random() < 0.9:
        # JSON in JSON, as servers of language models send it
        with suppress(ValueError):
            return json.dumps(_change_value(json.loads(value), rng))
    return rng.choice((*VALUES, *WORDS[:40]))


STRUCTURED: tuple[tuple[Callable[[bytes], bool], Callable[[Path, random.Random], None]], ...] = (
    (lambda content: content.startswith(b"PK\x03\x04"), _change_packed),
    (lambda content: content.startswith(b"SQLite format 3"), _change_database),
    (lambda content: content.lstrip()[:1] in (b"{", b"["), _change_json),
)
