"""Select codes by actor, issue, date and confidence."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.comparing.support import keep_supported
from analysis.errors import StancebookError
from analysis.parameters import ACTORS, ISSUES, MIN_CONFIDENCE, PUBLISH, SINCE, UNTIL


@dataclass(frozen=True)
class Selection:
    """A selection of codes; empty fields select everything.

    Attributes:
        actors, issues: names or aliases of the codebook.
        since, until: ISO days, both inclusive; undated codes are kept, since nothing excludes them.
        min_confidence: 0 to 1; codes below it are left out. Codes without a confidence are kept, since
            nothing excludes them.
        publish: keep only statements of positions that a person checked or that two independent texts
            support.
    """

    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    publish: bool = False


def select(
    actors: Sequence[str] | str | None = None,
    issues: Sequence[str] | str | None = None,
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
    publish: bool = False,
) -> Selection:
    """Check the parameters of a notebook and return them as a selection; empty ones select everything.

    Raises:
        StancebookError: for an invalid day, an empty period, a confidence outside 0 to 1, or names
            that are not a list of texts.
    """
    first, last = SINCE.check(since) or None, UNTIL.check(until) or None
    if first is not None and last is not None and first > last:
        raise StancebookError(f"since ({first}) is later than until ({last}). Swap them.")
    return Selection(
        tuple(ACTORS.check(actors)),
        tuple(ISSUES.check(issues)),
        first,
        last,
        MIN_CONFIDENCE.check(min_confidence),
        PUBLISH.check(publish),
    )


def check_names(codebook: Codebook, selection: Selection) -> None:
    """Raise an error with the nearest match for an actor or issue that is not in the codebook."""
    for name in selection.actors:
        codebook.actor(name)
    for name in selection.issues:
        codebook.issue(name)


def selected(codes: Codes, table: str, selection: Selection) -> pd.DataFrame:
    """Return the rows of a table that match a selection.

    Raises:
        StancebookError: for an actor or issue that is not in the codebook, with the nearest match.
    """
    check_names(codes.codebook, selection)
    return filter_rows(codes, table, codes[table], selection)


def filter_rows(codes: Codes, table: str, frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return those of some rows of a table that match a selection whose names are known."""
    if selection.min_confidence and "confidence" in frame:
        frame = frame[frame["confidence"].isna() | (frame["confidence"] >= selection.min_confidence)]
    if selection.actors:
        frame = frame[_has_actor(frame, {codes.codebook.actor(name).name for name in selection.actors})]
    if selection.issues:
        frame = frame[
            _has_issue(codes, frame, [codes.codebook.issue(name).name for name in selection.issues])
        ]
    frame = _filter_period(codes, frame, selection)
    return keep_supported(codes, frame) if selection.publish and table == "statements" else frame


def _has_actor(frame: pd.DataFrame, actors: set[str]) -> "pd.Series[bool]":
    """Tell which rows name one of the actors; all rows of a table without actors do."""
    if "actors" in frame:
        named = [bool(actors & set(listed)) for listed in frame["actors"]]
    else:
        named = [actor in actors for actor in frame["actor"]] if "actor" in frame else [True] * len(frame)
    # a plain list would select columns of an empty table
    return pd.Series(named, index=frame.index, dtype=bool)


def _has_issue(codes: Codes, frame: pd.DataFrame, issues: list[str]) -> "pd.Series[bool]":
    """Tell which rows concern one of the issues: by their own issue, or by their article's statements.

    An event of a chronology has no article, but can have statements itself.
    """
    if "issue" in frame:
        return frame["issue"].isin(issues)
    statements = codes["statements"]
    places = frame["doc_id"].fillna(frame["event_id"]) if "event_id" in frame else frame["doc_id"]
    return places.isin(statements.loc[statements["issue"].isin(issues), "doc_id"])


def _filter_period(codes: Codes, frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that may fall in the period, by their own days or their article's."""
    published = frame["doc_id"].map(codes["documents"].set_index("doc_id")["published"])
    earliest = frame.get("earliest", published)
    latest = frame.get("latest", published)
    inside = pd.Series(True, index=frame.index)
    if selection.since is not None:
        inside &= latest.isna() | (latest >= selection.since).fillna(True)
    if selection.until is not None:
        inside &= earliest.isna() | (earliest <= selection.until).fillna(True)
    return frame[inside]
