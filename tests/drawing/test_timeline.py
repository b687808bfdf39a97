"""The timeline: kinds of time look different, nothing overlaps, every mention is linked."""

import datetime as dt
import re
from itertools import combinations
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.comparing.timeline import COLUMNS
from analysis.comparing.wording import EPOCH, format_when
from analysis.drawing.canvas import Words
from analysis.drawing.chart import Chart
from analysis.drawing.marks import WHISKER
from analysis.drawing.scales import Scale
from analysis.drawing.ticks import build_ticks
from analysis.drawing.timeline import timeline_chart

LONG = "Foreign ministers of both countries met for another round of talks on the exchange of prisoners "
BLUE = "#0072b2"


def days(text: str | None) -> float | None:
    """Return an ISO day as a number, as in the timeline table."""
    return None if text is None else float((dt.date.fromisoformat(text) - EPOCH).days)


def event(
    number: int = 1, low: str | float | None = None, high: str | float | None = None, **more: Any
) -> dict[str, Any]:
    """Return a row of a timeline with ISO days or days from a main event."""
    bounds = [days(end) if isinstance(end, str) else end for end in (low, high)]
    scale = more.get("scale", "calendar")
    row = {
        "event_id": f"e{number}", "doc_id": "doc", "lane": "Words: conflict",
        "description": f"They met {number}",
        "family": "Words: conflict", "type": "CONSULT", "mode": "meet", "status": "occurred",
        "modality": None, "claimed_by": [],
        "actors": ["Ann"],
        "place": None, "scale": scale, "low": bounds[0], "high": bounds[1], "extent": "within",
        "claims": [[f"e{number}", *bounds]], "disputed": False, "main": False, "reason": "by hand",
        "when": format_when(*bounds, None if scale == "calendar" else False),
        "articles": 1, "outlets": 1, "first_told": "2025-05-20", "last_told": "2025-05-20", "course": [],
        "importance": float(1000 - number), "checked_by": [],
    }  # fmt: skip
    return {**row, **more}


def chart(*events: dict[str, Any], published: tuple[str, ...] = (), most: int = 25) -> Chart:
    """Draw rows of a timeline."""
    drawn = timeline_chart(pd.DataFrame(list(events), columns=COLUMNS), published, most)
    assert isinstance(drawn, Chart)
    return drawn


def links(html: str) -> list[tuple[str, str, str]]:
    """Return target, name and content of every link in order."""
    return re.findall(
        r'<a xlink:href="#x-([^"]+)" role="link"><title>([^<]*)</title>(.*?)</a>', html, re.DOTALL
    )


def mark(row: dict[str, Any]) -> str:
    """Return the markup of the mark of an event, drawn with another event."""
    other = event(2, "2025-05-01", "2025-05-01")
    found = links(chart(row, other).html)
    content = next(content for key, _, content in found if key == "e1")
    return re.sub(r"<text.*?</text>\s*", "", content, flags=re.DOTALL)


def words(figure: Figure) -> list[Words]:
    """Return the lines of text in a drawing."""
    return [artist for artist in figure.get_children() if isinstance(artist, Words)]


def many(number: int) -> list[dict[str, Any]]:
    """Return events of all kinds in distant years, several scripts and several lanes."""
    texts = [
        LONG * 2, "They met", "乌克兰和俄罗斯代表团在伊斯坦布尔举行了第二轮直接谈判" * 2,
        "Заседание" * 9, "أعلن الكرملين أنه مستعد للعمل",
    ]  # fmt: skip
    kinds: list[dict[str, Any]] = [{}, {"extent": "throughout"}, {"status": "planned", "lane": "Planned"}]
    made = []
    for place in range(number):
        start = dt.date((1914, 1991, 2025)[place % 3], 1 + place % 12, 1 + place % 28)
        low, high = start.isoformat(), (start + dt.timedelta(place % 4 * 9)).isoformat()
        bounds = [(low, high), (low, None), (None, high), (low, low), (None, None)][place % 5]
        row = event(place, *bounds, description=f"{texts[place % 5]} {place}", **kinds[place % 7 % 3])
        made.append(row)
        if place % 11 == 0:
            claims = [[f"e{place}", days(low), days(low)], [f"e{place}b", days(low), days(high)]]
            row |= {"claims": claims, "disputed": True, "when": f"disputed: {low} or {low} to {high}"}
    return sorted(made, key=lambda row: (row["status"], row["lane"]))


