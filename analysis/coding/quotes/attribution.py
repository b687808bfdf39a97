"""One attribution: its cue, its content and its source, with their extents."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.coding.actors.names import Mention
from analysis.language.parsing import Paragraph


@dataclass(frozen=True)
class Part:
    """A stretch of content in one paragraph."""

    paragraph: Paragraph
    span: Span

    @property
    def offsets(self) -> tuple[int, int]:
        """Return where the part stands in the document."""
        return self.paragraph.span(self.span)


@dataclass
class Quote:
    """One attribution in a parsed article.

    Attributes:
        paragraph: where its cue stands.
        cue: head of the attributing words; ``cue_span`` is their full extent.
        parts: the content in text order; a quotation may go on in the next paragraphs.
        source_span: extent of the source phrase, if any.
        confidence: how likely source and content are right.
        mention: whom the source refers to, if known.
        quote_id: set once all attributions of the article are known.
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
        """Return the head of the source phrase."""
        return self.source_span.root if self.source_span is not None else None

    def covers(self, token: Token) -> bool:
        """Tell whether a token of the article stands in the content."""
        return any(
            part.span.doc is token.doc and part.span.start <= token.i < part.span.end for part in self.parts
        )
