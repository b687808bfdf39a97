"""Weekdays that other words move, resolved against the day of publication, Wednesday 11 June 2025."""

from collections.abc import Callable

import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]
WEDNESDAY = "2025-06-11"


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("They met three Mondays ago.", "three Mondays ago", "2025-05-26", "2025-05-26"),
        ("They met a couple of Sundays ago.", "a couple of Sundays ago", "2025-05-25", "2025-06-01"),
        ("They will meet two Mondays from now.", "two Mondays from now", "2025-06-23", "2025-06-23"),
        ("They will meet in two Fridays' time.", "in two Fridays' time", "2025-06-20", "2025-06-20"),
        ("They met the Thursday before last.", "the Thursday before last", "2025-05-29", "2025-05-29"),
        ("They will meet the Monday after next.", "the Monday after next", "2025-06-23", "2025-06-23"),
        ("They met last Saturday but one.", "last Saturday but one", "2025-05-31", "2025-05-31"),
        ("They will meet a week on Monday.", "a week on Monday", "2025-06-23", "2025-06-23"),
        ("They will meet on Monday week.", "Monday week", "2025-06-23", "2025-06-23"),
        ("They will meet a fortnight from Friday.", "a fortnight from Friday", "2025-06-27", "2025-06-27"),
        ("They will meet a week tomorrow.", "a week tomorrow", "2025-06-19", "2025-06-19"),
        ("They met a week last Monday.", "a week last Monday", "2025-06-02", "2025-06-02"),
        ("They met a week ago Saturday.", "a week ago Saturday", "2025-05-31", "2025-05-31"),
        ("They met on Friday a week ago.", "Friday a week ago", "2025-05-30", "2025-06-06"),
        (
            "They met on Thursday morning, a week ago.",
            "Thursday morning, a week ago",
            "2025-05-29",
            "2025-06-05",
        ),
        ("He died a year ago today.", "a year ago today", "2024-06-11", "2024-06-11"),
        ("He died a year ago Friday.", "a year ago Friday", "2024-01-01", "2024-12-31"),
        (
            "They will vote on the first Sunday in July.",
            "the first Sunday in July",
            "2025-07-06",
            "2025-07-06",
        ),
        ("They voted on the last Monday of April.", "the last Monday of April", "2025-04-28", "2025-04-28"),
        (
            "They voted on the last Friday in May 2022.",
            "the last Friday in May 2022",
            "2022-05-27",
            "2022-05-27",
        ),
        (
            "They met on the last Monday but one in March.",
            "the last Monday but one in March",
            "2025-03-24",
            "2025-03-24",
        ),
        (
            "They met on the third Tuesday of last month.",
            "the third Tuesday of last month",
            "2025-05-20",
            "2025-05-20",
        ),
        ("They will meet on Friday of next week.", "Friday of next week", "2025-06-20", "2025-06-20"),
        ("They met last week on Tuesday.", "last week on Tuesday", "2025-06-03", "2025-06-03"),
        (
            "They will meet on Friday the week after next.",
            "Friday the week after next",
            "2025-06-27",
            "2025-06-27",
        ),
        ("They met on Friday the 6th.", "Friday the 6th", "2025-06-06", "2025-06-06"),
        ("They met this past Saturday.", "this past Saturday", "2025-06-07", "2025-06-07"),
        ("They looked back to last Saturday.", "last Saturday", "2025-06-07", "2025-06-07"),
        ("They met on Saturday last.", "Saturday last", "2025-06-07", "2025-06-07"),
    ],
)
def test_a_moved_weekday_is_the_day_meant(
    coded: Coded, text: str, words: str, earliest: str, latest: str
) -> None:
    """The words around a weekday move it; where they leave two days, both are in the interval."""
    (date,) = coded(text, published=WEDNESDAY)["dates"].to_dict("records")
    assert date["text"] == words
    assert (date["earliest"], date["latest"]) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("They met on the Monday after Easter.", "the Monday after", "2025-04-21"),
        ("They met on the Sunday before May 13.", "the Sunday before", "2025-05-11"),
        (
            "They voted on the first Tuesday after the first Monday in March.",
            "the first Tuesday after",
            "2025-03-04",
        ),
        ("They met on June 2. Two Fridays later they signed.", "Two Fridays later", "2025-06-13"),
        ("They met on May 20. On the Friday of that week they signed.", "Friday of that week", "2025-05-23"),
        ("They met on May 6, 2023. On the Friday they signed.", "Friday", "2023-05-12"),
        ("They met on May 20. They had met the previous Friday.", "previous Friday", "2025-05-16"),
        ("They met from Thursday to Sunday.", "Sunday", "2025-06-08"),
        ("They met from Thursday to Sunday.", "Thursday", "2025-06-05"),
        ("They will meet from Tuesday to Friday.", "Friday", "2025-06-20"),
        ("The mayor said that Friday's vote had failed.", "Friday", "2025-06-06"),
    ],
)
def test_a_weekday_can_count_from_another_date(coded: Coded, text: str, words: str, day: str) -> None:
    """A weekday before, after or up to another date of the text counts from that date."""
    dates = coded(text, published=WEDNESDAY)["dates"].set_index("text")
    assert tuple(dates.loc[words, ["earliest", "latest"]]) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "They meet every Friday.",
        "They meet every second Friday.",
        "They meet on Fridays.",
        "They meet on Friday nights.",
        "They met on a Friday.",
        "They met on Friday the 45th.",
        "They met on the Friday after the vote.",
        "They met for the third Friday running.",
        "They met on the first Friday of the strike.",
        "It is open Monday to Friday.",
        "They meet on the last Friday of every month.",
        "The vote was moved from Monday to Friday.",
        "They met on the last Friday of the strike.",
        "They met the Friday before.",
        "They met on the Monday of Holy Week.",
        "They met on the second to last Monday of the strike.",
        "They marched on Bloody Sunday.",
    ],
)
def test_a_weekday_that_is_left_open_has_no_day(coded: Coded, text: str) -> None:
    """Repeated days, and days that only an undated event tells, are not the nearest such day."""
    dates = coded(text, published=WEDNESDAY)["dates"]
    assert len(dates)
    assert dates[["earliest", "latest"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "text", ["The Sunday Herald printed it.", "They talked for a week Monday and Tuesday."]
)
def test_a_weekday_keeps_out_of_titles_and_durations(coded: Coded, text: str) -> None:
    """A newspaper's name is no date, and a week that lasted moves no weekday."""
    dates = coded(text, published=WEDNESDAY)["dates"]
    assert dates["text"].tolist() in ([], ["a week", "Monday", "Tuesday"])
