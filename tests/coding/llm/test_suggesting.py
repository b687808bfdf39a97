"""A language model proposes a codebook from each article, merged, and only with what they contain."""

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.cli import main
from analysis.codebook import read_codebook
from analysis.coding import cache
from analysis.coding.llm.suggesting import suggest
from analysis.documents import Document
from analysis.endpoint import Endpoint, Prices
from analysis.errors import StancebookError
from tests.coding.llm.conftest import TEXT
from tests.coding.llm.scripted_server import Answer, Body, read_data, scripted_server

LIND = {"name": "Mayor Lind", "kind": "person", "aliases": ["the mayor", ""], "side": "City"}
UNION = {"name": "Harbour Union", "kind": "organisation", "aliases": [], "side": ""}
GHOST = {"name": "Per Dahl", "kind": "person", "aliases": [], "side": ""}
TOLL = {"name": "Bridge toll", "proposition": "The toll should be introduced.", "terms": ["bridge toll"]}
EXAMPLE = "Mayor Lind said the “bridge toll” was wrong."


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")


def answer(listed: dict[str, Any], merged: dict[str, Any]) -> Any:
    """Return a script that lists the same for every article, and merges as given."""
    return lambda body: Answer(json.dumps(merged if "lists" in read_data(body) else listed))


LISTED = {"actors": [LIND, UNION, GHOST], "issues": [{**TOLL, "example": EXAMPLE}]}


def test_lists_of_articles_are_merged_into_one_codebook() -> None:
    """Actors and issues come with aliases, sides, terms and example sentences, marked as suggested."""
    merged = {"actors": [LIND, UNION], "issues": [{**TOLL, "merged": ["Bridge toll"]}]}
    with scripted_server(answer(LISTED, merged)) as server:
        book, examples = suggest(
            [Document("a", TEXT), Document("b", TEXT)], Endpoint(server.address, "m"), "c"
        )
        assert len(server.requests) == 3
    assert book.suggested
    assert [(actor.name, actor.aliases, actor.side) for actor in book.actors] == [
        ("Mayor Lind", ("the mayor",), "City"),
        ("Harbour Union", (), None),
    ]
    assert [issue.terms for issue in book.issues] == [("bridge toll",)]
    assert examples == {"Bridge toll": (EXAMPLE, EXAMPLE)}


def test_what_no_article_contains_is_dropped() -> None:
    """Actors whom the article does not name, invented examples and names outside the lists are dropped."""
    listed = {"actors": [LIND, GHOST], "issues": [{**TOLL, "example": "Lind hates it."}]}
    invented = {"name": "War", "proposition": "There should be war.", "terms": [], "merged": ["Peace"]}
    merged = {"actors": [LIND, GHOST], "issues": [{**TOLL, "merged": ["Bridge toll"]}, invented]}
    with scripted_server(answer(listed, merged)) as server:
        book, examples = suggest(
            [Document("a", TEXT), Document("b", TEXT)], Endpoint(server.address, "m"), "c"
        )
        lists = json.loads(read_data(server.requests[-1][2])["lists"])
    assert [actor["name"] for actor in lists["actors"]] == ["Mayor Lind", "Mayor Lind"]
    assert [actor.name for actor in book.actors] == ["Mayor Lind"]
    assert [issue.name for issue in book.issues] == ["Bridge toll"]
    assert examples == {"Bridge toll": ()}


def test_one_article_needs_no_merging() -> None:
    """The list of a single article is the codebook."""
    with scripted_server(answer(LISTED, {})) as server:
        book, examples = suggest([Document("a", TEXT)], Endpoint(server.address, "m"), "c")
        assert len(server.requests) == 1
    assert [issue.name for issue in book.issues] == ["Bridge toll"]
    assert examples == {"Bridge toll": (EXAMPLE,)}


def test_a_codebook_beyond_the_budget_is_an_error() -> None:
    """Half a codebook is none."""
    endpoint = Endpoint("http://127.0.0.1:9", "m", budget=0.0001, prices=Prices(10.0, 10.0, "EUR"))
    with pytest.raises(StancebookError, match="does not allow for suggesting a codebook"):
        suggest([Document("a", TEXT)], endpoint, "c")


def test_new_writes_the_codebook_to_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``stancebook new --coder llm`` writes codebook, examples and the settings of the model."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    def script(body: Body) -> Answer:
        return Answer(json.dumps(LISTED))

    with scripted_server(script) as server:
        monkeypatch.setenv("STANCEBOOK_LLM_ADDRESS", server.address)
        monkeypatch.setenv("STANCEBOOK_LLM_MODEL", "tiny")
        new = tmp_path / "new"
        assert main(["new", str(new), "--from", str(tmp_path / "a.txt"), "--coder", "llm"]) == 0
    assert [actor.name for actor in read_codebook(new / "codebook.toml").actors] == [
        "Mayor Lind",
        "Harbour Union",
    ]
    assert f"# {EXAMPLE}" in (new / "codebook.toml").read_text("utf-8")
    written = (new / "corpus.toml").read_text("utf-8")
    assert 'coder = "llm"' in written
    assert f'address = "{server.address}"' in written
