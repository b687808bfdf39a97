"""The charts: what they draw, with no data, with much data and with hostile data."""

import re
from itertools import combinations, product

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.accounts import characterisations, quoted, sourced, weak_claims
from analysis.comparing.one_sided import one_sided
from analysis.comparing.stances import agreement, stance_matrix
from analysis.comparing.timeline import timeline
from analysis.drawing.comparisons import (
    agreement_chart,
    characterisations_table,
    one_sided_table,
    quoted_chart,
    sourced_chart,
    statements_table,
    weak_claims_table,
)
from analysis.drawing.evidence import evidence
from analysis.drawing.matrix import stance_chart
from analysis.drawing.style import PALE, STANCE
from analysis.drawing.timeline import timeline_chart


def names(html: str) -> list[str]:
    """Return the names of the marks of a chart, in keyboard order."""
    return re.findall(r"<a [^>]*><title>([^<]*)</title>", html)


def all_charts(codes: Codes) -> dict[str, str]:
    """Return all parts of the pages by name."""
    matrix = stance_matrix(codes)
    pairs = product([actor.name for actor in codes.codebook.actors], [i.name for i in codes.codebook.issues])
    named = pd.DataFrame(list(pairs), columns=["actor", "issue"])
    drawn = {
        "matrix": stance_chart(matrix, codes, named),
        "agreement": agreement_chart(agreement(matrix)),
        "quoted": quoted_chart(quoted(codes)),
        "sourced": sourced_chart(sourced(codes)),
        "timeline": timeline_chart(timeline(codes), codes["documents"]["published"].dropna().tolist()),
        "tones": characterisations_table(characterisations(codes)),
        "one-sided": one_sided_table(one_sided(codes)),
        "weak": weak_claims_table(weak_claims(codes)),
        "statements": statements_table(codes["statements"]),
        "evidence": evidence(
            codes,
            statements=codes["statements"],
            quotes=codes["quotes"],
            tones=codes["tones"],
            events=codes["events"],
        ),
    }
    return {name: one.html for name, one in drawn.items()}


def test_every_mark_is_named(codes: Codes) -> None:
    """Accessible names give actor, issue, stance and number of statements."""
    charts = all_charts(codes)
    assert names(charts["matrix"]) == [
        "Ann, truce: support, 1 statement, unchecked",
        "Ann, join: conditional, 1 statement, unchecked",
        "Bob, truce: oppose, 1 statement, unchecked",
    ]
    assert names(charts["agreement"]) == ["Ann – Bob: differ, 1 shared issue"]
    assert names(charts["timeline"]) == [
        "They met on Monday: occurred, 2025-05-19",
        "A second meeting is planned: planned, 2025-05-20 or later",
    ]


def test_every_link_has_a_target(codes: Codes, astray) -> None:
    """On one page with all parts, each link has a target and each identifier is unique."""
    assert astray("".join(all_charts(codes).values())) == []


def test_missing_data_is_reported(coder) -> None:
    """Without codes each chart is a sentence, not an error or an empty frame."""
    charts = all_charts(coder.codes())
    for name, html in charts.items():
        assert re.fullmatch(r"<p>[^<]+</p>", html), name


def test_mixed_position_shows_each_stance(coder) -> None:
    """An actor that supported twice and opposed once has a filled mark and a pale, dashed one."""
    for words in ("Ann wants", "a truce"):
        coder.statement("Ann", "truce", "support", words)
    coder.statement("Ann", "truce", "oppose", "Bob rejects")
    html = stance_chart(stance_matrix(coder.codes())).html
    assert names(html) == ["Ann, truce: support, 2 statements", "Ann, truce: oppose, 1 statement, unchecked"]
    assert re.search(r"<path [^>]*fill: #0072b2|<use [^>]*fill: #0072b2", html)
    assert re.search(rf"fill: none; stroke-dasharray: [^;]+; [^\"]*stroke: {PALE['oppose']}", html)


def test_marks_of_one_cell_do_not_overlap(coder) -> None:
    """Four stances of one actor on one issue are four marks, two above two."""
    for stance, words in zip(STANCE, ("Ann wants", "a truce", "Bob rejects", "Ann would"), strict=True):
        coder.statement("Ann", "truce", stance, words, coder="human:eve")
    axes = stance_chart(stance_matrix(coder.codes())).figures[0].axes[0]
    marks = [mark for mark in axes.collections if mark.get_urls() != [None]]
    spots = [axes.transData.transform(mark.get_offsets()[0]) for mark in marks]
    # the side of a mark in pixels
    sides = [mark.get_sizes()[0] ** 0.5 / 72 * axes.figure.dpi for mark in marks]
    assert len(spots) == 4
    for (one, size), (other, _) in combinations(zip(spots, sides, strict=True), 2):
        assert max(abs(one - other)) > size


