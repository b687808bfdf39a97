"""Build a document, or a problem, from text and metadata: the last step of every reader."""

from collections.abc import Iterator, Mapping

from analysis.documents import Document, Problem
from analysis.reading.mending import mend_encoding
from analysis.reading.metadata import check_metadata
from analysis.reading.normalising import normalise
from analysis.reading.unwrapping import unwrap
from analysis.reading.values import format_value

_SHORT = 0.6
"""Share of the words stated by an archive below which a text counts as incomplete."""

_MENDED = "Its characters were encoded twice (â€œ stood for “); they are mended."


def build(
    item: str, doc_id: str, text: str, given: Mapping[str, object], words: int | None = None
) -> Iterator[Document | Problem]:
    """Build one document of an article as people have it: encoded twice, with lines broken, cut short.

    Args:
        item: the file, or the file and row, to name in problems.
        doc_id: the identifier given by the source.
        text: the article, not yet normalised.
        given: the metadata given by the source, by field of ``Document``; see ``check_metadata``.
        words: the length of the article in words, if the source states it.

    Yields:
        The document, and a warning for each part of it that is faulty; or a single problem if the text
        contains no letter.
    """
    mended = mend_encoding(text)
    whole = unwrap(normalise(mended))
    yield from build_verbatim(item, doc_id, whole, {name: _mend(value) for name, value in given.items()})
    if mended != text:
        yield Problem(item, _MENDED, "note")
    count = len(whole.split())
    if words and count < _SHORT * words:
        message = f"It should have {words:,} words, but it has {count:,}; part of it may be missing."
        yield Problem(item, message, "warning")


def build_verbatim(
    item: str, doc_id: str, text: str, given: Mapping[str, object]
) -> Iterator[Document | Problem]:
    """Build one document whose text is only normalised, since codes of another program point into it.

    Args:
        item: see ``build``.
        doc_id: see ``build``.
        text: see ``build``.
        given: see ``build``.

    Yields:
        See ``build``.
    """
    text = normalise(text)
    if not any(char.isalpha() for char in text):
        yield Problem(item, "There is no text in it, not a single letter; add its text or take it out.")
        return
    metadata, reasons = check_metadata(given)
    yield Document(doc_id=format_value(doc_id) or "document", text=text, **metadata._asdict())
    if lost := text.count("\ufffd"):
        yield Problem(item, _describe_loss(lost), "warning")
    for reason in reasons:
        yield Problem(item, reason, "warning")


def _mend(value: object) -> object:
    if isinstance(value, list):
        return [_mend(part) for part in value]
    return mend_encoding(value) if isinstance(value, str) else value


def _describe_loss(count: int) -> str:
    characters = "1 character" if count == 1 else f"{count:,} characters"
    return f"{characters} could not be decoded, shown as \ufffd in the text; save the source as UTF-8."
