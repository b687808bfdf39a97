"""Probable misattributions are flagged, and ordinary quotes are not."""

import pandas as pd
import pytest

from analysis.codebook import Actor, Codebook, Issue, read_codebook
from analysis.coding.running import code_documents
from analysis.documents import Document
from tests.coding.conftest import ROOT

CODEBOOK = Codebook(
    actors=(
        Actor("Ana Soler", aliases=("Soler",), side="Norland"),
        Actor("Norland", "state", ("Norlandic", "Norlanders"), "Norland"),
        Actor("Per Dahl", aliases=("Dahl",), side="Sudria"),
        Actor("Sudria", "state", ("Sudrian", "Sudrians"), "Sudria"),
    ),
    issues=(Issue("Sovereignty", "Sudria must stay sovereign.", (), ("weaken Sudria’s sovereignty",)),),
)


def doubts(text: str, table: str = "quotes") -> list[str]:
    """Return the reasons for doubts in a table."""
    return code_documents([Document("a", text)], CODEBOOK)[table]["doubt"].dropna().tolist()


DOUBTED = {
    "own demands as a harm": "Soler repeated that Norland’s demands would weaken Sudria’s sovereignty.",
    "one’s plan as a threat": "Soler stressed that her plan was a threat to Sudria’s independence.",
    "demands described by their harm": "Soler described demands that would undermine Sudria’s sovereignty.",
    "an attack of one’s own condemned": "Norland condemned the Norlandic attack on Sudria.",
    "an attack on oneself praised": "Dahl praised the Norlandic attack on Sudria.",
    "oneself by name": "“Dahl is a liar,” Dahl said.",
    "we of the other side": "“We Sudrians will never yield,” Soler said.",
    "our country is another": "Soler said: “We will defend our country, Sudria.”",
    "others’ view set in": "Soler stressed the “terms” of the pact—its claims, which many see as blackmail.",
}


@pytest.mark.parametrize("text", DOUBTED.values(), ids=DOUBTED.keys())
def test_a_probable_misattribution_is_flagged(text: str) -> None:
    """The quote is kept, with a reason that quotes the doubtful words."""
    (reason,) = doubts(text)
    assert "“" in reason


ORDINARY = {
    "the other’s demands": "Dahl said that Norland’s demands would weaken Sudria’s sovereignty.",
    "a denial": "Soler said that Norland’s demands would not weaken Sudria’s sovereignty.",
    "a denied charge": "Soler denied that Norland’s demands would weaken Sudria’s sovereignty.",
    "an admission": "Soler admitted that her demands would weaken Sudria’s sovereignty.",
    "a charge quoted": "Soler said that Dahl claimed Norland’s demands would weaken Sudria’s sovereignty.",
    "a harm to oneself feared": "Soler said that the treaty would weaken Norland’s sovereignty.",
    "a condition": "Soler said that, if her plan violated Sudria’s rights, she would drop it.",
    "the other’s attack": "Dahl condemned the Norlandic attack on Sudria.",
    "an attack on others": "Soler praised the Norlandic attack on Sudria.",
    "the other insulted": "“Dahl is a liar,” Soler said.",
    "an insult passed on": "“They say Dahl is a liar,” Dahl said.",
    "an insult refused": "“Dahl is no coward,” Dahl said.",
    "one’s own people": "“We Norlanders will never yield,” Soler said.",
    "the other’s country": "Soler said: “They must respect our country, Norland.”",
    "oneself in the third person": "Dahl said that Dahl had won.",
    "regret": "Norland regretted the Norlandic attack on Sudria.",
    "a clause about the thing": "Soler insisted on her terms, which were published on Monday.",
}


@pytest.mark.parametrize("text", ORDINARY.values(), ids=ORDINARY.keys())
def test_an_ordinary_quote_is_not_flagged(text: str) -> None:
    """Accusations, admissions, denials and quoted charges are ordinary."""
    assert not doubts(text)


def test_a_statement_in_a_doubtful_quote_is_doubtful() -> None:
    """A statement coded from a doubtful quote has the same doubt."""
    text = "Soler repeated that Norland’s demands should weaken Sudria’s sovereignty."
    assert doubts(text)
    assert set(doubts(text)) == set(doubts(text, "statements"))


def test_the_seed_credits_two_remarks_to_putin(seed_text: str) -> None:
    """The harm of the demands, and the view of others on them, are the reporter's words."""
    codebook = read_codebook(ROOT / "data/putin-trump-call/codebook.toml")
    quotes = code_documents([Document("seed", seed_text)], codebook)["quotes"]
    found = quotes[quotes["doubt"].notna()]
    assert found["actor"].tolist() == ["Vladimir Putin", "Vladimir Putin"]
    assert ["weaken" in reason or "many see" in reason for reason in found["doubt"]] == [True, True]
    assert pd.isna(quotes.set_index("content").loc["that the Vatican could facilitate discussions", "doubt"])
