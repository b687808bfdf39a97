"""Metadata from the markup of a page: which of several places takes precedence, and what is ignored."""

import json

import pytest
from lxml.html import document_fromstring

from analysis.reading.metadata import Metadata, check_metadata
from analysis.reading.pages.metadata import read_metadata


def found(head: str = "", body: str = "") -> Metadata:
    """Return the checked metadata of a page with these parts."""
    return check_metadata(
        read_metadata(
            document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>")
        )
    )[0]


def json_ld(value: object) -> str:
    """Return a JSON-LD script."""
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks go on",
    "datePublished": "2025-05-20T10:00:00+03:00",
    "dateModified": "2025-05-22",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "publisher": {"@type": "Organization", "name": "The Example"},
    "url": "https://example.org/talks",
    "inLanguage": "en",
}
EXPECTED = Metadata(
    "Talks go on", "The Example", "Jane Doe, John Roe", "2025-05-20", "https://example.org/talks", "en"
)


@pytest.mark.parametrize(
    "script",
    [
        json_ld(ARTICLE),
        json_ld([{"@type": "WebSite", "name": "Other"}, ARTICLE]),
        json_ld(
            {"@graph": [{"@type": "WebPage", "mentions": {"@type": "Article", "headline": "Other"}}, ARTICLE]}
        ),
        json_ld(
            {"@type": "WebPage", "mainEntity": {**ARTICLE, "@type": ["Article", "ReportageNewsArticle"]}}
        ),
        '<script type="application/ld+json">{broken</script>' + json_ld(ARTICLE),
        json_ld(ARTICLE).replace("{", "<!-- {", 1).replace("</script>", " --></script>"),
        json_ld({**ARTICLE, "articleBody": "one"}).replace("one", "one\ntwo"),
    ],
)
def test_json_ld(script):
    """The article is found in lists and graphs, next to invalid scripts and in comment wrappers."""
    assert found(script) == EXPECTED


@pytest.mark.parametrize(
    "author", ["Jane Doe", ["Jane Doe", "https://example.org/jane"], {"name": "Jane Doe"}]
)
def test_json_ld_authors(author):
    """An author may be a name, a list or an object; an address is not a name."""
    assert found(json_ld({**ARTICLE, "author": author})).author == "Jane Doe"


def test_json_ld_by_reference():
    """Authors and publishers may be elsewhere in the graph, referred to by identifier."""
    graph = [
        {**ARTICLE, "author": {"@id": "#jane"}, "publisher": {"@id": "#site"}},
        {"@id": "#jane", "@type": "Person", "name": "Jane Doe"},
        {"@id": "#site", "@type": "Organization", "name": "The Example"},
    ]
    metadata = found(json_ld({"@graph": graph}))
    assert (metadata.author, metadata.outlet) == ("Jane Doe", "The Example")


@pytest.mark.parametrize(
    "value", [{"@type": "Organization", "name": "x"}, "text", None, [[[]]], {"@type": 5}]
)
def test_json_ld_without_an_article(value):
    """Other objects that a page describes are ignored."""
    assert found(json_ld(value)) == (None,) * 6


def listed(number: int, **more: object) -> dict[str, object]:
    """Return one of several articles in a page's JSON-LD."""
    return {
        "@type": "NewsArticle",
        "headline": f"Day {number}",
        "datePublished": f"2025-05-0{number}",
        "dateModified": "2025-05-30",
        **more,
    }


@pytest.mark.parametrize(
    "own",
    [
        '<link rel="canonical" href="https://www.example.org/2/">',
        '<meta property="og:url" content="http://example.org/2?from=mail">',
        '<meta property="og:title" content="Day 2">',
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        lambda n: {"url": f"https://example.org/{n}"},
        lambda n: {"@id": f"https://example.org/{n}"},
        lambda n: {"mainEntityOfPage": f"https://example.org/{n}"},
        lambda n: {"mainEntityOfPage": {"@type": "WebPage", "@id": f"https://example.org/{n}"}},
    ],
)
def test_the_article_that_the_address_names(own, place):
    """Of several articles in a page, its metadata are those of the one with its address, else its title."""
    metadata = found(own + json_ld([listed(n, **place(n)) for n in (1, 2, 3)]))
    assert (metadata.title, metadata.published) == ("Day 2", "2025-05-02")


def test_articles_told_apart_by_the_query_of_their_addresses():
    """Some sites number their articles in the query."""
    own = '<link rel="canonical" href="https://example.org/a.php?id=2">'
    metadata = found(own + json_ld([listed(n, url=f"https://example.org/a.php?id={n}") for n in (1, 2)]))
    assert metadata.published == "2025-05-02"


