"""The six tables that every room speaks: one place for column names, types, values and meaning.

Offsets are Python string indices (Unicode code points) into the document's text, end-exclusive,
and every span stands beside its exact text, so that it can be found again. Days are ISO 8601
strings; a missing ``earliest`` or ``latest`` is an open end, never "today". List columns hold
Python lists in memory, nested lists in Parquet and JSON in CSV.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.errors import StancebookError, unknown

Kind = Literal["text", "integer", "number", "spans", "texts"]
LISTS: tuple[Kind, ...] = ("spans", "texts")
DTYPES: dict[Kind, str] = {
    "text": "str", "integer": "Int64", "number": "float64", "spans": "object", "texts": "object"
}  # fmt: skip
ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "spans": pa.list_(pa.list_(pa.int64())),
    "texts": pa.list_(pa.string()),
}

STANCES = ("support", "conditional", "neutral", "oppose")
DIRECTNESS = ("direct", "mixed", "indirect")
SOURCING = ("named", "role", "anonymous", "vague", "none")
POLARITY = ("positive", "neutral", "negative")
STATUS = ("occurred", "planned", "hypothetical", "denied")
EXTENT = ("within", "throughout")
TIMEX = ("DATE", "TIME", "DURATION", "SET")
PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
# PLOVER's modes, of all types
MODES = (
    "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access",
    "resign", "assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict",
    "arrest", "relations", "expel", "violence", "territory", "demo", "riot", "strike", "hunger", "boycott",
    "obstruct", "convict", "discontinue", "troops", "weapons", "police", "militia", "seize", "deport",
    "withhold", "cyber", "censor", "curfew", "misinformation", "martial-law", "aerial", "drone",
    "heavy-weapons", "targeted", "suicide", "firearms", "explosives", "destroy", "abduct", "torture",
    "primitive", "beat", "unconventional",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: what it means, how it is stored, and which values it may hold."""

    meaning: str
    kind: Kind = "text"
    missing: bool = False
    allowed: tuple[str, ...] = ()
    unique: bool = False


def _key(what: str) -> Column:
    return Column(f"identifier of the {what}", unique=True)


_DOC = Column("the document it stands in")
_DOC_OR_EVENT = Column("the document it stands in, or the event of a chronology that its words describe")
_START = Column("first character", "integer")
_END = Column("one past the last character", "integer")
_MAYBE_START = Column("first character, if there is one", "integer", missing=True)
_MAYBE_END = Column("one past the last character, if there is one", "integer", missing=True)
_CODER = Column("who made the code: rules-<version>, human:<name> or a plug-in")
_CONFIDENCE = Column("how probably the code is right by its coder, 0 to 1; 1 for a person", "number")
_MAYBE_CONFIDENCE = replace(
    _CONFIDENCE, meaning=f"{_CONFIDENCE.meaning}; missing where the coder states none", missing=True
)
_DOUBT = Column(
    "why this is hardly the source’s, in words; missing where nothing speaks against it", missing=True
)
_EARLIEST = Column("first possible day; missing means open", missing=True)
_LATEST = Column("last possible day; missing means open", missing=True)

