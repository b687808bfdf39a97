"""Open a collection that is coded already: its articles are read when they are asked for."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import overload

from analysis.corpus.collecting import Corpus
from analysis.corpus.completeness import group_problems
from analysis.documents import Document, Problem
from analysis.partitions import Partitions


class StoredDocuments(Sequence[Document]):
    """The articles of a coded collection, in order, read partition by partition."""

    def __init__(self, partitions: Partitions) -> None:
        self._partitions = partitions

    def __len__(self) -> int:
        return self._partitions.count_rows("documents")

    def __iter__(self) -> Iterator[Document]:
        for table in self._partitions.iterate("documents"):
            for row in table.to_pylist():
                yield Document(**row)

    @overload
    def __getitem__(self, place: int) -> Document: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Document, ...]: ...
    def __getitem__(self, place: int | slice) -> Document | tuple[Document, ...]:
        """Return an article, or several, by place."""
        if isinstance(place, slice):
            return tuple(islice(self, *place.indices(len(self))))
        at = range(len(self))[place]
        return next(islice(self, at, at + 1))


def open_collection(place: str | Path) -> Corpus:
    """Open a coded collection as a corpus.

    Args:
        place: its folder, or its address in an object store.

    Raises:
        StancebookError: if it is not finished, of another version, or damaged.
    """
    partitions = Partitions(place)
    head = partitions.head
    found = [Problem(**problem) for part in partitions.summaries for problem in part["problems"]]
    return Corpus(
        head.title,
        Path(place),
        StoredDocuments(partitions),
        head.codebook,
        tuple(group_problems((*head.problems, *found))),
        calibration=head.calibration,
        coded=partitions,
    )
