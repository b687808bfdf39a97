"""Find the paragraphs that a corpus repeats over articles: footers, captions, calls for comments."""

import re
from collections import defaultdict
from collections.abc import Iterable

from analysis.documents import Document
from analysis.language.parsing import split_paragraphs

# fewest articles with the same paragraph; a wire report that two outlets print is no footer
FEWEST_ARTICLES = 3
# articles that share these first paragraphs are copies of one report
BEGINNING = 3


def find_repeated(documents: Iterable[Document]) -> frozenset[str]:
    """Return the paragraphs, as ``reduce_words`` gives them, of several articles that begin differently."""
    beginnings: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for document in documents:
        texts = [reduce_words(text) for _, text in split_paragraphs(document.text)]
        for text in texts:
            beginnings[text].add(tuple(texts[:BEGINNING]))
    return frozenset(text for text, firsts in beginnings.items() if len(firsts) >= FEWEST_ARTICLES)


def reduce_words(text: str) -> str:
    """Return a paragraph without capitals, numbers and punctuation, which vary in what is repeated."""
    return " ".join(re.findall(r"[^\W\d_]+", text.lower()))
