"""Turn the text of a file into documents: its one article, or the articles of an archive's export."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.documents import Document, Problem
from analysis.reading.building import build
from analysis.reading.layouts import Article, split_export
from analysis.reading.normalising import normalise
from analysis.text import format_count

_USED = (
    "Of what the archive says about each, title, outlet, author, day, language and address are used; "
    "sections, pages, subjects, teasers and captions are not."
)


def read_text(
    path: Path, text: str, given: Mapping[str, object], heading: str = ""
) -> Iterator[Document | Problem]:
    """Build the documents of a text.

    Args:
        path: the file that the text comes from; its name without the extension identifies the document.
        text: the whole text.
        given: the metadata given by the file, by field of ``Document``; see ``check_metadata``.
        heading: the heading above the text, if there is one: the title of an article, but in an archive's
            export a line like any other.

    Yields:
        The documents and their warnings, or problems; and a note if the text is an archive's export.
    """
    if export := split_export(normalise(f"{heading}\n\n{text}")):
        yield from build_articles(path, *export)
    else:
        yield from build(path.name, path.stem, text, {"title": heading, **given})


def build_articles(
    path: Path, archive: str, articles: list[Article], stated: int | None = None
) -> Iterator[Document | Problem]:
    """Build the documents of an export that is split into articles, with a note of how many they are.

    Args:
        path: the file that the export comes from.
        archive: the name of the archive.
        articles: the articles of the export.
        stated: how many articles the archive says it has; a warning is yielded if it is another number.
    """
    found = format_count(len(articles), "article")
    yield Problem(path.name, f"It is an export of {archive} with {found}. {_USED}", "note")
    if stated and stated != len(articles):
        message = f"The archive states {format_count(stated, 'article')}, but the file has {found}."
        yield Problem(path.name, f"{message} Export it again if you need all of them.", "warning")
    for number, article in enumerate(articles, start=1):
        item, doc_id = path.name, path.stem
        if len(articles) > 1:
            item, doc_id = f"{item} article {number}", f"{doc_id}-{number}"
        yield from build(item, doc_id, article.text, article.fields, article.words)
        if article.remark:
            yield Problem(item, article.remark, "warning")
