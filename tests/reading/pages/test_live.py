"""A live page has entries of several days: each begins with its own day and time."""

import json

import pytest

PUBLISHED = '<meta property="article:published_time" content="2025-03-12T06:00:00+01:00">'
ENTRIES = [
    (
        "2025-03-14T17:05:00+01:00",
        "Ferry delayed",
        "The ferry will not run today, the council said in the evening.",
    ),
    (
        "2025-03-13T09:30:00+01:00",
        "Ferry promised",
        "The council promised a ferry for tomorrow in a short statement.",
    ),
    (
        "2025-03-12T06:10:00+01:00",
        "Bridge closed",
        "The mayor closed the old bridge early this morning for good.",
    ),
]
TEXT = "\n\n".join(
    f"{stamp}\n\n{title}\n\n{text}"
    for stamp, (_, title, text) in zip(
        ["14 March 2025, 17:05", "13 March 2025, 09:30", "12 March 2025, 06:10"], ENTRIES, strict=True
    )
)


def blocks(entry: str) -> str:
    """Return the entries, each written by a template."""
    return "".join(
        entry.format(time=f'<time datetime="{stamp}">{stamp[11:16]}</time>', title=title, text=text)
        for stamp, title, text in ENTRIES
    )


@pytest.mark.parametrize(
    "entry",
    [
        '<div class="block">{time}<h2>{title}</h2><p>{text}</p></div>',
        "<article><header><h3>{title}</h3></header><p>{text}</p><footer>Share</footer>{time}</article>",
        "<section><p>{time}</p><h2>{title}</h2><p>{text}</p><div class='share-bar'>Share</div></section>",
        "<h2>{time} {title}</h2><p>{text}</p>",
        "<div>{time}<h2>{title}</h2><p>{text}</p>"
        '<p>Updated at <time datetime="2025-03-19T12:00">12:00</time></p></div>',
    ],
)
def test_each_entry_begins_with_its_day_and_time(reading, page, entry):
    """The order of the page is kept, and so is its day of publication, whatever elements the entries are."""
    body = f'<main><h1>The old bridge</h1><div class="live-blog">{blocks(entry)}</div></main>'
    found = reading("live.html", page(body, PUBLISHED))
    order = ["Ferry delayed", "Ferry promised", "Bridge closed"]
    lines = found.document.text.split("\n\n")
    assert [line for line in lines if line in order] == order
    for stamp, (_, _, text) in zip(TEXT.split("\n\n")[::3], ENTRIES, strict=True):
        assert lines.index(text) - lines.index(stamp) in (1, 2)
    assert found.document.published == "2025-03-12"
    (note,) = found.problems
    assert (note.severity, note.message.startswith("It is a live page with 3 entries of 3 days")) == (
        "note",
        True,
    )


def test_a_page_is_live_by_its_json_ld(reading, page):
    """Times are taken from there, entry by entry, where the page itself prints only the hour."""
    updates = [
        {"@type": "BlogPosting", "headline": title, "datePublished": stamp} for stamp, title, _ in ENTRIES
    ]
    node = {"@type": "LiveBlogPosting", "datePublished": "2025-03-12T06:00:00Z", "liveBlogUpdate": updates}
    body = "".join(
        f"<div><span>{s[11:16]}</span><h2>{title}</h2><p>{text}</p></div>" for s, title, text in ENTRIES
    )
    html = page(
        f"<main><h1>The old bridge</h1>{body}</main>",
        f'<script type="application/ld+json">{json.dumps(node)}</script>',
    )
    assert reading("live.html", html).document.text == TEXT


def test_entries_that_a_script_would_load(reading, page):
    """If the page holds no entry, those of its JSON-LD are its text."""
    updates = [
        {"headline": title, "datePublished": stamp, "articleBody": text} for stamp, title, text in ENTRIES
    ]
    node = {"@type": "LiveBlogPosting", "datePublished": "2025-03-12", "liveBlogUpdate": updates}
    html = page(
        "<main><h1>The old bridge</h1></main>",
        f'<script type="application/ld+json">{json.dumps(node)}</script>',
    )
    assert reading("live.html", html).document.text == TEXT


def test_the_summary_above_the_entries_is_kept(reading, page):
    """What a live page says before its first entry is text too."""
    summary = "<p>What is known so far about the bridge and the ferry.</p>"
    entries = blocks("<div>{time}<p>{text}</p></div>")
    body = f"<main><h1>The old bridge, live</h1>{summary}<div>{entries}</div></main>"
    text = reading("live.html", page(body, PUBLISHED)).document.text
    assert text.startswith(
        "What is known so far about the bridge and the ferry.\n\n14 March 2025, 17:05\n\nThe ferry"
    )


def test_entries_of_one_day_need_no_day(reading, page):
    """If all entries are of the day of publication, "today" is that day."""
    body = "".join(
        f'<div><time datetime="2025-03-12T0{hour}:00:00Z">{hour}</time><p>{text}</p></div>'
        for hour, (_, _, text) in enumerate(ENTRIES, start=7)
    )
    found = reading(
        "live.html", page(f'<div class="liveblog"><h1>The old bridge</h1>{body}</div>', PUBLISHED)
    )
    assert "2025" not in found.document.text
    assert "3 entries of 1 day" in found.problems[0].message


def test_a_live_page_without_times_is_a_warning(reading, page):
    """Then it is unknown which day "today" is."""
    body = "".join(f"<div><b>Evening</b><p>{text}</p></div>" for _, _, text in ENTRIES)
    found = reading(
        "live.html", page(f'<div class="live-updates"><h1>The old bridge</h1>{body}</div>', PUBLISHED)
    )
    assert "times of its entries were not found" in found.warning.message


def test_an_article_about_a_live_event(reading, page, paragraphs):
    """A word in the title makes no live page of an article without entries."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    found = reading("a.html", page(f"<article><h1>Band plays live at the bridge</h1>{body}</article>"))
    assert found.document.text == "\n\n".join(paragraphs)
    assert not found.problems


def test_comments_with_times_make_no_live_page(reading, page, paragraphs):
    """An article keeps its text if readers' comments below it have times."""
    comments = "".join(f'<li><time datetime="{s}">1</time><p>{text}</p></li>' for s, _, text in ENTRIES)
    body = f"<article><h1>Bridge closes</h1>{''.join(f'<p>{text}</p>' for text in paragraphs)}</article>"
    found = reading("a.html", page(f'{body}<ol class="comment-list">{comments}</ol>'))
    assert found.document.text == "\n\n".join(paragraphs)
    assert not found.problems


def test_a_live_page_with_clock_times_only_is_warned_of(reading, page):
    """Its entries say the hour but not the day, so nobody knows which day "today" is."""
    body = (
        "<article><h1>Live: the old bridge</h1><h2>Friday</h2><p>09:30 The council promised a ferry for "
        "today in a short statement.</p><h2>Thursday</h2><p>06:10 The mayor closed the old bridge today "
        "for good.</p></article>"
    )
    found = reading("live.html", page(body, PUBLISHED))
    assert any("the times of its entries were not found" in one.message for one in found.problems)
