"""The convert command in all directions: projects of qualitative tools, networks and codebooks."""

import csv
import sqlite3
import unicodedata
from pathlib import Path

import networkx
import pandas as pd
import pytest

from analysis import tables
from analysis.cli import main
from analysis.codebook import read_codebook
from analysis.coding import code
from analysis.comparing.networks.building import discourse_network
from analysis.converting import convert
from analysis.corpus import open_corpus
from analysis.errors import StancebookError
from analysis.exchange.dna import event_list
from analysis.exchange.refi import read_qdc, read_qdpx, write_qdpx
from analysis.text import format_count
from tests.exchange.databases import DNA3, create, sample_rows
from tests.exchange.making import TEXT, TOLL, guid, project, qdpx, selection, source
from tests.exchange.making import code as made_code
from tests.exchange.test_refi_round_trip import CODEBOOK, DOCUMENTS, STATEMENTS
from tests.exchange.test_taguette import database, highlight, tag

ARTICLE = "Mayor Anna Lind rejected the toll on Monday. The council supports the toll."
QUOTE = "rejected the toll"
CODES = made_code(
    guid(50), "Policy", made_code(TOLL, "Toll", description="There should be a toll."), codable=False
) + made_code(guid(52), "Mood")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Return a project of another tool: two codes on a span, no stance."""
    start = ARTICLE.index(QUOTE)
    picked = selection(1, start, start + len(QUOTE), TOLL, guid(52), memo="strong")
    files = {f"sources/{TEXT}.txt": ARTICLE.encode()}
    return qdpx(tmp_path / "interviews.qdpx", project(source(picked), CODES), files)


@pytest.fixture
def dna(tmp_path: Path) -> Path:
    """Return a DNA database."""
    return create(tmp_path / "dispute.dna", DNA3, sample_rows())


def test_a_project_without_stances_is_coded_by_the_machine(foreign: Path) -> None:
    """Its codes are the issues; the actors are suggested, and the page says so."""
    corpus = open_corpus(foreign)
    assert (corpus.title, corpus.coder, corpus.codings) == ("Tunnel", "rules", ())
    codes = code(corpus)
    assert [issue.name for issue in codes.codebook.issues] == ["Toll", "Mood"]
    assert codes.codebook.suggested
    rows = codes["statements"][["actor", "issue", "stance"]].to_numpy().tolist()
    assert ["Anna Lind", "Toll", "oppose"] in rows


def test_coded_spans_can_be_completed(
    foreign: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The folder has them as a table that becomes codings once actor and stance are filled in."""
    folder = tmp_path / "folder"
    assert main(["convert", str(foreign), str(folder)]) == 0
    shown = capsys.readouterr()
    assert [Path(line).name for line in shown.out.splitlines()] == [
        "corpus.toml", "documents.jsonl", "codebook.toml", "selections.csv", "origin.json",
    ]  # fmt: skip
    assert 'add codings = ["selections.csv"]' in shown.err
    with (folder / "selections.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["issue"], row["evidence"], row["coder"], row["reason"]) for row in rows] == [
        ("Toll", QUOTE, "human:anna", "strong"),
        ("Mood", QUOTE, "human:anna", "strong"),
    ]
    with (folder / "selections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerow(rows[0] | {"actor": "Anna Lind", "stance": "oppose"})
    settings = folder / "corpus.toml"
    settings.write_text('codings = ["selections.csv"]\ncoder = "none"\n' + settings.read_text())
    (row,) = code(open_corpus(folder))["statements"].to_dict("records")
    assert (row["actor"], row["issue"], row["stance"], row["coder"], row["reason"]) == (
        "Anna Lind", "Toll", "oppose", "human:anna", "strong",
    )  # fmt: skip


def test_a_code_that_is_a_stance_fills_in_the_stance(tmp_path: Path) -> None:
    """If stances are coded without actors, only the actors have to be added."""
    codes = made_code(guid(60), "Toll", *(made_code(guid(61 + n), name) for n, name in enumerate(["oppose"])))
    start = ARTICLE.index(QUOTE)
    xml = project(source(selection(1, start, start + len(QUOTE), guid(61))), codes)
    path = qdpx(tmp_path / "a.qdpx", xml, {f"sources/{TEXT}.txt": ARTICLE.encode()})
    convert(path, tmp_path / "folder")
    (row,) = pd.read_csv(tmp_path / "folder" / "selections.csv").to_dict("records")
    assert (row["issue"], row["stance"]) == ("Toll", "oppose")


def test_a_folder_gives_the_project_back(foreign: Path, tmp_path: Path) -> None:
    """Coded spans, memos and codes are kept; the machine's statements are reported as such."""
    convert(foreign, tmp_path / "folder")
    done = convert(tmp_path / "folder", tmp_path / "again.qdpx")
    assert read_qdpx(tmp_path / "again.qdpx").extras["selections"] == read_qdpx(foreign).extras["selections"]
    assert any("were coded by rules-" in one.message for one in done.problems)


def test_a_taguette_project_is_a_corpus(tmp_path: Path) -> None:
    """Both extensions are read; its highlights become coded spans of a REFI-QDA project."""
    start = ARTICLE.index(QUOTE)
    made = database(
        tmp_path / "a.sqlite3", ARTICLE, highlight(1, start, start + len(QUOTE), QUOTE), tag(1, 1)
    )
    made.with_suffix(".db").write_bytes(made.read_bytes())
    assert open_corpus(made).documents == open_corpus(made.with_suffix(".db")).documents
    done = convert(made, tmp_path / "a.qdpx")
    (row,) = read_qdpx(tmp_path / "a.qdpx").extras["selections"]
    assert (row["code"], row["text"]) == ("toll", QUOTE)
    assert any("Taguette's descriptions" in one.message for one in done.problems)
    with pytest.raises(StancebookError, match=r"Known: \.csv, \.dna, \.gexf, \.graphml"):
        convert(made, tmp_path / "b.sqlite3")


def test_a_database_of_another_program_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A .db can be anything: only Taguette's is read; among articles only databases are reported."""
    path = tmp_path / "phone.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE calls(number TEXT)")
    connection.close()
    assert main(["convert", str(path), str(tmp_path / "folder")]) == 1
    assert "phone.db: This is not a Taguette project" in capsys.readouterr().err
    assert not (tmp_path / "folder").exists()
    (tmp_path / "Thumbs.db").write_bytes(b"pictures")
    (tmp_path / "a.txt").write_text(ARTICLE)
    named = [one.item for one in open_corpus(tmp_path).problems if one.severity != "note"]
    assert named == ["phone.db"]


