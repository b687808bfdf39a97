"""Decide what counts: firm statements, and conclusions from two independent texts or a checked statement."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Protocol
from weakref import WeakKeyDictionary

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.reprints import reprints
from analysis.reading.codings import HUMAN

# statements with a lower confidence are listed, but do not count as positions
MIN_FIRM_CONFIDENCE = 0.65
# independent texts that must agree before a conclusion is drawn
FEWEST_TEXTS = 2
# every chart of a page asks which articles are reprints, and all texts must be read to tell
_REPRINTS: WeakKeyDictionary[Codes, Mapping[str, str]] = WeakKeyDictionary()


class Sourced(Protocol):
    """A statement with its source text, and whether a person checked it."""

    @property
    def text(self) -> str:
        """Return its source text; reprints of one text count as one."""

    @property
    def is_checked(self) -> bool:
        """Return whether a person coded it."""


class Source(NamedTuple):
    """The source of a statement: all that decides whether it is supported."""

    text: str
    is_checked: bool


def is_supported(statements: Collection[Sourced]) -> bool:
    """Tell whether statements suffice for a conclusion, such as a camp, a shift or a first mover.

    A single machine-coded statement may be wrong, and reprints repeat its error. A conclusion therefore needs
    statements from two independent texts, or one coded by a person (``human:``), which counts as checked.

    Args:
        statements: statements that agree, such as one actor's with one stance on one issue.
    """
    is_checked = any(statement.is_checked for statement in statements)
    return is_checked or len({statement.text for statement in statements}) >= FEWEST_TEXTS


def is_firm(statements: pd.DataFrame) -> "pd.Series[bool]":
    """Tell which statements count towards positions: not doubted, with MIN_FIRM_CONFIDENCE or more."""
    return statements["doubt"].isna() & (statements["confidence"] >= MIN_FIRM_CONFIDENCE)


def _list_sources(rows: pd.DataFrame, texts: Mapping[str, str]) -> list[Source]:
    """Return the sources of statements or mentions; an event of a chronology is a text of its own."""
    return [
        Source(texts.get(doc, str(doc)), is_person(coder))
        for doc, coder in zip(rows["doc_id"], rows["coder"], strict=True)
    ]


def keep_supported(codes: Codes, statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of positions that are supported, see ``is_supported``.

    Args:
        codes: the coded corpus, which says which articles are reprints.
        statements: rows of its statements table; those that are not firm support nothing and are left out.
    """
    texts = map_reprints(codes)
    firm = statements[is_firm(statements)]
    kept = [
        group
        for _, group in firm.groupby(["actor", "issue", "stance"], sort=False)
        if is_supported(_list_sources(group, texts))
    ]
    return pd.concat(kept).sort_index() if kept else firm.head(0)


def find_supported(codes: Codes, mentions: Iterable[Sequence[str]]) -> list[bool]:
    """Return for each event whether it is supported, see ``is_supported``.

    Args:
        codes: the coded corpus.
        mentions: for each event the identifiers of its mentions.
    """
    wanted = [list(keys) for keys in mentions]
    known = set(chain.from_iterable(wanted))
    events = codes.read("events", ["event_id", "doc_id", "coder"])
    events = events[events["event_id"].isin(known)]
    sources = dict(zip(events["event_id"], _list_sources(events, map_reprints(codes)), strict=True))
    return [is_supported([sources[key] for key in keys]) for keys in wanted]


def is_person(coder: object) -> bool:
    """Tell whether a statement's coder is a person."""
    return isinstance(coder, str) and coder.startswith(HUMAN)


def map_reprints(codes: Codes) -> Mapping[str, str]:
    """Return for each article the text of which it is a version; events of a chronology are not included."""
    if codes not in _REPRINTS:
        found = reprints(codes)
        _REPRINTS[codes] = dict(zip(found["doc_id"], found["group"], strict=True))
    return _REPRINTS[codes]
