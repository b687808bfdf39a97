"""Accounts: characterisations, who is quoted and how, and how well claims are sourced."""

from analysis.codes import Codes
from analysis.comparing.accounts import characterisations, quoted, sourced, weak_claims


def test_characterisations_are_grouped_by_target(coder) -> None:
    """The most often characterised target comes first; "a truce" and "the truce" are the same target."""
    coder.tone("Ann", "the meeting", "met", "neutral")
    coder.tone("Bob", "the truce", "a farce", "negative")
    coder.tone("Ann", "a truce", "wants")
    tones = characterisations(coder.codes())
    assert list(tones["target"]) == ["the truce", "a truce", "the meeting"]
    assert list(tones["side"]) == ["Bob", "North", "North"]


def test_one_topic_has_one_group(coder) -> None:
    """Plurals, names of one actor and phrases around a head make no topics of their own; "it" comes last."""
    targets = ("It", "Annie", "phone call", "the call with Bob", "a truce", "Ann", "their calls", *["it"] * 3)
    for target in targets:
        coder.tone("Bob", target, "a truce")
    tones = characterisations(coder.codes())
    assert list(tones["topic"]) == [*["call"] * 3, "Ann", "Ann", "truce", *[""] * 4]


def test_quotations_are_counted_by_directness(codes: Codes) -> None:
    """Only attributions to an actor count; their identifiers are listed."""
    (bob,) = quoted(codes).to_dict("records")
    assert (bob["actor"], bob["n"], bob["direct"], bob["mixed"], bob["indirect"]) == ("Bob", 1, 1, 0, 0)
    assert bob["quotes"] == {"direct": ["paper-q1"], "mixed": [], "indirect": []}


def test_sources_are_counted_from_best_to_worst(codes: Codes) -> None:
    """Every level of sourcing has a row, even without quotes."""
    levels = sourced(codes).set_index("sourcing")
    assert list(levels.index) == ["named", "role", "anonymous", "vague", "none"]
    assert levels["n"].to_dict() == {"named": 1, "role": 0, "anonymous": 0, "vague": 1, "none": 0}
    assert levels.loc["vague", "share"] == 0.5
    assert levels.loc["vague", "quotes"] == ["paper-q2"]


def test_weak_claims_have_no_named_source(codes: Codes) -> None:
    """An attribution to experts is a weak claim; a quotation of Bob is not."""
    assert list(weak_claims(codes)["source"]) == ["Experts"]


def test_shares_are_zero_without_attributions(coder) -> None:
    """An article without quotes has shares of 0 instead of an error."""
    codes = coder.codes()
    assert sourced(codes)["share"].tolist() == [0.0] * 5
    assert quoted(codes).empty
    assert characterisations(codes).empty


def test_a_doubted_attribution_is_a_weak_claim(coder) -> None:
    """A named source does not help where the words are probably the reporter's."""
    coder.quote("Bob", "a farce", doubt="the article’s words", source="Bob")
    coder.quote("Ann", "a truce", source="Ann")
    assert list(weak_claims(coder.codes())["source"]) == ["Bob"]
