"""Correcting codes end to end: code, edit the table in a spreadsheet program, report, evaluate."""

import csv
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from analysis.coding import code
from analysis.comparing.stances import stance_matrix
from analysis.corpus import open_corpus

ROOT = Path(__file__).parents[1]
FLIPPED = ("02-strike", "Ola Brandt", "Strike", "support")
DELETED = ("01-council", "Mara Lind", "Toll", "support", "rejected the mayor's call for a toll")
CHECKED = (
    "doc_id,evidence,trigger,status,earliest,latest\n"
    "02-strike,The Harbour Union voted for a strike on Friday,voted,occurred,2024-03-08,2024-03-08\n"
)
ADDED = ("03-deal", "Mara Lind", "Toll", "oppose", "Lind dropped the toll")


pytestmark = pytest.mark.usefixtures("shared_kernels")


@pytest.fixture
def tunnel(tmp_path: Path) -> Path:
    """Return the invented dispute without its human codings."""
    folder = tmp_path / "tunnel"
    shutil.copytree(ROOT / "data" / "harbour-tunnel", folder, ignore=shutil.ignore_patterns("codings"))
    return folder


def _write_settings(folder: Path) -> None:
    """Write the settings of the corpus, with the table of corrections if there is one."""
    (folder / "corpus.toml").write_text(
        'title = "T"\ndocuments = ["articles/*.md"]\ncodebook = "codebook.toml"\n'
        + ('codings = ["codings/*.csv"]\n' if (folder / "codings").exists() else ""),
        encoding="utf-8",
    )


def _edit(table: Path, out: Path, *, is_changed: bool) -> None:
    """Flip, delete and add a row, and save the table as an office program does."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if is_changed:
        rows = [row for row in rows if (row["doc_id"], row["evidence"]) != (DELETED[0], DELETED[4])]
        (flipped,) = (
            row for row in rows if (row["doc_id"], row["actor"], row["issue"], row["stance"]) == FLIPPED
        )
        flipped["stance"] = "oppose"
        new = dict(zip(("doc_id", "actor", "issue", "stance", "evidence"), ADDED, strict=True))
        rows.append(dict.fromkeys(rows[0], "") | new)
    for row in rows:
        year, month, day = row["latest"].split("-") if row["latest"] else ("", "", "")
        row["latest"] = f"{day}.{month}.{year}" if day else ""
        row["start"], row["end"] = (f"{row[name]}.0" if row[name] else "" for name in ("start", "end"))
    out.parent.mkdir(exist_ok=True)
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, sorted(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["actor"]))


def _read_text(page: Path) -> str:
    """Return the text of a page without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))).split())


def test_changed_deleted_and_added_rows_are_human_codings(
    stancebook_here, tunnel: Path, tmp_path: Path
) -> None:
    """Exactly these corrections are credited to the person, in tables, pages and agreement."""
    _write_settings(tunnel)
    assert stancebook_here("code", tunnel, "--out", tmp_path / "out").returncode == 0
    machine = code(open_corpus(tunnel))
    _edit(tmp_path / "out" / "statements.csv", tunnel / "codings" / "me.csv", is_changed=True)
    (tunnel / "codings" / "me.events.csv").write_text(CHECKED, encoding="utf-8")
    _write_settings(tunnel)

    codes = code(open_corpus(tunnel))
    assert {problem.severity for problem in codes.problems} <= {"note"}
    corrected = codes["statements"][codes["statements"]["coder"] == "human:me"]
    assert set(
        zip(corrected["doc_id"], corrected["actor"], corrected["issue"], corrected["stance"], strict=True)
    ) == {
        (*FLIPPED[:3], "oppose"),
        ADDED[:4],
    }
    kept = codes["statements"][codes["statements"]["coder"] != "human:me"]
    assert set(kept["evidence"]) <= set(machine["statements"]["evidence"]) - {DELETED[4]}
    assert DELETED[4] not in set(codes["statements"]["evidence"])

    done = stancebook_here("report", tunnel, "--out", tmp_path / "report")
    assert done.returncode == 0, done.stderr
    unchecked = int((codes["statements"]["coder"] != "human:me").sum())
    for page in ("stance-comparison", "coder-agreement", "review"):
        assert (
            "2 statements coded by human:me, who rejected 1 machine-coded statement; "
            f"{unchecked} machine-coded statements that nobody has checked."
        ) in _read_text(tmp_path / "report" / f"{page}.html")
    timeline = _read_text(tmp_path / "report" / "timeline.html")
    assert f"human:me checked 1 of {len(codes['events'])} events." in timeline
    assert "✓ The Harbour Union voted for a strike" in timeline
    assert timeline.count("✓ checked by human:me") == 1
    said = "human:me decided on 2 of the machine’s 16 statements one by one: 1 changed, 1 rejected."
    assert said in _read_text(tmp_path / "report" / "methods.html")

    done = stancebook_here("evaluate", tunnel, "--out", tmp_path / "evaluated")
    assert done.returncode == 0, done.stderr
    assert "where a person corrected the machine’s table: same 0 % of 3 cells in 3 articles" in done.stdout
    assert "alpha" not in done.stdout


def test_an_unchanged_table_changes_no_page(stancebook_here, tunnel: Path, tmp_path: Path) -> None:
    """An unchanged table counts as no human coding: codes stay unchecked and no agreement is reported."""
    _write_settings(tunnel)
    assert stancebook_here("code", tunnel, "--out", tmp_path / "out").returncode == 0
    before = stance_matrix(code(open_corpus(tunnel)))
    _edit(tmp_path / "out" / "statements.csv", tunnel / "codings" / "me.csv", is_changed=False)
    _write_settings(tunnel)
    assert stance_matrix(code(open_corpus(tunnel))).equals(before)
    done = stancebook_here("report", tunnel, "--out", tmp_path / "report")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "report" / "coder-agreement.html").exists()
    assert not (tmp_path / "report" / "review.html").exists()
    assert "machine codes that nobody has checked" in _read_text(
        tmp_path / "report" / "stance-comparison.html"
    )
    done = stancebook_here("evaluate", tunnel, "--out", tmp_path / "evaluated")
    assert (done.returncode, "at least two coders to compare" in done.stderr) == (1, True)