def test_exact_day_is_a_filled_dot() -> None:
    """An exact day is one filled marker."""
    assert re.fullmatch(
        rf'\s*<use [^>]*style="fill: {BLUE}; [^>]*/>\s*', mark(event(1, "2025-05-19", "2025-05-19"))
    )


def test_a_claim_is_an_outlined_dot_and_named_as_a_claim() -> None:
    """What only one side says is not drawn as a fact, and its row names who says so."""
    row = event(1, "2025-05-19", "2025-05-19", claimed_by=["Norland"], description="it shot down a drone")
    assert "fill-opacity: 0;" in mark(row)
    drawn = chart(row)
    assert "Norland: It shot down a drone" in drawn.html
    assert "Outlined dot: told only as a claim of the actor named." in drawn.html
    assert "claimed by Norland" in drawn.html


def test_what_is_no_fact_says_in_what_way() -> None:
    """A threat is told as one; a plan is already below a header that says so."""
    strait = "Norland may close the strait"
    threat = event(1, status="hypothetical", modality="threatened", description=strait)
    plan = event(2, status="planned", modality="planned", description="They will meet")
    drawn = chart(threat, plan).html
    assert f">Threatened: {strait}</a>" in drawn
    assert ">They will meet</a>" in drawn


def test_day_within_a_window_is_a_hollow_bar_with_whiskers() -> None:
    """A window is a closed outline with a stroke across each end."""
    drawn = mark(event(1, "2025-05-12", "2025-05-18"))
    assert "fill: none" in drawn
    assert drawn.count("M") == 3
    assert drawn.count("z") == 1


def test_duration_is_a_solid_bar() -> None:
    """A duration is a filled outline without whiskers."""
    drawn = mark(event(1, "2025-05-12", "2025-05-18", extent="throughout"))
    assert f"fill: {BLUE}" in drawn
    assert drawn.count("M") == 1


@pytest.mark.parametrize("extent", ["within", "throughout"])
def test_open_end_fades_away_from_the_known_one(extent: str) -> None:
    """The pieces of the arrow get shorter towards the open end."""
    for bounds, way in ((("2025-05-12", None), 1), ((None, "2025-05-12"), -1)):
        drawn = mark(event(1, *bounds, extent=extent))
        pieces = [
            [float(x) for x in re.findall(r"[ML](-?[\d.]+) ", part)] for part in re.findall(r"M[^M]+", drawn)
        ]
        spans = [(min(piece), max(piece)) for piece in pieces if max(piece) - min(piece) > 1]
        bars = spans[:-1] if extent == "throughout" else spans[:-1:2]
        lengths = [right - left for left, right in bars]
        assert len(lengths) == 3
        assert lengths == sorted(lengths, reverse=True)
        assert [left * way for left, _ in bars] == sorted(left * way for left, _ in bars)


def test_missing_time_has_no_position() -> None:
    """A missing time is a dotted line over the whole axis, labelled as such."""
    drawn = mark(event(1))
    assert "stroke-dasharray" in drawn
    assert drawn.count("M") == 1
    assert "time not given</text>" in chart(event(1)).html


def disputed() -> dict[str, Any]:
    """Return an event with one mention on a day and another in a later week."""
    claims = [["b", days("2025-05-19"), days("2025-05-25")], ["a", days("2025-05-12"), days("2025-05-12")]]
    return event(1, "2025-05-12", "2025-05-25", event_id="b", claims=claims, disputed=True, when="disputed")


def test_disputed_mentions_are_pale_marks_with_their_own_links() -> None:
    """The text links to the first mention, and each pale mark to its own, with the day in its name."""
    found = links(chart(disputed()).html)
    assert [(key, name) for key, name, _ in found] == [
        ("b", "They met 1: occurred, disputed; 2 mentions"),
        ("a", "They met 1, mention 1 of 2: 12 May 2025"),
        ("b", "They met 1, mention 2 of 2: between 19 and 25 May 2025"),
    ]
    assert "opacity: 0.22" in found[1][2]
    assert "opacity: 0.22" in found[2][2]


