"""Recognise what leads from a page to others: links, teasers, and lists of links."""

from lxml.html import HtmlElement

from analysis.reading.pages.parsing import drop_spaces

_LINKS = 0.5
"""Share of the characters of a paragraph above which it is a link to another page."""
_TEASERS, _TEASER = ("article", "div", "li", "section"), 60
"""Elements of a teaser, and words of the longest."""
_FEWEST_WORDS = 8
"""Words of a paragraph of text."""
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’")


def drop_links(tree: HtmlElement) -> None:
    """Remove what leads to other pages: teasers, and paragraphs and lists that are nothing but links."""
    teasers = {
        heading.getparent()
        for heading in tree.iter("h2", "h3", "h4", "h5")
        if heading.getparent().tag in _TEASERS and _leads_away(heading)
    }
    short = [teaser for teaser in teasers if len(teaser.text_content().split()) <= _TEASER]
    if _has_text_outside(tree, set(short)):
        for teaser in short:
            teaser.drop_tree()
    for element in [*tree.iter("p"), *tree.iter("ul")]:
        linked = "".join(link.text_content() for link in element.iter("a"))
        text = element.text_content().strip() if linked else ""
        if text and not text.endswith(_SENTENCE_ENDS) and drop_spaces(linked) == drop_spaces(text):
            element.drop_tree()


def _has_text_outside(tree: HtmlElement, teasers: set[HtmlElement]) -> bool:
    """Return whether a page has a paragraph outside of teasers, since an article's headline may be a link."""
    long = (part for part in tree.iter("p") if len(part.text_content().split()) >= _FEWEST_WORDS)
    return any(teasers.isdisjoint(part.iterancestors()) for part in long)


def _leads_away(heading: HtmlElement) -> bool:
    """Return whether a heading is a link to another page, not to itself."""
    return is_link(heading) and not any(
        (link.get("href") or "#").startswith("#") for link in heading.iter("a")
    )


def is_link(element: HtmlElement) -> bool:
    """Return whether most of the text of an element is a link."""
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return linked > 0 and linked > _LINKS * len(element.text_content())
