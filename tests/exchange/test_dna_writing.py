"""Writing a DNA database: nothing from the original is lost, and new content follows DNA's rules."""

import base64
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import tables
from analysis.codebook import Actor, Codebook, Issue
from analysis.coding.verification import Verifier
from analysis.documents import Document
from analysis.exchange.dna import event_list, read_dna, saving, write_dna
from analysis.exchange.project import Project
from tests.exchange.databases import EMOJI, STATEMENTS, dump

TEXT = "Ann wants a truce if Bob comes. Bob rejects the truce. North may join."
BOOK = Codebook(
    (Actor("Ann", aliases=("Annie",), side="North"), Actor("Bob"), Actor("North", "state", side="West")),
    (Issue("truce", "A truce should begin.", ("truce", "ceasefire")), Issue("join", "join", ("join",))),
)


def tables_of(project: Project) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the documents and statements of a project as the tables of a corpus."""
    verifier = Verifier(project.documents, project.codebook, "h")
    for coding in project.codings:
        verifier.add(coding.item, coding.coder, dict(coding.cells))
    assert not verifier.verified.problems
    documents = tables.build("documents", (vars(document) for document in project.documents))
    return documents, tables.build("statements", verifier.verified.rows)


def statement(number: int, actor: str, issue: str, stance: str, words: str, **more: Any) -> dict[str, Any]:
    """Return a row of the statements table."""
    start = TEXT.index(words)
    return {
        "statement_id": f"a-s{number}", "doc_id": "a", "actor": actor, "issue": issue, "stance": stance,
        "start": start, "end": start + len(words), "evidence": words, "coder": "rules-9",
        "reason": "a verb", "confidence": 0.9, **more,
    }  # fmt: skip


MACHINE = (
    statement(1, "Bob", "truce", "oppose", "Bob rejects the truce"),
    statement(2, "Ann", "truce", "conditional", "Ann wants a truce", condition="Bob comes", if_met="support"),
    statement(3, "North", "join", "support", "North may join", coder="human:Kim"),
    statement(4, "Ann", "join", "support", "North may join", doubt="hearsay", organisation="South"),
    statement(5, "Bob", "join", "neutral", "North may join"),
)


def write(
    path: Path, text: str = TEXT, given: Iterable[Mapping[str, Any]] = MACHINE, **more: Any
) -> list[str]:
    """Write a new database and return the messages."""
    document = Document(
        "a", text, outlet="The Paper", published="2025-05-19", url="https://p.example/a", **more
    )
    frame = tables.build("documents", [vars(document)])
    return [one.message for one in write_dna(path, frame, tables.build("statements", given), BOOK, {})]


def test_unchanged_content_is_written_back_exactly(dna: Path, tmp_path: Path) -> None:
    """Every row of every table: offsets, colours, passwords, other types, scales, links, times of day."""
    project = read_dna(dna)
    messages = write_dna(tmp_path / "again.dna", *tables_of(project), project.codebook, project.extras)
    assert messages == ()
    assert dump(tmp_path / "again.dna") == dump(dna)
    assert event_list(tmp_path / "again.dna").equals(event_list(dna))


def test_a_changed_statement_is_changed_in_place(dna: Path, tmp_path: Path) -> None:
    """The ID and other variables stay; nothing else in the database changes."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    statements.loc[statements["statement_id"] == "13", ["stance", "coder"]] = ["oppose", "human:Cleo"]
    write_dna(tmp_path / "new.dna", documents, statements, project.codebook, project.extras)
    before, after = event_list(dna), event_list(tmp_path / "new.dna")
    differing = before.ne(after).any(axis=1)
    assert list(after[differing]["statement_id"]) == [13]
    assert after.loc[differing, ["agreement", "strength", "coder"]].to_numpy().tolist() == [[0, -487, 4]]
    assert after.loc[differing, "text"].iloc[0] == STATEMENTS[13][1]


def test_a_conditional_stance_moves_to_a_separate_type(dna: Path, tmp_path: Path) -> None:
    """DNA's networks no longer count it, and it is read back unchanged."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    statements.loc[statements["statement_id"] == "13", "stance"] = "neutral"
    messages = write_dna(tmp_path / "new.dna", documents, statements, project.codebook, project.extras)
    assert any("Statement 13" in one.message for one in messages)
    assert 13 not in set(event_list(tmp_path / "new.dna")["statement_id"])
    again = {
        dict(one.cells)["statement_id"]: dict(one.cells) for one in read_dna(tmp_path / "new.dna").codings
    }
    assert again["13"]["stance"] == "neutral"
    assert again["13"]["actor"] == "Lee"


def test_removed_content_is_reported(dna: Path, tmp_path: Path) -> None:
    """A statement and a document that are no longer in the tables are not in the database."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    kept = statements[(statements["doc_id"] == "dna-1") & (statements["statement_id"] != "12")]
    messages = write_dna(tmp_path / "less.dna", documents.iloc[:1], kept, project.codebook, project.extras)
    assert list(event_list(tmp_path / "less.dna")["statement_id"]) == [11, 13]
    assert any("no longer has them: 1 document, with " in one.message for one in messages)
    assert any("no longer has them: 1 statement of the DNA file" in one.message for one in messages)


