"""Evaluate stances on disputes written and coded by a language model, and on sentences coded by people.

The disputes were not used for training. As they were written for this project, they flatter the coder: scores
on real news are lower.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.running import code_documents
from analysis.coding.statements.given_spans import THRESHOLD, stance
from analysis.coding.statements.model import GIVEN
from analysis.comparing.support import is_firm
from tests.benchmarks.gold import read_rows
from training.stances.gold import Dispute, read_disputes

OWN = Path(__file__).parents[1] / "gold" / "stances"
STANCES = ("support", "conditional", "neutral", "oppose")
MOST_PAIRS = 3_000
Cells = dict[tuple[str, str], str]


def evaluate_own() -> Iterator[str]:
    """Yield the scores of the shipped coder on the disputes in ``tests/gold/stances``.

    They are measured for all statements, and for the firm ones, which count towards positions.
    """
    for kind, group in groupby(read_disputes(OWN), key=lambda dispute: dispute.name.split("-")[0]):
        coded = [(dispute, _code_dispute(dispute)) for dispute in group]
        for what, firm in (("statements", False), ("positions", True)):
            yield from _evaluate_kind(
                f"{what} on own {kind}", [(one, _find_cells(made, firm)) for one, made in coded]
            )


def _evaluate_kind(kind: str, group: list[tuple[Dispute, dict[str, Cells]]]) -> Iterator[str]:
    pairs: Counter[tuple[str, str]] = Counter()
    sided = right = 0
    for dispute, found in group:
        for doc_id, codes in dispute.codes.items():
            gold = {cell: str(code["stance"]) for cell, code in codes.items()}
            made = found.get(doc_id, {})
            pairs.update(
                (gold.get(cell, "none"), made.get(cell, "none")) for cell in gold.keys() | made.keys()
            )
            two = _find_two_sided(gold)
            sided += bool(two)
            right += bool(two) and all(made.get(cell) == gold[cell] for cell in two)
    yield from _format_scores(kind, pairs, sided, right)


def _code_dispute(dispute: Dispute) -> pd.DataFrame:
    return code_documents(dispute.documents, dispute.codebook)["statements"]


def _find_cells(made: pd.DataFrame, firm: bool) -> dict[str, Cells]:
    """Return the most confident stance of each cell, by document."""
    made = made[is_firm(made) if firm else made["doubt"].isna()].sort_values("confidence", kind="stable")
    found: dict[str, Cells] = {}
    for row in made.itertuples():
        found.setdefault(str(row.doc_id), {})[str(row.actor), str(row.issue)] = str(row.stance)
    return found


def _find_two_sided(gold: Cells) -> list[tuple[str, str]]:
    """Return the cells of issues that have both a supporter and an opponent."""
    sides: dict[str, set[str]] = {}
    for (_, issue), value in gold.items():
        sides.setdefault(issue, set()).add(value)
    return [cell for cell in gold if sides[cell[1]] >= {"support", "oppose"}]


def _format_scores(kind: str, pairs: Counter[tuple[str, str]], sided: int, right: int) -> Iterator[str]:
    same = sum(count for (gold, made), count in pairs.items() if gold == made)
    coded = sum(count for (gold, _), count in pairs.items() if gold != "none")
    shown = sum(count for (_, made), count in pairs.items() if made != "none")
    flipped = pairs["support", "oppose"] + pairs["oppose", "support"]
    clear = pairs["support", "support"] + pairs["oppose", "oppose"]
    f1 = {name: _compute_f1(pairs, name) for name in STANCES}
    yield (
        f"{kind}: precision {same / max(shown, 1):.3f}, recall {same / max(coded, 1):.3f} "
        f"(coded {coded}, shown {shown})"
    )
    yield (
        f"  support or oppose in both codings: {clear / max(clear + flipped, 1):.3f} correct; "
        f"four-way macro-F1 {sum(f1.values()) / len(f1):.3f} "
        f"({', '.join(f'{name} {value:.2f}' for name, value in f1.items())})"
    )
    yield f"  texts with a supporter and an opponent, all correct: {right} of {sided}"


def _compute_f1(pairs: Counter[tuple[str, str]], name: str) -> float:
    both = pairs[name, name]
    gold = sum(count for (one, _), count in pairs.items() if one == name)
    made = sum(count for (_, other), count in pairs.items() if other == name)
    return 2 * both / (gold + made) if gold + made else 0.0


def evaluate_others(folder: Path) -> Iterator[str]:
    """Yield the scores of ``sb.stance`` on pairs coded by people and not used for training."""
    for name, labels in (("dse.dev", ("support", "oppose", "neutral")), ("mpqa.dev", ("support", "oppose"))):
        coded = [
            row
            for row in read_rows(folder / "stance" / f"{name}.jsonl")
            if row["label"] and row["target_span"]
        ]
        yield _evaluate_pairs(name, coded[:MOST_PAIRS], labels)
    yield from _evaluate_recipe(folder / "stance")


def _evaluate_recipe(folder: Path) -> Iterator[str]:
    """Yield the cross-validated scores of ``sb.stance`` on PLV, on which its weights were trained."""
    try:
        from training.fitting import group_near_duplicates, split_folds
        from training.stances.__main__ import DSE, GIVEN_NONE, PLV, Material, fit_given
        from training.stances.samples import read_sentences
    except ImportError:
        yield "stances, plv: not measured, scikit-learn is not installed"
        return
    plv, dse = read_sentences(folder / PLV), read_sentences(folder / DSE, GIVEN_NONE)
    pairs: Counter[tuple[str, str]] = Counter()
    labels = [sample.label for sample in plv]
    for learned, judged in split_folds(labels, group_near_duplicates(sample.group for sample in plv), 0):
        model = fit_given(Material([], [plv[place] for place in learned], dse))
        shares = model.probabilities([plv[place].reading for place in judged])
        pairs.update(
            (labels[place], GIVEN[int(share.argmax())])
            for place, share in zip(judged, shares, strict=True)
            if share.max() >= THRESHOLD
        )
    macro = sum(_compute_f1(pairs, label) for label in GIVEN) / len(GIVEN)
    yield (
        f"stances, plv, recipe in folds, without own disputes: macro-F1 {macro:.3f} on answered pairs "
        f"({pairs.total()} of {len(plv)})"
    )


def _evaluate_pairs(name: str, coded: Iterable[dict[str, Any]], labels: tuple[str, ...]) -> str:
    # no answer counts as neutral if neutral is a label
    gold = [
        (row["label"], stance(row["text"], tuple(row["actor_span"]), tuple(row["target_span"])) or "neutral")
        for row in coded
    ]
    answered = [(one, other) for one, other in gold if other in labels]
    pairs = Counter(answered)
    macro = sum(_compute_f1(pairs, label) for label in labels) / len(labels)
    return (
        f"stances, {name}: macro-F1 {macro:.3f} on answered pairs "
        f"({len(answered)} of {len(gold)}, {100 * len(answered) / max(len(gold), 1):.0f} %)"
    )
