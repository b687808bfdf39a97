"""Drawing a sample: how it is divided among strata, and what is known of each cell."""

import numpy as np
import pandas as pd
import pytest

from analysis.auditing.frame import APART, TOGETHER
from analysis.auditing.sampling import allocate, draw_sample
from analysis.codes import NONE
from analysis.errors import StancebookError

SIZES = {"support": 400, "oppose": 100, "mixed": 4, TOGETHER: 900, APART: 3600}


@pytest.fixture
def frame() -> pd.DataFrame:
    """Return the cells of five strata."""
    cells = [(stratum, number) for stratum, size in SIZES.items() for number in range(size)]
    frame = pd.DataFrame(cells, columns=["stratum", "doc_id"]).assign(actor="Ann", issue="truce")
    return frame.assign(machine=frame["stratum"].where(~frame["stratum"].str.startswith(NONE), NONE))


def test_half_goes_to_positions_and_half_to_empty_cells() -> None:
    """In each half, square roots of the sizes decide: 20 to 10, and 30 to 60; small strata are full."""
    found = {name: not name.startswith(NONE) for name in SIZES}
    drawn = allocate(SIZES, found, 150)
    assert drawn == {"support": 47, "oppose": 24, "mixed": 4, TOGETHER: 25, APART: 50}


def test_each_stratum_has_ten_cells_if_it_has_so_many() -> None:
    """A stratum that the square root would give few gets ten all the same."""
    drawn = allocate({"support": 10_000, "oppose": 12, "mixed": 3}, dict.fromkeys(SIZES, True), 40)
    assert drawn == {"support": 27, "oppose": 10, "mixed": 3}


def test_every_drawn_cell_has_its_probability(frame: pd.DataFrame) -> None:
    """It is the share of the stratum that was drawn, and the weights add up to the corpus."""
    sample = draw_sample(frame, 150, seed=4)
    drawn = sample[sample["cell"] > 0]
    assert sorted(drawn["cell"]) == list(range(1, 151))
    assert drawn["probability"].notna().all()
    assert sample[sample["cell"] == 0]["probability"].isna().all()
    assert (1 / drawn["probability"]).sum() == pytest.approx(len(frame))
    assert set(sample.loc[sample["stratum"] == "mixed", "probability"]) == {1.0}


def test_a_seed_decides_the_sample(frame: pd.DataFrame) -> None:
    """The same seed draws the same cells, another seed others; the order does not tell the stratum."""
    one, again, other = (draw_sample(frame, 150, seed)["cell"] for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)
    first = frame["stratum"][one.between(1, 60)]
    assert first.nunique() >= 4


def test_each_cell_of_a_stratum_is_as_likely(frame: pd.DataFrame) -> None:
    """Over many draws, every cell is drawn about as often as its probability says."""
    cells = frame[frame["stratum"] == "oppose"].reset_index(drop=True)
    drawn = np.mean([draw_sample(cells, 30, seed)["cell"] > 0 for seed in range(400)], axis=0)
    assert drawn.mean() == pytest.approx(0.3)
    assert np.abs(drawn - 0.3).max() < 0.1


def test_a_small_corpus_is_drawn_whole(frame: pd.DataFrame) -> None:
    """More cells than there are cannot be drawn, and too few for all strata are refused."""
    few = frame[frame["stratum"] == "mixed"]
    assert (draw_sample(few, 150)["probability"] == 1).all()
    with pytest.raises(StancebookError, match="5 kinds"):
        draw_sample(frame, 4)
