"""What was found, in a headline and sentences that state only what the tables hold."""

import re
from dataclasses import replace
from typing import Any

import pytest

from analysis.codebook import Actor
from analysis.codes import Codes
from analysis.comparing.accounts import characterisations, quoted, sourced
from analysis.comparing.change import shifts
from analysis.comparing.one_sided import one_sided
from analysis.comparing.stances import agreement, contested, stance_matrix
from analysis.comparing.timeline import timeline
from analysis.drawing.findings import Findings
from analysis.drawing.found_accounts import accounts_findings
from analysis.drawing.found_events import timeline_findings
from analysis.drawing.found_positions import stance_findings
from analysis.drawing.markup import anchor

NOBODY = " – each by one statement that nobody has checked"


def find_positions(codes: Codes) -> Findings:
    """Return the findings on the positions of a corpus."""
    matrix = stance_matrix(codes)
    changes = shifts(codes, by="side", reported=True)
    return stance_findings(codes, matrix, contested(matrix), agreement(matrix), changes)


def find_accounts(codes: Codes) -> Findings:
    """Return the findings on the accounts of a corpus."""
    return accounts_findings(quoted(codes), sourced(codes), characterisations(codes), one_sided(codes))


def test_the_headline_says_who_is_for_and_against(codes: Codes) -> None:
    """It is the proposition of the most contested issue, with the actors on each side."""
    headline, *rest = find_positions(codes).list_plain()
    assert headline == f"A truce should begin: Ann for, Bob against{NOBODY}"
    assert rest[0] == (
        "2 actors take 3 positions on 2 issues; 3 of the positions rest on a single statement that nobody "
        "has checked."
    )


def test_names_and_numbers_lead_to_their_words(codes: Codes) -> None:
    """Each name in the headline is a link to the statement of its position, on the page that shows it."""
    matrix = stance_matrix(codes).set_index(["actor", "issue"])
    html = find_positions(codes).format_html("stance-comparison.html")
    ann = matrix.loc[("Ann", "truce"), "statements"][0]
    assert f'<a href="stance-comparison.html#{anchor(ann)}">Ann</a> for' in html


def test_what_people_checked_is_not_hedged(make_coder: Any) -> None:
    """A position that a person coded does not rest on an unchecked statement, nor is error expected."""
    coder = make_coder({"a": "Ann wants a truce. Bob rejects the truce."})
    coder.statement("Ann", "truce", "support", "Ann wants a truce", coder="human:eve")
    coder.statement("Bob", "truce", "oppose", "Bob rejects the truce", coder="human:eve")
    assert find_positions(coder.codes()).list_plain() == [
        "A truce should begin: Ann for, Bob against",
        "2 actors take 2 positions on 1 issue.",
    ]


def test_the_expected_error_is_stated_for_machine_codes(make_coder: Any) -> None:
    """The built-in coder's measured error on other news is a finding too."""
    coder = make_coder({"a": "Ann wants a truce."})
    coder.statement("Ann", "truce", "support", "Ann wants a truce")
    (*_, last) = find_positions(replace(coder.codes(), coder="rules-0.1.0")).list_plain()
    assert re.fullmatch(
        r"On the evidence of other news, expect about \w+ in \w+ marks to be wrong and about \w+ in \w+ "
        r"positions to be missing\.",
        last,
    )


def test_a_change_of_position_is_a_finding_only_if_it_is_supported(make_coder: Any) -> None:
    """One unchecked statement on each side of a change is not enough; checked ones are."""
    texts = {"a": "Ann wants a truce.", "b": "Ann rejects the truce."}
    doubtful = (
        "No change of position is supported well enough to be named; "
        "1 possible change rests on a single article on at least one side."
    )
    named = "1 change of position: North on truce (from support to oppose)."
    for who, expected in (("rules-0.1.0", doubtful), ("human:eve", named)):
        coder = make_coder(texts)
        for doc, stance, words, day in (("a", "support", "wants", "01"), ("b", "oppose", "rejects", "09")):
            days = {"earliest": f"2025-03-{day}", "latest": f"2025-03-{day}", "coder": who}
            coder.statement("Ann", "truce", stance, f"Ann {words}", doc, **days)
        changes = [one for one in find_positions(coder.codes()).list_plain() if "of position" in one]
        assert changes == [expected]


def test_an_issue_that_the_machine_suggested_makes_no_headline(codes: Codes) -> None:
    """How many positions there are comes first: most suggested issues are poor."""
    suggested = replace(codes, codebook=replace(codes.codebook, suggested=True))
    headline, division, *_ = find_positions(suggested).list_plain()
    assert headline.startswith("2 actors take 3 positions on 2 issues;")
    assert division == f"A truce should begin: Ann for, Bob against{NOBODY}"


