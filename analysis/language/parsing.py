"""From the text of an article to its parsed paragraphs, offsets kept."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from analysis.documents import Document
from analysis.language.marks import plain

MODEL = Path(__file__).parent / "model"

# Longer paragraphs, in characters, and longer sentences, in tokens, are cut: news has none, and
# what the rules ask of a sentence may grow with the square of its length.
LONGEST_PARAGRAPH = 4_000
LONGEST_SENTENCE = 160
# So are longer runs without a space, in characters: the tokenizer takes marks off one by one.
LONGEST_WORD = 250
# paragraphs and characters parsed at once; the parser's memory grows with them
BATCH, BATCH_LENGTH = 128, 48_000

# A line end inside a paragraph stands before anything but the end of a sentence or of the block.
WRAPPED = re.compile(r"(?<![.!?:;”\"'’)\]\n])\n(?=\S)")
OVERLONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")
SENTENCE_END = re.compile(r"[.!?][”\"'’)\]]*\s")


@dataclass(frozen=True)
class Paragraph:
    """One parsed paragraph of an article.

    Attributes:
        start: offset of its first character in the document's text.
        written: the paragraph with the newspaper's own marks.
        doc: its parse, of the text in plain marks; token offsets count from ``start``.
    """

    start: int
    written: str
    doc: Doc

    @cached_property
    def text(self) -> str:
        """The paragraph in plain marks."""
        return self.doc.text

    def span(self, tokens: Span | Token) -> tuple[int, int]:
        """Return the document offsets of a span or token of this paragraph."""
        if isinstance(tokens, Token):
            return self.start + tokens.idx, self.start + tokens.idx + len(tokens)
        return self.start + tokens.start_char, self.start + tokens.end_char

    def words(self, span: Span) -> str:
        """Return a span as the newspaper wrote it."""
        return self.written[span.start_char : span.end_char]

    def tokens(self, start: int, end: int) -> Span | None:
        """Return the tokens that document offsets touch; None where they are not of this paragraph."""
        return self.doc.char_span(start - self.start, end - self.start, alignment_mode="expand")


@dataclass(frozen=True)
class Article:
    """A document with its parsed paragraphs, in order."""

    document: Document
    paragraphs: list[Paragraph]


@cache
def load() -> Language:
    """Load the English pipeline that ships with the package, once per process."""
    return spacy.load(MODEL)


def parse(documents: Iterable[Document]) -> Iterator[Article]:
    """Parse documents as a stream, in batches over their paragraphs; one without text is left out."""
    pieces = (
        (document, start, piece) for document in documents for start, piece in paragraphs(document.text)
    )
    for document, group in groupby(_parsed(pieces), key=lambda item: item[0]):
        yield Article(document, [paragraph for _, paragraph in group])


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into paragraphs, each with its offset.

    A blank line always ends a paragraph. A single line end does so too, unless the line was
    merely wrapped: it then goes on in the middle of a sentence.
    """
    unwrapped = WRAPPED.sub(" ", text) if _is_wrapped(text) else text
    for match in re.finditer(r"[^\n]+", unwrapped):
        start = match.start()
        for piece in _pieces(match[0]):
            if not piece.isspace():
                yield start, piece
            start += len(piece)


def _is_wrapped(text: str) -> bool:
    """Return whether lines were broken at a column: most are of one length and few end a sentence."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    inner = [line for line in lines if 40 <= len(line) <= 100]
    ended = sum(line.rstrip()[-1] in '.!?”"' for line in inner)
    return len(inner) > 0.6 * len(lines) and ended < 0.5 * len(inner)


def _pieces(text: str) -> Iterator[str]:
    """Cut an overlong paragraph behind a sentence, else behind a word, else anywhere."""
    start = 0
    while len(text) - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        sentence = max((match.end() for match in SENTENCE_END.finditer(text, start, limit)), default=start)
        cut = sentence if sentence > start else text.rfind(" ", start, limit) + 1
        cut = cut if cut > start else limit
        yield from _words(text[start:cut])
        start = cut
    yield from _words(text[start:])


def _words(text: str) -> Iterator[str]:
    """Cut a piece inside its overlong words only."""
    start = 0
    for match in OVERLONG_WORD.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _parsed(pieces: Iterable[tuple[Document, int, str]]) -> Iterator[tuple[Document, Paragraph]]:
    """Parse pieces of documents, as many at once as the batch holds."""
    nlp = load()
    for batch in _batches(pieces):
        docs = [_with_sentences_cut(nlp.make_doc(plain(piece))) for _, _, piece in batch]
        parses = nlp.pipe(docs, batch_size=len(docs))
        for (document, start, piece), doc in zip(batch, parses, strict=True):
            yield document, Paragraph(start, piece, doc)


def _batches(pieces: Iterable[tuple[Document, int, str]]) -> Iterator[list[tuple[Document, int, str]]]:
    batch: list[tuple[Document, int, str]] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece[2]) > BATCH_LENGTH):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece[2])
    if batch:
        yield batch


def _with_sentences_cut(doc: Doc) -> Doc:
    """Make the parser begin a sentence where one would become overlong, if possible behind a full stop."""
    start = 0
    while len(doc) - start > LONGEST_SENTENCE:
        window = range(start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        stops = [place + 1 for place in window if doc[place].text in (".", "!", "?")]
        start = stops[-1] if stops else start + LONGEST_SENTENCE
        doc[start].is_sent_start = True
    return doc
