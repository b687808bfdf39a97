"""Each whole article of a page becomes a document; teasers and comments do not."""

import json

import pytest


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<article>", "</article>"),
        ('<div class="hentry post">', "</div>"),
        ('<section itemscope itemtype="https://schema.org/NewsArticle">', "</section>"),
    ],
)
def test_three_whole_articles(reading, page, paragraphs, start, end):
    """None vanishes: each has its own title, text and day."""
    body = "".join(
        f'{start}<h2><a href="/{n}">Day {n}</a></h2><time datetime="2025-03-0{n}T09:00">{n} March</time>'
        f"<p>{paragraphs[n - 1]}</p><p>{paragraphs[n]}</p>{end}"
        for n in (1, 2, 3)
    )
    found = reading(
        "feed.html", page(f"<main>{body}</main>", '<meta property="og:site_name" content="The Lantern">')
    )
    assert [document.doc_id for document in found.documents] == ["feed-1", "feed-2", "feed-3"]
    assert [document.title for document in found.documents] == ["Day 1", "Day 2", "Day 3"]
    assert [document.published for document in found.documents] == ["2025-03-01", "2025-03-02", "2025-03-03"]
    assert [document.text for document in found.documents] == [
        f"{paragraphs[n - 1]}\n\n{paragraphs[n]}" for n in (1, 2, 3)
    ]
    assert {document.outlet for document in found.documents} == {"The Lantern"}
    assert [problem.message[:25] for problem in found.problems] == ["This page holds 3 article"]


def test_metadata_of_one_of_several_articles(reading, page, paragraphs):
    """The object of the JSON-LD with the same headline gives them; another article's day is none."""
    node = {
        "@type": "NewsArticle",
        "headline": "Day 2",
        "datePublished": "2025-03-02",
        "author": {"name": "Ada Finch"},
    }
    body = "".join(
        f"<article><h1>Day {n}</h1><p>{paragraphs[n]}</p><p>{paragraphs[0]}</p></article>" for n in (1, 2)
    )
    html = page(body, f'<script type="application/ld+json">{json.dumps([node])}</script>')
    first, second = reading("feed.html", html).documents
    assert (first.published, first.author) == (None, None)
    assert (second.published, second.author) == ("2025-03-02", "Ada Finch")


@pytest.mark.parametrize(
    "beside",
    [
        '<article><h3><a href="/1">Ferry runs</a></h3><p>{}</p></article>',
        '<article class="teaser"><h3>Ferry runs</h3><p>{}</p><p>{}</p></article>',
        '<article><h3>Ferry runs</h3><p>{}</p><p>{}</p><a href="/1">Read more</a></article>',
        '<article class="comment"><h3>Bob</h3><p>{}</p><p>{}</p></article>',
        "<aside><article><h3>Ferry runs</h3><p>{}</p><p>{}</p></article></aside>",
    ],
)
@pytest.mark.parametrize("start", ["<article><h1>Bridge closes</h1>", "<h1>Bridge closes</h1><article>"])
def test_teasers_and_comments_beside_an_article(reading, page, paragraphs, beside, start):
    """Only the article itself is read, and nothing of what stands beside it is its text."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs[:3])
    others = beside.format(paragraphs[3], paragraphs[3]) * 3
    found = reading("a.html", page(f"<main>{start}{body}</article>{others}</main>"))
    assert found.document.text == "\n\n".join(paragraphs[:3])
    assert found.document.title == "Bridge closes"
