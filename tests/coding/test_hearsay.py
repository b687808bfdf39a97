"""Weakly sourced claims: hearsay without a source, and sources that a reader cannot identify."""

import pytest

from tests.coding.conftest import code_text

WEAK = ("anonymous", "vague", "none")


def claims(text: str) -> list[tuple[str, str]]:
    """Return the weakly sourced claims of a text with their level."""
    quotes = code_text(text)["quotes"]
    weak = quotes[quotes["sourcing"].isin(WEAK)]
    return list(zip(weak["content"], weak["sourcing"], strict=True))


UNSOURCED = {
    "an adverb": ("Two gates are reportedly blocked.", "Two gates are reportedly blocked"),
    "an accusation without accuser": (
        "The firm allegedly paid for the study.",
        "The firm allegedly paid for the study",
    ),
    "a belief without a holder": (
        "The firm is believed to have paid, although no proof was published.",
        "The firm is believed to have paid",
    ),
    "an understanding": ("It is understood that three ships turned back.", "that three ships turned back"),
    "a fear in the passive": ("It is feared that the wall could break.", "that the wall could break"),
    "fears that exist": ("There are fears that the wall could break.", "that the wall could break"),
    "rumours": ("Rumours of a quarrel had circulated.", "a quarrel"),
    "a common view": ("The plan is widely seen as a failure.", "The plan is widely seen as a failure"),
    "an aside": ("The vote failed, it is said, over one word.", "The vote failed, it is said, over one word"),
    "an appearance": ("She seems to be losing support.", "She seems to be losing support"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "content"), UNSOURCED.values(), ids=UNSOURCED.keys())
def test_hearsay_has_no_source(text: str, content: str) -> None:
    """A claim reported without a source is coded as one whose source is missing."""
    assert claims(text) == [(content, "none")]


def test_the_subject_of_hearsay_is_not_its_source() -> None:
    """People about whom something is said are not its source."""
    quotes = code_text("Brandt’s team is said to be furious.")["quotes"]
    assert quotes["actor"].isna().all()
    assert quotes["source"].isna().all()


@pytest.mark.parametrize(
    "text",
    [
        "Brandt said that two gates were reportedly blocked.",
        "“Two gates are reportedly blocked,” Brandt said.",
        "The plan is seen as a failure by Brandt.",
        "She appeared in court on Monday.",
        "The minister was said goodbye to at the gate.",
        "There are doubts.",
        "Brandt hopes that the wall will hold.",
    ],
)
def test_what_has_a_source_is_no_hearsay(text: str) -> None:
    """Hearsay inside a speaker's words belongs to the speaker, and other uses of the words are not claims."""
    assert not [claim for claim in claims(text) if claim[1] == "none"]


def test_hearsay_ends_what_somebody_says_before_it() -> None:
    """An unsourced claim after “and” is not attributed to the source before it."""
    found = claims("Critics say the firm ignored warnings, and there are fears that the wall could break.")
    assert found == [("the firm ignored warnings", "vague"), ("that the wall could break", "none")]


LEVELS = {
    "an undefined part": ("Some doctors doubt that the trial was large enough.", "vague"),
    "a bare plural": ("Environmentalists warn that the water is polluted.", "vague"),
    "an unnamed press": ("According to local newspapers, the trial has ended.", "vague"),
    "word that has it": ("Word has it that the trial has ended.", "vague"),
    "a part of a group": ("Some residents said the trial had ended.", "vague"),
    "a person close to the matter": ("A person close to the board said the trial had ended.", "anonymous"),
    "a promise of silence": (
        "A delegate who spoke on condition of anonymity said the trial had ended.",
        "anonymous",
    ),
    "a body": ("Prosecutors said the trial had ended.", "role"),
    "a defined group": ("The residents of the island said the trial had ended.", "role"),
    "an office": ("The finance ministry said the trial had ended.", "role"),
    "a name": ("Brandt said the trial had ended.", "named"),
    "the article’s own conclusion": ("This shows that the trial has ended.", "none"),
}


@pytest.mark.parametrize(("text", "level"), LEVELS.values(), ids=LEVELS.keys())
def test_sourcing_level(text: str, level: str) -> None:
    """The sourcing level says how well a reader can identify the source."""
    assert code_text(text)["quotes"]["sourcing"].tolist() == [level]


def test_the_seed_names_its_weak_claims(seed_text: str) -> None:
    """The survey, the experts, "many", the talks behind closed doors and mere appearances are weak."""
    weak = [content for content, _ in claims(seed_text)]
    for words in ("70% of Ukrainians", "isn’t just about diplomacy", "challenge to Ukraine’s independence",
                  "key points", "pulling back", "unity among allies"):  # fmt: skip
        assert any(words in content for content in weak), words
