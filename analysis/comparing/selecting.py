"""Which codes a comparison uses: by actor, issue, date and confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.errors import StancebookError
from analysis.parameters import ACTORS, ISSUES, MIN_CONFIDENCE, SINCE, UNTIL


@dataclass(frozen=True)
class Selection:
    """A choice of codes; empty fields choose everything.

    Attributes:
        actors, issues: names or aliases of the codebook.
        since, until: ISO days, both inclusive; what has no date is kept, since nothing excludes it.
        min_confidence: codes below it are left out, 0 to 1; what has no confidence is kept, since nothing
            excludes it.
    """

    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0


def select(
    actors: Sequence[str] | str | None = None,
    issues: Sequence[str] | str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
) -> Selection:
    """Check the parameters of a notebook and return them as a selection; empty ones choose everything.

    Raises:
        StancebookError: for a day that is none, an empty period, a confidence outside 0 to 1, or
            names that are no list of texts.
    """
    first, last = SINCE.check(since) or None, UNTIL.check(until) or None
    if first is not None and last is not None and first > last:
        raise StancebookError(f"since ({first}) lies after until ({last}). Exchange them.")
    return Selection(
        tuple(ACTORS.check(actors)),
        tuple(ISSUES.check(issues)),
        first,
        last,
        MIN_CONFIDENCE.check(min_confidence),
    )


def check_names(codebook: Codebook, selection: Selection) -> None:
    """Raise, naming the nearest match, for an actor or issue that is not in the codebook."""
    for name in selection.actors:
        codebook.actor(name)
    for name in selection.issues:
        codebook.issue(name)


def selected(codes: Codes, table: str, selection: Selection) -> pd.DataFrame:
    """Return the rows of a table that a selection chooses.

    Raises:
        StancebookError: for an actor or issue that the codebook does not know, nearest match named.
    """
    check_names(codes.codebook, selection)
    frame = codes[table]
    if "confidence" in frame:
        frame = frame[frame["confidence"].isna() | (frame["confidence"] >= selection.min_confidence)]
    if selection.actors:
        frame = frame[_has_actor(frame, {codes.codebook.actor(name).name for name in selection.actors})]
    if selection.issues:
        frame = frame[
            _has_issue(codes, frame, [codes.codebook.issue(name).name for name in selection.issues])
        ]
    return _filter_period(codes, frame, selection)


def _has_actor(frame: pd.DataFrame, actors: set[str]) -> "pd.Series[bool]":
    """Return which rows name one of the actors; a table without actors names them all."""
    if "actors" in frame:
        named = [bool(actors & set(listed)) for listed in frame["actors"]]
    else:
        named = [actor in actors for actor in frame["actor"]] if "actor" in frame else [True] * len(frame)
    # a plain list would choose columns where there are no rows
    return pd.Series(named, index=frame.index, dtype=bool)


def _has_issue(codes: Codes, frame: pd.DataFrame, issues: list[str]) -> "pd.Series[bool]":
    """Return which rows concern one of the issues: by their own, else by their article's statements.

    What no article tells of, an event of a chronology, can have statements of its own.
    """
    if "issue" in frame:
        return frame["issue"].isin(issues)
    statements = codes["statements"]
    places = frame["doc_id"].fillna(frame["event_id"]) if "event_id" in frame else frame["doc_id"]
    return places.isin(statements.loc[statements["issue"].isin(issues), "doc_id"])


def _filter_period(codes: Codes, frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that may lie in the period: by their own days, else by their article's."""
    published = frame["doc_id"].map(codes["documents"].set_index("doc_id")["published"])
    earliest = frame.get("earliest", published)
    latest = frame.get("latest", published)
    inside = pd.Series(True, index=frame.index)
    if selection.since is not None:
        inside &= latest.isna() | (latest >= selection.since).fillna(True)
    if selection.until is not None:
        inside &= earliest.isna() | (earliest <= selection.until).fillna(True)
    return frame[inside]
