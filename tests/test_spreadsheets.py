"""Cells of CSV files that spreadsheet programs would run are written as texts and read back unchanged."""

import ast
import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import table_files, tables
from analysis.cli import main
from analysis.coding import code
from analysis.converting import convert
from analysis.corpus import open_corpus
from analysis.documents import Document
from analysis.exporting import export_events
from analysis.exporting.graphs import export_network
from analysis.reading import read
from analysis.spreadsheets import neutralise, restore
from tests.exchange.databases import DNA3, create, sample_rows
from tests.exporting.test_graphs import build_network

PACKAGE = Path(__file__).parents[1] / "analysis"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", '"=1"', ' "=1', " =1", "＝1", "--", "-3+A1", "'=1"],
)
def test_a_formula_becomes_a_text(cell: str) -> None:
    """Also behind quotation marks and spaces, which some programs remove."""
    assert neutralise(cell) == f"'{cell}"
    assert restore(f"'{cell}") == cell


@pytest.mark.parametrize("cell", ["-3", "+5", "-0.5", "+1,200", "-1e-05", "-10%", -3, 2.5, None])
def test_a_number_stays_a_number(cell: object) -> None:
    """A sign before digits is no formula."""
    assert neutralise(cell) == cell


@pytest.mark.parametrize("cell", ["", "'", "'tis the season", "“-” he said", "a=b", "'s-Hertogenbosch"])
def test_any_other_text_is_unchanged(cell: str) -> None:
    """An apostrophe that belongs to a text is kept."""
    assert neutralise(cell) == restore(cell) == cell


def test_a_carriage_return_begins_no_row(tmp_path: Path) -> None:
    """The words of a DNA file may hold one before a formula."""
    rows = sample_rows()
    text = "The Port\r=B1 rejected the tunnel."
    rows["DOCUMENTS"][1] = (2, "Port", text, 3, "", "", "", "", "", 86_400)
    rows["STATEMENTS"] = [(15, 1, 2, 0, len(text), 2)]
    dna = create(tmp_path / "port.dna", DNA3, rows)
    convert(dna, tmp_path / "port.csv")
    with (tmp_path / "port.csv").open(encoding="utf-8", newline="") as file:
        _, row = csv.reader(file)
    assert text in row


@given(st.text(alphabet=st.sampled_from([*FORMULAS, *"'\"＝ \n3.a"]), max_size=8) | st.text(max_size=20))
def test_every_text_survives(cell: str) -> None:
    """What was written is what is read."""
    written = neutralise(cell)
    assert isinstance(written, str)
    assert restore(written) == cell
    assert not written.startswith(FORMULAS) or written.lstrip("+-")[:1] in set("0123456789.")


HEADLINE, ACTOR, WORDS = "=HYPERLINK(A1)", "@Ferry League", "- backed the new ferry"
ARTICLE = f"The @Ferry League {WORDS} on 3 May 2024. The Harbour Office rejected the new ferry."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus whose title, actor and evidence begin like formulas, coded by a person."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    table = pd.DataFrame([{"doc_id": "+1", "title": HEADLINE, "published": "2024-05-04", "text": ARTICLE}])
    table.to_csv(folder / "articles.csv", index=False)
    (folder / "codebook.toml").write_text(
        f'actors = [{{name = "{ACTOR}", kind = "group"}}, {{name = "=Office", kind = "group"}}]\n'
        '[[issues]]\nname = "-new ferry"\nproposition = "A new ferry."\nterms = ["new ferry"]\n'
    )
    rows = [
        {"doc_id": "+1", "actor": ACTOR, "issue": "-new ferry", "stance": "support", "evidence": WORDS},
        {
            "doc_id": "+1",
            "actor": "=Office",
            "issue": "-new ferry",
            "stance": "oppose",
            "evidence": "rejected",
        },
    ]
    pd.DataFrame(rows).to_csv(folder / "codings.csv", index=False)
    (folder / "corpus.toml").write_text(
        'documents = ["articles.csv"]\ncodebook = "codebook.toml"\ncodings = ["codings.csv"]\n'
        'coder = "none"\n'
    )
    return folder


