"""Intervals as EDTF strings."""

import pytest

from analysis.edtf import format_edtf, parse_edtf
from analysis.errors import StancebookError


@pytest.mark.parametrize(
    ("earliest", "latest", "extent", "written"),
    [
        ("2025-05-19", "2025-05-19", "within", "2025-05-19"),
        ("2025-05-19", "2025-05-19", "throughout", "2025-05-19"),
        ("2025-05-12", "2025-05-18", "within", "[2025-05-12..2025-05-18]"),
        (None, "2025-05-18", "within", "[..2025-05-18]"),
        ("2025-05-12", None, "within", "[2025-05-12..]"),
        ("2025-05-23", "2025-05-25", "throughout", "2025-05-23/2025-05-25"),
        ("2025-05-23", None, "throughout", "2025-05-23/.."),
        (None, "2025-05-25", "throughout", "../2025-05-25"),
        (None, None, "within", None),
    ],
)
def test_interval_is_written_in_edtf(
    earliest: str | None, latest: str | None, extent: str, written: str | None
) -> None:
    """One day out of several is in brackets, a period has a slash, and open ends are two dots."""
    assert format_edtf(earliest, latest, extent) == written


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        (" 2025-05-19 ", "2025-05-19", "2025-05-19"),
        ("2025-05-12/2025-05-19", "2025-05-12", "2025-05-19"),
        ("[2025-05-12 .. 2025-05-18]", "2025-05-12", "2025-05-18"),
        ("../2025-05-19", None, "2025-05-19"),
        ("[2025-05-12..]", "2025-05-12", None),
        ("..", None, None),
    ],
)
def test_an_interval_is_read(written: str, earliest: str | None, latest: str | None) -> None:
    """All forms that are written are read, and two dots alone mean that no day is known."""
    assert parse_edtf(written) == (earliest, latest)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "Expected a day as YYYY-MM-DD"),
        ("19.05.2025", "Expected a day as YYYY-MM-DD"),
        ("2025-05", "Expected a day as YYYY-MM-DD"),
        ("2025-05-12/May", "Expected a day as YYYY-MM-DD"),
        ("2025-02-30", "2025-02-30 is no day of the calendar"),
        ("2025-05-19/2025-05-12", "ends before it begins"),
    ],
)
def test_what_is_no_interval_is_refused(written: str, message: str) -> None:
    """The message says what is wrong, or what was expected."""
    with pytest.raises(StancebookError, match=message):
        parse_edtf(written)
