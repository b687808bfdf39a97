"""Measure the events found in the free articles of gold/news against a careful reader's lists.

An event of a list is found if its evidence and that of a row share half of the shorter. The importance of
events is fitted to these lists, so the share of shown events that are on them flatters.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.coding import code
from analysis.comparing.foremost import select_shown
from analysis.comparing.timeline import timeline
from analysis.corpus import open_corpus
from analysis.parameters import EVENTS

NEWS = Path(__file__).parents[2] / "gold" / "news"
# share of the shorter of two spans that both have
OVERLAP = 0.5
# articles of the corpora whose charts are measured
SIZES = (4, 8, 30)


@dataclass(frozen=True)
class Listed:
    """An event of a list, and the rows of the events table that tell it."""

    event: dict[str, Any]
    rows: pd.DataFrame


def measure() -> Iterator[str]:
    """Yield how many events are found, how they fit, and how many of those shown are on the lists."""
    lines = (NEWS / "events" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    corpus = open_corpus(NEWS / "wikinews.jsonl")
    names = {event["doc"] for event in gold}
    documents = tuple(one for one in corpus.documents if one.doc_id.rpartition("#")[2] in names)
    corpus = replace(corpus, documents=documents, codebook=Codebook((), ()))
    listed = match_events(code(corpus), gold)
    yield f"{len(documents)} articles, {len(listed)} events, {_share(listed, 'main')}, {_share(listed)}"
    yield from _describe_fit(listed)
    for size in SIZES:
        parts = [replace(corpus, documents=documents[n : n + size]) for n in range(0, len(documents), size)]
        shown = [_count_shown(code(part), gold) for part in parts]
        hits, total = (sum(column) for column in zip(*shown, strict=True))
        share = f"{hits} of {total}, {hits / total:.3f}"
        yield f"of the events that charts of {size} articles show, on the lists: {share}"


def match_events(codes: Codes, gold: Sequence[dict[str, Any]]) -> list[Listed]:
    """Return the events of the lists of coded articles, each with the rows that tell it."""
    texts = {
        doc_id.rpartition("#")[2]: (doc_id, text)
        for doc_id, text in zip(codes["documents"]["doc_id"], codes["documents"]["text"], strict=True)
    }
    found = []
    for event in gold:
        if event["doc"] not in texts:
            continue
        doc_id, text = texts[event["doc"]]
        rows = codes["events"][codes["events"]["doc_id"] == doc_id]
        start = text.find(event["evidence"])
        end = start + len(event["evidence"])
        shared = rows["end"].clip(upper=end) - rows["start"].clip(lower=start)
        shorter = (rows["end"] - rows["start"]).clip(upper=end - start)
        found.append(Listed(event, rows[shared >= OVERLAP * shorter]))
    return found


def _share(listed: Sequence[Listed], kind: str = "") -> str:
    chosen = [one for one in listed if not kind or one.event[kind]]
    hits = sum(len(one.rows) > 0 for one in chosen)
    return f"{kind or 'all'} found {hits} of {len(chosen)}, {hits / len(chosen):.3f}"


def _describe_fit(listed: Sequence[Listed]) -> Iterator[str]:
    """Yield how status and days of events that were found fit those of the lists."""
    status = exact = told = compatible = dated = mistaken = 0
    found = [one for one in listed if len(one.rows)]
    for one in found:
        same = one.rows[one.rows["status"] == one.event["status"]]
        best = (same if len(same) else one.rows).iloc[0]
        status += len(same) > 0
        is_fact = bool((one.rows["status"] == "occurred").all())
        mistaken += is_fact and one.event["status"] != "occurred"
        first, last = one.event["earliest"], one.event["latest"]
        if first and last:
            low = best["earliest"] if pd.notna(best["earliest"]) else "0000"
            high = best["latest"] if pd.notna(best["latest"]) else "9999"
            dated += 1
            compatible += low <= last and high >= first
            if first == last:
                told += 1
                exact += low == high == first
    others = sum(one.event["status"] != "occurred" for one in listed)
    shares = f"status right {status / len(found):.3f}, windows compatible {compatible / dated:.3f}"
    yield f"of those found, {shares}"
    yield f"exact days found {exact} of {told}, {exact / told:.3f}"
    yield f"planned, hypothetical and denied events told as facts: {mistaken} of {others}"


def _count_shown(codes: Codes, gold: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """Return how many of the events that a chart shows are on the lists, and how many it shows."""
    hits = {key for one in match_events(codes, gold) for key in one.rows["event_id"]}
    shown = select_shown(timeline(codes), EVENTS.default)
    told = [{claim[0] for claim in claims} for claims in shown["claims"]]
    return sum(bool(keys & hits) for keys in told), len(told)
