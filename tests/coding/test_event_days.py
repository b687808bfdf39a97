"""The days of events in real news: a day is claimed only where the text gives it to this very event.

The articles are of Friday, 9 May 2025.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from analysis import tables
from analysis.coding.events.dating import date_mentions

Coded = Callable[..., tables.Tables]
FRIDAY = "2025-05-09"


def find_event(coded: Coded, text: str, word: str, published: str | None = FRIDAY) -> dict[str, Any]:
    """Return the last event of a text whose clause has a word, missing values as None."""
    events = coded(text, published=published)["events"].astype("object")
    rows = events.where(events.notna(), None).to_dict("records")
    return next(row for row in reversed(rows) if word in text[slice(*row["mentions"][0])])


def claims_day(text: str, word: str, published: str | None = FRIDAY) -> bool:
    """Return whether the last mention of a word is dated to one day, be it an event of the table or not."""
    start = text.rindex(word)
    found = date_mentions(text, [(start, start + len(word))], published).iloc[0]
    return found["earliest"] is not None and found["earliest"] == found["latest"]


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
def test_a_purpose_has_no_day(text: str, word: str) -> None:
    """What somebody did something for is not dated to the day of publication."""
    assert not claims_day(text, word)


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Norland's attack killed two soldiers on Monday.", "killed", "2025-05-05"),
        ("The Monday attack killed two soldiers.", "killed", "2025-05-05"),
        ("Two soldiers died in Monday's attack.", "attack", "2025-05-05"),
        ("Norland presented the gun at the May Day military parade this year.", "presented", "2025-05-01"),
        ("The leaders held talks on Tuesday.", "talks", "2025-05-06"),
        ("Crowds gathered on Tuesday for a rally.", "rally", "2025-05-06"),
        ("Police arrested the mayor at about 2 a.m. local time on Tuesday.", "arrested", "2025-05-06"),
        ("On Monday the rebels attacked the port, killing four.", "killing", "2025-05-05"),
        ("The roof collapsed on Monday when the rebels bombed the port.", "bombed", "2025-05-05"),
        ("Yesterday Norland governor Anna Brandt visited Sudria.", "visited", "2025-05-08"),
        ("On Monday, the voters of Sudria are expected to reject the treaty.", "reject", "2025-05-12"),
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
def test_a_date_of_something_else_claims_no_day(text: str, word: str) -> None:
    """What was revealed or condemned on a day, or stands beside a dated noun, may be of another day."""
    assert not claims_day(text, word)


def test_background_statements_have_no_day(coded: Coded) -> None:
    """What somebody praised or supported in an article that tells of no day of its own is a window."""
    text = "The former president died on Monday. He was praised abroad. He supported schools."
    assert find_days(coded, text, "praised")[0] != FRIDAY
    assert find_days(coded, text, "supported")[0] != FRIDAY


def test_quoted_acts_are_not_those_of_the_report() -> None:
    """In a report of the day, an act that somebody quotes may be older."""
    text = (
        "Brandt said on Friday that talks had failed. “I urged them to stop. I asked them twice,” she said."
    )
    assert not claims_day(text, "asked")


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


def test_quoted_this_morning_in_a_later_report() -> None:
    """Quoted without its day, “this morning” may be some days before a report that is not of the day."""
    text = "Rebels attacked the port on Tuesday. “They killed two guards this morning,” Brandt wrote."
    assert not claims_day(text, "killed")


def test_the_day_before_an_event(coded: Coded) -> None:
    """What came before an event did not continue the story of the day mentioned last."""
    text = (
        "Crowds gathered on Monday for a rally. Some stood before the court, which rejected, the day before "
        "the rally, a petition."
    )
    assert find_days(coded, text, "rejected") == ("2025-05-04", "2025-05-04")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A bus crashed in Sudria on Monday. Two passengers were killed.", "killed"),
        ("A fire yesterday destroyed the mill. The mayor said it injured four people.", "injured"),
        (
            "Norland’s parliament met on Monday. The mill is the oldest of Sudria. The roof collapsed.",
            "collapsed",
        ),
        ("The mill in Sudria caught fire on Monday. Firefighters rescued a child and left.", "rescued"),
        ("After the 2024 election Brandt resigned on Monday. She made a speech.", "made"),
    ],
)
def test_a_lead_goes_on_with_its_day(text: str, word: str) -> None:
    """What a lead tells after its dated happening, in the same tense, was on the same day."""
    assert claims_day(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A bus crashed in Sudria on Monday. The driver had left Norland.", "left"),
        ("A bus crashed in Sudria on Monday. The line had closed. The mayor resigned.", "resigned"),
        ("A bus crashed in Sudria on Monday. The driver subsequently left Norland.", "left"),
        ("A bus crashed in Sudria on Monday. The crash followed a strike.", "followed"),
        ("A bus crashed in Sudria on Monday. The driver lost an arm in the war of May.", "lost"),
        ("A bus crashed in Sudria on Monday. The man who drove it won a prize.", "drove"),
        ("Brandt announced the sale on Monday. The mill burned.", "burned"),
        ("The mill closed on Monday. The port closed on Tuesday.\n\nThe roof collapsed.", "collapsed"),
        ("The mill closed on Monday and reopened on Tuesday. The roof collapsed.", "collapsed"),
        ("The mill closed on Monday. The port was to be sold.", "sold"),
        ("The mill closed on Monday. " + "The port is large. " * 8 + "The roof collapsed.", "collapsed"),
    ],
)
def test_what_is_no_part_of_the_happening_has_no_day_of_its_lead(text: str, word: str) -> None:
    """Background, another day, a plan or what somebody announced does not go on with a lead."""
    assert not claims_day(text, word)


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("On Monday the paper revealed a deal whereby, on April 29, Norland bought the port.", "revealed",
         "2025-05-05"),
        ("On Monday the paper revealed a deal whereby, on April 29, Norland bought the port.", "bought",
         "2025-04-29"),
        ("Brandt said that on Monday the port was closed.", "closed", "2025-05-05"),
        ("Norland was led by Brandt, who died on Monday.", "died", "2025-05-05"),
        ("On Tuesday Norland Motor Company announced that the mill was closed.", "announced", "2025-05-06"),
    ],
)  # fmt: skip
def test_a_date_stays_in_its_clause(text: str, word: str, day: str) -> None:
    """A date belongs to the clause that it begins or ends, not to the one above or to a name."""
    start = text.rindex(word)
    found = date_mentions(text, [(start, start + len(word))], FRIDAY).iloc[0]
    assert (found["earliest"], found["latest"]) == (day, day)


def test_times_count_from_the_day_of_the_lead() -> None:
    """A bare time of day is that of the story; “the previous day” that opens a sentence comes before it."""
    text = (
        "A bus crashed in Sudria on Tuesday.\n\nBrandt sold the line in 2024.\n\n"
        "At around 11:25 a.m., the mayor closed the road.\n\nThe previous day, the mayor opened a fair."
    )
    spans = [(text.index(word), text.index(word) + len(word)) for word in ("closed", "opened")]
    found = date_mentions(text, spans, FRIDAY)
    assert list(found["earliest"]) == list(found["latest"]) == ["2025-05-06", "2025-05-05"]
    assert not claims_day(text.replace("on Tuesday", "this week"), "closed")


@pytest.mark.parametrize("told", ["", "“We heard a bang this morning,” Brandt said.\n\n"])
def test_the_same_day_is_that_of_the_lead(told: str) -> None:
    """“That day” is the day of the story, also after somebody is quoted who spoke of a day of his own."""
    opening = "A bus crashed in Sudria on Tuesday.\n\nBrandt likes the road.\n\n"
    text = f"{opening}{told}The mayor closed it that day."
    start = text.index("closed")
    found = date_mentions(text, [(start, start + 6)], FRIDAY).iloc[0]
    assert (found["earliest"], found["latest"]) == ("2025-05-06", "2025-05-06")


def test_announcements_are_dated_by_a_report_of_the_day_only(coded: Coded) -> None:
    """Without its day, what was revealed or confirmed may be older than the report; “said” is not."""
    assert not claims_day("The paper revealed that Norland had closed the port.", "revealed")
    assert not claims_day("Norland previously said the port was closed.", "said")
    assert claims_day("Norland said the port was closed.", "said")
    assert not claims_day("Brandt wrote two songs for the harbour.", "wrote")
    text = "Brandt said on Friday that she would go. The paper revealed that Norland had closed the port."
    assert claims_day(text, "revealed")


def test_a_day_before_another_date_narrows_nothing(coded: Coded) -> None:
    """A clause with a date of its own does not go on from the sentence before."""
    text = "The mill closed.\n\nThe port closed on Monday. Brandt became the nominee in March."
    assert find_days(coded, text, "became")[0] != "2025-05-05"


def test_yesterday_after_a_list_of_places() -> None:
    """A day that the parser gives to a place dates the verb before it."""
    text = (
        "A Boeing 707 cargo plane, reported by local press as belonging to the Norlandic army, crashed into "
        "houses in Karaj, near Tehran, the Sudrian capital, yesterday."
    )
    assert claims_day(text, "crashed")


@pytest.mark.parametrize("noun", ["findings", "a study", "a ruling"])
def test_what_was_published_on_a_day_says_so_then(coded: Coded, noun: str) -> None:
    """The day of a publication is that of what its authors say in it."""
    text = f"In {noun} published on Tuesday in Sudria, scientists established that the port was closed."
    assert find_days(coded, text, "established") == ("2025-05-06", "2025-05-06")


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
        ("Brandt wrote of the 9/11 attacks.", "9/11", date(2001, 9, 11), None),
        (
            "The ship sailed from May 3 to 7 of last year.",
            "May 3 to 7 of last year",
            date(2024, 5, 3),
            date(2024, 5, 7),
        ),
        (
            "Norland warned on Tuesday that the storm would pass on Wednesday.",
            "Wednesday",
            date(2025, 5, 7),
            None,
        ),
        ("The storm will pass on Wednesday.", "Wednesday", date(2025, 5, 14), None),
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


@pytest.mark.parametrize(
    "text", ["The port closed, USA Today reported.", "Brandt finished the race in 2:05:46."]
)
def test_names_and_lengths_are_no_days(coded: Coded, text: str) -> None:
    """“Today” in the name of a newspaper and the hours, minutes and seconds of a race are no dates."""
    assert not list_days(coded, text)


def test_no_year_without_a_publication_day(coded: Coded) -> None:
    """In an undated article a day does not take its year from any year mentioned before."""
    text = "The war that began in February 2022 goes on. The leaders met on May 16."
    assert list_days(coded, text, published=None)[-1] == ("May 16", None, None)
    told = "Norland attacked Sudria on March 3, 2022. It withdrew on April 9."
    assert list_days(coded, told, published=None)[-1] == ("April 9", "2022-04-09", "2022-04-09")