def test_dna_survives_refi_and_back(dna: Path, tmp_path: Path) -> None:
    """Stances, names and words (composed) are kept; the loss of DNA-specific content is reported."""
    there = convert(dna, tmp_path / "a.qdpx")
    assert any("Content specific to DNA is omitted" in one.message for one in there.problems)
    back = convert(tmp_path / "a.qdpx", tmp_path / "back.dna")
    assert not any("REFI-QDA" in one.message for one in back.problems)
    columns = ["person", "organization", "concept", "agreement", "text"]
    one, other = (event_list(path)[columns] for path in (dna, tmp_path / "back.dna"))
    one = one.assign(text=one["text"].map(lambda words: unicodedata.normalize("NFC", words)))
    assert sorted(other.to_numpy().tolist()) == sorted(one.to_numpy().tolist())


def test_doubted_statements_stay_doubted(tmp_path: Path) -> None:
    """A statement that its coder doubted is not counted after a round trip through a project file either."""
    path = tmp_path / "a.qdpx"
    tables_of = tables.build("documents", DOCUMENTS), tables.build("statements", STATEMENTS)
    write_qdpx(path, *tables_of, CODEBOOK, {})
    corpus = open_corpus(path)
    assert list(code(corpus)["statements"]["coder"]) == ["human:ben"]
    assert any(
        "1 doubted statement left out of the statements table" in one.message for one in corpus.problems
    )
    convert(path, tmp_path / "folder")
    convert(tmp_path / "folder", tmp_path / "again.qdpx")
    cells = [dict(one.cells) for one in read_qdpx(tmp_path / "again.qdpx").codings]
    assert sorted((one["evidence"], one.get("doubt"), one["coder"]) for one in cells) == [
        (STATEMENTS[1]["evidence"], None, "human:ben"),
        (STATEMENTS[0]["evidence"], "unclear", "rules-0.1.0"),
    ]
    convert(path, tmp_path / "a.dna")
    assert list(event_list(tmp_path / "a.dna")["text"]) == [STATEMENTS[1]["evidence"]]


def test_machine_codings_in_a_project_file_count_as_checked(tmp_path: Path) -> None:
    """Opening a project file with machine codings accepts them, with a warning; the coder's name is kept."""
    row = {**STATEMENTS[1], "coder": "rules-9"}
    write_qdpx(
        tmp_path / "a.qdpx",
        tables.build("documents", DOCUMENTS),
        tables.build("statements", [row]),
        CODEBOOK,
        {},
    )
    codes = code(open_corpus(tmp_path / "a.qdpx"))
    assert list(codes["statements"]["coder"]) == ["human:machine:rules-9"]
    assert any("1 statement was coded by a machine" in one.message for one in codes.problems)


