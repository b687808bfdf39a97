"""Metadata is displayed and stored in tables: on one line, of limited length, and checked."""

import pytest

from analysis.reading.metadata import check_metadata, pick_fields


def test_names_are_found_in_any_case_and_order_of_preference():
    """A column may be called 'Publisher ' or 'outlet'; the preferred name wins if filled."""
    row = {"OUTLET": None, "Publisher ": "Example", "date": "2025-05-20", "published": "", "Other": 1}
    assert pick_fields(row) == {"outlet": "Example", "published": "2025-05-20"}


def test_strings_are_one_bounded_line():
    """Line breaks, control characters and overlong titles do not reach a page."""
    metadata, reasons = check_metadata({"title": "Talks\r\n\tgo\x00 on" + " and on" * 200, "outlet": 2025.0})
    assert metadata.title is not None
    assert metadata.title.startswith("Talks go on and on")
    assert len(metadata.title) <= 500
    assert metadata.outlet == "2025"
    assert reasons == []


@pytest.mark.parametrize(
    ("given", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("byline: Jane", "byline: Jane"),
        (["Jane Doe", "John Roe"], "Jane Doe, John Roe"),
        (["Jane Doe", {"name": "x"}, None], "Jane Doe"),
        ({"name": "x"}, None),
        ("Byron Smith", "Byron Smith"),
        (" ", None),
    ],
)
def test_authors(given, author):
    """A list of authors is joined, 'By' is removed and nested values are ignored."""
    assert check_metadata({"author": given})[0].author == author


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_web_addresses_stay(url):
    """A web address is kept unchanged."""
    assert check_metadata({"url": url})[0].url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "www.example.org/a",
        "/news/1",
        "file:///etc/passwd",
        "https://",
        "http://[x",
        "data:x",
    ],
)
def test_other_addresses_are_dropped_with_a_reason(url):
    """An address that a browser would run or could not find is not that of an article."""
    metadata, (reason,) = check_metadata({"url": url})
    assert metadata.url is None
    assert reason.endswith("expected one that begins with http:// or https://.")


def test_an_address_is_never_cut():
    """A truncated address is useless, so one that is too long is dropped with a reason."""
    metadata, (reason,) = check_metadata({"url": "https://example.org/" + "x" * 600})
    assert metadata.url is None
    assert "more than 500 characters" in reason


@pytest.mark.parametrize(
    ("given", "language"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("uk_UA", "uk"),
        ("eng", "en"),
        ("English", "en"),
        ("ger", "de"),
        (None, None),
    ],
)
def test_languages(given, language):
    """The language is a code of two or three letters, with or without a region, or an English name."""
    assert check_metadata({"language": given})[0].language == language


def test_an_unknown_language_is_dropped_with_a_reason():
    """No code is guessed."""
    metadata, reasons = check_metadata({"language": "Old Quayish"})
    assert metadata.language is None
    assert reasons == ["The language 'Old Quayish' is not used; expected a two-letter code such as 'en'."]


def test_the_first_usable_candidate_counts():
    """A page may give its date several times; an unusable one is ignored if a usable one follows."""
    metadata, reasons = check_metadata(
        {"published": ["03/04/2025", None, "2025-04-03"], "url": ["/a", "https://x.org/a"]}
    )
    assert (metadata.published, metadata.url, reasons) == ("2025-04-03", "https://x.org/a", [])


def test_nothing_given_is_nothing_found():
    """Without metadata every field is missing; nothing is guessed."""
    assert check_metadata({}) == ((None,) * 6, [])
