"""Size limits of reports, which must be small enough to email."""

import csv
import datetime as dt
import re
from pathlib import Path

import pytest

from analysis.reporting.report import report

ARTICLES, EACH, ACTORS, ISSUES = 50, 10, 25, 20
STANCES = ("support", "oppose", "neutral", "conditional")
# bytes
SEED, MEDIUM, LARGE, STYLE = 400_000, 700_000, 3_000_000, 30_000


def test_pages_of_the_seed_are_small(seed_report: Path) -> None:
    """Each page of the example is at most 400 kB."""
    assert {
        page.name: size for page in seed_report.glob("*.html") if (size := page.stat().st_size) > SEED
    } == {}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus of 50 articles with 500 human-coded statements and no other content."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "articles").mkdir()
    rows = []
    for number in range(ARTICLES):
        lines = []
        for place in range(EACH):
            who, what = (number * EACH + place) % ACTORS, (number * 7 + place * 3) % ISSUES
            lines.append(f"Delegate {who} spoke at length of matter {what}, as in session {number}.")
            rows.append(
                (f"day-{number:02}", f"Delegate {who}", f"Matter {what}", lines[-1][:-1], who + place)
            )
        path = folder / "articles" / f"day-{number:02}.txt"
        path.write_text("\n\n".join(lines), encoding="utf-8")
    with (folder / "ann.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["doc_id", "actor", "issue", "evidence", "stance"])
        writer.writerows([*row[:4], STANCES[row[4] % 4]] for row in rows)
    actors = "".join(f'[[actors]]\nname = "Delegate {number}"\n' for number in range(ACTORS))
    issues = "".join(
        f'[[issues]]\nname = "Matter {number}"\nproposition = "Matter {number} should be settled."\n'
        f'terms = ["settling of matter {number}"]\n'
        for number in range(ISSUES)
    )
    (folder / "codebook.toml").write_text(actors + issues, encoding="utf-8")
    (folder / "corpus.toml").write_text(
        'documents = ["articles/*.txt"]\ncodebook = "codebook.toml"\ncodings = ["ann.csv"]\n',
        encoding="utf-8",
    )
    return folder


@pytest.mark.usefixtures("shared_kernels")
def test_pages_of_500_statements_are_small_enough(large: Path, tmp_path: Path, astray) -> None:
    """Each page is at most 3 MB, all 500 statements are shown, and every link works."""
    made = report(large, tmp_path / "out", say=lambda _: None)
    assert {problem.severity for problem in made.problems} <= {"note"}
    sizes = {path.name: path.stat().st_size for path in made.pages}
    assert {name: size for name, size in sizes.items() if size > LARGE} == {}
    html = (made.folder / "stance-comparison.html").read_text()
    assert html.count(", confidence 1.00: ") == ARTICLES * EACH
    for path in made.pages:
        assert astray(path.read_text()) == [], path.name


EVENTS, DRAWN, LISTED = 15_000, 25, 300


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a human-coded chronology of 15,000 events over eight years."""
    folder = tmp_path_factory.mktemp("long")
    with (folder / "events.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        days, kind = ["earliest", "latest"], ["CONSULT", "occurred", "human:ann"]
        writer.writerow(["event_id", "description", "actors", *days, "type", "status", "coder"])
        for number in range(EVENTS):
            day = (dt.date(2017, 1, 1) + dt.timedelta(number // 5)).isoformat()
            who = f"Delegate {number % ACTORS}"
            writer.writerow([f"e{number}", f"{who} met the council {number}", who, day, day, *kind])
    (folder / "corpus.toml").write_text('chronology = "events.csv"\n', encoding="utf-8")
    return folder


def test_timeline_of_15000_events_is_limited(long: Path, tmp_path: Path) -> None:
    """25 events are drawn, 300 are listed, and all are in the CSV table, as the page says."""
    made = report(long, tmp_path / "out", say=lambda _: None, only="timeline")
    assert made.status == "ok"
    html = (made.folder / "timeline.html").read_text()
    assert len(html.encode()) < LARGE
    drawn = re.search(r'<figure class="chart wide" id="chart-timeline">(.*?)<figcaption>', html, re.DOTALL)
    assert drawn is not None
    rows = re.findall(r'<a [^>]*xlink:href="#(x-e\d+)"[^>]*><title>Delegate', drawn[1])
    assert len(rows) == len(set(rows)) == DRAWN
    assert all(f' id="{key}"' in html for key in rows)
    assert html.count(' id="x-e') == LISTED
    assert "The chart shows the 25 most important of 15,000 events" in html
    assert "All 15,000 are in timeline.csv" in html
    with (made.folder / "timeline.csv").open(newline="", encoding="utf-8") as file:
        listed = {row["event_id"]: row["description"] for row in csv.DictReader(file)}
    assert len(listed) == EVENTS
    assert listed["e14999"] == "Delegate 24 met the council 14999"


def test_page_beyond_the_limit_keeps_the_passages_of_its_charts(
    large: Path, tmp_path: Path, astray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every mark keeps its passage or quotation, fewer than 500 passages are shown, and every link works."""
    monkeypatch.setattr("analysis.reporting.fitting.MOST_BYTES", MEDIUM)
    made = report(large, tmp_path / "out", say=lambda _: None, only="stance-comparison")
    html = (made.folder / "stance-comparison.html").read_text()
    assert len(html.encode()) < MEDIUM + STYLE
    marks = re.findall(r"<a\b[^>]*>", "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL)))
    assert len(marks) > ACTORS * ISSUES / 2
    assert all(re.search('href="#[wx]-', mark) for mark in marks)
    kept = len(re.findall(r"<mark\b[^>]* id=", html))
    assert 0 < kept < ARTICLES * EACH
    assert f"With all {ARTICLES * EACH} highlighted passages, this page would be too large" in html
    assert f"It shows {kept} of them" in html
    assert astray(html) == []
