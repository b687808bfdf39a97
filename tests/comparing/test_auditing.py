"""What an audit says of the machine, worked out by hand for a corpus of 140 cells."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from analysis.codes import ANSWERS, Audit, Codes
from analysis.comparing.auditing import (
    correct_shares,
    count_changes,
    estimate_confusion,
    find_short_strata,
    list_progress,
    measure_quality,
)

# of 40 cells that the machine reads as support, 20 were drawn; of 100 empty ones, 25
SUPPORT = ["support"] * 14 + ["mixed"] * 2 + ["oppose"] * 1 + ["none"] * 3
EMPTY = ["none"] * 20 + ["support"] * 1 + ["oppose"] * 4


def make_audit(support: list[str], empty: list[str]) -> Audit:
    """Return an audit with these answers; Ann has the machine's positions, and the last drawn empty cells."""
    rows = []
    for stratum, size, drawn, machine, answers in (
        ("support", 40, 20, "support", support), ("apart", 100, 25, "none", empty)
    ):  # fmt: skip
        for number in range(size if machine == "support" else drawn):
            is_drawn = number < drawn
            is_early = number % 2 == 0
            rows.append(
                {
                    "doc_id": f"{'may' if is_early else 'june'}{number}",
                    "actor": "Ann" if machine == "support" or number >= 20 else "Bob",
                    "issue": "truce" if is_early else "join",
                    "stratum": stratum,
                    "size": size,
                    "probability": drawn / size if is_drawn else None,
                    "machine": machine,
                    "answer": answers[number] if number < len(answers) else None,
                }
            )
    return Audit("human:eve", pd.DataFrame(rows).astype({"answer": "str", "probability": "float64"}))


@pytest.fixture
def audit() -> Audit:
    """Return an audit whose sample is coded."""
    return make_audit(SUPPORT, EMPTY)


@pytest.fixture
def published(coder: Any) -> Codes:
    """Return the codes of articles that appeared in May and June."""
    texts = {f"{month}{number}": "Ann spoke." for number in range(40) for month in ("may", "june")}
    made = type(coder)(texts).codes()
    days = ["2025-05-10" if doc.startswith("may") else "2025-06-10" for doc in made["documents"]["doc_id"]]
    documents = made["documents"].assign(published=pd.Series(days, dtype="str"))
    return replace(made, tables={**made.tables, "documents": documents}, coder="rules-test")


def test_precision_and_recall_are_weighted_by_what_a_cell_stands_for(audit: Audit) -> None:
    """Right: 16 of 20 in support, so 32 cells; in the texts 17 x 2 there, and 5 x 4 among the empty ones.

    The variance of these 54 is 55.37, and their covariance with the 32 is 5.05: so much is the ratio shifted.
    """
    quality = measure_quality(audit).set_index("figure")
    assert quality["n"].to_dict() == {"precision": 20, "recall": 22, "agreement": 45}
    assert quality.loc["precision", "value"] == pytest.approx(0.8)
    assert quality.loc["recall", "value"] == pytest.approx(
        32 / 54 * (1 + 5.05 / (32 * 54) - 55.37 / 54**2), abs=1e-5
    )
    assert (quality["low"] < quality["value"]).all()
    assert (quality["value"] < quality["high"]).all()


def test_agreement_is_alpha_of_the_whole_corpus(audit: Audit) -> None:
    """Krippendorff's alpha of the 140 cells that the sample stands for; the same by its definition."""
    pairs = [("support", answer) for answer in SUPPORT for _ in range(2)]
    pairs += [("none", answer) for answer in EMPTY for _ in range(4)]
    values = [value for pair in pairs for value in pair]
    observed = sum(one != other for one, other in pairs) / len(pairs)
    same = sum(values.count(answer) * (values.count(answer) - 1) for answer in ANSWERS)
    expected = 1 - same / (len(values) * (len(values) - 1))
    quality = measure_quality(audit).set_index("figure")
    assert quality.loc["agreement", "value"] == pytest.approx(1 - observed / expected)


