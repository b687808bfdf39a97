"""Store what a report shows, without the texts, for comparison with a later report."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.codes import Codes
from analysis.comparing.fingerprints import fingerprint
from analysis.comparing.selecting import Selection, selected
from analysis.comparing.stances import stance_matrix

# version of the content; increased when later versions can no longer compare it
FORMAT = 1
DOCUMENT = ("doc_id", "title", "outlet", "author", "published", "url")
STATEMENT = (
    "statement_id", "doc_id", "actor", "issue", "stance", "evidence", "condition", "if_met", "doubt",
)  # fmt: skip
POSITION = ("actor", "issue", "stance", "n", "statements")
EVENT = ("event_id", "description", "status", "when")

Row = Mapping[str, Any]
Snapshot = Mapping[str, Any]


def build_snapshot(codes: Codes, selection: Selection, events: pd.DataFrame) -> dict[str, Any]:
    """Return what the pages of a report show, without the texts of its articles.

    Args:
        codes: a coded corpus.
        selection: the part of the corpus that the report shows.
        events: the timeline of that selection.

    Returns:
        A value for JSON: ``format``; ``documents``, ``statements``, ``positions`` and ``events``, each a
        list of rows; ``codebook`` with ``actors`` and ``issues`` by name. A document has the fingerprint of
        its ``text``. An event has its mentions, ``tellings``: each with document, clause and description,
        or "" and the identifier in a chronology.
    """
    documents, book = codes.read("documents", DOCUMENT), codes.codebook
    parts = codes.iterate("documents", ["text"])
    texts = [fingerprint(words) for part in parts for words in part["text"].to_pylist()]
    return {
        "format": FORMAT,
        "documents": [
            {**row, "text": text}
            for row, text in zip(_select_columns(documents, DOCUMENT), texts, strict=True)
        ],
        "statements": _select_columns(selected(codes, "statements", selection, STATEMENT), STATEMENT),
        "positions": _select_columns(stance_matrix(codes, selection), POSITION),
        "events": _build_events(codes, events),
        "codebook": {
            "actors": {actor.name: asdict(actor) for actor in book.actors},
            "issues": {issue.name: asdict(issue) for issue in book.issues},
        },
    }


def _select_columns(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    chosen = frame[list(columns)].astype("object")
    return [
        dict(zip(columns, row, strict=True))
        for row in chosen.where(chosen.notna(), None).itertuples(index=False)
    ]


def _build_events(codes: Codes, shown: pd.DataFrame) -> list[dict[str, Any]]:
    told = {key for claims in shown["claims"] for key, *_ in claims}
    columns = ("event_id", "doc_id", "evidence", "description")
    wanted = pa.array([*told], pa.string())
    table = pa.concat_tables(
        part.filter(pc.is_in(part["event_id"], value_set=wanted)) for part in codes.iterate("events", columns)
    )
    # one clause may mention several events
    mentions = {
        key: ["", key] if doc_id is None else [doc_id, evidence, description]
        for key, doc_id, evidence, description in zip(
            *(table[name].to_pylist() for name in columns), strict=True
        )
    }
    by_event = [[mentions[key] for key, *_ in claims] for claims in shown["claims"]]
    return [
        {**row, "tellings": listed}
        for row, listed in zip(_select_columns(shown, EVENT), by_event, strict=True)
    ]
