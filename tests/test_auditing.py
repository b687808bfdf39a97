"""Auditing end to end: draw, fill in, report."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from analysis.corpus import open_corpus

ROOT = Path(__file__).parents[1]
Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def tunnel(tmp_path: Path) -> Path:
    """Return a copy of the invented dispute, whose settings name no documents."""
    folder = tmp_path / "tunnel"
    shutil.copytree(ROOT / "data" / "harbour-tunnel", folder)
    (folder / "corpus.toml").write_text('codebook = "codebook.toml"\ncodings = ["codings/*.csv"]\n')
    return folder


def fill_in(table: Path, answer: Callable[[dict[str, str]], str]) -> None:
    """Fill in the answers of an audit."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "stance": answer(row)} for row in rows)


def add_setting(folder: Path) -> None:
    """Name the audit in the settings of the corpus."""
    settings = folder / "corpus.toml"
    settings.write_text(f'{settings.read_text()}audit = "audit.csv"\n')


def test_a_sample_is_drawn_filled_in_and_reported(stancebook_here: Run, tunnel: Path) -> None:
    """The whole corpus is drawn; the person agrees with everything but one answer."""
    done = stancebook_here("audit", tunnel)
    assert done.returncode == 0, done.stderr
    assert f"{tunnel / 'audit.csv'}: " in done.stdout
    assert 'audit = "audit.csv"' in done.stdout
    add_setting(tunnel)
    begun = stancebook_here("audit", tunnel)
    assert "An audit has begun: 0 of " in begun.stdout
    assert "Machine right" not in begun.stdout
    with (tunnel / "audit.machine.csv").open(encoding="utf-8", newline="") as file:
        machine = {row["cell"]: row["machine"] for row in csv.DictReader(file)}
    wrong = next(cell for cell, answer in machine.items() if answer == "support")
    fill_in(tunnel / "audit.csv", lambda row: "none" if row["cell"] == wrong else machine[row["cell"]])
    done = stancebook_here("audit", tunnel)
    assert done.returncode == 0, done.stderr
    shown = sum(answer != "none" for answer in machine.values())
    share = f"{100 * (shown - 1) / shown:.0f} %"
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("Positions of the machine"))
    assert share in line
    assert f"precision is {share}" in done.stdout
    assert "recall 100 %" in done.stdout


def test_the_tables_of_an_audit_are_no_articles(stancebook_here: Run, tunnel: Path) -> None:
    """A corpus that reads its whole folder does not read them."""
    before = open_corpus(tunnel)
    assert stancebook_here("audit", tunnel, "--n", 12).returncode == 0
    add_setting(tunnel)
    after = open_corpus(tunnel)
    assert [one.doc_id for one in after.documents] == [one.doc_id for one in before.documents]
    assert after.audit is not None
    assert after.audit.cells["probability"].notna().sum() == 12
    assert not [problem for problem in after.problems if "audit" in problem.item]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--n", "no"], 2, "expected a number of cells"),
        (["--n", "2"], 1, "draw more"),
        (["--out", "{tunnel}/codebook.toml"], 1, "exists already"),
    ],
)
def test_wrong_use_is_explained(
    stancebook_here: Run, tunnel: Path, arguments: list[str], status: int, message: str
) -> None:
    """The message says what to do."""
    done = stancebook_here("audit", tunnel, *(part.format(tunnel=tunnel) for part in arguments))
    assert done.returncode == status
    assert message in done.stderr


def test_a_table_elsewhere_is_named_from_the_corpus(stancebook_here: Run, tunnel: Path) -> None:
    """The printed lines work as they stand."""
    done = stancebook_here("audit", tunnel, "--out", tunnel.parent / "mine" / "sample.csv")
    lines = 'audit = "../mine/sample.csv"\nfiles_outside = true\n'
    assert done.stdout.endswith(lines)
    (tunnel / "corpus.toml").write_text(f"{(tunnel / 'corpus.toml').read_text()}{lines}")
    audit = open_corpus(tunnel).audit
    assert audit is not None
    assert audit.coder == "human:sample"


def test_an_audit_that_is_not_there_is_reported(stancebook_here: Run, tunnel: Path) -> None:
    """The settings name it, so a new sample is not drawn in silence."""
    add_setting(tunnel)
    done = stancebook_here("audit", tunnel)
    assert "audit.csv" in done.stderr
