"""Selection of codes for a comparison."""

import pytest

from analysis.codes import Codes
from analysis.comparing.selecting import select, selected
from analysis.errors import StancebookError


def test_an_empty_selection_selects_everything(codes: Codes) -> None:
    """Empty parameters keep every row."""
    assert len(selected(codes, "statements", select())) == 3
    assert len(selected(codes, "events", select([], [], "", ""))) == 2


def test_actor_is_selected_by_alias(codes: Codes) -> None:
    """An alias in the codebook selects its actor, regardless of case."""
    rows = selected(codes, "statements", select(["annie"]))
    assert list(rows["actor"]) == ["Ann", "Ann"]


def test_event_is_selected_by_any_of_its_actors(codes: Codes) -> None:
    """An event is kept if one of the selected actors takes part."""
    assert list(selected(codes, "events", select(["Bob"]))["description"]) == ["They met on Monday"]


def test_issue_is_selected(codes: Codes) -> None:
    """Only statements on the selected issue are kept."""
    assert set(selected(codes, "statements", select(issues=["JOIN"]))["issue"]) == {"join"}


def test_confidence_bound_is_inclusive(codes: Codes) -> None:
    """Codes at the bound are kept, codes below it are not."""
    assert len(selected(codes, "quotes", select(min_confidence=0.8))) == 2
    assert len(selected(codes, "quotes", select(min_confidence=0.81))) == 0


def test_codes_without_a_confidence_are_kept(coder) -> None:
    """A bound excludes codes with a lower confidence, not those without one."""
    unstated = coder.event("They met", confidence=None)
    coder.event("A second meeting", confidence=0.7)
    person = coder.dated("c1", "They met", "2025-05-19")
    tone = coder.tone("Ann", "Bob", "rejects", confidence=None)
    codes = coder.codes()
    assert list(selected(codes, "events", select(min_confidence=0.8))["event_id"]) == [unstated, person]
    assert list(selected(codes, "tones", select(min_confidence=1.0))["tone_id"]) == [tone]


@pytest.mark.parametrize(
    ("since", "until", "left"),
    [
        ("2025-05-19", "2025-05-19", 1),
        ("2025-05-20", "", 1),
        ("", "2025-05-18", 0),
        ("2025-05-01", "2025-05-31", 2),
    ],
)
def test_period_keeps_codes_that_may_fall_in_it(codes: Codes, since: str, until: str, left: int) -> None:
    """An interval that overlaps the period is kept; an open end extends without limit."""
    assert len(selected(codes, "events", select(since=since, until=until))) == left


def test_undated_codes_are_kept(codes: Codes) -> None:
    """Nothing excludes codes without a date."""
    assert len(selected(codes, "statements", select(since="2030-01-01"))) == 3


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"actors": ["Anne"]}, "Unknown actor 'Anne'. Did you mean 'Ann'?"),
        ({"issues": ["truse"]}, "Unknown issue 'truse'. Did you mean 'truce'?"),
    ],
)
def test_an_unknown_name_is_reported(codes: Codes, parameters: dict[str, list[str]], message: str) -> None:
    """A misspelt actor or issue is an error that names the nearest one, for every table."""
    for table in ("statements", "events", "quotes"):
        with pytest.raises(StancebookError, match="Did you mean") as error:
            selected(codes, table, select(**parameters))
        assert message in str(error.value)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"since": "May"}, "since: expected a day such as 2025-05-20, got 'May'"),
        ({"until": "2025-02-30"}, "until: expected a day"),
        ({"since": "2025-06-01", "until": "2025-05-01"}, "is later than until"),
        ({"min_confidence": 1.5}, "a number from 0 to 1, got 1.5"),
        ({"min_confidence": "high"}, "a number from 0 to 1, got 'high'"),
        ({"min_confidence": True}, "a number from 0 to 1, got True"),
        ({"actors": 3}, "actors: expected a list of names"),
        ({"actors": [3]}, "actors: expected names, got 3"),
    ],
)
def test_invalid_parameters_are_reported(parameters: dict[str, object], message: str) -> None:
    """The error says what was expected."""
    with pytest.raises(StancebookError) as error:
        select(**parameters)  # type: ignore[arg-type]
    assert message in str(error.value)


def test_actors_select_no_rows_of_an_empty_table(coder) -> None:
    """Without codes, selecting actors still returns a table with its columns."""
    frame = selected(coder.codes(), "tones", select(actors=["Ann"]))
    assert len(frame) == 0
    assert "doc_id" in frame


def test_issues_select_by_article_where_codes_have_none(make_coder) -> None:
    """Events, quotes and tones have no issue; they are kept if their article takes a position on it."""
    coder = make_coder({"one": "Ann wants a truce. They met.", "two": "Bob left. They met."})
    coder.statement("Ann", "truce", "support", "Ann wants a truce", doc="one")
    kept, _ = coder.event("They met", doc="one"), coder.event("They met", doc="two")
    assert selected(coder.codes(), "events", select(issues=["truce"]))["event_id"].tolist() == [kept]


def test_events_of_a_chronology_are_selected_by_their_statements(coder) -> None:
    """An event is selected by issue through its own statements; one without any is not."""
    coder.dated("c1", "Ann called for a truce", "2025-05-19")
    coder.dated("c2", "They met", "2025-05-20")
    coder.texts["c1"] = "Ann called for a truce"
    coder.statement("Ann", "truce", "support", "called for a truce", "c1")
    del coder.texts["c1"]
    assert list(selected(coder.codes(), "events", select(issues=["truce"]))["event_id"]) == ["c1"]
