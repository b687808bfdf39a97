"""A corpus reads the files of its own folder, and others only if its corpus.toml says so."""

import os
from pathlib import Path

import pytest

from analysis.cli import main
from analysis.corpus import Corpus, boundary, open_corpus
from analysis.errors import StancebookError

SECRET = "The council wants the toll, said Ann Smith. It starts on Monday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a corpus with one article; another text and a codebook lie beside the folder."""
    (tmp_path / "mine" / "notes").mkdir(parents=True)
    (tmp_path / "mine" / "secret.txt").write_text(SECRET)
    (tmp_path / "mine" / "notes" / "diary.txt").write_text(SECRET)
    (tmp_path / "mine" / "codebook.toml").write_text("title = 'Toll'")
    (tmp_path / "mine" / "table.csv").write_text("root:x:0:0:root\nann:x:1:1:ann\n")
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "a.txt").write_text("An article of the folder. It is short.")
    return tmp_path / "sent"


def configure(folder: Path, settings: str) -> Path:
    """Write the settings of a corpus."""
    (folder / "corpus.toml").write_text(settings)
    return folder


def list_texts(corpus: Corpus) -> list[str]:
    """Return the texts of the articles."""
    return [document.text for document in corpus.documents]


@pytest.mark.parametrize(
    "entry", ["../mine/secret.txt", "../mine", "../mine/*.txt", "../**/*.txt", "{absolute}"]
)
def test_articles_outside_are_left_out_and_told(folder: Path, entry: str) -> None:
    """The message says which line would allow them."""
    entry = entry.format(absolute=folder.parent / "mine" / "secret.txt")
    corpus = open_corpus(configure(folder, f"documents = ['a.txt', '{entry}']"))
    assert SECRET not in list_texts(corpus)
    (problem,) = [problem for problem in corpus.problems if problem.severity == "left out"]
    assert "add the line `files_outside = true`" in problem.message


@pytest.mark.parametrize("entry", ["../mine/secret.txt", "../mine", "{absolute}"])
def test_articles_outside_are_read_if_the_settings_say_so(folder: Path, entry: str) -> None:
    """A note names them, so nobody passes them on unknowingly."""
    entry = entry.format(absolute=folder.parent / "mine" / "secret.txt")
    corpus = open_corpus(configure(folder, f"documents = ['a.txt', '{entry}']\nfiles_outside = true"))
    assert SECRET in list_texts(corpus)
    (note,) = [problem for problem in corpus.problems if "outside its folder" in problem.message]
    assert note.severity == "note"
    assert "../mine/secret.txt" in note.message


@pytest.mark.parametrize("settings", ["", "documents = ['*.txt']", None])
def test_links_that_lead_outside_are_left_out(folder: Path, settings: str | None) -> None:
    """With settings or without; a link within the folder is followed."""
    (folder / "link.txt").symlink_to(folder.parent / "mine" / "secret.txt")
    (folder / "again.txt").symlink_to(folder / "a.txt")
    if settings is not None:
        configure(folder, settings)
    corpus = open_corpus(folder)
    assert SECRET not in list_texts(corpus)
    (problem,) = [problem for problem in corpus.problems if problem.severity == "left out"]
    assert problem.item == "link.txt"
    assert "`files_outside = true`" in problem.message


@pytest.mark.parametrize("key", ["codebook", "chronology", "audit", "origin"])
def test_other_files_outside_are_an_error(folder: Path, key: str) -> None:
    """The message names the setting."""
    configure(folder, f"{key} = '../mine/codebook.toml'")
    with pytest.raises(StancebookError, match=f"corpus.toml: {key}: .*`files_outside = true`"):
        open_corpus(folder)


def test_a_codebook_that_is_a_link_outside_is_an_error(folder: Path) -> None:
    """It is found by its name, and followed nowhere."""
    (folder / "codebook.toml").symlink_to(folder.parent / "mine" / "codebook.toml")
    with pytest.raises(StancebookError, match="link to something outside"):
        open_corpus(folder)


def test_prompts_outside_are_an_error(folder: Path) -> None:
    """They are sent to a server that the corpus names."""
    configure(folder, "coder = 'llm'\nllm = {prompts = '../mine'}")
    with pytest.raises(StancebookError, match=r"llm\.prompts"):
        open_corpus(folder)


def test_the_corpus_of_another_user_reaches_only_what_is_theirs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line in somebody else's corpus.toml does not open one's own files."""
    configure(folder, "documents = ['a.txt', '../mine/secret.txt']\nfiles_outside = true")
    owner = (folder / "corpus.toml").stat().st_uid
    monkeypatch.setattr(boundary, "_SYSTEM", -1)
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert SECRET in list_texts(open_corpus(folder))
    stat = Path.stat

    def owned_by_me(path: Path, **more: bool) -> os.stat_result:
        found = list(stat(path, **more))
        found[4] = owner + 1 if path.name == "secret.txt" else found[4]
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", owned_by_me)
    corpus = open_corpus(folder)
    assert SECRET not in list_texts(corpus)
    assert any("belongs to another user" in problem.message for problem in corpus.problems)


def test_no_line_of_a_file_that_is_no_table_is_quoted(folder: Path) -> None:
    """Messages stand in reports, which are passed on."""
    configure(
        folder, "codings = ['../mine/table.csv']\nchronology = '../mine/table.csv'\nfiles_outside = true"
    )
    problems = open_corpus(folder).problems
    assert [problem.message for problem in problems if "table.csv" in problem.item] != []
    assert not any("root" in problem.message for problem in problems)


def test_what_is_no_file_is_told(folder: Path) -> None:
    """A pipe is not waited for; a link to a folder or to nowhere is not lost in silence."""
    (folder / "sub").mkdir()
    (folder / "circle").symlink_to(folder)
    (folder / "nowhere.txt").symlink_to(folder / "none.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    os.mkfifo(folder / "pipe.db")
    for settings in (None, "documents = ['*']"):
        if settings:
            configure(folder, settings)
        left = {problem.item for problem in open_corpus(folder).problems if problem.severity == "left out"}
        assert {"nowhere.txt", "loop.txt", "pipe.db"} <= left


@pytest.mark.parametrize("key", ["codebook", "chronology", "audit", "origin"])
def test_a_path_that_no_file_can_have_is_an_error(folder: Path, key: str) -> None:
    """The message names the setting, and is short."""
    configure(folder, f"{key} = '{'x' * 5000}'")
    with pytest.raises(StancebookError, match=f"corpus.toml: {key}: .* cannot be a path") as raised:
        open_corpus(folder)
    assert len(str(raised.value)) < 600


def test_an_unknown_home_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what the tilde stands for."""
    assert main(["code", "~nobodyx/y", "--out", str(folder / "out")]) == 1
    assert "there is no such user" in capsys.readouterr().err
