"""Coders that other packages bring along: the documented example, and bad ones."""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from analysis import coding
from analysis.coding import cache as store
from analysis.coding import code
from analysis.coding import plugins as coders
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.errors import StancebookError
from tests.coding.conftest import CODEBOOK

ROOT = Path(__file__).parents[2]
TEXT = "Mayor Lind rejected the toll. The union would back the tunnel if wages rise."


class Entry:
    """An entry point as an installed package would have it."""

    def __init__(self, name: str, made: Callable[[], object]) -> None:
        self.name = name
        self.load = lambda: made


class Model(BaseHTTPRequestHandler):
    """A language model that says what the test tells it to."""

    reply: bytes = b""
    status = 200
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        """Answer one question."""
        length = int(self.headers["Content-Length"])
        type(self).asked.append(json.loads(self.rfile.read(length)))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.reply)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Code two articles with the example of the docs, the server answering as told."""
    server = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("STANCE_URL", f"http://127.0.0.1:{server.server_port}/chat")
    monkeypatch.setenv("STANCE_MODEL", "stub-1")
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / "cache")
    (source,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "coders.md").read_text("utf-8"), re.DOTALL
    )
    space: dict[str, Any] = {}
    exec(compile(source, "docs/coders.md", "exec"), space)  # the documentation is ours
    monkeypatch.setattr(coders, "entry_points", lambda group: [Entry("endpoint", space["EndpointCoder"])])

    def run(content: str, status: int = 200, raw: bytes | None = None) -> Any:
        Model.status, Model.asked = status, []
        told = {"choices": [{"message": {"content": content}}]}
        Model.reply = raw if raw is not None else json.dumps(told).encode()
        return code(Corpus("C", tmp_path, (Document("a", TEXT),), CODEBOOK), "endpoint")

    yield run
    server.shutdown()
    server.server_close()


SAID = [
    {"actor": "Mara Lind", "issue": "Toll", "stance": "oppose", "evidence": "rejected the toll"},
    {
        "actor": "Harbour Union", "issue": "Tunnel", "stance": "conditional",
        "evidence": "would back the tunnel",
        "condition": "if wages rise", "if_met": "support", "confidence": 0.7,
    },
]  # fmt: skip


def test_the_example_of_the_docs_codes_the_same_table(ask: Callable[..., Any]) -> None:
    """Its statements stand at their words, with its name; it was asked with the article."""
    codes = ask(json.dumps(SAID))
    assert list(codes["statements"]["stance"]) == ["oppose", "conditional"]
    assert list(codes["statements"]["coder"].unique()) == ["endpoint-stub-1"]
    assert list(codes["statements"]["condition"].dropna()) == ["if wages rise"]
    first = codes["statements"].iloc[0]
    assert TEXT[first["start"] : first["end"]] == "rejected the toll"
    (asked,) = Model.asked
    assert TEXT in json.loads(asked["messages"][1]["content"])["article"]
    assert not codes.problems


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"evidence": "welcomed the toll warmly"}, "does not stand in 'a'"),
        ({"issue": "Tolll"}, "Did you mean 'Toll'"),
        ({"actor": "Nobody At All"}, "Unknown actor"),
        ({"stance": "strongly for"}, "Unknown stance"),
        ({"confidence": 7}, "confidence: expected a number from 0 to 1"),
        ({"evidence": ["a", "list"]}, "evidence: expected a text"),
    ],
)
def test_what_a_model_makes_up_is_left_out_and_told(
    ask: Callable[..., Any], entry: dict[str, Any], said: str
) -> None:
    """An invented quotation, name or value costs its own statement; the others stay."""
    codes = ask(json.dumps([{**SAID[0], **entry}, SAID[1]]))
    assert list(codes["statements"]["actor"]) == ["Harbour Union"]
    (problem,) = codes.problems
    assert said in problem.message


@pytest.mark.parametrize(
    ("reply", "status"),
    [(b"not JSON", 200), (b'{"choices": []}', 200), (b"{}", 500), (b"[" * 2_000_000, 200)],
    ids=["no JSON", "no answer", "an error", "too large"],
)
def test_an_address_that_fails_costs_no_other_table(
    ask: Callable[..., Any], reply: bytes, status: int
) -> None:
    """The article has no statements then, which is told, and its other codes are there."""
    codes = ask("", status, reply)
    assert codes["statements"].empty
    assert len(codes["quotes"]) + len(codes["events"]) > 0
    (problem,) = codes.problems
    assert (problem.item, problem.severity) == ("a", "warning")
    assert "endpoint-stub-1 failed on it" in problem.message


def test_a_failure_is_kept_for_minutes_only(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that was down is asked again later; the notebooks of one report share its silence."""
    failed = ask("", 500)
    assert failed["statements"].empty
    assert failed.failed == {"a"}
    assert ask(json.dumps(SAID))["statements"].empty
    monkeypatch.setattr(coding, "RETRY", -1)
    again = ask(json.dumps(SAID))
    assert (len(again["statements"]), again.failed) == (2, frozenset())


def test_its_codes_are_cached_under_its_name(ask: Callable[..., Any]) -> None:
    """The same articles, codebook and coder are asked about once; problems are kept with the codes."""
    first = ask(json.dumps([{**SAID[0], "issue": "Tolll"}]))
    second = ask(json.dumps(SAID))
    assert Model.asked == []
    assert second.problems == first.problems
    assert second["statements"].empty


class Half:
    """A coder that fails on one of two articles."""

    name = "half-1"

    def code(self, document: Document, codebook: object) -> Iterable[Mapping[str, Any]]:
        """Code the one, fail on the other."""
        if document.doc_id == "b":
            raise RuntimeError("no words")
        return [SAID[0]]


def test_one_broken_article_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a coder can code is coded; the corpus names the coder."""
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / "cache")
    monkeypatch.setattr(coders, "entry_points", lambda group: [Entry("half", Half)])
    both = (Document("a", TEXT), Document("b", TEXT))
    codes = code(Corpus("C", tmp_path, both, CODEBOOK, coder="half"))
    assert list(codes["statements"]["doc_id"]) == ["a"]
    assert [problem.item for problem in codes.problems] == ["b"]


def test_an_unknown_coder_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the name is told before anything is coded."""
    monkeypatch.setattr(coders, "entry_points", lambda group: [Entry("half", Half)])
    with pytest.raises(StancebookError, match=r"Unknown coder 'hlaf'.*'half'"):
        coders.load("hlaf")


def test_a_class_that_is_no_coder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no name or does not code is refused, and so is what does not load."""
    monkeypatch.setattr(
        coders, "entry_points", lambda group: [Entry("odd", dict), Entry("sick", lambda: 1 // 0)]
    )
    with pytest.raises(StancebookError, match="expected a `name` and a method `code`"):
        coders.load("odd")
    with pytest.raises(StancebookError, match="could not be loaded"):
        coders.load("sick")


def test_the_settings_name_the_coder(tmp_path: Path) -> None:
    """``coder`` in corpus.toml is what codes the corpus by default."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('coder = "half"\n', encoding="utf-8")
    assert open_corpus(tmp_path).coder == "half"
