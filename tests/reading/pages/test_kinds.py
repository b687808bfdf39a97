"""Pages that are no article are left out, and the message says what they are."""

import pytest

LINKS = "".join(
    f'<div><h3><a href="/{n}">A story about the bridge, part {n}</a></h3><p>{{}}</p></div>' for n in range(6)
)


@pytest.mark.parametrize(
    ("title", "body", "kind"),
    [
        ("404 - The Lantern", "<h1>Page not found</h1><p>The page you ask for does not exist.</p>", "404"),
        (
            "Access Denied",
            "<h1>Access Denied</h1><p>You have no permission to see this page.</p>",
            "Access Denied",
        ),
        (
            "Just a moment...",
            "<p>The Lantern checks the security of your connection first.</p>",
            "Just a moment",
        ),
        ("The Lantern", "<h1>Are you a robot?</h1><p>Click the box below to go on to the page.</p>", "robot"),
        ("Error 503", "<p>The server is busy, please come back in a few minutes.</p>", "Error 503"),
        (
            "The Lantern",
            "<h2>We value your privacy</h2><p>We and our partners store cookies and use personal data. "
            "You may withdraw your consent later.</p>",
            "cookies",
        ),
    ],
)
def test_messages_of_a_site(reading, page, title, body, kind):
    """What a site shows instead of an article is left out, however it is worded."""
    problem = reading("a.html", page(body, f"<title>{title}</title>")).problem
    assert problem.message.startswith("This page is a")
    assert kind in problem.message


@pytest.mark.parametrize(
    "title", ["Search results for “bridge”", "6 results for bridge", "bridge - Search - The Lantern"]
)
def test_search_pages(reading, page, paragraphs, title):
    """A page of search results is no article, though it has sentences of several."""
    html = page(f"<h1>{title}</h1>{LINKS.format(*paragraphs, *paragraphs)}", f"<title>{title}</title>")
    assert "search results" in reading("a.html", html).problem.message


@pytest.mark.parametrize("body", ["<h1>Politics</h1>" + LINKS, "<ul>" + LINKS.replace("div", "li") + "</ul>"])
def test_fronts_and_lists_of_links(reading, page, paragraphs, body):
    """The front of a section links to articles and holds none."""
    html = page(body.format(*paragraphs, *paragraphs), "<title>Politics | The Lantern</title>")
    assert "list of links" in reading("a.html", html).problem.message


def test_text_among_many_links_is_read_with_a_warning(reading, page, paragraphs):
    """If there is text beside the links, it is for the reader to say whether it is an article."""
    text = "".join(f"<p>{' '.join(paragraphs)}</p>" for _ in range(3))
    html = page(f"<h1>Bridge closes</h1><div>{text}</div>{LINKS.format(*[''] * 6)}")
    assert "list of links" in reading("a.html", html).warning.message


@pytest.mark.parametrize(
    "title", ["Access denied to reporters at the bridge", "Error in the count", "Search for survivors"]
)
def test_a_headline_may_sound_like_a_message(reading, page, paragraphs, title):
    """A page that says that it is an article is read as one."""
    head = f'<title>{title}</title><meta property="og:type" content="article">'
    html = page(f"<article><h1>{title}</h1><p>{paragraphs[0]}</p><p>{paragraphs[1]}</p></article>", head)
    assert reading("a.html", html).document.title == title
