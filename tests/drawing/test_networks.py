"""Discourse networks as charts and text, with no, one and many actors."""

import itertools
import re

import pytest

import analysis as sb
from analysis.codebook import Actor, Issue
from analysis.codes import Codes
from analysis.comparing.networks.clusters import Groups
from analysis.comparing.networks.network import Network
from analysis.drawing.networks.ring import FRAME, place_nodes
from analysis.drawing.networks.ties import format_signed
from analysis.drawing.style import measure_text

TIED = {"variable1": "person", "normalization": "average"}
TEXTS = {"d": "Yes. No. Never.", "e": "Yes. No. Never."}
# support (+), opposition (-) or no position on truce and join
CAMPS = {"Ann": "++", "Bea": "++", "Cid": "--", "Dan": "- "}


def coded(make_coder, stances: dict[str, str], **more: object) -> Codes:
    """Return codes of actors' stances on truce and join, one in each of two articles."""
    more = {"coder": "human:ann", **more}
    coder = make_coder(TEXTS, published=more.pop("published", "2025-05-20"))
    coder.actors = [Actor(name) for name in stances]
    for actor, marks in stances.items():
        for issue, doc, mark in zip(("truce", "join"), TEXTS, marks, strict=True):
            if mark != " ":
                stance = "support" if mark == "+" else "oppose"
                coder.statement(actor, issue, stance, "Yes", doc, **more)
    made: Codes = coder.codes()
    return made


def networks(codes: Codes, aggregation: str = "subtract") -> tuple[Network, Network, Groups]:
    """Return the two-mode and the one-mode network of people, and its clusters."""
    statements = sb.statements_by_actor(codes, actors="person")
    stances = sb.network(statements, variable1="person", qualifier_aggregation="subtract")
    ties = sb.network(statements, "onemode", qualifier_aggregation=aggregation, **TIED)
    return stances, ties, sb.clusters(ties)


def everything(codes: Codes) -> dict[str, str]:
    """Return all parts of the network notebook by name."""
    stances, ties, clusters = networks(codes)
    statements = sb.statements_by_actor(codes, actors="person")
    stretches = sb.ties_over_time(statements, "month", **TIED)
    shown = {
        "summary": sb.network_summary(ties, statements),
        "stances": sb.who_says_what_chart(stances, clusters),
        "graph": sb.network_chart(ties, clusters),
        "matrix": sb.network_matrix(ties, clusters),
        "camps": sb.camps_summary(ties, clusters, sb.polarisation(ties)),
        "time": sb.ties_over_time_chart(stretches),
        "windows": sb.ties_over_time_table(stretches),
        "backbone": sb.backbone_table(sb.backbone(ties), ties),
        "evidence": sb.evidence(codes, statements=statements),
    }
    return {name: one.html for name, one in shown.items()}


def names(html: str) -> list[str]:
    """Return the names of the marks of a chart."""
    return re.findall(r"<a [^>]*><title>([^<]*)</title>", html)


def test_every_mark_is_named(make_coder) -> None:
    """Accessible names give actors or issue, relation, strength and number of statements."""
    shown = everything(coded(make_coder, CAMPS))
    assert "Ann, truce: for, +1 of 1 statement" in names(shown["stances"])
    assert "Dan, truce: against, −1 of 1 statement" in names(shown["stances"])
    graph = names(shown["graph"])
    assert {"Ann – Bea: agree, +1.00, 4 statements", "Ann – Cid: differ, −1.00, 4 statements"} <= {*graph}
    assert graph[-4:] == [
        "Ann, cluster A: 2 statements", "Bea, cluster A: 2 statements",
        "Cid, cluster B: 2 statements", "Dan, cluster B: 1 statement",
    ]  # fmt: skip
    assert names(shown["matrix"])[0] == "Ann – Bea: agree, +1, 4 statements"
    assert len(names(shown["matrix"])) == 6


