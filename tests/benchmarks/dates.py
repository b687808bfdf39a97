"""Evaluate dates on TimeML's human annotation, in comparison with two other resolvers, and their speed."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.coding.dates import build_row, find_dates
from analysis.documents import Document
from analysis.language.parsing import parse
from tests.benchmarks.gold import read_rows, score

SETS = ("timebank_tbaq", "aquaint_tbaq", "meantime_en")
# the set on which the other resolvers are run too: short, recent articles
BESIDE = "meantime_en"
ROUNDS = 3

Articles = list[dict[str, Any]]
Found = dict[str, list[dict[str, Any]]]


def measure(folder: Path) -> Iterator[str]:
    """Yield the scores on each set of articles, and the speed on parsed text."""
    for name in SETS:
        articles = read_rows(folder / "time" / f"{name}.jsonl")
        yield from _score(f"dates, {name}", folder, name, _find_own(articles))
    for tool, find in (
        ("dateparser", _find_with_dateparser),
        ("Microsoft recognizers", _find_with_recognizers),
    ):
        articles = read_rows(folder / "time" / f"{BESIDE}.jsonl")
        try:
            started = time.perf_counter()
            found = find(articles)
        except ImportError:
            yield f"dates, {BESIDE}, {tool}: not measured, it is not installed"
            continue
        pace = sum(len(article["text"]) for article in articles) / (time.perf_counter() - started)
        yield from _score(f"dates, {BESIDE}, {tool}, {pace:,.0f} characters/s", folder, BESIDE, found)
    yield _measure_speed(read_rows(folder / "time" / f"{BESIDE}.jsonl"))


def _score(label: str, folder: Path, name: str, found: Found) -> Iterator[str]:
    gold = folder / "time" / f"{name}.jsonl"
    predicted = [{"id": key, "timexes": listed} for key, listed in found.items()]
    output = score(folder / "time" / "score_timex.py", gold, predicted, "--interval")
    yield f"{label} ({len(found)} articles): {' '.join(output.split())}"


def _build_documents(articles: Articles) -> list[Document]:
    return [Document(article["id"], article["text"], published=article["dct"][:10]) for article in articles]


def _find_own(articles: Articles) -> Found:
    # scored by TIMEX3 value only: for some expressions ("early May") our days are narrower than the value
    found: Found = {article["id"]: [] for article in articles}
    for article in parse(_build_documents(articles)):
        for one in (date for paragraph in find_dates(article) for date in paragraph):
            listed = build_row(one)
            found[article.document.doc_id].append(
                {key: listed[key] for key in ("start", "end", "type", "value")} | {"text": one.text}
            )
    return found


def _measure_speed(articles: Articles) -> str:
    """Return the characters of parsed text searched per second, in the best of several rounds."""
    parsed = list(parse(_build_documents(articles)))
    best = min(_measure_seconds(lambda: [find_dates(article) for article in parsed]) for _ in range(ROUNDS))
    count = sum(len(article["text"]) for article in articles)
    return f"dates, speed on parsed text: {count / best:,.0f} characters/s (best of {ROUNDS}, n = {count:,})"


def _measure_seconds(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _find_with_dateparser(articles: Articles) -> Found:
    from dateparser.search import search_dates

    found: Found = {article["id"]: [] for article in articles}
    for article in articles:
        settings = {"RELATIVE_BASE": _find_noon(article), "PREFER_DATES_FROM": "past"}
        place = 0
        for words, when in search_dates(article["text"], languages=["en"], settings=settings) or []:
            start = article["text"].find(words, place)
            if start >= 0:
                place = start + len(words)
                found[article["id"]].append(_build_row(start, place, words, "DATE", when.date().isoformat()))
    return found


def _find_with_recognizers(articles: Articles) -> Found:
    from recognizers_date_time import Culture, recognize_datetime

    found: Found = {article["id"]: [] for article in articles}
    for article in articles:
        for one in recognize_datetime(article["text"], Culture.English, reference=_find_noon(article)):
            # in news the most recent past reading is usually meant, which comes first
            value = (one.resolution or {"values": [{}]})["values"][0]
            kind = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
            type_ = kind.get(one.type_name.split(".")[-1], "DATE")
            days = (
                {"lo": value.get("start"), "hi": _find_last_day(value)}
                if value.get("start") and value.get("end")
                else {}
            )
            timex = value.get("value") if type_ in ("DATE", "TIME") else value.get("timex")
            words = article["text"][one.start : one.end + 1]
            found[article["id"]].append(
                _build_row(one.start, one.end + 1, words, type_, timex or value.get("timex")) | days
            )
    return found


def _find_last_day(value: dict[str, Any]) -> str:
    """Return the last day of a range whose end is exclusive."""
    return (dt.date.fromisoformat(value["end"][:10]) - dt.timedelta(1)).isoformat()


def _build_row(start: int, end: int, words: str, type_: str, value: str | None) -> dict[str, Any]:
    return {"start": start, "end": end, "text": words, "type": type_, "value": value}


def _find_noon(article: dict[str, Any]) -> dt.datetime:
    return dt.datetime.fromisoformat(article["dct"][:10]) + dt.timedelta(hours=12)
