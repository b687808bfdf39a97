"""Tables of who checked what link each number to its decisions and each decision to its words."""

import re

import pandas as pd

from analysis.comparing.checking import CHECK_COLUMNS, MARK_COLUMNS
from analysis.drawing.checking import changed_marks_table, checks_table


def make_check(verdict: str, words: str = "“no”", *differs: str) -> list[object]:
    """Return a row of a decision by a person with a hostile name."""
    code = ["a", "Ann", "<truce>", "support", "oppose", words, ["h1", "s1"]]
    return ["human:<eve>", "statement", verdict, [*differs], *code]


def test_numbers_lead_to_decisions_and_decisions_to_words(astray) -> None:
    """Two are confirmed, one changed, none rejected; the first of each kind is where its number leads."""
    rows = [make_check("confirmed"), make_check("confirmed"), make_check("changed", "<no>", "evidence")]
    html = checks_table(pd.DataFrame(rows, columns=CHECK_COLUMNS)).html
    (people,) = re.findall(r"<tbody>(.*?)</tbody>", html.partition("Every decision")[0])
    assert re.sub(r"<[^>]+>", " ", people).split() == ["human:&lt;eve&gt;", "statements", *"321000"]
    head = re.findall(r'<th scope="col">(.*?)</th>', html.partition("Every decision")[2])
    row = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html.rpartition("<tr>")[2])
    cells = {name: re.sub(r"</?(span|a)\b[^>]*>", "", cell) for name, cell in zip(head, row, strict=True)}
    assert cells == {
        "Person": "human:&lt;eve&gt;", "What": "statement", "Actor": "Ann", "Issue": "&lt;truce&gt;",
        "Decision": "changed (words)", "By the machine": "support",
        "By the person": "oppose", "Words": "&lt;no&gt;", "Evidence": "1 2",
    }  # fmt: skip
    (place,) = re.findall(r'<a href="#([^"]+)">2</a>', people)
    assert html.count(f'id="{place}"') == 1
    assert "<no>" not in html
    assert "<eve>" not in html
    assert astray(html) == ["no #x-h1", "no #x-s1"] * 3


def test_a_long_list_is_cut_and_says_so() -> None:
    """Numbers count all decisions; one that is not listed is no link."""
    rows = [*[make_check("confirmed")] * 300, make_check("rejected")]
    html = checks_table(pd.DataFrame(rows, columns=CHECK_COLUMNS)).html
    assert "Every decision (the first 300 of 301)" in html
    assert ">300</a></td><td>0</td><td>1</td>" in html.replace(' class="number"', "")


def test_events_and_attributions_have_rows_of_their_own() -> None:
    """A rejected event is in no table any more, so there is nothing to show but that it was rejected."""
    gone = ["human:eve", "event", "rejected", [], None, "", "", None, None, None, []]
    html = checks_table(pd.DataFrame([make_check("changed"), gone], columns=CHECK_COLUMNS)).html
    # a column with links is no column of numbers
    counts = '<td class="number">1</td><td class="number">0</td><td>0</td>'
    assert re.search(rf"human:eve</th><td>events</td>{counts}<td><a [^>]+>1</a>", html)
    assert html.count('<th scope="row">human:') == 4


def test_nobody_has_checked_anything() -> None:
    """The page says so, where links lead back to."""
    html = checks_table(pd.DataFrame([], columns=CHECK_COLUMNS)).html
    assert html == '<p id="chart-checks">Nobody has checked anything yet.</p>'


def test_changed_marks_are_listed_and_all_are_counted() -> None:
    """Marks that are the same only count; one is gone, one new, and one of the two left is checked."""
    rows = [
        ["Ann", "truce", "the same", "support", "support", True, ["h1"]],
        ["Bob", "<truce>", "gone", "oppose", None, False, ["s1"]],
        ["Bob", "join", "new", None, "oppose", False, ["s2"]],
    ]
    html = changed_marks_table(pd.DataFrame(rows, columns=MARK_COLUMNS)).html
    assert "the stance matrix has 2 marks" in html
    assert "1 the same, 0 with another stance, 1 gone and 1 new." in html
    assert "Of the 2 marks now, 1 rests on at least one statement that a person checked." in html
    assert '<td>&lt;truce&gt;</td><td>gone</td><td>oppose</td><td>–</td><td><a href="#x-s1"' in html
    assert "<td>truce</td>" not in html


def test_without_a_machine_there_is_nothing_to_compare() -> None:
    """What people coded alone did not change anything."""
    rows = [["Ann", "truce", "new", None, "support", True, ["h1"]]]
    html = changed_marks_table(pd.DataFrame(rows, columns=MARK_COLUMNS)).html
    assert html == (
        "<p>The machine coded no position that counts, so there is nothing to compare with the 1 mark by "
        "people.</p>"
    )