def test_every_link_has_a_target(make_coder, astray) -> None:
    """Each cell, line and number links to a statement on the page; identifiers are unique."""
    assert astray("".join(everything(coded(make_coder, CAMPS)).values())) == []


def test_the_table_has_the_statements_of_both_sides(make_coder) -> None:
    """Statements of Ann and Dan on the truce are in separate columns; her other one is not in the tie."""
    html = everything(coded(make_coder, CAMPS))["graph"]
    (row,) = re.findall(r'<tr><th scope="row">Ann – Dan</th>(.*?)</tr>', html)
    assert re.sub(r' (?:aria-label|class)="[^"]*"', "", row) == (
        '<td>differ</td><td>−0.67</td><td><a href="#x-d-s1">1</a></td><td><a href="#x-d-s7">1</a></td>'
    )


def test_agreement_and_disagreement_differ_without_colour(make_coder) -> None:
    """Lines that differ are dashed, numbers have their sign."""
    shown = everything(coded(make_coder, CAMPS))
    lines = re.findall(r"<path [^>]*style=\"([^\"]*)\"", shown["graph"])
    assert all("stroke-dasharray" in line for line in lines if "stroke: #c44e00" in line)
    assert not any("stroke-dasharray" in line for line in lines if "stroke: #0072b2" in line)
    assert {"+1", "−1"} <= {*re.findall(r">([+−]1)</text>", shown["matrix"])}


def test_a_network_of_conflict_has_no_agreement(make_coder) -> None:
    """Weights are positive, lines show disagreement, and clusters are actors who agree."""
    _, ties, clusters = networks(coded(make_coder, CAMPS), "conflict")
    assert clusters.names() == [["Ann", "Bea"], ["Cid", "Dan"]]
    html = sb.network_chart(ties, clusters).html
    assert [name for name in names(html) if "–" in name and "agree" in name] == []
    assert "Ann – Cid: differ, +1.00, 4 statements" in names(html)
    assert "−1" in sb.network_matrix(ties, clusters).html


def test_camps_are_reported_with_their_basis(make_coder) -> None:
    """The summary has clusters by letter, the score with its pairs, and the limits of the analysis."""
    shown = everything(coded(make_coder, CAMPS))
    assert "7 firm statements by 4 actors on 2 issues in 2 texts." in shown["summary"]
    assert (
        "Of 6 pairs of actors, 6 can be compared: 2 mostly in agreement, 4 mostly in disagreement."
        in (shown["summary"])
    )
    assert "<strong>A</strong>: Ann, Bea; <strong>B</strong>: Cid, Dan." in shown["camps"]
    assert "polarisation is 1.00, based on 6 pairs of 4 actors" in shown["camps"]
    assert "This does not show that" in shown["camps"]
    assert "With only 7 statements, one more could move" in shown["camps"]


def test_pairs_that_cannot_be_compared_are_counted(make_coder) -> None:
    """Two of three actors share an issue."""
    shown = everything(coded(make_coder, {"Ann": "+ ", "Bea": "- ", "Cid": " +"}))["summary"]
    assert "Of 3 pairs of actors, 1 can be compared: 1 mostly in disagreement." in shown


def test_without_disagreement_there_is_no_polarisation(make_coder) -> None:
    """Two pairs that agree on different issues look like camps, but no actors differ."""
    shown = everything(coded(make_coder, {"Ann": "+ ", "Bea": "+ ", "Cid": " +", "Dan": " +"}))
    assert "No two actors differ on any issue" in shown["camps"]
    assert "polarisation is" not in shown["camps"]


def test_three_actors_make_no_camps(make_coder) -> None:
    """So few actors can nearly always be divided."""
    shown = everything(coded(make_coder, {"Ann": "++", "Bea": "++", "Cid": "--"}))
    assert "Only 3 actors can be compared" in shown["camps"]


