"""Files and folders are there under their names whole, or not at all."""

from pathlib import Path

import pytest

from analysis.replacing import fill_atomically, replace_atomically


def stop(draft: Path) -> None:
    """Write half of a file and fail."""
    draft.write_text("half")
    raise RuntimeError


def test_after_an_error_the_old_file_is_unchanged(tmp_path: Path) -> None:
    """Neither half a file nor a temporary one is left."""
    file = tmp_path / "a.csv"
    file.write_text("old")
    with pytest.raises(RuntimeError), replace_atomically(file) as draft:
        stop(draft)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "old")]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_folder_is_filled_at_once(tmp_path: Path, is_there: bool) -> None:
    """Until all is written, there is nothing; an empty folder that exists is filled and stays the same."""
    folder = tmp_path / "more" / "corpus"
    if is_there:
        folder.mkdir(parents=True)
        number = folder.stat().st_ino
    with fill_atomically(folder) as draft:
        (draft / "corpus.toml").write_text("title = 'x'")
        (draft / "articles").mkdir()
        assert not folder.exists() or not any(folder.iterdir())
    assert {path.name for path in folder.iterdir()} == {"corpus.toml", "articles"}
    assert not is_there or folder.stat().st_ino == number
    assert [path.name for path in folder.parent.iterdir()] == ["corpus"]


def test_after_an_error_there_is_no_folder(tmp_path: Path) -> None:
    """The command can be run again."""
    with pytest.raises(RuntimeError), fill_atomically(tmp_path / "corpus") as draft:
        stop(draft / "corpus.toml")
    assert not any(tmp_path.iterdir())


def test_the_error_names_the_file(tmp_path: Path) -> None:
    """A folder that is not there is told by the path that was asked for."""
    with pytest.raises(FileNotFoundError) as error, replace_atomically(tmp_path / "no" / "a.csv"):
        pass
    assert error.value.filename == str(tmp_path / "no" / "a.csv")
