"""A corpus on disk: a folder with ``corpus.toml``, a folder of articles, an article, a table, a project."""

from analysis.corpus.collecting import Corpus
from analysis.corpus.opening import open_corpus, write_corpus

__all__ = ["Corpus", "open_corpus", "write_corpus"]