def test_missing_data_is_reported(coder) -> None:
    """Without statements each part is a sentence, not an error or an empty frame."""
    shown = everything(coder.codes())
    assert shown.pop("windows") == ""
    for name, html in shown.items():
        assert re.fullmatch(r"<p>[^<]+</p>", html), name


def test_one_text_and_one_actor_are_reported(coder) -> None:
    """A single actor has no ties, and one text is not a debate."""
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    shown = everything(coder.codes())
    assert "All are from one text" in shown["summary"]
    assert "Only one actor takes a position, so there is nobody to compare." in shown["summary"]
    assert "Ann, truce: for, +1 of 1 statement" in names(shown["stances"])
    assert "there are no ties to draw" in shown["graph"]
    assert "neither clusters nor camps" in shown["camps"]


def test_windows_follow_the_calendar(make_coder) -> None:
    """Two months with ties are two bars; camps need four comparable actors, some of whom differ."""
    coder = make_coder(TEXTS)
    coder.actors = [Actor(name) for name in CAMPS]
    for month, actors in (("01", "Ann Bea Cid Dan"), ("03", "Ann Cid")):
        for actor in actors.split():
            stance = "support" if actor in ("Ann", "Bea") else "oppose"
            coder.statement(actor, "truce", stance, "Yes", "d", coder="human:ann", latest=f"2025-{month}-31")
    statements = sb.statements_by_actor(coder.codes(), actors="person")
    months = sb.ties_over_time(statements, "month", **TIED)
    found = months[["window", "actors", "agree", "differ"]].to_numpy().tolist()
    assert found == [["2025-01", 4, 2, 4], ["2025-03", 2, 0, 1]]
    assert months["score"].tolist()[0] == pytest.approx(1)
    assert months["camps"].tolist() == [[["Ann", "Bea"], ["Cid", "Dan"]], None]
    (quarter,) = sb.ties_over_time(statements, "quarter", **TIED).to_dict("records")
    assert (quarter["window"], quarter["statements"]) == ("2025-Q1", 6)
    html = sb.ties_over_time_chart(months).html
    assert names(html)[0] == "2025-01 · polarisation 1.00: agree, 2 pairs"
    with pytest.raises(sb.StancebookError, match="Did you mean 'month'"):
        sb.ties_over_time(statements, "months")


def test_a_hundred_actors_stay_legible(make_coder) -> None:
    """20 actors and 60 ties are drawn, each actor's strongest first; the page says what is left out."""
    coder = make_coder({"d": "Yes."})
    coder.actors = [Actor(f"Representative {n} of <b>{n}</b>") for n in range(100)]
    coder.issues = [Issue(f"issue {n}", f"issue {n}", (f"issue {n}",)) for n in range(30)]
    for n, actor in enumerate(coder.actors):
        for issue in range(6):
            stance = "support" if (n + issue) % 3 else "oppose"
            coder.statement(actor.name, f"issue {(n * 7 + issue * issue) % 30}", stance, "Yes")
    stances, ties, clusters = networks(coder.codes())
    graph, matrix = sb.network_chart(ties, clusters).html, sb.network_matrix(ties, clusters).html
    assert len([name for name in names(graph) if "cluster" in name]) == 20
    assert len([name for name in names(graph) if " – " in name]) == 60
    assert "The graph shows the 20 of 100 actors with the most statements." in graph
    assert graph.count("<tr>") <= 301
    assert "the first 300 of" in graph
    assert "The matrix shows the 20 of 100 actors" in matrix
    assert "<b>" not in graph + matrix + sb.who_says_what_chart(stances, clusters).html


@pytest.mark.parametrize("count", [1, 2, 3, 7, 20])
def test_names_never_meet(count: int) -> None:
    """Names on a side do not overlap and stay on the drawing."""
    listed = [f"The {n} Association of Very Long Names and their Friends" for n in range(count)]
    placed = place_nodes(listed, dict.fromkeys(listed, ""), FRAME, 0.2).places
    for side in (1, -1):
        column = sorted((one for one in placed.values() if one.side == side), key=lambda one: one.y)
        for above, below in itertools.pairwise(column):
            room = FRAME.line * (len(above.name) + len(below.name)) / 2
            assert below.y - above.y >= room
        for one in column:
            end = one.x + side * (0.16 + max(measure_text(line, FRAME.size) for line in one.name))
            assert 0 <= end <= FRAME.width


