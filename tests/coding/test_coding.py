"""Coding a corpus: each article and stage once, from then on out of the cache."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import table_files, tables
from analysis.codebook import Codebook, write_codebook
from analysis.codes import Codes
from analysis.coding import cache, code, is_coded, pipeline, stages, write_codes
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
    """A corpus without a codebook, and an empty cache."""
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "cache")
    return Corpus("Levy", tmp_path, (Document("a", TEXT, published="2025-05-09"),))


@pytest.fixture
def four(corpus: Corpus) -> Corpus:
    """Four articles with a codebook."""
    documents = tuple(Document(f"a{number}", line) for number, line in enumerate(LINES))
    return replace(corpus, documents=documents, codebook=CODEBOOK)


Counted = Callable[[Corpus], dict[str, list[str]]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Return a function that codes a corpus and says, by stage, which articles were coded."""
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
    """Check that two codings are equal in every table."""
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other[name])


def test_a_codebook_is_suggested_and_says_so(corpus: Corpus) -> None:
    """Actors come from the text, issues from the built-in list and from what is supported or rejected."""
    codebook = suggest(corpus.documents)
    assert codebook.suggested
    assert {"Ana Soler", "Tom Okafor"} <= {actor.name for actor in codebook.actors}
    assert "Soler" in codebook.actor("Ana Soler").aliases
    assert codebook.issue("Ceasefire")
    assert "Harbour wall" in {issue.name for issue in codebook.issues}


def test_codes_are_read_back_as_they_were_made(corpus: Corpus, counted: Counted) -> None:
    """The second time nothing is coded or suggested, and everything is the same."""
    assert not is_coded(corpus)
    first = code(corpus)
    assert is_coded(corpus)
    assert counted(corpus) == {}
    second = code(corpus)
    assert (second.key, second.codebook) == (first.key, first.codebook)
    assert_same(first, second)
    assert len(second["statements"]) > 2


def test_an_article_that_is_added_is_coded_alone(four: Corpus, counted: Counted) -> None:
    """Each stage codes each article once; a new one changes nothing for the others, in whatever order."""
    assert counted(four) == {name: [document.doc_id for document in four.documents] for name in ORDER}
    new = Document("new", "Brandt rejected the strike.")
    assert counted(replace(four, documents=(new, *four.documents))) == {name: ["new"] for name in ORDER}
    assert counted(replace(four, documents=four.documents[1:])) == {}


def test_an_article_that_is_edited_is_coded_alone(four: Corpus, counted: Counted) -> None:
    """Its text and its day decide codes; its title, outlet and address do not."""
    counted(four)
    first, *others = four.documents
    edited = replace(first, text=f"{first.text} Brandt rejected the strike.")
    assert counted(replace(four, documents=(edited, *others))) == {name: ["a0"] for name in ORDER}
    assert counted(replace(four, documents=(replace(first, published="2025-05-09"), *others)))["dates"] == [
        "a0"
    ]
    renamed = replace(four, documents=(replace(first, title="A toll", outlet="The Post"), *others))
    assert counted(renamed) == {}
    assert code(renamed)["documents"]["outlet"].dropna().tolist() == ["The Post"]


def test_a_term_of_an_issue_codes_only_statements_again(four: Corpus, counted: Counted) -> None:
    """Who said what, when and how does not depend on the issues."""
    counted(four)
    first, *others = CODEBOOK.issues
    issues = (replace(first, terms=(*first.terms, "crossing")), *others)
    everything = [document.doc_id for document in four.documents]
    assert counted(replace(four, codebook=replace(CODEBOOK, issues=issues))) == {"statements": everything}


def test_an_alias_codes_everything_again_that_names_actors(four: Corpus, counted: Counted) -> None:
    """Date expressions do not depend on who is meant."""
    counted(four)
    first, *others = CODEBOOK.actors
    actors = (replace(first, aliases=(*first.aliases, "Ms Lind")), *others)
    again = counted(replace(four, codebook=replace(CODEBOOK, actors=actors)))
    assert set(again) == set(ORDER) - {"dates"}


def test_codes_do_not_depend_on_what_was_cached(four: Corpus, counted: Counted) -> None:
    """Statements that are coded from cached attributions equal those coded at one go."""
    other = replace(CODEBOOK, issues=CODEBOOK.issues[1:])
    counted(replace(four, codebook=other))
    assert set(counted(four)) == {"statements"}
    piecewise = code(four)
    cache.path().unlink()
    assert_same(piecewise, code(four))


