"""Build networks over time: one per window of a fixed size, moving by one unit or one statement."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparing.networks.filtering import Filtered, filter_statements
from analysis.comparing.networks.network import Network, build_network
from analysis.comparing.networks.settings import Settings, parse_settings
from analysis.errors import StancebookError, unknown_name_error

# pandas period aliases by unit
PERIODS = {"days": "D", "weeks": "W-SUN", "months": "M", "years": "Y"}
UNITS = (*PERIODS, "events")
LAST = pd.Timedelta(microseconds=1)
# maximum number of windows
MOST = 20_000


@dataclass(frozen=True)
class Window:
    """The network of one time window.

    Attributes:
        start, end: its first and last moment, both inclusive.
        middle: the moment halfway between them; in DNA 3 the centre from which the window is built.
        network: of the statements between them; it may be empty.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    middle: pd.Timestamp
    network: Network


def windows(statements: pd.DataFrame, unit: str, size: int, **arguments: Any) -> Iterator[Window]:
    """Return the networks of all windows of a size in order of time, built lazily.

    A window of w units is w whole calendar days, ISO weeks, months or years: a window of 8 days covers 8
    days. It moves by one unit, from the unit of the first statement (or ``since``) to that of the last (or
    ``until``). A window of w events is w consecutive statements, with all others at the same moments as its
    first and last one, so no order within a day is invented; equal windows are returned once. Statements are
    filtered and duplicates removed once, before the windows are formed, and the scale of an integer qualifier
    is that of all statements. Undated statements are in no window.

    With ``compat="dna3"``, windows of time are those of DNA 3: they are centred on every unit from the first
    to the last moment and extend (w − 1) / 2 units, rounded up, to both sides, so 8 days cover 9.

    Args:
        statements: as for ``network``.
        unit: ``days``, ``weeks``, ``months``, ``years`` or ``events``.
        size: number of units in a window.
        arguments: further arguments of ``network``.

    Raises:
        StancebookError: as for ``network``, or for a size that is invalid or exceeds the period.
    """
    if unit not in UNITS:
        raise unknown_name_error("unit", unit, UNITS)
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise StancebookError(f"size: expected a whole number from 1, got {size!r}.")
    chosen = parse_settings(arguments)
    if chosen.date not in statements:
        raise unknown_name_error("column of the statements", chosen.date, statements.columns)
    found = filter_statements(statements, chosen)
    if pd.isna(found.period[0]) or pd.isna(found.period[1]):
        return iter(())
    spans = list(_find_spans(found, unit, size, chosen))
    if not spans:
        raise StancebookError(f"The period is shorter than {size} {unit}. Choose a smaller size.")
    return (Window(*span, build_network(_select_window(found, *span[:2], chosen), chosen)) for span in spans)


Span = tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp]


def _find_spans(found: Filtered, unit: str, size: int, chosen: Settings) -> Iterator[Span]:
    """Yield the first, last and middle moments of the windows."""
    if unit == "events":
        return _find_event_spans(found, size)
    return _find_dna_spans(found, unit, size) if chosen.is_dna else _find_calendar_spans(found, unit, size)


def _find_calendar_spans(found: Filtered, unit: str, size: int) -> Iterator[Span]:
    first, last = (moment.to_period(PERIODS[unit]) for moment in found.period)
    count = (last - first).n + 2 - size
    _check_count(count, unit)
    for number in range(count):
        start = (first + number).start_time
        end = (first + number + size).start_time - LAST
        yield start, end, start + (end - start) / 2


def _find_event_spans(found: Filtered, size: int) -> Iterator[Span]:
    moments = found.frame["date"].dropna().tolist()
    spans = dict.fromkeys(zip(moments, moments[size - 1 :], strict=False))
    _check_count(len(spans), "events")
    for start, end in spans:
        yield start, end, start + (end - start) / 2


def _find_dna_spans(found: Filtered, unit: str, size: int) -> Iterator[Span]:
    """Yield DNA 3's windows of time; only those entirely within the period."""
    (first, last), reach = found.period, size // 2
    _check_count((last - first).days, unit)
    number = 0
    while (middle := _shift_moment(first, unit, number)) <= last:
        start, end = _shift_moment(middle, unit, -reach), _shift_moment(middle, unit, reach)
        if first <= start and end <= last:
            yield start, end, middle
        number += 1


def _shift_moment(moment: pd.Timestamp, unit: str, number: int) -> pd.Timestamp:
    step: Any = {unit: number}
    return moment + pd.DateOffset(**step)


def _check_count(count: int, unit: str) -> None:
    if count > MOST:
        raise StancebookError(
            f"Expected at most {MOST:,} windows, got {count:,} windows of {unit}. Choose a larger unit."
        )


def _select_window(found: Filtered, start: pd.Timestamp, end: pd.Timestamp, chosen: Settings) -> Filtered:
    """Return the statements of a window; without isolates, with only the names that occur in it."""
    frame = found.frame[found.frame["date"].between(start, end)].reset_index(drop=True)
    if chosen.isolates:
        return replace(found, frame=frame, period=(start, end))
    rows, columns = np.unique(frame["row"]), np.unique(frame["column"])
    return replace(
        found,
        frame=frame.assign(
            row=np.searchsorted(rows, frame["row"]), column=np.searchsorted(columns, frame["column"])
        ),
        rows=tuple(found.rows[place] for place in rows),
        columns=tuple(found.columns[place] for place in columns),
        period=(start, end),
    )
