"""When events were, against the windows that readers of TimeBank articles accept."""

from collections.abc import Iterator
from pathlib import Path

from analysis.coding.events.dating import date_mentions
from tests.benchmarks.gold import load, rows

GOLD = "eventtime_train_dev.jsonl"


def lines(folder: Path) -> Iterator[str]:
    """Yield the scorer's verdict on every event whose mention is given."""
    articles = rows(folder / "time" / GOLD)
    predicted = []
    for article in articles:
        spans = [(event["start"], event["end"]) for event in article["events"]]
        told = date_mentions(article["text"], spans, article["dct"][:10])
        windows = (
            told[["earliest", "latest"]].astype("object").where(told[["earliest", "latest"]].notna(), None)
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
    found = load(folder / "time" / "score_eventdate.py").ev(articles, predicted)
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    yield f"event dates, {GOLD} ({len(articles)} articles): {figures}"
