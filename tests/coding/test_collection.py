"""Large collections are coded in partitions, on this machine or on a cluster, and every article once."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import partitions
from analysis.codebook import Actor, Codebook, Issue, write_codebook
from analysis.coding import code, collection
from analysis.coding.collection import code_collection
from analysis.coding.parallel import run_in_processes
from analysis.corpus import open_corpus
from analysis.errors import StancebookError

CODEBOOK = Codebook(
    (Actor("Norland"), Actor("Southland")),
    (Issue("ceasefire", "a ceasefire should begin", ("ceasefire",)),),
)
ARTICLES = 12


def write_articles(path: Path, first: int = 0, number: int = ARTICLES) -> Path:
    """Write a table of short articles."""
    rows = (
        {
            "id": f"a{place}",
            "date": "2025-05-19",
            "text": f"Norland demanded a ceasefire on day {place}. Southland rejected the ceasefire.",
        }
        for place in range(first, first + number)
    )
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    """A codebook file."""
    write_codebook(CODEBOOK, tmp_path / "codebook.toml", "Ceasefire talks")
    return tmp_path / "codebook.toml"


@pytest.fixture
def parts_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    """Partitions of four articles, coded in this process."""
    monkeypatch.setattr(collection, "PART", 4)
    monkeypatch.setattr(collection, "_run", lambda calls, _: run_here(calls))


def run_here(calls: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, object]]:
    """Code partitions without other processes."""
    return ((number, collection.code_part(*call)) for number, call in enumerate(calls))  # type: ignore[arg-type]


@pytest.mark.usefixtures("parts_of_four")
def test_a_collection_has_the_codes_of_a_corpus(tmp_path: Path, codebook: Path) -> None:
    """Cut into partitions and opened again, the codes are those of the same articles coded as a corpus."""
    table = write_articles(tmp_path / "articles.jsonl")
    made = code_collection([str(table)], str(tmp_path / "codes"), codebook)
    assert (made.documents, made.parts, made.kept) == (ARTICLES, 3, 0)
    (tmp_path / "corpus").mkdir()
    codebook.rename(tmp_path / "corpus" / "codebook.toml")
    whole = code(open_corpus(write_articles(tmp_path / "corpus" / "articles.jsonl").parent))
    parted = code(open_corpus(tmp_path / "codes"))
    for name in ("documents", "quotes", "statements", "tones", "dates", "events"):
        pd.testing.assert_frame_equal(parted[name], whole[name])
    assert len(parted["statements"]) >= ARTICLES


@pytest.mark.usefixtures("parts_of_four")
def test_only_missing_and_changed_partitions_are_coded(tmp_path: Path, codebook: Path) -> None:
    """A run goes on where another was stopped; a new article changes its own partition only."""
    table, out = write_articles(tmp_path / "articles.jsonl"), tmp_path / "codes"
    code_collection([str(table)], str(out), codebook)
    (out / "parts" / "00001.json").unlink()
    assert code_collection([str(table)], str(out), codebook).kept == 2
    write_articles(table, number=ARTICLES + 1)
    made = code_collection([str(table)], str(out), codebook)
    assert (made.documents, made.parts, made.kept) == (ARTICLES + 1, 4, 3)
    # another codebook is another coding
    write_codebook(Codebook(CODEBOOK.actors, ()), codebook, "Ceasefire talks")
    assert code_collection([str(table)], str(out), codebook).kept == 0


def test_articles_in_files_of_their_own_share_partitions(
    tmp_path: Path, codebook: Path, parts_of_four: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of many small files does not become as many partitions."""
    monkeypatch.setattr(collection, "PART", 10)
    (tmp_path / "news").mkdir()
    for number in range(ARTICLES):
        (tmp_path / "news" / f"{number:02}.txt").write_text(f"Norland demanded {number} ships.\n")
    made = code_collection([str(tmp_path / "news")], str(tmp_path / "codes"), codebook)
    # of two files at least each, as they end with a file
    assert (made.documents, made.parts) == (ARTICLES, 6)


@pytest.mark.usefixtures("parts_of_four")
def test_a_smaller_collection_loses_its_old_partitions(tmp_path: Path, codebook: Path) -> None:
    """Codes of articles that are no longer there do not stay behind."""
    table, out = write_articles(tmp_path / "articles.jsonl"), tmp_path / "codes"
    code_collection([str(table)], str(out), codebook)
    write_articles(table, number=4)
    code_collection([str(table)], str(out), codebook)
    assert len(code(open_corpus(out))["documents"]) == 4
    assert [path.name for path in (out / "events").iterdir()] == ["00000.parquet"]


@pytest.mark.usefixtures("parts_of_four")
def test_a_codebook_is_suggested_once_and_can_be_edited(tmp_path: Path) -> None:
    """Without a codebook one is suggested from a stated sample, written to the folder and used again."""
    table, out = write_articles(tmp_path / "articles.jsonl"), tmp_path / "codes"
    made = code_collection([str(table)], str(out))
    assert f"suggested from {ARTICLES} of {ARTICLES} articles" in str(made.problems)
    edited = "# mine\n" + (out / "codebook.toml").read_text(encoding="utf-8").replace(
        "suggested = true\n", ""
    )
    (out / "codebook.toml").write_text(edited, encoding="utf-8")
    made = code_collection([str(table)], str(out))
    assert "suggested" not in str(made.problems)
    assert (out / "codebook.toml").read_text(encoding="utf-8") == edited


