"""Draw a stratified sample from the cells of a corpus."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.codes import NONE
from analysis.comparing.auditing import FEWEST
from analysis.errors import StancebookError


def draw_sample(frame: pd.DataFrame, n: int, seed: int = 0) -> pd.DataFrame:
    """Draw cells at random within each stratum.

    Half of the sample goes to cells in which the machine found a position, half to the others; each half is
    divided in proportion to the square root of the size of the stratum (Bankier, American Statistician 42,
    1988), which serves both the whole and the small strata. Each stratum has at least ``FEWEST`` cells, if it
    has so many and the sample is large enough.

    Args:
        frame: the cells, see ``frame.list_frame``.
        n: number of cells to draw; all if there are no more.
        seed: seed of the random draw.

    Returns:
        The frame with ``size`` (cells in the stratum), ``probability`` of being drawn, which is missing for
        cells that were not drawn, and ``cell`` (their number in random order, from 1; 0 if not drawn).

    Raises:
        StancebookError: if the sample cannot have a cell of each stratum.
    """
    generator = np.random.default_rng(seed)
    sizes = frame["stratum"].value_counts(sort=False)
    if n < len(sizes):
        raise StancebookError(f"--n {n}: the cells are of {len(sizes)} kinds; draw more, usually 100 to 200.")
    found = frame.drop_duplicates("stratum").set_index("stratum")["machine"] != NONE
    drawn = allocate({str(name): int(size) for name, size in sizes.items()}, dict(found), n)
    taken = np.concatenate(
        [
            generator.choice(np.flatnonzero(frame["stratum"] == stratum), number, replace=False)
            for stratum, number in drawn.items()
        ]
    )
    numbers = np.zeros(len(frame), dtype=np.int64)
    # the order of coding must not tell the stratum, and a part of the sample must be a sample
    numbers[generator.permutation(taken)] = np.arange(1, len(taken) + 1)
    chance = frame["stratum"].map(drawn) / frame["stratum"].map(sizes)
    return frame.assign(size=frame["stratum"].map(sizes), probability=chance.where(numbers > 0), cell=numbers)


def allocate(sizes: Mapping[str, int], found: Mapping[str, bool], n: int) -> dict[str, int]:
    """Divide a sample among strata.

    Args:
        sizes: the number of cells in each stratum.
        found: whether the machine found a position in the cells of a stratum.
        n: number of cells to draw.
    """
    roots = {name: size**0.5 for name, size in sizes.items()}
    halves = {kind: sum(roots[name] for name in sizes if found[name] == kind) for kind in (True, False)}
    share = {name: root / halves[found[name]] for name, root in roots.items()}
    drawn = {name: min(FEWEST, size, n // len(sizes)) for name, size in sizes.items()}
    while sum(drawn.values()) < n and (left := [name for name in sizes if drawn[name] < sizes[name]]):
        neediest = max(left, key=lambda name: share[name] / (drawn[name] + 0.5))
        drawn[neediest] += 1
    return drawn
