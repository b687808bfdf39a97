"""The figures of quality: one file, which pages print and README and docs quote word for word."""

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
from tests.benchmarks.figures import written

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## How good it is\n")[2].partition("\n## ")[0]


def lines(rows: Iterable[Iterable[str]]) -> list[str]:
    """Return rows as lines of a Markdown table."""
    return [f"| {' | '.join(row)} |" for row in rows]


def test_readme_says_first_how_good_it_is_on_real_news() -> None:
    """The statements for both kinds of codebook are those of the pages, and stand before every table."""
    before, _, _ = SECTION.partition("\n|")
    assert [line[2:] for line in before.splitlines() if line.startswith("- ")] == [
        summarise_quality("given"),
        summarise_quality("suggested"),
    ]


def test_readme_quotes_the_readings_of_real_news() -> None:
    """Its table holds every reading of the file and nothing else."""
    wanted = lines([NEWS_HEAD, *build_news_rows("given"), *build_news_rows("suggested")])
    assert [line for line in SECTION.splitlines() if line.startswith("| ")] == wanted


@pytest.mark.parametrize(
    ("heading", "own_words"),
    [("On news from outside", False), ("On texts written for this project; real news scores lower", True)],
)
def test_docs_quote_the_other_figures(heading: str, own_words: bool) -> None:
    """The page of figures has those from outside and those that flatter apart, each as the file has it."""
    figures = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    part = figures.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    wanted = build_figure_rows(one for one in read_quality().figures if one.own_words == own_words)
    assert [line for line in part.splitlines() if line.startswith("| ")] == lines([FIGURES_HEAD, *wanted])


def test_measuring_again_changes_only_what_is_measured() -> None:
    """The file stands as the command writes it, so that no figure kept by hand moves with it."""
    text = PATH.read_text(encoding="utf-8")
    assert written(tomllib.loads(text)) == text


def test_every_figure_says_who_read_the_texts() -> None:
    """People, or a language model; of texts written for this project always a language model."""
    known = read_quality()
    coders = {one.coded_by for one in (*known.measured, *known.measured_once, *known.figures)}
    assert all(one == "people" or one.startswith("a language model") for one in coders)
    assert all(one.coded_by == "a language model" for one in known.figures if one.own_words)


def test_what_no_command_repeats_says_so() -> None:
    """Readings made once are marked as such; what the command writes names the command and the version."""
    known = read_quality()
    assert all("no command here repeats it" in one.measured for one in known.measured_once)
    assert all("make bench" in one.measured and "rules-" in one.measured for one in known.measured)
    assert all(one.precision_interval and one.recall_interval for one in known.measured)
