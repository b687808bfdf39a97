"""Event clusters across articles: conservative merges, and disputed days."""

import random

import pytest

from analysis import tables
from analysis.codebook import Actor
from analysis.codes import Codes
from analysis.comparing import event_clusters
from analysis.comparing.tellings import tellings
from analysis.comparing.timeline import timeline

CAST = [
    Actor("Ann", aliases=("Annie",), side="North"), Actor("Bob", side="South"), Actor("Cid", side="North"),
    Actor("North", "state", side="North"), Actor("South", "state", side="South"),
]  # fmt: skip
WORDS = "Ann and Bob met."
BOTH = {"actors": ["Ann", "Bob"]}


@pytest.fixture
def build(make_coder):
    """Return a function that builds a timeline from one event per article, each with its days."""

    def make(*events: dict, texts: tuple[str, ...] = ()):
        words = [*texts, *[WORDS] * (len(events) - len(texts))]
        coder = make_coder({f"d{number}": text for number, text in enumerate(words)})
        coder.actors = CAST
        for number, event in enumerate(events):
            given = dict(event)
            if "day" in given:
                given["earliest"] = given["latest"] = given.pop("day")
            coder.event(words[number], doc=f"d{number}", **{**BOTH, **given})
        return timeline(coder.codes())

    return make


def groups(events) -> list[list[str]]:
    """Return the numbers of the articles that mention each event."""
    return sorted(sorted(claim[0].split("-")[0] for claim in claims) for claims in events["claims"])


def test_two_articles_of_one_meeting_are_one_row(build) -> None:
    """Its days are compatible with both mentions, and both mentions are kept."""
    events = build({"day": "2025-05-19"}, {"earliest": "2025-05-17", "latest": "2025-05-20"})
    (row,) = events.to_dict("records")
    assert (row["when"], row["disputed"]) == ("2025-05-19", False)
    assert row["claims"] == [["d0-e1", 20227, 20227], ["d1-e2", 20225, 20228]]
    assert row["reason"] == "by hand; reported 2 times"


def test_a_mention_without_confidence_comes_last(build) -> None:
    """A machine's mention joins a person's, whose description the row keeps."""
    same = {"day": "2025-05-19"}
    (row,) = build({**same, "confidence": None}, {**same, "coder": "human:eve", "confidence": 1.0}).to_dict(
        "records"
    )
    assert (row["event_id"], len(row["claims"])) == ("d1-e2", 2)


def test_windows_are_intersected(build) -> None:
    """Two inexact mentions together are more exact than either, and the reason says so."""
    (row,) = build(
        {"earliest": "2025-05-14", "latest": "2025-05-18"}, {"earliest": "2025-05-17", "latest": "2025-05-24"}
    ).to_dict("records")
    assert row["when"] == "between 2025-05-17 and 2025-05-18"
    assert "days compatible with all; the surest says between 2025-05-14 and 2025-05-18" in row["reason"]


def test_an_undated_past_meeting_joins_one_of_the_same_days(build) -> None:
    """An article published the next day that only says they met reports the same meeting."""
    assert groups(build({"day": "2025-05-19"}, {"earliest": None, "latest": "2025-05-20"})) == [["d0", "d1"]]
    assert groups(build({"day": "2025-05-19"}, {"earliest": None, "latest": "2025-06-20"})) == [
        ["d0"],
        ["d1"],
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"actors": ["Ann", "Cid"]},
        {"actors": ["Ann"]},
        {"actors": []},
        {"type": "ACCUSE"},
        {"status": "planned"},
        {"mode": "phone"},
        {"place": "Paris"},
        {"day": "2025-05-23"},
        {"day": "2025-06-19"},
    ],
)  # fmt: skip
def test_differing_features_prevent_a_merge(build, other: dict) -> None:
    """Different people, type, status, manner, place or days make two events."""
    first = {"day": "2025-05-19", "mode": "visit", "place": "Oslo"}
    assert groups(build(first, {"day": "2025-05-19", **other})) == [["d0"], ["d1"]]


