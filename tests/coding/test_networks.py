"""The attribution networks: token arrays, features, decoding and the shipped model."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.events.plover import model as plover
from analysis.coding.quotes import network
from analysis.coding.quotes.attributing import rank_candidates
from analysis.coding.quotes.decoding import decode_roles
from analysis.coding.quotes.features import WINDOW, Pairs, build_pairs, hash_columns
from analysis.coding.quotes.network import CUE, ROLES
from analysis.coding.quotes.token_arrays import MAX_BATCH, build_arrays, split_batches
from analysis.documents import Document
from analysis.language.parsing import Article, parse

PACKAGE = Path(network.__file__).parents[2]
# maximum size of all shipped weights together, in bytes
MAX_SIZE = 25_000_000
TEXT = (
    "“We will sign,” Brandt said. “Tomorrow,” she added.\n\nLind denied it, and hinted that talks would fail."
)
NUMBERS = st.floats(-3, 3, width=32)


def article(text: str) -> Article:
    """Parse one text."""
    (parsed,) = parse([Document("a", text)])
    return parsed


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_decoding_finds_the_best_path(data: st.DataObject) -> None:
    """Decoding finds the same path as an exhaustive search, for cues with windows of different sizes."""
    lengths = data.draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    total, kinds = sum(lengths), len(ROLES)
    draw = st.lists(NUMBERS, min_size=total * kinds + kinds**2, max_size=total * kinds + kinds**2)
    values = np.array(data.draw(draw), dtype=np.float32)
    scores, transitions = values[: total * kinds].reshape(total, kinds), values[total * kinds :].reshape(4, 4)
    begins = np.cumsum(lengths) - lengths
    at = [data.draw(st.integers(0, length - 1)) for length in lengths]
    token = np.concatenate([np.arange(length) for length in lengths])
    seen = Pairs(
        np.array(at), np.array(lengths), token, np.repeat(at, lengths), [], np.zeros((total, 2), np.float32)
    )
    found = decode_roles(scores, transitions, seen)
    for begin, length, cue in zip(begins, lengths, at, strict=True):
        here = scores[begin : begin + length]

        def worth(path: tuple[int, ...], here: np.ndarray = here) -> float:
            steps = sum(transitions[a, b] for a, b in pairwise(path))
            return float(steps + sum(here[place, role] for place, role in enumerate(path)))

        paths = [path for path in product(range(kinds), repeat=length) if path[cue] == CUE]
        chosen = tuple(found[begin : begin + length].tolist())
        assert chosen[cue] == CUE
        assert worth(chosen) == pytest.approx(max(map(worth, paths)), abs=1e-4)


def test_indices_run_across_all_paragraphs() -> None:
    """Heads, sentences, paragraphs and quotations are numbered across the whole batch."""
    parsed = article(TEXT)
    arrays = build_arrays(parsed.paragraphs)
    tokens = [token for paragraph in parsed.paragraphs for token in paragraph.doc]
    assert len(arrays) == len(tokens)
    assert (arrays.paragraph[arrays.head] == arrays.paragraph).all()
    assert sorted(set(arrays.quotation.tolist())) == [-1, 0, 1]
    assert arrays.opened[-1] == 2
    hinted = next(place for place, token in enumerate(tokens) if token.text == "hinted")
    assert tokens[arrays.head[hinted]].text == "denied"


def test_a_cue_sees_its_paragraph_within_the_window() -> None:
    """Pairs cover the tokens around each cue and none from another paragraph."""
    arrays = build_arrays(article(TEXT + " word" * 3 * WINDOW).paragraphs)
    cues = np.array([2, int(arrays.first[1]) + 5])
    seen = build_pairs(arrays, cues, np.zeros(len(arrays), dtype=np.float32))
    assert seen.lengths.tolist() == [arrays.first[1], 5 + WINDOW + 1]
    assert (arrays.paragraph[seen.token] == arrays.paragraph[seen.cue]).all()
    assert (np.abs(seen.token - seen.cue) <= WINDOW).all()


def test_an_article_is_split_into_batches_of_bounded_size() -> None:
    """A long article is processed in batches below the limit; no paragraph is lost."""
    parsed = article("\n\n".join(["Brandt said no."] * 2_000))
    batches = list(split_batches(parsed.paragraphs))
    assert len(batches) > 1
    assert all(sum(len(paragraph.doc) for paragraph in batch) <= MAX_BATCH for batch in batches)
    assert [paragraph for batch in batches for paragraph in batch] == parsed.paragraphs


def test_ids_differ_where_any_part_does() -> None:
    """Hashes depend on every column and on their order, with negative numbers too."""
    rows = list(product([-1, 0, 1], repeat=3))
    ids = hash_columns(*np.array(rows).T)
    assert len(set(ids.tolist())) == len(rows)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    """Saving the shipped model again changes no verdict."""
    model = network.load()
    network.save(model, tmp_path / "again.npz")
    again = network.read(tmp_path / "again.npz")
    arrays = build_arrays(article(TEXT).paragraphs)
    before, after = rank_candidates(model, arrays), rank_candidates(again, arrays)
    assert [candidate.cue for _, candidate in before] == [candidate.cue for _, candidate in after]
    assert [odds for odds, _ in before] == pytest.approx([odds for odds, _ in after], abs=0.05)


def test_all_weights_together_stay_small() -> None:
    """The pipeline, the networks and the event types take less than 25 MB together."""
    files = [*(PACKAGE / "language/model").rglob("*"), network.WEIGHTS, plover.WEIGHTS]
    assert sum(file.stat().st_size for file in files if file.is_file()) < MAX_SIZE