def test_whole_clusters_face_each_other() -> None:
    """Clusters of unequal size are not split: four on the right, three on the left."""
    letters = dict(zip("abcdefg", "AAAABBB", strict=True))
    placed = place_nodes([*letters], letters, FRAME, 0).places
    assert {name for name, one in placed.items() if one.side == 1} == {*"abcd"}


@pytest.mark.parametrize(
    ("weight", "words"),
    [(1.0, "+1"), (-0.25, "−0.2"), (0.04, "+0.04"), (0, "0"), (-123.4, "−123"), (1e-9, "0")],
)
def test_numbers_have_signs(weight: float, words: str) -> None:
    """Numbers are short enough for a cell and have no sign if they round to 0."""
    assert format_signed(weight) == words


WORDS = " ".join(f"word{number}" for number in range(60))
ARTICLES = {"a": f"Yes. {WORDS}", "b": f"Yes. {WORDS} And more.", "c": "Yes. Short.", "d": "Yes. Other."}


@pytest.mark.parametrize(
    ("docs", "who", "is_in"),
    [("c", "rules-1", False), ("ab", "rules-1", False), ("cd", "rules-1", True), ("c", "human:ann", True)],
    ids=["one article", "two reprints", "two articles", "one person"],
)
@pytest.mark.parametrize("duplicates", ["include", "acrossrange"])
def test_camps_use_only_supported_positions(make_coder, docs, who, is_in, duplicates) -> None:
    """Eve agrees with Ann, but is in Ann’s cluster only if her position is supported."""
    coder = make_coder(ARTICLES)
    coder.actors = [Actor(name) for name in ("Ann", "Bea", "Cid", "Dan", "Eve")]
    for name in ("Ann", "Bea", "Cid", "Dan"):
        for doc in "cd":
            stance = "support" if name in ("Ann", "Bea") else "oppose"
            coder.statement(name, "truce", stance, "Yes", doc, coder="rules-1")
    for doc in docs:
        coder.statement("Eve", "truce", "support", "Yes", doc, coder=who)
    statements = sb.statements_by_actor(coder.codes(), actors="person")
    chosen = {"qualifier_aggregation": "subtract", "duplicates": duplicates, **TIED}
    ties = sb.network(statements, "onemode", **chosen)
    found, camps = sb.clusters(ties), sb.polarisation(ties)
    assert ("Eve" in found.names()[0], "Eve" in camps.names()[0]) == (is_in, is_in)
    assert ties.matrix.loc["Ann", "Eve"] > 0
    where = "Eve, cluster A" if is_in else "Eve, in no cluster"
    assert where in sb.network_chart(ties, found).html
    missing = "Not shown in any cluster or camp: 1 actor whose every position is based on a single article"
    assert (missing in sb.camps_summary(ties, found, camps).html) == (not is_in)


def test_two_wrong_marks_make_no_ally(make_coder) -> None:
    """A single mark on each of two issues is no supported position, even in two articles."""
    coder = make_coder(ARTICLES)
    coder.actors = [Actor("Ann"), Actor("Eve")]
    for issue, doc in (("truce", "c"), ("join", "d")):
        for article in "cd":
            coder.statement("Ann", issue, "support", "Yes", article, coder="rules-1")
        coder.statement("Eve", issue, "support", "Yes", doc, coder="rules-1")
    _, ties, clusters = networks(coder.codes())
    assert ties.matrix.loc["Ann", "Eve"] > 0
    assert clusters.names() == []
    assert "there is no cluster" in sb.camps_summary(ties, clusters, sb.polarisation(ties)).html
