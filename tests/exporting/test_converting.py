"""Converting other tools' projects to a corpus and back; losses are reported."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.coding import code
from analysis.comparing.support import is_firm
from analysis.converting import convert
from analysis.corpus import open_corpus
from analysis.errors import StancebookError
from analysis.exchange.dna import event_list, read_dna
from tests.exchange.databases import DNA3, create, dump, sample_rows


@pytest.fixture
def dna(tmp_path: Path) -> Path:
    """Return a DNA database."""
    return create(tmp_path / "dispute.dna", DNA3, sample_rows())


def test_a_project_opens_as_a_corpus(dna: Path) -> None:
    """Its statements are those of its coders; no machine adds any, and DNA's IDs are kept."""
    corpus = open_corpus(dna)
    assert (corpus.title, len(corpus.documents), corpus.coder) == ("dispute", 2, "none")
    codes = code(corpus)
    assert list(codes["statements"]["statement_id"]) == ["11", "12", "13", "14", "15"]
    assert set(codes["statements"]["coder"]) == {"human:Anna", "human:Ben"}
    assert (len(codes.machine), codes.coder) == (0, "")


def test_a_project_is_not_an_article(dna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Among articles it is reported and omitted; no codebook is suggested for a project that has one."""
    (tmp_path / "a.txt").write_text("Ann rejected the toll.")
    (problem, *_) = (one for one in open_corpus(tmp_path).problems if one.item == dna.name)
    assert "Open it on its own" in problem.message
    assert main(["new", str(tmp_path / "new"), "--from", str(dna)]) == 1
    assert "stancebook convert" in capsys.readouterr().err


def test_a_project_without_stances_is_coded_by_the_machine(tmp_path: Path) -> None:
    """A project of documents only is treated like a folder of articles."""
    rows = sample_rows()
    corpus = open_corpus(create(tmp_path / "bare.dna", DNA3, {"DOCUMENTS": rows["DOCUMENTS"]}))
    assert (len(corpus.documents), corpus.coder, corpus.codebook) == (2, "rules", None)


def test_a_folder_holds_the_whole_project(dna: Path, tmp_path: Path) -> None:
    """It opens like the project, and the database written from it equals the original."""
    convert(dna, tmp_path / "folder")
    one, other = open_corpus(dna), open_corpus(tmp_path / "folder")
    assert (other.title, other.documents, other.codebook, other.coder) == (
        one.title, one.documents, one.codebook, one.coder,
    )  # fmt: skip
    pd.testing.assert_frame_equal(code(one)["statements"], code(other)["statements"])
    convert(tmp_path / "folder", tmp_path / "again.dna")
    assert dump(tmp_path / "again.dna") == dump(dna)


def test_a_row_that_a_person_corrects_is_corrected_in_the_database(dna: Path, tmp_path: Path) -> None:
    """The codings of the folder are an editable table."""
    convert(dna, tmp_path / "folder")
    table = tmp_path / "folder" / "codings.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(
        text.replace("The tunnel should be built.,oppose", "The tunnel should be built.,support")
    )
    convert(tmp_path / "folder", tmp_path / "again.dna")
    before, after = event_list(dna), event_list(tmp_path / "again.dna")
    assert list(after[before.ne(after).any(axis=1)]["statement_id"]) == [15]


def test_without_its_origin_a_folder_is_still_a_corpus(dna: Path, tmp_path: Path) -> None:
    """A broken origin is a warning; only content outside the tables is lost."""
    convert(dna, tmp_path / "folder")
    (tmp_path / "folder" / "origin.json").write_text("[" * 10_000)
    corpus = open_corpus(tmp_path / "folder")
    assert any(one.item == "origin.json" and one.severity == "warning" for one in corpus.problems)
    convert(tmp_path / "folder", tmp_path / "again.dna")
    columns = ["person", "organization", "concept", "agreement"]
    assert sorted(event_list(tmp_path / "again.dna")[columns].to_numpy().tolist()) == sorted(
        event_list(dna)[columns].to_numpy().tolist()
    )


def test_an_event_list_is_a_table(dna: Path, tmp_path: Path) -> None:
    """It has DNA's column names; omitted statements are counted."""
    done = convert(dna, tmp_path / "events.csv")
    table = pd.read_csv(tmp_path / "events.csv")
    assert list(table["statement_id"]) == [14, 15, 11, 12, 13]
    assert list(table.columns[:4]) == ["statement_id", "time", "person", "organization"]
    assert any("1 statement of another type omitted" in one.message for one in done.problems)


def test_codes_of_machine_and_people_become_a_database(tmp_path: Path) -> None:
    """Firm support and opposition are DNA Statements; the rest is kept out of DNA's networks."""
    codes = code(open_corpus("data/harbour-tunnel"))
    done = convert("data/harbour-tunnel", tmp_path / "tunnel.dna")
    statements = codes["statements"]
    clear = statements[is_firm(statements) & statements["stance"].isin(["support", "oppose"])]
    events = event_list(tmp_path / "tunnel.dna")
    assert sorted(zip(events["text"], events["agreement"] == 1, strict=True)) == sorted(
        zip(clear["evidence"], clear["stance"] == "support", strict=True)
    )
    tables = read_dna(tmp_path / "tunnel.dna").extras["tables"]
    assert len(tables["STATEMENTS"]) == len(statements) > len(clear) > 10
    assert {"anna", "ben", f"machine:{codes.coder}"} <= {row["Name"] for row in tables["CODERS"]}
    assert any("“confidence”" in one.message for one in done.problems)


def test_the_command_lists_the_written_files(
    dna: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files on standard output, warnings on standard error."""
    assert main(["convert", str(dna), str(tmp_path / "folder")]) == 0
    shown = capsys.readouterr()
    assert [Path(line).name for line in shown.out.splitlines()] == [
        "corpus.toml", "documents.jsonl", "codebook.toml", "codings.csv", "origin.json",
    ]  # fmt: skip
    assert "kept for DNA" in shown.err
    origin = json.loads((tmp_path / "folder" / "origin.json").read_text(encoding="utf-8"))
    assert origin["format"] == "dna"


@pytest.mark.parametrize(
    ("out", "message"),
    [("x.dan", "Did you mean '.dna'"), ("dispute.dna", "exists already"), ("full", "exists already")],
)
def test_nothing_is_overwritten(dna: Path, tmp_path: Path, out: str, message: str) -> None:
    """Existing files are unchanged, and the message for an unknown format suggests the nearest."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    before = dna.read_bytes()
    with pytest.raises(StancebookError, match=message):
        convert(dna, tmp_path / out)
    assert dna.read_bytes() == before
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes.txt"]
