"""What a comparison shows, in a sentence or two."""

import pandas as pd

from analysis.drawing.markup import Html, text
from analysis.text import count

POSITIONS = ("support", "conditional", "neutral", "oppose", "mixed")


def stance_summary(matrix: pd.DataFrame, contested: pd.DataFrame) -> Html:
    """Say what the stance matrix shows.

    Args:
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        contested: as ``comparing.stances.contested`` returns it.
    """
    if matrix.empty:
        return Html("<p>No position was found: there is nothing to compare.</p>")
    actors = matrix["actor"].nunique()
    words = (
        f"{count(actors, 'actor')} {'takes' if actors == 1 else 'take'} {count(len(matrix), 'position')} "
        f"on {count(matrix['issue'].nunique(), 'issue')}."
    )
    if len(contested) and (contested["contested"].iloc[0] or 0) > 0:
        first = contested.iloc[0]
        sides = ", ".join(f"{first[stance]:,} {stance}" for stance in POSITIONS if first[stance])
        words += f" Most contested: {first['issue']} ({sides})."
    single = int((matrix["n"] == 1).sum())
    verb = "rests" if single == 1 else "rest"
    words += f" {single:,} of {count(len(matrix), 'cell')} {verb} on a single statement."
    return Html(f"<p>{text(words)}</p>")


def timeline_summary(events: pd.DataFrame) -> Html:
    """Say what the timeline shows.

    Args:
        events: as ``comparing.timeline.timeline`` returns it.
    """
    if events.empty:
        return Html("<p>No event was found.</p>")
    facts = events[events["status"] == "occurred"]
    bounded = facts[facts["low"].notna() | facts["high"].notna()]
    exact = facts[(facts["low"] == facts["high"]) & facts["low"].notna() & (facts["scale"] == "calendar")]
    words = (
        f"{count(len(facts), 'event')} happened, {len(bounded):,} of them with any bound in time, "
        f"{len(exact):,} on an exact calendar day; "
        f"{len(events) - len(facts):,} more are planned, hypothetical or denied."
    )
    if events["scale"].iloc[0] == "relative":
        words += " The articles give no calendar date, so times count from the main event."
    return Html(f"<p>{text(words)}</p>")


def accounts_summary(sourced: pd.DataFrame, tones: pd.DataFrame) -> Html:
    """Say how well claims are sourced and who characterises what.

    Args:
        sourced: as ``comparing.accounts.sourced`` returns it.
        tones: as ``comparing.accounts.characterisations`` returns it.
    """
    if not int(sourced["n"].sum()) and tones.empty:
        return Html("<p>No attributed claim was found: there is nothing to compare.</p>")
    weak = int(sourced.loc[sourced["sourcing"].isin(["anonymous", "vague", "none"]), "n"].sum())
    words = (
        f"{weak:,} of {count(int(sourced['n'].sum()), 'attributed claim')} "
        f"{'has' if weak == 1 else 'have'} an anonymous, vague or missing source."
    )
    if len(tones):
        actors = tones["actor"].nunique()
        words += f" {count(actors, 'actor')} {'characterises' if actors == 1 else 'characterise'} something, "
        words += f"{count(len(tones), 'time')} in all."
    return Html(f"<p>{text(words)}</p>")
