"""Networks over time: exact window sizes, and distances between networks."""

import numpy as np
import pandas as pd
import pytest

from analysis.comparing.networks.building import network
from analysis.comparing.networks.distances import (
    compute_spectrum,
    network_distance,
    network_distances,
    normalize_to_one,
)
from analysis.comparing.networks.windows import windows
from analysis.errors import StancebookError


def daily(days: list[int | None], start: str = "2005-01-03") -> pd.DataFrame:
    """Return one statement for each number of days after a Monday."""
    first = pd.Timestamp(start)
    return pd.DataFrame(
        {
            "statement_id": range(len(days)),
            "actor": [f"a{number}" for number in range(len(days))],
            "issue": "x",
            "stance": 1,
            "date": [pd.NaT if day is None else first + pd.Timedelta(days=day) for day in days],
        }
    )


def held(found) -> list[list[int]]:
    """Return the statements of each window."""
    return [list(window.network.used.frame["statement_id"]) for window in found]


def test_a_window_of_8_days_covers_8_days() -> None:
    """It moves by one day, from the day of the first statement to that of the last."""
    found = list(windows(daily([0, 7, 8, 9]), "days", 8))
    assert [(str(one.start), str(one.end)[:19]) for one in found[:1]] == [
        ("2005-01-03 00:00:00", "2005-01-10 23:59:59")
    ]
    assert held(found) == [[0, 1], [1, 2], [1, 2, 3]]


def test_dna_windows_of_8_days_cover_9() -> None:
    """A window extends four days to both sides of its middle, within the first and last moment."""
    found = list(windows(daily([0, 7, 8, 9]), "days", 8, compat="dna3"))
    assert [(one.start.day, one.middle.day, one.end.day) for one in found] == [(3, 7, 11), (4, 8, 12)]
    assert held(found) == [[0, 1, 2], [1, 2, 3]]


def test_weeks_months_and_years_follow_the_calendar() -> None:
    """ISO weeks begin on Monday; empty windows are kept; undated statements are in none."""
    table = daily([0, 6, 7, 21, 40, None])
    weeks = list(windows(table, "weeks", 1))
    assert held(weeks) == [[0, 1], [2], [], [3], [], [4]]
    assert {one.start.day_name() for one in weeks} == {"Monday"}
    months = list(windows(table, "months", 2))
    assert [(str(one.start.date()), str(one.end.date())) for one in months] == [("2005-01-01", "2005-02-28")]
    assert held(months) == [[0, 1, 2, 3, 4]]
    assert held(windows(daily([0, 400]), "years", 1)) == [[0], [1]]


def test_a_set_period_is_the_range_of_windows() -> None:
    """From since to until, including windows without statements."""
    found = list(windows(daily([1]), "days", 1, since="2005-01-03", until="2005-01-05"))
    assert held(found) == [[], [0], []]


def test_windows_of_events_invent_no_order_within_a_day() -> None:
    """With three on Monday and one on Tuesday, a window of two has all of Monday, or all four."""
    assert held(windows(daily([0, 0, 0, 1]), "events", 2)) == [[0, 1, 2], [0, 1, 2, 3]]
    assert held(windows(daily([0, 1, 2, 3]), "events", 3)) == [[0, 1, 2], [1, 2, 3]]


def test_a_window_has_its_own_names_unless_isolates_are_kept() -> None:
    """Names without a statement in a window are nodes only if isolates are kept."""
    table = daily([0, 1])
    assert [list(one.network.matrix.index) for one in windows(table, "days", 1)] == [["a0"], ["a1"]]
    kept = windows(table, "days", 1, isolates=True)
    assert [list(one.network.matrix["x"]) for one in kept] == [[1, 0], [0, 1]]


def test_a_window_can_be_traced_to_its_statements() -> None:
    """Its provenance covers only the window."""
    (_, last) = windows(daily([0, 0, 1, 1]), "days", 1, mode="onemode")
    assert last.network.statements("a2", "a3") == [2, 3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("day", 1), "Unknown unit 'day'. Did you mean 'days'"),
        (("days", 0), "expected a whole number from 1, got 0"),
        (("days", 9), "shorter than 9 days"),
        (("events", 9), "shorter than 9 events"),
    ],
)
def test_invalid_windows_are_reported(arguments: tuple, message: str) -> None:
    """The error is raised by the call, not when the first window is read."""
    with pytest.raises(StancebookError, match=message):
        windows(daily([0, 1]), *arguments)
    with pytest.raises(StancebookError, match="Unknown argument of a network 'duplicate'"):
        windows(daily([0, 1]), "days", 1, duplicate="week")


def test_the_spectrum_of_the_laplacian() -> None:
    """A path of three has 3, 1 and 0; a single tie of any weight 1 and 0; negative ties are ignored."""
    path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], dtype=float)
    np.testing.assert_allclose(compute_spectrum(path), [0.75, 0.25, 0], atol=1e-12)
    np.testing.assert_allclose(compute_spectrum(np.array([[0, 7.0], [7.0, 0]])), [1, 0], atol=1e-12)
    assert compute_spectrum(np.array([[0, -7.0], [-7.0, 0]])).tolist() == [0, 0]


def test_networks_are_compared_over_the_names_of_both() -> None:
    """A node missing from one network has no ties there; a network has distance 0 from itself."""
    one, other = (network(daily(days), "onemode") for days in ([0, 0], [0, 0, 0]))
    # one tie twice in the matrix against three
    assert network_distance(one, other) == 4
    # spectra 1 0 0 and ½ ½ 0
    assert network_distance(one, other, "spectral") == pytest.approx(1)
    assert network_distances([one, other]).to_numpy().tolist() == [[0, 4], [4, 0]]


def test_two_mode_networks_have_no_spectrum() -> None:
    """Their cells are compared; networks of different modes are not."""
    two, one = network(daily([0])), network(daily([0]), "onemode")
    assert network_distance(two, two) == 0
    with pytest.raises(StancebookError, match="Spectra require one-mode networks"):
        network_distance(two, two, "spectral")
    with pytest.raises(StancebookError, match="cannot be compared"):
        network_distance(two, one)


def test_a_matrix_is_divided_by_its_absolute_sum() -> None:
    """Positive and negative cells do not cancel out; an all-zero matrix is unchanged."""
    assert normalize_to_one(pd.DataFrame([[0, 1], [-3, 0]])).to_numpy().tolist() == [[0, 0.25], [-0.75, 0]]
    assert normalize_to_one(pd.DataFrame([[0.0]])).iloc[0, 0] == 0
