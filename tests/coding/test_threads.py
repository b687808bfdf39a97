"""Coding uses one numerical thread and then restores the previous number."""

from collections.abc import Callable
from typing import Any

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from analysis.codebook import Codebook
from analysis.coding import builtin, codebooks, parses, running
from analysis.coding.stages import BUILT_IN
from analysis.documents import Document

TEXT = "Norland's president, Ana Soler, said on Monday that she rejects the ceasefire."


def count_threads() -> set[int]:
    """Return the numbers of threads of the matrix libraries."""
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


@pytest.fixture
def record_threads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[set[int]]]:
    """Return a function that records the number of threads at each call of another function."""

    def watch(module: Any, name: str) -> list[set[int]]:
        called, recorded = getattr(module, name), []

        def record(*args: Any) -> Any:
            recorded.append(count_threads())
            return called(*args)

        monkeypatch.setattr(module, name, record)
        return recorded

    return watch


def test_articles_are_coded_in_one_thread(record_threads: Callable[[Any, str], list[set[int]]]) -> None:
    """With numpy set to two threads, coding uses one; afterwards there are two again."""
    recorded = record_threads(builtin, "run")
    with threadpool_limits(2, user_api="blas"):
        before = count_threads()
        running.code_documents([Document("a", TEXT)], Codebook((), ()))
        assert count_threads() == before == {2}
    assert len(recorded) == len(BUILT_IN)
    assert all(number == {1} for number in recorded)


def test_codebooks_are_suggested_in_one_thread(record_threads: Callable[[Any, str], list[set[int]]]) -> None:
    """With numpy set to two threads, suggesting a codebook uses one."""
    recorded = record_threads(codebooks, "note_names")
    with threadpool_limits(2, user_api="blas"):
        codebooks.suggest([Document("a", TEXT)])
        assert count_threads() == {2}
    assert recorded == [{1}]


def test_an_error_restores_the_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """If coding fails, the previous number of threads is restored."""

    def fail(*_: Any) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(parses, "parse_others", fail)
    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(ValueError, match="broken"):
            running.code_documents([Document("a", TEXT)], Codebook((), ()))
        assert count_threads() == {2}
