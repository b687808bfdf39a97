"""Filter the statements of a network: by period, by values, and without duplicates."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.comparing.networks.dates import find_period, parse_moments
from analysis.comparing.networks.duplicates import find_first_mentions
from analysis.comparing.networks.qualifiers import (
    Qualifier,
    encode_utf16,
    keep_observed_levels,
    read_qualifier,
)
from analysis.comparing.networks.settings import Settings
from analysis.comparing.support import Source, is_person, is_supported
from analysis.errors import StancebookError, unknown_name_error

# networks are dense matrices, which would not fit into memory far beyond this
MOST = 10_000

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Filtered:
    """The statements of a network, with their values as integer codes.

    Attributes:
        frame: one row per statement in order of time: ``statement_id``, ``row`` and ``column`` (positions of
            its labels), ``level`` (position of its qualifier's level, -1 for none), ``date``,
            ``is_supported`` (whether the position of its row on its column is supported, see
            ``comparing.support``; removed duplicates count for this).
        rows, columns: the labels of variable1 and variable2.
        qualifier: the qualifier with its levels.
        period: first and last moment; of the statements unless they are set.
        left_out: number of excluded statements by reason.
    """

    frame: pd.DataFrame
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    qualifier: Qualifier
    period: tuple[pd.Timestamp, pd.Timestamp]
    left_out: dict[str, int]


def filter_statements(statements: pd.DataFrame, settings: Settings) -> Filtered:
    """Filter statements and encode their values.

    Raises:
        StancebookError: for an unknown column or value, invalid days, a qualifier that does not match its
            type, or more names than a network can have.
    """
    _check_columns(statements, settings)
    qualifier, level = read_qualifier(statements, settings)
    table = pd.DataFrame(
        {
            "statement_id": statements[settings.statement_id].to_numpy(),
            "one": _format_values(statements[settings.variable1]),
            "two": _format_values(statements[settings.variable2]),
            "level": level,
            "date": parse_moments(statements, settings),
        }
    )
    period = find_period(table["date"], settings)
    inside = ((table["date"] >= period[0]) & (table["date"] <= period[1]) | table["date"].isna()).to_numpy()
    kept, left_out = _keep_statements(table, inside, statements, qualifier, settings)
    labelled = table[inside] if settings.isolates else kept
    if settings.is_dna:
        qualifier, places = keep_observed_levels(qualifier, kept["level"].to_numpy())
        kept = kept.assign(level=places)
    rows, columns = _sort_labels(labelled["one"]), _sort_labels(labelled["two"])
    frame = pd.DataFrame(
        {
            "statement_id": kept["statement_id"],
            "row": rows.get_indexer(pd.Index(kept["one"])),
            "column": columns.get_indexer(pd.Index(kept["two"])),
            "level": kept["level"],
            "date": kept["date"],
            "is_supported": kept["is_supported"],
        }
    )
    return Filtered(frame.reset_index(drop=True), tuple(rows), tuple(columns), qualifier, period, left_out)


def _keep_statements(
    table: pd.DataFrame, inside: Mask, statements: pd.DataFrame, qualifier: Qualifier, settings: Settings
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the statements of a network in order of time, and the number excluded by reason."""
    fitting = {
        "outside the period": inside,
        "excluded": _match_values(statements, settings),
        "without both variables": ((table["one"] != "") & (table["two"] != "")).to_numpy(),
    }
    if settings.qualifier_aggregation != "ignore":
        fitting["without a qualifier"] = (table["level"] >= 0).to_numpy()
    keep, left_out = np.ones(len(table), dtype=bool), {}
    for reason, fits in fitting.items():
        left_out[reason] = int((keep & ~fits).sum())
        keep &= fits
    in_time = table.assign(
        document=statements[settings.document].to_numpy() if _has_document_scope(settings) else 0
    )
    in_time = in_time.assign(source=_find_sources(statements, settings))[keep]
    in_time = in_time.assign(is_supported=_find_supported(in_time))
    in_time = in_time.sort_values("date", kind="stable", na_position="last")
    kept = in_time[find_first_mentions(in_time, qualifier, settings)]
    left_out["duplicates"] = len(in_time) - len(kept)
    return kept, left_out


def _find_sources(statements: pd.DataFrame, settings: Settings) -> "pd.Series[Any]":
    """Return the source of each statement; without coders, or with DNA’s coder numbers, people coded it."""
    columns = ("reprint_of", settings.document, settings.statement_id)
    texts = statements[next(column for column in columns if column in statements)]
    coders = statements["coder"] if "coder" in statements else [0] * len(statements)
    found = [
        Source(str(text), is_person(coder) or isinstance(coder, int | np.integer))
        for text, coder in zip(texts, coders, strict=True)
    ]
    return pd.Series(found, index=range(len(found)), dtype=object)


def _find_supported(table: pd.DataFrame) -> list[bool]:
    """Tell for each statement whether the position of its row on its column is supported."""
    positions = [*zip(table["one"], table["two"], table["level"], strict=True)]
    by_position: dict[tuple[str, str, int], list[Source]] = defaultdict(list)
    for position, source in zip(positions, table["source"], strict=True):
        by_position[position].append(source)
    supported = {position: is_supported(sources) for position, sources in by_position.items()}
    return [supported[position] for position in positions]


def _has_document_scope(settings: Settings) -> bool:
    return settings.duplicates == "document"


def _check_columns(statements: pd.DataFrame, settings: Settings) -> None:
    needed = [settings.variable1, settings.variable2, settings.statement_id]
    needed += [settings.qualifier] if settings.qualifier is not None else []
    needed += [settings.document] if _has_document_scope(settings) else []
    for column in (*needed, *settings.exclude_values, *settings.only_values):
        if column not in statements:
            raise unknown_name_error("column of the statements", column, statements.columns)


def _format_values(column: pd.Series) -> NDArray[np.object_]:
    """Return the values as texts; "" where missing."""
    places, values = pd.factorize(column)
    # a missing value has position -1, the appended empty text
    return np.array([*map(_format_value, values), ""], dtype=object)[places]


def _format_value(value: object) -> str:
    """Return a value as a text; booleans and whole numbers as digits, whatever their type."""
    is_whole = isinstance(value, bool | np.bool_ | int | np.integer | float) and float(value).is_integer()
    return str(int(value)) if is_whole else str(value)  # type: ignore[call-overload]


def _sort_labels(words: pd.Series) -> pd.Index:
    """Return the names that occur, in Java's string order, without ""."""
    names = sorted({*words.unique()} - {""}, key=encode_utf16)
    if len(names) > MOST:
        raise StancebookError(
            f"A network can have at most {MOST:,} names, got {len(names):,}. "
            "Exclude values, or choose a shorter period."
        )
    index: pd.Index = pd.Index(names, dtype=object)
    return index


def _match_values(statements: pd.DataFrame, settings: Settings) -> Mask:
    """Tell which statements have no excluded value and, in each restricted column, an allowed one."""
    fits = np.ones(len(statements), dtype=bool)
    for values, wanted in ((settings.exclude_values, False), (settings.only_values, True)):
        for column, listed in values.items():
            texts = pd.Series(_format_values(statements[column]))
            names = [*map(_format_value, [listed] if isinstance(listed, str | int) else listed)]
            for name in {*names} - {*texts.unique()}:
                raise unknown_name_error(f"value of {column}", name, texts.unique())
            fits &= texts.isin(names).to_numpy() == wanted
    return fits
