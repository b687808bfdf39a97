"""Read the machine's tables of a corpus from the cache as far as they are asked for."""

from collections.abc import Collection, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from analysis import table_files, tables
from analysis.calibration import Calibration
from analysis.codebook import Codebook
from analysis.coding.cache import open_cache
from analysis.coding.manual.chronology import build_rows
from analysis.coding.pipeline import PIECE, Coded, Piece
from analysis.coding.stages import fingerprint, hash_texts
from analysis.comparing.refitting import refit_statements
from analysis.corpus import Corpus

# files that the events of a chronology depend on
CHRONOLOGY = ("edtf.py", "tables.py", "coding/manual/chronology.py")


class CachedTables:
    """The tables of a corpus as the machine coded it, with the events of its chronology.

    Attributes:
        problems: problems found.
        failed: identifiers of the documents on which the coder of statements failed, or was not asked.
        accounts: for each document about which a language model was asked, what it answered.
    """

    def __init__(
        self, corpus: Corpus, codebook: Codebook, coded: Coded, calibration: Calibration | None
    ) -> None:
        """Code what is not in the cache."""
        self._documents = corpus.documents
        self._chronology = _code_chronology(corpus, codebook)
        self._coded = coded
        self._calibration = calibration
        # results that failed are not kept in the cache: all tables must tell of the same failures
        self._pieces: list[Piece] = []
        found = list(coded.pieces(()))
        if any(piece.failed for piece in found):
            self._pieces = found = list(coded.pieces())
        self.problems = tuple(problem for piece in found for problem in piece.problems)
        self.failed = frozenset(doc_id for piece in found for doc_id in piece.failed)
        self.accounts = tuple(account for piece in found for account in piece.accounts)

    def read(
        self, name: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
    ) -> pa.Table:
        """Read a table in the order of the documents, events of the chronology first; see ``Source``."""
        wanted = None if doc_ids is None else pa.array(list(doc_ids), pa.string())
        names = list(table_files.build_arrow_schema(name).names if columns is None else columns)
        parts = [table_files.build_arrow_schema(name).empty_table().select(names)]
        for table in self._iterate(name):
            rows = table if wanted is None else table.filter(pc.is_in(table["doc_id"], wanted))
            parts.append(rows.select(names))
        return pa.concat_tables(part.replace_schema_metadata(None) for part in parts)

    def iterate(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Yield columns of a table in parts."""
        for table in self._iterate(name):
            yield table if columns is None else table.select(list(columns))

    def _iterate(self, name: str) -> Iterator[pa.Table]:
        if name == "documents":
            for start in range(0, len(self._documents), PIECE):
                rows = [vars(document) for document in self._documents[start : start + PIECE]]
                yield pa.Table.from_pylist(rows, table_files.build_arrow_schema(name))
            return
        if name == "events":
            yield self._chronology
        for piece in self._pieces or self._coded.pieces([name]):
            table = piece.tables[name]
            yield _refit(table, self._calibration) if name == "statements" and self._calibration else table

    def count_rows(self, name: str) -> int:
        """Return the number of rows of a table."""
        if name == "documents":
            return len(self._documents)
        return sum(table.num_rows for table in self._iterate(name))


def _refit(table: pa.Table, calibration: Calibration) -> pa.Table:
    frame = table_files.from_arrow("statements", table)
    return table_files.to_arrow("statements", refit_statements(frame, calibration))


def _code_chronology(corpus: Corpus, codebook: Codebook) -> pa.Table:
    """Return the events of a chronology as rows of the events table."""
    key = hash_texts(fingerprint(CHRONOLOGY), repr(codebook.actors), repr(corpus.chronology))
    with open_cache() as cache:
        found = cache.assembled(key, ["events"])
        if found is None:
            # validation takes a second; tables from the cache are already validated
            events = tables.check("events", tables.build("events", build_rows(corpus.chronology, codebook)))
            found = {"events": table_files.to_arrow("events", events)}
            cache.add_assembled(key, found)
    return found["events"]
