"""Intervals as EDTF strings."""

import pytest

from analysis.edtf import format_edtf


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