def find_formulas(path: Path) -> list[str]:
    """Return the cells of a CSV file that a spreadsheet program would run."""
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    return [cell for cell in cells if cell.startswith(FORMULAS) and not cell[1:2].isdigit()]


def test_no_file_for_people_holds_a_formula(corpus: Path, tmp_path: Path) -> None:
    """Tables of codes, timelines, networks, lists of statements and converted corpora."""
    out = tmp_path / "out"
    assert main(["code", str(corpus), "--out", str(out)]) == 0
    codes = code(open_corpus(corpus))
    export_events(codes, out / "timeline.csv")
    convert(corpus, out / "statements-of-dna.csv")
    convert(corpus, out / "folder")
    export_network(build_network([ACTOR, "=Office"]), out / "matrix.csv", "matrix")
    export_network(build_network([ACTOR, "=Office"]), out / "ties.csv")
    paths = sorted(out.rglob("*.csv"))
    assert len(paths) >= 10
    assert {path.name: found for path in paths if (found := find_formulas(path))} == {}
    assert any(f"'{ACTOR}" in path.read_text(encoding="utf-8") for path in paths)


def test_a_converted_corpus_has_the_same_statements(corpus: Path, tmp_path: Path) -> None:
    """The evidence still matches its article."""
    convert(corpus, tmp_path / "folder")
    one, other = (code(open_corpus(folder)) for folder in (corpus, tmp_path / "folder"))
    assert {problem.severity for problem in (*one.problems, *other.problems)} == {"note"}
    assert list(other["statements"]["evidence"]) == [WORDS, "rejected"]
    pd.testing.assert_frame_equal(one["statements"], other["statements"])


def test_exported_tables_are_read_unchanged(corpus: Path, tmp_path: Path) -> None:
    """A table of documents, and statements that a person confirms in a spreadsheet program."""
    codes = code(open_corpus(corpus))
    table_files.write_csv("documents", codes["documents"], tmp_path / "documents.csv")
    table_files.write_csv("statements", codes["statements"], corpus / "codings.csv")
    again = [found for found in read(tmp_path / "documents.csv") if isinstance(found, Document)]
    assert again == list(open_corpus(corpus).documents)
    recoded = code(open_corpus(corpus))
    assert {problem.severity for problem in recoded.problems} == {"note"}
    assert list(recoded["statements"]["evidence"]) == [WORDS, "rejected"]


def test_parquet_holds_the_texts_themselves(corpus: Path, tmp_path: Path) -> None:
    """Only CSV files are opened in spreadsheet programs."""
    codes = code(open_corpus(corpus))
    with table_files.Writer(tmp_path / "tables") as writer:
        writer.add(codes.tables)
    kept = pd.read_parquet(tmp_path / "tables" / "documents.parquet")
    assert list(kept["title"]) == [HEADLINE]


# texts in tables have line feeds only
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=12)


@given(st.lists(CELLS | st.sampled_from(["=1", "'=1", "-", "@a", "-3"]), min_size=1, max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_written_table_reads_as_it_was(tmp_path: Path, titles: list[str]) -> None:
    """Whatever the texts are, none of them changes on the way through a CSV file."""
    rows = [{"doc_id": str(n), "text": "Text.", "title": title} for n, title in enumerate(titles)]
    frame = tables.build("documents", rows)
    table_files.write_csv("documents", frame, tmp_path / "t.csv")
    content = (tmp_path / "t.csv").read_bytes().decode()
    stored = [row["title"] for row in csv.DictReader(io.StringIO(content, newline=""))]
    assert [restore(cell) for cell in stored] == titles


def test_every_table_is_written_without_formulas() -> None:
    """No module writes a table of pandas as CSV that was not made harmless."""
    written = {
        (path.name, ast.unparse(node.func.value))
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "to_csv"
    }
    # this one is only hashed
    written.discard(("identity.py", "corpus.audit.cells"))
    assert len(written) > 4
    assert all(table.startswith("neutralise_table(") for _, table in written)
