"""Issue mentions: terms in any inflection, rewordings, and short forms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import Actor, Codebook, Issue
from analysis.coding.issues import IssueMention, get_issue_matcher
from analysis.coding.lexicon.roots import get_root
from analysis.language.parsing import load
from analysis.language.tokens import Doc

BOOK = Codebook(
    (),
    (
        Issue("30-day ceasefire", "p", ("30-day ceasefire", "truce")),
        Issue("Halting hostilities", "p", ("halt hostilities", "stop the fighting")),
        Issue("Steel tariff", "p", ("steel tariff", "duty on steel"), ("scrapping the tariff",)),
        Issue("Car pact", "p", ("suspend the car pact", "suspension of the car pact")),
        Issue("Ticket offices", "p", ("close ticket offices",), ("keep ticket offices open",)),
        Issue("Fund", "p", ("compensation fund",)),
    ),
)


def find(text: str, known: tuple[str, ...] = ()) -> list[IssueMention]:
    """Return the mentions of a text."""
    return get_issue_matcher(BOOK).find(Doc(load()(text)), known)


NAMED = {
    "an inflected term": ("Both closed dozens of ticket offices.", "Ticket offices", 1, "named"),
    "the noun of its act": ("The closure of ticket offices went on.", "Ticket offices", 1, "named"),
    "words between": ("They suspended the whole car pact.", "Car pact", 1, "named"),
    "a passive": ("Ticket offices should be closed.", "Ticket offices", 1, "reworded"),
    "other words of its terms": ("A tariff on flat-rolled steel came.", "Steel tariff", 1, "reworded"),
    "its opposite": ("They kept ticket offices open.", "Ticket offices", -1, "named"),
    "its head word alone": ("The tariff hurts farmers.", "Steel tariff", 1, "short"),
    "the object of a verbal term": ("They defended the pact.", "Car pact", -1, "short"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "issue", "polarity", "how"), NAMED.values(), ids=NAMED.keys())
def test_an_issue_is_found(text: str, issue: str, polarity: int, how: str) -> None:
    """Each way of naming an issue is recognised, and so is a wording of its opposite."""
    known = ("Car pact",) if how == "short" else ()
    (mention,) = find(text, known)
    assert (mention.issue, mention.polarity, mention.how) == (issue, polarity, how)


def test_near_neighbours_stay_apart() -> None:
    """A ceasefire and the halting of hostilities are two propositions, even side by side."""
    found = find("A 30-day ceasefire would follow if both sides halted hostilities.")
    assert [mention.issue for mention in found] == ["30-day ceasefire", "Halting hostilities"]


@pytest.mark.parametrize(
    "text",
    [
        "A car tariff was planned.",
        "The fund manager left.",
        "A fund was set up.",
        "She offered free tickets.",
        "The offices were large.",
    ],
)
def test_another_thing_of_the_same_kind_is_not_the_issue(text: str) -> None:
    """The name of another thing, a vague word and a part of a term are not mentions."""
    assert find(text) == []


def test_a_vague_word_stands_for_an_issue_named_before() -> None:
    """Once the compensation fund has been named, "the fund" refers to it."""
    (mention,) = find("The fund came late.", ("Fund",))
    assert (mention.issue, mention.how) == ("Fund", "short")


def test_a_changed_term_changes_what_is_found_and_nothing_else() -> None:
    """With an additional term its issue is found there too; every other mention is unchanged."""
    text = "Both sides wanted quiet, a truce and an end to the steel tariff."
    more = Codebook(
        (), (Issue("30-day ceasefire", "p", ("30-day ceasefire", "truce", "quiet")), *BOOK.issues[1:])
    )
    before = [(mention.issue, mention.span.start) for mention in find(text)]
    after = [
        (mention.issue, mention.span.start) for mention in get_issue_matcher(more).find(Doc(load()(text)))
    ]
    assert [mention for mention in after if mention in before] == before
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    "family",
    [
        ("withdraw", "withdrew", "withdrawal", "withdrawing"), ("close", "closure", "shut"),
        ("suspend", "suspension", "suspended"), ("reduce", "reduction", "cut"), ("admit", "admission"),
        ("expand", "expansion"), ("deploy", "deployment"), ("abolish", "scrapping"),
    ],
)  # fmt: skip
def test_words_of_one_family_share_a_root(family: tuple[str, ...]) -> None:
    """An act, its inflections and its noun have the same root."""
    assert len({get_root(word) for word in family}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("close", "cloth"), ("state", "station"), ("access", "accession"), ("commit", "commission")],
)
def test_other_words_keep_their_own_root(one: str, other: str) -> None:
    """Words that merely look alike have different roots."""
    assert get_root(one) != get_root(other)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_searched(text: str) -> None:
    """In any text, mentions are within bounds and do not overlap."""
    doc = Doc(load()(text))
    found = get_issue_matcher(BOOK).find(doc)
    places = [place for mention in found for place in range(mention.span.start, mention.span.end)]
    assert len(places) == len(set(places))
    assert all(0 <= place < len(doc) for place in places)


APART = Codebook(
    (),
    (
        Issue("Resignation", "p", ("step down", "give up power")),
        Issue("Troops", "p", ("ground troops", "boots on the ground")),
        Issue("Leaving", "p", ("leave the European Union",)),
        Issue("Trawling", "p", ("lift the ban on trawling",), ("ban on trawling",)),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "NATO will likely step up other operations.",
        "The army gave up the hill and stepped up its raids.",
        "Libyan troops on a misunderstanding opened fire.",
        "The European Union met in Brussels.",
        "He cut power to the steps.",
    ],
)
def test_words_of_different_terms_name_no_issue(text: str) -> None:
    """A word of one term and a word of another never form a mention, nor does a name within a term."""
    assert get_issue_matcher(APART).find(Doc(load()(text))) == []


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("They will lift the ban on trawling.", 1),
        ("The lifting of the ban on trawling came late.", 1),
        ("They want a ban on trawling.", -1),
    ],
)
def test_the_longer_wording_wins(text: str, polarity: int) -> None:
    """A mention of the ban does not mask the longer mention of lifting it."""
    (mention,) = get_issue_matcher(APART).find(Doc(load()(text)))
    assert (mention.issue, mention.polarity) == ("Trawling", polarity)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["step", "down"]), st.sampled_from(["give", "power"]),
    st.sampled_from(["They {} and {} it.", "The {} of the {} came.", "A {} met the {} there."]),
)  # fmt: skip
def test_one_word_of_each_term_is_no_mention(one: str, other: str, frame: str) -> None:
    """In any sentence, half of one term and half of another are not a mention."""
    assert get_issue_matcher(APART).find(Doc(load()(frame.format(one, other)))) == []


PAIRS = (
    "harvest peaches", "paint bridges", "border wall", "ferry subsidy", "back down", "jury trial",
    "drain marshes",
)  # fmt: skip
FRAMES = (
    "The {} and the {} were in the news.", "She spoke of a {} near the {}.",
    "They {} while others {} it.", "The {} of the {} was long.", "No {} will ever {} here.",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PAIRS), min_size=2, max_size=2, unique=True),
    st.sampled_from([0, 1]), st.sampled_from([0, 1]), st.sampled_from(FRAMES),
)  # fmt: skip
def test_terms_never_recombine(pair: list[str], one: int, other: int, frame: str) -> None:
    """One word from each of two two-word terms is a mention at most in short form."""
    book = Codebook((), (Issue("Any", "p", tuple(pair)),))
    text = frame.format(pair[0].split()[one], pair[1].split()[other])
    assert all(mention.how == "short" for mention in get_issue_matcher(book).find(Doc(load()(text))))


MANY = Codebook(
    (Actor("Syrian government", "organisation", ("the Syrian regime",)), Actor("Verdania", "state")),
    (
        Issue("Leaving", "p", ("leave the European Union", "withdrawal from the European Union")),
        Issue("Joining", "p", ("join NATO", "NATO membership")),
        Issue(
            "Sanctions", "p", ("impose sanctions on Iran", "sanctions against Iran"),
            ("lift sanctions on Iran",),
        ),
        Issue("Attack", "p", ("attack on Verdania", "attack Verdania")),
        Issue("Recognition", "p", ("recognise Kosovo", "recognition of Kosovo")),
        Issue("Arms", "p", ("arm the rebels", "send weapons to the rebels")),
        Issue("Ousting", "p", ("oust the president", "end of the Assad regime", "remove the Syrian regime")),
        Issue(
            "Trawling", "p", ("lift the ban on trawling", "lifting the trawling ban"),
            ("ban on trawling", "trawling ban"),
        ),
        Issue("Dam", "p", ("build the dam",)),
        Issue("Ground troops", "p", ("ground troops", "boots on the ground")),
        Issue("Takeover", "p", ("take over the bank",)),
        Issue("Exit", "p", ("withdraw from Syria", "withdrawal from Syria")),
    ),
)  # fmt: skip
MENTIONING = {
    "Britain should leave the European Union.": ("Leaving", 1),
    "They want to leave the so-called European Union.": ("Leaving", 1),
    "Withdrawal from the European Union was put off.": ("Leaving", 1),
    "Sweden has joined NATO.": ("Joining", 1),
    "NATO should be joined by Sweden.": ("Joining", 1),
    "Membership of NATO was a dream.": ("Joining", 1),
    "Sanctions should be imposed on Iran.": ("Sanctions", 1),
    "Sanctions against Iran should be lifted.": ("Sanctions", -1),
    "Germany wants sanctions on Iran to be lifted.": ("Sanctions", -1),
    "The lifting of sanctions on Iran was delayed.": ("Sanctions", -1),
    "Verdania was attacked.": ("Attack", 1),
    "An attack by Norland on Verdania was planned.": ("Attack", 1),
    "Kosovo must be recognised.": ("Recognition", 1),
    "The recognition of Kosovo was put off.": ("Recognition", 1),
    "The rebels should be armed.": ("Arms", 1),
    "Arming the rebels is dangerous.": ("Arms", 1),
    "Weapons should be sent to the rebels.": ("Arms", 1),
    "The president should be ousted.": ("Ousting", 1),
    "The end of the regime of Assad is near.": ("Ousting", 1),
    "The ban on trawling should be lifted.": ("Trawling", 1),
    "The trawling ban was lifted on Monday.": ("Trawling", 1),
    "They demanded that the ban on trawling be lifted.": ("Trawling", 1),
    "They want the ban on trawling lifted.": ("Trawling", 1),
    "They called for the trawling ban to be lifted.": ("Trawling", 1),
    "The lifting of the trawling ban was welcomed.": ("Trawling", 1),
    "Ministers have lifted their two-year ban on trawling.": ("Trawling", 1),
    "A trawling ban is needed.": ("Trawling", -1),
    "The ban on trawling must stay.": ("Trawling", -1),
    "The trawling ban, lifted in May, was unpopular.": ("Trawling", -1),
    "The dam must be built.": ("Dam", 1),
    "The bank was taken over in May.": ("Takeover", 1),
    "Farmers opposed the dam.": ("Dam", 1),
    "No ground troops will be sent.": ("Ground troops", 1),
    "There will be no boots on the ground.": ("Ground troops", 1),
    "Russia withdrew its troops from Syria.": ("Exit", 1),
}
NOT_MENTIONING = (
    "The European Union met in Brussels.", "The European Union has left the question open.",
    "The European Union left the talks.", "NATO bombed the depot.", "NATO joined the talks.",
    "Join us at NATO.", "Iran's sanctions against Israel hurt.",
    "Verdania's attack on Israel was condemned.", "Verdania attacked Israel.",
    "Kosovo voted on Sunday.", "Kosovo's recognition of Israel was welcomed.",
    "Kosovo recognised Israel.", "The rebels armed themselves.", "The rebels took the town.",
    "They sent food to the rebels.", "The president removed his hat.", "The president spoke on Monday.",
    "The Syrian regime bombed Homs.", "The Assad regime bombed Homs.", "The ban on smoking was lifted.",
    "Libyan troops on a misunderstanding opened fire.", "The ground was frozen.",
    "Syria withdrew from Lebanon.", "Syria's withdrawal from Lebanon was slow.",
    "Trawling began in May.", "They took money from the bank.", "Verdania welcomed the news.",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MENTIONING.items(), ids=MENTIONING.keys())
def test_an_act_and_its_object_are_one_mention(text: str, expected: tuple[str, int]) -> None:
    """In any order and form, an act and its object are one mention of the issue."""
    (mention,) = get_issue_matcher(MANY).find(Doc(load()(text)))
    assert (mention.issue, mention.polarity) == expected


@pytest.mark.parametrize("text", NOT_MENTIONING)
def test_a_name_or_another_act_is_not_the_issue(text: str) -> None:
    """A party named in a term is not a mention, nor is an act by that party instead of on it."""
    assert get_issue_matcher(MANY).find(Doc(load()(text))) == []
