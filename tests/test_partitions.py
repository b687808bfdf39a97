"""Coded collections in partitions: written whole or not at all, read in part, opened as a corpus."""

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import partitions, stores, table_files, tables
from analysis.codebook import Actor, Codebook, Issue, Role
from analysis.codes import Codes
from analysis.coding import code, is_coded, write_codes
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.stances import stance_matrix
from analysis.corpus import open_corpus
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.partitions import Head, Partitions, read_head, read_summaries, write_head, write_part

BOOK = Codebook(
    (Actor("Ann", "person", ("Annie",), "North", (Role("Mayor", "2001-02-03"),)), Actor("Bob")),
    (Issue("truce", "A truce should begin.", ("truce",)),),
    suggested=True,
)


def build_tables(name: str) -> dict[str, Any]:
    """Return the tables of a partition: two articles with a statement and an event each."""
    docs = [f"{name}1", f"{name}2"]
    rows: dict[str, list[dict[str, Any]]] = {one: [] for one in tables.SCHEMAS}
    for doc in docs:
        spot = {"doc_id": doc, "start": 0, "end": 3, "coder": "rules-1", "confidence": 0.8}
        rows["documents"].append({"doc_id": doc, "text": f"Ann in {doc}.", "outlet": "The Paper"})
        rows["statements"].append({
            **spot, "statement_id": f"{doc}-s1", "actor": "Ann", "issue": "truce", "stance": "support",
            "evidence": "Ann", "reason": "so", "condition_start": None,
        })  # fmt: skip
        rows["events"].append({
            **spot, "event_id": f"{doc}-e1", "evidence": "Ann", "description": "Ann", "type": "AGREE",
            "mentions": [[0, 3]], "actors": ["Ann"], "status": "occurred", "extent": "within", "reason": "so",
            **{column: [] for column in ("sources", "targets", "claimed_by", "after", "urls")},
        })  # fmt: skip
    return {one: table_files.to_arrow(one, tables.build(one, listed)) for one, listed in rows.items()}


def write(folder: str | Path, parts: Collection[str], version: str = "") -> str:
    """Write a collection with these partitions, and return where it is."""
    for number, name in enumerate(parts):
        problems = [vars(Problem(f"{name}1", "Half of it is missing.", "warning"))]
        write_part(folder, number, build_tables(name), {
            "key": name + version, "documents": 2, "problems": problems, "failed": [f"{name}2"],
            "accounts": [{"doc": name}],
        })  # fmt: skip
    keys = tuple(name + version for name in parts)
    write_head(
        folder, Head("A dispute", "rules-1", "all of it", BOOK, keys, (Problem("c", "Said.", "note"),))
    )
    return str(folder)


