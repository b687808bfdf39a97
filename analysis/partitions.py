"""Write and read a coded collection: the six tables in partitions, in a folder or an object store.

A collection of any size is coded partition by partition. Its folder holds

- ``documents/00000.parquet``, ``quotes/00000.parquet`` … : one Parquet file per table and partition. All
  codes of an article are in the partition of the article; events of a chronology, which belong to no article,
  and the statements in them are in the first partition. Confidence is already refitted if the collection has
  a calibration;
- ``parts/00000.json``: the summary of a partition, written last; without it the partition does not count;
- ``codebook.toml``, and ``collection.json``, which names the partitions that belong together, by their keys.

Every file is there whole or not at all. A process that is killed, or a disk that is full, leaves a partition
complete or not counted, and the collection as it was before or after.
"""

import json
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from fsspec import AbstractFileSystem

from analysis.calibration import Calibration
from analysis.codebook import Codebook, format_codebook, parse_codebook
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.stores import PENDING, list_files, open_store, put_file, to_arrow_files
from analysis.table_files import build_arrow_schema
from analysis.tables import SCHEMAS

# raised whenever the folder is laid out in another way
LAYOUT = 1
HEAD, CODEBOOK, PARTS = "collection.json", "codebook.toml", "parts"


@dataclass(frozen=True)
class Head:
    """What holds for a coded collection as a whole.

    Attributes:
        title: heading of reports.
        coder: name and version of the coder of the statements.
        key: hash of the documents, the codebook, the rules and the calibration.
        codebook: the codebook that was used.
        parts: the keys of the partitions, in order.
        problems: what is to be said of the collection beyond its partitions.
        calibration: how the confidence of the statements was refitted; None if it was not.
    """

    title: str
    coder: str
    key: str
    codebook: Codebook
    parts: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    calibration: Calibration | None = None


def write_part(
    folder: str | Path, number: int, tables: Mapping[str, pa.Table], summary: Mapping[str, Any]
) -> None:
    """Write one partition; it replaces a former one with the same number.

    Args:
        folder: the folder of the collection, or its address in an object store (``s3://bucket/codes``).
        number: the place of the partition in the collection, from 0.
        tables: the six tables.
        summary: ``key`` (hash of everything that the partition depends on), ``documents`` (their number),
            ``problems``, ``failed`` (identifiers of the documents that the coder failed on) and ``accounts``
            (what a language model answered), as JSON can hold them.
    """
    files, root = open_store(folder)
    place = _place_summary(root, number)
    if files.exists(place) and _read_json(files, place).get("key") != summary["key"]:
        # the old summary must not speak for new tables
        files.rm_file(place)
    for name in SCHEMAS:
        sink = pa.BufferOutputStream()
        pq.write_table(tables[name].cast(build_arrow_schema(name)), sink, compression="zstd")
        put_file(files, _place_table(root, name, number), sink.getvalue().to_pybytes())
    rows = {name: tables[name].num_rows for name in SCHEMAS}
    put_file(files, place, json.dumps({**summary, "rows": rows}, ensure_ascii=False).encode())


def read_summaries(folder: str | Path) -> dict[int, Mapping[str, Any]]:
    """Return the summaries of the complete partitions by number, in order, with ``rows`` by table."""
    files, root = open_store(folder)
    return dict(_read_summaries(files, root))


def write_head(folder: str | Path, head: Head) -> None:
    """Write what holds for the whole collection, once all partitions are complete.

    Partitions of a former, larger collection are deleted.
    """
    files, root = open_store(folder)
    if read_codebook(folder) != head.codebook:
        write_codebook(folder, head.codebook, head.title)
    content = {
        "layout": LAYOUT,
        "title": head.title,
        "coder": head.coder,
        "key": head.key,
        "parts": head.parts,
        "problems": [asdict(problem) for problem in head.problems],
        "calibration": asdict(head.calibration) if head.calibration else None,
    }
    put_file(files, f"{root}/{HEAD}", json.dumps(content, ensure_ascii=False, indent=1).encode())
    _delete_others(files, root, len(head.parts))


