"""The last step of every reader: text and metadata become a document, or a problem in its place."""

from collections.abc import Iterator, Mapping

from analysis.documents import Document, Problem
from analysis.reading.metadata import check
from analysis.reading.normalising import normalise
from analysis.reading.values import string


def build(item: str, doc_id: str, text: str, given: Mapping[str, object]) -> Iterator[Document | Problem]:
    """Make one document.

    Args:
        item: the file, or the file and row, to name in a problem.
        doc_id: the identifier as the source gives it.
        text: the article, not yet normalised.
        given: metadata as the source gives it, by field of ``Document``; see ``metadata.check``.

    Yields:
        The document and a warning for each thing of it that is not as it should be; or one problem
        when the text holds no letter.
    """
    text = normalise(text)
    if not any(sign.isalpha() for sign in text):
        yield Problem(item, "There is no text in it: not a single letter; fill it in or leave it out.")
        return
    metadata, reasons = check(given)
    yield Document(doc_id=string(doc_id) or "document", text=text, **metadata._asdict())
    if lost := text.count("\ufffd"):
        yield Problem(item, _lost(lost), "warning")
    for reason in reasons:
        yield Problem(item, reason, "warning")


def _lost(count: int) -> str:
    characters = "1 character" if count == 1 else f"{count:,} characters"
    return f"{characters} could not be decoded and stand as \ufffd in the text; save the source as UTF-8."
