"""Quality figures come from one file; pages print them, and README and docs quote them word for word."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from analysis.drawing.quality import (
    FIGURES_HEAD,
    NEWS_HEAD,
    build_figure_rows,
    build_news_rows,
    summarise_quality,
)
from analysis.quality import PATH, read_quality
from tests.benchmarks.figures import format_file

ROOT = Path(__file__).parents[1]


def read_section(page: str, heading: str) -> str:
    """Return the text of a section of a page, from its heading to the next one."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def list_table(section: str) -> list[str]:
    """Return the lines of the tables in a section, without the rule below the head."""
    return [line for line in section.splitlines() if line.startswith("| ")]


def format_rows(rows: Iterable[Iterable[str]]) -> list[str]:
    """Format rows as lines of a Markdown table."""
    return [f"| {' | '.join(row)} |" for row in rows]


def test_readme_begins_with_quality_on_real_news() -> None:
    """README says what to expect in the same summaries as the pages, for both kinds of codebook."""
    section = read_section("README.md", "What to expect")
    assert [line[2:] for line in section.splitlines() if line.startswith("- ")] == [
        summarise_quality("given"),
        summarise_quality("suggested"),
    ]


def test_docs_quote_the_readings_of_real_news() -> None:
    """The table in docs/figures.md has every reading of the file and nothing else."""
    wanted = format_rows([NEWS_HEAD, *build_news_rows("given"), *build_news_rows("suggested")])
    assert list_table(read_section("docs/figures.md", "Positions in real news")) == wanted


@pytest.mark.parametrize(
    ("heading", "own_words"),
    [("On news from outside", False), ("On texts written for this project; real news scores lower", True)],
)
def test_docs_quote_the_other_figures(heading: str, own_words: bool) -> None:
    """docs/figures.md lists figures on outside texts and on own texts separately, as in the file."""
    wanted = build_figure_rows(one for one in read_quality().figures if one.own_words == own_words)
    assert list_table(read_section("docs/figures.md", heading)) == format_rows([FIGURES_HEAD, *wanted])


def test_file_is_formatted_as_the_command_writes_it() -> None:
    """The file is formatted as the command writes it, so measuring again leaves other figures unchanged."""
    text = PATH.read_text(encoding="utf-8")
    assert format_file(tomllib.loads(text)) == text


def test_every_figure_names_its_coder() -> None:
    """Texts were coded by people or a language model; the project's own texts always by a language model."""
    known = read_quality()
    coders = {one.coded_by for one in (*known.measured, *known.measured_once, *known.figures)}
    assert all(one == "people" or one.startswith("a language model") for one in coders)
    assert all(one.coded_by == "a language model" for one in known.figures if one.own_words)


def test_readings_made_once_are_marked() -> None:
    """Readings made once are marked as such; repeatable ones name the command and the coder's version."""
    known = read_quality()
    assert all("no command here repeats it" in one.measured for one in known.measured_once)
    assert all("make bench" in one.measured and "rules-" in one.measured for one in known.measured)
    assert all(one.precision_interval and one.recall_interval for one in known.measured)
