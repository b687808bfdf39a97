"""The articles with their coded spans highlighted."""

import re

import pytest

from analysis.codes import Codes
from analysis.drawing.comparisons import statements_table, weak_claims_table
from analysis.drawing.evidence import evidence
from analysis.drawing.markup import link_codes
from analysis.errors import StancebookError


def marked(html: str) -> dict[str, str]:
    """Return the highlighted text of each link target."""
    shown = {}
    for match in re.finditer(r'<mark id="([^"]+)"[^>]*>', html):
        depth, end = 1, match.end()
        while depth:
            tag = re.compile(r"<(/?)mark[^>]*>").search(html, end)
            depth += -1 if tag[1] else 1
            end = tag.end()
        shown[match[1]] = re.sub(r"<[^>]+>", "", html[match.end() : end])
    return shown


def test_link_target_is_the_whole_span(codes: Codes) -> None:
    """The target of a statement is its span, highlighted by stance."""
    html = evidence(codes, statements=codes["statements"]).html
    assert marked(html) == {
        "x-paper-s1": "Ann wants a truce",
        "x-paper-s2": "Bob rejects the truce",
        "x-paper-s3": "Ann would join if Bob came",
    }
    assert '<mark id="x-paper-s2" class="oppose">' in html


def test_span_within_a_span_is_nested(codes: Codes) -> None:
    """A quotation within an attribution has its own mark; the outer one stays whole."""
    html = evidence(codes, quotes=codes["quotes"]).html
    assert marked(html) == {
        "x-paper-q2": "that Bob called it “a farce”",
        "x-paper-q1": "“a farce”",
    }


def test_crossing_spans_keep_their_words(coder) -> None:
    """If two spans cross, the second is split at the end of the first and no character is lost."""
    coder.statement("Ann", "truce", "support", "Ann wants a")
    coder.statement("Bob", "truce", "oppose", "wants a truce")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert marked(html) == {"x-paper-s1": "Ann wants a", "x-paper-s2": "wants a"}
    assert '<mark class="oppose"> truce</mark>' in html


def test_span_over_two_lines_is_marked_in_both(coder) -> None:
    """A span across paragraphs is the link target where it begins and highlighted to its end."""
    coder.statement("Ann", "truce", "support", "the truce.\nAnn would")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert marked(html) == {"x-paper-s1": "the truce."}
    assert '<mark class="support">Ann would</mark>' in html


def test_span_that_begins_with_a_line_end_has_a_target(coder, astray) -> None:
    """A span keeps its target even if it begins or ends with white space."""
    coder.statement("Ann", "truce", "support", "\nAnn would join")
    coder.statement("Bob", "truce", "support", "Bob rejects the truce.\n")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert astray(html) == []
    assert marked(html)["x-paper-s1"].startswith("Ann would join")


def test_equal_spans_have_a_target_each(coder) -> None:
    """Two codes of the same span are two targets."""
    coder.statement("Ann", "truce", "support", "a truce")
    coder.statement("Ann", "join", "support", "a truce")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert marked(html) == {"x-paper-s1": "a truce", "x-paper-s2": "a truce"}


def test_notes_state_the_code_and_link_to_the_next(coder) -> None:
    """A note gives actor, issue, stance, condition, coder and confidence; several notes link in a circle."""
    coder.statement(
        "Ann", "truce", "conditional", "Ann would join", condition="if Bob came", if_met="support"
    )
    coder.statement("Ann", "truce", "support", "Ann wants")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert "Ann · truce: conditional (support if met: “if Bob came”)" in html
    assert "rules-test, confidence 0.80: by hand" in html
    assert '<a href="#x-paper-s2">1 of 2, next ›</a>' in html
    assert '<a href="#x-paper-s1">2 of 2, next ›</a>' in html


def test_note_without_confidence_names_only_the_coder(coder) -> None:
    """A note has no confidence if the code states none."""
    coder.event("They met", confidence=None)
    coder.tone("Ann", "Bob", "rejects", confidence=None)
    codes = coder.codes()
    html = evidence(codes, events=codes["events"], tones=codes["tones"]).html
    assert "rules-test: by hand" in html
    assert "rules-test" in html
    assert "confidence" not in html.split("</style>")[1]


