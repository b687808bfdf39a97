"""How actors characterise things, kept apart from stance."""

from collections.abc import Callable

import pytest

from analysis import tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt called the plan excellent.", ["Ola Brandt", "the plan", "excellent", "positive"]),
        ("Brandt did not call the plan excellent.", ["Ola Brandt", "the plan", "excellent", "negative"]),
        ("Brandt described the talks as hostile.", ["Ola Brandt", "the talks", "hostile", "negative"]),
        ("Brandt praised the mayor’s plan.", ["Ola Brandt", "the mayor’s plan", "praised", "positive"]),
        (
            "Residents expressed concern about the noise.",
            ["Residents", "the noise", "concern", "negative"],
        ),
    ],
)
def test_tone(coded: Callable[..., tables.Tables], text: str, expected: list[str]) -> None:
    """Holder, target, words and polarity are kept, in the words of the text."""
    tones = coded(text)["tones"][["actor", "target", "expression", "polarity"]]
    assert tones.to_numpy().tolist() == [expected]


def test_a_tone_is_no_stance(coded: Callable[..., tables.Tables]) -> None:
    """Who calls the talks frank is neither for nor against them."""
    codes = coded("Brandt called the talks frank.")
    assert len(codes["tones"]) == 1
    assert codes["statements"].empty
