"""One corpus laid against another: agreement, disagreement, and days for what a text leaves undated."""

import pytest

import analysis as sb
from analysis.codebook import Actor
from analysis.comparing.event_alignment import compare_events
from analysis.comparing.ordering import Link, prune_candidates

CAST = [
    Actor("Ann", aliases=("Annie",), side="North"),
    Actor("Bob", side="South"),
    Actor("South", side="South"),
]
BOTH = {"actors": ["Ann", "Bob"]}
TEXT = "Ann phoned Bob for two hours. Days before, envoys met in Oslo. Bob rejected a harbour treaty."


@pytest.fixture
def mine(make_coder):
    """Return a coder of an article."""
    coder = make_coder({"d": TEXT})
    coder.actors = CAST
    return coder


@pytest.fixture
def theirs(make_coder):
    """Return a coder of a chronology, in which Ann goes by another name."""
    coder = make_coder({})
    coder.actors = [Actor("Annie", aliases=("Ann",), side="North"), Actor("Bob", side="South")]
    return coder


def verdicts(mine, theirs) -> dict[tuple[str, str], str]:
    """Return the verdict on each event and counterpart."""
    found = compare_events(mine.codes(), theirs.codes())
    pairs = zip(found["description"], found["candidate"].fillna(""), strict=True)
    return dict(zip(pairs, found["verdict"], strict=True))


def test_days_that_meet_agree(mine, theirs) -> None:
    """The narrower interval is given; names are matched across codebooks."""
    mine.event("Ann phoned Bob", earliest="2025-05-17", latest="2025-05-20", **BOTH)
    theirs.dated("x", "A call", "2025-05-19", actors=["Annie", "Bob"])
    (row,) = compare_events(mine.codes(), theirs.codes()).to_dict("records")
    assert (row["verdict"], row["told"], row["when"]) == ("agrees", "2025-05-17 to 2025-05-20", "2025-05-19")
    assert row["urls"] == ["https://paper.example/1"]


def test_days_apart_disagree(mine, theirs) -> None:
    """Some days apart it is told differently; weeks apart it is another event."""
    mine.event("Ann phoned Bob", earliest="2025-05-18", latest="2025-05-18", **BOTH)
    theirs.dated("near", "A call", "2025-05-19", actors=["Annie", "Bob"])
    theirs.dated("far", "A call", "2025-06-19", actors=["Annie", "Bob"])
    assert verdicts(mine, theirs) == {("Ann phoned Bob", "near"): "disagrees"}


def test_what_is_told_as_past_is_dated(mine, theirs) -> None:
    """An open interval does not agree: the other corpus dates it."""
    mine.event("Ann phoned Bob", latest="2025-05-25", **BOTH)
    theirs.dated("x", "A call", "2025-05-19", actors=["Annie", "Bob"])
    theirs.dated("later", "A call", "2025-06-19", actors=["Annie", "Bob"])
    assert verdicts(mine, theirs) == {("Ann phoned Bob", "x"): "dated by"}


def test_several_that_fit_are_all_listed(mine, theirs) -> None:
    """Nothing is chosen that the text does not choose."""
    mine.event("Ann phoned Bob", **BOTH)
    for key, day in (("x", "2025-05-19"), ("y", "2025-06-04")):
        theirs.dated(key, "A call", day, actors=["Annie", "Bob"])
    assert set(verdicts(mine, theirs).values()) == {"one of several"}


def test_events_that_hang_on_each_other_are_dated_together(mine, theirs) -> None:
    """Of four calls and three meetings only the pairs stay in which the meeting came 1 to 7 days before."""
    call = mine.event("Ann phoned Bob", **BOTH)
    mine.event("envoys met in Oslo", anchor=call, offset_min=-7, offset_max=-1, place="Oslo", **BOTH)
    for day in ("03-18", "05-19", "06-04", "07-03"):
        theirs.dated(f"c{day}", "A call", f"2025-{day}", mode="phone", actors=["Annie", "Bob"])
    for day in ("05-16", "06-02", "07-23"):
        theirs.dated(f"m{day}", "Talks", f"2025-{day}", mode="visit", place="Oslo", actors=["Annie", "Bob"])
    found = compare_events(mine.codes(), theirs.codes())
    fitting = found[found["verdict"] == "one of several"]
    assert dict(zip(fitting["candidate"], fitting["together"], strict=True)) == {
        "c05-19": ["m05-16"], "c06-04": ["m06-02"], "m05-16": ["c05-19"], "m06-02": ["c06-04"],
    }  # fmt: skip
    out = found[found["verdict"] == "ruled out"]
    assert set(out["candidate"]) == {"c03-18", "c07-03", "m07-23"}
    assert set(out["reason"]) == {"it does not stand as the text orders its events"}
    assert found["told"].tolist()[-1] == "1 to 7 days before “Ann phoned Bob”"


