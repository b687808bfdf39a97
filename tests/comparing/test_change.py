"""Changes of position over intervals of days: windows, shifts, first movers and convergence."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import Actor
from analysis.codes import Codes
from analysis.comparing.change import convergence, find_moments, first_movers, shifts, stance_over_time
from analysis.comparing.dated_statements import DatedStatement, dated_stances
from analysis.comparing.selecting import select
from analysis.comparing.windows import wilson_interval
from analysis.errors import StancebookError


@pytest.fixture
def say(coder: Any) -> Any:
    """Return a function that adds a statement by Ann on the truce: dated, with an interval, or undated."""

    def add(stance: str, first: str | None = None, last: str | None = None, **more: Any) -> str:
        actor, issue = more.pop("actor", "Ann"), more.pop("issue", "truce")
        days = {"earliest": first, "latest": last or first}
        return str(coder.statement(actor, issue, stance, "Ann wants", **{**days, **more}))

    return add


class TestShifts:
    """A shift is claimed only where the order in time is certain."""

    def test_a_later_day_makes_a_shift(self, coder: Any, say: Any) -> None:
        """Both stances are reported, with the days between which the shift took place."""
        first, last = say("oppose", "2025-03-03", "2025-03-04"), say("oppose", "2025-03-05")
        after = say("support", "2025-03-11")
        say("support", "2025-04-01")
        (shift,) = shifts(coder.codes()).to_dict("records")
        assert (shift["actor"], shift["issue"]) == ("Ann", "truce")
        assert (shift["before"], shift["after"], shift["order"]) == ("oppose", "support", "certain")
        assert (shift["statements_before"], shift["statements_after"]) == ([last], [after])
        assert first not in shift["statements_before"]
        assert shift["when"] == "between 2025-03-05 and 2025-03-11"

    def test_both_on_one_day_is_mixed(self, coder: Any, say: Any) -> None:
        """A mixed stance is not a shift; between two clear stances its statements are listed."""
        say("support", "2025-03-01")
        mixed = [say("support", "2025-03-05"), say("oppose", "2025-03-05")]
        assert shifts(coder.codes()).empty
        say("oppose", "2025-03-09")
        (shift,) = shifts(coder.codes()).to_dict("records")
        assert (shift["before"], shift["after"], shift["between"]) == ("support", "oppose", mixed)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (("2025-03-01", "2025-03-05"), ("2025-03-05", "2025-03-09")),
            (("2025-03-01", "2025-03-31"), ("2025-03-10", "2025-03-10")),
            ((None, None), ("2025-03-10", "2025-03-10")),
        ],
    )
    def test_overlapping_days_make_no_shift(self, coder: Any, say: Any, before: Any, after: Any) -> None:
        """Intervals that touch, contain each other or are unknown have no order."""
        say("support", *before)
        say("oppose", *after)
        assert shifts(coder.codes()).empty
        assert shifts(coder.codes(), reported=True).empty

    def test_a_statement_of_uncertain_days_hides_no_shift(self, coder: Any, say: Any) -> None:
        """An uncertain statement is on neither side, and the others keep their order."""
        say("support", "2025-03-01")
        say("neutral", "2025-02-01", "2025-04-30")
        say("oppose", "2025-03-20")
        (shift,) = shifts(coder.codes()).to_dict("records")
        assert (shift["before"], shift["after"]) == ("support", "oppose")

    def test_a_change_and_its_reversal_are_two_shifts(self, coder: Any, say: Any) -> None:
        """Consecutive certain days give each change in order."""
        for stance, day in (("support", 1), ("oppose", 5), ("support", 9)):
            say(stance, f"2025-03-0{day}")
        assert list(shifts(coder.codes())["after"]) == ["oppose", "support"]

    def test_an_open_first_day_precedes_later_days(self, coder: Any, say: Any) -> None:
        """An open first day leaves only the order with earlier statements open."""
        say("support", None, "2025-03-01")
        say("oppose", "2025-03-09")
        (shift,) = shifts(coder.codes()).to_dict("records")
        assert (shift["order"], shift["when"]) == ("certain", "by 2025-03-09")
        assert math.isnan(shift["low"])

    def test_report_days_count_only_on_request(self, coder: Any, say: Any) -> None:
        """Two undated articles have no certain order; by their report days there is a shift."""
        say("support", None, "2025-03-01")
        say("oppose", None, "2025-03-09")
        assert shifts(coder.codes()).empty
        (shift,) = shifts(coder.codes(), reported=True).to_dict("records")
        assert (shift["order"], shift["when"]) == ("as reported", "reported 2025-03-01, then 2025-03-09")

    def test_only_firm_statements_count(self, coder: Any, say: Any) -> None:
        """Doubted and low-confidence statements make no shift."""
        say("support", "2025-03-01")
        say("oppose", "2025-03-05", doubt="the article’s words")
        say("oppose", "2025-03-06", confidence=0.5)
        assert shifts(coder.codes()).empty

    def test_a_side_shifts_by_its_speakers(self, coder: Any, say: Any) -> None:
        """Two speakers can shift their side; a statement on behalf of a bank does not count for it."""
        coder.actors = [Actor("Ann", side="North"), Actor("Bob", side="North")]
        say("conditional", "2025-03-01")
        say("support", "2025-03-05", actor="Bob")
        say("oppose", "2025-03-09", actor="Bob", organisation="The Bank")
        assert list(shifts(coder.codes())["actor"]) == ["Bob"]
        (shift,) = shifts(coder.codes(), by="side").to_dict("records")
        assert (shift["actor"], shift["before"], shift["after"]) == ("North", "conditional", "support")
        assert (shift["speakers_before"], shift["speakers_after"]) == (["Ann"], ["Bob"])
        with pytest.raises(StancebookError, match="Did you mean 'side'"):
            shifts(coder.codes(), by="sides")

    def test_tables_are_empty_without_statements(self, coder: Any) -> None:
        """All four tables keep their columns."""
        codes = coder.codes()
        for frame in (shifts(codes), stance_over_time(codes), first_movers(codes), convergence(codes)):
            assert frame.empty
        assert "between" in shifts(codes)
        assert dated_stances(codes).empty


INTERVALS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 4)), max_size=8)


@given(INTERVALS)
def test_moments_are_in_a_certain_order(intervals: list[tuple[int, int]]) -> None:
    """Every statement of a moment precedes all of the next; none occurs twice."""
    listed = [
        DatedStatement(
            str(number),
            "d",
            "Ann",
            "Ann",
            "truce",
            "support",
            float(low),
            float(low + width),
            False,
            "d",
            True,
        )
        for number, (low, width) in enumerate(intervals)
    ]
    found = find_moments(listed)
    for before, after in pairwise(found):
        assert all((one.high or 0) < (other.low or 0) for one in before for other in after)
    keys = [one.key for moment in found for one in moment]
    assert len(keys) == len(set(keys)) <= len(listed)
    assert bool(found) == bool(listed)


class TestOverTime:
    """Positions in each window."""

    def test_scores_are_means_of_levels(self, coder: Any, say: Any) -> None:
        """Support 1, conditional .5, neutral 0, oppose -1, averaged per calendar window."""
        for stance, day in (("support", "01"), ("conditional", "05"), ("oppose", "31")):
            say(stance, f"2025-03-{day}")
        say("neutral", "2025-04-01")
        frame = stance_over_time(coder.codes())
        assert frame[["window", "start", "end", "n", "sources"]].to_numpy().tolist() == [
            ["2025-03", "2025-03-01", "2025-03-31", 3, 1], ["2025-04", "2025-04-01", "2025-04-30", 1, 1],
        ]  # fmt: skip
        assert frame["score"].tolist() == [pytest.approx(0.5 / 3), 0.0]
        counts = frame[["support", "conditional", "neutral", "oppose"]]
        assert counts.to_numpy().tolist() == [[1, 1, 0, 1], [0, 0, 1, 0]]

    @pytest.mark.parametrize(
        ("window", "name", "start", "end"),
        [
            ("day", "2024-12-30", "2024-12-30", "2024-12-30"),
            ("week", "2025-W01", "2024-12-30", "2025-01-05"),
            ("month", "2024-12", "2024-12-01", "2024-12-31"),
            ("quarter", "2024-Q4", "2024-10-01", "2024-12-31"),
            ("year", "2024", "2024-01-01", "2024-12-31"),
        ],
    )
    def test_windows_follow_the_calendar(
        self, coder: Any, say: Any, window: str, name: str, start: str, end: str
    ) -> None:
        """Weeks follow ISO 8601 and may begin in the previous year."""
        say("support", "2024-12-30")
        (row,) = stance_over_time(coder.codes(), window=window).to_dict("records")
        assert (row["window"], row["start"], row["end"]) == (name, start, end)

    def test_days_across_windows_count_in_none(self, coder: Any, say: Any) -> None:
        """They are possible in each window, and widen the interval where they would change the score."""
        say("support", "2025-03-05")
        alone = stance_over_time(coder.codes())
        say("oppose", "2025-03-30", "2025-04-02")
        march, april = stance_over_time(coder.codes()).to_dict("records")
        assert (march["n"], march["possible"], march["score"]) == (1, 1, 1.0)
        assert march["low"] < alone["low"][0]
        assert march["high"] == alone["high"][0]
        assert (april["n"], april["possible"]) == (0, 1)
        assert math.isnan(april["score"])

    def test_intervals_narrow_with_independent_texts_only(self, make_coder: Any) -> None:
        """Ten statements in one article, or in ten reprints of it, are one source; ten articles are ten."""
        words = " ".join(f"word{number}" for number in range(60))

        def width(texts: dict[str, str]) -> float:
            coder = make_coder(texts)
            for number in range(10):
                doc = list(texts)[number % len(texts)]
                coder.statement(
                    "Ann", "truce", "support", "Yes", doc, earliest="2025-03-01", latest="2025-03-01"
                )
            (row,) = stance_over_time(coder.codes()).to_dict("records")
            assert row["n"] == 10
            return float(row["high"] - row["low"])

        one = width({"a": "Yes."})
        assert width({f"r{n}": f"Yes. {words}" for n in range(10)}) == one
        assert width({f"a{n}": "Yes." for n in range(10)}) < one / 2

    def test_articles_count_by_their_day_on_request(self, coder: Any, say: Any) -> None:
        """An open first day belongs to no window; as reported, it belongs to the article's window."""
        say("support", None, "2025-03-05")
        assert stance_over_time(coder.codes()).empty
        assert list(stance_over_time(coder.codes(), reported=True)["window"]) == ["2025-03"]

    def test_years_of_uncertainty_make_no_rows(self, coder: Any, say: Any) -> None:
        """With thousands of possible days it is possible only in windows with other statements."""
        say("oppose", "1990-01-01", "2025-12-31")
        say("support", "2025-03-05")
        (row,) = stance_over_time(coder.codes(), window="day").to_dict("records")
        assert (row["n"], row["possible"]) == (1, 1)

    def test_a_misspelt_window_is_reported(self, coder: Any) -> None:
        """The error names the nearest window."""
        with pytest.raises(StancebookError, match=r"Unknown value of window 'weeks'\. Did you mean 'week'"):
            stance_over_time(coder.codes(), window="weeks")


