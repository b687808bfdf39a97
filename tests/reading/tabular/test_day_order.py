"""Whether 3/4/2025 is in March or in April is decided by the whole column, never by the row."""

import pytest

from analysis.reading.dates import publication_day
from analysis.reading.tabular.day_order import DayColumn


def read_days(*values):
    """Return the days of a column and what is said of those that are not read."""
    column = DayColumn("date")
    for value in values:
        column.observe(value)
    return [publication_day(column.read(value)) for value in values], column.describe_unread()


@pytest.mark.parametrize(
    ("values", "days"),
    [
        (["01/03/2025", "13/03/2025"], ["2025-03-01", "2025-03-13"]),
        (["01/03/2025", "03/13/2025"], ["2025-01-03", "2025-03-13"]),
        (["1.3.2025", "13.3.2025 18:05"], ["2025-03-01", "2025-03-13"]),
        (["3/4/25", "3/13/25"], ["2025-03-04", "2025-03-13"]),
        (["03.04.25", "13.04.25"], ["2025-04-03", "2025-04-13"]),
        (["25-04-03", "25-03-13", "31-03-12"], [None, None, None]),
        (["3/4/2025 6:15:00 PM", "3/14/2025 12:00:00 AM"], ["2025-03-04", "2025-03-14"]),
        (["Mon 03/03/2025", "Thu, 13/03/2025"], ["2025-03-03", "2025-03-13"]),
    ],
)
def test_a_row_that_decides_decides_for_all(values, days):
    """One day after the twelfth settles the column."""
    assert read_days(*values)[0] == days


def test_nothing_decides():
    """Days with two readings stay unread, with one warning that counts them and says what to do."""
    days, warning = read_days("01/02/2025", "03/04/2025", "05/05/2025", "6 May 2025")
    assert days == [None, None, "2025-05-05", "2025-05-06"]
    assert warning == (
        "In its column 'date' 2 days are not used: '01/02/2025' can mean 2025-01-02 or 2025-02-01, and no "
        "other row decides. Write them as year-month-day, for example 2025-05-20."
    )


def test_a_column_in_both_orders():
    """If some days are only possible day first and others month first, no row of the column is dated."""
    days, warning = read_days("13/02/2025", "03/14/2025", "05/06/2025", "2025-06-05")
    assert days == [None, None, None, "2025-06-05"]
    assert "some are written day first and others month first" in warning


def test_a_day_that_does_not_exist_decides_nothing():
    """A slip in one row leaves the others alone."""
    column = DayColumn("date")
    for value in ("01/03/2025", "45/45/2025", "13/03/2025"):
        column.observe(value)
    assert publication_day(column.read("01/03/2025")) == "2025-03-01"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("45719", "2025-03-03"),
        (45719, "2025-03-03"),
        ("45719.75", "2025-03-03"),
        ("1741000000", "2025-03-03"),
        ("1741000000000", "2025-03-03"),
        ("1741000000.0", "2025-03-03"),
        ("20250303T181500Z", "2025-03-03"),
        ("20250303181500", "2025-03-03"),
        ("2025-03-03 00:00:00", "2025-03-03"),
        ("2025-03-03T23:30:00-05:00", "2025-03-03"),
        ("3-Mar-25", "2025-03-03"),
        ("03 Mar 25", "2025-03-03"),
    ],
)
def test_what_only_tables_hold(value, day):
    """Serial numbers of spreadsheets, seconds as text and short years are days."""
    assert read_days(value) == ([day], None)
