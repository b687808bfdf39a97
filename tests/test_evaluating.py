"""Evaluating a coder on a data set of coded articles, each with a codebook of its own."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.cli import main
from analysis.corpus.coded_articles import read_coded_articles
from analysis.errors import StancebookError
from analysis.evaluating import evaluate_articles

TOLL = {"name": "Toll", "proposition": "Drivers should pay a toll.", "terms": ["toll"]}
BRIDGE = {"name": "Bridge", "proposition": "The bridge should be built.", "terms": ["bridge"]}


def write_rows(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write a JSON Lines file."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def label(doc: str, split: str, actor: str, issue: dict[str, Any], stance: str) -> dict[str, Any]:
    """Return the labels of an article with one actor, one issue and one position."""
    position = {"actor": actor, "issue": issue["name"], "stance": stance, "how": "said"}
    return {
        "doc": doc,
        "source": "coast",
        "split": split,
        "actors": [{"name": actor}],
        "issues": [issue],
        "positions": [position],
    }


@pytest.fixture
def data_set(tmp_path: Path) -> Path:
    """Return a data set of three articles, one of them without its text."""
    folder = tmp_path / "coast-news"
    labels = [
        label("one", "test", "Mara Lind", TOLL, "oppose"),
        label("two", "train", "Ola Brandt", BRIDGE, "support"),
        {**label("three", "train", "Ida Holm", TOLL, "support"), "source": "paid"},
    ]
    folder.mkdir()
    write_rows(folder / "labels" / "coast.jsonl", labels)
    texts = {
        "one": "“I oppose the toll,” Mara Lind said. Ola Brandt supports the toll.",
        "two": "Ola Brandt left.",
    }
    write_rows(folder / "coast.jsonl", [{"id": doc, "text": text} for doc, text in texts.items()])
    return folder


def test_each_article_is_coded_with_its_own_codebook(data_set: Path) -> None:
    """An actor of another article's codebook has no position, and what is found is compared."""
    articles, _ = read_coded_articles(data_set)
    result = evaluate_articles(data_set, articles)
    positions = result.positions.set_index(["doc_id", "actor", "issue"])
    assert positions["reference"].to_dict() == {
        ("coast/one", "Mara Lind", "Toll"): "oppose",
        ("coast/two", "Ola Brandt", "Bridge"): "support",
    }
    assert positions.loc[("coast/one", "Mara Lind", "Toll"), "found"] == "oppose"
    assert pd.isna(positions.loc[("coast/two", "Ola Brandt", "Bridge"), "found"])
    row = result.scores.iloc[0]
    assert (row["documents"], row["precision"], row["recall"]) == (2, 1.0, 0.5)


def test_what_a_label_leaves_open_is_no_error(data_set: Path) -> None:
    """An actor with an empty side is on no side, as if the label had none."""
    row = label("one", "test", "Mara Lind", TOLL, "oppose")
    write_rows(data_set / "labels" / "coast.jsonl", [{**row, "actors": [{"name": "Mara Lind", "side": ""}]}])
    (article,), _ = read_coded_articles(data_set)
    assert article.codebook.side("Mara Lind") == "Mara Lind"


def test_the_command_prints_each_split(
    data_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It prints the figures of every split, names the texts that are missing, and writes three tables."""
    out = tmp_path / "out"
    assert main(["evaluate", str(data_set), "--out", str(out)]) == 0
    printed = capsys.readouterr()
    assert "test: 1 article, coded by rules-" in printed.out
    assert "train: 1 article, coded by rules-" in printed.out
    assert "how: said" in printed.out
    assert "reference and rules-" in printed.out
    assert "paid: 1 article not evaluated, for lack of text" in printed.err
    assert {path.name for path in out.iterdir()} == {"agreement.csv", "positions.csv", "scores.csv"}
    assert set(pd.read_csv(out / "positions.csv")["split"]) == {"test", "train"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"positions": [{"actor": "Nobody", "issue": "Toll", "stance": "oppose"}]}, "codebook"),
        ({"actors": [{"name": "Mara Lind", "kind": "ship"}]}, "kind of actor"),
        ({"source": "elsewhere"}, "no coded article has its text"),
    ],
)
def test_wrong_labels_are_explained(data_set: Path, change: dict[str, Any], message: str) -> None:
    """The error names what is wrong in the labels."""
    row = label("one", "test", "Mara Lind", TOLL, "oppose") | change
    write_rows(data_set / "labels" / "coast.jsonl", [row])
    with pytest.raises(StancebookError, match=message):
        read_coded_articles(data_set)
