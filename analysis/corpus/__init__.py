"""Open a corpus: a folder with ``corpus.toml``, a folder of articles, an article, a table or a project."""

from analysis.corpus.collecting import Corpus
from analysis.corpus.opening import open_corpus, write_corpus

__all__ = ["Corpus", "open_corpus", "write_corpus"]