@pytest.mark.parametrize(
    ("name", "read"), [("a.graphml", networkx.read_graphml), ("a.gexf", networkx.read_gexf)]
)
def test_a_network_is_described(dna: Path, tmp_path: Path, name: str, read) -> None:
    """It is the result of discourse_network; its nodes and ties are counted in the message."""
    done = convert(dna, tmp_path / name)
    made = discourse_network(code(open_corpus(dna)))
    graph = read(tmp_path / name)
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == sorted(made.nodes["name"])
    assert graph.number_of_edges() == len(made.edges)
    (message,) = (one.message for one in done.problems if one.item == name)
    assert "network of organisations tied by issues" in message
    assert f"{format_count(len(made.nodes), 'node')}, {format_count(len(made.edges), 'tie')}" in message


def test_codebooks_are_converted_separately(
    dna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A codebook of a corpus or in another format; without articles it cannot become anything else."""
    assert main(["convert", str(dna), str(tmp_path / "a.qdc")]) == 0
    assert main(["convert", str(tmp_path / "a.qdc"), str(tmp_path / "book.toml")]) == 0
    assert main(["convert", str(tmp_path / "book.toml"), str(tmp_path / "b.qdc")]) == 0
    wanted = open_corpus(dna).codebook
    assert read_qdc(tmp_path / "a.qdc") == read_codebook(tmp_path / "book.toml") == wanted
    assert (tmp_path / "a.qdc").read_bytes() == (tmp_path / "b.qdc").read_bytes()
    capsys.readouterr()
    assert main(["convert", str(tmp_path / "a.qdc"), str(tmp_path / "folder")]) == 1
    assert "a codebook has no articles" in capsys.readouterr().err


@pytest.mark.parametrize(
    "kept", ['{"selections": 5}', '{"refi": []}', '{"selections": [{"start": "x"}]}', "3"]
)
def test_an_origin_that_was_edited_badly_is_a_warning(foreign: Path, tmp_path: Path, kept: str) -> None:
    """The corpus is read and written without it."""
    convert(foreign, tmp_path / "folder")
    (tmp_path / "folder" / "origin.json").write_text(kept)
    done = convert(tmp_path / "folder", tmp_path / "again.qdpx")
    assert any(one.item == "origin.json" and one.severity == "warning" for one in done.problems)
    assert read_qdpx(tmp_path / "again.qdpx").extras["selections"] == []


def make_codes_only(path: Path) -> Path:
    """Write a project file of any format that has codes and no texts."""
    if path.suffix == ".qdpx":
        return qdpx(path, project("", CODES))
    if path.suffix == ".dna":
        return create(path, DNA3, {**sample_rows(), "DOCUMENTS": [], "STATEMENTS": []})
    with sqlite3.connect(database(path)) as tagged:
        tagged.execute("DELETE FROM documents")
    return path


@pytest.mark.parametrize(
    ("name", "issues"),
    [
        ("a.qdpx", ["Toll", "Mood"]),
        ("a.dna", ["A toll should be levied.", "The tunnel should be built."]),
        ("a.sqlite3", ["toll", "people.lind"]),
    ],
)
def test_the_codes_of_a_project_without_texts_are_a_codebook(
    tmp_path: Path, name: str, issues: list[str]
) -> None:
    """As one exports a code system: it is converted, and a report says what the project lacks."""
    path = make_codes_only(tmp_path / name)
    convert(path, tmp_path / "b.qdc")
    assert [issue.name for issue in read_qdc(tmp_path / "b.qdc").issues] == issues
    with pytest.raises(StancebookError, match=r"has no texts.\nIt has codes \(2 issues") as refused:
        open_corpus(path)
    assert f"stancebook convert {path} codebook.toml" in str(refused.value)
    assert ".txt" not in str(refused.value)


def test_texts_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """A project may have all its texts outside its file; its codes are still converted."""
    path = qdpx(tmp_path / "a.qdpx", project(source(), CODES))
    with pytest.raises(StancebookError, match=r"(?s)Interview.*not in the project file.*It has codes"):
        open_corpus(path)
    convert(path, tmp_path / "codebook.toml")
    assert len(read_codebook(tmp_path / "codebook.toml").issues) == 2


def test_a_project_without_texts_and_codes_is_refused(tmp_path: Path) -> None:
    """There is nothing in it to report or to convert."""
    path = create(tmp_path / "a.dna", DNA3, {})
    for use in (open_corpus, lambda one: convert(one, tmp_path / "b.qdc")):
        with pytest.raises(StancebookError, match=r"has no texts.\nExport it"):
            use(path)
    assert not (tmp_path / "b.qdc").exists()
