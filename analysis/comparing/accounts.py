"""How each side tells it: characterisations, who is quoted how, and how well claims are sourced."""

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.selecting import Selection, selected
from analysis.tables import DIRECTNESS, SOURCING

WEAK = ("anonymous", "vague", "none")


def characterisations(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how actors characterise events, things and each other.

    Returns:
        The tones table with each actor's ``side``, ordered by what is characterised, the most
        often characterised first, so that accounts of one event stand together.
    """
    frame = selected(codes, "tones", selection or Selection())
    frame = frame.assign(side=[codes.codebook.side(actor) for actor in frame["actor"]])
    topic = frame["target"].map(_find_topic)
    often = topic.map(topic.value_counts())
    by = pd.DataFrame({"often": often, "topic": topic})
    order = by.sort_values(["often", "topic"], ascending=[False, True], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _find_topic(target: str) -> str:
    """Return the last word of a target: "the call" and "phone call" are one thing."""
    return target.lower().split()[-1] if target.split() else ""


def quoted(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return who is quoted how often, and how directly.

    Returns:
        One row per actor with an attribution: ``actor``, ``side``, ``n``, one count per directness,
        ``quotes`` (identifiers by directness), the most quoted first.
    """
    frame = selected(codes, "quotes", selection or Selection()).dropna(subset=["actor"])
    rows = [
        {
            "actor": actor,
            "side": codes.codebook.side(str(actor)),
            "n": len(group),
            **_count_by_directness(group),
        }
        for actor, group in frame.groupby("actor", sort=False)
    ]
    columns = ["actor", "side", "n", *DIRECTNESS, "quotes"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "n", ascending=False, kind="stable", ignore_index=True
    )


def _count_by_directness(quotes: pd.DataFrame) -> dict[str, object]:
    listed = {kind: list(quotes.loc[quotes["directness"] == kind, "quote_id"]) for kind in DIRECTNESS}
    return {**{kind: len(listed[kind]) for kind in DIRECTNESS}, "quotes": listed}


def sourced(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how well the attributed claims are sourced.

    Returns:
        One row per sourcing level, best first: ``sourcing``, ``n``, ``share`` of all attributions,
        ``quotes`` (identifiers).
    """
    frame = selected(codes, "quotes", selection or Selection())
    listed = {level: list(frame.loc[frame["sourcing"] == level, "quote_id"]) for level in SOURCING}
    return pd.DataFrame(
        {
            "sourcing": list(listed),
            "n": [len(quotes) for quotes in listed.values()],
            "share": [len(quotes) / max(1, len(frame)) for quotes in listed.values()],
            "quotes": list(listed.values()),
        }
    )


def weak_claims(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the attributions whose source is anonymous, vague, missing or doubted, in text order."""
    frame = selected(codes, "quotes", selection or Selection())
    return frame[is_weak(frame)].reset_index(drop=True)


def is_weak(quotes: pd.DataFrame) -> "pd.Series[bool]":
    """Tell of each row of a quotes table whether its source is anonymous, vague, missing or doubted."""
    return quotes["sourcing"].isin(WEAK) | quotes["doubt"].notna()
