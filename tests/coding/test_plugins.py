"""Coders that other packages bring: the documented examples, and bad ones."""

import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from analysis.codes import Codes
from analysis.coding import builtin, cache, code, plugins
from analysis.coding.plugins import Article
from analysis.comparing.stances import is_firm
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.errors import StancebookError
from tests.coding.conftest import CODEBOOK

ROOT = Path(__file__).parents[2]
TEXT = "Mayor Lind rejected the toll. The union would back the tunnel if wages rise."


class Entry:
    """An entry point as an installed package would have it."""

    dist = None

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


def run_example(name: str) -> Any:
    """Return a coder of the documentation, by the name of its class."""
    text = (ROOT / "docs" / "coders.md").read_text("utf-8")
    (source,) = (one for one in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if f"class {name}" in one)
    space: dict[str, Any] = {}
    exec(compile(source, "docs/coders.md", "exec"), space)  # the documentation is ours
    return space[name]


def install(monkeypatch: pytest.MonkeyPatch, **coders: Any) -> None:
    """Make coders known as installed packages would."""
    entries = [Entry(name, made) for name, made in coders.items()]
    monkeypatch.setattr(plugins, "entry_points", lambda group: entries)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Code two articles with the example of the docs, the server answering as told."""
    server = HTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("STANCE_URL", f"http://127.0.0.1:{server.server_port}/chat")
    monkeypatch.setenv("STANCE_MODEL", "stub-1")
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, endpoint=run_example("EndpointCoder"))

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
        ({"evidence": "welcomed the toll warmly"}, "does not occur in 'a'"),
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


def test_its_codes_are_cached_under_its_name(ask: Callable[..., Any]) -> None:
    """The same articles, codebook and coder are asked about once; problems are kept with the codes."""
    first = ask(json.dumps([{**SAID[0], "issue": "Tolll"}]))
    second = ask(json.dumps(SAID))
    assert Model.asked == []
    assert second.problems == first.problems
    assert second["statements"].empty


class Recorder:
    """A coder that notes which articles it is asked about, and fails on some of them."""

    name = "recorder-1"
    asked: ClassVar[list[list[str]]] = []
    failing: ClassVar[set[str]] = set()

    def answer(self, doc_id: str) -> list[Mapping[str, Any]]:
        """Return one statement, or fail."""
        if doc_id in self.failing:
            raise RuntimeError("no words")
        return [SAID[0]]


class Streaming(Recorder):
    """A coder that answers article by article."""

    def code(self, articles: Sequence[Article], codebook: object) -> Iterator[Any]:
        """Yield an answer for each article."""
        for article in articles:
            self.asked.append([article.document.doc_id])
            yield self.answer(article.document.doc_id)


class Whole(Recorder):
    """A coder that answers whole batches."""

    def code(self, articles: Sequence[Article], codebook: object) -> list[Any]:
        """Return the answers for a batch."""
        names = [article.document.doc_id for article in articles]
        self.asked.append(names)
        return [self.answer(name) for name in names]


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Codes]:
    """Return a function that codes articles with a coder that records what it is asked."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, streaming=Streaming, whole=Whole)

    def run(coder: str, *names: str, failing: Iterable[str] = ()) -> Codes:
        Recorder.asked.clear()
        Recorder.failing = set(failing)
        documents = tuple(Document(name, TEXT) for name in names)
        return code(Corpus("C", tmp_path, documents, CODEBOOK, coder=coder))

    return run


def test_each_article_is_asked_about_once_and_in_batches(recorded: Callable[..., Codes]) -> None:
    """Forty articles come in two batches, and a new one is asked about alone."""
    names = [f"a{number:02}" for number in range(40)]
    codes = recorded("whole", *names)
    assert [len(asked) for asked in Recorder.asked] == [32, 8]
    assert list(codes["statements"]["doc_id"]) == names
    recorded("whole", *names, "new")
    assert Recorder.asked == [["new"]]


@pytest.mark.parametrize("coder", ["streaming", "whole"])
def test_one_broken_article_costs_no_other(recorded: Callable[..., Codes], coder: str) -> None:
    """What a coder can code is coded, wherever in the batch it fails, and the failure is reported."""
    codes = recorded(coder, "a", "b", "c", "d", failing="bd")
    assert list(codes["statements"]["doc_id"]) == ["a", "c"]
    assert [problem.item for problem in codes.problems] == ["b", "d"]
    assert codes.failed == {"b", "d"}


