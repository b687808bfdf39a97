"""From documents to codes: quotes, dates, statements, tones and events, coded once per corpus."""

from dataclasses import dataclass

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook, read_codebook
from analysis.coding.store import content_hash, folder_of, save
from analysis.corpus import Corpus
from analysis.documents import Problem


@dataclass(frozen=True)
class Codes:
    """What a coder found in a corpus: the six tables, and what they were made from.

    Attributes:
        title: of the corpus.
        tables: documents, quotes, statements, tones, dates and events.
        codebook: the one that was used; ``codebook.suggested`` tells whether a machine proposed it.
        problems: what could not be read, and warnings.
        key: hash of documents, codebook and rules.
    """

    title: str
    tables: tables.Tables
    codebook: Codebook
    problems: tuple[Problem, ...]
    key: str

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return one of the six tables by name, or raise naming the nearest."""
        tables.schema(name)
        return self.tables[name]


def code(corpus: Corpus) -> Codes:
    """Code a corpus, or read its codes from the cache when neither it nor the rules have changed.

    Work of more than a few seconds shows its progress. Without a codebook one is suggested.

    Raises:
        StancebookError: when the tables do not fit their schema (a defect of the coder).
    """
    key = content_hash(corpus.documents, corpus.codebook)
    folder = folder_of(key)
    if not folder.is_dir():
        save(*_code(corpus), folder)
    codebook = corpus.codebook or read_codebook(folder / "codebook.toml")
    return Codes(corpus.title, tables.read(folder), codebook, corpus.problems, key)


def _code(corpus: Corpus) -> tuple[tables.Tables, Codebook]:
    # the language pipeline takes seconds to import; reading cached codes does without it
    from tqdm import tqdm

    from analysis.coding.rules import code_documents
    from analysis.coding.suggesting import suggest

    codebook = corpus.codebook or suggest(corpus.documents)
    with tqdm(total=len(corpus.documents), desc="Coding", unit=" articles", delay=5) as bar:
        return code_documents(corpus.documents, codebook, bar.update), codebook
