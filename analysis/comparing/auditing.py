"""Measure the machine's codes with an audit, and correct the shares of stances by it.

Only the audit's blind answers are used. People's corrections are not: they were made where somebody looked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import ANSWERS, MIXED, NONE, Audit, Codes
from analysis.comparing.estimating import Estimate, Floats, Sample, estimate_ratio, estimate_statistic
from analysis.comparing.support import is_firm
from analysis.comparing.windows import find_window
from analysis.comparing.wording import parse_day

CELL = ["doc_id", "actor", "issue"]
# fewer answers in a stratum, and fewer audited positions behind a share, are too few for an estimate
FEWEST = 10
SIDES = ("support", "oppose")
# windows from the shortest; the shortest with enough audited positions in each on average is used
UNITS = ("month", "quarter", "year")
QUALITY_COLUMNS = ["figure", "value", "low", "high", "n"]
SHARE_COLUMNS = ["by", "part", "stance", "raw", "positions", "corrected", "low", "high", "n"]


@dataclass(frozen=True)
class Progress:
    """How far a stratum of an audit is coded, and how good the machine is in it.

    Attributes:
        stratum: its name.
        size: its cells in the corpus.
        drawn: its cells in the sample.
        answered: those of them with an answer.
        right: those of them in which the machine's answer, none included, is right.
    """

    stratum: str
    size: int
    drawn: int
    answered: int
    right: int

    @property
    def is_enough(self) -> bool:
        """Whether it has enough answers for estimates."""
        return self.answered >= min(FEWEST, self.drawn)


def find_machine_answers(codes: Codes) -> pd.DataFrame:
    """Return the machine's answer in each cell in which its firm statements take a position.

    Returns:
        One row per cell: ``doc_id``, ``actor``, ``issue``, ``machine`` (a stance or ``mixed``) and the
        highest ``confidence`` of its statements.
    """
    firm = codes.machine[is_firm(codes.machine)]
    found = firm.groupby(CELL, sort=False, as_index=False).agg(
        machine=("stance", lambda stances: stances.iloc[0] if stances.nunique() == 1 else MIXED),
        confidence=("confidence", "max"),
    )
    return found[[*CELL, "machine", "confidence"]]


def count_changes(codes: Codes, audit: Audit) -> int:
    """Return in how many cells the machine's position is another one now than when the sample was drawn."""
    then = audit.cells[audit.cells["machine"] != NONE].set_index(CELL)["machine"]
    now = find_machine_answers(codes).set_index(CELL)["machine"]
    both = pd.concat({"then": then, "now": now}, axis=1)
    return int((both["then"].fillna(NONE) != both["now"].fillna(NONE)).sum())


def list_progress(audit: Audit) -> list[Progress]:
    """Return how far each stratum is coded."""
    right = [_is_right(*pair) for pair in zip(audit.cells["machine"], audit.cells["answer"], strict=True)]
    found = []
    for name, group in audit.cells.assign(right=right).groupby("stratum", sort=False):
        drawn, answered = group[["probability", "answer"]].count()
        size = int(group["size"].iloc[0])
        found.append(Progress(str(name), size, int(drawn), int(answered), int(group["right"].sum())))
    return found


def _is_right(machine: str, answer: object) -> bool:
    """Tell whether the machine's answer is right; of several stances, support and oppose both are."""
    return answer == machine or (answer == MIXED and machine in SIDES)


def find_short_strata(audit: Audit) -> list[Progress]:
    """Return the strata without enough answers; estimates need that there are none."""
    return [progress for progress in list_progress(audit) if not progress.is_enough]


def is_audited(codes: Codes) -> bool:
    """Tell whether a corpus has an audit with enough answers for estimates."""
    return codes.audit is not None and not find_short_strata(codes.audit)


def count_answers(audit: Audit, is_part: pd.Series | None = None) -> Sample:
    """Return the answers of an audit by stratum, of all cells or a part of them.

    Args:
        audit: an audit that is complete.
        is_part: whether each of its cells belongs to the part; by default all do.
    """
    cells = audit.cells
    strata = cells.drop_duplicates("stratum", ignore_index=True)
    places = cells["stratum"].map({name: place for place, name in enumerate(strata["stratum"])}).to_numpy()
    inside = np.ones(len(cells), dtype=bool) if is_part is None else is_part.to_numpy()
    answered = cells["answer"].notna().to_numpy()
    sizes = strata["size"].to_numpy(dtype=float)
    counts = np.zeros((len(strata), len(ANSWERS)))
    chosen = answered & inside
    answers = [ANSWERS.index(answer) for answer in cells.loc[chosen, "answer"]]
    np.add.at(counts, (places[chosen], answers), 1)
    return Sample(
        counts,
        np.bincount(places[answered], minlength=len(strata)).astype(float),
        sizes,
        np.array([ANSWERS.index(answer) for answer in strata["machine"]]),
        # without a part, also of strata whose other cells are not listed
        sizes if is_part is None else np.bincount(places[inside], minlength=len(strata)).astype(float),
    )


