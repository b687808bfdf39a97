"""Define, check, write and read the six tables: the columns, their types, values and meanings.

Offsets are Python string indices (Unicode code points) into the document's text, end-exclusive. Every span is
stored with its exact text, so it can be found again. Days are ISO 8601 strings; a missing ``earliest`` or
``latest`` means an open end, never "today". List columns are Python lists in memory, nested lists in Parquet
and JSON in CSV.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.errors import StancebookError, unknown_name_error

Kind = Literal["text", "integer", "number", "spans", "texts"]
LISTS: tuple[Kind, ...] = ("spans", "texts")
# the stubs of pandas know a type only by its literal
DTYPES: dict[Kind, Any] = {
    "text": "str", "integer": "Int64", "number": "float64", "spans": "object", "texts": "object"
}  # fmt: skip
# faults of a table to name
MOST_FAULTS = 10

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
MODALITY = (
    "planned", "expected", "threatened", "demanded", "proposed", "conditional", "possible", "denied",
)  # fmt: skip
# PLOVER's modes, for all types
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
    """One column: its meaning, storage type and allowed values."""

    meaning: str
    kind: Kind = "text"
    missing: bool = False
    allowed: tuple[str, ...] = ()
    unique: bool = False


def _define_key(what: str) -> Column:
    return Column(f"identifier of the {what}, unique in this table", unique=True)


_DOC = Column("identifier of the document that contains it")
_DOC_OR_EVENT = Column(
    "identifier of the document that contains it, or of the chronology event whose description contains it"
)
_START = Column("offset of its first character", "integer")
_END = Column("offset just after its last character", "integer")
_OPTIONAL_START = Column(
    "offset of its first character; missing if it is not in the text", "integer", missing=True
)
_OPTIONAL_END = Column(
    "offset just after its last character; missing if it is not in the text", "integer", missing=True
)
_CODER = Column("coder: rules-<version>, human:<name> or the name of a plug-in")
_CONFIDENCE = Column(
    "the coder’s estimate of the probability that the code is right, 0 to 1; 1 for a person", "number"
)
_OPTIONAL_CONFIDENCE = replace(
    _CONFIDENCE, meaning=f"{_CONFIDENCE.meaning}; missing if the coder gives none", missing=True
)
_DOUBT = Column("why this attribution is probably wrong; missing if no reason was found", missing=True)
_EARLIEST = Column("first possible day; missing for an open start", missing=True)
_LATEST = Column("last possible day; missing for an open end", missing=True)

SCHEMAS: dict[str, dict[str, Column]] = {
    "documents": {
        "doc_id": _define_key("document"),
        "title": Column("headline of the article", missing=True),
        "outlet": Column("publication in which the article appeared", missing=True),
        "author": Column("author or authors, as in the byline", missing=True),
        "published": Column("publication day", missing=True),
        "url": Column("web address of the article", missing=True),
        "language": Column("language of the article, as an ISO 639-1 code", missing=True),
        "text": Column("normalised text of the article; all offsets refer to it"),
    },
    "quotes": {
        "quote_id": _define_key("attribution"),
        "doc_id": _DOC,
        "source_start": _OPTIONAL_START,
        "source_end": _OPTIONAL_END,
        "source": Column("the source as the text mentions it", missing=True),
        "cue_start": _OPTIONAL_START,
        "cue_end": _OPTIONAL_END,
        "cue": Column("the words that attribute the content to the source, such as “said”", missing=True),
        "start": _START,
        "end": _END,
        "content": Column("what is attributed to the source: the text from the first part to the last"),
        "content_spans": Column("spans of the parts of the content, as [start, end] pairs", "spans"),
        "actor": Column("actor that the source resolves to", missing=True),
        "directness": Column("how much of the content is in quotation marks", allowed=DIRECTNESS),
        "sourcing": Column("how precisely the source is identified", allowed=SOURCING),
        "doubt": _DOUBT,
        "coder": _CODER,
        "confidence": _CONFIDENCE,
    },
    "statements": {
        "statement_id": _define_key("statement"),
        "doc_id": _DOC_OR_EVENT,
        "quote_id": Column("identifier of the attribution that contains it", missing=True),
        "actor": Column("actor who takes the stance"),
        "organisation": Column(
            "organisation the actor speaks for here; by default the actor’s side in the codebook",
            missing=True,
        ),
        "issue": Column("issue of the codebook"),
        "stance": Column("the actor’s position on the issue", allowed=STANCES),
        "start": _START,
        "end": _END,
        "evidence": Column("clause that the code is based on"),
        "condition_start": _OPTIONAL_START,
        "condition_end": _OPTIONAL_END,
        "condition": Column("condition of a conditional stance", missing=True),
        "if_met": Column("stance once the condition is met", missing=True, allowed=STANCES),
        "earliest": _EARLIEST,
        "latest": _LATEST,
        "reason": Column("explanation of why this stance was coded"),
        "doubt": _DOUBT,
        "coder": _CODER,
        "confidence": _OPTIONAL_CONFIDENCE,
        "listing": Column(
            "in an exported table: fingerprint of the row and its neighbours, used to recognise corrections "
            "when the table is read back; otherwise missing",
            missing=True,
        ),
    },
    "tones": {
        "tone_id": _define_key("characterisation"),
        "doc_id": _DOC,
        "actor": Column("actor who makes the characterisation"),
        "target": Column("person or thing characterised"),
        "start": _START,
        "end": _END,
        "expression": Column("words that characterise the target"),
        "polarity": Column("whether the words are positive, neutral or negative", allowed=POLARITY),
        "coder": _CODER,
        "confidence": _OPTIONAL_CONFIDENCE,
    },
    "dates": {
        "date_id": _define_key("date expression"),
        "doc_id": _DOC,
        "start": _START,
        "end": _END,
        "text": Column("the date expression as written"),
        "type": Column("TIMEX3 type of the expression", allowed=TIMEX),
        "value": Column("TIMEX3 value; missing if the text does not determine it", missing=True),
        "earliest": _EARLIEST,
        "latest": _LATEST,
    },
    "events": {
        "event_id": _define_key("event"),
        "doc_id": Column("identifier of the document that reports it; missing in a chronology", missing=True),
        "start": _OPTIONAL_START,
        "end": _OPTIONAL_END,
        "evidence": Column("clause that reports the event", missing=True),
        "mentions": Column("spans of all words that trigger the event, as [start, end] pairs", "spans"),
        "description": Column("the event, in the words of the article"),
        "type": Column("PLOVER event type; OTHER for what PLOVER does not code", allowed=(*PLOVER, "OTHER")),
        "mode": Column("PLOVER mode: how the event was carried out", missing=True, allowed=MODES),
        "actors": Column("actors who take part", "texts"),
        "sources": Column("the actors who initiate the event (PLOVER: actor)", "texts"),
        "targets": Column("the actors at whom it is directed (PLOVER: recipient)", "texts"),
        "place": Column("place of the event", missing=True),
        "status": Column("whether the event occurred, is planned, hypothetical or denied", allowed=STATUS),
        "modality": Column("how an article speaks of what is no fact", missing=True, allowed=MODALITY),
        "claimed_by": Column("those who claim it, as the text names them; none for a fact", "texts"),
        "earliest": _EARLIEST,
        "latest": _LATEST,
        "extent": Column("whether it fell within the interval or lasted throughout it", allowed=EXTENT),
        "edtf": Column("the interval in Extended Date/Time Format (EDTF)", missing=True),
        "anchor": Column("identifier of the event from which it is dated", missing=True),
        "offset_min": Column("fewest days from the anchor; missing if unbounded", "integer", missing=True),
        "offset_max": Column("most days from the anchor; missing if unbounded", "integer", missing=True),
        "after": Column("identifiers of events that, according to the text, it followed", "texts"),
        "reason": Column("explanation of the dates"),
        "conflict": Column("what in the text contradicts these dates", missing=True),
        "same_as": Column(
            "identifier of the event of which, according to a person, this is another telling", missing=True
        ),
        "urls": Column("web addresses of its sources, if no document reports it", "texts"),
        "coder": _CODER,
        "confidence": _OPTIONAL_CONFIDENCE,
    },
}  # fmt: skip

Tables = dict[str, pd.DataFrame]


def build(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build a table from rows, with its columns in order and their types set.

    Args:
        name: name of one of the six tables.
        rows: mappings from column name to value; absent columns become missing values.

    Raises:
        StancebookError: if the table or a column is not in the schema.
    """
    columns = schema(name)
    listed = list(rows)
    for column in {key for row in listed for key in row} - set(columns):
        raise unknown_name_error(f"column of the {name} table", column, columns)
    return pd.DataFrame(
        {
            column: pd.Series([row.get(column) for row in listed], dtype=DTYPES[spec.kind])
            for column, spec in columns.items()
        }
    )


