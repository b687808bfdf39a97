"""What disks, spreadsheet programs and other windows do to a table of decisions costs none of them."""

import csv
import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.codes import Codes
from analysis.reviewing import review

PRESSED = (("right", ""), ("reject", ""), ("flag", "späte Notiz; wer?"), ("stance", "oppose"))


@pytest.fixture
def open_review(coded: Codes, tmp_path: Path) -> Callable[..., Any]:
    """Return a function that opens a review of the corpus in a folder of its own."""
    return lambda name="anna": review(replace(coded, path=tmp_path), name=name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the place of Anna's table."""
    return tmp_path / "codings" / "anna.csv"


def press(widget: Any, action: str, value: str = "") -> str:
    """Press a key and return what the review says."""
    widget.receive(None, {"action": action, "value": value, "turn": widget.screen["turn"]})
    return str(widget.screen["message"])


def count(widget: Any) -> tuple[int, int]:
    """Return how many decisions were made, and how many are left."""
    return widget.screen["decided"], sum(widget.screen["left"].values())


def test_on_a_full_disk_nothing_is_lost(open_review, path: Path, monkeypatch) -> None:
    """What cannot be written is not counted; once there is room, the same key decides."""
    widget = open_review()
    press(widget, "right")
    before = path.read_bytes(), widget.screen["item"]

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        assert "No space left on device" in press(widget, "reject")
    assert (path.read_bytes(), widget.screen["item"]) == before
    assert count(widget) == (1, 4)
    press(widget, "reject")
    assert count(widget) == (2, 3)
    assert [file.name for file in path.parent.iterdir()] == ["anna.csv"]


def test_a_table_deleted_meanwhile_is_not_written_again_in_silence(open_review, path: Path) -> None:
    """A person may have moved it away: the review says that it was changed, and writes nothing."""
    widget = open_review()
    press(widget, "right")
    path.unlink()
    assert "was changed elsewhere" in press(widget, "reject")
    assert not path.exists()
    assert count(open_review()) == (0, 5)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "number", "day"),
    [
        (";", "utf-8-sig", "{},0", "{2}.{1}.{0}"),
        (",", "cp1252", "{}.0", "{1}/{2}/{0}"),
        ("\t", "utf-16", "{}", "{0}-{1}-{2}"),
    ],
)
def test_a_table_saved_by_a_spreadsheet_program_keeps_its_decisions(
    open_review, path: Path, coded, apply, delimiter: str, encoding: str, number: str, day: str
) -> None:
    """Another delimiter, encoding and way to write days and numbers changes no decision, now or later."""
    widget = open_review()
    for action, value in PRESSED:
        press(widget, action, value)
    decided, effect = count(widget), apply(coded, path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {name: number.format(row[name]) for name in ("start", "end")}
        row |= {name: row[name] and day.format(*row[name].split("-")) for name in ("earliest", "latest")}
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows([*rows, dict.fromkeys(rows[0], "")])
    assert "was changed elsewhere" in press(widget, "reject")
    again = open_review()
    assert count(again) == decided == (3, 2)
    assert apply(coded, path) == effect
    press(again, "reject")
    press(again, "undo")
    assert apply(coded, path) == effect
    assert "flagged: späte Notiz; wer?" in path.read_text(encoding="utf-8")


def test_a_name_may_have_umlauts(open_review, path: Path, coded, apply) -> None:
    """The table is named so, and its decisions are that person's."""
    press(open_review("jörg.müller"), "right")
    table = path.with_name("jörg.müller.csv")
    assert apply(coded, table).problems == []
    assert "human:jörg.müller" in table.read_text(encoding="utf-8")
    assert count(open_review("jörg.müller")) == (1, 4)
