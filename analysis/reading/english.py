"""Whether articles are English, told by their commonest words."""

from collections.abc import Iterable, Iterator

from analysis.documents import Document, Problem

# English prose has about every third word from here, other languages hardly any
COMMONEST = frozenset(
    "the of and to in a that is for on was with as by at it he his from have be this".split()  # noqa: SIM905
)
SHARE, FEWEST_WORDS, SAMPLE = 0.1, 30, 20_000


def of_another_language(documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a warning for each document that does not look English."""
    for document in documents:
        if not _looks_english(document.text):
            what = "It does not look English; the coder reads English only and finds little in it."
            yield Problem(document.doc_id, what, "warning")


def _looks_english(text: str) -> bool:
    """Tell by its commonest words whether a text may be English; a short one gets the benefit."""
    listed = text[:SAMPLE].lower().split()
    if len(listed) < FEWEST_WORDS:
        return not text.strip() or sum(letter.isascii() for letter in text) > len(text) / 2
    return sum(word in COMMONEST for word in listed) >= SHARE * len(listed)
