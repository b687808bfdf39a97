"""Parse the text of articles into paragraphs, keeping offsets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc as Parse
from spacy.tokens import Token as ParsedToken

from analysis.documents import Document
from analysis.language.marks import straighten
from analysis.language.misread_verbs import correct_verbs
from analysis.language.tokens import Doc, Span, Token

MODEL = Path(__file__).parent / "model"

# Longer paragraphs (in characters) and sentences (in tokens) are cut: news has none, and the cost of
# the rules may grow with the square of the sentence length.
LONGEST_PARAGRAPH = 4_000
LONGEST_SENTENCE = 160
# Longer runs without a space (in characters) are cut too: the tokenizer strips marks one at a time.
LONGEST_WORD = 250
# paragraphs and characters per batch; the parser's memory grows with them
BATCH, BATCH_LENGTH = 128, 48_000

# a line end inside a paragraph: not after the end of a sentence, nor next to a blank line
WRAPPED = re.compile(r"(?<![.!?:;”\"'’)\]\n])\n(?=\S)")
OVERLONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")
SENTENCE_END = re.compile(r"[.!?][”\"'’)\]]*\s")
# of a bracket that explains a name, in tokens
LONGEST_ASIDE = 10
# marks that may stand between the end of a sentence and the next one
CLOSING = "\"'”’)]} "


@dataclass(frozen=True)
class Paragraph:
    """One parsed paragraph of an article.

    Attributes:
        start: offset of its first character in the document's text.
        written: the paragraph with the newspaper's own quotation marks.
        doc: its parse, of the text with normalised marks; token offsets count from ``start``.
    """

    start: int
    written: str
    doc: Doc

    @property
    def text(self) -> str:
        """The paragraph with normalised marks."""
        return self.doc.text

    def span(self, tokens: Span | Token) -> tuple[int, int]:
        """Return the document offsets of a span or token of this paragraph."""
        if isinstance(tokens, Token):
            return self.start + tokens.idx, self.start + tokens.idx + len(tokens.text)
        return self.start + tokens.start_char, self.start + tokens.end_char

    def words(self, span: Span) -> str:
        """Return the original text of a span."""
        return self.written[span.start_char : span.end_char]

    def tokens(self, start: int, end: int) -> Span | None:
        """Return the tokens that document offsets touch; None if they are outside this paragraph."""
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
    """Parse documents as a stream, in batches over their paragraphs; those without text are skipped."""
    pieces = (
        (document, start, piece) for document in documents for start, piece in split_paragraphs(document.text)
    )
    for document, group in groupby(_parse_pieces(pieces), key=lambda item: item[0]):
        yield Article(document, [paragraph for _, paragraph in group])


def split_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text into paragraphs, each with its offset.

    A blank line always ends a paragraph. A single line end does too, unless the line is wrapped
    in the middle of a sentence.
    """
    unwrapped = WRAPPED.sub(" ", text) if _is_wrapped(text) else text
    for match in re.finditer(r"[^\n]+", unwrapped):
        start = match.start()
        for piece in _cut_paragraph(match[0]):
            if not piece.isspace():
                yield start, piece
            start += len(piece)


def _is_wrapped(text: str) -> bool:
    """Return whether lines are wrapped at a column: most have a similar length, few end a sentence."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()]
    inner = [line for line in lines if 40 <= len(line) <= 100]
    ended = sum(line.rstrip()[-1] in '.!?”"' for line in inner)
    return len(inner) > 0.6 * len(lines) and ended < 0.5 * len(inner)


def _cut_paragraph(text: str) -> Iterator[str]:
    """Cut an overlong paragraph after a sentence, else after a word, else anywhere."""
    start = 0
    while len(text) - start > LONGEST_PARAGRAPH:
        limit = start + LONGEST_PARAGRAPH
        sentence = max((match.end() for match in SENTENCE_END.finditer(text, start, limit)), default=start)
        cut = sentence if sentence > start else text.rfind(" ", start, limit) + 1
        cut = cut if cut > start else limit
        yield from _cut_words(text[start:cut])
        start = cut
    yield from _cut_words(text[start:])


def _cut_words(text: str) -> Iterator[str]:
    """Cut a piece within its overlong words only."""
    start = 0
    for match in OVERLONG_WORD.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _parse_pieces(pieces: Iterable[tuple[Document, int, str]]) -> Iterator[tuple[Document, Paragraph]]:
    """Parse pieces of documents in batches."""
    nlp = load()
    for batch in _group_into_batches(pieces):
        docs = [_mark_sentences(nlp.make_doc(straighten(piece))) for _, _, piece in batch]
        parses = nlp.pipe(docs, batch_size=len(docs))
        for (document, start, piece), doc in zip(batch, parses, strict=True):
            yield document, Paragraph(start, piece, Doc(correct_verbs(doc)))


def _group_into_batches(
    pieces: Iterable[tuple[Document, int, str]],
) -> Iterator[list[tuple[Document, int, str]]]:
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


def _opens_aside(token: ParsedToken) -> bool:
    """Return whether a bracket after an abbreviation is no sentence: "Norland Co. (NC) acquired it"."""
    if token.text != "(":
        return False
    closing = next(
        (later.i for later in token.doc[token.i : token.i + LONGEST_ASIDE] if later.text == ")"), None
    )
    after = token.doc[closing + 1 : closing + 2].text if closing is not None else ""
    return after[:1].islower()


def _mark_sentences(doc: Parse) -> Parse:
    """Tell the parser where no sentence begins, and force starts that split an overlong sentence.

    After a name the parser may begin a sentence at the next one: "the United States | Joe Biden won".
    An overlong sentence is split after a full stop, if possible.
    """
    last = ""
    for token in doc:
        if last.isalnum() or last == "," or _opens_aside(token):
            token.is_sent_start = False
        last = (token.text.rstrip(CLOSING) or last)[-1:]
    start = 0
    while len(doc) - start > LONGEST_SENTENCE:
        window = range(start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        stops = [index + 1 for index in window if doc[index].text in (".", "!", "?")]
        start = stops[-1] if stops else start + LONGEST_SENTENCE
        doc[start].is_sent_start = True
    return doc
