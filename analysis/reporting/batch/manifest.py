"""Record a batch in a manifest: one line of JSON per notebook, written when its page is complete.

While a batch runs, lines are only appended, so existing records survive if the process is killed. At the end
of a batch, and before the next, the file is compacted to the latest line of each notebook.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import UnionType
from typing import Any

from analysis.reporting import identity
from analysis.reporting.batch.planning import Job

# the content of a line; "report", "notebook" and "status" are always present
Record = dict[str, Any]
Key = tuple[str, str | None]


# from bad to good; a page is complete after the last two
STATUSES = ("failed", "dead kernel", "timeout", "partial", "ok", "skipped")
SUCCESS = ("ok", "skipped")
# what is read of a record again, with the types
_READ: dict[str, type | UnionType] = {
    "report": str, "notebook": str | None, "status": str, "page": str | None, "error": str | None,
    "seconds": int | float, "parameters": dict,
}  # fmt: skip


def get_manifest_path(out: Path, part: int = 1, parts: int = 1) -> Path:
    """Return the path of the manifest of a batch or of one of its parts."""
    return out / ("manifest.jsonl" if parts == 1 else f"manifest-{part}-of-{parts}.jsonl")


def read_records(*paths: Path) -> dict[Key, Record]:
    """Return the latest record of each notebook of each report.

    An incomplete line, left when the writing process was killed, is ignored.

    Args:
        paths: manifests; missing files are ignored.
    """
    latest: dict[Key, Record] = {}
    for path in filter(Path.is_file, paths):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        # within a file the last line counts, whatever the clock said
        own = {get_record_key(record): record for line in lines if (record := _parse_line(line)) is not None}
        for key, record in own.items():
            if key not in latest or _get_end(latest[key]) <= _get_end(record):
                latest[key] = record
    return latest


def _get_end(record: Mapping[str, Any]) -> str:
    return str(record.get("finished", ""))


def read_all_records(out: Path) -> dict[Key, Record]:
    """Return the latest records of all parts of a batch, as ``read_records`` does."""
    return read_records(*sorted(out.glob("manifest*.jsonl")))


def _parse_line(line: str) -> Record | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    is_complete = (
        isinstance(record, dict)
        and all(isinstance(record.get(name), kind) for name, kind in _READ.items())
        and record["status"] in STATUSES
        and (record["status"] not in SUCCESS or isinstance(record.get("key"), str))
    )
    return record if is_complete else None


def get_record_key(record: Mapping[str, Any]) -> Key:
    """Return the report and the notebook of a record."""
    return record["report"], record["notebook"]


def build_failure_record(job: Job, error: str, seconds: float = 0) -> Record:
    """Return the record of a report that failed as a whole."""
    return {
        "report": job.name,
        "notebook": None,
        "page": None,
        "status": "failed",
        "error": error,
        "cell": None,
        "seconds": round(seconds, 2),
        "parameters": dict(job.parameters),
        "corpus": job.corpus,
        "package": identity.hash_package(),
        "commit": identity.read_commit(),
        "versions": identity.read_versions(),
        "finished": get_utc_time(),
    }


def get_utc_time() -> str:
    """Return the current time in UTC in ISO 8601 format."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


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
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=self._path.parent, prefix=".manifest-", delete=False
        ) as draft:
            draft.writelines(map(_format_line, self.records.values()))
        os.chmod(draft.name, 0o644)
        os.replace(draft.name, self._path)


def _format_line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"
