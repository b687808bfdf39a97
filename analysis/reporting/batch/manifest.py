"""Record a batch in a manifest: one line of JSON per notebook, written when its page is complete.

While a batch runs, lines are only appended, so existing records survive if the process is killed. At the end
of a batch, and before the next, the file is compacted to the latest line of each notebook.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.replacing import write_text

# the content of a line; "report", "notebook" and "status" are always present
Record = dict[str, Any]
Key = tuple[str, str | None]


def get_manifest_path(out: Path, part: int = 1, parts: int = 1) -> Path:
    """Return the path of the manifest of a batch or of one of its parts."""
    return out / ("manifest.jsonl" if parts == 1 else f"manifest-{part}-of-{parts}.jsonl")


def read_records(*paths: Path) -> dict[Key, Record]:
    """Return the latest record of each notebook of each report.

    An incomplete line, left when the writing process was killed, is ignored.

    Args:
        paths: manifests; missing files are ignored.
    """
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in paths if path.is_file()]
    found = [_parse_line(line) for text in texts for line in text.splitlines()]
    records = [record for record in found if record is not None]
    records.sort(key=lambda record: str(record.get("finished", "")))
    return {get_record_key(record): record for record in records}


def read_all_records(out: Path) -> dict[Key, Record]:
    """Return the latest records of all parts of a batch, as ``read_records`` does."""
    return read_records(*sorted(out.glob("manifest*.jsonl")))


def _parse_line(line: str) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_complete = isinstance(record, dict) and {"report", "notebook", "status"} <= set(record)
    has_key = is_complete and isinstance(record["report"], str) and isinstance(record["notebook"], str | None)
    return record if has_key else None


def get_record_key(record: Mapping[str, Any]) -> Key:
    """Return the report and the notebook of a record."""
    return record["report"], record["notebook"]


class Manifest:
    """Context manager that records a running batch.

    Args:
        path: the file, from ``get_manifest_path``.
        kept: records of earlier runs to keep.
    """

    def __init__(self, path: Path, kept: Iterable[Record]) -> None:
        self._path = path
        self.records: dict[Key, Record] = {get_record_key(record): record for record in kept}

    def __enter__(self) -> "Manifest":
        self._compact()
        self._file = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._compact()

    def add(self, records: Iterable[Record]) -> None:
        """Replace the records of earlier runs of the same reports; return when the new ones are on disk."""
        new = list(records)
        for report in {record["report"] for record in new}:
            for key in [key for key in self.records if key[0] == report]:
                del self.records[key]
        for record in new:
            self.records[get_record_key(record)] = record
            self._file.write(_format_line(record))
        self._file.flush()
        os.fsync(self._file.fileno())

    def _compact(self) -> None:
        """Rewrite the file atomically with one line per record."""
        write_text(self._path, "".join(map(_format_line, self.records.values())))


def _format_line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
