"""Coding a corpus: each article and stage is coded once, then read from the cache."""

import ast
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import table_files, tables
from analysis.codebook import Codebook, write_codebook
from analysis.codes import Codes
from analysis.coding import builtin, cache, code, is_coded, pipeline, stages, write_codes
from analysis.coding.article import ArticleInProgress
from analysis.coding.cache import Rows
from analysis.coding.codebooks import suggest
from analysis.coding.pipeline import Coded
from analysis.coding.stages import ORDER, BuiltIn
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Document
from analysis.errors import StancebookError
from tests.coding.conftest import CODEBOOK

TEXT = """Norlandic President Ana Soler said Norland supports a ceasefire. Soler urged sanctions on Sudria.
Sudria rejected the ceasefire. Tom Okafor, Sudria's foreign minister, opposed the harbour wall.
President Soler backed the harbour wall. Mr. Okafor said the ceasefire was a mistake."""
LINES = (
    "Mayor Lind rejected the toll on Monday. “It is a wall,” she said.",
    "The union would back the tunnel if wages rise.",
    "Norland proposed talks with Sudria last week.",
    "Residents praised the tunnel and called the toll unfair.",
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """Return a corpus without a codebook; the cache is empty."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    return Corpus("Levy", tmp_path, (Document("a", TEXT, published="2025-05-09"),))


@pytest.fixture
def four(corpus: Corpus) -> Corpus:
    """Return a corpus of four articles with a codebook."""
    documents = tuple(Document(f"a{number}", line) for number, line in enumerate(LINES))
    return replace(corpus, documents=documents, codebook=CODEBOOK)


CodedByStage = Callable[[Corpus], dict[str, list[str]]]


@pytest.fixture
def coded_by_stage(monkeypatch: pytest.MonkeyPatch) -> CodedByStage:
    """Return a function that codes a corpus and returns the articles coded by each stage."""
    run = BuiltIn.code
    asked: list[tuple[str, str]] = []

    def note(stage: BuiltIn, articles: Sequence[Any], codebook: Codebook) -> Any:
        asked.extend((stage.name, article.parsed.document.doc_id) for article in articles)
        return run(stage, articles, codebook)

    monkeypatch.setattr(BuiltIn, "code", note)

    def count(corpus: Corpus) -> dict[str, list[str]]:
        asked.clear()
        code(corpus)
        return {stage: [doc for name, doc in asked if name == stage] for stage in dict(asked)}

    return count


def assert_same(one: Codes, other: Codes) -> None:
    """Assert that all tables of two codings are equal."""
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other[name])


def test_a_suggested_codebook_is_marked_as_suggested(corpus: Corpus) -> None:
    """Actors come from the text, issues from the built-in list and from objects of support or rejection."""
    codebook = suggest(corpus.documents)
    assert codebook.suggested
    assert {"Ana Soler", "Tom Okafor"} <= {actor.name for actor in codebook.actors}
    assert "Soler" in codebook.actor("Ana Soler").aliases
    assert codebook.issue("Ceasefire")
    assert "Harbour wall" in {issue.name for issue in codebook.issues}


def test_codes_read_from_the_cache_equal_the_first_run(corpus: Corpus, coded_by_stage: CodedByStage) -> None:
    """A second run codes and suggests nothing, and returns the same tables, codebook and key."""
    assert not is_coded(corpus)
    first = code(corpus)
    assert is_coded(corpus)
    assert coded_by_stage(corpus) == {}
    second = code(corpus)
    assert (second.key, second.codebook) == (first.key, first.codebook)
    assert_same(first, second)
    assert len(second["statements"]) > 2


def test_adding_an_article_codes_only_that_article(four: Corpus, coded_by_stage: CodedByStage) -> None:
    """Each stage codes each article once; adding or removing articles recodes no other article."""
    assert coded_by_stage(four) == {name: [document.doc_id for document in four.documents] for name in ORDER}
    new = Document("new", "Brandt rejected the strike.")
    assert coded_by_stage(replace(four, documents=(new, *four.documents))) == {
        name: ["new"] for name in ORDER
    }
    assert coded_by_stage(replace(four, documents=four.documents[1:])) == {}


def test_editing_an_article_codes_only_that_article(four: Corpus, coded_by_stage: CodedByStage) -> None:
    """Codes depend on the text and date of an article, not on its title, outlet or address."""
    coded_by_stage(four)
    first, *others = four.documents
    edited = replace(first, text=f"{first.text} Brandt rejected the strike.")
    assert coded_by_stage(replace(four, documents=(edited, *others))) == {name: ["a0"] for name in ORDER}
    assert coded_by_stage(replace(four, documents=(replace(first, published="2025-05-09"), *others)))[
        "dates"
    ] == ["a0"]
    renamed = replace(four, documents=(replace(first, title="A toll", outlet="The Post"), *others))
    assert coded_by_stage(renamed) == {}
    assert code(renamed)["documents"]["outlet"].dropna().tolist() == ["The Post"]


def test_changing_an_issue_recodes_only_statements(four: Corpus, coded_by_stage: CodedByStage) -> None:
    """Quotes, dates, events and tones do not depend on the issues."""
    coded_by_stage(four)
    first, *others = CODEBOOK.issues
    issues = (replace(first, terms=(*first.terms, "crossing")), *others)
    everything = [document.doc_id for document in four.documents]
    assert coded_by_stage(replace(four, codebook=replace(CODEBOOK, issues=issues))) == {
        "statements": everything
    }


def test_changing_an_actor_recodes_every_stage_except_dates(
    four: Corpus, coded_by_stage: CodedByStage
) -> None:
    """A new alias recodes every stage except dates, which do not depend on actors."""
    coded_by_stage(four)
    first, *others = CODEBOOK.actors
    actors = (replace(first, aliases=(*first.aliases, "Ms Lind")), *others)
    again = coded_by_stage(replace(four, codebook=replace(CODEBOOK, actors=actors)))
    assert set(again) == set(ORDER) - {"dates"}


def test_codes_do_not_depend_on_the_state_of_the_cache(four: Corpus, coded_by_stage: CodedByStage) -> None:
    """Statements coded from cached attributions equal those of a single complete run."""
    other = replace(CODEBOOK, issues=CODEBOOK.issues[1:])
    coded_by_stage(replace(four, codebook=other))
    assert set(coded_by_stage(four)) == {"statements"}
    piecewise = code(four)
    cache.path().unlink()
    assert_same(piecewise, code(four))


AFFECTED = {
    "coding/quotes/weights.npz": {"quotes"},
    "coding/events/plover/weights.npz": {"events"},
    "coding/events/plover/modes.toml": {"events"},
    "coding/statements/weights.npz": {"statements"},
    "coding/statements/encoder.onnx": {"statements"},
    "coding/lexicon/lexicon.toml": set(ORDER),
    "coding/actors/states.toml": set(ORDER),
    "language/model/parser/model": set(ORDER),
    "codebook.py": set(ORDER),
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the package as symbolic links, in which single files can be replaced."""
    folder = tmp_path / "package"
    for path in stages.PACKAGE.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            link = folder / path.relative_to(stages.PACKAGE)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    monkeypatch.setattr(stages, "PACKAGE", folder)
    stages.fingerprint.cache_clear()
    yield folder
    stages.fingerprint.cache_clear()


def read_versions() -> dict[str, str]:
    """Return the current versions of the built-in stages."""
    stages.fingerprint.cache_clear()
    return {stage.name: stage.version for stage in stages.BUILT_IN}


@pytest.mark.parametrize("file", AFFECTED)
def test_a_changed_resource_changes_the_stages_that_use_it(package: Path, file: str) -> None:
    """New weights, word lists or rules change the version of the stages that use them, and no other."""
    before = read_versions()
    (package / file).unlink()
    (package / file).write_text("other", encoding="utf-8")
    after = read_versions()
    assert {name for name in before if before[name] != after[name]} == AFFECTED[file]


def test_a_new_library_version_changes_every_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new spaCy may parse differently, so every stage is run again."""
    before = read_versions()
    known = stages.version
    monkeypatch.setattr(stages, "version", lambda name: "99" if name == "spacy" else known(name))
    assert all(before[name] != version for name, version in read_versions().items())
    stages.fingerprint.cache_clear()


OPENED = """
import sys
from pathlib import Path
import analysis
package = Path(analysis.__file__).parent
opened = set()
sys.addaudithook(lambda event, args: opened.add(str(args[0])) if event == "open" else None)
from analysis.coding import builtin
from analysis.coding.article import ArticleInProgress
from analysis.codebook import Actor, Codebook, Issue
from analysis.documents import Document
from analysis.language.parsing import parse
book = Codebook((Actor("Mayor Lind"), Actor("Sudria", "state")), (Issue("Toll", "A toll.", ("toll",)),))
text = "Mayor Lind rejected the toll on Monday. Sudria's minister said that Sudria attacked the great port."
(parsed,) = parse([Document("a", text, published="2025-05-09")])
article = ArticleInProgress(parsed, book)
for name in builtin.STAGES:
    article.rows[name] = builtin.run(name, article)
for path in sorted(opened):
    if path.startswith(str(package)) and not path.endswith((".py", ".pyc")) and Path(path).is_file():
        print(Path(path).relative_to(package).as_posix())
"""


def test_cache_keys_cover_every_file_that_coding_opens() -> None:
    """If no stage named a resource, changing it would not recode anything."""
    result = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, check=True)
    opened = set(result.stdout.split())
    assert {"coding/quotes/weights.npz", "coding/lexicon/plover.toml"} <= opened
    assert opened <= {name for one in stages.BUILT_IN for name in list_stage_files(one)}


def list_stage_files(stage: BuiltIn) -> set[str]:
    """Return the files that the version of a stage depends on."""
    found = stages.find_files((*stages.SHARED, *stage.resources))
    return {path.relative_to(stages.PACKAGE).as_posix() for path in found}


def test_cache_keys_cover_every_module_of_a_stage() -> None:
    """All modules that a stage imports, directly or indirectly, can affect its results."""
    entries = {"quotes", "dates", "events", "statements", "tones"}
    for stage in stages.BUILT_IN:
        entry = f"coding/{stage.name}/__init__.py" if stage.name in entries else "coding/misattribution.py"
        missing = {
            name
            for name in find_imported_files(entry) - list_stage_files(stage)
            if not name.endswith("__init__.py")
        }
        assert not missing, f"{stage.name}: {sorted(missing)}"


def find_imported_files(entry: str) -> set[str]:
    """Return a file of the package and all files that it imports, directly or indirectly."""
    found, waiting = set(), [entry]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for module in find_imported_modules(stages.PACKAGE / name):
            waiting += [
                file for file in (f"{module}.py", f"{module}/__init__.py") if (stages.PACKAGE / file).exists()
            ]
    return found


def find_imported_modules(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, as paths without an extension."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            base = str(node.module).replace(".", "/").removeprefix("analysis").lstrip("/")
            yield base
            yield from (f"{base}/{name.name}".lstrip("/") for name in node.names)


CODING = """
import sys
from analysis.coding import code, pipeline
from analysis.coding.cache import Cache
from analysis.corpus import open_corpus
pipeline.BATCH = 1
add = Cache.add
Cache.add = lambda cache, results: (add(cache, results), print("stored", flush=True))
code(open_corpus(sys.argv[1]))
"""


def start_coding(corpus: Path, cached: Path) -> subprocess.Popen[str]:
    """Start a process that codes a corpus article by article and prints a line when it has stored one."""
    return subprocess.Popen(
        [sys.executable, "-c", CODING, str(corpus)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cached)},
    )


def test_killed_and_concurrent_processes_do_not_change_the_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed and concurrent processes end with the same tables as one undisturbed run."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(24):
        (folder / f"a{number:02}.txt").write_text(f"{LINES[number % 4]} {TEXT}", encoding="utf-8")
    write_codebook(CODEBOOK, folder / "codebook.toml", "C")
    cached = tmp_path / "cached"
    for stored in (1, 5):
        with start_coding(folder, cached) as process:
            assert process.stdout is not None
            for _ in range(stored):
                process.stdout.readline()
            process.kill()
    with start_coding(folder, cached) as one, start_coding(folder, cached) as other:
        counts = [process.communicate()[0].count("stored") for process in (one, other)]
    assert [process.returncode for process in (one, other)] == [0, 0]
    assert all(count <= 24 - 6 for count in counts)
    monkeypatch.setattr(cache, "user_cache_path", lambda name: cached / name)
    corpus = open_corpus(folder)
    assert is_coded(corpus)
    made = code(corpus)
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "quiet")
    assert_same(made, code(corpus))


def test_clearing_the_cache_does_not_disturb_readers(four: Corpus) -> None:
    """Reading while the cache is being cleared, or afterwards, returns the same codes."""
    made = code(four)
    coded = Coded(four.documents, CODEBOOK, stages.BUILT_IN)
    pieces = coded.pieces()
    with cache.open_cache() as opened:
        assert opened.contents().results["statements"] == len(four.documents)
        opened.clear()
        assert opened.contents().results == {}
    (piece,) = pieces
    assert piece.tables["statements"].num_rows == len(made["statements"])
    assert_same(made, code(four))


@pytest.mark.parametrize("offset", [-86_400, 86_400])
def test_a_failure_is_forgotten_when_the_clock_is_set(
    four: Corpus, monkeypatch: pytest.MonkeyPatch, offset: int
) -> None:
    """A failed document is coded again after some minutes, even if the clock was ahead when it failed."""
    now = time.time()
    monkeypatch.setattr(cache.time, "time", lambda: now)
    with cache.open_cache() as opened:
        opened.add([("failed", "dates", cache.Result(failed=True)), ("good", "dates", cache.Result())])
        assert opened.known(["failed", "good"]) == {"failed", "good"}
        monkeypatch.setattr(cache.time, "time", lambda: now + offset)
        assert opened.known(["failed", "good"]) == {"good"}


def test_a_cache_that_cannot_be_made_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to do, for the locks beside the cache too."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "file" / name)
    for opening in (cache.open_cache(), cache.take_turns("a")):
        with pytest.raises(StancebookError, match="XDG_CACHE_HOME"), opening:
            pass


def test_a_damaged_cache_is_reported(four: Corpus) -> None:
    """The error for an invalid database names the file and says what to do."""
    cache.path().parent.mkdir(parents=True)
    cache.path().write_bytes(b"no database" * 1000)
    with pytest.raises(StancebookError, match=r"codes\.sqlite3.*damaged.*Delete the file"):
        code(four)


def test_tables_written_in_pieces_are_complete(
    four: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables written in pieces equal the tables of one run, plus the ``listing`` column."""
    monkeypatch.setattr(pipeline, "PIECE", 2)
    paths, problems = write_codes(four, tmp_path / "out")
    assert {path.name for path in paths} == {
        f"{name}.{ending}" for name in tables.SCHEMAS for ending in ("csv", "parquet")
    }
    assert not problems
    read, made = table_files.read(tmp_path / "out"), code(four)
    assert read["statements"]["listing"].notna().all()
    read["statements"]["listing"] = made["statements"]["listing"]
    for name, table in made.tables.items():
        pd.testing.assert_frame_equal(read[name], table)


def test_an_unknown_table_suggests_the_nearest(corpus: Corpus) -> None:
    """The error for a misspelt table suggests the right name."""
    with pytest.raises(StancebookError, match="statements"):
        code(corpus)["statement"]


def test_an_article_that_a_stage_fails_on_costs_no_other(
    four: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It lacks the codes of that stage and of those that read them, and is told; later it is tried again."""
    broken = four.documents[1].doc_id
    find = builtin.STAGES["quotes"]

    def fail(article: ArticleInProgress) -> Rows:
        if article.parsed.document.doc_id == broken:
            raise IndexError("a defect")
        return find(article)

    monkeypatch.setitem(builtin.STAGES, "quotes", fail)
    codes = code(four)
    assert broken not in set(codes["statements"]["doc_id"]) | set(codes["quotes"]["doc_id"])
    assert set(codes["dates"]["doc_id"]) <= {document.doc_id for document in four.documents}
    (told,) = [problem for problem in codes.problems if problem.item == broken]
    assert "coding them failed (IndexError: a defect)" in told.message
    monkeypatch.undo()
    monkeypatch.setattr(cache, "RETRY", -1)
    again = code(four)
    assert not [problem for problem in again.problems if problem.item == broken]
