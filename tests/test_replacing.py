"""Files get their names when they are complete; a full disk leaves what was there before."""

import errno
import os
from pathlib import Path

import pytest

from analysis import replacing, table_files
from analysis.cli import main
from analysis.codebook import Codebook, write_codebook
from analysis.codes import Codes
from analysis.exchange.dna import write_dna
from analysis.exporting import export_events
from analysis.replacing import replace_atomically, write_text
from analysis.tables import build


def list_names(folder: Path) -> list[str]:
    """Return the names in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    """And nothing beside it."""
    path = tmp_path / "new" / "a.txt"
    write_text(path, "before")

    def fail() -> None:
        with replace_atomically(path) as draft:
            draft.write_text("half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert path.read_text() == "before"
    assert list_names(path.parent) == ["a.txt"]


def test_a_folder_takes_the_place_of_an_empty_one(tmp_path: Path) -> None:
    """A folder with something in it is never replaced."""
    (tmp_path / "new").mkdir()
    for _ in range(2):
        try:
            with replace_atomically(tmp_path / "new") as draft:
                draft.mkdir()
                (draft / "a.txt").write_text("a")
        except OSError:
            (tmp_path / "new" / "kept").touch()
    assert list_names(tmp_path / "new") == ["a.txt", "kept"]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no file get its name, as if the disk were full by then."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(replacing.os, "replace", refuse)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("name", ["t.csv", "t.json", "t.ics", "c.toml", "p.dna"])
def test_no_half_written_file_is_left_on_a_full_disk(tmp_path: Path, codes: Codes, name: str) -> None:
    """Timelines, codebooks and projects are moved when they are complete."""
    writers = {
        ".toml": lambda path: write_codebook(Codebook((), ()), path, "Toll"),
        ".dna": lambda path: write_dna(path, codes["documents"], codes["statements"], codes.codebook, {}),
    }
    write = writers.get(Path(name).suffix, lambda path: export_events(codes, path))
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / name)
    assert list_names(tmp_path) == []


def test_tables_of_an_earlier_run_outlive_an_error(tmp_path: Path) -> None:
    """A run that fails in the middle changes none of them."""
    with table_files.Writer(tmp_path) as writer:
        writer.add({"tones": build("tones", [])})
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    def fail() -> None:
        with table_files.Writer(tmp_path) as writer:
            writer.add({name: build(name, []) for name in ("tones", "quotes")})
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_full_disk_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command says what to do, and fails."""
    (tmp_path / "a.txt").write_text("The council wants the toll, said Ann Smith.")
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space")))
    assert main(["convert", str(tmp_path / "a.txt"), str(tmp_path / "c.toml")]) == 1
    assert "The disk is full." in capsys.readouterr().err
    assert list_names(tmp_path) == ["a.txt"]