def test_statements_follow_a_corrected_text(dna: Path, tmp_path: Path) -> None:
    """Statements of other types too are located again by their words."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    documents.loc[0, "text"] = "Corrected. " + documents.loc[0, "text"]
    here = statements["doc_id"] == "dna-1"
    statements.loc[here, ["start", "end"]] += len("Corrected. ")
    write_dna(tmp_path / "new.dna", documents, statements, project.codebook, project.extras)
    after = event_list(tmp_path / "new.dna")
    assert list(after["text"])[2:] == [
        "rejected the toll",
        STATEMENTS[12][1],
        "Café owner Lee backed the toll",
    ]
    assert list(event_list(tmp_path / "new.dna", "Role")["text"]) == ["the toll"]


def test_new_statements_use_dnas_offsets(dna: Path, tmp_path: Path) -> None:
    """In UTF-16 units in a text with emoji, and in the original offsets in a text with other line ends."""
    project = read_dna(dna)
    documents, statements = tables_of(project)
    for doc, words in (("dna-2", "The Port rejected"), ("dna-1", "Café owner")):
        row = statements.iloc[0].to_dict()
        start = documents.set_index("doc_id").loc[doc, "text"].index(words)
        new = {"statement_id": f"{doc}-s1", "doc_id": doc, "start": start, "end": start + len(words)}
        statements = pd.concat([statements, tables.build("statements", [{**row, **new}])], ignore_index=True)
    write_dna(tmp_path / "new.dna", documents, statements, project.codebook, project.extras)
    events = event_list(tmp_path / "new.dna").set_index("statement_id")
    assert list(events.loc[[17, 18], "text"]) == ["The Port rejected", "Cafe\u0301 owner"]
    assert read_dna(tmp_path / "new.dna").codings[-1].cells[-2] == ("coder", "human:Anna")


def test_only_support_and_opposition_are_dna_statements(tmp_path: Path) -> None:
    """Conditional, neutral and doubted stances have a separate type with all their variables."""
    write(tmp_path / "new.dna")
    clear = event_list(tmp_path / "new.dna")
    assert clear[["person", "organization", "concept", "agreement"]].to_numpy().tolist() == [
        ["Bob", "", "truce", 0], ["", "North", "join", 1],
    ]  # fmt: skip
    own = event_list(tmp_path / "new.dna", "Stancebook Statement")
    columns = ["person", "organization", "concept", "stance", "if met", "condition", "doubt"]
    assert sorted(own[columns].to_numpy().tolist()) == [
        ["Ann", "North", "truce", "conditional", "support", "Bob comes", ""],
        ["Ann", "South", "join", "support", "", "", "hearsay"],
        ["Bob", "", "join", "neutral", "", "", ""],
    ]


def test_written_content_is_read_back(tmp_path: Path) -> None:
    """Stances, words, conditions and the document; machine coding is reported, doubted statements omitted."""
    write(tmp_path / "new.dna")
    project = read_dna(tmp_path / "new.dna")
    (document,) = project.documents
    assert (document.text, document.outlet, document.published, document.url) == (
        TEXT, "The Paper", "2025-05-19", "https://p.example/a",
    )  # fmt: skip
    named = [(one.name, one.kind, one.aliases, one.side) for one in project.codebook.actors]
    assert named[:2] == [("Ann", "person", ("Annie",), None), ("Bob", "person", (), None)]
    assert ("North", "state", (), None) in named
    assert {one.name: one.proposition for one in project.codebook.issues} == {
        "truce": "A truce should begin.", "join": "join",
    }  # fmt: skip
    _, statements = tables_of(project)
    assert statements[["actor", "stance", "evidence", "condition"]].fillna("").to_numpy().tolist() == [
        ["Bob", "oppose", "Bob rejects the truce", ""],
        ["Ann", "conditional", "Ann wants a truce", "Bob comes"],
        ["North", "support", "North may join", ""],
        ["Bob", "neutral", "North may join", ""],
    ]
    assert list(statements["coder"]) == [
        "human:machine:rules-9", "human:machine:rules-9", "human:Kim", "human:machine:rules-9",
    ]  # fmt: skip
    messages = " ".join(problem.message for problem in project.problems)
    assert "marked the statement as doubtful" in messages


def test_a_new_database_follows_dnas_rules(tmp_path: Path) -> None:
    """All rows that DNA requires are written, also for entities that no statement uses."""
    messages = write(tmp_path / "new.dna")
    with closing(sqlite3.connect(tmp_path / "new.dna")) as db:
        ask = lambda sql: db.execute(sql).fetchall()  # noqa: E731
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("SELECT Value FROM SETTINGS WHERE Property = 'version'") == [("3.0.11",)]
        assert ask("SELECT Name FROM CODERS WHERE ID = 1") == [("Admin",)]
        assert ask("SELECT COUNT(*) FROM CODERRELATIONS") == [(3 * 2,)]
        short = ask("SELECT ID FROM VARIABLES WHERE DataType = 'short text'")
        assert sorted(ask("SELECT VariableId FROM ENTITIES WHERE Value = ''")) == sorted(short)
        values = " UNION ALL ".join(
            f"SELECT StatementId, VariableId FROM DATA{kind}" for kind in ("SHORTTEXT", "LONGTEXT", "BOOLEAN")
        )
        wanted = "SELECT s.ID, v.ID FROM STATEMENTS s JOIN VARIABLES v USING (StatementTypeId)"
        assert sorted(ask(values)) == sorted(ask(wanted))
        described = (
            "SELECT e.ID, a.ID FROM ENTITIES e JOIN ATTRIBUTEVARIABLES a ON a.VariableId = e.VariableId"
        )
        assert sorted(ask("SELECT EntityId, AttributeVariableId FROM ATTRIBUTEVALUES")) == sorted(
            ask(described)
        )
        (password,) = db.execute("SELECT Password FROM CODERS WHERE ID = 1").fetchone()
    digest = base64.b64decode(password)[:16] + b"stancebook"
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert base64.b64decode(password)[16:] == digest
    assert any("'stancebook'" in what for what in messages)


def test_omitted_content_is_reported(tmp_path: Path) -> None:
    """Confidence, reasons, terms and language are not written, and no date is invented silently."""
    messages = " ".join(write(tmp_path / "new.dna", language="en"))
    for what in ("“confidence” of 5", "“reason” of 5", "terms of issues", "sides of actors", "language of 1"):
        assert what in messages
    undated = tables.build("documents", [{"doc_id": "a", "text": TEXT}])
    nothing = tables.build("statements", [])
    (day, *_) = write_dna(tmp_path / "undated.dna", undated, nothing, BOOK, {})
    assert "1970-01-01 was used" in day.message
    assert read_dna(tmp_path / "undated.dna").documents[0].published is None


def test_emoji_in_new_texts_are_replaced(tmp_path: Path) -> None:
    """DNA's window and lists then show the same words; the replacement is reported."""
    messages = write(tmp_path / "new.dna", f"{TEXT} {EMOJI}")
    assert any("1 character beyond U+FFFF" in what for what in messages)
    with closing(sqlite3.connect(tmp_path / "new.dna")) as db:
        assert db.execute("SELECT Text FROM DOCUMENTS").fetchall() == [(f"{TEXT} □",)]


