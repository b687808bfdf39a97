"""Date the undated events of an article from one that a person dated, as far as the text says."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from analysis.coding.manual.settling import Row, is_missing
from analysis.edtf import format_edtf
from analysis.reading.codings import HUMAN

Days = tuple[str | None, str | None]


def date_from_anchors(rows: Sequence[Row]) -> None:
    """Set the days of the machine's events without any that lead, by anchors, to one that a person dated.

    Args:
        rows: rows of the events table, which are changed in place.
    """
    known = {row["event_id"]: row for row in rows}
    dated = {}
    for row in rows:
        chain = _follow(row, known)
        is_by_person = [str(one["coder"]).startswith(HUMAN) for one in (row, chain[-1])]
        if is_by_person == [False, True] and _has_days(chain[-1]):
            dated[row["event_id"]] = _add_offsets(chain), chain[-1]
    for key, ((earliest, latest), first) in dated.items():
        if earliest or latest:
            row = known[key]
            row["earliest"], row["latest"] = earliest, latest
            row["edtf"] = format_edtf(earliest, latest, row["extent"])
            row["reason"] = f"{row['reason']}; “{first['description']}” was dated by {first['coder']}"


def _follow(row: Row, known: Mapping[str, Row]) -> list[Row]:
    """Return an event and the events from which it is dated in turn, up to the first that has days."""
    chain = [row]
    while not _has_days(chain[-1]) and chain[-1].get("anchor") in known:
        following = known[chain[-1]["anchor"]]
        if any(following is one for one in chain):
            break
        chain.append(following)
    return chain


def _has_days(row: Row) -> bool:
    return not (is_missing(row["earliest"]) and is_missing(row["latest"]))


def _add_offsets(chain: Sequence[Row]) -> Days:
    """Return the first and last day of the first event of a chain, from those of the last."""
    ends = []
    for end, offset in (("earliest", "offset_min"), ("latest", "offset_max")):
        offsets = [row[offset] for row in chain[:-1]]
        ends.append(_shift(chain[-1][end], offsets))
    return ends[0], ends[1]


def _shift(day: Any, offsets: Sequence[Any]) -> str | None:
    """Return a day some days later; None if the day or a number of days is not known."""
    if is_missing(day) or any(map(is_missing, offsets)):
        return None
    try:
        return (date.fromisoformat(day) + timedelta(sum(map(int, offsets)))).isoformat()
    except OverflowError:
        return None
