"""Keep the parses of articles that a codebook is suggested from, until the articles are coded.

Both need the same parses, and parsing takes most of the time. They may be needed in another process.
"""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc as Parse

from analysis.coding.cache import Cache, PackedParagraph
from analysis.coding.stages import hash_parse
from analysis.documents import Document
from analysis.language.parsing import Article, Paragraph, load, parse
from analysis.language.tokens import Doc

# what the language pipeline does not set
EMPTY = ["cats", "sentiment", "spans", "user_data"]


def keep_parse(cache: Cache, article: Article) -> None:
    """Store the parse of an article until it is coded."""
    packed = (
        PackedParagraph(one.start, one.written, one.doc.parse.to_bytes(exclude=EMPTY))
        for one in article.paragraphs
    )
    cache.keep_parse(hash_parse(article.document), packed)


def parse_others(
    documents: Sequence[Document], kept: Mapping[str, Sequence[PackedParagraph]]
) -> Iterator[Article]:
    """Yield the parses of documents, in any order; those without text have none.

    Args:
        documents: the documents.
        kept: the parses that were kept of some of them, by ``hash_parse``.
    """
    for document in documents:
        if hash_parse(document) in kept:
            yield Article(document, [_unpack(one) for one in kept[hash_parse(document)]])
    yield from parse(document for document in documents if hash_parse(document) not in kept)


def _unpack(packed: PackedParagraph) -> Paragraph:
    parse = Parse(load().vocab).from_bytes(packed.content)
    return Paragraph(packed.start, packed.written, Doc(parse))