@pytest.mark.parametrize(
    ("mean", "sources", "low", "high"),
    [(1.0, 1, -0.587, 1.0), (1.0, 10, 0.445, 1.0), (0.0, 10, -0.527, 0.527), (-1.0, 3, -1.0, 0.123)],
)
def test_wilson_interval_by_hand(mean: float, sources: int, low: float, high: float) -> None:
    """Wilson's interval for 10 of 10 is .722 to 1, for 5 of 10 .237 to .763; here scaled to -1 to 1."""
    assert wilson_interval(mean, sources) == (pytest.approx(low, abs=2e-3), pytest.approx(high, abs=2e-3))


class TestFirstMovers:
    """First movers."""

    def test_a_certain_first_mover(self, coder: Any, say: Any) -> None:
        """One actor precedes all others; the number of followers is counted."""
        first = say("oppose", "2025-03-01", actor="Bob")
        say("support", "2025-03-02")
        row = first_movers(coder.codes()).to_dict("records")[0]
        assert (row["issue"], row["stance"], row["actors"], row["tie"]) == ("truce", "any", ["Bob"], "")
        assert (row["statements"], row["followed"], row["when"]) == ([first], 1, "2025-03-01")

    def test_ties_are_reported(self, coder: Any, say: Any) -> None:
        """Two actors are first on one day; with overlapping days their order is open."""
        say("support", "2025-03-01")
        say("support", "2025-03-01", actor="Bob")
        assert first_movers(coder.codes())["tie"][0] == "same day"
        say("support", "2025-02-20", "2025-03-10", actor="Smith, John")
        row = first_movers(coder.codes()).to_dict("records")[0]
        assert (row["tie"], set(row["actors"])) == ("order open", {"Ann", "Bob", "Smith, John"})
        assert row["when"] == "between 2025-02-20 and 2025-03-01"

    def test_undated_actors_are_reported(self, coder: Any, say: Any) -> None:
        """An actor with an undated statement may have preceded all others."""
        say("support", "2025-03-01")
        say("support", None, actor="Bob")
        row = first_movers(coder.codes()).to_dict("records")[0]
        assert (row["actors"], row["undated"]) == (["Ann"], ["Bob"])

    def test_each_stance_has_its_first_movers(self, coder: Any, say: Any) -> None:
        """Support and opposition have separate first movers."""
        say("support", "2025-03-01")
        say("oppose", "2025-03-02", actor="Bob")
        found = first_movers(coder.codes())
        assert list(zip(found["stance"], found["actors"], strict=True)) == [
            ("any", ["Ann"]), ("support", ["Ann"]), ("oppose", ["Bob"]),
        ]  # fmt: skip

    def test_reports_order_first_movers_only_on_request(self, coder: Any, say: Any) -> None:
        """Without report days any actor may be first; with them, the earlier report is."""
        say("support", None, "2025-03-01")
        say("support", None, "2025-03-09", actor="Bob")
        strict = first_movers(coder.codes()).to_dict("records")[0]
        assert (strict["actors"], strict["tie"]) == (["Ann", "Bob"], "order open")
        asked = first_movers(coder.codes(), reported=True).to_dict("records")[0]
        assert (asked["actors"], asked["order"], asked["when"]) == (
            ["Ann"], "as reported", "reported 2025-03-01",
        )  # fmt: skip


