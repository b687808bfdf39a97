"""Read news articles in which a language model coded positions: the data set in gold/news."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analysis.documents import Document
from training.stances.gold import Dispute, build_codebook

LABELS = Path(__file__).parents[2] / "gold" / "news"


def read_news(gold: Path) -> Iterator[Dispute]:
    """Yield each article of the data set as a dispute of its own, with the text that its source gives.

    Args:
        gold: folder with the texts that are not free, ``<source>.jsonl`` in folders of their corpora.
    """
    for labels in sorted((LABELS / "labels").glob("*.jsonl")):
        rows = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
        texts = {source: _read_texts(gold, source) for source in {row["source"] for row in rows}}
        for row in rows:
            article = texts[row["source"]][row["doc"]]
            document = Document(
                row["doc"],
                article["text"],
                article.get("title"),
                published=article.get("date") or article.get("dct"),
            )
            codes = {(code["actor"], code["issue"]): code for code in row["positions"]}
            yield Dispute(
                f"{row['source']} {row['doc']}", build_codebook(row), (document,), {row["doc"]: codes}, True
            )


def _read_texts(gold: Path, source: str) -> dict[str, dict[str, Any]]:
    """Return the articles of a source by their identifiers; the free ones are beside the labels."""
    free = LABELS / f"{source}.jsonl"
    path = free if free.is_file() else gold / f"{source}.jsonl"
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}
