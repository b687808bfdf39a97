"""A page's own markup gives its metadata: which of several places counts, and what does not."""

import json

import pytest
from lxml.html import document_fromstring

from analysis.reading.metadata import Metadata, check
from analysis.reading.page_metadata import described


def found(head: str = "", body: str = "") -> Metadata:
    """Give the checked metadata of a page of these parts."""
    return check(
        described(document_fromstring(f"<html><head>{head}</head><body>{body or '<p>x</p>'}</body></html>"))
    )[0]


def json_ld(value: object) -> str:
    """Make a JSON-LD script."""
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
    """The article is found in lists and graphs, beside broken scripts and in old wrappings."""
    assert found(script) == EXPECTED


@pytest.mark.parametrize(
    "author", ["Jane Doe", ["Jane Doe", "https://example.org/jane"], {"name": "Jane Doe"}]
)
def test_json_ld_authors(author):
    """An author may be a name, a list or an object; an address is no name."""
    assert found(json_ld({**ARTICLE, "author": author})).author == "Jane Doe"


def test_json_ld_by_reference():
    """Authors and publishers may stand elsewhere in the graph, under their identifiers."""
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
    """Other things that a page describes say nothing of its article."""
    assert found(json_ld(value)) == (None,) * 6


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
    """A tag for the publication counts, one for a change or a copyright does not."""
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
        ('<p><time datetime="2025-05-20T09:00">9:00</time></p>', "2025-05-20"),
        (f"<p>{TWENTIETH}{OLDER}</p>", None),
        ("<p><time>20 May 2025</time></p>", None),
        ('<p><time datetime="PT3M">3 minutes</time></p>', None),
    ],
)
def test_dates_in_time_elements(body, day):
    """A time element counts when it is marked, first in the article, or the only day of the page."""
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
    """The title made for sharing comes before the one of the window."""
    assert found(head).title == title


def test_two_headings_are_not_a_title():
    """Which of several headings is the title cannot be known."""
    assert found(body="<h1>The Example</h1><h1>Talks</h1>").title is None


def test_the_outlet_is_the_name_of_the_site():
    """The site's own name comes before a publisher's, and an address is no name."""
    head = (
        '<meta property="og:site_name" content="The Example"><meta name="publisher" content="Example Ltd.">'
    )
    assert found(head).outlet == "The Example"
    assert found('<meta name="publisher" content="https://facebook.com/example">').outlet is None


def test_a_relative_address_gives_way_to_a_whole_one():
    """The canonical link counts only when it can be followed from anywhere."""
    head = '<link rel="canonical" href="/talks"><meta property="og:url" content="https://example.org/talks">'
    assert found(head).url == "https://example.org/talks"
