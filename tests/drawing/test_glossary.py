"""The glossary of marks, with samples drawn by the chart functions."""

import re

import pytest

from analysis.drawing.glossary import PAGES, glossary
from analysis.drawing.style import PALE, SOURCING, STANCE, STATUS
from analysis.errors import StancebookError


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_one(page: str, astray) -> None:
    """The glossary is a link target, has unique identifiers and contains no links."""
    html = glossary(page).html
    assert 'id="marks"' in html
    assert "<a" not in html
    assert astray(html) == []
    assert "confidence" in html


@pytest.mark.parametrize(
    ("page", "names"), [("stances", STANCE), ("timeline", STATUS), ("accounts", SOURCING)]
)
def test_every_kind_is_explained(page: str, names: dict[str, object]) -> None:
    """Every value that a chart colours is highlighted and named."""
    html = glossary(page).html
    assert [name for name in names if f'<mark class="{name}">' not in html] == []


def test_samples_have_the_colours_of_the_charts() -> None:
    """The samples include filled and pale marks of the matrix."""
    html = glossary("stances").html
    assert all(mark.colour in html and PALE[stance] in html for stance, mark in STANCE.items())
    assert len(re.findall("<svg", html)) == 10


def test_unknown_page_names_the_nearest() -> None:
    """An unknown page is an error that suggests the nearest name."""
    with pytest.raises(StancebookError, match="Did you mean 'stances'"):
        glossary("stance")
