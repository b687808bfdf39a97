"""The attribution networks: what they read, how roles are decoded, what ships."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.events.plover import model as plover
from analysis.coding.quotes import network
from analysis.coding.quotes.attributing import judged
from analysis.coding.quotes.decoding import best_roles
from analysis.coding.quotes.features import WINDOW, Pairs, mix, pairs
from analysis.coding.quotes.network import CUE, ROLES
from analysis.coding.quotes.token_arrays import GROUP, columns, groups
from analysis.documents import Document
from analysis.language.parsing import Article, parse

PACKAGE = Path(network.__file__).parents[2]
# what all shipped weights may take together, in bytes
LARGEST = 25_000_000
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
def test_the_best_roles_are_the_best_of_all(data: st.DataObject) -> None:
    """Decoding finds what trying every sequence finds, for cues that see different numbers of tokens."""
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
    found = best_roles(scores, transitions, seen)
    for begin, length, cue in zip(begins, lengths, at, strict=True):
        here = scores[begin : begin + length]

        def worth(path: tuple[int, ...], here: np.ndarray = here) -> float:
            steps = sum(transitions[a, b] for a, b in pairwise(path))
            return float(steps + sum(here[place, role] for place, role in enumerate(path)))

        paths = [path for path in product(range(kinds), repeat=length) if path[cue] == CUE]
        chosen = tuple(found[begin : begin + length].tolist())
        assert chosen[cue] == CUE
        assert worth(chosen) == pytest.approx(max(map(worth, paths)), abs=1e-4)


def test_columns_count_through_all_paragraphs() -> None:
    """Heads, sentences, paragraphs and quotations are numbered over the whole run."""
    parsed = article(TEXT)
    it = columns(parsed.paragraphs)
    tokens = [token for paragraph in parsed.paragraphs for token in paragraph.doc]
    assert len(it) == len(tokens)
    assert (it.paragraph[it.head] == it.paragraph).all()
    assert sorted(set(it.quotation.tolist())) == [-1, 0, 1]
    assert it.opened[-1] == 2
    hinted = next(place for place, token in enumerate(tokens) if token.text == "hinted")
    assert tokens[it.head[hinted]].text == "denied"


def test_a_cue_sees_its_paragraph_within_the_window() -> None:
    """Pairs cover the tokens around each cue and none of another paragraph."""
    it = columns(article(TEXT + " word" * 3 * WINDOW).paragraphs)
    cues = np.array([2, int(it.first[1]) + 5])
    seen = pairs(it, cues, np.zeros(len(it), dtype=np.float32))
    assert seen.lengths.tolist() == [it.first[1], 5 + WINDOW + 1]
    assert (it.paragraph[seen.token] == it.paragraph[seen.cue]).all()
    assert (np.abs(seen.token - seen.cue) <= WINDOW).all()


def test_an_article_is_read_in_runs_of_bounded_size() -> None:
    """However long it is, no more tokens are looked at together; none is lost."""
    parsed = article("\n\n".join(["Brandt said no."] * 2_000))
    runs = list(groups(parsed.paragraphs))
    assert len(runs) > 1
    assert all(sum(len(paragraph.doc) for paragraph in run) <= GROUP for run in runs)
    assert [paragraph for run in runs for paragraph in run] == parsed.paragraphs


def test_ids_differ_where_any_part_does() -> None:
    """Hashing keeps order and every column apart, negative numbers too."""
    rows = list(product([-1, 0, 1], repeat=3))
    ids = mix(*np.array(rows).T)
    assert len(set(ids.tolist())) == len(rows)


def test_a_model_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    """Saving what ships again changes no verdict."""
    model = network.load()
    network.save(model, tmp_path / "again.npz")
    again = network.read(tmp_path / "again.npz")
    it = columns(article(TEXT).paragraphs)
    before, after = judged(model, it), judged(again, it)
    assert [candidate.cue for _, candidate in before] == [candidate.cue for _, candidate in after]
    assert [odds for odds, _ in before] == pytest.approx([odds for odds, _ in after], abs=0.05)


def test_all_weights_together_stay_small() -> None:
    """The pipeline, the networks and the event types fit into 25 MB."""
    files = [*(PACKAGE / "language/model").rglob("*"), network.WEIGHTS, plover.WEIGHTS]
    assert sum(file.stat().st_size for file in files if file.is_file()) < LARGEST
