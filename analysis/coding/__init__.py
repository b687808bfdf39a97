"""From documents to codes: quotes, dates, statements, tones and events, coded once per corpus.

The events of a chronology, which a person coded, join those that the coder finds.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.codebook import Codebook, read_codebook, with_names, write_codebook
from analysis.coding.chronology import rows
from analysis.coding.store import content_hash, folder_of, new
from analysis.corpus import Corpus
from analysis.documents import Problem

# articles coded and written at once: bounds memory
AT_ONCE = 200


@dataclass(frozen=True)
class Codes:
    """What a coder found in a corpus: the six tables, and what they were made from.

    Attributes:
        title: of the corpus.
        tables: documents, quotes, statements, tones, dates and events.
        codebook: the one that was used; ``codebook.suggested`` tells whether a machine proposed it.
        problems: what could not be read, and warnings.
        key: hash of documents, codebook, chronology and rules.
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
    key = _coded(corpus)
    folder = folder_of(key)
    codebook = corpus.codebook or read_codebook(folder / "codebook.toml")
    return Codes(corpus.title, tables.read(folder), codebook, corpus.problems, key)


def write_codes(corpus: Corpus, out: Path) -> list[Path]:
    """Code a corpus and write the six tables as Parquet and CSV, in memory that does not grow with it.

    Raises:
        StancebookError: as of ``code``.
    """
    folder = folder_of(_coded(corpus))
    out.mkdir(parents=True, exist_ok=True)
    names = [f"{name}.{ending}" for name in tables.SCHEMAS for ending in ("parquet", "csv")]
    return [Path(shutil.copyfile(folder / name, out / name)) for name in names]


def _coded(corpus: Corpus) -> str:
    """Make sure that the codes of a corpus are in the cache, and return their key."""
    key = content_hash(corpus.documents, corpus.codebook, corpus.chronology)
    if folder_of(key).is_dir():
        return key
    codebook = corpus.codebook or _suggested(corpus)
    with new(key) as folder, tables.Writer(folder) as writer:
        for made in _tables(corpus, codebook):
            writer.add(made)
        write_codebook(codebook, folder / "codebook.toml", "suggested")
    return key


def _suggested(corpus: Corpus) -> Codebook:
    """Suggest a codebook for the articles of a corpus, with whom its chronology names."""
    from analysis.coding.suggesting import suggest

    codebook = suggest(corpus.documents) if corpus.documents else Codebook((), ())
    return with_names(codebook, (name for event in corpus.chronology for name in event.actors))


def _tables(corpus: Corpus, codebook: Codebook) -> Iterator[tables.Tables]:
    """Yield the tables piece by piece: what no document needs first, then some articles at a time."""
    empty = {name: tables.make(name, []) for name in tables.SCHEMAS}
    yield {
        **empty,
        "events": tables.check("events", tables.make("events", rows(corpus.chronology, codebook))),
    }
    if not corpus.documents:
        return
    # the language pipeline takes seconds to import; a chronology and cached codes do without it
    from tqdm import tqdm

    from analysis.coding.rules import code_documents

    with tqdm(total=len(corpus.documents), desc="Coding", unit=" articles", delay=5) as bar:
        for start in range(0, len(corpus.documents), AT_ONCE):
            yield code_documents(corpus.documents[start : start + AT_ONCE], codebook, bar.update)
