"""Measure the time and memory of a timeline, its story and its evidence as a corpus grows.

The articles are copies of the example corpora. Each has its own days, in a year, and partly its own words;
all that is measured for one size runs in a process of its own.
"""

import datetime as dt
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

import analysis as sb
from analysis import table_files, tables
from analysis.codes import Codes

ROOT = Path(__file__).parents[2]
CORPORA = ("data/harbour-tunnel", "data/putin-trump-call")
SIZES = (1_000, 10_000, 100_000)
# copies of all articles that are made at a time, and copies after which words are used again
PART, VARIANTS = 250, 40
# days between two copies, and within which all are
STEP, SPAN = 7, 365
WORD = re.compile(r"\b[a-z]{6,}\b")
KEYS = {
    "doc_id", "quote_id", "statement_id", "tone_id", "date_id", "event_id", "anchor", "after", "same_as",
}  # fmt: skip
DAYS = {"published", "earliest", "latest"}
WORDS = {"text", "title", "evidence", "description", "content"}


def measure() -> Iterator[str]:
    """Yield the seconds and the memory for each size."""
    for size in SIZES:
        command = [sys.executable, "-m", __name__, str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        yield from json.loads(done.stdout)


@dataclass(frozen=True)
class Copies(Codes):
    """The codes of very many articles, made when they are asked for.

    Attributes:
        number: how often each article is copied.
    """

    number: int = 0

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table."""
        return self.read(name, [*tables.schema(name)])

    def read(
        self, name: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
    ) -> pd.DataFrame:
        """Return some columns of a table."""
        names = [*(columns or tables.schema(name))]
        parts = [table_files.from_arrow(name, part) for part in self.iterate(name, [*names, "doc_id"])]
        kept = parts if doc_ids is None else [part[part["doc_id"].isin([*doc_ids])] for part in parts]
        return pd.concat(kept, ignore_index=True).loc[:, lambda frame: ~frame.columns.duplicated()][names]

    def iterate(self, name: str, columns: Sequence[str]) -> Iterator[pa.Table]:
        """Yield some columns of a table, part by part."""
        kinds = table_files.to_arrow(name, self.tables[name].head(0)).schema
        for first in range(0, self.number, PART):
            copies = range(first, min(first + PART, self.number))
            yield pa.table(
                [pa.array(self._copy(name, column, copies), kinds.field(column).type) for column in columns],
                names=list(columns),
            )

    def _copy(self, name: str, column: str, copies: range) -> list[Any]:
        values = [None if _is_missing(value) else value for value in self.tables[name][column]]
        if column in KEYS:
            return [_rename(value, copy) for copy in copies for value in values]
        if column in DAYS:
            return [_move(value, copy * STEP % SPAN) for copy in copies for value in values]
        if column in WORDS:
            return [value and _reword(value, copy % VARIANTS) for copy in copies for value in values]
        return values * len(copies)


def _is_missing(value: Any) -> bool:
    return not isinstance(value, list) and bool(pd.isna(value))


def _rename(value: Any, copy: int) -> Any:
    if isinstance(value, list):
        return [f"{key}/{copy}" for key in value]
    return value and f"{value}/{copy}"


@cache
def _move(day: str | None, days: int) -> str | None:
    return day and (dt.date.fromisoformat(day) + dt.timedelta(days)).isoformat()


@cache
def _reword(words: str, variant: int) -> str:
    """Change about half of the long words, to others of the same length."""

    def change(found: re.Match[str]) -> str:
        word = found.group()
        place = (len(word) * 7 + variant) % len(word)
        return word if (ord(word[1]) + variant) % 2 else word[place:] + word[:place]

    return WORD.sub(change, words)


def build_copies(articles: int) -> Copies:
    """Return the codes of about so many articles."""
    coded = [sb.code(sb.open_corpus(ROOT / path)) for path in CORPORA]
    joined = {name: pd.concat([codes[name] for codes in coded], ignore_index=True) for name in tables.SCHEMAS}
    first = coded[0]
    own = len(joined["documents"])
    return Copies(first.title, joined, first.codebook, (), "copies", number=max(1, articles // own))


def _measure_size(articles: int) -> Iterator[str]:
    codes = build_copies(articles)
    steps: dict[str, float] = {}
    started = time.process_time()

    def note(step: str) -> None:
        nonlocal started
        steps[step], started = time.process_time() - started, time.process_time()

    events = sb.timeline(codes)
    note("timeline")
    chapters = sb.chapters(codes, events)
    told = sb.tellings(codes, events, chapters)
    note("chapters and tellings")
    sb.timeline_findings(events)
    sb.story_chart(events, chapters, sb.shifts(codes))
    sb.timeline_chart(events)
    note("findings, shifts and charts")
    page = sb.evidence(codes, back="timeline", events=told).html
    note("evidence")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = ", ".join(f"{step} {spent:.1f}" for step, spent in steps.items())
    found = events.attrs["found"]
    size = f"evidence {len(page) / 1e6:.1f} MB, peak {peak:,} MB"
    yield f"{articles:,} articles, {found:,} events: {seconds} CPU s; {size}"


if __name__ == "__main__":
    print(json.dumps(list(_measure_size(int(sys.argv[1])))))
