"""Coding computes in one thread, however numpy was loaded, and leaves the process as it found it."""

from collections.abc import Callable
from typing import Any

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from analysis.codebook import Codebook
from analysis.coding import builtin, codebooks, pipeline
from analysis.coding.stages import BUILT_IN
from analysis.documents import Document

TEXT = "Norland's president, Ana Soler, said on Monday that she rejects the ceasefire."


def threads() -> set[int]:
    """Return how many threads the libraries for matrices have."""
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[set[int]]]:
    """Return a function that notes, for each call of another, how many threads there are."""

    def watch(module: Any, name: str) -> list[set[int]]:
        called, noted = getattr(module, name), []

        def noting(*args: Any) -> Any:
            noted.append(threads())
            return called(*args)

        monkeypatch.setattr(module, name, noting)
        return noted

    return watch


def test_articles_are_coded_in_one_thread(watched: Callable[[Any, str], list[set[int]]]) -> None:
    """Where numpy has two threads, the coder uses one of them; afterwards there are two again."""
    noted = watched(builtin, "run")
    with threadpool_limits(2, user_api="blas"):
        before = threads()
        pipeline.code_documents([Document("a", TEXT)], Codebook((), ()))
        assert threads() == before == {2}
    assert len(noted) == len(BUILT_IN)
    assert all(threads == {1} for threads in noted)


def test_codebooks_are_suggested_in_one_thread(watched: Callable[[Any, str], list[set[int]]]) -> None:
    """The same holds while a codebook is suggested."""
    noted = watched(codebooks, "note_names")
    with threadpool_limits(2, user_api="blas"):
        codebooks.suggest([Document("a", TEXT)])
        assert threads() == {2}
    assert noted == [{1}]


def test_an_error_leaves_no_limit_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """When coding fails, the process has its threads back."""

    def fail(*_: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(builtin, "run", fail)
    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(ValueError, match="broken"):
            pipeline.code_documents([Document("a", TEXT)], Codebook((), ()))
        assert threads() == {2}