def test_a_coder_that_streams_is_never_asked_twice(recorded: Callable[..., Codes]) -> None:
    """Where answers come one at a time, it is clear on which article a coder failed."""
    recorded("streaming", "a", "b", "c", failing="b")
    assert Recorder.asked == [["a"], ["b"], ["c"]]


def test_a_failed_article_is_asked_about_again_alone(
    recorded: Callable[..., Codes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For some minutes the failure is kept; then only that article is asked about."""
    recorded("streaming", "a", "b", "c", failing="b")
    assert recorded("streaming", "a", "b", "c").failed == {"b"}
    assert Recorder.asked == []
    monkeypatch.setattr(cache, "RETRY", -1)
    codes = recorded("streaming", "a", "b", "c")
    assert Recorder.asked == [["b"]]
    assert (list(codes["statements"]["doc_id"]), codes.failed) == (["a", "b", "c"], frozenset())


class Odd:
    """A coder that forgets an article."""

    name = "odd-1"

    def code(self, articles: Sequence[Article], codebook: object) -> list[Any]:
        """Return one answer, however many articles there are, and no mapping."""
        return [["rejected"]] if len(articles) > 1 else []


def test_too_few_answers_and_odd_ones_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers that cannot be matched with articles are not guessed at."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, odd=Odd)
    both = (Document("a", TEXT), Document("b", TEXT))
    codes = code(Corpus("C", tmp_path, both, CODEBOOK, coder="odd"))
    assert codes.failed == {"a", "b"}
    assert all("0 answers to 1 articles" in problem.message for problem in codes.problems)


def test_the_small_example_of_the_docs_makes_no_firm_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads quotations; without a confidence its statements are listed but fill no cell."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, cheer=run_example("Cheer"))
    text = "“We welcome the toll,” said Mayor Lind. The union was silent."
    codes = code(Corpus("C", tmp_path, (Document("a", text),), CODEBOOK, coder="cheer"))
    statements = codes["statements"]
    assert set(statements["actor"]) == {"Mara Lind"}
    assert set(statements["quote_id"]) == {"a-q1"}
    assert statements["confidence"].isna().all()
    assert not is_firm(statements).any()
    assert codes.coder == "cheer-1"


def test_misattributions_of_any_coder_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the check doubts of an attribution is doubted of a statement that rests on it."""
    text = "Norland said that its demands would weaken the sovereignty of Sudria and end the talks."

    class Credulous:
        name = "credulous-1"

        def code(self, articles: Sequence[Article], codebook: object) -> Iterator[Any]:
            for _ in articles:
                yield [
                    {
                        "actor": "Norland",
                        "issue": "Talks",
                        "stance": "oppose",
                        "evidence": "weaken the sovereignty",
                    }
                ]

    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, credulous=Credulous)
    codes = code(Corpus("C", tmp_path, (Document("a", text),), CODEBOOK, coder="credulous"))
    (doubt,) = codes["statements"]["doubt"]
    assert "weaken the sovereignty of Sudria" in doubt


def test_the_built_in_coder_does_not_run_beside_another(
    recorded: Callable[..., Codes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another coder codes the statements the built-in stage is not asked."""

    def fail(_: object) -> None:
        raise AssertionError

    monkeypatch.setitem(builtin.STAGES, "statements", fail)
    assert len(recorded("streaming", "a")["statements"]) == 1


def test_an_unknown_coder_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in the name is told before anything is coded."""
    install(monkeypatch, half=Whole)
    with pytest.raises(StancebookError, match=r"Unknown coder 'hlaf'.*'half'"):
        plugins.load("hlaf")


def test_a_class_that_is_no_coder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no name or does not code is refused, and so is what does not load."""
    install(monkeypatch, odd=dict, sick=lambda: 1 // 0)
    with pytest.raises(StancebookError, match="expected a `name` and a method `code`"):
        plugins.load("odd")
    with pytest.raises(StancebookError, match="could not be loaded"):
        plugins.load("sick")


def test_the_settings_name_the_coder(tmp_path: Path) -> None:
    """``coder`` in corpus.toml is what codes the corpus by default."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('coder = "half"\n', encoding="utf-8")
    assert open_corpus(tmp_path).coder == "half"
