"""Dates against TimeML's human annotation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.coding.rules import code_documents
from analysis.documents import Document
from tests.benchmarks.gold import rows, score

SETS = ("timebank_tbaq", "aquaint_tbaq", "meantime_en")


def lines(folder: Path) -> Iterator[str]:
    """Yield the scorer's verdict on each set of articles."""
    for name in SETS:
        gold = folder / "time" / f"{name}.jsonl"
        articles = rows(gold)
        documents = [Document(row["id"], row["text"], published=row["dct"][:10]) for row in articles]
        dates = code_documents(documents, Codebook((), ()))["dates"]
        found: dict[str, list[dict[str, Any]]] = {row["id"]: [] for row in articles}
        for date in dates.to_dict("records"):
            value = date["value"] if isinstance(date["value"], str) else None
            found[date["doc_id"]].append(
                {key: date[key] for key in ("start", "end", "text", "type")} | {"value": value}
            )
        predicted = [{"id": key, "timexes": listed} for key, listed in found.items()]
        output = score(folder / "time" / "score_timex.py", gold, predicted, "--interval")
        yield f"dates, {name} ({len(articles)} articles): {' '.join(output.split())}"
