"""Coding a corpus once: the cache, and the codebook suggested where there is none."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.codebook import Codebook, Issue
from analysis.coding import cache as store
from analysis.coding import code
from analysis.coding.codebooks import suggest
from analysis.corpus import Corpus
from analysis.documents import Document
from analysis.errors import StancebookError

TEXT = """Norlandic President Ana Soler said Norland supports a ceasefire. Soler urged sanctions on Sudria.
Sudria rejected the ceasefire. Tom Okafor, Sudria's foreign minister, opposed the harbour wall.
President Soler backed the harbour wall. Mr. Okafor said the ceasefire was a mistake."""


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Corpus:
    """A corpus without a codebook, and an empty cache."""
    monkeypatch.setattr(store, "user_cache_path", lambda name: tmp_path / "cache")
    return Corpus("Levy", tmp_path, (Document("a", TEXT, published="2025-05-09"),))


def test_a_codebook_is_suggested_and_says_so(corpus: Corpus) -> None:
    """Actors come from the text, issues from the built-in list and from what is supported or rejected."""
    codebook = suggest(corpus.documents)
    assert codebook.suggested
    assert {"Ana Soler", "Tom Okafor"} <= {actor.name for actor in codebook.actors}
    assert "Soler" in codebook.actor("Ana Soler").aliases
    assert codebook.issue("Ceasefire")
    assert "Harbour wall" in {issue.name for issue in codebook.issues}


def test_codes_are_read_back_as_they_were_made(corpus: Corpus) -> None:
    """The second time nothing is coded, and everything is the same."""
    first = code(corpus)
    (folder,) = store.folder_of(first.key).parent.iterdir()
    second = code(corpus)
    assert folder.name == first.key == second.key
    assert second.codebook == first.codebook
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(table, second[name])
    assert len(second["statements"]) > 2


def test_other_documents_or_another_codebook_are_other_codes(corpus: Corpus) -> None:
    """The key follows the content: text, metadata, codebook."""
    codebook = Codebook((), (Issue("Levy", "A levy should be levied.", ("levy",)),))
    keys = {
        store.content_hash(documents, book)
        for documents in (corpus.documents, (Document("a", TEXT),), (Document("a", TEXT + " End."),))
        for book in (None, codebook)
    }
    assert len(keys) == 6


def test_an_unknown_table_names_the_nearest(corpus: Corpus) -> None:
    """A slip in a table's name is answered with the right one."""
    with pytest.raises(StancebookError, match="statements"):
        code(corpus)["statement"]