class TestConvergence:
    """Convergence between actors."""

    def test_a_step_towards_the_other_converges(self, coder: Any, say: Any) -> None:
        """From opposing to conditional, the distance to a supporter falls from 2 to 0.5."""
        say("support", "2025-03-01")
        say("oppose", "2025-03-02", actor="Bob")
        say("conditional", "2025-04-02", actor="Bob")
        found = convergence(coder.codes(), "Annie", "Bob")
        columns = ["window", "issues", "renewed", "distance", "direction", "n"]
        assert found[columns].to_numpy().tolist() == [
            ["2025-03", 1, 1, 2.0, "", 2], ["2025-04", 1, 1, 0.5, "converging", 1],
        ]  # fmt: skip
        assert found["change"][1] == -1.5

    def test_a_new_issue_is_no_movement(self, coder: Any, say: Any) -> None:
        """The direction depends only on issues compared before; agreement on a new issue changes nothing."""
        say("support", "2025-03-01")
        say("oppose", "2025-03-02", actor="Bob")
        say("support", "2025-04-01", issue="join")
        say("support", "2025-04-02", issue="join", actor="Bob")
        found = convergence(coder.codes(), "Ann", "Bob")
        assert list(found["distance"]) == [2.0, 1.0]
        assert list(found["direction"]) == ["", "unchanged"]

    def test_without_names_all_pairs_are_compared(self, coder: Any, say: Any) -> None:
        """A pair that can be compared in only one window is omitted."""
        for actor, day in (("Ann", "03-01"), ("Bob", "03-01"), ("Bob", "04-01"), ("Smith, John", "04-03")):
            say("support", f"2025-{day}", actor=actor)
        found = convergence(coder.codes())
        assert set(zip(found["actor"], found["other"], strict=True)) == {("Ann", "Bob")}

    def test_names_are_checked(self, coder: Any, say: Any) -> None:
        """An unknown actor or side, or the same one twice, is an error."""
        for names, message in (
            (("Ann", "Bop"), "Did you mean 'Bob'"), (("Ann", "Annie"), "are both 'Ann'"),
            (("Ann", ""), "Unknown"),
        ):  # fmt: skip
            with pytest.raises(StancebookError, match=message):
                convergence(coder.codes(), *names)
        with pytest.raises(StancebookError, match="Did you mean 'North'"):
            convergence(coder.codes(), "Nort", "Bob", by="side")


