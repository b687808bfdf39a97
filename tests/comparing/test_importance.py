"""How much an event matters to its corpus."""

from typing import Any

import pandas as pd
import pytest

from analysis.codes import Codes
from analysis.comparing.days import weigh_days
from analysis.comparing.prominence import describe_mentions
from analysis.comparing.timeline import timeline
from analysis.comparing.wording import parse_day

BACKGROUND = "The ferry had run for years, and few people thought much of it. " * 8


def rank(codes: Codes) -> list[str]:
    """Return the descriptions of the events of a timeline, the most important first."""
    return list(timeline(codes).sort_values("importance", ascending=False)["description"])


def test_the_news_of_an_article_matters_more_than_its_background(make_coder: Any) -> None:
    """What its first lines tell comes before what it tells at the end."""
    coder = make_coder({"d": f"The mayor closed the harbour. {BACKGROUND} Divers inspected the pier."})
    day = {"earliest": "2025-05-19", "latest": "2025-05-19"}
    coder.event("Divers inspected the pier", **day)
    coder.event("The mayor closed the harbour", **day)
    assert rank(coder.codes()) == ["The mayor closed the harbour", "Divers inspected the pier"]


def test_the_headline_and_a_date_make_an_event_important(make_coder: Any) -> None:
    """Features of a mention: its place in the article, words of the headline, a date in its clause."""
    coder = make_coder({"d": "On Monday the mayor closed the harbour. The council met."})
    coder.document["title"] = "Harbour closed"
    coder.event("On Monday the mayor closed the harbour", earliest="2025-05-19", latest="2025-05-19")
    coder.event("The council met", "planned", earliest="2025-05-20")
    coder.rows["dates"].append(
        {"date_id": "d-1", "doc_id": "d", "start": 3, "end": 9, "text": "Monday", "type": "DATE",
         "value": "2025-05-19", "earliest": "2025-05-19", "latest": "2025-05-19"}
    )  # fmt: skip
    coder.dated("x", "The harbour closed", "2025-05-19")
    features = describe_mentions(coder.codes()).round(2)
    columns = ["lead", "headline", "opening", "dated", "exact"]
    assert features.loc["d-e1", columns].tolist() == [1, 2, 1, 1, 1]
    assert features.loc["d-e2", columns].tolist() == [0.88, 0, 0, 0, 0]
    assert features.loc["x", columns].tolist() == [1, 0, 1, 1, 1]


def test_a_clause_has_a_length_a_rank_and_a_type(make_coder: Any) -> None:
    """Features of a clause: its length, whether it depends on another one, its type."""
    coder = make_coder({"d": "Divers inspected the pier, which the mayor had closed."})
    coder.event("Divers inspected the pier", type="OTHER")
    coder.event("which the mayor had closed", type="COERCE")
    columns = ["length", "subordinate", "act"]
    features = describe_mentions(coder.codes())[columns].round(2)
    assert features.to_numpy().tolist() == [[1.39, 0, 0], [1.61, 1, 1]]


def test_an_event_in_several_articles_matters_more(make_coder: Any) -> None:
    """Two articles that tell of one closure outweigh one that tells of an inspection."""
    closed, inspected = (
        "Engineers closed the swing bridge for repairs.",
        "Divers inspected the old pier wall.",
    )
    coder = make_coder({"a": inspected, "b": closed, "c": closed})
    for doc, words in coder.texts.items():
        coder.event(words, doc=doc, type="COERCE", earliest="2025-05-19", latest="2025-05-19")
    assert rank(coder.codes()) == [closed, inspected]


def test_a_second_wording_of_the_same_news_comes_last(make_coder: Any) -> None:
    """It would take the place of something else."""
    texts = {
        "a": "Engineers closed the swing bridge for urgent repairs.",
        "b": "The swing bridge was closed by engineers.",
        "c": f"Ann spoke. {BACKGROUND} Divers inspected the old pier wall.",
    }
    coder = make_coder(texts)
    coder.event(texts["a"], doc="a", type="COERCE", earliest="2025-05-19", latest="2025-05-19")
    coder.event(texts["b"], doc="b", type="REJECT", earliest="2025-05-19", latest="2025-05-19")
    coder.event("Divers inspected the old pier wall", doc="c", earliest="2025-05-12", latest="2025-05-12")
    first, second, last = rank(coder.codes())
    assert second == "Divers inspected the old pier wall"
    assert {first, last} == {texts["a"], texts["b"]}