def test_events_that_are_not_facts_have_a_separate_axis() -> None:
    """Planned and denied events are outlined in a second drawing and do not affect the axis of facts."""
    fact = event(1, "2025-05-19", "2025-05-19")
    others = [
        event(2, "2090-01-01", "2090-01-01", status="planned", lane="Planned (not facts)"),
        event(3, "2091-01-01", "2091-01-01", status="denied", lane="Denied (not facts)"),
    ]
    drawn = chart(fact, *others)
    facts, rest = (" ".join(line.words for line in words(figure)) for figure in drawn.figures)
    assert not re.search("209|Planned|Denied", facts)
    assert re.search(r"Planned \(not facts\) · 1 event .*Denied \(not facts\) · 1 event", rest)
    marks = [content for key, _, content in links(drawn.html) if key != "e1"]
    assert all("fill-opacity: 0;" in content for content in marks)
    assert len(chart(fact).figures) == len(chart(others[0]).figures) == 1


def test_broken_axis_states_the_time_left_out() -> None:
    """Distant clusters stay readable; breaks are labelled with their length and the caption explains them."""
    rows = [event(day, f"2025-05-{day}", f"2025-05-{day}") for day in (12, 14, 19)]
    drawn = chart(event(1, "1945-05-08", "1945-05-08"), *rows)
    for figure in drawn.figures:
        said = [line.words for line in words(figure)]
        assert {"80 years", "1945", "2025"} <= set(said)
    assert "Torn axis" in drawn.html
    assert "Torn axis" not in chart(*rows).html
    places = [float(x) for x in re.findall(r'<use [^>]*x="([\d.]+)"', drawn.html)]
    assert places[2] - places[1] > 5, "two days apart can be told apart"


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        ("2025-05-12", "2025-05-18", ["13 May", "15 May", "17 May"]),
        ("2024-12-20", "2025-02-20", ["1 Jan", "1 Feb"]),
        ("2019-12-31", "2020-04-01", ["1 Jan", "1 Feb", "1 Mar", "1 Apr"]),
        ("0044-03-15", "2025-05-19", ["15 Mar", "44", "2025"]),
    ],
)
def test_ticks_are_days_months_or_years(low: str, high: str, labels: list[str]) -> None:
    """Tick labels depend on the length of the axis; the year appears where it changes."""
    said = [line.words for line in words(chart(event(1, low, low), event(2, high, high)).figures[0])]
    assert set(labels) <= set(said)
    assert said.count(high[:4]) == 1


def test_whole_months_are_named() -> None:
    """The ticks of a year are months; the year stands where it changes."""
    year = Scale(0.0, 3.0, ((days("2019-11-15"), days("2020-10-15")),), (0.05,), 0.008, 0.05, False, ())
    ticks = [(tick.label, tick.year) for tick in build_ticks(year)]
    assert ticks == [("Jan", "2020"), ("Mar", ""), ("May", ""), ("Jul", ""), ("Sep", "")]


def test_relative_axis_counts_from_the_main_event() -> None:
    """Without calendar dates, days count from the main event and no publication days are drawn."""
    rows = [
        event(1, 0.0, 0.0, scale="relative", main=True),
        event(2, -9.0, -2.0, scale="relative"),
        event(3, scale="relative"),
    ]
    html = chart(*rows, published=("2025-05-20",)).html
    assert html.count("days before (−) and after the main event</text>") == 1
    assert "articles published" not in html
    assert "−8</text>" in html
    assert (
        "articles published</text>"
        in chart(event(1, "2025-05-19", "2025-05-19"), published=("2025-05-20",)).html
    )


@pytest.mark.parametrize("number", [5, 50, 500])
def test_no_words_collide(number: int) -> None:
    """No line of text overlaps another or leaves the drawing, whatever its script and length."""
    drawn = chart(*many(number))
    for figure in drawn.figures:
        width, height = figure.get_size_inches()
        boxes = [
            (line.x, line.y - line.size * 0.74 / 72, line.x + line.width, line.y, line.words)
            for line in words(figure)
        ]
        for left, top, right, bottom, said in boxes:
            assert -0.01 <= left < right <= width + 0.01, said
            assert 0 <= top < bottom <= height, said
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_words_and_marks_keep_apart() -> None:
    """Text ends before the axis begins."""
    drawn = chart(*many(50))
    starts = [float(x) / 72 for x in re.findall(r'<use [^>]*x="([\d.]+)"', drawn.html)]
    rows = [line for figure in drawn.figures for line in words(figure) if line.x < 3]
    assert max(line.x + line.width for line in rows) < min(starts) - WHISKER


