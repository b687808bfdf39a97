"""The seed article compared with its hand coding, made before any machine coding."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import tables
from analysis.codebook import read_codebook
from analysis.coding.running import code_documents
from analysis.comparing.support import is_firm
from analysis.documents import Document

ROOT = Path(__file__).parents[2]
GOLD = tomllib.loads((ROOT / "tests/gold/putin-trump-call.toml").read_text(encoding="utf-8"))
TEXT = next((ROOT / "seeds").glob("*.txt")).read_text(encoding="utf-8")
# permitted number of positions that the hand coding lacks
MOST_EXTRA = 0


def list_undisputed(kind: str) -> list[Any]:
    """Return the hand codes of a kind that are not debatable."""
    return [pytest.param(code, id=name_code(code)) for code in GOLD[kind] if "debatable" not in code]


def name_code(code: dict[str, Any]) -> str:
    """Return a test identifier for a hand code, from its first values."""
    return " ".join(str(value) for value in list(code.values())[:3])[:50]


@pytest.fixture(scope="module")
def codes() -> tables.Tables:
    """Code the seed article with its own codebook."""
    codebook = read_codebook(ROOT / "data/putin-trump-call/codebook.toml")
    return code_documents([Document("seed", TEXT)], codebook)


def measure_coverage(row: pd.Series, text: str) -> float:
    """Return the share of a coded text that a row's span covers, over all occurrences of the text."""
    starts = [place for place in range(len(TEXT)) if TEXT.startswith(text, place)]
    shared = [min(row["end"], start + len(text)) - max(row["start"], start) for start in starts]
    return max(shared) / len(text)


def find_covering_rows(table: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the rows whose spans cover at least half of a coded text."""
    return table[[measure_coverage(row, text) >= 0.5 for _, row in table.iterrows()]]


@pytest.mark.parametrize("gold", list_undisputed("attributions"))
def test_attribution_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each attribution has the right content, cue, source, actor, sourcing and directness."""
    found = find_covering_rows(codes["quotes"], gold["content"])
    found = found[[gold["cue"].split()[0].lower() in cue.lower() for cue in found["cue"]]]
    assert len(found) == 1
    quote = found.iloc[0]
    assert gold["source"].strip(",") in quote["source"] or quote["source"] in gold["source"]
    assert (quote["actor"] if pd.notna(quote["actor"]) else "") == gold["actor"]
    assert quote["sourcing"] == gold["sourcing"]
    assert (quote["directness"] == "indirect") == (gold["directness"] == "indirect")


@pytest.mark.parametrize("gold", list_undisputed("stances"))
def test_stance_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each stance has the right actor, issue, evidence and, if conditional, condition."""
    found = codes["statements"]
    found = found[(found["actor"] == gold["actor"]) & (found["issue"] == gold["issue"])]
    found = found[found["stance"] == gold["stance"]]
    found = find_covering_rows(found, gold["evidence"])
    assert len(found) >= 1
    if "condition" in gold:
        assert gold["condition"] in set(found["condition"])


def test_there_are_no_extra_positions(codes: tables.Tables) -> None:
    """There is no position beyond the hand coding, and cells without a stance in the article are empty."""
    firm = codes["statements"][is_firm(codes["statements"])]
    found = {(row.actor, row.issue, row.stance) for row in firm.itertuples()}
    assert (
        len(found - {(gold["actor"], gold["issue"], gold["stance"]) for gold in GOLD["stances"]})
        <= MOST_EXTRA
    )
    empty = {(gold["actor"], gold["issue"]) for gold in GOLD["absent"]}
    assert not empty & {(actor, issue) for actor, issue, _ in found}


@pytest.mark.parametrize("gold", list_undisputed("tones"))
def test_tone_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each characterisation has the right actor, target, expression and polarity."""
    keys = ["actor", "target", "expression", "polarity"]
    assert [gold[key] for key in keys] in codes["tones"][keys].to_numpy().tolist()


@pytest.mark.parametrize("gold", list_undisputed("events"))
def test_event_is_found(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Each event has the right type, status, place and offset from another event."""
    found = codes["events"]
    found = found[(found["type"] == gold["type"]) & (found["status"] == gold["status"])]
    found = found[[gold["trigger"] in description for description in found["description"]]]
    assert len(found) >= 1
    if "place" in gold:
        assert gold["place"] in set(found["place"])
    if "offset" in gold:
        assert gold["offset"] in found[["offset_min", "offset_max"]].to_numpy().tolist()


def test_an_undated_article_has_no_dated_codes(codes: tables.Tables) -> None:
    """Without a calendar date and a publication day, every interval is open."""
    assert codes["events"][["earliest", "latest"]].isna().all(axis=None)
    assert codes["statements"][["earliest", "latest"]].isna().all(axis=None)


def test_a_30_day_ceasefire_is_a_duration(codes: tables.Tables) -> None:
    """“30-day” is a duration of thirty days without a place in the calendar."""
    dates = codes["dates"].set_index("text")
    assert dates.loc["30-day", ["type", "value"]].tolist() == ["DURATION", "P30D"]
    assert dates.loc["30-day", ["earliest", "latest"]].isna().all()


@pytest.mark.parametrize("gold", GOLD["weak"], ids=name_code)
def test_vague_sources_are_marked(codes: tables.Tables, gold: dict[str, Any]) -> None:
    """Experts, “many” and “a recent survey” are vague sources."""
    quotes = codes["quotes"]
    assert set(quotes.loc[quotes["source"] == gold["source"], "sourcing"]) == {"vague"}
