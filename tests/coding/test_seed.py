"""The seed article against its hand coding, which was made before any machine coded it."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import tables
from analysis.codebook import read_codebook
from analysis.coding.pipeline import code_documents
from analysis.comparing.stances import is_firm
from analysis.documents import Document

ROOT = Path(__file__).parents[2]
GOLD = tomllib.loads((ROOT / "tests/gold/putin-trump-call.toml").read_text(encoding="utf-8"))
TEXT = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
# statements that the hand coding does not have
MOST_EXTRA = 0


def sure(kind: str) -> list[Any]:
    """Return the hand codes of a kind that a careful second coder would share."""
    return [pytest.param(code, id=name(code)) for code in GOLD[kind] if "debatable" not in code]


def name(code: dict[str, Any]) -> str:
    """Name a hand code by its first words."""
    return " ".join(str(value) for value in list(code.values())[:3])[:50]


@pytest.fixture(scope="module")
def codes() -> tables.Tables:
    """Code the seed article by its own codebook."""
    codebook = read_codebook(ROOT / "data/putin-trump-call/codebook.toml")
    return code_documents([Document("seed", TEXT)], codebook)


def covered(row: pd.Series, text: str) -> float:
    """Return the share of a coded text that a row's span covers, at its best occurrence."""
    starts = [place for place in range(len(TEXT)) if TEXT.startswith(text, place)]
    shared = [min(row["end"], start + len(text)) - max(row["start"], start) for start in starts]
    return max(shared) / len(text)


def covering(table: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the rows that cover at least half of a coded text."""
    return table[[covered(row, text) >= 0.5 for _, row in table.iterrows()]]


@pytest.mark.parametrize("gold", sure("attributions"))
def test_attribution_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each attribution has its content, cue, source, actor and sourcing, and quotes if quoted."""
    found = covering(codes["quotes"], gold["content"])
    found = found[[gold["cue"].split()[0].lower() in cue.lower() for cue in found["cue"]]]
    assert len(found) == 1
    quote = found.iloc[0]
    assert gold["source"].strip(",") in quote["source"] or quote["source"] in gold["source"]
    assert (quote["actor"] if pd.notna(quote["actor"]) else "") == gold["actor"]
    assert quote["sourcing"] == gold["sourcing"]
    assert (quote["directness"] == "indirect") == (gold["directness"] == "indirect")


@pytest.mark.parametrize("gold", sure("stances"))
def test_stance_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each stance has its holder, its issue, its evidence and, if it is conditional, its condition."""
    found = codes["statements"]
    found = found[(found["actor"] == gold["actor"]) & (found["issue"] == gold["issue"])]
    found = found[found["stance"] == gold["stance"]]
    found = covering(found, gold["evidence"])
    assert len(found) >= 1
    if "condition" in gold:
        assert gold["condition"] in set(found["condition"])


def test_no_stance_is_invented(codes: tables.Tables) -> None:
    """Beyond the hand coding nothing makes a position, and what the article does not tell stays empty."""
    firm = codes["statements"][is_firm(codes["statements"])]
    found = {(row.actor, row.issue, row.stance) for row in firm.itertuples()}
    assert (
        len(found - {(gold["actor"], gold["issue"], gold["stance"]) for gold in GOLD["stances"]})
        <= MOST_EXTRA
    )
    empty = {(gold["actor"], gold["issue"]) for gold in GOLD["absent"]}
    assert not empty & {(actor, issue) for actor, issue, _ in found}


@pytest.mark.parametrize("gold", sure("tones"))
def test_tone_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each characterisation has its holder, target and polarity."""
    keys = ["actor", "target", "expression", "polarity"]
    assert [gold[key] for key in keys] in codes["tones"][keys].to_numpy().tolist()


@pytest.mark.parametrize("gold", sure("events"))
def test_event_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each event has its type and status, its place and its window from another event."""
    found = codes["events"]
    found = found[(found["type"] == gold["type"]) & (found["status"] == gold["status"])]
    found = found[[gold["trigger"] in description for description in found["description"]]]
    assert len(found) >= 1
    if "place" in gold:
        assert gold["place"] in set(found["place"])
    if "offset" in gold:
        assert gold["offset"] in found[["offset_min", "offset_max"]].to_numpy().tolist()


def test_an_undated_article_dates_nothing(codes: tables.Tables) -> None:
    """The article names no calendar date and no publication day: every interval stays open."""
    assert codes["events"][["earliest", "latest"]].isna().all(axis=None)
    assert codes["statements"][["earliest", "latest"]].isna().all(axis=None)


def test_the_ceasefire_is_a_length_and_not_a_date(codes: tables.Tables) -> None:
    """“30-day” is a duration of thirty days without a place in the calendar."""
    dates = codes["dates"].set_index("text")
    assert dates.loc["30-day", ["type", "value"]].tolist() == ["DURATION", "P30D"]
    assert dates.loc["30-day", ["earliest", "latest"]].isna().all()


@pytest.mark.parametrize("gold", GOLD["weak"], ids=name)
def test_weak_source_is_shown_as_such(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Experts, “many” and “a recent survey” are vague sources."""
    quotes = codes["quotes"]
    assert set(quotes.loc[quotes["source"] == gold["source"], "sourcing"]) == {"vague"}
