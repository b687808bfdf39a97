"""Events aligned across two corpora: agreement, disagreement, and days for undated events."""

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
    """Return a coder of a chronology that calls Ann by another name."""
    coder = make_coder({})
    coder.actors = [Actor("Annie", aliases=("Ann",), side="North"), Actor("Bob", side="South")]
    return coder


def verdicts(mine, theirs) -> dict[tuple[str, str], str]:
    """Return the verdict on each event and counterpart."""
    found = compare_events(mine.codes(), theirs.codes())
    pairs = zip(found["description"], found["candidate"].fillna(""), strict=True)
    return dict(zip(pairs, found["verdict"], strict=True))


def test_overlapping_days_agree(mine, theirs) -> None:
    """The narrower interval is returned; names are matched across codebooks."""
    mine.event("Ann phoned Bob", earliest="2025-05-17", latest="2025-05-20", **BOTH)
    theirs.dated("x", "A call", "2025-05-19", actors=["Annie", "Bob"])
    (row,) = compare_events(mine.codes(), theirs.codes()).to_dict("records")
    assert (row["verdict"], row["told"], row["when"]) == (
        "agrees",
        "between 2025-05-17 and 2025-05-20",
        "2025-05-19",
    )
    assert row["urls"] == ["https://paper.example/1"]


def test_days_apart_disagree(mine, theirs) -> None:
    """Reports a few days apart disagree; weeks apart, they are different events."""
    mine.event("Ann phoned Bob", earliest="2025-05-18", latest="2025-05-18", **BOTH)
    theirs.dated("near", "A call", "2025-05-19", actors=["Annie", "Bob"])
    theirs.dated("far", "A call", "2025-06-19", actors=["Annie", "Bob"])
    assert verdicts(mine, theirs) == {("Ann phoned Bob", "near"): "disagrees"}


def test_an_undated_past_event_is_dated(mine, theirs) -> None:
    """An open interval is dated by the other corpus, not counted as agreement."""
    mine.event("Ann phoned Bob", latest="2025-05-25", **BOTH)
    theirs.dated("x", "A call", "2025-05-19", actors=["Annie", "Bob"])
    theirs.dated("later", "A call", "2025-06-19", actors=["Annie", "Bob"])
    assert verdicts(mine, theirs) == {("Ann phoned Bob", "x"): "dated by"}


def test_all_fitting_candidates_are_listed(mine, theirs) -> None:
    """Where the text does not decide, no candidate is preferred."""
    mine.event("Ann phoned Bob", **BOTH)
    for key, day in (("x", "2025-05-19"), ("y", "2025-06-04")):
        theirs.dated(key, "A call", day, actors=["Annie", "Bob"])
    assert set(verdicts(mine, theirs).values()) == {"one of several"}


def test_linked_events_are_dated_together(mine, theirs) -> None:
    """Only those pairs of calls and meetings remain where the meeting was 1 to 7 days earlier."""
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
    assert set(out["reason"]) == {"it conflicts with the order of events in the text"}
    assert found["told"].tolist()[-1] == "1 to 7 days before “Ann phoned Bob”"


def test_a_stated_duration_decides(mine, theirs) -> None:
    """A two-hour call is not a 75-minute one, and the meeting linked to the latter is ruled out too."""
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


def test_an_order_that_no_pair_fits_rules_nothing_out(mine, theirs) -> None:
    """The conflict is reported, and the counterparts remain."""
    call = mine.event("Ann phoned Bob", **BOTH)
    mine.event("envoys met in Oslo", anchor=call, offset_min=-7, offset_max=-1, place="Oslo", **BOTH)
    theirs.dated("c", "A call", "2025-05-19", mode="phone", actors=["Annie", "Bob"])
    theirs.dated("m", "Talks", "2025-05-26", mode="visit", place="Oslo", actors=["Annie", "Bob"])
    found = compare_events(mine.codes(), theirs.codes())
    assert set(found["verdict"]) == {"dated by"}
    assert set(found["reason"]) == {"no pair of counterparts matches the order of events in the text"}
    assert [*found["together"]] == [[], []]


def test_hypothetical_events_are_skipped_and_unmatched_ones_reported(mine, theirs) -> None:
    """Hypothetical events are not compared; other events without a match have no counterpart."""
    mine.event("Ann phoned Bob", "hypothetical", **BOTH)
    mine.event("Bob rejected a harbour treaty", type="REJECT", actors=["Bob"])
    theirs.dated("x", "Bob rejected a visa", "2025-05-19", type="REJECT", actors=["Bob"])
    theirs.dated("y", "No day", None, **BOTH)
    assert verdicts(mine, theirs) == {("Bob rejected a harbour treaty", ""): "no counterpart"}


def test_the_example_is_dated_by_the_chronology() -> None:
    """Without dates, participants, duration and order single out one call and one meeting."""
    codes, other = (
        sb.code(sb.open_corpus(f"data/{name}")) for name in ("putin-trump-call", "ukraine-talks-2025")
    )
    found = compare_events(codes, other)
    dated = found[found["verdict"] == "dated by"].set_index("candidate")
    assert dated.loc["UA25-30", "when"] == "2025-05-19"
    assert dated.loc["UA25-26", "when"] == "2025-05-16"
    assert "UA25-30" in dated.loc["UA25-26", "together"]
    assert "UA25-36" in set(found.loc[found["verdict"] == "ruled out", "candidate"])


def test_circular_links_terminate() -> None:
    """Events dated by each other do not cause an endless loop."""
    links = [Link("a", "b", -1, -1), Link("b", "a", -1, -1)]
    days = [(1.0, 1.0), (2.0, 2.0), (3.0, 3.0)]
    kept, broken = prune_candidates({"a": [0, 1, 2], "b": [0, 1, 2]}, links, days)
    assert len(broken) <= 2
    assert all(kept.values())
