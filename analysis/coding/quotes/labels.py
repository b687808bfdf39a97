"""Speaker labels of transcripts: "WALLACE: ..." attributes the paragraph behind it."""

import re
from collections.abc import Iterator

from analysis.coding.extents import trimmed
from analysis.coding.lexicon import words
from analysis.coding.quotes.attribution import Quote
from analysis.language.parsing import Article, Paragraph

# a name in capitals, perhaps with a remark in brackets, then a colon
LABEL = re.compile(
    r"\s*(?P<name>(?:[A-Z][A-Z'.-]*[ ,]+){0,5}[A-Z][A-Z'.-]+)(?:\s*\([^()\n]{1,40}\))?:\s+(?=\S)"
)
# one label may be a dateline ("NEW DELHI: ..."); a transcript has more
FEWEST = 2


def labelled(article: Article) -> dict[int, Quote]:
    """Return the attribution of each paragraph that begins with a speaker label, by its start."""
    found = {quote.paragraph.start: quote for quote in _labels(article)}
    return found if len(found) >= FEWEST else {}


def _labels(article: Article) -> Iterator[Quote]:
    for paragraph in article.paragraphs:
        match = LABEL.match(paragraph.text)
        if match is not None and words("cues", "headings").isdisjoint(match["name"].lower().split()):
            quote = _attribution(paragraph, match)
            if quote is not None:
                yield quote


def _attribution(paragraph: Paragraph, match: re.Match[str]) -> Quote | None:
    doc = paragraph.doc
    name = doc.char_span(*match.span("name"), alignment_mode="expand")
    before = doc.char_span(0, match.end(), alignment_mode="contract")
    if name is None or before is None or before.end >= len(doc):
        return None
    colon = next((token for token in reversed(before) if token.text == ":"), None)
    content = trimmed(doc[before.end :])
    if colon is None or not any(token.is_alpha for token in content):
        return None
    return Quote(paragraph, "label", colon, doc[colon.i : colon.i + 1], [content], name[-1], name)
