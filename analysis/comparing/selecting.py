"""Select codes by actor, issue, date and confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.comparing.support import keep_supported
from analysis.errors import StancebookError
from analysis.parameters import ACTORS, ISSUES, MIN_CONFIDENCE, PUBLISH, SINCE, UNTIL
from analysis.table_files import from_arrow
from analysis.tables import schema

# the columns that decide whether a row matches, and whether a statement is supported
DECISIVE = ("doc_id", "event_id", "actor", "actors", "issue", "earliest", "latest", "confidence")
SUPPORTING = ("stance", "doubt", "coder")


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


def selected(
    codes: Codes, table: str, selection: Selection, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the rows of a table that match a selection.

    Args:
        codes: a coded corpus.
        table: name of one of the six tables.
        selection: the rows to return.
        columns: the columns to return, to save memory; None for all.

    Raises:
        StancebookError: for an actor or issue that is not in the codebook, or an unknown column, with the
            nearest match.
    """
    check_names(codes.codebook, selection)
    names = [*schema(table)] if columns is None else [*columns]
    decisive = () if selection == Selection() else (*DECISIVE, *(SUPPORTING if selection.publish else ()))
    wanted = [*names, *(name for name in decisive if name in schema(table))]
    return filter_rows(codes, table, codes.read(table, [*dict.fromkeys(wanted)]), selection)[names]


def pick_rows(codes: Codes, table: str, chosen: "pd.Series[bool]") -> pd.DataFrame:
    """Return rows of a table without ever holding all of it.

    Args:
        codes: a coded corpus.
        table: name of one of the six tables.
        chosen: whether to return a row, by its place in the table; those that are missing are not returned.
    """
    return pd.concat(iterate_rows(codes, table, chosen), ignore_index=True)


def iterate_rows(codes: Codes, table: str, chosen: "pd.Series[bool]") -> Iterator[pd.DataFrame]:
    """Yield rows of a table part by part; arguments as for ``pick_rows``."""
    places = chosen.index[chosen].to_numpy()
    first = 0
    for part in codes.iterate(table):
        here = slice(*np.searchsorted(places, [first, first + len(part)]))
        yield from_arrow(table, part.take(places[here] - first))
        first += len(part)


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
    statements = codes.read("statements", ["doc_id", "issue"])
    places = frame["doc_id"].fillna(frame["event_id"]) if "event_id" in frame else frame["doc_id"]
    return places.isin(statements.loc[statements["issue"].isin(issues), "doc_id"])


def _filter_period(codes: Codes, frame: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the rows that may fall in the period, by their own days or their article's."""
    if selection.since is None and selection.until is None:
        return frame
    documents = codes.read("documents", ["doc_id", "published"])
    published = frame["doc_id"].map(documents.set_index("doc_id")["published"])
    earliest = frame.get("earliest", published)
    latest = frame.get("latest", published)
    inside = pd.Series(True, index=frame.index)
    if selection.since is not None:
        inside &= latest.isna() | (latest >= selection.since).fillna(True)
    if selection.until is not None:
        inside &= earliest.isna() | (earliest <= selection.until).fillna(True)
    return frame[inside]
