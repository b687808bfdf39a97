"""Evaluate event dates on the windows that annotators of TimeBank articles accept."""

from collections.abc import Iterator
from pathlib import Path

from analysis.coding.events.dating import date_mentions
from tests.benchmarks.gold import load_scorer, read_rows

GOLD = "eventtime_train_dev.jsonl"


def measure(folder: Path) -> Iterator[str]:
    """Yield the scores for all events, given their mentions."""
    articles = read_rows(folder / "time" / GOLD)
    predicted = []
    for article in articles:
        spans = [(event["start"], event["end"]) for event in article["events"]]
        dated = date_mentions(article["text"], spans, article["dct"][:10])
        windows = (
            dated[["earliest", "latest"]].astype("object").where(dated[["earliest", "latest"]].notna(), None)
        )
        predicted.append(
            {
                "id": article["id"],
                "events": [
                    {"eid": event["eid"], "lo": low, "hi": high}
                    for event, (low, high) in zip(article["events"], windows.to_numpy().tolist(), strict=True)
                ],
            }
        )
    found = load_scorer(folder / "time" / "score_eventdate.py").ev(articles, predicted)
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    yield f"event dates, {GOLD} ({len(articles)} articles): {figures}"