def test_the_confusion_matrix_counts_cells_of_the_corpus(audit: Audit) -> None:
    """Each cell of the sample stands for two or four."""
    crossed = estimate_confusion(audit)
    assert list(crossed.columns) == ["support", "oppose", "mixed", "none"]
    assert crossed.loc["support"].tolist() == [28, 2, 4, 6]
    assert crossed.loc["none"].tolist() == [4, 16, 0, 80]


def test_shares_are_corrected_for_what_was_missed(audit: Audit, published: Codes) -> None:
    """The machine sees support only; the sample stands for 32 of support and 18 of oppose among 54.

    Their covariances with the 54 are 14.42 and 40.32, see above.
    """
    shares = correct_shares(published, audit).set_index(["by", "part", "stance"])
    support, oppose = (shares.loc[("all", "all positions", stance)] for stance in ("support", "oppose"))
    assert (support["raw"], oppose["raw"], support["positions"], support["n"]) == (1, 0, 40, 22)
    assert support["corrected"] == pytest.approx(32 / 54 * (1 + 14.42 / (32 * 54) - 55.37 / 54**2), abs=1e-5)
    assert oppose["corrected"] == pytest.approx(18 / 54 * (1 + 40.32 / (18 * 54) - 55.37 / 54**2), abs=1e-5)
    assert support["low"] < 32 / 54 < support["high"] < 1


def test_parts_with_few_audited_positions_have_no_estimate(audit: Audit, published: Codes) -> None:
    """All positions that the person found are Ann's; Bob has neither positions nor a row."""
    shares = correct_shares(published, audit).set_index(["by", "part", "stance"])
    assert set(shares.loc["actor"].index.get_level_values("part")) == {"Ann"}
    assert shares.loc[("actor", "Ann", "support"), "n"] == 22
    few = correct_shares(published, make_audit(["support"] * 5 + ["none"] * 15, ["none"] * 25))
    assert few["corrected"].isna().all()
    assert set(few["n"]) <= {2, 3, 5}


def test_windows_are_as_short_as_the_sample_allows(audit: Audit, published: Codes) -> None:
    """Twenty-two positions are enough for two months; their cells are those of the articles' days."""
    shares = correct_shares(published, audit)
    assert list(dict.fromkeys(shares.loc[shares["by"] == "month", "part"])) == ["2025-05", "2025-06"]
    fewer = correct_shares(published, make_audit(SUPPORT, ["none"] * 25))
    assert set(fewer["by"]) == {"all", "actor", "issue", "quarter"}


def test_a_part_of_the_sample_is_enough_if_each_stratum_has_ten(audit: Audit) -> None:
    """Cells without an answer do not count; a stratum with nine answers is too few."""
    assert find_short_strata(make_audit(SUPPORT[:10], EMPTY[:10])) == []
    (short,) = find_short_strata(make_audit(SUPPORT[:9], EMPTY))
    assert (short.stratum, short.size, short.drawn, short.answered) == ("support", 40, 20, 9)
    assert [(one.answered, one.right) for one in list_progress(audit)] == [(20, 16), (25, 20)]
    half = measure_quality(make_audit(SUPPORT[:10], EMPTY[:10])).set_index("figure")
    assert half.loc["precision", "value"] == 1


def test_corrections_do_not_enter_the_estimates(audit: Audit, published: Codes, coder: Any) -> None:
    """A person's ordinary coding changes neither raw nor corrected shares."""
    coder.statement("Ann", "truce", "oppose", "Ann wants a truce", coder="human:eve", confidence=1.0)
    corrected = replace(published, human=coder.codes()["statements"])
    pd.testing.assert_frame_equal(correct_shares(published, audit), correct_shares(corrected, audit))


def test_changed_codes_are_counted(audit: Audit, coder: Any) -> None:
    """The codes may be others than when the sample was drawn: one stays, 39 are gone, one is new."""
    coder.texts = {"may0": "Ann wants a truce", "june1": "Bob rejects the truce"}
    coder.statement("Ann", "truce", "support", "Ann wants a truce", "may0")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", "june1")
    codes = coder.codes()
    assert count_changes(replace(codes, machine=codes["statements"]), audit) == 40