SCHEMAS: dict[str, dict[str, Column]] = {
    "documents": {
        "doc_id": _key("document"),
        "title": Column("headline", missing=True),
        "outlet": Column("who published it", missing=True),
        "author": Column("who wrote it", missing=True),
        "published": Column("publication day", missing=True),
        "url": Column("address", missing=True),
        "language": Column("ISO 639-1 code", missing=True),
        "text": Column("the article, normalised; all offsets point into it"),
    },
    "quotes": {
        "quote_id": _key("attribution"),
        "doc_id": _DOC,
        "source_start": _MAYBE_START,
        "source_end": _MAYBE_END,
        "source": Column("the source as mentioned", missing=True),
        "cue_start": _MAYBE_START,
        "cue_end": _MAYBE_END,
        "cue": Column("the words that attribute", missing=True),
        "start": _START,
        "end": _END,
        "content": Column("what is attributed, from its first part to its last"),
        "content_spans": Column("the parts of the content as [start, end] pairs", "spans"),
        "actor": Column("the actor that the source resolves to", missing=True),
        "directness": Column("by quotation marks", allowed=DIRECTNESS),
        "sourcing": Column("how well the source is identified", allowed=SOURCING),
        "doubt": _DOUBT,
        "coder": _CODER,
        "confidence": _CONFIDENCE,
    },
    "statements": {
        "statement_id": _key("statement"),
        "doc_id": _DOC_OR_EVENT,
        "quote_id": Column("the attribution it was said in", missing=True),
        "actor": Column("who takes the stance"),
        "organisation": Column(
            "for whom the actor speaks there; missing means for its side in the codebook", missing=True
        ),
        "issue": Column("the codebook's issue"),
        "stance": Column("the actor's position", allowed=STANCES),
        "start": _START,
        "end": _END,
        "evidence": Column("the clause that the code rests on"),
        "condition_start": _MAYBE_START,
        "condition_end": _MAYBE_END,
        "condition": Column("the condition of a conditional stance", missing=True),
        "if_met": Column("the stance once the condition is met", missing=True, allowed=STANCES),
        "earliest": _EARLIEST,
        "latest": _LATEST,
        "reason": Column("what decided, in words"),
        "doubt": _DOUBT,
        "coder": _CODER,
        "confidence": _MAYBE_CONFIDENCE,
        "listing": Column(
            "in a table that was written: the row and those near it, so that corrections are known when it "
            "comes back; missing before that",
            missing=True,
        ),
    },
    "tones": {
        "tone_id": _key("characterisation"),
        "doc_id": _DOC,
        "actor": Column("who characterises"),
        "target": Column("what is characterised"),
        "start": _START,
        "end": _END,
        "expression": Column("the characterising words"),
        "polarity": Column("which way it goes", allowed=POLARITY),
        "coder": _CODER,
        "confidence": _MAYBE_CONFIDENCE,
    },
    "dates": {
        "date_id": _key("date expression"),
        "doc_id": _DOC,
        "start": _START,
        "end": _END,
        "text": Column("the expression"),
        "type": Column("TIMEX3 type", allowed=TIMEX),
        "value": Column("TIMEX3 value; missing where the text does not give it", missing=True),
        "earliest": _EARLIEST,
        "latest": _LATEST,
    },
    "events": {
        "event_id": _key("event"),
        "doc_id": Column("the document that tells of it; missing in a chronology", missing=True),
        "start": _MAYBE_START,
        "end": _MAYBE_END,
        "evidence": Column("the clause that tells of it", missing=True),
        "mentions": Column("every trigger of it as [start, end] pairs", "spans"),
        "description": Column("the event in the article's words"),
        "type": Column("PLOVER type", allowed=PLOVER),
        "mode": Column("PLOVER mode: how it was done", missing=True, allowed=MODES),
        "actors": Column("who takes part", "texts"),
        "sources": Column("those of the actors who act (PLOVER: actor)", "texts"),
        "targets": Column("those of the actors who are acted upon (PLOVER: recipient)", "texts"),
        "place": Column("where", missing=True),
        "status": Column("whether it happened", allowed=STATUS),
        "earliest": _EARLIEST,
        "latest": _LATEST,
        "extent": Column("one day within the interval, or all of it throughout", allowed=EXTENT),
        "edtf": Column("the interval in Extended Date/Time Format", missing=True),
        "anchor": Column("the event it is dated by", missing=True),
        "offset_min": Column("fewest days from the anchor; missing means open", "integer", missing=True),
        "offset_max": Column("most days from the anchor; missing means open", "integer", missing=True),
        "after": Column("events that it came after, by the text", "texts"),
        "reason": Column("why these bounds, in words"),
        "conflict": Column("what in the text contradicts these bounds, in words", missing=True),
        "urls": Column("addresses of its sources, where no document tells of it", "texts"),
        "coder": _CODER,
        "confidence": _MAYBE_CONFIDENCE,
    },
}  # fmt: skip

Tables = dict[str, pd.DataFrame]