def test_every_event_and_every_mention_is_linked() -> None:
    """Each event is one link of text and mark; each disputed mention is another."""
    rows = many(50)
    html = chart(*rows, most=50).html
    mentions = [key for row in rows for key, *_ in row["claims"]]
    figure, table = html.split("<details>")
    drawn = [(key, name) for key, name, content in links(figure) if "<text" in content]
    assert [key for key, _ in drawn] == [row["event_id"] for row in rows]
    assert all(re.search(r": (occurred|planned), .", name) for _, name in drawn)
    assert set(mentions) == {key for key, _, _ in links(figure)}
    assert set(mentions) <= set(re.findall(r'href="#x-([^"]+)"', table))


def test_chart_of_five_hundred_events_stays_small() -> None:
    """The chart is below one megabyte, fits printed pages and says how many events it leaves to the table."""
    drawn = chart(*many(500))
    assert len(drawn.html.encode()) < 1_000_000
    assert all(figure.get_size_inches()[1] < 9.7 for figure in drawn.figures)
    assert "The chart shows the 25 most important of 500 events; the data below it list 300." in drawn.html


def test_table_has_what_the_drawing_cannot_say() -> None:
    """The table has the interval in EDTF, the mode, who told it, and the number of mentions with links."""
    table = chart(disputed(), event(2, "2025-05-23", "2025-05-25", extent="throughout")).html.split(
        "<details>"
    )[1]
    assert "<td>disputed<br><small>[2025-05-12..2025-05-25]</small></td>" in table
    assert "<small>2025-05-23/2025-05-25</small></td>" in table
    assert "<td>CONSULT<br><small>meet</small></td>" in table
    assert "<td>1 article, 20\u00a0May\u00a02025</td>" in table
    assert '<br>2 mentions: <a href="#x-b" aria-label="evidence 1 of 2">1</a> <a href="#x-a"' in table


def test_drawing_twice_gives_the_same_text() -> None:
    """Two runs are identical byte for byte."""
    assert chart(*many(50)).html == chart(*many(50)).html


def test_hostile_words_are_inert() -> None:
    """Markup, formulas and control characters in text, lanes and identifiers stay text."""
    bad = '</text></a><script>alert(1)</script>"\x1b\u202e$x_1$ & 2025-13-45 #+'
    row = event(
        1, "2025-05-19", "2025-05-20", event_id=bad, description=bad, lane=bad, when=bad, reason=bad, mode=bad
    )
    html = chart({**row, "claims": [[bad, row["low"], row["high"]]]}).html
    assert not re.search(r"<script|<[^>]*\son\w+=", html)
    assert not re.search("[\u202e\x1b]", html)
    assert html.count("<a ") == html.count("</a>")
    assert html.count("<svg") == html.count("</svg>") == 1


def test_ends_of_the_calendar_can_be_drawn() -> None:
    """The first and last days of the calendar can be drawn."""
    rows = [event(1, "0001-01-01", "0001-01-01"), event(2, "9999-12-31", "9999-12-31")]
    rows += [event(n, "0001-01-01", "9999-12-31") for n in range(3, 50)]
    assert {"e1", "e2", "e49"} <= {
        key for key, *_ in links(chart(*rows, published=("2025-05-20",), most=100).html)
    }


def test_a_checked_event_looks_checked() -> None:
    """A tick in the chart, who checked it in the link's name and the table, and a word in the caption."""
    checked = event(1, "2025-05-19", "2025-05-19", checked_by=["human:eve"])
    html = chart(checked, event(2, "2025-05-20", "2025-05-20")).html
    ((name, content),) = ((name, content) for key, name, content in links(html) if key == "e1")
    assert name.endswith("; checked by human:eve")
    assert "✓ They met 1" in content
    assert "✓ They met 2" not in html
    assert html.count("✓ checked by human:eve") == 1
    assert "✓: a person checked it." in html
    assert "✓" not in chart(event(), event(2)).html


def test_who_checked_is_untrusted_text() -> None:
    """A name from a table is escaped."""
    html = chart(event(1, "2025-05-19", "2025-05-19", checked_by=["human:<b>"])).html
    assert "<b>" not in html


def test_the_caption_says_that_a_timeline_keeps_only_some_events() -> None:
    """A reader learns how many events the articles of a very large corpus tell."""
    day = ("2025-05-19", "2025-05-19")
    events = pd.DataFrame([event(number, *day, urls=[]) for number in range(1, 400)])
    assert "The articles tell" not in timeline_chart(events).html
    events.attrs["found"] = 2_134_567
    assert "The articles tell 2,134,567 events; the timeline keeps the 150,000 that matter most" in (
        timeline_chart(events).html
    )
