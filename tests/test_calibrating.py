"""Calibrating end to end: decide, see the effect, switch it on, and find it in codes and pages."""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess

import pandas as pd
import pytest

from analysis.coding import code
from analysis.coding.stages import name_built_in
from analysis.comparing.selecting import Selection
from analysis.comparing.support import is_firm
from analysis.corpus import open_corpus
from analysis.drawing.overview import overview
from analysis.drawing.provenance import measured_error
from analysis.reporting.contents import build_manifest

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
    assert said in measured_error(codes).html
    # a new fit starts from the machine's own confidence
    again = stancebook_here("calibrate", reviewed)
    assert "replace its section" in again.stdout
    assert again.stdout[again.stdout.index("[calibration]") :] in done.stdout


STATED = """
[calibration]
coder = "rules-0.0.0"
slope = 1.0
intercept = -0.5
decisions = 60
people = ["human:maria"]
day = 2026-11-30
"""


@pytest.fixture
def stated(tmp_path: Path) -> Path:
    """Return the invented dispute without human codings, refitted for the coder of today."""
    folder = tmp_path / "tunnel"
    shutil.copytree(ROOT / "data" / "harbour-tunnel", folder, ignore=shutil.ignore_patterns("codings"))
    section = STATED.replace("rules-0.0.0", name_built_in())
    (folder / "corpus.toml").write_text(f'documents = ["articles/*.md"]\n{section}')
    return folder


def test_tables_have_the_refitted_confidence(stancebook_here: Run, stated: Path, tmp_path: Path) -> None:
    """Where nobody coded by hand, the written table too; a copy keeps the fit, and the manifest names it."""
    corpus = open_corpus(stated)
    codes = code(corpus)
    own = code(replace(corpus, calibration=None)).machine["confidence"]
    assert (codes.machine["confidence"] < own).all()
    assert stancebook_here("code", stated, "--out", tmp_path / "out").returncode == 0
    written = pd.read_parquet(tmp_path / "out" / "statements.parquet")
    assert written["confidence"].tolist() == codes.machine["confidence"].tolist()
    done = stancebook_here("convert", stated, tmp_path / "copy")
    assert done.returncode == 0, done.stderr
    assert open_corpus(tmp_path / "copy").calibration == corpus.calibration
    manifest = json.loads(build_manifest(codes, [], "T", "ok", {"corpus": corpus}, Selection(), {}, []))
    assert manifest["calibration"]["decisions"] == 60


def test_a_fit_for_another_coder_is_not_used(stancebook_here: Run, stated: Path, tmp_path: Path) -> None:
    """A warning names both coders, and the machine's confidence is left as it is."""
    corpus = open_corpus(stated)
    own = code(replace(corpus, calibration=None)).machine["confidence"]
    (stated / "corpus.toml").write_text(f'documents = ["articles/*.md"]\n{STATED}')
    codes = code(open_corpus(stated))
    assert codes.machine["confidence"].tolist() == own.tolist()
    assert codes.calibration is None
    assert "rules-0.0.0" in next(one.message for one in codes.problems if one.severity == "warning")
    done = stancebook_here("code", stated, "--out", tmp_path / "out")
    assert "warning: [calibration] in corpus.toml: The confidence was refitted for rules-0.0.0" in done.stderr


def test_a_wrong_section_is_explained(stancebook_here: Run, stated: Path) -> None:
    """The file, the section and the key are named."""
    (stated / "corpus.toml").write_text('documents = ["articles/*.md"]\n[calibration]\nslope = "steep"\n')
    done = stancebook_here("code", stated, "--out", stated / "out")
    assert done.returncode == 1
    assert "corpus.toml: [calibration]: coder: expected name and version of a coder" in done.stderr


def test_the_answers_of_an_audit_are_no_decisions(stancebook_here: Run, stated: Path) -> None:
    """Even if somebody lists its table among the codings, nothing is fitted to it."""
    assert stancebook_here("audit", stated, "--n", 12).returncode == 0
    with (stated / "audit.csv").open(encoding="utf-8", newline="") as file:
        rows = [{**row, "stance": "support"} for row in csv.DictReader(file)]
    with (stated / "audit.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    settings = stated / "corpus.toml"
    settings.write_text(f'audit = "audit.csv"\ncodings = ["audit.csv"]\n{settings.read_text()}')
    done = stancebook_here("calibrate", stated)
    assert done.returncode == 1
    assert "Too few decisions to refit the confidence: 0 " in done.stderr
