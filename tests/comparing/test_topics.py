"""Topics: which targets are one thing."""

import pytest

from analysis.comparing.topics import find_topic, match_topic


@pytest.mark.parametrize(
    "targets",
    [
        ("the call", "phone call", "a call with Putin", "“their calls”", "Calls"),
        ("the talks", "Peace talks", "this talk", "talks in Istanbul between the two"),
        ("the deals", "a deal that nobody wants"),
        ("the mayor’s plan", "plans to build a tunnel"),
        ("the Russian president", "Russian President"),
        ("Russia’s plan", "the Russia plan"),
    ],
)
def test_one_thing_in_several_words_is_one_topic(targets: tuple[str, ...]) -> None:
    """Articles, phrases after the head, common words before it and the plural do not matter."""
    assert len({match_topic(find_topic(target)) for target in targets}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Russian president", "the American president"),
        ("Russia’s plan", "Ukraine’s plan"),
        ("the Istanbul talks", "the Geneva talks"),
        ("the talks", "the truce"),
    ],
)
def test_names_tell_topics_apart(one: str, other: str) -> None:
    """Plans, talks or presidents of different names are different things."""
    assert match_topic(find_topic(one)) != match_topic(find_topic(other))


@pytest.mark.parametrize("target", ["it", "It", "this", "those who left", "what Putin said", "the", "", "“”"])
def test_pronouns_and_empty_heads_are_no_topic(target: str) -> None:
    """What these refer to is unknown, so they are not grouped."""
    assert find_topic(target) == ""