def schema(name: str) -> dict[str, Column]:
    """Return the columns of a table, or raise an error with the nearest match."""
    if name not in SCHEMAS:
        raise unknown_name_error("table", name, SCHEMAS)
    return SCHEMAS[name]


def check(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check a table against its schema and return it.

    Raises:
        StancebookError: if it breaks the schema, with the first faults.
    """
    faults = list(islice(_find_faults(frame, schema(name)), MOST_FAULTS))
    if faults:
        raise StancebookError("\n".join([f"The {name} table does not fit its schema:", *faults]))
    return frame


def _find_faults(frame: pd.DataFrame, columns: Mapping[str, Column]) -> Iterator[str]:
    if list(frame) != list(columns):
        yield f"expected the columns {', '.join(columns)}, got {', '.join(map(str, frame))}"
        return
    types = {column: DTYPES[spec.kind] for column, spec in columns.items()}
    mistaken = {column: dtype for column, dtype in frame.dtypes.items() if dtype != types[str(column)]}
    for column, dtype in mistaken.items():
        yield f"{column}: expected the type {types[str(column)]}, got {dtype}"
    if mistaken or frame.empty:
        return
    for column, spec in columns.items():
        yield from _find_faulty_values(frame[column], spec)
    if "end" in columns:
        for row in np.flatnonzero((frame["end"] <= frame["start"]).fillna(False)):
            start, end = frame["start"].iloc[row], frame["end"].iloc[row]
            yield f"expected the end after start, got the span from {start} to {end}"


def _find_faulty_values(values: pd.Series, spec: Column) -> Iterator[str]:
    if not spec.missing and values.hasnans:
        yield f"{values.name}: a value is missing in {values.isna().sum()} of {len(values)} rows"
    if spec.allowed:
        for value in values.dropna().unique():
            if value not in spec.allowed:
                yield f"{values.name}: expected one of {', '.join(spec.allowed)}, got {value!r}"
    if spec.unique and not values.is_unique:
        for value in values[values.duplicated()].unique():
            yield f"{values.name}: {value!r} occurs more than once"