def test_byline_states_a_missing_date(coder) -> None:
    """A missing publication date is stated, never invented."""
    coder.statement("Ann", "truce", "support", "Ann wants")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert "The Paper · no publication date given" in html


def test_article_without_a_title_is_called_by_its_first_words(coder) -> None:
    """The heading of an untitled article is its first words."""
    coder.document = {}
    coder.statement("Ann", "truce", "support", "Ann wants")
    html = evidence(coder.codes(), statements=coder.codes()["statements"]).html
    assert ">Ann wants a truce. Bob rejects the truce. …</h3>" in html


def test_only_articles_with_evidence_are_shown(make_coder) -> None:
    """Articles without codes are left out."""
    coder = make_coder({"a": "Ann says yes.", "b": "Nothing here."})
    coder.statement("Ann", "truce", "support", "Ann says yes", "a")
    assert "Nothing here" not in evidence(coder.codes(), statements=coder.codes()["statements"]).html


def test_long_articles_are_shown_in_part(make_coder, monkeypatch: pytest.MonkeyPatch, astray) -> None:
    """Articles too long for a page are reduced to paragraphs around highlights; the page says so."""
    text = "\n".join(f"Paragraph {number}." for number in range(1, 10))
    coder = make_coder({"a": text, "b": "Nothing coded here."})
    for number in (2, 8):
        coder.statement("Ann", "truce", "support", f"Paragraph {number}", "a")
    codes = coder.codes()
    assert "[…]" not in evidence(codes, statements=codes["statements"]).html
    monkeypatch.setattr("analysis.drawing.evidence.MOST_TEXT", 20)
    html = evidence(codes, statements=codes["statements"]).html
    shown = re.findall(r">(?:<mark[^>]*>)?Paragraph (\d)", html)
    assert shown == ["1", "2", "3", "7", "8", "9"]
    assert html.count("[…]") == 1
    assert "only paragraphs with highlighted passages" in html
    assert astray(html) == []


def test_many_links_are_the_first_and_a_number() -> None:
    """A cell for hundreds of codes links to twenty and gives the number of the others."""
    html = link_codes([f"s{number}" for number in range(1234)])
    assert html.count("<a href") == 20
    assert html.endswith(">20</a> and 1,214 more")


def test_table_without_evidence_is_an_error(codes: Codes) -> None:
    """An unknown table is an error that suggests the nearest name."""
    with pytest.raises(StancebookError, match="Did you mean 'quotes'"):
        evidence(codes, quote=codes["quotes"])


def test_doubtful_codes_look_different(coder) -> None:
    """A doubtful statement or quotation has its own highlight and a note with the reason."""
    doubt = "the article’s own remark: “a farce”"
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", doubt=doubt)
    coder.quote("Bob", "a farce", doubt=doubt)
    codes = coder.codes()
    html = evidence(codes, statements=codes["statements"], quotes=codes["quotes"]).html
    assert html.count('class="doubtful"><a') == 2
    assert html.count(">doubtful: Bob") == 2
    assert html.count("probably misattributed (the article’s own remark") == 2
    assert "not counted" in statements_table(codes["statements"]).html
    assert "own remark" in weak_claims_table(codes["quotes"]).html


def test_stance_of_a_chronology_is_in_its_event(coder, astray) -> None:
    """The target is a span in the event's description, with day and sources; other events are not listed."""
    coder.dated("c1", "Ann called for a <truce>", "2025-05-19")
    coder.dated("c2", "They met", "2025-05-20")
    coder.texts["c1"] = "Ann called for a <truce>"
    coder.statement("Ann", "truce", "support", "called for a <truce>", "c1")
    del coder.texts["c1"]
    codes = coder.codes()
    html = evidence(codes, statements=codes["statements"]).html
    assert marked(html) == {"x-c1-s1": "called for a &lt;truce&gt;"}
    assert "<strong>2025-05-19</strong>: Ann <mark" in html
    assert 'href="https://paper.example/1"' in html
    assert "Ann · truce: support" in html
    assert "They met" not in html
    both = evidence(codes, statements=codes["statements"], events=codes["events"]).html
    assert "They met" in both
    assert astray(both) == []
