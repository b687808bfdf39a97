"""Write coded collections of any size from a few coded articles, to measure what is done with codes.

Each copy of an article has its own identifier, its own days and partly its own words, of the same length,
so that spans stay where they are: ``python -m tests.benchmarks.collections CODES FOLDER ARTICLES``, where
CODES is a folder that ``stancebook code`` wrote, with a ``codebook.toml``.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import table_files, tables
from analysis.codebook import Codebook
from analysis.partitions import Head, write_head, write_part

# articles in a partition
PART = 1_000
# copies with words of their own; further copies have other days and identifiers only
VARIANTS = 60
OUTLETS = 40
# days between two copies, and over how many years all copies lie
STEP, YEARS = 11, 20
WORD = re.compile(r"\b[a-z]{5,}\b")
IDENTIFIERS = ("doc_id", "quote_id", "statement_id", "tone_id", "date_id", "event_id", "anchor", "after")
DAYS = ("published", "earliest", "latest")
# the column that holds the words of a span
WORDS = {
    "quotes": (("source_start", "source_end", "source"), ("start", "end", "content")),
    "statements": (("start", "end", "evidence"),),
    "tones": (("start", "end", "expression"),),
    "dates": (),
    "documents": (),
    "events": (("start", "end", "evidence"),),
}


def write_collection(codes: tables.Tables, codebook: Codebook, folder: Path, articles: int) -> None:
    """Write a collection of so many articles, copied from coded ones.

    Args:
        codes: the six tables of the articles to copy.
        codebook: their codebook.
        folder: the folder to write to.
        articles: number of articles.
    """
    own = len(codes["documents"])
    codes = {**codes, "statements": _add_statements(codes, codebook)}
    variants = [_vary(codes, number) for number in range(min(VARIANTS, -(-articles // own)))]
    copies = (_copy(variants[number % len(variants)], number) for number in range(-(-articles // own)))
    keys = []
    left = articles
    while left > 0:
        part = _concatenate(list(islice(copies, max(1, PART // own))))
        if part["documents"].num_rows > left:
            part = _keep(part, left)
        keys.append(f"part-{len(keys)}-of-{articles}")
        write_part(folder, len(keys) - 1, part, {
            "key": keys[-1], "documents": part["documents"].num_rows, "problems": [], "failed": [],
            "accounts": [],
        })  # fmt: skip
        left -= part["documents"].num_rows
    coder = codes["quotes"]["coder"].iloc[0]
    write_head(folder, Head(f"{articles:,} articles", coder, f"copies-{articles}", codebook, tuple(keys)))


def _add_statements(codes: tables.Tables, codebook: Codebook) -> pd.DataFrame:
    """Add a position by chance to every other attribution of an actor: a suggested codebook finds few."""
    quotes = codes["quotes"].dropna(subset=["actor"]).iloc[::2]
    random = np.random.default_rng(0)
    rows: list[dict[str, Any]] = [
        {
            "statement_id": f"{row.doc_id}-s{1_000 + number}",
            "doc_id": row.doc_id,
            "quote_id": row.quote_id,
            "actor": row.actor,
            "issue": random.choice([issue.name for issue in codebook.issues]),
            "stance": random.choice(["support", "support", "conditional", "oppose"]),
            "start": row.start,
            "end": row.end,
            "evidence": row.content,
            "latest": "2009-05-01",
            "reason": "an invented position",
            "coder": codes["quotes"]["coder"].iloc[0],
            "confidence": round(float(random.uniform(0.4, 0.99)), 2),
        }
        for number, row in enumerate(quotes.itertuples())
    ]
    made = tables.build("statements", rows)
    joined = pd.concat([codes["statements"].assign(listing=None), made], ignore_index=True)
    place = {doc_id: number for number, doc_id in enumerate(codes["documents"]["doc_id"])}
    return joined.iloc[joined["doc_id"].map(place).argsort(kind="stable")].reset_index(drop=True)


def _vary(codes: tables.Tables, number: int) -> dict[str, pa.Table]:
    """Return the tables with a sixth of the words changed, as Arrow tables."""
    varied = {name: frame.copy() for name, frame in codes.items()}
    documents = varied["documents"]
    documents["text"] = [_change_words(text, number) for text in documents["text"]]
    documents["title"] = [text.split("\n")[0][:70] for text in documents["text"]]
    documents["outlet"] = [f"Outlet {(place * 7 + number) % OUTLETS}" for place in range(len(documents))]
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    for name, columns in WORDS.items():
        frame = varied[name]
        for start, end, words in columns:
            frame[words] = [
                texts[doc][first:last] if pd.notna(first) else None
                for doc, first, last in zip(frame["doc_id"], frame[start], frame[end], strict=True)
            ]
    events = varied["events"]
    events["description"] = [_change_words(text, number) for text in events["description"]]
    return {
        name: table_files.to_arrow(name, varied[name].astype(codes[name].dtypes)) for name in tables.SCHEMAS
    }


def _change_words(text: str, number: int) -> str:
    """Replace every sixth word of a text's vocabulary by another of the same length."""

    def change(match: re.Match[str]) -> str:
        word = match[0]
        if number == 0 or (sum(map(ord, word)) + number) % 6:
            return word
        middle = word[1:-1]
        turn = number % len(middle) or 1
        return f"{word[0]}{middle[turn:]}{middle[:turn]}{word[-1]}"

    return WORD.sub(change, text)


def _copy(codes: Mapping[str, pa.Table], number: int) -> dict[str, pa.Table]:
    """Return tables with identifiers and days of their own."""
    days = number * STEP % (365 * YEARS)
    copied = {}
    for name, table in codes.items():
        for place, column in enumerate(table.column_names):
            values = table[column].combine_chunks()
            if column in IDENTIFIERS:
                table = table.set_column(place, column, _prefix(values, f"{number}-"))
            elif column in DAYS:
                table = table.set_column(place, column, _shift(values, days))
        copied[name] = table
    return copied


def _prefix(values: pa.Array, prefix: str) -> pa.Array:
    if isinstance(values, pa.ListArray):
        return pa.ListArray.from_arrays(values.offsets, _prefix(values.flatten(), prefix))
    return pc.binary_join_element_wise(pa.scalar(prefix), values, pa.scalar(""))


def _shift(values: pa.Array, days: int) -> pa.Array:
    """Return ISO days so many days later."""
    different = pc.unique(values).drop_null()
    later = np.array(different.to_pylist(), dtype="datetime64[D]") + days
    shifted = pa.array(np.datetime_as_string(later).tolist(), pa.string())
    return pc.take(shifted, pc.index_in(values, different))


def _concatenate(copies: list[dict[str, pa.Table]]) -> dict[str, pa.Table]:
    return {name: pa.concat_tables(one[name] for one in copies) for name in tables.SCHEMAS}


def _keep(part: Mapping[str, pa.Table], articles: int) -> dict[str, pa.Table]:
    """Return the tables of the first articles."""
    kept = part["documents"]["doc_id"].slice(0, articles).combine_chunks()
    return {name: table.filter(pc.is_in(table["doc_id"], kept)) for name, table in part.items()}


def read_codes(folder: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the six tables that ``stancebook code`` wrote."""
    yield from table_files.read(folder).items()


def main() -> None:
    """Write a collection."""
    from analysis.codebook import read_codebook

    source, folder, articles = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    write_collection(dict(read_codes(source)), read_codebook(source / "codebook.toml"), folder, articles)


if __name__ == "__main__":
    main()