def test_single_statement_of_a_person_is_no_pale_mark(coder) -> None:
    """A person's code counts as checked: its mark is filled and shows its number, even if it is 1."""
    coder.statement("Ann", "truce", "support", "Ann wants", coder="human:eve")
    coder.statement("Bob", "truce", "oppose", "Bob rejects")
    html = stance_chart(stance_matrix(coder.codes())).html
    assert names(html) == ["Ann, truce: support, 1 statement", "Bob, truce: oppose, 1 statement, unchecked"]
    assert PALE["support"] not in html
    assert "stroke-dasharray" in html
    assert re.findall(r">([+–1])</text>", html) == ["1", "–"]
    assert "Pale, dashed: a single machine-coded statement that nobody has checked." in html


def test_inscription_that_does_not_fit_is_left_out(coder) -> None:
    """A narrow segment shows only its number, or nothing; its link keeps the full name."""
    for _ in range(60):
        coder.quote("Ann", "Ann wants", directness="indirect")
    coder.quote("Ann", "a truce", directness="direct")
    html = quoted_chart(quoted(coder.codes())).html
    assert "indirect 60</text>" in html
    assert "direct 1</text>" not in html
    assert "Ann: direct, 1 attribution" in names(html)


def test_forty_actors_and_thirty_issues_stay_readable(make_coder) -> None:
    """A large matrix shows the foremost rows and columns, in parts that fit a page, and says so."""
    from analysis.codebook import Actor, Issue

    coder = make_coder({"a": "Yes. " * 10})
    actors = [f"Representative number {n} of the Organisation for Security in {n}" for n in range(40)]
    issues = [f"Whether the proposal number {n} for a settlement should be adopted" for n in range(30)]
    coder.actors = [Actor(name) for name in actors]
    coder.issues = [Issue(name, name, (name,)) for name in issues]
    for a, actor in enumerate(actors):
        for i, issue in enumerate(issues):
            coder.statement(actor, issue, "support" if (a + i) % 3 else "oppose", "Yes")
    codes = coder.codes()
    matrix = stance_matrix(codes)
    chart = stance_chart(matrix, codes)
    pairs = agreement_chart(agreement(matrix))
    assert len(chart.figures) == 2
    assert all(figure.get_size_inches()[0] < 11 for figure in chart.figures)
    assert len(names(chart.html)) == 32 * 24
    assert "Shown are 24 of 30 issues and 32 of 40 actors." in chart.html
    assert "in statements.csv" in chart.html
    assert chart.html.count("<blockquote") == 300
    assert "the first 48 of 780" in pairs.html


def test_data_are_in_the_order_of_the_chart(coder) -> None:
    """The divided issue comes first, whatever the order of the codebook."""
    coder.statement("Ann", "truce", "support", "Ann wants")
    coder.statement("Ann", "join", "support", "Ann would")
    coder.statement("Bob", "join", "oppose", "Bob rejects")
    html = stance_chart(stance_matrix(coder.codes())).html
    rows = re.findall(r'<tr><th scope="row">(\w+)</th><td>(\w+)</td>', html)
    assert rows == [("Ann", "join"), ("Bob", "join"), ("Ann", "truce")]


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "a\u202eb\u2066c",
    "\x1b[31mred", "$x_{1}$ & $5bn", "]]></svg><p>", "{title} %s \\n", "名前 اسم שם", "",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_inert_and_every_link_has_a_target(make_coder, astray, hostile: str) -> None:
    """Hostile titles, outlets, authors, URLs, texts, actors, issues and identifiers stay text."""
    from analysis.codebook import Actor, Issue

    doc = f"doc/1 '{hostile}\""
    coder = make_coder({doc: f"{hostile} Ann wants a truce."})
    coder.document = {"title": hostile, "outlet": hostile, "author": hostile, "url": hostile}
    coder.actors = [Actor(hostile), Actor("Bob")]
    coder.issues = [Issue(hostile, hostile, (hostile,))]
    coder.statement(
        hostile, hostile, "conditional", "Ann wants", condition=hostile, if_met="support", reason=hostile
    )
    coder.statement("Bob", hostile, "oppose", "a truce")
    coder.quote(hostile, "a truce", source=hostile, cue=hostile, sourcing="vague")
    coder.tone(hostile, hostile, "truce")
    coder.event("Ann wants a truce", description=hostile, actors=[hostile], place=hostile, reason=hostile)
    whole = "".join(all_charts(coder.codes()).values())
    assert astray(whole) == []
    assert not re.search(r"<(script|img)|<[^>]*\son\w+=|href=\"(?!#|http)", whole)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", whole)
    assert whole.count("<svg") == whole.count("</svg>")