AFFECTED = {
    "coding/quotes/weights.npz": {"quotes"},
    "coding/events/plover/weights.npz": {"events"},
    "coding/events/plover/modes.toml": {"events"},
    "coding/statements/weights.npz": {"statements"},
    "coding/lexicon/lexicon.toml": set(ORDER),
    "coding/actors/states.toml": set(ORDER),
    "language/model/parser/model": set(ORDER),
    "codebook.py": set(ORDER),
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of links to the files that coding depends on, of which single files can be replaced."""
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


def versions() -> dict[str, str]:
    """Return the versions of the built-in stages as they are now."""
    stages.fingerprint.cache_clear()
    return {stage.name: stage.version for stage in stages.BUILT_IN}


@pytest.mark.parametrize("file", AFFECTED)
def test_a_changed_resource_changes_the_stages_that_use_it(package: Path, file: str) -> None:
    """New weights, word lists or rules are a new version of a stage, and of no other."""
    before = versions()
    (package / file).unlink()
    (package / file).write_text("other", encoding="utf-8")
    after = versions()
    assert {name for name in before if before[name] != after[name]} == AFFECTED[file]


def test_another_version_of_a_library_is_another_version_of_every_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new spaCy may parse differently."""
    before = versions()
    known = stages.version
    monkeypatch.setattr(stages, "version", lambda name: "99" if name == "spacy" else known(name))
    assert all(before[name] != version for name, version in versions().items())
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


def test_every_file_that_coding_opens_is_in_the_keys() -> None:
    """A resource that no stage names could change without anything being coded again."""
    result = subprocess.run([sys.executable, "-c", OPENED], capture_output=True, text=True, check=True)
    opened = set(result.stdout.split())
    assert {"coding/quotes/weights.npz", "coding/lexicon/plover.toml"} <= opened
    assert opened <= {name for one in stages.BUILT_IN for name in files_of(one)}


def files_of(stage: BuiltIn) -> set[str]:
    """Return the files that the version of a stage depends on."""
    found = stages.find_files((*stages.SHARED, *stage.resources))
    return {path.relative_to(stages.PACKAGE).as_posix() for path in found}


def test_every_module_of_a_stage_is_in_its_key() -> None:
    """Whatever a stage imports, directly or not, decides its results."""
    entries = {"quotes", "dates", "events", "statements", "tones"}
    for stage in stages.BUILT_IN:
        entry = f"coding/{stage.name}/__init__.py" if stage.name in entries else "coding/misattribution.py"
        missing = {
            name for name in imported_files(entry) - files_of(stage) if not name.endswith("__init__.py")
        }
        assert not missing, f"{stage.name}: {sorted(missing)}"


def imported_files(entry: str) -> set[str]:
    """Return a file of the package and those that it imports, directly or not."""
    found, waiting = set(), [entry]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for module in imported_modules(stages.PACKAGE / name):
            waiting += [
                file for file in (f"{module}.py", f"{module}/__init__.py") if (stages.PACKAGE / file).exists()
            ]
    return found


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the modules of the package that a file imports, as paths without an end."""
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


def start(corpus: Path, cached: Path) -> subprocess.Popen[str]:
    """Start a process that codes a corpus article by article and says when it has stored one."""
    return subprocess.Popen(
        [sys.executable, "-c", CODING, str(corpus)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "XDG_CACHE_HOME": str(cached)},
    )


def test_killed_and_concurrent_coders_leave_the_right_codes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a process is killed, and whoever codes beside it, the tables are those of one quiet run."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(24):
        (folder / f"a{number:02}.txt").write_text(f"{LINES[number % 4]} {TEXT}", encoding="utf-8")
    write_codebook(CODEBOOK, folder / "codebook.toml", "C")
    cached = tmp_path / "cached"
    for stored in (1, 5):
        with start(folder, cached) as process:
            assert process.stdout is not None
            for _ in range(stored):
                process.stdout.readline()
            process.kill()
    with start(folder, cached) as one, start(folder, cached) as other:
        counts = [process.communicate()[0].count("stored") for process in (one, other)]
    assert [process.returncode for process in (one, other)] == [0, 0]
    assert all(count <= 24 - 6 for count in counts)
    monkeypatch.setattr(cache, "user_cache_path", lambda name: cached / name)
    corpus = open_corpus(folder)
    assert is_coded(corpus)
    made = code(corpus)
    monkeypatch.setattr(cache, "user_cache_path", lambda name: tmp_path / "quiet")
    assert_same(made, code(corpus))


def test_clearing_costs_no_reader_anything(four: Corpus) -> None:
    """Whoever reads while the cache is cleared, or afterwards, gets the same codes."""
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


def test_a_damaged_cache_says_what_to_do(four: Corpus) -> None:
    """A file that is no database is named, with the way out."""
    cache.path().parent.mkdir(parents=True)
    cache.path().write_bytes(b"no database" * 1000)
    with pytest.raises(StancebookError, match=r"codes\.sqlite3.*damaged.*Delete the file"):
        code(four)


def test_tables_are_written_piece_by_piece(
    four: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written some documents at a time is what is read at once, plus the listing."""
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


def test_an_unknown_table_names_the_nearest(corpus: Corpus) -> None:
    """A slip in a table's name is answered with the right one."""
    with pytest.raises(StancebookError, match="statements"):
        code(corpus)["statement"]