def test_nothing_is_found_in_an_empty_corpus(make_coder: Any) -> None:
    """Each page says that there is nothing to compare."""
    codes = make_coder({"a": "Rain fell."}).codes()
    assert find_positions(codes).list_plain() == ["No positions were found, so there is nothing to compare."]
    assert timeline_findings(timeline(codes)).list_plain() == ["No events were found."]
    found = find_accounts(codes)
    assert found.list_plain() == ["No attributed claims were found, so there is nothing to compare."]


def test_the_timeline_says_what_happened_and_what_did_not(codes: Codes) -> None:
    """Its headline is the most important event that happened; plans are counted apart."""
    assert timeline_findings(timeline(codes)).list_plain() == [
        "They met on Monday (19 May 2025)",
        "1 event is told as fact: 1 on an exact calendar day. "
        "1 further event is planned, hypothetical or denied.",
        "1 event is planned: “A second meeting is planned” (20 May 2025 or later).",
    ]


def test_accounts_say_whose_words_and_how_well_sourced(codes: Codes) -> None:
    """Who is quoted most, the claims without a named source, and who characterises things."""
    found = find_accounts(codes)
    assert found.list_plain() == [
        "Most quoted: Bob, in 1 of 2 attributions",
        "1 of 2 attributed claims has an anonymous, vague or missing source.",
        "1 actor judges something, in 1 passage.",
    ]


def test_different_words_for_one_thing_stand_side_by_side(make_coder: Any) -> None:
    """Two actors who characterise the same topic are quoted together, and "it" is no topic."""
    coder = make_coder({"a": "Ann called the talks good. Bob called the talks a farce."})
    coder.tone("Ann", "the talks", "good", "positive")
    coder.tone("Bob", "peace talks", "a farce", "negative")
    for actor in ("Ann", "Bob", "Smith, John"):
        coder.tone(actor, "it", "good", "positive")
    codes = coder.codes()
    found = find_accounts(codes)
    assert found.list_plain() == ["On “the talks”: “good” (Ann) and “a farce” (Bob)."]


def test_the_most_one_sided_issue_is_named(make_coder: Any) -> None:
    """Two articles quote nobody against the truce, though Bob is against it in a third."""
    coder = make_coder(dict.fromkeys("abc", "Ann wants a truce. Bob rejects it."))
    coder.statement("Ann", "truce", "support", "wants a truce", "a")
    assert len(find_accounts(coder.codes()).list_plain()) == 1
    coder.statement("Ann", "truce", "support", "wants a truce", "b")
    coder.statement("Bob", "truce", "oppose", "rejects it", "c")
    coder.quote("Ann", "wants a truce", "a")
    assert (
        "Unanswered most often: views for “truce”. 2 of 2 articles that report them do so without a word "
        "found from those against it elsewhere (Bob)."
    ) in find_accounts(coder.codes()).list_plain()


def test_hostile_names_stay_text(make_coder: Any) -> None:
    """Words from articles and codebooks are escaped."""
    coder = make_coder({"a": "Ann called <b>it</b> good."})
    coder.tone("Ann", "<b>it</b>", "good", "positive")
    coder.tone("Bob", "<b>it</b>", "good", "positive")
    codes = coder.codes()
    html = find_accounts(codes).html
    assert "<b>" not in html
    assert "&lt;b&gt;it&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("number", "named"),
    [
        (2, "A and B for"),
        (3, "A, B and C for"),
        (4, "A, B, C and 1 other for"),
        (6, "A, B, C and 3 others for"),
    ],
)
def test_many_names_are_counted(make_coder: Any, number: int, named: str) -> None:
    """A headline names three actors on a side and counts the others."""
    coder = make_coder({"a": "They want a truce."})
    coder.actors = [Actor(name) for name in "ABCDEF"]
    for actor in coder.actors[:number]:
        coder.statement(actor.name, "truce", "support", "They want a truce", coder="human:eve")
    assert find_positions(coder.codes()).list_plain()[0] == f"A truce should begin: {named}"


def add_positions(coder: Any, issue: str, supports: int, opposes: int) -> None:
    """Let Ann support, and Bob oppose, an issue in a number of statements of the machine."""
    for number in range(supports):
        coder.statement("Ann", issue, "support", "They want it", statement_id=f"{issue}-a{number}")
    for number in range(opposes):
        coder.statement("Bob", issue, "oppose", "They want it", statement_id=f"{issue}-b{number}")