def test_stance_matrix_as_markup(coder) -> None:
    """The markup for a single oppose statement."""
    coder.statement("Bob", "truce", "oppose", "Bob rejects")
    html = stance_chart(stance_matrix(coder.codes())).html
    assert html.startswith(
        '<figure class="chart" id="chart-stances"><div class="scroll" tabindex="0" role="region" '
        'aria-label="Who stands where"><svg role="group" aria-labelledby="stances-1-title" '
        'aria-describedby="stances-1-desc" class="drawing" width="'
    )
    assert "A matrix of 1 actor and 1 issue with 1 filled cell. Bob, truce: oppose (1)." in html
    one = '<td class="number">1</td>'
    assert html.endswith(
        f'<tr><th scope="row">Bob</th><td>truce</td><td>oppose</td>{one}{one}{one}'
        '<td><a href="#x-paper-s1" aria-label="evidence 1 of 1">1</a></td></tr>'
        "</tbody></table></div></details></figure>"
    )


def test_characterisations_of_one_topic_share_its_name(coder) -> None:
    """One header cell spans the rows of a topic; pronouns are under "other", at the end."""
    for target in ("it", "the truce", "this truce"):
        coder.tone("Bob", target, "a farce", "negative")
    table = characterisations_table(characterisations(coder.codes())).html
    assert re.findall(r'<th scope="row"(.*?)>(.*?)</th><td>(.*?)</td>', table) == [
        (' rowspan="2"', "truce", "the truce"), ("", "other", "it")
    ]  # fmt: skip
    assert "<tr><td>this truce</td>" in table


def test_one_sided_reports_are_listed_with_links(make_coder) -> None:
    """A row says who is reported, who is not and in how many articles, and links to the words."""
    coder = make_coder({"a": "Ann wants a truce.", "b": "Bob rejects <it>."})
    coder.statement("Ann", "truce", "support", "wants a truce", "a")
    coder.statement("Bob", "truce", "oppose", "rejects <it>", "b")
    table = one_sided_table(one_sided(coder.codes())).html
    assert (
        '<th scope="row">truce</th><td>support</td><td>Ann</td><td>Bob</td><td>1 of 1</td>'
        '<td><a href="#x-a-s1" aria-label="evidence 1 of 1">1</a></td>'
    ) in table
    assert "no article was found" in one_sided_table(one_sided(make_coder({"a": "Rain fell."}).codes())).html


def test_long_tables_say_what_they_leave_out(make_coder) -> None:
    """Tables stop at 300 rows; a sentence gives the total and the file with all rows."""
    coder = make_coder({"d": "Experts say that Ann wants a truce."})
    for _ in range(301):
        coder.statement("Ann", "truce", "support", "Ann wants a truce", "d")
        coder.quote(None, "Ann wants a truce", source="Experts", directness="indirect", sourcing="vague")
        coder.tone("Ann", "the truce", "a truce")
    codes = coder.codes()
    for name, shown in (
        ("statements", statements_table(codes["statements"])),
        ("quotes", weak_claims_table(weak_claims(codes))),
        ("tones", characterisations_table(characterisations(codes))),
    ):
        assert "The table lists the first 300 of 301 " in shown.html
        assert f"All 301 are in {name}.csv" in shown.html
        assert shown.html.count("<tr>") == 301, "a head and 300 rows"
    few = statements_table(codes["statements"].head(300)).html
    assert "The table lists" not in few


def test_checked_attributions_look_checked(coder) -> None:
    """Bars and their data say how many a person checked; a weak claim says who."""
    person = {"coder": "human:eve", "confidence": 1.0}
    coder.quote("Ann", "Ann wants a truce", **person)
    coder.quote("Bob", "Bob rejects the truce")
    coder.quote("Bob", "a farce", sourcing="vague", **person)
    codes = coder.codes()
    bars = quoted_chart(quoted(codes)).html
    assert "Ann: direct, 1 attribution, 1 checked by a person" in bars
    assert "Bob: direct, 2 attributions, 1 checked by a person" in bars
    assert "<td>1 ✓</td>" in bars
    assert "<td>2 (✓ 1)</td>" in bars
    assert "✓: attributions that a person checked." in bars
    assert "✓ checked by human:eve" in weak_claims_table(weak_claims(codes)).html