def write_codebook(
    folder: str | Path,
    codebook: Codebook,
    title: str,
    comments: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the codebook for a person to edit; the arguments are those of ``format_codebook``."""
    files, root = open_store(folder)
    put_file(files, f"{root}/{CODEBOOK}", format_codebook(codebook, title, comments).encode())


def read_codebook(folder: str | Path) -> Codebook | None:
    """Return the codebook of a collection; None if it has none yet.

    Raises:
        StancebookError: if it is not valid.
    """
    files, root = open_store(folder)
    place = f"{root}/{CODEBOOK}"
    if not files.exists(place):
        return None
    try:
        return parse_codebook(tomllib.loads(files.cat_file(place).decode()))
    except (ValueError, RecursionError, StancebookError) as error:
        raise StancebookError(f"{place}: {error}") from error


def read_head(folder: str | Path) -> Head:
    """Read what holds for the whole collection.

    Raises:
        StancebookError: if the collection is not finished, of another version, or damaged.
    """
    files, root = open_store(folder)
    if not files.exists(f"{root}/{HEAD}"):
        raise StancebookError(
            f"{folder}: this collection is not coded to the end. Run the same command again."
        )
    try:
        content = _read_json(files, f"{root}/{HEAD}")
        if content["layout"] != LAYOUT:
            raise StancebookError(
                f"{folder}: these codes were written by another version of Stancebook (layout "
                f"{content['layout']}, expected {LAYOUT}). Code the collection again into another folder."
            )
        calibration = content["calibration"]
        people = tuple(calibration["people"]) if calibration else ()
        return Head(
            content["title"],
            content["coder"],
            content["key"],
            read_codebook(folder) or Codebook((), ()),
            tuple(content["parts"]),
            tuple(Problem(**problem) for problem in content["problems"]),
            Calibration(**{**calibration, "people": people}) if calibration else None,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged_error(folder, error) from error


class Partitions:
    """A finished collection, opened: reads the columns, and the articles, that are asked for.

    Attributes:
        head: what holds for the whole collection.
        summaries: the summaries of the partitions, in order.
    """

    def __init__(self, folder: str | Path) -> None:
        """Open a collection.

        Raises:
            StancebookError: if it is not finished, of another version, or damaged.
        """
        self._folder = folder
        self._files, self._root = open_store(folder)
        self.head = read_head(folder)
        found = dict(_read_summaries(self._files, self._root))
        complete = [
            number for number, key in enumerate(self.head.parts) if found.get(number, {}).get("key") == key
        ]
        if len(complete) < len(self.head.parts):
            raise StancebookError(
                f"{folder}: {len(complete):,} of {len(self.head.parts):,} partitions belong to these "
                "codes; the others are missing or were coded anew. Run the command that coded the "
                "collection again."
            )
        self.summaries = [found[number] for number in complete]

    def count_rows(self, name: str) -> int:
        """Return the number of rows of a table, without reading it."""
        return sum(summary["rows"][name] for summary in self.summaries)

    def read(
        self, name: str, columns: Sequence[str] | None = None, doc_ids: Collection[str] | None = None
    ) -> pa.Table:
        """Read a table in the order of the partitions.

        Args:
            name: name of one of the six tables.
            columns: the columns to read; None for all.
            doc_ids: read only the rows of these documents, or of events of a chronology; None for all.
        """
        if doc_ids is None:
            return self._scan(name, range(len(self.summaries)), columns)
        ids = pa.array(list(doc_ids), pa.string())
        # what belongs to no document is in the first partition
        parts = sorted({self._part_of.get(doc_id, 0) for doc_id in doc_ids})
        return self._scan(name, parts, columns, ds.field("doc_id").isin(ids))

    def iterate(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Yield a table partition by partition."""
        for number in range(len(self.summaries)):
            yield self._scan(name, [number], columns)

    @cached_property
    def _part_of(self) -> dict[str, int]:
        parts = np.repeat(
            np.arange(len(self.summaries)), [summary["rows"]["documents"] for summary in self.summaries]
        )
        doc_ids = self.read("documents", ["doc_id"])["doc_id"].to_pylist()
        return dict(zip(doc_ids, parts.tolist(), strict=True))

    def _scan(
        self,
        name: str,
        parts: Collection[int],
        columns: Sequence[str] | None,
        where: ds.Expression | None = None,
    ) -> pa.Table:
        schema = build_arrow_schema(name)
        paths = [_place_table(self._root, name, number) for number in parts]
        names = list(schema.names if columns is None else columns)
        if not paths:
            return schema.empty_table().select(names)
        try:
            dataset = ds.dataset(paths, schema, "parquet", filesystem=to_arrow_files(self._files))
            return dataset.to_table(names, filter=where)
        except (OSError, pa.ArrowException) as error:
            raise _damaged_error(self._folder, error) from error


def read_table(folder: str | Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Read one of the six tables of a finished collection, or some of its columns."""
    return Partitions(folder).read(name, columns)


def _place_table(root: str, name: str, number: int) -> str:
    return f"{root}/{name}/{number:05}.parquet"


def _place_summary(root: str, number: int) -> str:
    return f"{root}/{PARTS}/{number:05}.json"


def _read_json(files: AbstractFileSystem, place: str) -> dict[str, Any]:
    content = json.loads(files.cat_file(place))
    if not isinstance(content, dict):
        raise ValueError(f"{place}: expected a JSON object")
    return content


def _read_summaries(files: AbstractFileSystem, root: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for place in sorted(list_files(files, f"{root}/{PARTS}")):
        number = place.rsplit("/", 1)[-1].removesuffix(".json")
        if not number.isdecimal():
            continue
        try:
            yield int(number), _read_json(files, place)
        except ValueError:
            # a damaged summary does not count; its partition is coded again
            continue


def _delete_others(files: AbstractFileSystem, root: str, number: int) -> None:
    """Delete partitions from a number on, and what killed processes left behind."""
    for name in (PARTS, *SCHEMAS):
        for place in list_files(files, f"{root}/{name}"):
            stem = place.rsplit("/", 1)[-1].split(".")[0]
            if place.endswith(PENDING) or (stem.isdecimal() and int(stem) >= number):
                files.rm_file(place)


def _damaged_error(folder: str | Path, error: Exception) -> StancebookError:
    return StancebookError(
        f"{folder}: the codes are damaged ({error}). Run the command that coded the collection again."
    )