def test_no_article_is_that_of_the_page():
    """If several articles have other addresses and titles, none of them gives the day of the page."""
    own = '<link rel="canonical" href="https://example.org/9">'
    assert found(own + json_ld([listed(n, url=f"https://example.org/{n}") for n in (1, 2)])).published is None


def test_the_day_of_an_update_is_no_publication():
    """An article that states only when it was changed has no day."""
    assert (
        found(json_ld({"@type": "NewsArticle", "headline": "x", "dateModified": "2025-05-30"})).published
        is None
    )


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2025-05-20T10:00:00Z">', "2025-05-20"),
        ('<meta name="date" content="20 May 2025">', "2025-05-20"),
        ('<meta name="DC.date.issued" content="2025-05-20">', "2025-05-20"),
        ('<meta itemprop="datePublished" content="2025-05-20">', "2025-05-20"),
        ('<meta name="pubdate" content="03/04/2025"><meta name="date" content="2025-04-03">', "2025-04-03"),
        ('<meta property="article:modified_time" content="2025-05-20">', None),
        ('<meta name="copyright" content="2019">', None),
        ('<meta name="revised" content="2025-05-20">', None),
    ],
)
def test_dates_in_meta_tags(head, day):
    """Publication tags count; modification and copyright tags do not."""
    assert found(head).published == day


TWENTIETH = '<time datetime="2025-05-20">yesterday</time>'
OLDER = '<time datetime="2024-01-01"></time>'


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (f"<article>{TWENTIETH}{OLDER}</article>", "2025-05-20"),
        (f"<aside>{OLDER}</aside><main>{TWENTIETH}</main>", "2025-05-20"),
        (f'{OLDER}<time itemprop="datePublished" datetime="2025-05-20"></time>', "2025-05-20"),
        (f'<main><time class="updated" datetime="2025-05-22"></time>{TWENTIETH}</main>', "2025-05-20"),
        (f'<main><p>Updated <time datetime="2025-05-22">22 May</time></p>{TWENTIETH}</main>', "2025-05-20"),
        (f'<main><time datetime="2025-05-22">Last modified 22 May</time>{TWENTIETH}</main>', "2025-05-20"),
        ('<p><time datetime="2025-05-20T09:00">9:00</time></p>', "2025-05-20"),
        (f"<p>{TWENTIETH}{OLDER}</p>", None),
        ("<p><time>20 May 2025</time></p>", None),
        ('<p><time datetime="PT3M">3 minutes</time></p>', None),
    ],
)
def test_dates_in_time_elements(body, day):
    """A time element counts if it is marked, first in the article, or the only day on the page."""
    assert found(body=body).published == day


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<meta name="author" content="Jane Doe">', "Jane Doe"),
        (
            '<meta name="author" content="Jane Doe"><meta name="author" content="John Roe">',
            "Jane Doe, John Roe",
        ),
        ('<meta property="article:author" content="https://facebook.com/jane">', None),
        ('<meta name="byl" content="By Jane Doe">', "Jane Doe"),
        ('<p class="byline">By Jane Doe and John Roe</p>', "Jane Doe and John Roe"),
        ('<p class="byline">By Jane Doe in Riga, 3 March</p>', None),
        ('<p class="byline">Published at noon</p>', None),
        ('<a rel="author" href="/jane">Jane Doe</a>', "Jane Doe"),
        ('<meta name="twitter:creator" content="@jane">', None),
    ],
)
def test_authors(markup, author):
    """Names count, addresses of profiles do not."""
    assert found(markup).author == author


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Talks - The Example</title>", "Talks - The Example"),
        ('<title>Talks - The Example</title><meta property="og:title" content="Talks">', "Talks"),
        ("", None),
    ],
)
def test_titles(head, title):
    """The title for sharing takes precedence over the window title."""
    assert found(head).title == title


def test_two_headings_are_not_a_title():
    """It is unknown which of several headings is the title."""
    assert found(body="<h1>The Example</h1><h1>Talks</h1>").title is None


def test_the_outlet_is_the_name_of_the_site():
    """The name of the site takes precedence over the publisher, and an address is not a name."""
    head = (
        '<meta property="og:site_name" content="The Example"><meta name="publisher" content="Example Ltd.">'
    )
    assert found(head).outlet == "The Example"
    assert found('<meta name="publisher" content="https://facebook.com/example">').outlet is None


def test_a_relative_address_gives_way_to_a_whole_one():
    """A canonical link counts only if it is absolute."""
    head = '<link rel="canonical" href="/talks"><meta property="og:url" content="https://example.org/talks">'
    assert found(head).url == "https://example.org/talks"