@pytest.mark.usefixtures("parts_of_four")
def test_sources_may_be_in_an_object_store(tmp_path: Path, codebook: Path) -> None:
    """Articles are read from addresses, and codes written to one, by fsspec."""
    import fsspec

    lines = write_articles(tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    frame = pd.DataFrame(map(json.loads, lines))
    store = fsspec.filesystem("memory")
    for number, piece in enumerate((frame[:6], frame[6:])):
        with store.open(f"/news/{number}.parquet", "wb") as file:
            piece.to_parquet(file)
    made = code_collection(["memory://news/*.parquet"], "memory://codes", codebook)
    assert (made.documents, made.parts) == (ARTICLES, 4)
    assert partitions.read_table("memory://codes", "documents", ["doc_id"])["doc_id"].to_pylist() == [
        f"a{number}" for number in range(ARTICLES)
    ]


@pytest.mark.usefixtures("parts_of_four")
def test_nothing_is_lost_without_a_word(tmp_path: Path, codebook: Path) -> None:
    """Rows without text are told, and so are two articles with one id, of which none is lost."""
    first = write_articles(tmp_path / "a.jsonl", number=2)
    second = tmp_path / "b.jsonl"
    second.write_text(f'{first.read_text(encoding="utf-8")}{{"id": "empty", "text": ""}}\n', encoding="utf-8")
    made = code_collection([str(first), str(second)], str(tmp_path / "codes"), codebook)
    said = {problem.item: problem.severity for problem in made.problems}
    assert made.documents == 4
    assert said["a0"] == "warning"
    assert "left out" in said.values()
    with pytest.raises(StancebookError, match="no articles found"):
        code_collection([str(tmp_path / "none*.jsonl")], str(tmp_path / "codes"))


def test_a_collection_is_coded_in_several_processes(
    tmp_path: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each partition is coded once by one of two processes, and written by this one."""
    monkeypatch.setattr(collection, "PART", 4)
    monkeypatch.setattr(collection, "count_workers", lambda: 2)
    table = write_articles(tmp_path / "articles.jsonl")
    code_collection([str(table)], str(tmp_path / "codes"), codebook)
    read = pq.read_table(tmp_path / "codes" / "documents")
    assert sorted(read["doc_id"].to_pylist()) == sorted(f"a{number}" for number in range(ARTICLES))


def kill_or_answer(folder: str, number: int) -> int:
    """Kill this process at the first call for a number; answer at the second."""
    mark = Path(folder) / str(number)
    if number == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def kill(_: int) -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_calls_of_a_killed_process_are_made_again(tmp_path: Path) -> None:
    """Every call has one result, whichever process was killed."""
    calls = ((str(tmp_path), number) for number in range(6))
    assert sorted(run_in_processes(kill_or_answer, calls, 2)) == [(number, number) for number in range(6)]


def test_processes_that_are_killed_again_and_again_are_told() -> None:
    """A call that no process survives ends in an error that says what to do."""
    with pytest.raises(StancebookError, match="killed several times, probably because memory ran out"):
        list(run_in_processes(kill, [(1,)], 2))


def test_a_killed_worker_of_a_cluster_costs_no_article(tmp_path: Path, codebook: Path) -> None:
    """Of two workers one is killed while it codes; all articles are coded, each once."""
    from distributed import LocalCluster

    table = write_articles(tmp_path / "articles.jsonl", number=40)
    with (
        pytest.MonkeyPatch.context() as patch,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
    ):
        patch.setattr(collection, "PART", 4)
        victim = next(iter(cluster.workers.values())).pid
        written = partitions.write_part

        def write_and_kill(*given: object) -> None:
            written(*given)  # type: ignore[arg-type]
            if len(partitions.read_summaries(tmp_path / "codes")) == 2:
                os.kill(victim, signal.SIGKILL)

        patch.setattr(partitions, "write_part", write_and_kill)
        made = code_collection(
            [str(table)], str(tmp_path / "codes"), codebook, cluster=cluster.scheduler_address
        )
    read = pq.read_table(tmp_path / "codes" / "documents")["doc_id"].to_pylist()
    assert made.documents == 40
    assert sorted(read) == sorted(f"a{number}" for number in range(40))


def test_a_cluster_without_workers_is_told(
    tmp_path: Path, codebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Instead of waiting for ever, the message says how to start a worker."""
    from distributed import LocalCluster

    from analysis.coding import parallel

    table = write_articles(tmp_path / "articles.jsonl", number=1)
    monkeypatch.setattr(parallel, "TIMEOUT", "1s")
    with LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
        address = cluster.scheduler_address
        with pytest.raises(StancebookError, match=r"has no worker\. Start one: dask worker tcp://"):
            code_collection([str(table)], str(tmp_path / "codes"), codebook, cluster=address)
