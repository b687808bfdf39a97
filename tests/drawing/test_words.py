"""The words beside the stance matrix."""

import re

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.stances import stance_matrix
from analysis.drawing.matrix import stance_chart

NAMED = pd.DataFrame([("Bob", "join"), ("Ann", "truce")], columns=["actor", "issue"])


def show(codes: Codes) -> str:
    """Return the chart with the words beside it."""
    return stance_chart(stance_matrix(codes), codes, NAMED).html


def plain(html: str) -> str:
    """Return the text of some markup on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_mark_leads_to_its_words_and_they_lead_to_the_article(codes: Codes) -> None:
    """Bob's mark and his name link to his sentence, which links to its passage and to itself."""
    html = show(codes)
    assert '<a xlink:href="#w-paper-s2" role="link"><title>Bob, truce: oppose' in html
    assert '<a class=single href="#w-paper-s2">Bob</a>' in html
    words = re.search(r'<blockquote class="quotation m\d" id="w-paper-s2">(.*?)</blockquote>', html)
    assert words is not None
    source = "The Paper · no day given · rules-test, confidence 0.80"
    assert plain(words[1]) == f"Bob rejects the truce . {source} In the article Link"
    assert '<a class="way" href="#x-paper-s2">In the article</a>' in words[1]
    assert '<a href="#w-paper-s2">Link</a>' in words[1]


def test_words_are_shown_in_their_sentence(coder) -> None:
    """The sentence is shown from its beginning to its end, with the coded words highlighted."""
    coder.statement("Bob", "truce", "oppose", "called it “a farce”")
    assert '<p>Experts say that Bob <mark class="oppose">called it “a farce”</mark>.</p>' in show(
        coder.codes()
    )


def test_the_strip_places_actors_between_oppose_and_support(coder) -> None:
    """Bob opposes, Ann did both, and nobody only supports; Bob's silence on the other issue is told."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Ann", "truce", "oppose", "Ann would join")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce")
    coder.statement("Ann", "join", "conditional", "Ann would join if Bob came", condition="if Bob came")
    strips = [plain(strip) for strip in re.findall(r'<dl class="strip">.*?</dl>', show(coder.codes()))]
    assert strips == [
        "oppose Bob 1 conditional, neutral or both Ann 1 support, 1 oppose support –",
        "oppose – conditional, neutral or both Ann 1 conditional support – Named, no position found: Bob",
    ]


def test_the_chosen_mark_is_outlined_without_a_script(codes: Codes) -> None:
    """The rule of a mark holds while one of its quotations is the target of the address."""
    html = show(codes)
    number = re.search(r'class="quotation (m\d)" id="w-paper-s2"', html)
    assert number is not None
    assert f'.beside:has(.{number[1]}:target) :is(.drawing, .strip) [*|href="#w-paper-s2"]' in html


def test_an_issue_without_positions_is_told(coder) -> None:
    """The codebook has two issues, and nobody takes a position on one of them."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    assert "In this selection nobody takes a position on: join." in show(coder.codes())


def test_an_issue_that_is_left_out_is_not_called_silent(coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for one issue, the other has a position all the same."""
    monkeypatch.setattr("analysis.drawing.matrix.MATRIX_ISSUES", 1)
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    coder.statement("Ann", "join", "support", "Ann would join")
    html = show(coder.codes())
    assert html.count('<section class="issue">') == 1
    assert "Shown are 1 of 2 issues." in html
    assert "nobody takes a position" not in html


def test_words_of_a_chronology_name_its_sources(coder) -> None:
    """An event's description is quoted with its day and sources."""
    coder.dated("c1", "Ann called for a truce", "2025-05-19")
    coder.texts["c1"] = "Ann called for a truce"
    coder.statement("Ann", "truce", "support", "called for a truce", "c1")
    del coder.texts["c1"]
    html = show(coder.codes())
    assert 'Ann <mark class="support">called for a truce</mark>' in html
    assert 'chronology · 2025-05-19 · <a href="https://paper.example/1"' in html


def test_more_statements_than_are_quoted_are_linked(make_coder) -> None:
    """Of four statements three are quoted, and all four are linked."""
    coder = make_coder({"a": "One two three four."})
    for words in ("One", "two", "three", "four"):
        coder.statement("Ann", "truce", "support", words)
    html = show(coder.codes())
    assert html.count("<blockquote") == 3
    assert 'All 4 statements: <a href="#x-a-s1"' in html


def test_marks_without_a_quotation_lead_to_the_article(make_coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for one quotation, the second mark and name link to their passage, and the page says so."""
    monkeypatch.setattr("analysis.comparing.quoting.QUOTED", 1)
    coder = make_coder({"a": "Ann agreed. Bob agreed."})
    for actor in ("Ann", "Bob"):
        coder.statement(actor, "truce", "support", f"{actor} agreed")
    html = show(coder.codes())
    assert 'xlink:href="#w-a-s1" role="link"' in html
    assert 'xlink:href="#x-a-s2" role="link"' in html
    assert '<a class=single href="#x-a-s2">Bob</a>' in html
    assert "Quotations stand beside 1 of 2 marks" in html
