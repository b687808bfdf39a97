"""Stances: own disputes that a language model wrote and coded, and sentences that people coded elsewhere.

Nothing was learned from these disputes. Being written for this project, they flatter the coder: real news
scores lower.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.pipeline import code_documents
from analysis.coding.statements.given_spans import THRESHOLD, stance
from analysis.coding.statements.model import GIVEN
from analysis.comparing.stances import is_firm
from tests.benchmarks.gold import rows
from training.stances.gold import Dispute, read_disputes

OWN = Path(__file__).parents[1] / "gold" / "stances"
STANCES = ("support", "conditional", "neutral", "oppose")
MOST_PAIRS = 3_000
Cells = dict[tuple[str, str], str]


def own() -> Iterator[str]:
    """Yield what the shipped coder reaches on the disputes under ``tests/gold/stances``.

    Once by all its statements, once by those that are firm enough to make a position.
    """
    for kind, group in groupby(read_disputes(OWN), key=lambda dispute: dispute.name.split("-")[0]):
        coded = [(dispute, _coded(dispute)) for dispute in group]
        for what, firm in (("statements", False), ("positions", True)):
            yield from _kind(f"{what} on own {kind}", [(one, _cells(made, firm)) for one, made in coded])


def _kind(kind: str, group: list[tuple[Dispute, dict[str, Cells]]]) -> Iterator[str]:
    met: Counter[tuple[str, str]] = Counter()
    sided = right = 0
    for dispute, found in group:
        for doc_id, codes in dispute.codes.items():
            told = {cell: str(code["stance"]) for cell, code in codes.items()}
            made = found.get(doc_id, {})
            met.update((told.get(cell, "none"), made.get(cell, "none")) for cell in told.keys() | made.keys())
            two = _two_sided(told)
            sided += bool(two)
            right += bool(two) and all(made.get(cell) == told[cell] for cell in two)
    yield from _lines(kind, met, sided, right)


def _coded(dispute: Dispute) -> pd.DataFrame:
    return code_documents(dispute.documents, dispute.codebook)["statements"]


def _cells(made: pd.DataFrame, firm: bool) -> dict[str, Cells]:
    """Return the stance of each cell by document; of several the most confident."""
    made = made[is_firm(made) if firm else made["doubt"].isna()].sort_values("confidence", kind="stable")
    found: dict[str, Cells] = {}
    for row in made.itertuples():
        found.setdefault(str(row.doc_id), {})[str(row.actor), str(row.issue)] = str(row.stance)
    return found


def _two_sided(told: Cells) -> list[tuple[str, str]]:
    """Return the cells of issues that have a supporter and an opponent."""
    sides: dict[str, set[str]] = {}
    for (_, issue), value in told.items():
        sides.setdefault(issue, set()).add(value)
    return [cell for cell in told if sides[cell[1]] >= {"support", "oppose"}]


def _lines(kind: str, met: Counter[tuple[str, str]], sided: int, right: int) -> Iterator[str]:
    same = sum(count for (told, made), count in met.items() if told == made)
    coded = sum(count for (told, _), count in met.items() if told != "none")
    shown = sum(count for (_, made), count in met.items() if made != "none")
    flipped = met["support", "oppose"] + met["oppose", "support"]
    clear = met["support", "support"] + met["oppose", "oppose"]
    f1 = {name: _f1(met, name) for name in STANCES}
    yield (
        f"{kind}: precision {same / max(shown, 1):.3f}, recall {same / max(coded, 1):.3f} "
        f"(coded {coded}, shown {shown})"
    )
    yield (
        f"  support or oppose, where both say one: {clear / max(clear + flipped, 1):.3f} right; "
        f"four-way macro-F1 {sum(f1.values()) / len(f1):.3f} "
        f"({', '.join(f'{name} {value:.2f}' for name, value in f1.items())})"
    )
    yield f"  texts with a supporter and an opponent wholly right: {right} of {sided}"


def _f1(met: Counter[tuple[str, str]], name: str) -> float:
    both = met[name, name]
    told = sum(count for (one, _), count in met.items() if one == name)
    made = sum(count for (_, other), count in met.items() if other == name)
    return 2 * both / (told + made) if told + made else 0.0


def others(folder: Path) -> Iterator[str]:
    """Yield what ``sb.stance`` reaches on pairs that people coded; those it learned from are left out."""
    for name, labels in (("dse.dev", ("support", "oppose", "neutral")), ("mpqa.dev", ("support", "oppose"))):
        coded = [
            row for row in rows(folder / "stance" / f"{name}.jsonl") if row["label"] and row["target_span"]
        ]
        yield _pairs(name, coded[:MOST_PAIRS], labels)
    yield from _recipe(folder / "stance")


def _recipe(folder: Path) -> Iterator[str]:
    """Yield what the recipe of ``sb.stance`` reaches on PLV in folds, as the weights learned from it."""
    try:
        from training.fitting import group_near_duplicates, split_folds
        from training.stances.__main__ import DSE, GIVEN_NONE, PLV, Material, fit_given
        from training.stances.samples import read_sentences
    except ImportError:
        yield "stances, plv: not measured, scikit-learn is missing"
        return
    plv, dse = read_sentences(folder / PLV), read_sentences(folder / DSE, GIVEN_NONE)
    met: Counter[tuple[str, str]] = Counter()
    labels = [sample.label for sample in plv]
    for learned, judged in split_folds(labels, group_near_duplicates(sample.group for sample in plv), 0):
        model = fit_given(Material([], [plv[place] for place in learned], dse))
        shares = model.probabilities([plv[place].reading for place in judged])
        met.update(
            (labels[place], GIVEN[int(share.argmax())])
            for place, share in zip(judged, shares, strict=True)
            if share.max() >= THRESHOLD
        )
    macro = sum(_f1(met, label) for label in GIVEN) / len(GIVEN)
    yield (
        f"stances, plv, recipe in folds, without own disputes: macro-F1 {macro:.3f} where answered "
        f"({met.total()} of {len(plv)})"
    )


def _pairs(name: str, coded: Iterable[dict[str, Any]], labels: tuple[str, ...]) -> str:
    # no answer stands for neutral where that is coded
    told = [
        (row["label"], stance(row["text"], tuple(row["actor_span"]), tuple(row["target_span"])) or "neutral")
        for row in coded
    ]
    answered = [(one, other) for one, other in told if other in labels]
    met = Counter(answered)
    macro = sum(_f1(met, label) for label in labels) / len(labels)
    return (
        f"stances, {name}: macro-F1 {macro:.3f} where answered "
        f"({len(answered)} of {len(told)}, {100 * len(answered) / max(len(told), 1):.0f} %)"
    )