def make(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build one table from rows, with its columns in order and its types set.

    Args:
        name: one of the six tables.
        rows: mappings from column name to value; absent columns are missing values.

    Raises:
        StancebookError: for a table name or a column that the schema does not know.
    """
    columns = schema(name)
    listed = list(rows)
    for column in {key for row in listed for key in row} - set(columns):
        raise unknown(f"column of the {name} table", column, columns)
    frame = pd.DataFrame({column: [row.get(column) for row in listed] for column in columns})
    return frame.astype({column: DTYPES[spec.kind] for column, spec in columns.items()})


def schema(name: str) -> dict[str, Column]:
    """Return the columns of one table, or raise naming the nearest table."""
    if name not in SCHEMAS:
        raise unknown("table", name, SCHEMAS)
    return SCHEMAS[name]


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check one table against its schema and return it.

    Raises:
        StancebookError: with every column and row that breaks the schema.
    """
    # pandera takes a second to import and notebooks that only read tables do without it
    import pandera.pandas as pandera

    columns = {
        column: pandera.Column(
            DTYPES[spec.kind],
            checks=[pandera.Check.isin(spec.allowed)] if spec.allowed else [],
            nullable=spec.missing,
            unique=spec.unique,
        )
        for column, spec in schema(name).items()
    }
    if "end" in columns:
        spans = [
            pandera.Check(lambda table: (table["end"] > table["start"]).fillna(True), name="end after start")
        ]
    else:
        spans = []
    try:
        return pandera.DataFrameSchema(columns, checks=spans, strict=True, ordered=True).validate(
            frame, lazy=True
        )
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case", "index"]].head(10)
        raise StancebookError(
            f"The {name} table does not fit its schema:\n{cases.to_string(index=False)}"
        ) from error


class Writer:
    """Writes the six tables piece by piece as ``<name>.parquet`` and ``<name>.csv``.

    So a corpus of any size is written in bounded memory. Use as a context manager.

    Attributes:
        paths: the files.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._parquet: dict[str, pq.ParquetWriter] = {}
        self.paths: list[Path] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *_: object) -> None:
        for writer in self._parquet.values():
            writer.close()

    def add(self, tables: Tables) -> None:
        """Write more rows of some tables."""
        for name, frame in tables.items():
            table = to_arrow(name, frame)
            parquet, csv = self._folder / f"{name}.parquet", self._folder / f"{name}.csv"
            is_new = name not in self._parquet
            if is_new:
                self._parquet[name] = pq.ParquetWriter(parquet, table.schema)
                self.paths += [parquet, csv]
            self._parquet[name].write_table(table)
            write_csv(name, frame, csv, is_new)


def write_csv(name: str, frame: pd.DataFrame, path: Path, is_new: bool = True) -> None:
    """Write rows of one table as CSV, lists as JSON; behind what is there already where it is not new."""
    flat = frame.copy()
    for column, spec in schema(name).items():
        if spec.kind in LISTS:
            flat[column] = [json.dumps(value, ensure_ascii=False) for value in frame[column]]
    flat.to_csv(path, index=False, mode="w" if is_new else "a", header=is_new)


def _arrow(name: str) -> pa.Schema:
    return pa.schema([(column, ARROW[spec.kind]) for column, spec in schema(name).items()])


def read(folder: Path) -> Tables:
    """Read the six tables back from their Parquet files."""
    return {name: _read_one(name, folder / f"{name}.parquet") for name in SCHEMAS}


def _read_one(name: str, path: Path) -> pd.DataFrame:
    return from_arrow(name, pq.read_table(path))


def to_arrow(name: str, frame: pd.DataFrame) -> pa.Table:
    """Return one of the six tables as Arrow stores it."""
    return pa.Table.from_pandas(frame, schema=_arrow(name), preserve_index=False)


def from_arrow(name: str, table: pa.Table) -> pd.DataFrame:
    """Return one of the six tables as pandas holds it."""
    frame: pd.DataFrame = table.to_pandas()
    for column, spec in schema(name).items():
        if spec.kind in LISTS:
            frame[column] = frame[column].map(_plain).astype("object")
    return frame


def regroup(frames: Iterable[pd.DataFrame], rows: int) -> Iterator[pd.DataFrame]:
    """Yield the rows of frames in groups of equal size, but for the last; at least one group.

    Args:
        frames: at least one, all with the same columns and types.
        rows: of a group.
    """
    waiting = None
    for frame in frames:
        waiting = frame if waiting is None else pd.concat([waiting, frame], ignore_index=True)
        while len(waiting) > rows:
            yield waiting.iloc[:rows]
            waiting = waiting.iloc[rows:].reset_index(drop=True)
    assert waiting is not None
    yield waiting


def _plain(value: Any) -> Any:
    """Turn the arrays that Parquet gives for nested lists back into lists."""
    if isinstance(value, np.ndarray):
        return [_plain(item) for item in value.tolist()]
    return value
