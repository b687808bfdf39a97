"""Pages say how good an audit found the codes, or that nobody has audited them."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.codes import Audit, Codes
from analysis.drawing.methods import methods
from analysis.drawing.overview import overview
from analysis.drawing.provenance import measured_error

# class of the cells of a column of numbers
NUMBER = ' class="number"'


@pytest.fixture
def coded(codes: Codes) -> Codes:
    """Return the codes of a machine."""
    return replace(codes, machine=codes["statements"], coder="rules-1")


def make_audit(answers: int) -> Audit:
    """Return an audit of 20 of a hundred positions and 20 of a hundred empty cells, with as many answers."""
    given = ["support"] * 15 + ["oppose"] * 5, ["none"] * 16 + ["oppose"] * 4
    cells = [
        {
            "doc_id": f"{machine}{n}", "actor": "<Ann>", "issue": "truce", "stratum": f"all {machine}",
            "size": 100, "probability": 0.2 if n < 20 else None, "machine": machine,
            "answer": found[n] if n < answers else None,
        }
        for machine, found, listed in (("support", given[0], 100), ("none", given[1], 20))
        for n in range(listed)
    ]  # fmt: skip
    return Audit("human:<eve>", pd.DataFrame(cells).astype({"answer": "str", "probability": "float64"}))


def test_codes_without_an_audit_are_called_not_audited(coded: Codes) -> None:
    """The overview says so, and the section on the error how to measure it."""
    assert "Not audited:" in overview(coded).html
    assert "run <code>stancebook audit</code>" in measured_error(coded).html


def test_what_only_people_coded_needs_no_audit(codes: Codes) -> None:
    """Nothing is said where no machine coded statements."""
    assert "audited" not in overview(codes).html + measured_error(codes).html


def test_a_begun_audit_gives_no_figures(coded: Codes) -> None:
    """It says how far it is."""
    begun = replace(coded, audit=make_audit(9))
    for html in (overview(begun).html, measured_error(begun).html):
        assert "An audit has begun: 18 of 40 cells are coded." in html
        assert "2 strata still have too few" in html
    assert "Audit of these codes" not in measured_error(begun).html


def test_an_audit_stands_first_in_the_section_on_the_error(coded: Codes) -> None:
    """Right are 75 %; found, 75 of 120 positions; raw and corrected shares stand side by side."""
    audited = replace(coded, audit=make_audit(20))
    assert "75 % (95 % " in overview(audited).html
    assert "it found 62 % (95 % " in overview(audited).html
    html = measured_error(audited).html
    assert html.index("Audit of these codes") < html.index("Measured error of this coder")
    assert "40 of 200 cells were coded blind by human:&lt;eve&gt;, at random in 2 strata." in html
    assert "the article names both the actor and the issue" in html
    row = html[html.index("Shares of the positions, as coded and corrected") :].replace(NUMBER, "")
    assert '<th scope="row">all positions</th><td>support</td><td>100 %</td><td>100</td><td>62 %</td>' in row
    assert "&lt;Ann&gt;" in html
    assert "<Ann>" not in html
    assert "<eve>" not in html


def test_parts_with_too_few_audited_positions_are_folded(coded: Codes) -> None:
    """Their raw shares are there, and "too few" stands where the corrected ones would."""
    audit = make_audit(20)
    cells = audit.cells.assign(actor=["Bo" if n < 4 else "<Ann>" for n in range(len(audit.cells))])
    html = measured_error(replace(coded, audit=replace(audit, cells=cells))).html
    folded = html[html.index("<summary>Shares of the positions, as coded and corrected: too few") :].replace(
        NUMBER, ""
    )
    assert (
        '<th scope="row">Bo</th><td>support</td><td>100 %</td><td>4</td><td>too few</td><td>–</td>' in folded
    )


def test_the_methods_paragraph_states_design_and_figures(coded: Codes) -> None:
    """Sample, strata, estimator and the three figures with intervals."""
    method = methods(replace(coded, audit=make_audit(20))).html
    for words in (
        "rules-1",
        "40 cells",
        "2 strata",
        "precision is 75 %",
        "recall 62 %",
        "alpha",
        "difference",
    ):
        assert words in method


def test_later_codes_are_told_from_the_audited_ones(coded: Codes) -> None:
    """The page has other positions than the audit."""
    html = measured_error(replace(coded, audit=make_audit(20))).html
    assert "positions have changed since the sample was drawn" in html
