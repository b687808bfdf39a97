"""Calibrating end to end: decide, see the effect, switch it on, and find it in codes and pages."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from analysis.coding import code
from analysis.comparing.stances import is_firm
from analysis.corpus import open_corpus
from analysis.drawing.overview import overview, provenance

ROOT = Path(__file__).parents[1]
Run = Callable[..., "CompletedProcess[str]"]
# what the person of these tests believes of the machine's statements
LEAST_RIGHT = 0.9


@pytest.fixture
def reviewed(stancebook_here: Run, tmp_path: Path) -> Path:
    """Return fifteen articles in which a person confirmed the surest statements and rejected the others."""
    folder = tmp_path / "tunnel"
    (folder / "articles").mkdir(parents=True)
    source = ROOT / "data" / "harbour-tunnel"
    shutil.copy(source / "codebook.toml", folder)
    for article in (source / "articles").iterdir():
        for number in range(5):
            shutil.copy(article, folder / "articles" / f"{article.stem}-{number}.md")
    settings = folder / "corpus.toml"
    settings.write_text('documents = ["articles/*.md"]\ncodebook = "codebook.toml"\n')
    assert stancebook_here("code", folder, "--out", tmp_path / "out").returncode == 0
    settings.write_text(f'{settings.read_text()}codings = ["codings/*.csv"]\n')
    with (tmp_path / "out" / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        # one article is left to the machine
        if not row["doc_id"].endswith("-4"):
            row["coder"] = "human:maria"
            row["stance"] = row["stance"] if float(row["confidence"]) >= LEAST_RIGHT else ""
    (folder / "codings").mkdir()
    with (folder / "codings" / "maria.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def switch_on(folder: Path, printed: str) -> None:
    """Add the printed section to the settings of a corpus."""
    settings = folder / "corpus.toml"
    settings.write_text(settings.read_text() + printed[printed.index("[calibration]") :])


def test_the_confidence_is_refitted_shown_and_switched_on(
    stancebook_here: Run, reviewed: Path, tmp_path: Path
) -> None:
    """What is printed works as it stands; then less sure statements no longer count, and pages say why."""
    before = code(open_corpus(reviewed))
    done = stancebook_here("calibrate", reviewed)
    assert done.returncode == 0, done.stderr
    decided = before.machine[~before.machine["doc_id"].str.endswith("-4")]
    right = int((decided["confidence"] >= LEAST_RIGHT).sum())
    said = f"{len(decided)} decisions by human:maria on statements of {before.coder}, in 12 articles"
    assert said in done.stdout
    assert f"{right} right, {len(decided) - right} wrong" in done.stdout
    assert "tells better what is right" in done.stdout
    assert (reviewed / "corpus.toml").read_text().count("calibration") == 0

    switch_on(reviewed, done.stdout)
    codes = code(open_corpus(reviewed))
    own, refitted = before.machine["confidence"], codes.machine["confidence"]
    assert (refitted[own < LEAST_RIGHT] < own[own < LEAST_RIGHT]).all()
    assert codes.key != before.key
    left = codes["statements"][codes["statements"]["coder"] == codes.coder]
    assert set(left["doc_id"].str[-1]) == {"4"}
    assert 0 < is_firm(left).sum() < is_firm(before["statements"].loc[left.index]).sum()
    assert (codes["statements"]["confidence"][codes["statements"]["coder"] == "human:maria"] == 1).all()

    said = f"was refitted on {codes.calibration.day} to {len(decided)} decisions by human:maria"
    assert said in overview(codes).html
    assert said in provenance(codes).html
    # a new fit starts from the machine's own confidence
    again = stancebook_here("calibrate", reviewed)
    assert "replace its section" in again.stdout
    assert again.stdout[again.stdout.index("[calibration]") :] in done.stdout
