"""Evaluate the days of a timeline on journalists' timelines of the same topics."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from analysis.coding import code
from analysis.comparing.days import weigh_days
from analysis.comparing.story import chapters
from analysis.comparing.timeline import timeline
from analysis.comparing.wording import format_day
from analysis.corpus import open_corpus


def measure(folder: Path) -> Iterator[str]:
    """Yield the date F1 of each topic of ``timelines``, beside that of the days with most articles."""
    for path in sorted((folder / "timelines").glob("*.references.json")):
        topic = path.name.removesuffix(".references.json")
        references = [reference["dates"] for reference in json.loads(path.read_text(encoding="utf-8"))]
        codes = code(open_corpus(path.with_name(f"{topic}.jsonl")))
        started = perf_counter()
        found = timeline(codes)
        parts = chapters(codes, found)
        seconds = perf_counter() - started
        weights = weigh_days(codes)
        weighed = [format_day(day) for day in sorted(weights, key=lambda day: -weights[day])]
        published = codes["documents"]["published"].value_counts().index.tolist()
        own, most = score_days(weighed, references), score_days(published, references)
        size = f"{len(codes['documents'])} articles, {len(found)} events, {len(parts)} chapters"
        yield f"{topic}: date F1 {own:.3f}, days with most articles {most:.3f}; {size} in {seconds:.0f} s"


def score_days(ranked: Sequence[str], references: Sequence[Sequence[str]]) -> float:
    """Return the date F1 (Martschat & Markert 2018) of days against reference timelines.

    Args:
        ranked: ISO days, the most important first.
        references: the days of each reference; as many of the ranked days between its first and last are
            compared with it, and precision and recall are means over the references.
    """
    hits = []
    for days in (sorted(set(reference)) for reference in references):
        chosen = [day for day in ranked if days[0] <= day <= days[-1]][: len(days)]
        hits.append((len(set(chosen) & set(days)), max(len(chosen), 1), len(days)))
    precision = sum(hit / chosen for hit, chosen, _ in hits) / len(hits)
    recall = sum(hit / total for hit, _, total in hits) / len(hits)
    return 2 * precision * recall / (precision + recall) if precision else 0.0
