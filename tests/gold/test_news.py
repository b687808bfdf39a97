"""The positions in real news under gold/news: every label is whole, and the data card counts them rightly."""

import csv
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analysis.drawing.quality import NEWS_HEAD, build_news_rows
from tests.benchmarks.news import HELD_OUT

FOLDER = Path(__file__).parents[2] / "gold" / "news"
CARD = (FOLDER / "README.md").read_text(encoding="utf-8")


def read(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


LABELS = {path.stem: read(path) for path in sorted((FOLDER / "labels").glob("*.jsonl"))}
ARTICLES = {row["id"]: row for row in read(FOLDER / "wikinews.jsonl")}


def list_positions() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each position with its article's row."""
    for rows in LABELS.values():
        for row in rows:
            yield from ((row, position) for position in row["positions"])


@pytest.mark.parametrize("source", LABELS)
def test_positions_use_the_codebook_of_their_article(source: str) -> None:
    """Actors and issues are in the article's codebook, and each pair is coded once."""
    for row in LABELS[source]:
        actors, issues = ({one["name"] for one in row[key]} for key in ("actors", "issues"))
        pairs = [(position["actor"], position["issue"]) for position in row["positions"]]
        assert {actor for actor, _ in pairs} <= actors, row["doc"]
        assert {issue for _, issue in pairs} <= issues, row["doc"]
        assert len(set(pairs)) == len(pairs), row["doc"]
        assert all(issue["proposition"] and issue["terms"] for issue in row["issues"]), row["doc"]


def test_listed_events_are_told_in_their_articles() -> None:
    """The evidence of each event is in the article's text, and an event ends no earlier than it begins."""
    events = read(FOLDER / "events" / "wikinews.jsonl")
    assert len(events) == 597
    for event in events:
        assert event["evidence"] in ARTICLES[event["doc"]]["text"], event
        assert event["status"] in {"occurred", "planned", "hypothetical", "denied"}, event
        assert (event["earliest"] or "") <= (event["latest"] or "9999"), event


def test_values_are_those_of_the_data_card() -> None:
    """Stance, way of showing and wording have a few values; a condition says what happens if it is met."""
    for row, position in list_positions():
        assert position["stance"] in {"support", "oppose", "conditional", "neutral", "mixed"}, row["doc"]
        assert position["how"] in {"said", "act", "headline", "inferred"}, row["doc"]
        assert position["wording"] in {"term", "synonym", "pronoun", "implicit"}, row["doc"]
        assert ("if_met" in position) == (position["stance"] == "conditional"), row["doc"]
        assert ("start" in position) != ("in" in position), row["doc"]


def test_offsets_are_words_of_the_article() -> None:
    """Of the free articles the words can be looked up: there are some, without spaces around them."""
    for row in LABELS["wikinews"]:
        text = ARTICLES[row["doc"]]["text"]
        for position in row["positions"]:
            if "start" in position:
                words = text[position["start"] : position["end"]]
                assert words, (row["doc"], position)
                assert words == words.strip(), (row["doc"], position)


def test_only_free_texts_are_included() -> None:
    """Every article with a text is from Wikinews, and has its address."""
    assert ARTICLES.keys() == {row["doc"] for row in LABELS["wikinews"]}
    assert all("wikinews.org" in article["url"] for article in ARTICLES.values())
    assert not any("text" in row for rows in LABELS.values() for row in rows)


def test_the_data_card_counts_rightly() -> None:
    """The card says in its first line who coded, and its numbers are those of the data."""
    assert "language model coded these data. No person has checked them" in CARD.split("\n\n")[1]
    stances = Counter(position["stance"] for _, position in list_positions())
    issues = [
        (row["doc"], issue["name"]) for rows in LABELS.values() for row in rows for issue in row["issues"]
    ]
    taken = {(row["doc"], position["issue"]) for row, position in list_positions()}
    stated = [
        int(number.replace(",", ""))
        for number in re.findall(r"\d[\d,]*", CARD.split("\n\n")[2].split("- ")[1])
    ]
    assert stated == [
        sum(map(len, LABELS.values())), stances.total(), len(issues), len(set(issues) - taken),
    ]  # fmt: skip
    for stance, count in stances.items():
        assert re.search(rf"^\| {stance}\b[^|]*\| {count:,} \|", CARD, re.MULTILINE), stance


def test_a_fixed_fifth_is_held_out() -> None:
    """The hash of an article's identifier says whether it is for testing, and the card counts both parts."""
    for rows in LABELS.values():
        for row in rows:
            assert row["split"] == ("train" if zlib.crc32(row["doc"].encode()) % 5 else "test"), row["doc"]
        test = [row for row in rows if row["split"] == "test"]
        counts = [len(rows), len(test), count_positions(rows), count_positions(test)]
        assert f"| {' | '.join(f'{count:,}' for count in counts)} |" in find_line(f"`{rows[0]['source']}`")
    stances = Counter(
        position["stance"] for row, position in list_positions()
        if (row["source"], row["split"]) == ("wikinews", "test")
    )  # fmt: skip
    assert f"support is the answer in {stances['support']} of these {stances.total()} positions" in CARD


def count_positions(rows: list[dict[str, Any]]) -> int:
    """Return the number of positions in articles."""
    return sum(len(row["positions"]) for row in rows)


def find_line(words: str) -> str:
    """Return the first line of the card that contains some words."""
    return next(line for line in CARD.splitlines() if words in line)


def test_the_worked_example_is_a_label() -> None:
    """The position that the card explains is in the data, and its words are those quoted."""
    example = json.loads(CARD.partition("```json\n")[2].partition("\n```")[0])
    (row,) = (row for row, position in list_positions() if position == example)
    words = ARTICLES[row["doc"]]["text"][example["start"] : example["end"]]
    assert words in find_line("> he also remarked")


def test_the_snippet_loads_the_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of Python in the card give one row per position of the free articles."""
    monkeypatch.chdir(FOLDER.parents[1])
    names: dict[str, Any] = {}
    exec(CARD.partition("```python\n")[2].partition("\n```")[0], names)
    assert len(names["positions"]) == count_positions(LABELS["wikinews"])
    assert {"actor", "issue", "stance", "doc", "split"} <= set(names["positions"])


def test_the_baseline_is_the_measured_one() -> None:
    """The card quotes the evaluation on the held-out articles that the bench wrote to its file."""
    (row,) = (row for row in build_news_rows("given") if row[1].startswith(HELD_OUT))
    assert f"| {' | '.join(NEWS_HEAD)} |" in CARD
    assert f"| {' | '.join(row)} |" in CARD


def test_the_sample_to_check_is_of_the_free_articles() -> None:
    """Each row is a label, its words marked in their paragraph; a person can check it in the sheet."""
    with (FOLDER / "check.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    labels = {row["doc"]: row for row in LABELS["wikinews"]}
    for row in rows:
        label = labels[row["doc"]]
        assert (row["title"], row["link"]) == (ARTICLES[row["doc"]]["title"], ARTICLES[row["doc"]]["url"])
        assert row["in context"].count(">>>") == row["in context"].count("<<<") == 1
        assert (row["actor"], row["proposition"], row["coded stance"].split(":")[0]) in {
            (position["actor"], issue["proposition"], position["stance"])
            for position in label["positions"]
            for issue in label["issues"]
            if issue["name"] == position["issue"]
        }
        assert not row["right? (yes/no/unsure)"] + row["remark"]
    tested = sum(labels[row["doc"]]["split"] == "test" for row in rows)
    assert f"100 positions drawn at random from the Wikinews articles; {tested} of them are in `test`" in CARD
