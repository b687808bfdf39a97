"""Coders of other packages: the documented example, and faulty coders."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest

from analysis.codes import Codes
from analysis.coding import builtin, cache, code, plugins
from analysis.coding.plugins import Article
from analysis.comparing.support import is_firm
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.errors import StancebookError
from tests.coding.conftest import CODEBOOK

ROOT = Path(__file__).parents[2]
TEXT = "Mayor Lind rejected the toll. The union would back the tunnel if wages rise."


class Entry:
    """An entry point like that of an installed package."""

    dist = None

    def __init__(self, name: str, made: Callable[[], object]) -> None:
        self.name = name
        self.load = lambda: made


class Given:
    """A coder that gives the statements set by the test, and records the articles it was asked about."""

    name = "given-1"
    statements: ClassVar[Any] = []
    asked: ClassVar[list[str]] = []

    def code(self, articles: Sequence[Article], codebook: object) -> Iterator[Any]:
        """Yield the same statements for each article."""
        for article in articles:
            self.asked.append(article.document.text)
            yield self.statements


def run_example(name: str) -> Any:
    """Run the example in the documentation that defines a class, and return the class."""
    text = (ROOT / "docs" / "coders.md").read_text("utf-8")
    (source,) = (one for one in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if f"class {name}" in one)
    space: dict[str, Any] = {}
    exec(compile(source, "docs/coders.md", "exec"), space)  # the documentation is ours
    return space[name]


def install(monkeypatch: pytest.MonkeyPatch, **coders: Any) -> None:
    """Register coders as installed packages do."""
    entries = [Entry(name, made) for name, made in coders.items()]
    monkeypatch.setattr(plugins, "entry_points", lambda group: entries)


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Codes]:
    """Return a function that codes an article with given statements."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, given=Given)

    def run(statements: Any) -> Codes:
        Given.statements, Given.asked = statements, []
        return code(Corpus("C", tmp_path, (Document("a", TEXT),), CODEBOOK), "given")

    return run


STATEMENTS = [
    {"actor": "Mara Lind", "issue": "Toll", "stance": "oppose", "evidence": "rejected the toll"},
    {
        "actor": "Harbour Union", "issue": "Tunnel", "stance": "conditional",
        "evidence": "would back the tunnel",
        "condition": "if wages rise", "if_met": "support", "confidence": 0.7,
    },
]  # fmt: skip


def test_statements_of_a_coder_fill_the_table(ask: Callable[..., Codes]) -> None:
    """The coder receives the article; its statements have its name and exact spans."""
    codes = ask(STATEMENTS)
    assert list(codes["statements"]["stance"]) == ["oppose", "conditional"]
    assert list(codes["statements"]["coder"].unique()) == ["given-1"]
    assert list(codes["statements"]["condition"].dropna()) == ["if wages rise"]
    first = codes["statements"].iloc[0]
    assert TEXT[first["start"] : first["end"]] == "rejected the toll"
    assert Given.asked == [TEXT]
    assert not codes.problems


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"evidence": "welcomed the toll warmly"}, "does not occur in 'a'"),
        ({"issue": "Tolll"}, "Did you mean 'Toll'"),
        ({"actor": "Nobody At All"}, "Unknown actor"),
        ({"stance": "strongly for"}, "Unknown stance"),
        ({"confidence": 7}, "confidence: expected a number from 0 to 1"),
        ({"evidence": ["a", "list"]}, "evidence: expected a text"),
    ],
)
def test_invented_statements_are_rejected_and_reported(
    ask: Callable[..., Codes], entry: dict[str, Any], message: str
) -> None:
    """A statement with an invented quotation, name or value is rejected; the others are kept."""
    codes = ask([{**STATEMENTS[0], **entry}, STATEMENTS[1]])
    assert list(codes["statements"]["actor"]) == ["Harbour Union"]
    (problem,) = codes.problems
    assert message in problem.message


@pytest.mark.parametrize(
    "statements", [None, [7], {"actor": "Mara Lind"}], ids=["nothing", "a number", "a name"]
)
def test_a_failing_coder_leaves_other_tables_intact(ask: Callable[..., Codes], statements: Any) -> None:
    """If the coder fails, the article has no statements and a warning; other tables are filled."""
    codes = ask(statements)
    assert codes["statements"].empty
    assert len(codes["quotes"]) + len(codes["events"]) > 0
    (problem,) = codes.problems
    assert (problem.item, problem.severity) == ("a", "warning")
    assert "given-1 failed on it" in problem.message


def test_codes_of_other_coders_are_cached(ask: Callable[..., Codes]) -> None:
    """The same articles, codebook and coder are coded once; problems are cached with the codes."""
    first = ask([{**STATEMENTS[0], "issue": "Tolll"}])
    second = ask(STATEMENTS)
    assert Given.asked == []
    assert second.problems == first.problems
    assert second["statements"].empty


class Recorder:
    """A coder that records the articles it receives and fails on some of them."""

    name = "recorder-1"
    asked: ClassVar[list[list[str]]] = []
    failing: ClassVar[set[str]] = set()

    def answer(self, doc_id: str) -> list[Mapping[str, Any]]:
        """Return one statement, or raise an error."""
        if doc_id in self.failing:
            raise RuntimeError("no words")
        return [STATEMENTS[0]]


class Streaming(Recorder):
    """A coder that yields its answers article by article."""

    def code(self, articles: Sequence[Article], codebook: object) -> Iterator[Any]:
        """Yield an answer for each article."""
        for article in articles:
            self.asked.append([article.document.doc_id])
            yield self.answer(article.document.doc_id)


