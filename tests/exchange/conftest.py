"""Shared fixtures for the exchange tests."""

from pathlib import Path

import pytest

from tests.exchange.databases import DNA2, DNA3, create, sample_2_rows, sample_rows


@pytest.fixture
def dna(tmp_path: Path) -> Path:
    """Return a DNA 3 database."""
    return create(tmp_path / "dispute.dna", DNA3, sample_rows())


@pytest.fixture
def dna2(tmp_path: Path) -> Path:
    """Return a DNA 2 database of the same stances."""
    return create(tmp_path / "older.dna", DNA2, sample_2_rows())
