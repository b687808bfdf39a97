"""Taguette projects and highlights: every highlight is located on its words."""

import json
import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StancebookError
from analysis.exchange.html_text import extract_text
from analysis.exchange.project import Project
from analysis.exchange.taguette import read_taguette

SCHEMA = """
CREATE TABLE users(login VARCHAR(30) PRIMARY KEY, created DATETIME, hashed_password VARCHAR(192));
CREATE TABLE projects(id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, created DATETIME);
CREATE TABLE documents(id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, filename VARCHAR(200),
    created DATETIME, project_id INTEGER, text_direction VARCHAR(13), contents TEXT);
CREATE TABLE tags(id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR(200), description TEXT);
CREATE TABLE highlights(id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,
    snippet TEXT);
CREATE TABLE highlight_tags(highlight_id INTEGER, tag_id INTEGER);
CREATE TABLE commands(id INTEGER PRIMARY KEY, date DATETIME, user_login VARCHAR(30), project_id INTEGER,
    document_id INTEGER, payload TEXT);
INSERT INTO projects VALUES (1, 'Tunnel', 'About it', '2024-01-01');
INSERT INTO tags VALUES (1, 1, 'toll', 'There should be a toll.'), (2, 1, 'people.lind', '');
"""
HTML = (
    "<h1>Büro 🚇 opens</h1>\n<p>Lind said: <em>&ldquo;no&rdquo;</em> to\nthe toll.</p><p>Berg wants it.</p>"
)


def database(path: Path, html: str = HTML, *statements: tuple[str, tuple[Any, ...]]) -> Path:
    """Write a project with one document."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA)
        db.execute(
            "INSERT INTO documents VALUES (1, 'Article', '', 'a.html', '2024-01-01', 1, 'LEFT_TO_RIGHT', ?)",
            (html,),
        )
        for statement, values in statements:
            db.execute(statement, values)
        db.commit()
    return path


def highlight(number: int, start: int, end: int, snippet: str) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL that adds a highlight."""
    return "INSERT INTO highlights VALUES (?, 1, ?, ?, ?)", (number, start, end, snippet)


def tag(number: int, of: int) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL that tags a highlight."""
    return "INSERT INTO highlight_tags VALUES (?, ?)", (number, of)


def words(read: Project) -> list[str]:
    """Return the words of the highlights, cut at the converted offsets."""
    texts = {document.doc_id: document.text for document in read.documents}
    rows = read.extras["selections"]
    assert all(texts[row["doc_id"]][row["start"] : row["end"]] == row["text"] for row in rows)
    return [row["text"] for row in rows]


def test_highlights_count_bytes_of_the_text_without_tags(tmp_path: Path) -> None:
    """Entities, emoji, accents and line ends in the HTML count as the displayed text in UTF-8."""
    before = "Büro 🚇 opens\nLind said: “no” to\nthe toll."
    start = len(b"B\xc3\xbcro \xf0\x9f\x9a\x87 opens\nLind said: ")
    path = database(
        tmp_path / "a.sqlite3", HTML,
        highlight(1, start, start + len("“no” to\nthe toll".encode()), "<p><em>“no”</em> to\nthe toll</p>"),
        tag(1, 1), tag(1, 2),
        highlight(2, len(before.encode()), len(before.encode()) + 4, "<p>Berg</p>"),
        ("INSERT INTO commands VALUES (1, '2024-01-02 10:00:00', 'anna', 1, 1, ?)",
         (json.dumps({"type": "highlight_add", "highlight_id": 1, "start_offset": start}),)),
    )  # fmt: skip
    read = read_taguette(path)
    assert read.documents[0].text == "Büro 🚇 opens\n\nLind said: “no” to the toll.\n\nBerg wants it."
    assert words(read) == ["“no” to the toll", "“no” to the toll", "Berg"]
    made = "human:anna", "2024-01-02 10:00:00"
    rows = [(row["code"], row["coder"], row["created"]) for row in read.extras["selections"]]
    assert rows == [("toll", *made), ("people.lind", *made), (None, None, None)]
    assert read.problems == ()
    assert (read.title, read.codings) == ("Tunnel", ())


def test_tags_are_issues(tmp_path: Path) -> None:
    """A tag's description is the proposition, its name the term."""
    issues = read_taguette(database(tmp_path / "a.db")).codebook.issues
    assert [(issue.name, issue.proposition, issue.terms) for issue in issues] == [
        ("toll", "There should be a toll.", ("toll",)),
        ("people.lind", "people.lind", ("people.lind",)),
    ]


def test_a_highlight_over_paragraphs_is_one_span(tmp_path: Path) -> None:
    """Line breaks added by a browser are in our text, but do not count in Taguette's."""
    html = "<p>One two.</p><p>Three four.</p>"
    path = database(tmp_path / "a.db", html, highlight(1, 4, 13, "<p>two.</p><p>Three</p>"))
    read = read_taguette(path)
    assert words(read) == ["two.\n\nThree"]
    assert read.problems == ()


def test_a_highlight_off_its_snippet_is_moved_and_reported(tmp_path: Path) -> None:
    """If a document changed after highlighting, no highlight shifts silently."""
    html = "<p>The toll is high. Lind rejected the toll.</p>"
    path = database(
        tmp_path / "a.db",
        html,
        highlight(1, 20, 24, "Lind"),
        highlight(2, 0, 8, "The fare"),
        highlight(3, 50, 90, "gone"),
    )
    read = read_taguette(path)
    assert words(read) == ["Lind", "The toll"]
    assert [problem.item.rpartition(" ")[2] for problem in read.problems] == ["1", "2", "3"]
    assert ["moved" in problem.message for problem in read.problems] == [True, False, False]