class Whole(Recorder):
    """A coder that returns its answers for a whole batch."""

    def code(self, articles: Sequence[Article], codebook: object) -> list[Any]:
        """Return the answers for a batch."""
        names = [article.document.doc_id for article in articles]
        self.asked.append(names)
        return [self.answer(name) for name in names]


@pytest.fixture
def code_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Codes]:
    """Return a function that codes articles with a coder that records its requests."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, streaming=Streaming, whole=Whole)

    def run(coder: str, *names: str, failing: Iterable[str] = ()) -> Codes:
        Recorder.asked.clear()
        Recorder.failing = set(failing)
        documents = tuple(Document(name, TEXT) for name in names)
        return code(Corpus("C", tmp_path, documents, CODEBOOK, coder=coder))

    return run


def test_articles_are_sent_once_in_batches(code_recorded: Callable[..., Codes]) -> None:
    """Forty articles are sent in two batches; a new one is then sent alone."""
    names = [f"a{number:02}" for number in range(40)]
    codes = code_recorded("whole", *names)
    assert [len(asked) for asked in Recorder.asked] == [32, 8]
    assert list(codes["statements"]["doc_id"]) == names
    code_recorded("whole", *names, "new")
    assert Recorder.asked == [["new"]]


@pytest.mark.parametrize("coder", ["streaming", "whole"])
def test_a_failure_on_one_article_does_not_affect_the_others(
    code_recorded: Callable[..., Codes], coder: str
) -> None:
    """If a coder fails on some articles of a batch, the others are coded and the failures reported."""
    codes = code_recorded(coder, "a", "b", "c", "d", failing="bd")
    assert list(codes["statements"]["doc_id"]) == ["a", "c"]
    assert [problem.item for problem in codes.problems] == ["b", "d"]
    assert codes.failed == {"b", "d"}


def test_streaming_coders_receive_each_article_once(code_recorded: Callable[..., Codes]) -> None:
    """If answers are streamed, the failing article is known, so none is sent twice."""
    code_recorded("streaming", "a", "b", "c", failing="b")
    assert Recorder.asked == [["a"], ["b"], ["c"]]


def test_a_failed_article_is_retried_alone(
    code_recorded: Callable[..., Codes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure is cached for some minutes; after that only the failed article is sent again."""
    code_recorded("streaming", "a", "b", "c", failing="b")
    assert code_recorded("streaming", "a", "b", "c").failed == {"b"}
    assert Recorder.asked == []
    monkeypatch.setattr(cache, "RETRY", -1)
    codes = code_recorded("streaming", "a", "b", "c")
    assert Recorder.asked == [["b"]]
    assert (list(codes["statements"]["doc_id"]), codes.failed) == (["a", "b", "c"], frozenset())


@pytest.mark.parametrize("seconds", [-1_000_000, 1_000_000])
def test_a_clock_that_was_set_does_not_keep_a_failure(
    code_recorded: Callable[..., Codes], monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    """A failure that was noted far from the present time, in the future or past, is tried again."""
    code_recorded("streaming", "a", failing="a")
    now = time.time()
    monkeypatch.setattr(cache.time, "time", lambda: now + seconds)
    code_recorded("streaming", "a")
    assert Recorder.asked == [["a"]]


class TooFewAnswers:
    """A coder that returns too few answers, in the wrong form."""

    name = "odd-1"

    def code(self, articles: Sequence[Article], codebook: object) -> list[Any]:
        """Return at most one answer, which is not a mapping."""
        return [["rejected"]] if len(articles) > 1 else []


def test_missing_and_malformed_answers_are_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles whose answers are missing or malformed are reported as failed."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    install(monkeypatch, odd=TooFewAnswers)
    both = (Document("a", TEXT), Document("b", TEXT))
    codes = code(Corpus("C", tmp_path, both, CODEBOOK, coder="odd"))
    assert codes.failed == {"a", "b"}
    assert all("0 answers to 1 articles" in problem.message for problem in codes.problems)


def test_documented_small_coder_fills_no_firm_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements without a confidence are listed but fill no cell of the matrix."""
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


def test_misattributions_are_marked_for_every_coder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A probable misattribution is also marked on statements of other coders that rest on it."""
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


def test_another_coder_replaces_the_built_in_one(
    code_recorded: Callable[..., Codes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another coder codes the statements, the built-in stage is skipped."""

    def fail(_: object) -> None:
        raise AssertionError

    monkeypatch.setitem(builtin.STAGES, "statements", fail)
    assert len(code_recorded("streaming", "a")["statements"]) == 1


def test_an_unknown_coder_suggests_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error for a misspelt coder suggests the nearest name before anything is coded."""
    install(monkeypatch, half=Whole)
    with pytest.raises(StancebookError, match=r"Unknown coder 'hlaf'.*'half'"):
        plugins.load(Corpus("C", Path(), (), coder="hlaf"))


def test_an_invalid_coder_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A class without a name or a ``code`` method is refused, and so is one that fails to load."""
    install(monkeypatch, odd=dict, sick=lambda: 1 // 0)
    with pytest.raises(StancebookError, match="expected a `name` and a method `code`"):
        plugins.load(Corpus("C", Path(), (), coder="odd"))
    with pytest.raises(StancebookError, match="could not be loaded"):
        plugins.load(Corpus("C", Path(), (), coder="sick"))


def test_settings_choose_the_coder(tmp_path: Path) -> None:
    """``coder`` in corpus.toml sets the default coder of the corpus."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('coder = "half"\n', encoding="utf-8")
    assert open_corpus(tmp_path).coder == "half"