def test_stances_of_one_interval_are_one_mark(coder: Any, say: Any) -> None:
    """They are counted together, in order of time, with undated ones last."""
    late, early = say("oppose", "2025-03-09"), say("support", "2025-03-01")
    again, never = say("support", "2025-03-01"), say("support", None)
    found = dated_stances(coder.codes(), select(["Ann"]))
    assert list(found["statements"]) == [[early, again], [late], [never]]
    assert list(found["n"]) == [2, 1, 1]


def test_the_second_example_shifts() -> None:
    """In 2025 positions changed three times; Trump's threat counts for his side."""
    import analysis as sb

    codes = sb.code(sb.open_corpus("data/ukraine-talks-2025"))
    found = sb.shifts(codes, by="side")
    found_rows = found[["actor", "issue", "before", "after", "when"]].to_numpy().tolist()
    assert found_rows == [
        ["Ukraine", "30-day ceasefire", "conditional", "support", "between 2025-03-11 and 2025-05-10"],
        ["United States", "Military aid", "oppose", "support", "between 2025-03-05 and 2025-03-11"],
        [
            "United States",
            "Sanctions on Russia",
            "conditional",
            "support",
            "between 2025-07-28 and 2025-10-23",
        ],
    ]
    assert list(sb.shifts(codes)["issue"]) == ["Military aid"]


