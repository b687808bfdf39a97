"""Date expressions resolved against the day of publication, Friday 9 May 2025."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.coding.dates import calendar, relative, resolving, stretches
from analysis.coding.dates.calendar import UNIT_DAYS
from analysis.coding.dates.expression import Expression
from analysis.coding.dates.holidays import HOLIDAYS
from analysis.coding.dates.patterns import HINTS, PATTERNS
from analysis.coding.dates.resolution import RESOLVERS

Coded = Callable[..., tables.Tables]
FRIDAY = "2025-05-09"
EXPRESSIONS = {
    "a weekday is the nearest past one": ("They met on Tuesday.", "Tuesday", "2025-05-06", "2025-05-06"),
    "a weekday in the future": ("They will meet on Tuesday.", "Tuesday", "2025-05-13", "2025-05-13"),
    "the weekday of publication is that day": ("They met on Friday.", "Friday", FRIDAY, FRIDAY),
    "a deadline is in the future": ("They must leave by Monday.", "Monday", "2025-05-12", "2025-05-12"),
    "yesterday": ("They met yesterday.", "yesterday", "2025-05-08", "2025-05-08"),
    "a day without its year": ("They met on March 3.", "March 3", "2025-03-03", "2025-03-03"),
    "a past day of last year": ("They met on December 3.", "December 3", "2024-12-03", "2024-12-03"),
    "the British order": ("They met on 3 March 2024.", "3 March 2024", "2024-03-03", "2024-03-03"),
    "several days": ("They met from May 2-4.", "May 2-4", "2025-05-02", "2025-05-04"),
    "early May is not May": ("They met in early May.", "early May", "2025-05-01", "2025-05-10"),
    "late last year": ("They met late last year.", "late last year", "2024-09-01", "2024-12-31"),
    "last week": ("They met last week.", "last week", "2025-04-28", "2025-05-04"),
    "three days ago": ("They met three days ago.", "three days ago", "2025-05-06", "2025-05-06"),
    "a few days ago is a window": (
        "They met a few days ago.",
        "a few days ago",
        "2025-04-29",
        "2025-05-07",
    ),
    "a quarter with a hyphen": ("Its first-quarter loss grew.", "first-quarter", "2025-01-01", "2025-03-31"),
    "last year's quarter": (
        "Sales fell in last year's third quarter.",
        "last year's third quarter",
        "2024-07-01",
        "2024-09-30",
    ),
    "a quarter of this year": (
        "Sales will grow in the third quarter of this year.",
        "the third quarter of this year",
        "2025-07-01",
        "2025-09-30",
    ),
    "the quarter reported last": (
        "Profit rose in the latest quarter.",
        "the latest quarter",
        "2025-01-01",
        "2025-03-31",
    ),
    "the quarter it is compared with": (
        "It lost money in the year-earlier quarter.",
        "the year-earlier quarter",
        "2024-01-01",
        "2024-03-31",
    ),
    "a year it is compared with": (
        "Sales were lower than a year earlier.",
        "a year earlier",
        "2024-01-01",
        "2024-12-31",
    ),
    "the past weekend": ("They met over the weekend.", "the weekend", "2025-05-03", "2025-05-04"),
    "the weekend in the future": (
        "They will meet at the weekend.",
        "the weekend",
        "2025-05-10",
        "2025-05-11",
    ),
    "the day of publication": ("They met later in the day.", "later in the day", FRIDAY, FRIDAY),
    "the middle of a month is its second ten days": (
        "They met in mid-May.",
        "mid-May",
        "2025-05-10",
        "2025-05-20",
    ),
    "a weekday in the future, without a verb that says so": (
        "They want an answer by Monday.",
        "Monday",
        "2025-05-12",
        "2025-05-12",
    ),
    "the day right after a verb in the past tense": (
        "They said Tuesday they would meet.",
        "Tuesday",
        "2025-05-06",
        "2025-05-06",
    ),
    "due means the future": (
        "Ministers are due in London on Wednesday.",
        "Wednesday",
        "2025-05-14",
        "2025-05-14",
    ),
    "the weekday of publication is that day in the future tense too": (
        "They will meet on Friday.",
        "Friday",
        FRIDAY,
        FRIDAY,
    ),
    "a deadline that was met": ("All had left by Tuesday.", "Tuesday", "2025-05-06", "2025-05-06"),
    "the agent of a passive is no deadline": (
        "The hall was hit by Sunday's missiles.",
        "Sunday",
        "2025-05-04",
        "2025-05-04",
    ),
    "the month that tense leaves open is the nearest": (
        "They announced a summit in June.",
        "June",
        "2025-06-01",
        "2025-06-30",
    ),
    "the end of the month": (
        "It must end by the end of the month.",
        "the end of the month",
        "2025-05-21",
        "2025-05-31",
    ),
    "a stretch of two numbers": (
        "They have 10 or 12 days to sign.",
        "10 or 12 days",
        FRIDAY,
        "2025-05-21",
    ),
    "within some days": ("It will end within two weeks.", "within two weeks", FRIDAY, "2025-05-23"),
    "the week of a Sunday": (
        "It will begin the week of June 22.",
        "the week of June 22",
        "2025-06-22",
        "2025-06-28",
    ),
    "the first week of a month": (
        "They will meet in the first week of June.",
        "the first week of June",
        "2025-06-01",
        "2025-06-07",
    ),
    "earlier this week ends today": (
        "They met earlier this week.",
        "earlier this week",
        "2025-05-05",
        FRIDAY,
    ),
    "the week before last": (
        "They met the week before last.",
        "the week before last",
        "2025-04-21",
        "2025-04-27",
    ),
    "the day after tomorrow": (
        "They will meet the day after tomorrow.",
        "the day after tomorrow",
        "2025-05-11",
        "2025-05-11",
    ),
    "a holiday": ("They met at Easter.", "Easter", "2025-04-20", "2025-04-20"),
    "the clock and its day": ("They met at 10 p.m. Tuesday.", "10 p.m. Tuesday", "2025-05-06", "2025-05-06"),
    "a decade": ("It began in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
    "a century": ("It began in the 20th century.", "the 20th century", "1900-01-01", "1999-12-31"),
    "a year as speakers say it": (
        "It began in nineteen ninety-six.",
        "nineteen ninety-six",
        "1996-01-01",
        "1996-12-31",
    ),
    "two orders of day and month": ("They met on 03/04/2025.", "03/04/2025", "2025-03-04", "2025-04-03"),
}


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"), EXPRESSIONS.values(), ids=EXPRESSIONS.keys()
)
def test_a_date_is_an_interval(coded: Coded, text: str, words: str, earliest: str, latest: str) -> None:
    """Each expression gives exactly the days that it allows."""
    (date,) = coded(text, published=FRIDAY)["dates"].to_dict("records")
    assert date["text"] == words
    assert (date["earliest"], date["latest"]) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("They met on May 6 and signed two days later.", "two days later", "2025-05-08", "2025-05-08"),
        ("They met on May 6. The next day they signed.", "The next day", "2025-05-07", "2025-05-07"),
        ("They met on May 6. The night before, they ate.", "The night before", "2025-05-05", "2025-05-05"),
        ("It came just days before the May 8 summit.", "just days before", "2025-05-01", "2025-05-07"),
        (
            "They met in March and again the following month.",
            "the following month",
            "2025-04-01",
            "2025-04-30",
        ),
        ("They met on May 6 and 7.", "7", "2025-05-07", "2025-05-07"),
        ("They met on 20.04.2025 and 03.05.2025.", "03.05.2025", "2025-05-03", "2025-05-03"),
    ],
)
def test_some_dates_are_relative_to_another_date(
    coded: Coded, text: str, words: str, earliest: str, latest: str
) -> None:
    """An expression relative to a date of the text resolves to calendar days."""
    dates = coded(text, published=FRIDAY)["dates"].set_index("text")
    assert tuple(dates.loc[words, ["earliest", "latest"]]) == (earliest, latest)


def test_a_dateline_dates_an_undated_article(coded: Coded) -> None:
    """The full date in the dateline serves as the day of publication."""
    dates = coded("KYIV, May 9, 2025. They met on Tuesday.")["dates"].set_index("text")
    assert dates.loc["Tuesday", "earliest"] == "2025-05-06"


def test_a_date_in_the_text_is_no_dateline(coded: Coded) -> None:
    """A historical date does not date the article that mentions it."""
    dates = coded("The war began on May 9, 2022. They met on Tuesday.")["dates"].set_index("text")
    assert dates.loc["Tuesday", "value"] == "XXXX-WXX-2"


@pytest.mark.parametrize(
    "text",
    [
        "It earns $2 million a year.",
        "He is 37 years old.",
        "A quarter of them left.",
        "Jan Kavan spoke.",
        "They joined a March for Life.",
        "Ann said on “This Week” that all is well.",
    ],
)
def test_rates_ages_shares_and_names_are_no_dates(coded: Coded, text: str) -> None:
    """Rates per year, and names that look like months, are not dates."""
    assert coded(text, published=FRIDAY)["dates"].empty


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A 30-day truce began.", "P30D"),
        ("They talked for two and a half hours.", "PT2H30M"),
        ("They talked for two hours.", "PT2H"),
        ("A three-year plan exists.", "P3Y"),
    ],
)
def test_a_duration_is_no_date(coded: Coded, text: str, value: str) -> None:
    """The length of an event does not date it."""
    (date,) = coded(text, published=FRIDAY)["dates"].to_dict("records")
    assert (date["type"], date["value"]) == ("DURATION", value)
    assert coded(text, published=FRIDAY)["dates"][["earliest", "latest"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Tuesday.", "XXXX-WXX-2"),
        ("They met on March 3.", "XXXX-03-03"),
        ("They met yesterday.", "PAST_REF"),
    ],
)
def test_without_a_publication_day_nothing_is_invented(coded: Coded, text: str, value: str) -> None:
    """A date that the text leaves open stays open."""
    dates = coded(text)["dates"]
    assert dates["value"].tolist() == [value]
    assert dates[["earliest", "latest"]].isna().all(axis=None)


@pytest.mark.parametrize("text", ["They may march on.", "He sat down.", "The second fall was worse."])
def test_words_that_look_like_dates_are_none(coded: Coded, text: str) -> None:
    """“may”, “march”, “sat”, “second” and “fall” are mostly other words."""
    assert coded(text, published=FRIDAY)["dates"].empty


@pytest.mark.parametrize(
    "text", ["They met on June 31.", "It began 99,999 years ago.", "On February 29, 2025."]
)
def test_a_day_that_does_not_exist_has_no_interval(coded: Coded, text: str) -> None:
    """An impossible date stays in the table as an expression, without days."""
    dates = coded(text, published=FRIDAY)["dates"]
    assert len(dates) == 1
    assert dates[["earliest", "latest"]].isna().all(axis=None)


@pytest.mark.parametrize("holiday", HOLIDAYS)
def test_every_holiday_contains_one_of_its_hints(holiday: str) -> None:
    """Text without a hint is not searched for holidays, so each name needs one."""
    assert any(hint in holiday.lower() for hint in HINTS["holiday"])


def test_every_pattern_has_its_resolver() -> None:
    """Each kind of pattern has a resolver, and each resolver a pattern."""
    assert {kind for kind, _, _ in PATTERNS} == set(RESOLVERS)


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
UNITS = ["day", "week", "month", "year", "decade", "weekend", "quarter"]
RELATIVE = st.fixed_dictionaries(
    {"rel": st.sampled_from(["last", "next", "this", "past", "coming", "same"])},
    optional={"half": st.sampled_from(["early", "late", "earlier", "later"])},
)


@given(
    DAYS,
    RELATIVE,
    st.sampled_from(["day", "week", "month", "year", "decade", "weekend", "quarter"]),
    st.booleans(),
)
def test_relative_intervals_run_forward(
    published: dt.date, groups: dict[str, str], unit: str, ahead: bool
) -> None:
    """No interval ends before it begins."""
    period = relative.resolve_relative(Expression({**groups, "u": unit}, published, lambda: ahead)).period
    if period.earliest is not None and period.latest is not None:
        assert period.earliest <= period.latest


@given(DAYS, st.integers(0, 500), st.sampled_from([unit for unit in UNIT_DAYS if unit != "century"]))
def test_windows_contain_their_middle(published: dt.date, count: int, unit: str) -> None:
    """“n units ago” is never later than publication."""
    groups = {"n": str(count), "u": f"{unit}s"}
    try:
        period = stretches.resolve_ago(Expression(groups, published, lambda: False)).period
    except (ValueError, OverflowError):
        return
    assert period.earliest is not None
    assert period.latest is not None
    assert period.earliest <= period.latest
    assert period.earliest <= published


@given(DAYS, st.integers(1, 12), st.booleans())
def test_a_month_is_within_a_year_of_publication(published: dt.date, month: int, ahead: bool) -> None:
    """A month without a year is the nearest past or future one, by tense."""
    name = dt.date(2000, month, 1).strftime("%B")
    reading = resolving.resolve_month(Expression({"m": name}, published, lambda: ahead, before="in "))
    assert reading is not None
    period = reading.period
    assert period.earliest is not None
    assert abs((period.earliest - published).days) <= 366
    assert period == calendar.month(period.earliest.year, month)
