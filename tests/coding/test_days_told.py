"""Days that count from another day than that of publication: of a speech, a story, a list, an entry."""

from collections.abc import Callable

import pytest

from analysis import tables

Coded = Callable[..., tables.Tables]
WEDNESDAY = "2025-06-11"


def find_days(coded: Coded, text: str, words: str) -> tuple[str | None, str | None]:
    """Return the first and last day of the last date with these words."""
    rows = coded(text, published=WEDNESDAY)["dates"].astype("object")
    row = rows.where(rows.notna(), None)[rows["text"] == words].iloc[-1]
    return row["earliest"], row["latest"]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("“I saw her yesterday,” Brandt said on Sunday.", "yesterday", "2025-06-07", "2025-06-07"),
        ("Brandt told reporters on June 2: “We will sign tomorrow.”", "tomorrow", "2025-06-03", "2025-06-03"),
        ("“Next week is the vote,” Brandt posted on May 28.", "Next week", "2025-06-02", "2025-06-08"),
        ("In a letter of 3 June the mayor wrote: “The vote is today.”", "today", "2025-06-03", "2025-06-03"),
        ("Speaking on Sunday, Brandt said: “I saw her yesterday.”", "yesterday", "2025-06-07", "2025-06-07"),
        (
            "Brandt announced on June 2 that the talks began two days ago.",
            "two days ago",
            "2025-05-31",
            "2025-05-31",
        ),
        ("The talks began two days ago, he said on June 2.", "two days ago", "2025-05-31", "2025-05-31"),
        ("The post of 3 June read: “We vote tomorrow.”", "tomorrow", "2025-06-04", "2025-06-04"),
        ("“We vote today,” Lind said in a video released on 3 June.", "today", "2025-06-03", "2025-06-03"),
        ("Lind on Sunday: “I saw her yesterday.”", "yesterday", "2025-06-07", "2025-06-07"),
        (
            "Lind, speaking at a dinner on June 2, said she had left two days ago.",
            "two days ago",
            "2025-05-31",
            "2025-05-31",
        ),
        (
            "“We met today. It was late,” he said on Sunday. “We leave tomorrow.”",
            "tomorrow",
            "2025-06-09",
            "2025-06-09",
        ),
        ("Brandt told the union on Monday he would leave tomorrow.", "tomorrow", "2025-06-10", "2025-06-10"),
        ("“I saw her yesterday,” Brandt said at Sunday's rally.", "yesterday", "2025-06-07", "2025-06-07"),
        (
            "According to an email sent on 2 June, talks begin tomorrow.",
            "tomorrow",
            "2025-06-03",
            "2025-06-03",
        ),
        ("“It ends next year,” Brandt said in March 2022.", "next year", "2023-01-01", "2023-12-31"),
        ("“I saw her yesterday,” Brandt said last week.", "yesterday", "2025-06-01", "2025-06-07"),
        ("“I saw her yesterday,” Brandt said.", "yesterday", "2025-06-10", "2025-06-10"),
        ("Brandt left on Sunday. “I saw her yesterday,” he said.", "yesterday", "2025-06-10", "2025-06-10"),
        (
            "He told the union of the Sunday vote that he left yesterday.",
            "yesterday",
            "2025-06-10",
            "2025-06-10",
        ),
    ],
)
def test_days_in_reported_words_count_from_the_day_of_speech(
    coded: Coded, text: str, words: str, earliest: str, latest: str
) -> None:
    """“Yesterday” in words said on Sunday was Saturday; of words said last week, one of seven days."""
    assert find_days(coded, text, words) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("The union struck on March 4, 2022. On April 6 it won.", "April 6", "2022-04-06", "2022-04-06"),
        ("The union struck on October 4, 2022. On April 6 it won.", "April 6", "2023-04-06", "2023-04-06"),
        ("The dispute began in May 2021. In July the union struck.", "July", "2021-07-01", "2021-07-31"),
        ("In 2018 the mayor resigned. On July 3 of that year he died.", "July 3", "2018-07-03", "2018-07-03"),
        (
            "In 2018 the mayor resigned. On July 3 of that year he died.",
            "that year",
            "2018-01-01",
            "2018-12-31",
        ),
        ("In 2018 he resigned. He died in May of the following year.", "May", "2019-05-01", "2019-05-31"),
        (
            "The union struck on May 4, 2022. On Monday it met. In July it won.",
            "July",
            "2024-07-01",
            "2024-07-31",
        ),
        ("Brandt, who was elected on May 4, 2022, left on June 9.", "June 9", "2025-06-09", "2025-06-09"),
        ("The law of May 4, 2022 failed. On June 9 the union met.", "June 9", "2025-06-09", "2025-06-09"),
        ("The union struck on May 4, 2022. On June 9 it won.", "June 9", None, None),
        ("The union struck on May 4, 2022. It had met in April.", "April", None, None),
        ("In 2018 the union struck. In July it won.", "July", None, None),
        ("In 2018, on July 3, the union struck.", "July 3", "2018-07-03", "2018-07-03"),
        ("The union struck on March 4, 2022.\nOn July 6 it won.", "July 6", None, None),
        ("The union struck on March 4, 2022.\nOn June 6 it won.", "June 6", "2025-06-06", "2025-06-06"),
        ("It struck on March 4, 2022.\nOn July 6 it won.\nIn October it met.", "October", None, None),
        ("He fled on 30 December 2021. On 6 April a judge freed him.", "6 April", "2022-04-06", "2022-04-06"),
        (
            "On 6 July 2021 she wrote to the mayor: “We will strike on Friday.” On 20 July it won.",
            "20 July",
            "2021-07-20",
            "2021-07-20",
        ),
        ("In 2018 the union struck. That July it won.", "July", "2018-07-01", "2018-07-31"),
        ("In October 2018 the union struck. It won that April.", "April", None, None),
        ("It struck in the spring of 2018. In autumn it won.", "In autumn", "2018-09-01", "2018-11-30"),
        ("The union struck in 2018. Early the next year it won.", "next year", "2019-01-01", "2019-12-31"),
        ("It struck on May 4, 2018. The next week it won.", "next week", "2018-05-07", "2018-05-13"),
        ("It struck in 2018. It will win in the next year.", "next year", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_story_goes_on_in_its_year(
    coded: Coded, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    """A day without a year goes on from the one told before, unless the present or a doubt comes between."""
    assert find_days(coded, text, words) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("2022\nMay 4 – The union strikes\nJuly 6 – It wins", "July 6", "2022-07-06"),
        ("May 4, 2022: The union strikes\nJuly 6: It wins", "July 6", "2022-07-06"),
        ("May 4, 2022: The union strikes\nJanuary 6: It wins", "January 6", None),
        ("2022: The union strikes on July 6.", "July 6", "2022-07-06"),
        ("May 4: The union strikes\nNovember 6: The toll ends", "May 4", "2025-05-04"),
    ],
)
def test_a_list_of_days_has_the_year_of_its_heading(
    coded: Coded, text: str, words: str, day: str | None
) -> None:
    """The entries of a list are in the year above them; a step back leaves the year open."""
    assert find_days(coded, text, words) == (day, day)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("2 June 2025, 17:05\nThe mayor left yesterday.\nBrandt left today.", "today", "2025-06-02"),
        (
            "3 June 2025, 17:05\nIt rained.\n2 June 2025, 09.10 BST\nBrandt left yesterday.",
            "yesterday",
            "2025-06-01",
        ),
        ("2 June 2025\nBrandt left today.", "today", "2025-06-02"),
        ("2 June 2025\nIt rained.\nBrandt left today.", "today", WEDNESDAY),
        ("This article was amended on 2 June 2025. The vote was yesterday.", "yesterday", "2025-06-01"),
        ("Correction, June 2: The vote was on Friday.", "Friday", "2025-05-30"),
        (
            "Posted at 17:05 3 June 2025\nIt rained.\nPosted at 09:10 2 June 2025\nBrandt left yesterday.",
            "yesterday",
            "2025-06-01",
        ),
        (
            "Updated 5:05 p.m. ET, June 3, 2025\nRain.\nUpdated 9:10 a.m. ET, June 2, 2025\nHe left today.",
            "today",
            "2025-06-02",
        ),
        ("Updated 9:10 a.m. ET, June 2, 2025\nBrandt left today.", "today", WEDNESDAY),
    ],
)
def test_days_below_a_stamp_count_from_it(coded: Coded, text: str, words: str, day: str) -> None:
    """An entry of a live page, and a note on the article, is from the day above or in it."""
    assert find_days(coded, text, words) == (day, day)


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("The drought of 1921-23 was long.", "1921-23", "1921-01-01", "1923-12-31"),
        ("The season 2023/24 was long.", "2023/24", "2023-01-01", "2024-12-31"),
        ("It ran 1998–2002.", "1998–2002", "1998-01-01", "2002-12-31"),
        ("It ran in 1999/2000.", "1999/2000", "1999-01-01", "2000-12-31"),
        ("Your letter of the 5th inst. came.", "the 5th inst", "2025-06-05", "2025-06-05"),
        ("Your letter of the 28th ult. came.", "the 28th ult", "2025-05-28", "2025-05-28"),
        ("We meet on the 3rd prox. again.", "the 3rd prox", "2025-07-03", "2025-07-03"),
        ("Your letter of the 2d instant came.", "the 2d instant", "2025-06-02", "2025-06-02"),
        ("It was found in 60 BC.", "60 BC", None, None),
        ("He died on 4 May 60 BC.", "4 May 60 BC", None, None),
        ("It is from the 2nd century BCE.", "the 2nd century BCE", None, None),
        ("It was built 1700-1600 B.C.", "1700-1600 B.C.", None, None),
    ],
)
def test_spans_of_years_and_old_styles(
    coded: Coded, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    """Two years are all their days; a year before Christ is none after."""
    assert find_days(coded, text, words) == (earliest, latest)
