"""The declared parameters of the notebooks."""

import ast
import contextlib
import datetime as dt
import re
from pathlib import Path

import nbformat
import pytest
from papermill.inspection import inspect_notebook

from analysis.coding import code
from analysis.comparing.coders import coder_agreement
from analysis.corpus import open_corpus
from analysis.drawing.overview import overview
from analysis.errors import StancebookError
from analysis.parameters import ACTORS, LANES, MIN_CONFIDENCE, NOTEBOOKS, SINCE, TITLE, Parameter

FOLDER = Path(__file__).parents[1] / "notebooks"


def test_every_notebook_is_declared() -> None:
    """Every notebook has declared parameters, and every declaration a notebook."""
    assert {path.stem for path in FOLDER.glob("*.ipynb")} == set(NOTEBOOKS)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_cells_match_the_declarations(name: str) -> None:
    """The parameters cell of a notebook consists of its declarations, line by line."""
    cells = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells
    (cell,) = [cell for cell in cells if "parameters" in cell.metadata.get("tags", ())]
    assert cell.source.splitlines() == [parameter.line for parameter in NOTEBOOKS[name]]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_papermill_reads_the_declarations(name: str) -> None:
    """Papermill finds every parameter, with its type, its default and its help."""
    found = inspect_notebook(str(FOLDER / f"{name}.ipynb"))
    assert [*found] == [parameter.name for parameter in NOTEBOOKS[name]]
    for parameter in NOTEBOOKS[name]:
        entry = found[parameter.name]
        assert entry["help"] == parameter.help
        assert entry["inferred_type_name"] in parameter.line
        assert ast.literal_eval(entry["default"]) == parameter.default


def test_help_texts_are_sentences_without_equals_signs() -> None:
    """An equals sign in the help would make papermill lose the parameter."""
    for own in NOTEBOOKS.values():
        assert all(re.fullmatch(r"[A-Z][^=#]{10,}", parameter.help) for parameter in own)


@pytest.mark.parametrize(
    ("parameter", "given", "expected"),
    [
        (ACTORS, ["Ann", " Bob "], ["Ann", "Bob"]),
        (ACTORS, ("Ann",), ["Ann"]),
        (ACTORS, "Ann , Bob", ["Ann", "Bob"]),
        (ACTORS, '"Smith, John", Ann', ["Smith, John", "Ann"]),
        (ACTORS, "", []),
        (ACTORS, None, []),
        (SINCE, "2025-05-01", "2025-05-01"),
        (SINCE, dt.date(2025, 5, 1), "2025-05-01"),
        (MIN_CONFIDENCE, 1, 1.0),
        (LANES, "actor", "actor"),
        (LANES, None, "family"),
        (TITLE, "2025", "2025"),
        (TITLE, 2025, "2025"),
    ],
)
def test_value_is_read(parameter: Parameter, given: object, expected: object) -> None:
    """Lists may be lines of CSV, days are ISO 8601, and an empty value means the default."""
    assert parameter.check(given) == expected


@pytest.mark.parametrize(
    ("parameter", "given", "message"),
    [
        (ACTORS, 7, "actors: expected a list of names, such as ['A', 'B'], got 7."),
        (ACTORS, ["Ann", 7], "actors: expected names, got 7."),
        (SINCE, "May", "since: expected a day such as 2025-05-20, got 'May'."),
        (MIN_CONFIDENCE, 1.5, "min_confidence: expected a number from 0 to 1, got 1.5."),
        (MIN_CONFIDENCE, True, "min_confidence: expected a number from 0 to 1, got True."),
        (MIN_CONFIDENCE, float("nan"), "min_confidence: expected a number from 0 to 1, got nan."),
        (LANES, "actors", "Unknown value of lanes 'actors'. Did you mean 'actor'?"),
        (TITLE, 2025.1, "title: expected a text, got 2025.1. With papermill, pass a text that looks like"),
        (TITLE, True, "title: expected a text, got True. With papermill, pass a text that looks like"),
    ],
)
def test_wrong_value_is_reported(parameter: Parameter, given: object, message: str) -> None:
    """The message says what was expected and what was found."""
    with pytest.raises(StancebookError, match=re.escape(message)):
        parameter.check(given)


def test_numbers_on_the_command_line_are_read() -> None:
    """A numeric parameter is parsed from text; an empty text means the default."""
    assert MIN_CONFIDENCE.parse("0.5") == 0.5
    assert MIN_CONFIDENCE.parse(" ") == 0.0
    with pytest.raises(StancebookError, match="min_confidence: expected a number, got 'high'"):
        MIN_CONFIDENCE.parse("high")


def test_texts_that_papermill_takes_for_numbers_are_accepted_or_explained(tmp_path: Path) -> None:
    """A whole number is a name; of any other, papermill may have changed the digits."""
    for name in ("2025", "2024_05"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("The ferry is late.", encoding="utf-8")
    with contextlib.chdir(tmp_path):
        codes = code(open_corpus(2025))  # type: ignore[arg-type]
        assert '<p class="corpus">1848</p>' in overview(codes, 1848).html  # type: ignore[arg-type]
        for number in (2024.05, True, 202405):
            with pytest.raises(StancebookError, match="pass a text that looks like a number with -r"):
                open_corpus(number)  # type: ignore[arg-type]
    with pytest.raises(StancebookError, match=r"coders: expected a list of names.* -r"):
        coder_agreement(codes, 7)  # type: ignore[arg-type]
    with pytest.raises(StancebookError, match="Unknown coder 'human:eva'"):
        coder_agreement(codes, "human:eva")
