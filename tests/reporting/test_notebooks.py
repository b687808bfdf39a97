"""The notebooks' parameters are declared once and checked before anything runs."""

import pytest

from analysis.errors import StancebookError
from analysis.reporting.notebooks import build_selection, check_parameters, find_notebooks

BOOKS = find_notebooks()


def test_notebooks_come_in_reading_order() -> None:
    """Stances first, then networks, events, accounts, coders and methods, each with the label of its page."""
    assert [(book.name, book.label) for book in BOOKS] == [
        ("stance-comparison", "Who stands where"),
        ("discourse-network", "Who stands with whom"),
        ("timeline", "What happened when"),
        ("accounts", "Whose account"),
        ("outlets", "How outlets differ"),
        ("coder-agreement", "How far coders agree"),
        ("review", "What people checked"),
        ("methods", "Methods and error"),
    ]


def test_values_get_the_declared_types() -> None:
    """Lists are comma-separated, a name with a comma goes in quotes, numbers are numbers."""
    assert check_parameters(
        {"actors": 'Trump, "Smith, John"', "min_confidence": "0.5", "since": "2025-05-01", "title": "2025"},
        BOOKS,
    ) == {"actors": ["Trump", "Smith, John"], "min_confidence": 0.5, "since": "2025-05-01", "title": "2025"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"actor": "Trump"}, "Unknown parameter 'actor'. Did you mean 'actors'?"),
        ({"corpus": "x"}, "Unknown parameter 'corpus'."),
        ({"name": "maria"}, "Unknown parameter 'name'."),
        ({"min_confidence": "high"}, "min_confidence: expected a number, got 'high'."),
        ({"lanes": "actors"}, "Unknown value of lanes 'actors'. Did you mean 'actor'?"),
        ({"window": "months"}, "Unknown value of window 'months'. Did you mean 'month'?"),
    ],
)
def test_invalid_parameter_is_an_error(given: dict[str, str], message: str) -> None:
    """The message for a misspelt name suggests the nearest, and that for a wrong type names the type."""
    with pytest.raises(StancebookError) as error:
        check_parameters(given, BOOKS)
    assert message in str(error.value)


def test_parameters_define_a_selection() -> None:
    """The parameters of a report are checked as in the notebooks."""
    assert build_selection({"actors": ["Trump"], "title": "x"}).actors == ("Trump",)
    with pytest.raises(StancebookError, match="since: expected a day"):
        build_selection({"since": "yesterday"})
