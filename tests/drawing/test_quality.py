"""Pages report the error measured for the coder and kind of codebook that were used."""

from dataclasses import replace
from typing import Any

import pytest

from analysis.codes import Codes
from analysis.drawing import quality as module
from analysis.drawing.overview import overview
from analysis.drawing.provenance import measured_error, provenance
from analysis.drawing.quality import OWN_WORDS, summarise_quality
from analysis.quality import Evaluation, Figure, Quality

MODEL = "a language model reading under a manual"
GIVEN = (
    "On real news with a supplied codebook, about two in three of the positions shown were right (20 of 30), "
    "and about one in five of the positions in the texts was found (20 of 100); about half of the statements "
    "checked in one more corpus were right (6 of 12). Judged by a language model, not by people."
)
SUGGESTED = (
    "On real news with a suggested codebook, about one in three of the statements checked in two corpora was "
    "right (10 of 30). Judged by a language model, not by people."
)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the measured figures by invented ones."""
    made: dict[str, Any] = {"coded_by": MODEL, "measured": "now"}
    known = Quality(
        (Evaluation("given", "Letters", 3, 10, 8, **made, in_texts=40, precision_interval=(0.5, 0.9)),),
        (
            Evaluation("given", "Papers", 4, 20, 12, **made, in_texts=60),
            Evaluation("given", "Wires", 5, 12, 6, **made),
            Evaluation("suggested", "Wires", 5, 12, 7, **made),
            Evaluation("suggested", "Bulletins", 5, 18, 3, **made),
        ),
        (
            Figure("Quotations", ".75", "news", "people", "quotes", False),
            Figure("Easy positions", ".76", "own texts", "a language model", "statements", True, "given"),
            Figure("Easy dates", ".95", "own texts", "a language model", "dates", True),
        ),
    )
    monkeypatch.setattr(module, "read_quality", lambda: known)


@pytest.fixture
def coded(codes: Codes) -> Codes:
    """Return codes of the built-in coder with a codebook given."""
    return replace(codes, coder="rules-1")


@pytest.fixture
def suggested(coded: Codes) -> Codes:
    """Return the same with a codebook that the machine suggested."""
    return replace(coded, codebook=replace(coded.codebook, suggested=True))


def test_a_given_codebook_is_judged_by_given_ones(coded: Codes) -> None:
    """The page says it of supplied codebooks; the tables have none for suggested ones."""
    assert GIVEN in provenance(coded).html
    below = measured_error(coded).html
    assert GIVEN in below
    assert "suggested codebook" not in below
    assert "8 of 10: .80 (95 % .50–.90)" in below
    assert "7 of 12" not in below
    assert "Easy positions" in below


def test_a_suggested_codebook_is_judged_by_suggested_ones(suggested: Codes) -> None:
    """The warning says what to expect of suggested codebooks; figures for supplied ones do not appear."""
    expected = "On the evidence of other news, expect about two in three marks to be wrong."
    assert f"The codebook was suggested by the machine.</strong> {expected}" in overview(suggested).html
    assert SUGGESTED in provenance(suggested).html
    below = measured_error(suggested).html
    assert "supplied codebook" not in below
    assert "7 of 12: .58" in below
    assert "8 of 10" not in below
    assert "Easy positions" not in below


def test_flattering_figures_come_last_and_say_so(coded: Codes) -> None:
    """Real news comes first, then other news, then texts of this project; each row names its coder."""
    html = measured_error(coded).html
    places = [
        html.index(words) for words in ("Positions on real news", "Quotations", OWN_WORDS, "Easy dates")
    ]
    assert places == sorted(places)
    assert "real news scores lower" in OWN_WORDS
    assert "<td>own texts</td><td>a language model</td>" in html


@pytest.mark.parametrize("name", ["acme-nli-2.1", ""])
def test_another_coder_s_statements_get_no_figure_of_this_one(coded: Codes, name: str) -> None:
    """Plug-ins and people are not judged by the figures for rules, except for attributions and dates."""
    other = replace(coded, coder=name)
    assert "On real news" not in provenance(other).html
    html = measured_error(other).html
    assert "On real news" not in html
    assert "Positions on real news" not in html
    assert "Easy positions" not in html
    assert "Quotations" in html
    assert ("The statements were coded by acme-nli-2.1." in html) == bool(name)


@pytest.mark.parametrize(
    ("right", "words"),
    [
        (1, "about one in twenty of"),
        (50, "about half of"),
        (68, "about two in three of"),
        (99, "nearly all of"),
    ],
)
def test_shares_are_said_in_plain_words(monkeypatch: pytest.MonkeyPatch, right: int, words: str) -> None:
    """The nearest simple fraction comes before the counts."""
    reading = Evaluation("suggested", "Wires", 5, 100, right, MODEL, "now")
    monkeypatch.setattr(module, "read_quality", lambda: Quality((), (reading,), ()))
    assert f"{words} the statements checked in one corpus" in summarise_quality("suggested")
    assert f"({right} of 100)" in summarise_quality("suggested")