def test_long_names_are_cut_and_stay_distinct(tmp_path: Path) -> None:
    """DNA allows 190 characters; two names with the same beginning stay distinct."""
    issues = tuple(Issue("x" * 200 + end, "y", ("x",)) for end in ("a", "b"))
    given = [statement(n, "Bob", issue.name, "support", "Bob") for n, issue in enumerate(issues)]
    documents = tables.build("documents", [vars(Document("a", TEXT, title="t" * 300))])
    messages = write_dna(
        tmp_path / "long.dna",
        documents,
        tables.build("statements", given),
        Codebook((Actor("Bob"),), issues),
        {},
    )
    events = event_list(tmp_path / "long.dna")
    assert list(events["concept"]) == ["x" * 190, "x" * 186 + " (2)"]
    assert list(events["document_title"]) == ["t" * 190] * 2
    assert sum("is cut" in one.message for one in messages) == 3


def test_dna_2_is_written_as_dna_3(dna2: Path, tmp_path: Path) -> None:
    """Permissions, colours and stances are kept, and the coders get a password."""
    project = read_dna(dna2)
    messages = write_dna(tmp_path / "new.dna", *tables_of(project), project.codebook, project.extras)
    assert any("with the password" in one.message for one in messages)
    assert event_list(tmp_path / "new.dna").equals(event_list(project))
    with closing(sqlite3.connect(tmp_path / "new.dna")) as db:
        assert db.execute("SELECT PermissionAddDocuments FROM CODERS ORDER BY ID").fetchall() == [
            (1,),
            (0,),
            (1,),
        ]
        assert db.execute("SELECT Value FROM SETTINGS WHERE Property = 'popupWidth'").fetchall() == [("220",)]
        assert len(db.execute("SELECT * FROM CODERRELATIONS").fetchall()) == 6


def test_a_failure_leaves_the_old_file(dna: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The file is replaced completely or not at all, and no temporary files remain."""
    before = dna.read_bytes()

    def fail(_: object) -> None:
        raise OSError("disk full")

    stop: Callable[[object], None] = fail
    monkeypatch.setattr(saving, "_check_integrity", stop)
    with pytest.raises(OSError, match="disk full"):
        write(dna)
    assert dna.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [dna.name]