@pytest.fixture(params=["a folder", "an object store"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a collection goes: on the disk or, in memory, among the objects of a store."""
    return str(tmp_path / "codes") if request.param == "a folder" else f"memory://{tmp_path.name}/codes"


def test_a_collection_is_read_as_it_was_written(place: str) -> None:
    """Tables come in the order of the partitions, with their types; so do codebook, problems and keys."""
    opened = Partitions(write(place, ["b", "a"]))
    assert opened.head == read_head(place)
    assert (opened.head.codebook, opened.head.parts) == (BOOK, ("b", "a"))
    for name in tables.SCHEMAS:
        whole = pd.concat(
            [table_files.from_arrow(name, build_tables(part)[name]) for part in "ba"], ignore_index=True
        )
        pd.testing.assert_frame_equal(table_files.from_arrow(name, opened.read(name)), whole)
        assert opened.count_rows(name) == len(whole)


def test_only_what_is_asked_for_is_read(place: str) -> None:
    """Columns, and the rows of some articles, are read from the partitions that have them."""
    opened = Partitions(write(place, ["a", "b", "c"]))
    assert opened.read("documents", ["outlet", "doc_id"], {"c1", "a2"}).to_pylist() == [
        {"outlet": "The Paper", "doc_id": "a2"},
        {"outlet": "The Paper", "doc_id": "c1"},
    ]
    files, root = stores.open_store(place)
    files.rm_file(f"{root}/events/00001.parquet")
    assert opened.read("events", ["event_id"], ["c2"]).to_pylist() == [{"event_id": "c2-e1"}]
    with pytest.raises(StancebookError, match="damaged"):
        opened.read("events")


def test_statements_of_a_chronology_are_in_the_first_partition(place: str) -> None:
    """What belongs to no article is found where it was put."""
    first = build_tables("a")
    own = table_files.from_arrow("statements", first["statements"]).assign(doc_id="e1")
    first["statements"] = table_files.to_arrow("statements", own)
    write_part(place, 0, first, {"key": "a", "documents": 2})
    write_head(place, Head("T", "", "k", BOOK, ("a",)))
    assert Partitions(place).read("statements", ["statement_id"], ["e1"]).num_rows == 2


def test_a_partition_without_its_summary_does_not_count(place: str) -> None:
    """A run that was killed while it wrote a partition again leaves a collection that says so."""
    write(place, ["a", "b"])
    files, root = stores.open_store(place)
    files.rm_file(f"{root}/parts/00001.json")
    assert list(read_summaries(place)) == [0]
    with pytest.raises(StancebookError, match=r"1 of 2 partitions.*again"):
        Partitions(place)


@pytest.mark.parametrize("last", range(1, 8))
def test_a_kill_leaves_a_partition_whole_or_not_counted(
    last: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file is the last that a killed process wrote, old and new tables are never mixed."""
    write(tmp_path, ["a"])
    put, written = stores.put_file, []

    def put_until_killed(files: Any, file: str, content: bytes) -> None:
        if len(written) == last:
            raise KeyboardInterrupt
        written.append(file)
        put(files, file, content)

    monkeypatch.setattr(partitions, "put_file", put_until_killed)
    summary = {"key": "new", "documents": 2, "problems": [], "failed": [], "accounts": []}
    if last < 7:
        with pytest.raises(KeyboardInterrupt):
            write_part(tmp_path, 0, build_tables("z"), summary)
        assert read_summaries(tmp_path) == {}
    else:
        write_part(tmp_path, 0, build_tables("z"), summary)
        assert read_summaries(tmp_path)[0]["key"] == "new"


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk leaves the old file and no rest of the new one."""
    files, root = stores.open_store(tmp_path)
    stores.put_file(files, f"{root}/one", b"old")

    def fill_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_disk)
    with pytest.raises(OSError, match="No space"):
        stores.put_file(files, f"{root}/one", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("one", b"old")]


def test_what_a_larger_collection_had_more_is_deleted(place: str) -> None:
    """A collection that became smaller holds no old partitions, also for programs that read the folder."""
    write(place, ["a", "b", "c"])
    files, root = stores.open_store(place)
    files.pipe_file(f"{root}/events/.00000.parquet.1{stores.PENDING}", b"left by a killed process")
    write(place, ["a"])
    for name in (*tables.SCHEMAS, "parts"):
        assert [file.rsplit("/", 1)[-1][:5] for file in stores.list_files(files, f"{root}/{name}")] == [
            "00000"
        ]


def test_partitions_of_another_run_do_not_count(place: str) -> None:
    """Partitions coded anew, with another codebook, say, do not mix with those of the run before."""
    write(place, ["a", "b"])
    write_part(place, 0, build_tables("a"), {"key": "a, coded anew", "documents": 2})
    with pytest.raises(StancebookError, match="1 of 2 partitions"):
        Partitions(place)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ("{}", "damaged"),
        ('{"layout": 99}', "layout 99, expected 1"),
    ],
)
def test_a_damaged_collection_is_told(content: str, said: str, tmp_path: Path) -> None:
    """A head that cannot be used is an error that says what to do."""
    write(tmp_path, ["a"])
    (tmp_path / "collection.json").write_text(content, encoding="utf-8")
    with pytest.raises(StancebookError, match=said):
        read_head(tmp_path)


def test_a_collection_opens_as_a_corpus_that_is_coded(place: str) -> None:
    """Its articles, codes, problems and codebook are there without coding anything."""
    corpus = open_corpus(write(place, ["a", "b"]))
    assert (corpus.title, len(corpus.documents), is_coded(corpus)) == ("A dispute", 4, True)
    assert [document.doc_id for document in corpus.documents] == ["a1", "a2", "b1", "b2"]
    assert (corpus.documents[-1].text, corpus.documents[1:3][1].doc_id) == ("Ann in b2.", "b1")
    codes = code(corpus)
    assert (codes.coder, codes.key, codes.failed) == ("rules-1", "all of it", {"a2", "b2"})
    assert codes.accounts == ({"doc": "a"}, {"doc": "b"})
    assert [problem.message for problem in codes.problems] == ["Said.", *["Half of it is missing."] * 2]
    assert stance_matrix(codes)[["actor", "n"]].values.tolist() == [["Ann", 4]]
    pd.testing.assert_frame_equal(codes.machine, codes["statements"])
    with pytest.raises(StancebookError, match="coded already, by rules-1"):
        code(corpus, "llm")


def test_a_collection_is_no_article_of_its_folder(tmp_path: Path) -> None:
    """Codes that lie in a folder of articles are passed over, like other output of Stancebook."""
    write(tmp_path / "codes", ["a"])
    (tmp_path / "one.txt").write_text("Ann wants a truce.", encoding="utf-8")
    assert [document.doc_id for document in open_corpus(tmp_path).documents] == ["one"]


def test_a_collection_that_is_not_finished_is_told(tmp_path: Path) -> None:
    """A collection whose coding was stopped is not taken for a folder of articles."""
    write_part(tmp_path, 0, build_tables("a"), {"key": "a", "documents": 2})
    with pytest.raises(StancebookError, match="not coded to the end"):
        open_corpus(tmp_path)


def test_codes_read_the_tables_that_are_asked_for(tmp_path: Path) -> None:
    """A chart of stances needs neither quotations nor dates: their files are not opened."""
    codes = code(open_corpus(write(tmp_path, ["a", "b"])))
    for name in ("quotes", "dates", "tones"):
        for file in (tmp_path / name).iterdir():
            file.write_bytes(b"")
    assert len(stance_matrix(codes)) == 1
    assert codes.count("tones") == 0


def test_columns_rows_and_parts_of_a_table_are_the_same_everywhere(tmp_path: Path) -> None:
    """Codes in memory, of a folder and with replaced tables are read alike."""
    stored = code(open_corpus(write(tmp_path, ["a", "b"])))
    held = Codes("T", {name: stored[name] for name in tables.SCHEMAS}, BOOK, (), "k")
    for codes in (stored, held):
        assert codes.read("documents", ["text"], ["b1"])["text"].tolist() == ["Ann in b1."]
        assert codes.pick("statements", ["b2-s1", "a1-s1"])["statement_id"].tolist() == ["a1-s1", "b2-s1"]
        parts = [part.to_pydict()["event_id"] for part in codes.iterate("events", ["event_id"])]
        assert [key for part in parts for key in part] == ["a1-e1", "a2-e1", "b1-e1", "b2-e1"]
        assert list(selected(codes, "events", Selection(actors=("Bob",)), ["type"]).columns) == ["type"]
        with pytest.raises(StancebookError, match="Did you mean 'issue'"):
            codes.read("statements", ["issues"])


def test_tables_of_a_collection_can_be_written_again(tmp_path: Path) -> None:
    """``stancebook code`` on a collection writes its tables as Parquet and CSV, statements with a listing."""
    corpus = open_corpus(write(tmp_path / "codes", ["a", "b"]))
    write_codes(corpus, tmp_path / "out")
    read = table_files.read(tmp_path / "out")
    assert read["statements"]["listing"].notna().all()
    pd.testing.assert_frame_equal(read["events"], code(corpus)["events"])


def test_summaries_are_small_and_plain(tmp_path: Path) -> None:
    """Another program can tell from a summary how many rows a partition has."""
    write(tmp_path, ["a"])
    summary = json.loads((tmp_path / "parts" / "00000.json").read_text(encoding="utf-8"))
    assert (summary["key"], summary["rows"]["documents"]) == ("a", 2)
