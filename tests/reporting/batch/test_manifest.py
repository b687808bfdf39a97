"""The manifest of a batch survives the death of the writing process."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reporting.batch.manifest import Manifest, get_manifest_path, read_all_records, read_records


def record(report: str, notebook: str | None = "timeline", status: str = "ok", finished: str = "1") -> dict:
    """Return a short record."""
    return {
        "report": report, "notebook": notebook, "status": status, "finished": finished, "page": None,
        "error": None, "seconds": 1.5, "parameters": {}, "key": "k",
    }  # fmt: skip


def test_one_line_per_notebook_at_the_end(tmp_path: Path) -> None:
    """New records of a report replace the earlier records of all its notebooks."""
    path = tmp_path / "manifest.jsonl"
    with Manifest(path, [record("a"), record("a", "accounts"), record("b")]) as manifest:
        manifest.add([record("a", status="failed", finished="2")])
    assert [*read_records(path).values()] == [record("b"), record("a", status="failed", finished="2")]
    assert len(path.read_text().splitlines()) == 2


def test_records_are_on_disk_during_the_batch(tmp_path: Path) -> None:
    """A record is on disk when ``add`` returns."""
    path = tmp_path / "manifest.jsonl"
    with Manifest(path, []) as manifest:
        manifest.add([record("a")])
        assert [*read_records(path)] == [("a", "timeline")]


@settings(deadline=None)
@given(st.integers(0, 400))
def test_incomplete_line_is_ignored(tmp_path_factory, cut: int) -> None:
    """Wherever the writer was killed, complete lines are kept, and lines added later are not lost."""
    path = tmp_path_factory.mktemp("m") / "manifest.jsonl"
    with Manifest(path, [record(f"r{number}") for number in range(5)]):
        pass
    whole = path.read_bytes()
    path.write_bytes(whole[:cut])
    lines = whole[:cut].count(b"\n")
    found = read_records(path)
    # a line without its line end can still be complete
    assert lines <= len(found) <= lines + 1
    with Manifest(path, found.values()) as manifest:
        manifest.add([record("new", finished="9")])
    assert len(read_records(path)) == len(found) + 1


@pytest.mark.parametrize(
    "line",
    ['{"report": [], "notebook": "a", "status": "ok"}', "[" * 100_000, f'{{"report": {"9" * 5000}}}', '"a"'],
)
def test_a_damaged_line_is_ignored(tmp_path: Path, line: str) -> None:
    """Whatever stands in it, the other records are read."""
    (tmp_path / "manifest.jsonl").write_text(f"{line}\n{json.dumps(record('a'))}\n")
    assert [*read_all_records(tmp_path)] == [("a", "timeline")]


def test_parts_have_separate_files(tmp_path: Path) -> None:
    """Machines never write to the same file; all files together are the complete record."""
    for part in (1, 2):
        with Manifest(get_manifest_path(tmp_path, part, 2), []) as manifest:
            manifest.add([record(f"r{part}")])
    assert sorted(key[0] for key in read_all_records(tmp_path)) == ["r1", "r2"]


def test_the_last_line_counts_whatever_the_clock_said(tmp_path: Path) -> None:
    """A clock that was set back makes no older record of the same notebook valid again."""
    path = tmp_path / "manifest.jsonl"
    with Manifest(path, [record("a", status="failed", finished="2030")]) as manifest:
        manifest.add([record("a", finished="2025")])
        assert [one["status"] for one in read_records(path).values()] == ["ok"]


@pytest.mark.parametrize(
    "change", [{"parameters": None}, {"seconds": "long"}, {"status": "fine"}, {"key": None}, {"notebook": 1}]
)
def test_a_damaged_record_is_ignored(tmp_path: Path, change: dict) -> None:
    """A record without what the index shows of it is none: its report is made again."""
    path = tmp_path / "manifest.jsonl"
    with Manifest(path, [record("a"), record("b") | change]):
        pass
    assert [*read_records(path)] == [("a", "timeline")]