def test_a_state_matches_its_speaker(build) -> None:
    """A meeting of North and South in Oslo is the meeting of Ann and Bob there, but not one elsewhere."""
    states = {"actors": ["North", "South"], "day": "2025-05-19"}
    assert groups(build({"day": "2025-05-19", "place": "Oslo"}, {**states, "place": "Oslo"})) == [
        ["d0", "d1"]
    ]
    assert groups(build({"day": "2025-05-19", "place": "Oslo"}, states)) == [["d0"], ["d1"]]


def test_events_other_than_talks_need_shared_words(build) -> None:
    """One actor can accuse another twice in a day."""
    texts = ("Ann accused Bob of forging the harbour treaty.", "Ann accused Bob of shelling a hospital.")
    accused = {"type": "ACCUSE", "day": "2025-05-19"}
    assert groups(build(accused, accused, texts=texts)) == [["d0"], ["d1"]]
    texts = (texts[0], "Bob forged the treaty on the harbour, Ann said.")
    assert groups(build(accused, accused, texts=texts)) == [["d0", "d1"]]


def test_talks_a_day_apart_in_one_place_are_disputed(build) -> None:
    """The row lists both days, and its bounds cover them."""
    oslo = {"place": "Oslo"}
    (row,) = build({"day": "2025-05-15", **oslo}, {"day": "2025-05-16", **oslo}).to_dict("records")
    assert row["disputed"]
    assert row["when"] == "disputed: 2025-05-15 or 2025-05-16"
    assert (row["low"], row["high"]) == (20223, 20224)
    assert "with conflicting days" in row["reason"]


def test_talks_on_consecutive_days_do_not_chain(build) -> None:
    """Three days of talks in one place may be three rounds, so no pair is merged."""
    days = ({"day": f"2025-05-{day}", "place": "Oslo"} for day in (15, 16, 17))
    events = build(*days)
    assert not events["disputed"].any()
    assert len(events) == 3


def test_a_wide_window_over_two_meetings_stays_separate(build) -> None:
    """It is unclear which of the two meetings it refers to."""
    wide = {"earliest": "2025-05-10", "latest": "2025-05-22"}
    assert groups(build({"day": "2025-05-12"}, {"day": "2025-05-19"}, wide)) == [
        ["d0"],
        ["d1"],
        ["d2"],
    ]
    assert groups(build({"day": "2025-05-12"}, wide)) == [["d0", "d1"]]


def test_events_of_one_article_are_never_merged(make_coder) -> None:
    """Events that their author separates stay separate, as do those of a chronology."""
    coder = make_coder({"d": "Ann met Bob. Ann saw Bob."})
    coder.actors = CAST
    for words in ("Ann met Bob", "Ann saw Bob"):
        coder.event(words, earliest="2025-05-19", latest="2025-05-19", **BOTH)
    coder.dated("x", "They met again", "2025-06-19", **BOTH)
    coder.dated("y", "They met once more", "2025-06-19", **BOTH)
    assert len(timeline(coder.codes())) == 4


def test_a_human_coding_takes_precedence(make_coder) -> None:
    """A chronology's event provides the description; mode, place, actors and sources are filled in."""
    coder = make_coder({"d": WORDS})
    coder.actors = CAST
    coder.document["url"] = "https://d.example"
    coder.event(WORDS, earliest="2025-05-19", latest="2025-05-19", place="Oslo", actors=["Ann", "Bob", "Cid"])
    coder.dated("x", "A first meeting", "2025-05-19", mode="visit", actors=["Bob", "Ann"])
    (row,) = timeline(coder.codes()).to_dict("records")
    assert (row["event_id"], row["description"]) == ("x", "A first meeting")
    assert (row["mode"], row["place"], row["actors"]) == ("visit", "Oslo", ["Bob", "Ann", "Cid"])
    assert row["urls"] == ["https://paper.example/1", "https://d.example"]
    shown = tellings(coder.codes(), timeline(coder.codes()))
    assert dict(zip(shown["event_id"], shown["happening"], strict=True)) == {"d-e1": "x", "x": "x"}