def test_a_stated_length_decides(mine, theirs) -> None:
    """A call of two hours is not one of 75 minutes, and what hung on that one falls with it."""
    call = mine.event("Ann phoned Bob for two hours", **BOTH)
    mine.event("envoys met in Oslo", anchor=call, offset_min=-7, offset_max=-1, place="Oslo", **BOTH)
    theirs.dated("c1", "A call of more than two hours", "2025-05-19", mode="phone", actors=["Annie", "Bob"])
    theirs.dated("c2", "A call of about 75 minutes", "2025-06-04", mode="phone", actors=["Annie", "Bob"])
    for key, day in (("m1", "2025-05-16"), ("m2", "2025-06-02")):
        theirs.dated(key, "Talks", day, mode="visit", place="Oslo", actors=["Annie", "Bob"])
    assert verdicts(mine, theirs) == {
        ("Ann phoned Bob for two hours", "c1"): "dated by",
        ("Ann phoned Bob for two hours", "c2"): "ruled out",
        ("envoys met in Oslo", "m1"): "dated by",
        ("envoys met in Oslo", "m2"): "ruled out",
    }


def test_an_order_that_nothing_fits_rules_nothing_out(mine, theirs) -> None:
    """The contradiction is told, and the counterparts stay."""
    call = mine.event("Ann phoned Bob", **BOTH)
    mine.event("envoys met in Oslo", anchor=call, offset_min=-7, offset_max=-1, place="Oslo", **BOTH)
    theirs.dated("c", "A call", "2025-05-19", mode="phone", actors=["Annie", "Bob"])
    theirs.dated("m", "Talks", "2025-05-26", mode="visit", place="Oslo", actors=["Annie", "Bob"])
    found = compare_events(mine.codes(), theirs.codes())
    assert set(found["verdict"]) == {"dated by"}
    assert set(found["reason"]) == {"no pair of counterparts stands as the text orders its events"}
    assert [*found["together"]] == [[], []]


def test_what_is_no_fact_or_not_told_has_no_counterpart(mine, theirs) -> None:
    """Hypothetical events are not looked for; others say that they were not found."""
    mine.event("Ann phoned Bob", "hypothetical", **BOTH)
    mine.event("Bob rejected a harbour treaty", type="REJECT", actors=["Bob"])
    theirs.dated("x", "Bob rejected a visa", "2025-05-19", type="REJECT", actors=["Bob"])
    theirs.dated("y", "No day", None, **BOTH)
    assert verdicts(mine, theirs) == {("Bob rejected a harbour treaty", ""): "no counterpart"}


def test_the_example_is_dated_by_the_chronology() -> None:
    """The article names no date; who, how long and in which order leave one call and one meeting."""
    codes, other = (
        sb.code(sb.open_corpus(f"data/{name}")) for name in ("putin-trump-call", "ukraine-talks-2025")
    )
    found = compare_events(codes, other)
    dated = found[found["verdict"] == "dated by"].set_index("candidate")
    assert dated.loc["UA25-30", "when"] == "2025-05-19"
    assert dated.loc["UA25-26", "when"] == "2025-05-16"
    assert "UA25-30" in dated.loc["UA25-26", "together"]
    assert "UA25-36" in set(found.loc[found["verdict"] == "ruled out", "candidate"])


def test_links_in_a_circle_end() -> None:
    """Events that are dated by each other do not keep the comparison going."""
    links = [Link("a", "b", -1, -1), Link("b", "a", -1, -1)]
    days = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]
    kept, broken = prune_candidates({"a": [0, 1, 2], "b": [0, 1, 2]}, links, days)
    assert len(broken) <= 2
    assert all(kept.values())