def test_the_project_with_the_most_highlights_is_read(tmp_path: Path) -> None:
    """The database of a local Taguette holds all of its projects."""
    path = database(
        tmp_path / "a.db", HTML, highlight(1, 0, 5, "Büro"),
        ("INSERT INTO projects VALUES (2, 'Other', '', '2024-01-01')", ()),
        ("INSERT INTO documents VALUES (2, 'Article', '', 'b.html', '', 2, '', '<p>Text.</p>')", ()),
        ("INSERT INTO tags VALUES (3, 2, 'other', '')", ()),
    )  # fmt: skip
    read = read_taguette(path)
    assert (read.title, [document.doc_id for document in read.documents]) == ("Tunnel", ["Article"])
    assert "'Other'" in read.problems[0].message
    assert all(issue.name != "other" for issue in read.codebook.issues)


def test_the_file_is_not_changed(tmp_path: Path) -> None:
    """Reading leaves no journal and no lock, even in a read-only location."""
    path = database(tmp_path / "a b?.sqlite3")
    held = path.read_bytes()
    path.chmod(0o444)
    read_taguette(path)
    assert path.read_bytes() == held
    assert [file.name for file in tmp_path.iterdir()] == ["a b?.sqlite3"]


def test_a_table_of_highlights_gives_tags_and_words(tmp_path: Path) -> None:
    """Taguette's CSV has no documents; the rest is read, and the lack is reported."""
    path = tmp_path / "all_tags.csv"
    path.write_text(
        "id,document,tag,content\r\n1,Article,toll,“no” to the toll\r\n2,Article,,Berg\r\n", encoding="utf-8"
    )
    read = read_taguette(path)
    rows = [(row["doc_id"], row["start"], row["text"], row["code"]) for row in read.extras["selections"]]
    assert rows == [("Article", None, "“no” to the toll", "toll"), ("Article", None, "Berg", None)]
    assert [issue.name for issue in read.codebook.issues] == ["toll"]
    assert "SQLite" in read.problems[0].message


VIEW = """
DROP TABLE highlights;
CREATE VIEW highlights(id, document_id, start_offset, end_offset, snippet) AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 0, 4, 'x' FROM n;
"""


def test_a_file_that_is_not_a_project_is_an_error(tmp_path: Path) -> None:
    """A missing file, text, an empty file, another database, one whose table is an endless view."""
    path = tmp_path / "a.db"
    with pytest.raises(StancebookError, match="could not be opened"):
        read_taguette(path)
    for data in (b"", b"Lind rejected the toll. " * 99):
        path.write_bytes(data)
        with pytest.raises(StancebookError, match=r"a\.db"):
            read_taguette(path)
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE projects(id, name)")
    with pytest.raises(StancebookError, match="no table projects"):
        read_taguette(path)
    with closing(sqlite3.connect(database(tmp_path / "b.db"))) as db:
        db.executescript(VIEW)
    with pytest.raises(StancebookError, match="no table highlights"):
        read_taguette(tmp_path / "b.db")
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    with pytest.raises(StancebookError, match="Expected the columns"):
        read_taguette(tmp_path / "a.csv")


def test_cells_of_any_type_are_tolerated(tmp_path: Path) -> None:
    """SQLite allows any type in any column: highlights with invalid offsets are omitted, the rest is read."""
    path = database(
        tmp_path / "a.db", HTML,
        ("INSERT INTO highlights VALUES (1, 1, 'x', NULL, X'FF')", ()),
        ("INSERT INTO highlights VALUES (2, 1, -9223372036854775808, 9223372036854775807, '')", ()),
        ("INSERT INTO highlights VALUES (3, 1, 0, 5, 12)", ()),
        ("INSERT INTO documents VALUES (2, NULL, NULL, NULL, NULL, 1, NULL, X'00FF')", ()),
        ("INSERT INTO tags VALUES (3, 1, NULL, NULL)", ()),
        ("INSERT INTO commands VALUES (1, NULL, NULL, 1, 1, '[[[')", ()),
        ("INSERT INTO commands VALUES (2, NULL, NULL, 1, 1, '[1]')", ()),
    )  # fmt: skip
    read = read_taguette(path)
    assert words(read) == ["Büro"]
    assert len(read.problems) == 4


def test_unclosed_markup_has_a_text() -> None:
    """Broken HTML has a text too, and no counted character is hidden."""
    found = extract_text("<p>One <b>two<p>three &lt;br&gt; <br>four<pre>\n  five</pre>")
    # as in browsers, a line end directly after <pre> is ignored
    assert found.raw == "One twothree <br> four  five"
    assert found.text == "One two\n\nthree <br>\nfour\n\n  five"


@settings(deadline=None)
@given(st.text(st.sampled_from(list("ab<>&/pbr! \n\t\"'=é🙂\u0301;")), max_size=60))
def test_any_html_has_a_position_for_each_of_its_characters(html: str) -> None:
    """In any document, each span of the counted text maps to a span of the readable text, in order."""
    found = extract_text(html)
    assert len(found.raw) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    assert all(0 <= start <= len(found.text) for start in (*found.starts, *found.ends))


@cache
def intact_database() -> bytes:
    """Return the bytes of an intact database, built once."""
    with TemporaryDirectory() as folder:
        return database(Path(folder) / "a.db", HTML, highlight(1, 0, 5, "Büro"), tag(1, 1)).read_bytes()


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_damaged_databases_raise_no_other_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Changed bytes anywhere give a project, problems or an error with a message."""
    path = tmp_path_factory.mktemp("damage") / "a.db"
    held = bytearray(intact_database())
    for _ in range(data.draw(st.integers(1, 8))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(held)
    with suppress(StancebookError):
        read_taguette(path)