def test_a_lasting_event_keeps_its_days(make_coder) -> None:
    """An article on the second day of an exchange does not shorten it to one day."""
    coder = make_coder({"d": "North and South exchanged prisoners."})
    coder.actors = CAST
    sides = {"type": "RETREAT", "actors": ["North", "South"]}
    coder.event("North and South exchanged prisoners", earliest="2025-05-24", latest="2025-05-24", **sides)
    days = {"earliest": "2025-05-23", "latest": "2025-05-25", "extent": "throughout"}
    coder.dated("x", "A large exchange of prisoners", None, **{**sides, **days})
    (row,) = timeline(coder.codes()).to_dict("records")
    assert row["when"] == "2025-05-23 to 2025-05-25"


def test_without_calendar_days_nothing_is_merged(build) -> None:
    """Two undated articles may report calls a year apart."""
    assert groups(build({}, {})) == [["d0"], ["d1"]]


def test_order_of_the_articles_does_not_matter(build) -> None:
    """The same mentions in another order give the same events."""
    events = [
        {"day": "2025-05-12"}, {"earliest": "2025-05-11", "latest": "2025-05-13"}, {"day": "2025-05-19"},
        {"earliest": None, "latest": "2025-05-20"}, {"day": "2025-05-12", "place": "Oslo"},
    ]  # fmt: skip
    first = sorted(len(claims) for claims in build(*events)["claims"])
    for seed in range(5):
        random.Random(seed).shuffle(events)
        assert sorted(len(claims) for claims in build(*events)["claims"]) == first


def test_the_second_example_is_unchanged() -> None:
    """A dozen calls between two presidents in a year remain a dozen rows."""
    import analysis as sb

    events = timeline(sb.code(sb.open_corpus("data/ukraine-talks-2025")))
    assert len(events) == 49
    assert not events["disputed"].any()


@pytest.fixture
def count_comparisons(make_coder, monkeypatch):
    """Return a function that builds the timeline of many mentions and counts the pairs that it compares."""
    compared = []

    def score(*pair):
        compared.append(pair)
        return score_match(*pair)

    score_match = event_clusters.score_match
    monkeypatch.setattr(event_clusters, "score_match", score)

    def count(codes: Codes) -> tuple[int, int]:
        compared.clear()
        return len(timeline(codes)), len(compared)

    return count


def test_comparisons_grow_with_mentions_not_pairs(make_coder, count_comparisons) -> None:
    """Twice as many articles on the same events need about twice as many comparisons, not four times."""
    coder = make_coder()
    coder.actors = CAST
    codes = coder.codes()
    day = [f"2025-{month:02}-{number:02}" for month in range(1, 13) for number in (3, 13, 23)]
    rows = [
        {
            "event_id": f"d{number}-e1", "doc_id": f"d{number}", "description": WORDS, "type": "CONSULT",
            "start": 0, "end": 3, "evidence": "Ann", "status": "occurred", "mentions": [[0, 3]],
            "sources": [], "targets": [], "claimed_by": [], "after": [], "urls": [], "extent": "within",
            "reason": "", "coder": "rules", "confidence": 0.7,
            "earliest": day[number % 36], "latest": day[number % 36],
            **BOTH,
        }
        for number in range(2000)
    ]  # fmt: skip

    def build_codes(count: int) -> Codes:
        events = tables.build("events", rows[:count])
        return Codes("x", {**codes.tables, "events": events}, codes.codebook, (), "k")

    found, few = count_comparisons(build_codes(1000))
    found_again, many = count_comparisons(build_codes(2000))
    assert found == found_again == 36
    assert many < 2.2 * few


def test_a_claim_that_another_article_tells_as_a_fact_is_none(make_coder) -> None:
    """Only what every mention tells on somebody's word remains a claim."""
    words, day = "Ann met Bob in Oslo", {"earliest": "2025-05-16", "latest": "2025-05-16"}
    for second, claimed_by in (("Bob", ["Ann", "Bob"]), (None, [])):
        coder = make_coder({"a": f"{words}.", "b": f"{words}."})
        together = {"actors": ["Ann", "Bob"], "place": "Oslo", **day}
        coder.event(words, doc="a", claimed_by=["Ann"], **together)
        coder.event(words, doc="b", claimed_by=[second] if second else [], **together)
        (row,) = timeline(coder.codes()).to_dict("records")
        assert row["claimed_by"] == claimed_by
