"""The text of a page is its article: no part of it is lost, and nothing else is in it."""

import pytest

from analysis.reading.printed_days import find_printed_day


@pytest.mark.parametrize(
    "extra",
    [
        '<div class="share-bar"><a href="#">Share on Facebook</a> <a href="#">Copy link</a></div>',
        "<figure><img src='b.jpg'><figcaption>The old bridge in winter. Photo: Bo Lind</figcaption></figure>",
        '<p><a href="/2">Read more: Ferry runs from the far bank</a></p>',
        "<p>Read also: Ferry runs from the far bank</p>",
        '<div class="newsletter-box"><h3>The Morning Lantern</h3><p>All you need to know at seven.</p></div>',
        "<p>Sign up for our newsletter and get the best stories in your inbox.</p>",
        '<div class="author-bio"><p>Ada Finch has written about roads for The Lantern since 2019.</p></div>',
        '<section class="related"><h3>Related</h3><ul><li><a href="/2">Ferry runs</a></li></ul></section>',
        '<div id="cookie-banner"><p>We use cookies to make this site better for all our readers.</p></div>',
        "<p>This website uses cookies to count its readers.</p>",
        "<p>Follow us on Facebook and Instagram</p>",
        "<aside><p>The bridge was built in 1911 by the town of Aldmouth and its guilds.</p></aside>",
        '<div><h3><a href="/2">Ferry runs</a></h3><p>A ferry runs from the far bank.</p></div>',
        "<p>Last updated: 4 March 2025 at 17:00</p>",
        "<p>Advertisement</p>",
    ],
)
@pytest.mark.parametrize("place", [1, 4])
def test_what_is_not_the_article_is_left_out(reading, page, paragraphs, extra, place):
    """Prompts, captions, boxes and links are no text, between paragraphs or at the end."""
    parts = [f"<p>{text}</p>" for text in paragraphs]
    parts.insert(place, extra)
    html = page(f"<main><article><h1>Bridge closes</h1>{''.join(parts)}</article></main>")
    assert reading("a.html", html).document.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    "body",
    [
        "<article><h1>Bridge closes</h1>{}</article>",
        "<main><h1>Bridge closes</h1><div class='comment-body related'>{}</div></main>",
        "<div><h1>Bridge closes</h1><div class='story'>{}</div></div>",
        "<table><tr><td><a href='/'>Home</a></td><td><h1>Bridge closes</h1>{}</td></tr></table>",
        "<div class='newsletter'><h1>Bridge closes</h1>{}</div>",
    ],
)
def test_no_paragraph_is_lost(reading, page, paragraphs, body):
    """Paragraphs are kept whatever the elements around them are called, each as a paragraph of its own."""
    html = page(body.format("".join(f"<p>{text}</p>" for text in paragraphs)))
    assert reading("a.html", html).document.text == "\n\n".join(paragraphs)


def test_a_line_with_the_author_is_no_text(reading, page, paragraphs):
    """A byline gives the author."""
    html = page(
        '<article><h1>Bridge closes</h1><p class="byline">By Ada Finch and Bo Lind</p>'
        f"<p>{paragraphs[0]}</p></article>"
    )
    document = reading("a.html", html).document
    assert (document.author, document.text) == ("Ada Finch and Bo Lind", paragraphs[0])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3 March 2025", "2025-03-03"),
        ("Mar. 3, 2025", "2025-03-03"),
        ("3rd March 2025", "2025-03-03"),
        ("lundi 3 mars 2025", "2025-03-03"),
        ("3. März 2025", "2025-03-03"),
        ("3 de marzo de 2025", "2025-03-03"),
        ("2025 年 3 月 3 日", "2025-03-03"),
        ("2025-03-03", "2025-03-03"),
        ("March 2025", None),
        ("03/04/2025", None),
        ("31 February 2025", None),
        ("issue 3, may 2025", None),
    ],
)
def test_days_that_archives_print(text, day):
    """A day counts if it is whole and has only one reading."""
    assert find_printed_day(text) == day