WORDS = " ".join(f"word{number}" for number in range(60))
REPRINTS = {"a": f"Yes. {WORDS}", "b": f"Yes. {WORDS} And more.", "c": "Yes. Short.", "d": "Yes. Other."}
MACHINE, PERSON = "rules-1", "human:ann"


def make_codes(make_coder: Any, before: list[tuple[str, str]], after: list[tuple[str, str]]) -> Codes:
    """Return codes of Ann, who opposes in March and supports in May, by (article, coder)."""
    coder = make_coder(REPRINTS)
    for stance, month, sources in (("oppose", "03", before), ("support", "05", after)):
        for number, (doc, who) in enumerate(sources, 1):
            day = f"2025-{month}-0{number}"
            coder.statement("Ann", "truce", stance, "Yes", doc, coder=who, earliest=day, latest=day)
    made: Codes = coder.codes()
    return made


@pytest.mark.parametrize(
    ("before", "is_supported"),
    [
        ([("c", MACHINE)], False),
        ([("c", MACHINE), ("c", MACHINE)], False),
        ([("a", MACHINE), ("b", MACHINE)], False),
        ([("c", MACHINE), ("d", MACHINE)], True),
        ([("c", PERSON)], True),
    ],
    ids=["one article", "twice in one article", "two reprints", "two articles", "one person"],
)
def test_a_shift_needs_two_texts_or_a_person_on_each_side(
    make_coder: Any, before: list[tuple[str, str]], is_supported: bool
) -> None:
    """The later stance rests on two articles; support for the earlier one decides, and vice versa."""
    enough = [("c", MACHINE), ("d", MACHINE)]
    for sides in ((before, enough), (enough, before)):
        (shift,) = shifts(make_codes(make_coder, *sides)).to_dict("records")
        assert shift["is_supported"] == is_supported


