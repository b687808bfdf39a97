"""A paywall is told, its offers are no text, and text that the page holds is never lost."""

import json

import pytest

OFFERS = [
    "Subscribe to continue reading",
    "Already a subscriber? Log in",
    "This article is for subscribers only.",
    "To read the full story, start your free trial today.",
    "Already have an account? Sign in here.",
    "You have read 3 of 3 free articles this month.",
    "Get unlimited access for 2 crowns a week. Cancel anytime.",
    "Want to read more? Become a member.",
    "Create a free account to keep reading",
    "Unlock this article with a subscription",
]


def marked(value: object = False, selector: str = ".paywall") -> str:
    """Return JSON-LD that says that an article is not free as a whole."""
    part = {"@type": "WebPageElement", "isAccessibleForFree": value, "cssSelector": selector}
    node = {
        "@type": "NewsArticle",
        "headline": "Bridge closes",
        "isAccessibleForFree": value,
        "hasPart": part,
    }
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def article(*parts: str) -> str:
    """Return an article with these parts."""
    return f"<article><h1>Bridge closes</h1>{''.join(parts)}</article>"


@pytest.mark.parametrize("offer", OFFERS)
def test_an_offer_at_the_end_is_removed_and_told(reading, page, paragraphs, offer):
    """The article may be cut off there, also if the page does not say so of itself."""
    body = article(*(f"<p>{text}</p>" for text in [*paragraphs[:2], offer]))
    found = reading("a.html", page(body))
    assert found.document.text == "\n\n".join(paragraphs[:2])
    assert "cut off by a paywall" in found.warning.message


@pytest.mark.parametrize("value", [False, "False", "false"])
@pytest.mark.parametrize("selector", [".paywall", "div.paywall", "#wall", "article .paywall, .other"])
def test_a_page_that_says_that_it_is_not_free(reading, page, paragraphs, value, selector):
    """The element that holds the offer is removed, whatever else stands in it."""
    offer = '<div class="paywall" id="wall"><h2>Subscribe to continue reading</h2><p>From 1 crown.</p></div>'
    found = reading("a.html", page(article(f"<p>{paragraphs[0]}</p>", offer), marked(value, selector)))
    assert found.document.text == paragraphs[0]
    assert "only part of it is free" in found.warning.message


def test_text_behind_the_wall_is_kept(reading, page, paragraphs):
    """Many pages hold the whole text and hide it; it is read, and the reader is asked to check it."""
    hidden = f'<div class="paywall">{"".join(f"<p>{text}</p>" for text in paragraphs[1:] * 5)}</div>'
    found = reading("a.html", page(article(f"<p>{paragraphs[0]}</p>", hidden), marked()))
    assert found.document.text.count(paragraphs[3]) == 5
    assert found.warning.message.endswith("check that its text is whole.")


@pytest.mark.parametrize(
    "sentence",
    [
        "“Subscribe to our paper and cancel at any time,” he told the crowd outside the town hall.",
        "The paper said that its subscribers could start a free trial on the day of the strike.",
    ],
)
def test_an_article_about_subscriptions_is_whole(reading, page, paragraphs, sentence):
    """Words of a speaker or a report about offers are no offer."""
    found = reading("a.html", page(article(f"<p>{paragraphs[0]}</p>", f"<p>{sentence}</p>")))
    assert found.document.text.endswith(sentence)
    assert not found.problems


def test_a_free_page_is_not_warned_of(reading, page, paragraphs):
    """An article that is free is whole."""
    found = reading("a.html", page(article(*(f"<p>{text}</p>" for text in paragraphs)), marked(True)))
    assert not found.problems
