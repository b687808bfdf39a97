"""A capable model's recorded answers to the product's own prompts, replayed without a network."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.coding import cache
from analysis.comparing.positions import MEASURES
from analysis.corpus.coded_articles import read_coded_articles
from analysis.evaluating import Result, evaluate_articles
from tests.coding.llm.scripted_server import Answer, Body, is_probe, scripted_server

FOLDER = Path(__file__).parents[2] / "gold" / "recorded"
CARD = (FOLDER / "README.md").read_text(encoding="utf-8")
ARTICLES, _ = read_coded_articles(FOLDER)


def read_answers() -> dict[str, Any]:
    """Return the recorded replies by the hash of their questions."""
    lines = (FOLDER / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["question"]: row["reply"] for row in map(json.loads, lines)}


def replay(answers: dict[str, Any]) -> Callable[[Body], Answer]:
    """Return a script that gives the recorded replies; a question that was not recorded is refused."""

    def script(body: Body) -> Answer:
        if is_probe(body):
            return Answer("Hello.")
        asked = "\0".join(message["content"] for message in body["messages"])
        key = hashlib.sha256(asked.encode()).hexdigest()[:16]
        return Answer(json.dumps(answers[key])) if key in answers else Answer("not recorded", 400)

    return script


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """Return how the recorded answers did, by split."""
    with pytest.MonkeyPatch.context() as patch, scripted_server(replay(read_answers())) as server:
        folder = tmp_path_factory.mktemp("cache")
        patch.setattr(cache, "user_cache_path", lambda name: folder)
        patch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        patch.setenv("STANCEBOOK_LLM_MODEL", "recorded")
        return {
            split: evaluate_articles(FOLDER, [one for one in ARTICLES if one.split == split], "llm")
            for split in ("development", "unseen")
        }


@pytest.mark.parametrize("split", ["development", "unseen"])
def test_recorded_answers_reach_the_bars(results: dict[str, Result], split: str) -> None:
    """Every question has an answer; of the positions shown .85 are right, and .75 of those told are found."""
    result = results[split]
    assert not [one for one in result.problems if one.severity != "note"]
    whole = result.scores.iloc[0]
    assert whole["precision"] >= 0.85
    assert whole["recall"] >= 0.75


@pytest.mark.parametrize("split", ["development", "unseen"])
def test_the_data_card_states_the_figures(results: dict[str, Result], split: str) -> None:
    """The card's row has the number of articles and what was right, shown and told."""
    whole = results[split].scores.iloc[0]
    articles = sum(one.split == split for one in ARTICLES)
    cells = [
        f"{whole[part]} of {whole[all_]}: {whole[part] / whole[all_]:.2f} "
        f"(95 % {whole[f'{name}_low']:.2f}–{whole[f'{name}_high']:.2f})"
        for name, (all_, part) in MEASURES.items()
        if name != "polarity"
    ]
    assert f"| {split} | {articles} | {' | '.join(cells)} |" in CARD
