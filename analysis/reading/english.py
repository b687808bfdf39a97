"""Warn of articles that are not in English, judging by the commonest English words."""

from collections.abc import Iterable, Iterator

from analysis.documents import Document, Problem

# about a third of the words of English prose are in this list, and almost none of other languages
COMMONEST = frozenset(
    "the of and to in a that is for on was with as by at it he his from have be this".split()  # noqa: SIM905
)
SHARE, FEWEST_WORDS, SAMPLE = 0.1, 30, 20_000


def warn_of_other_languages(documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a warning for each document that does not look English."""
    for document in documents:
        if not _looks_english(document.text):
            message = "It does not look English; the coder reads only English and will find little in it."
            yield Problem(document.doc_id, message, "warning")


def _looks_english(text: str) -> bool:
    """Return whether a text may be English, judging by its words; short texts are judged by their letters."""
    words = text[:SAMPLE].lower().split()
    if len(words) < FEWEST_WORDS:
        return not text.strip() or sum(letter.isascii() for letter in text) > len(text) / 2
    return sum(word in COMMONEST for word in words) >= SHARE * len(words)
