"""Compare accounts: characterisations, who is quoted and how directly, and how well claims are sourced."""

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.selecting import Selection, pick_rows, selected
from analysis.comparing.support import is_person
from analysis.comparing.topics import find_topic, match_topic
from analysis.tables import DIRECTNESS, SOURCING

WEAK_SOURCING = ("anonymous", "vague", "none")


def characterisations(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how actors characterise events, things and each other.

    Returns:
        The tones table with each actor's ``side`` and the ``topic`` of the target, grouped by topic, the most
        often characterised one first, so that accounts of one event appear together. The topic is an actor's
        name, or else the head of the target as its first row has it, see ``comparing.topics``; "" for a
        pronoun, and these rows come last.
    """
    frame = selected(codes, "tones", selection or Selection())
    topic = pd.Series([_name_topic(codes, target) for target in frame["target"]], frame.index, dtype=object)
    match = topic.map(match_topic)
    frame = frame.assign(
        side=[codes.codebook.side(actor) for actor in frame["actor"]],
        topic=topic.groupby(match).transform("first"),
    )
    ranks = pd.DataFrame({"frequency": match.map(match.value_counts()).where(match != "", 0), "match": match})
    order = ranks.sort_values(["frequency", "match"], ascending=[False, True], kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def _name_topic(codes: Codes, target: str) -> str:
    """Return the actor that a target names, or else its topic."""
    name = target.lower()
    for actor in codes.codebook.actors:
        known = {alias.lower() for alias in (actor.name, *actor.aliases)}
        if known & {name, name.removeprefix("the ")}:
            return actor.name
    return find_topic(target)


def quoted(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how often and how directly each actor is quoted.

    Returns:
        One row per actor with an attribution, the most quoted first: ``actor``, ``side``, ``n``, one count
        per level of directness, ``quotes`` (identifiers by directness), ``checked`` (how many of these a
        person checked, by directness).
    """
    columns = ["quote_id", "actor", "directness", "coder"]
    frame = selected(codes, "quotes", selection or Selection(), columns).dropna(subset=["actor"])
    rows = [
        {
            "actor": actor,
            "side": codes.codebook.side(str(actor)),
            "n": len(group),
            **_count_by_directness(group),
        }
        for actor, group in frame.groupby("actor", sort=False)
    ]
    columns = ["actor", "side", "n", *DIRECTNESS, "quotes", "checked"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "n", ascending=False, kind="stable", ignore_index=True
    )


def _count_by_directness(quotes: pd.DataFrame) -> dict[str, object]:
    groups = {kind: quotes[quotes["directness"] == kind] for kind in DIRECTNESS}
    return {
        **{kind: len(group) for kind, group in groups.items()},
        "quotes": {kind: list(group["quote_id"]) for kind, group in groups.items()},
        "checked": {kind: count_checked(group) for kind, group in groups.items()},
    }


def count_checked(quotes: pd.DataFrame) -> int:
    """Return how many rows of a quotes table a person checked."""
    return sum(number for coder, number in quotes["coder"].value_counts().items() if is_person(coder))


def sourced(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return how well the attributed claims are sourced.

    Returns:
        One row per sourcing level, best first: ``sourcing``, ``n``, ``share`` of all attributions,
        ``quotes`` (identifiers), ``checked`` (how many of these a person checked).
    """
    frame = selected(codes, "quotes", selection or Selection(), ["quote_id", "sourcing", "coder"])
    groups = {level: frame[frame["sourcing"] == level] for level in SOURCING}
    keys = {level: list(group["quote_id"]) for level, group in groups.items()}
    return pd.DataFrame(
        {
            "sourcing": list(keys),
            "n": [len(quotes) for quotes in keys.values()],
            "share": [len(quotes) / max(1, len(frame)) for quotes in keys.values()],
            "quotes": list(keys.values()),
            "checked": [count_checked(group) for group in groups.values()],
        }
    )


def weak_claims(codes: Codes, selection: Selection | None = None) -> pd.DataFrame:
    """Return the attributions whose source is anonymous, vague, missing or doubted, in text order."""
    decisive = selected(codes, "quotes", selection or Selection(), ["sourcing", "doubt"])
    return pick_rows(codes, "quotes", is_weak(decisive)).reset_index(drop=True)


def is_weak(quotes: pd.DataFrame) -> "pd.Series[bool]":
    """Tell for each row of a quotes table whether its source is anonymous, vague, missing or doubted."""
    return quotes["sourcing"].isin(WEAK_SOURCING) | quotes["doubt"].notna()
