"""A publication date is a day given by the source, or a reason why it is missing."""

from datetime import UTC, date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import StancebookError
from analysis.reading.dates import publication_day

TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    "written",
    [
        "2025-05-20",
        "20250520",
        "2025-5-20",
        "2025/05/20",
        "2025.05.20",
        "2025年5月20日",
        "2025-05-20T10:00:00Z",
        "2025-05-20T23:30:00-04:00",
        "2025-05-20 10:00:00 UTC",
        "2025-05-20T10:00:00.123456+0200",
        "20 May 2025",
        "20 MAY 2025",
        "20th of May 2025",
        "20-May-2025",
        "May 20, 2025",
        "Tuesday, May 20, 2025 at 2:05 p.m. ET",
        "Tue, 20 May 2025 14:00:00 GMT",
        "Tue, 20 May 2025 14:00:00 EST",
        "20/05/2025",
        "20.05.2025",
        " 20  May\n2025 ",
        "May 20, 2025 Tuesday",
        "May 20, 2025 Tuesday 9:14 AM GMT",
        "mardi 20 mai 2025",
        "20. Mai 2025 Dienstag",
        "dinsdag 20 mei 2025",
        "20 de mayo de 2025",
        "Martedì, 20 maggio 2025",
    ],
)
def test_written_dates(written):
    """The usual notations give the day as printed, in its own time zone."""
    assert publication_day(written, TODAY) == "2025-05-20"


@pytest.mark.parametrize(
    "value",
    [
        date(2025, 5, 20),
        datetime(2025, 5, 20, 23, 59),
        datetime(2025, 5, 20, 23, tzinfo=timezone(timedelta(hours=-8))),
        pd.Timestamp("2025-05-20 10:00"),
        pd.Timestamp("2025-05-20", tz="Europe/Kyiv"),
        1_747_699_200,
        1_747_699_200_000,
        1_747_699_200.5,
        20250520,
    ],
)
def test_values_other_than_strings(value):
    """Dates, datetimes, pandas timestamps and unambiguous epoch numbers are accepted too."""
    assert publication_day(value, TODAY) == "2025-05-20"


@pytest.mark.parametrize("value", [None, "", "  ", float("nan"), pd.NaT])
def test_missing_values_stay_missing(value):
    """A missing date stays missing and is no error."""
    assert publication_day(value, TODAY) is None


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/2025", "can mean 2025-03-04 or 2025-04-03"),
        ("3.4.2025", "can mean 2025-03-04 or 2025-04-03"),
        ("20/05/25", "can mean 2020-05-25 or 2025-05-20"),
        ("2025-02-30", "is not a day of the calendar"),
        ("2025-13-01", "is not a day of the calendar"),
        ("30 February 2025", "is not a calendar day"),
        ("2025-06-03", "is in the future"),
        ("20 May 2035", "is in the future"),
        ("2025-W21", "is a week, not a day"),
        ("May 2025", "is not a complete date"),
        ("May 3-9, 2025", "in a known format"),
        ("2025", "is not a complete date"),
        ("Tuesday", "is not a complete date"),
        ("14:05", "is not a complete date"),
        ("yesterday", "in a known format"),
        ("Published by Jane Doe", "in a known format"),
        ("1747699200", "in a known format"),
        (3_600, "is not a complete date"),
        (True, "in a known format"),
        ("x" * 10_000, "in a known format"),
    ],
)
def test_unusable_dates_say_why(written, reason):
    """An ambiguous, impossible, incomplete or future date is rejected with the reason."""
    with pytest.raises(StancebookError, match=reason) as error:
        publication_day(written, TODAY)
    assert len(str(error.value)) < 250
    assert "so it is not used; write" in str(error.value)


def test_equal_readings_are_not_ambiguous():
    """The fifth of May is the same in either order."""
    assert publication_day("05/05/2025", TODAY) == "2025-05-05"


def test_tomorrow_is_not_the_future():
    """An outlet further east may already print tomorrow's date."""
    assert publication_day("2025-06-02", TODAY) == "2025-06-02"


def test_by_default_the_future_begins_now():
    """By default the clock decides."""
    assert publication_day(datetime.now(UTC)) is not None
    with pytest.raises(StancebookError, match="future"):
        publication_day(datetime.now(UTC) + timedelta(days=3))


@given(st.dates(date(1800, 1, 1), TODAY), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y"]))
def test_every_day_is_read_back(day, form):
    """No day in two centuries is lost or shifted."""
    assert publication_day(day.strftime(form), TODAY) == day.isoformat()


@given(st.text() | st.integers() | st.floats())
def test_nothing_but_our_error_is_raised(value):
    """Any value in a date column gives a day, None or a StancebookError."""
    try:
        found = publication_day(value, TODAY)
    except StancebookError:
        return
    assert found is None or date.fromisoformat(found) <= TODAY + timedelta(days=1)