def test_a_plan_and_a_fact_in_like_words_are_both_shown(make_coder: Any) -> None:
    """They are no repetition of each other, unless one has no further word."""
    texts = {
        "a": "Engineers may close the swing bridge for urgent repairs.",
        "b": "Engineers painted the swing bridge.",
        "c": f"Ann spoke. {BACKGROUND} Divers inspected the old pier wall.",
    }
    coder = make_coder(texts)
    coder.event(texts["a"], "hypothetical", doc="a", earliest="2025-05-19", latest="2025-05-19")
    coder.event(texts["b"], doc="b", earliest="2025-05-19", latest="2025-05-19")
    coder.event("Divers inspected the old pier wall", doc="c", earliest="2025-05-12", latest="2025-05-12")
    assert rank(coder.codes())[-1] == "Divers inspected the old pier wall"


def test_the_second_event_of_an_article_gives_way_to_another_article(make_coder: Any) -> None:
    """Of events that matter alike, a page takes some of each article."""
    texts = {"a": "Ann swam. Bob sang.", "b": "Eve flew."}
    coder = make_coder(texts)
    told = (("a", "Ann swam", "2025-05-12"), ("a", "Bob sang", "2025-05-13"), ("b", "Eve flew", "2025-05-14"))
    for doc, words, day in told:
        coder.event(words, doc=doc, start=0, earliest=day, latest=day)
    assert rank(coder.codes())[-1] == "Bob sang"


@pytest.fixture
def dated(make_coder: Any) -> Any:
    """Return a function that codes articles, given by publication day, each naming some other days."""

    def make(named: dict[str, list[str]]) -> Codes:
        coder = make_coder({f"d{number}": "Ann spoke." for number in range(len(named))})
        for number, days in enumerate(named.values()):
            coder.rows["dates"] += [
                {"date_id": f"{number}-{day}", "doc_id": f"d{number}", "start": 0, "end": 3, "text": "Ann",
                 "type": "DATE", "value": day, "earliest": day, "latest": day}
                for day in days
            ]  # fmt: skip
        codes: Codes = coder.codes()
        codes.tables["documents"]["published"] = pd.Series([day[:10] for day in named], dtype="str")
        return codes

    return make


def test_a_day_that_later_reports_return_to_is_weighty(dated: Any) -> None:
    """Naming one's own day or a day to come adds nothing; one article counts once."""
    weights = weigh_days(
        dated({"2025-05-02": ["2025-05-02", "2025-05-09"], "2025-05-05": ["2025-05-02"], "2025-05-08": []})
    )
    by_day = {
        day: round(weights.get(parse_day(day) or 0, 0), 2)
        for day in ("2025-05-02", "2025-05-05", "2025-05-09")
    }
    assert by_day == {"2025-05-02": 1.0, "2025-05-05": 0.33, "2025-05-09": 0.0}


def test_a_timeline_of_very_many_events_keeps_those_that_matter_most(
    make_coder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a person coded is kept too, and the timeline says how many events there are."""
    texts = {
        "a": f"Engineers closed the swing bridge. {BACKGROUND} Divers inspected the old pier wall.",
        "b": f"{BACKGROUND} Children painted the northern lighthouse.",
    }
    coder = make_coder(texts)
    day = {"type": "COERCE", "earliest": "2025-05-19", "latest": "2025-05-19"}
    coder.event("Engineers closed the swing bridge", doc="a", **day)
    coder.event("Divers inspected the old pier wall", doc="a", **day)
    coder.event("Children painted the northern lighthouse", doc="b", coder="human:eve", confidence=1.0, **day)
    codes = coder.codes()
    assert (len(timeline(codes)), timeline(codes).attrs["found"]) == (3, 3)
    for module in ("weighing", "timeline"):
        monkeypatch.setattr(f"analysis.comparing.{module}.KEPT", 2)
    found = timeline(codes)
    assert set(found["description"]) == {
        "Engineers closed the swing bridge", "Children painted the northern lighthouse",
    }  # fmt: skip
    assert found.attrs["found"] == 3


def test_what_is_kept_is_as_important_as_among_all(make_coder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that articles of several outlets tell keeps its mentions, its days and its score."""
    closed, other = "Engineers closed the swing bridge for repairs.", "Divers inspected the old pier wall."
    coder = make_coder({"a": closed, "b": closed, "c": other})
    days = (("2025-05-18", "2025-05-20"), ("2025-05-20", "2025-05-21"), ("2025-05-24", "2025-05-26"))
    for (doc, words), (first, last) in zip(coder.texts.items(), days, strict=True):
        coder.event(words, doc=doc, type="COERCE", actors=["Ann"], earliest=first, latest=last)
    everything = timeline(coder.codes())
    for module in ("weighing", "timeline"):
        monkeypatch.setattr(f"analysis.comparing.{module}.KEPT", 1)
    kept = timeline(coder.codes())
    pd.testing.assert_frame_equal(kept, everything.head(1))
    assert list(kept["when"]) == ["2025-05-20"]
