"""The record of a batch: one line of JSON a notebook, written when its page stands.

Lines are only ever added while a batch runs, so that what was recorded stands whatever happens to the runner.
At its end, and before the next, the file is put in order: one line a notebook, the latest.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# a line: "report", "notebook" and "status" are always there
Record = dict[str, Any]
Key = tuple[str, str | None]


def path_of(out: Path, part: int = 1, parts: int = 1) -> Path:
    """Return where a batch, or its part, keeps its record."""
    return out / ("manifest.jsonl" if parts == 1 else f"manifest-{part}-of-{parts}.jsonl")


def read(*paths: Path) -> dict[Key, Record]:
    """Return the latest record of each notebook of each report.

    A line that is not whole, because its writer was killed, counts as not written.

    Args:
        paths: the files that hold them; those that are not there hold none.
    """
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
    found = [_record(line) for text in texts for line in text.splitlines()]
    records = [record for record in found if record is not None]
    records.sort(key=lambda record: str(record.get("finished", "")))
    return {key_of(record): record for record in records}


def read_all(out: Path) -> dict[Key, Record]:
    """Return the records of all parts of a batch, as ``read`` does."""
    return read(*sorted(out.glob("manifest*.jsonl")))


def _record(line: str) -> Record | None:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        return None
    is_whole = isinstance(record, dict) and {"report", "notebook", "status"} <= set(record)
    return record if is_whole else None


def key_of(record: Mapping[str, Any]) -> Key:
    """Return which notebook of which report a record is about."""
    return record["report"], record["notebook"]


class Manifest:
    """The record of a batch that runs; use as a context manager.

    Args:
        path: as of ``path_of``.
        kept: the records of earlier batches that stay.
    """

    def __init__(self, path: Path, kept: Iterable[Record]) -> None:
        self._path = path
        self.records: dict[Key, Record] = {key_of(record): record for record in kept}

    def __enter__(self) -> "Manifest":
        self._settle()
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._settle()

    def add(self, records: Iterable[Record]) -> None:
        """Add records, on disk before it returns; those of earlier runs of the same report give way."""
        listed = list(records)
        for report in {record["report"] for record in listed}:
            for key in [key for key in self.records if key[0] == report]:
                del self.records[key]
        for record in listed:
            self.records[key_of(record)] = record
            self._file.write(_line(record))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _settle(self) -> None:
        """Put the file in order, in one step."""
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._path.parent, prefix=".manifest-", delete=False
        ) as draft:
            draft.writelines(map(_line, self.records.values()))
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, self._path)


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