def test_a_single_stance_in_between_hides_no_supported_shift(make_coder: Any) -> None:
    """Two articles oppose, one is neutral, two support: the shift from oppose to support is reported."""
    coder = make_coder(REPRINTS)
    for stance, day, doc in (
        ("oppose", "01", "c"), ("oppose", "02", "d"), ("neutral", "05", "a"), ("support", "08", "c"),
        ("support", "09", "d"),
    ):  # fmt: skip
        date = f"2025-03-{day}"
        coder.statement("Ann", "truce", stance, "Yes", doc, coder=MACHINE, earliest=date, latest=date)
    found = shifts(coder.codes())
    shown = found[found["is_supported"]][["before", "after"]].to_numpy().tolist()
    assert shown == [["oppose", "support"]]
    assert len(found[found["is_supported"]]["between"].iloc[0]) == 1


def test_an_unsupported_first_mover_is_not_replaced(make_coder: Any) -> None:
    """Bob's two articles are later than Ann's single one: neither is reported as first mover."""
    coder = make_coder(REPRINTS)
    for actor, day, doc in (("Ann", "01", "c"), ("Bob", "05", "c"), ("Bob", "06", "d")):
        date = f"2025-03-{day}"
        coder.statement(actor, "truce", "support", "Yes", doc, coder=MACHINE, earliest=date, latest=date)
    assert not first_movers(coder.codes())["is_supported"].any()
    coder.statement(
        "Ann", "truce", "support", "Yes", "d", coder=MACHINE, earliest="2025-03-09", latest="2025-03-09"
    )
    found = first_movers(coder.codes())
    assert found["is_supported"].all()
    assert list(found["actors"]) == [["Ann"], ["Ann"]]


@pytest.mark.parametrize(
    ("docs", "who", "shown"),
    [("c", MACHINE, False), ("ab", MACHINE, False), ("cd", MACHINE, True), ("c", PERSON, True)],
)
def test_convergence_compares_supported_windows(make_coder: Any, docs: str, who: str, shown: bool) -> None:
    """Bob's move towards Ann counts if two independent articles or a person support it."""
    coder = make_coder(REPRINTS)
    for actor, stance, month, sources, by in (
        ("Ann", "support", "03", "cd", MACHINE), ("Bob", "oppose", "03", "cd", MACHINE),
        ("Bob", "support", "04", docs, who),
    ):  # fmt: skip
        for doc in sources:
            day = f"2025-{month}-02"
            coder.statement(actor, "truce", stance, "Yes", doc, coder=by, earliest=day, latest=day)
    found = convergence(coder.codes(), "Ann", "Bob").set_index("window")["is_supported"]
    assert found.to_dict() == {"2025-03": True, "2025-04": shown}


def test_two_articles_that_contradict_each_other_support_nothing(make_coder: Any) -> None:
    """In one month, one article has Ann supporting the truce and one opposing it: neither is supported."""
    coder = make_coder(REPRINTS)
    for stance, day, doc in (("support", "2025-03-01", "c"), ("oppose", "2025-03-05", "d")):
        coder.statement("Ann", "truce", stance, "Yes", doc, coder=MACHINE, earliest=day, latest=day)
    codes = coder.codes()
    assert not first_movers(codes)["is_supported"].any()
    assert not stance_over_time(codes)["is_supported"].any()
