"""A page that a browser saved as a single file is read like the page itself."""

import quopri

import pytest

PAGE = (
    '<html><head><meta property="article:published_time" content="2025-03-03"></head><body><article>'
    "<h1>Bridge closes</h1><p>The mayor closed the old bridge – “for good”, he said.</p></article></body>"
)


def mhtml(page: str, location: str = "Content-Location: https://lantern.example/bridge\r\n") -> bytes:
    """Return a saved page with the frame of an advertisement."""
    head = 'Subject: Bridge\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="cut"\r\n\r\n'
    parts = (
        ("image/png", "", b"PNG"),
        ("text/html; charset=utf-8", location, quopri.encodestring(page.encode())),
        ("text/html", "", b"<p>Buy a very good thing now, and another one for free.</p>"),
    )
    body = b"".join(
        f"--cut\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n{more}\r\n".encode()
        + raw
        + b"\r\n"
        for kind, more, raw in parts
    )
    return head.encode() + body + b"--cut--\r\n"


def test_the_page_is_read(reading):
    """Its text is decoded, frames are left out, and its address is the one that it was saved from."""
    document = reading("a.mhtml", mhtml(PAGE)).document
    assert document.text == "The mayor closed the old bridge – “for good”, he said."
    assert (document.title, document.published) == ("Bridge closes", "2025-03-03")
    assert document.url == "https://lantern.example/bridge"


def test_the_address_of_the_page_itself_counts_first(reading):
    """The canonical link names the article; a page may be saved from another address."""
    page = PAGE.replace("<head>", '<head><link rel="canonical" href="https://lantern.example/17">')
    assert reading("a.mht", mhtml(page)).document.url == "https://lantern.example/17"


def test_a_file_without_a_page(reading):
    """An e-mail is no saved page."""
    assert "no web page in it" in reading("a.mht", b"Subject: Hello\r\n\r\nHow are you?").problem.message


@pytest.mark.parametrize("name", ["a.mhtml", "a.txt", "a"])
@pytest.mark.parametrize("by", ["<Saved by Blink>", '"Saved by Northport Browser 11"'])
def test_a_page_is_told_from_an_e_mail(reading, name, by):
    """A page has a sender, too: the browser."""
    document = reading(name, f"From: {by}\r\n".encode() + mhtml(PAGE)).document
    assert (document.title, document.author) == ("Bridge closes", None)