@pytest.mark.parametrize(
    ("truce", "join", "headline"),
    [
        ((1, 1), (2, 2), "All should join: Ann for, Bob against"),
        ((1, 1), (0, 2), f"A truce should begin: Ann for, Bob against{NOBODY}"),
        (
            (2, 1),
            (0, 2),
            "A truce should begin: Ann for, Bob against – Bob by one statement that nobody has checked",
        ),
    ],
)
def test_the_headline_prefers_what_several_statements_support(
    make_coder: Any, truce: tuple[int, int], join: tuple[int, int], headline: str
) -> None:
    """A division by single unchecked statements makes the headline only where there is nothing firmer."""
    coder = make_coder({"a": "They want it."})
    add_positions(coder, "truce", *truce)
    add_positions(coder, "join", *join)
    assert find_positions(coder.codes()).list_plain()[0] == headline


def test_agreement_that_is_firm_comes_before_a_division_that_is_not(make_coder: Any) -> None:
    """What two actors support in several statements is the headline; the doubtful division follows."""
    coder = make_coder({"a": "They want it."})
    add_positions(coder, "truce", 1, 1)
    add_positions(coder, "join", 2, 0)
    for number in range(2):
        coder.statement("Bob", "join", "support", "They want it", statement_id=f"b{number}")
    headline, _, divided, *_ = find_positions(coder.codes()).list_plain()
    assert headline == "All should join: Ann and Bob for"
    assert divided == "Actors are divided over truce (1 for, 1 against)."


def test_claims_are_not_counted_as_facts(make_coder: Any) -> None:
    """What somebody claims is counted apart, and quoted as the article's words."""
    coder = make_coder({"a": "They met. A bomb fell today."})
    coder.event("They met")
    coder.event("A bomb fell today", claimed_by=["Bob"])
    assert timeline_findings(timeline(coder.codes())).list_plain() == [
        "They met",
        "1 event is told as fact: 1 within known bounds. "
        "The articles give no calendar dates, so days are counted from the main event.",
        "1 event is told only as somebody’s claim: “Bob: A bomb fell today”.",
    ]


@pytest.mark.parametrize(
    ("first", "headline"),
    [
        ("He resigned", "The mayor met Bob"),
        ("The bridge opened yesterday", "The mayor met Bob"),
        ("[Ann] left", "The mayor met Bob"),
        ("The mayor fought the fire that had, by reports", "The mayor fought the fire …"),
    ],
)
def test_a_headline_can_be_read_without_its_article(make_coder: Any, first: str, headline: str) -> None:
    """An event told with a pronoun or a relative day is not chosen, and a torn clause is left off."""
    coder = make_coder({"a": f"{first}. The mayor met Bob."})
    coder.event(first)
    coder.event("The mayor met Bob")
    events = timeline(coder.codes()).assign(importance=[1.0, 0.5])
    assert timeline_findings(events).list_plain()[0] == headline


def test_no_run_on_text_is_quoted(make_coder: Any) -> None:
    """A planned event that is told with "tomorrow" is quoted, but not one that runs on from a menu."""
    coder = make_coder({"a": "Sport | News A summit follows. They meet tomorrow."})
    coder.event("Sport | News A summit follows", "planned")
    coder.event("They meet tomorrow", "planned")
    events = timeline(coder.codes()).assign(importance=[1.0, 0.5])
    (planned,) = [one for one in timeline_findings(events).list_plain() if "planned, among" in one]
    assert planned == "2 events are planned, among them “They meet tomorrow”."


def test_several_events_can_be_told_most_often(make_coder: Any) -> None:
    """No event is singled out that others equal."""
    coder = make_coder({"a": "Ann won. Bob lost."}, published="2025-05-20")
    coder.event("Ann won")
    coder.event("Bob lost")
    events = timeline(coder.codes()).assign(articles=2)
    (told,) = [one for one in timeline_findings(events).list_plain() if "most often" in one]
    assert told == "2 events are told most often, among them “Ann won” (2 articles, 20 May 2025)."


def test_the_sources_of_a_chronology_are_no_articles(make_coder: Any) -> None:
    """An event of a chronology counts the sources that it names."""
    coder = make_coder({})
    coder.dated("e1", "They met", "2025-05-19", urls=["https://a.example/1", "https://b.example/2"])
    (told,) = [one for one in timeline_findings(timeline(coder.codes())).list_plain() if "most often" in one]
    assert told == "Told most often: “They met” (2 sources of 2 outlets)."


def test_all_who_are_quoted_most_are_named(make_coder: Any) -> None:
    """Nobody is called the most quoted whom another equals."""
    coder = make_coder({"a": "Ann said so. Bob said so."})
    coder.quote("Ann", "Ann said so")
    coder.quote("Bob", "Bob said so")
    codes = coder.codes()
    headline, *_ = find_accounts(codes).list_plain()
    assert headline == "Most quoted: Ann and Bob, each in 1 of 2 attributions"
