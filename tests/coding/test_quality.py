"""The file of quality figures is validated when it is read."""

import tomllib
from typing import Any

import pytest

from analysis.errors import StancebookError
from analysis.quality import PATH, check_quality


@pytest.fixture
def content() -> dict[str, Any]:
    """Return the content of the committed file."""
    return tomllib.loads(PATH.read_text(encoding="utf-8"))


def test_the_committed_file_is_valid(content: dict[str, Any]) -> None:
    """The committed file has figures on real news for given and for suggested codebooks."""
    found = check_quality(content)
    assert found.readings("given")
    assert found.readings("suggested")


@pytest.mark.parametrize(
    ("part", "key", "value", "message"),
    [
        ("measured", "right", 1_000, "measured, entry 1: right: expected a whole number from 0 to"),
        ("measured", "shown", "38", "expected whole numbers from 1"),
        ("measured", "codebook", "mine", "codebook: expected one of 'given', 'suggested', got 'mine'"),
        ("measured", "polarity", 85.0, "expected shares from 0.0 to 1.0, got 85.0"),
        ("measured_once", "coded_by", "", "measured_once, entry 1: coded_by: expected a text, got ''"),
        ("measured_once", "precison", 0.7, "precison"),
        ("figures", "own_words", "yes", "figures, entry 1: "),
        ("figures", "stage", "positions", "stage: expected one of 'quotes', 'statements'"),
    ],
)
def test_a_wrong_value_is_reported(
    content: dict[str, Any], part: str, key: str, value: object, message: str
) -> None:
    """The error gives the part, entry and key of a wrong value, and the expected type."""
    content[part][0][key] = value
    with pytest.raises(StancebookError, match=message.replace("(", r"\(")):
        check_quality(content)


def test_a_missing_part_or_key_is_reported(content: dict[str, Any]) -> None:
    """All parts are required, and every reading must say who coded it."""
    del content["measured_once"][0]["coded_by"]
    with pytest.raises(StancebookError, match="coded_by"):
        check_quality(content)
    del content["measured_once"]
    with pytest.raises(StancebookError, match="expected the parts measured, measured_once, figures"):
        check_quality(content)
