"""Days as spreadsheet programs write them."""

import pytest

from analysis.reading.days import parse_days


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-19", ["2024-03-19"]),
        ("2024-03-19 00:00:00", ["2024-03-19"]),
        ("2024-03-19T00:00:00", ["2024-03-19"]),
        ("19.03.2024", ["2024-03-19"]),
        ("19/3/24", ["2024-03-19"]),
        ("19-Mar-24", ["2024-03-19"]),
        ("3/4/2024", ["2024-04-03", "2024-03-04"]),
        ("4/4/2024", ["2024-04-04"]),
        ("soon", []),
        ("", []),
    ],
)
def test_a_cell_means_one_or_more_days(cell: str, expected: list[str]) -> None:
    """One day, two if day and month are ambiguous, none for anything else."""
    assert parse_days(cell) == expected
