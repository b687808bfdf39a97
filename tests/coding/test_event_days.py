"""The days of events in real news: a day is claimed only where the text gives it to this very event.

The articles are of Friday, 9 May 2025.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]
FRIDAY = "2025-05-09"


def find_event(coded: Coded, text: str, word: str, published: str | None = FRIDAY) -> dict[str, Any]:
    """Return the last event of a text whose clause has a word, missing values as None."""
    events = coded(text, published=published)["events"].astype("object")
    rows = events.where(events.notna(), None).to_dict("records")
    return next(row for row in reversed(rows) if word in text[slice(*row["mentions"][0])])


def claims_day(coded: Coded, text: str, word: str) -> bool:
    """Return whether an event whose clause has a word is said to have been on one day."""
    events = coded(text, published=FRIDAY)["events"]
    spans = [text[slice(*mentions[0])] for mentions in events["mentions"]]
    exact = (events["earliest"] == events["latest"]).fillna(False)
    return any(word in span and one for span, one in zip(spans, exact, strict=True))


def find_days(coded: Coded, text: str, word: str, published: str | None = FRIDAY) -> tuple[Any, Any]:
    """Return the first and last possible day of an event."""
    event = find_event(coded, text, word, published)
    return event["earliest"], event["latest"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The crew was allowed into Sudria to deliver aid.", "deliver"),
        ("Norland used the guns to shell Sudria.", "shell"),
    ],
)
def test_a_purpose_has_no_day(coded: Coded, text: str, word: str) -> None:
    """What somebody did something for is not dated to the day of publication."""
    assert not claims_day(coded, text, word)


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Norland's attack killed two soldiers on Monday.", "killed", "2025-05-05"),
        ("The Monday attack killed two soldiers.", "killed", "2025-05-05"),
        ("Two soldiers died in Monday's attack.", "attack", "2025-05-05"),
        ("The leaders held talks on Tuesday.", "talks", "2025-05-06"),
        ("Crowds gathered on Tuesday for a rally.", "rally", "2025-05-06"),
        ("Police arrested the mayor at about 2 a.m. local time on Tuesday.", "arrested", "2025-05-06"),
        ("On Monday the rebels attacked the port, killing four.", "killing", "2025-05-05"),
        ("The roof collapsed on Monday when the rebels bombed the port.", "bombed", "2025-05-05"),
        ("Yesterday Norland governor Anna Brandt visited Sudria.", "visited", "2025-05-08"),
    ],
)
def test_a_date_dates_what_took_place_then(coded: Coded, text: str, word: str, day: str) -> None:
    """A date beside a verb or before its noun is the day of the event and of what happened with it."""
    assert find_days(coded, text, word) == (day, day)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("On Monday the paper revealed a deal with Norland.", "deal"),
        ("Norland condemned the attack on Monday.", "attack"),
        ("The suspect in a shooting was released on Monday.", "shooting"),
        ("Brandt called Monday's attack the worst since an assault in Sudria.", "assault"),
        ("The rebels killed 20 people, according to officials on Thursday.", "killed"),
        ("Brandt criticised Monday's decision.", "criticised"),
        ("A bombing was on Monday reported to have killed two soldiers.", "killed"),
        ("On Monday Brandt called for aid against floods now destroying the port.", "destroying"),
        ("The crowd protested the results of the 2025 election.", "protested"),
    ],
)
def test_a_date_of_something_else_claims_no_day(coded: Coded, text: str, word: str) -> None:
    """What was revealed or condemned on a day, or stands beside a dated noun, may be of another day."""
    assert not claims_day(coded, text, word)


def test_background_statements_have_no_day(coded: Coded) -> None:
    """What somebody praised or supported in an article that tells of no day of its own is a window."""
    text = "The former president died on Monday. He was praised abroad. He supported schools."
    assert find_days(coded, text, "praised")[0] != FRIDAY
    assert find_days(coded, text, "supported")[0] != FRIDAY


def test_quoted_acts_are_not_those_of_the_report(coded: Coded) -> None:
    """In a report of the day, an act that somebody quotes may be older."""
    text = (
        "Brandt said on Friday that talks had failed. “I urged them to stop. I asked them twice,” she said."
    )
    assert not claims_day(coded, text, "asked")


def test_periods_are_not_cut_to_a_day(coded: Coded) -> None:
    """A period that ends, or begins, with the day of publication claims no day."""
    assert find_days(coded, "Norland attacked Sudria this week.", "attacked", "2025-05-05") != (
        "2025-05-05",
        "2025-05-05",
    )


def test_the_nearest_date_counts(coded: Coded) -> None:
    """Of several dates in a clause, the one beside the verb dates it."""
    text = "As of Thursday 40 people, whom the rebels attacked on Monday, were in hospital."
    assert find_days(coded, text, "attacked") == ("2025-05-05", "2025-05-05")


def test_quoted_this_morning_in_a_later_report(coded: Coded) -> None:
    """Quoted without its day, “this morning” may be some days before a report that is not of the day."""
    text = "Rebels attacked the port on Tuesday. “They killed two guards this morning,” Brandt wrote."
    assert not claims_day(coded, text, "killed")


def test_the_day_before_an_event(coded: Coded) -> None:
    """What came before an event did not continue the story of the day mentioned last."""
    text = (
        "Crowds gathered on Monday for a rally. Some stood before the court, which rejected, the day before "
        "the rally, a petition."
    )
    assert find_days(coded, text, "rejected") == ("2025-05-04", "2025-05-04")


def list_days(coded: Coded, text: str, published: str | None = FRIDAY) -> list[tuple[str, Any, Any]]:
    """Return the dates of a text with their days."""
    rows = coded(text, published=published)["dates"].astype("object")
    rows = rows.where(rows.notna(), None)
    return list(rows[["text", "earliest", "latest"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("Norland declared an emergency following Wednesday's vote.", "Wednesday", date(2025, 5, 7), None),
        (
            "The paper reported Brandt is to be sentenced in June.",
            "June",
            date(2025, 6, 1),
            date(2025, 6, 30),
        ),
        ("A year ago, on May 16, the rebels attacked.", "May 16", date(2024, 5, 16), None),
        ("Brandt wrote of the September 11 attacks.", "September 11", date(2001, 9, 11), None),
        (
            "The mill closed around fifteen years ago.",
            "around fifteen years ago",
            date(2009, 1, 1),
            date(2011, 12, 31),
        ),
    ],
)
def test_days_of_expressions_in_news(
    coded: Coded, text: str, words: str, earliest: date, latest: date | None
) -> None:
    """“Following” a day, plans, anniversaries and rounded years have their days."""
    found = {name: days for name, *days in list_days(coded, text)}
    assert found[words] == [earliest.isoformat(), (latest or earliest).isoformat()]


@pytest.mark.parametrize("words", ["that day", "3 p.m."])
def test_which_day_it_was_may_remain_open(coded: Coded, words: str) -> None:
    """“That day” and a time of day without a day before them are not the day of publication."""
    text = f"The airport has many visitors in May. It reopened later {words} with one runway."
    found = {name: days for name, *days in list_days(coded, text)}
    assert next(days for name, days in found.items() if words.rstrip(".") in name) == [None, None]


def test_no_year_without_a_publication_day(coded: Coded) -> None:
    """In an undated article a day does not take its year from any year mentioned before."""
    text = "The war that began in February 2022 goes on. The leaders met on May 16."
    assert list_days(coded, text, published=None)[-1] == ("May 16", None, None)
    told = "Norland attacked Sudria on March 3, 2022. It withdrew on April 9."
    assert list_days(coded, told, published=None)[-1] == ("April 9", "2022-04-09", "2022-04-09")