def measure_quality(audit: Audit) -> pd.DataFrame:
    """Return how good the machine's codes are.

    A cell is right if the machine's answer is the person's; where the person found several stances, support
    and oppose are both right.

    Returns:
        One row per ``figure``: ``precision``, the share of the machine's positions that are right;
        ``recall``, the share of the positions in the texts that it has right; ``agreement``, Krippendorff's
        alpha for the answers in all cells (Content Analysis, 2004, ch. 11). With ``value``, ``low`` and
        ``high`` (95 % interval) and ``n``, the audited cells behind it.
    """
    sample = count_answers(audit)
    right, shown, there = mark_right(sample), _mark_shown(sample), mark(sample, ANSWERS[:-1])
    figures: Mapping[str, tuple[Estimate, Floats]] = {
        "precision": (estimate_ratio(sample, right, shown), shown),
        "recall": (estimate_ratio(sample, right, there), there),
        "agreement": (
            estimate_statistic(sample, lambda found: _compute_alpha(sample, found)), np.ones_like(there)
        ),
    }  # fmt: skip
    return pd.DataFrame(
        [
            (name, found.value, found.low, found.high, int((sample.counts * counted).sum()))
            for name, (found, counted) in figures.items()
        ],
        columns=QUALITY_COLUMNS,
    )


def mark_right(sample: Sample) -> Floats:
    """Mark the answers, by stratum and the person's answer, in which the machine's position is right."""
    said = [ANSWERS[place] for place in sample.machine]
    return np.array([[float(one != NONE and _is_right(one, answer)) for answer in ANSWERS] for one in said])


def _mark_shown(sample: Sample) -> Floats:
    found = (sample.machine != ANSWERS.index(NONE)).astype(float)
    return np.repeat(found[:, None], len(ANSWERS), axis=1)


def mark(sample: Sample, answers: tuple[str, ...]) -> Floats:
    """Mark some of the person's answers in all strata."""
    return np.tile([float(answer in answers) for answer in ANSWERS], (len(sample.sizes), 1))


def _cross(sample: Sample, found: Floats) -> Floats:
    """Return the number of cells by the machine's answer and the person's; (…, answers, answers)."""
    return np.eye(len(ANSWERS))[sample.machine].T @ found


def _compute_alpha(sample: Sample, found: Floats) -> Floats:
    crossed = _cross(sample, found)
    coincidences = crossed + np.swapaxes(crossed, -1, -2)
    totals = coincidences.sum(axis=-1)
    n = totals.sum(axis=-1)
    expected = n**2 - (totals**2).sum(axis=-1)
    observed = n - np.trace(coincidences, axis1=-2, axis2=-1)
    share = np.divide(observed, expected, out=np.full(np.shape(n), np.nan), where=expected > 0)
    return np.asarray(1 - (n - 1) * share)


def estimate_confusion(audit: Audit) -> pd.DataFrame:
    """Return how many cells of the corpus the person would answer how, by the machine's answer.

    Returns:
        Estimated numbers of cells; one row per answer of the machine, one column per answer of the person.
    """
    sample = count_answers(audit)
    crossed = pd.DataFrame(_cross(sample, sample.weighted), list(ANSWERS), list(ANSWERS))
    used = [name for name in ANSWERS if crossed.loc[name].any() or crossed[name].any()]
    return crossed.loc[used, used].rename_axis("machine").rename_axis(audit.coder, axis=1)


def correct_shares(codes: Codes, audit: Audit) -> pd.DataFrame:
    """Return the shares of support and oppose among the positions, as coded and corrected by an audit.

    Args:
        codes: the corpus; the articles' days give the windows.
        audit: its audit, complete.

    Returns:
        One row per part and stance: ``by`` (``all``, ``actor``, ``issue`` or the unit of the windows),
        ``part``, ``stance``, ``raw`` (the share among the machine's ``positions``), ``corrected`` with
        ``low`` and ``high`` (95 % interval), and ``n``, the audited cells of the part with a position. Below
        ``FEWEST`` the corrected share is missing. Parts without positions have no row.
    """
    return pd.DataFrame(_list_shares(codes, audit), columns=SHARE_COLUMNS)


def _list_shares(codes: Codes, audit: Audit) -> Iterator[tuple[Any, ...]]:
    cells = audit.cells
    unit, windows = _find_windows(codes, audit)
    whole = pd.Series("all positions", index=cells.index)
    for by, parts in (("all", whole), ("actor", cells["actor"]), ("issue", cells["issue"]), (unit, windows)):
        names = parts.value_counts().index if by != unit else sorted(parts.dropna().unique())
        for name in names:
            yield from ((by, name, *row) for row in _correct_part(audit, parts == name))


def _correct_part(audit: Audit, is_part: pd.Series) -> Iterator[tuple[Any, ...]]:
    sample = count_answers(audit, is_part)
    there = mark(sample, ANSWERS[:-1])
    n = int((sample.counts * there).sum())
    machine = audit.cells.loc[is_part & (audit.cells["machine"] != NONE), "machine"]
    for stance in SIDES if n or len(machine) else ():
        nan = float("nan")
        found = Estimate(nan, nan, nan)
        if n >= FEWEST:
            found = estimate_ratio(sample, mark(sample, (stance,)), there)
        raw = float((machine == stance).mean()) if len(machine) else nan
        yield stance, raw, len(machine), found.value, found.low, found.high, n


def _find_windows(codes: Codes, audit: Audit) -> tuple[str, pd.Series]:
    """Return the unit of the windows, and the window of each cell by the day of its article."""
    documents = codes.read("documents", ["doc_id", "published"])
    days = {
        doc_id: parse_day(day)
        for doc_id, day in zip(documents["doc_id"], documents["published"], strict=True)
        if isinstance(day, str)
    }
    found = audit.cells["answer"].notna() & (audit.cells["answer"] != NONE)
    for unit in UNITS:
        names = {doc_id: find_window(day, unit).name for doc_id, day in days.items() if day is not None}
        windows = audit.cells["doc_id"].map(names)
        if found.sum() >= FEWEST * windows.nunique():
            break
    return unit, windows
