"""Represent an attribution: cue, content and source, with their spans."""

from dataclasses import dataclass

from analysis.coding.actors.names import Mention
from analysis.language.parsing import Paragraph
from analysis.language.tokens import Span, Token


@dataclass(frozen=True)
class Part:
    """A content span within one paragraph."""

    paragraph: Paragraph
    span: Span

    @property
    def offsets(self) -> tuple[int, int]:
        """Start and end offset of the part in the document."""
        return self.paragraph.span(self.span)


@dataclass
class Quote:
    """One attribution in a parsed article.

    Attributes:
        paragraph: the paragraph that contains the cue.
        cue: head of the attributing words; ``cue_span`` is their full span.
        parts: the content in text order; a quotation may continue in the following paragraphs.
        source_span: span of the source phrase, if any.
        confidence: probability that source and content are right.
        mention: the actor mention that the source refers to, if known.
        quote_id: identifier, set once all attributions of the article are known.
    """

    paragraph: Paragraph
    cue: Token
    cue_span: Span
    parts: list[Part]
    source_span: Span | None
    confidence: float
    mention: Mention | None = None
    quote_id: str = ""

    @property
    def source(self) -> Token | None:
        """Head of the source phrase, if any."""
        return self.source_span.root if self.source_span is not None else None

    def covers(self, token: Token) -> bool:
        """Return whether a token of the article is part of the content."""
        return any(
            part.span.doc is token.doc and part.span.start <= token.i < part.span.end for part in self.parts
        )
