"""Reading any path: it yields documents or problems and never raises."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.documents import Document
from analysis.reading import SUFFIXES, is_readable, read
from analysis.reading.files import ARTICLE_LIMIT

ROOT = Path(__file__).parents[2]


def message(path: Path) -> str:
    """Return the message of the only problem."""
    (problem,) = read(path)
    assert not isinstance(problem, Document)
    assert problem.item == path.name
    return problem.message


def test_the_known_suffixes_are_those_of_the_documentation():
    """Articles come as text, Markdown and web pages; tables as CSV, JSON, Parquet and workbooks."""
    tables = ".csv .tsv .tab .json .jsonl .ndjson .jl .parquet .xlsx .xlsm .ods"
    assert " ".join(SUFFIXES) == f".txt .text .md .markdown .html .htm .xhtml {tables}"


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.Markdown", "page.htm", "t.parquet"])
def test_known_suffixes_are_readable(name):
    """The extension may be in upper or lower case."""
    assert is_readable(Path(name))


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.txt.bak", ".txt", "._a.txt", "~/.hidden.md"])
def test_other_and_hidden_files_are_not_readable(name):
    """Unknown extensions and hidden files, such as those of macOS, are ignored in folders."""
    assert not is_readable(Path(name))


def test_an_upper_case_suffix_is_read(reading):
    """A file from an old system is read like any other."""
    assert reading("ARTICLE.TXT", "Talks began.").document.doc_id == "ARTICLE"


def test_an_unknown_suffix_lists_the_known_ones(tmp_path):
    """The message gives the extension and those that are supported."""
    (tmp_path / "notes.org").write_text("Talks began.")
    assert "*.org are not supported" in message(tmp_path / "notes.org")
    assert ".jsonl" in message(tmp_path / "notes.org")


def test_an_office_file_is_named_by_its_content(tmp_path):
    """The message for a Word document says what to do with it and lists no extensions."""
    (tmp_path / "article.docx").write_bytes(b"PK\x03\x04....word/document.xml")
    assert message(tmp_path / "article.docx") == (
        "It is a Word document, but text was expected; save it as plain text (.txt)."
    )


def test_an_empty_file_is_a_problem(tmp_path):
    """The message says that the file is empty."""
    (tmp_path / "a.txt").touch()
    assert message(tmp_path / "a.txt").startswith("The file is empty")


@pytest.mark.parametrize("content", ["\n \n", "1945 – 2025!", "…"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_text_without_a_letter_is_a_problem(reading, content, suffix):
    """Digits and punctuation alone are not an article."""
    assert "text" in reading(f"a{suffix}", content).problem.message


def test_a_file_over_the_limit_is_a_problem(tmp_path):
    """The message gives the size of the file, the limit and what to do."""
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(ARTICLE_LIMIT + 10_000_000)
    assert message(tmp_path / "a.txt") == (
        "The file has 60.0 MB, but the limit is 50 MB; split it into smaller files."
    )


@pytest.mark.parametrize("name", ["folder", "folder.txt", "folder.csv"])
def test_a_folder_is_a_problem(tmp_path, name):
    """The message says that it is a folder, whatever its name."""
    (tmp_path / name).mkdir()
    assert message(tmp_path / name).startswith("It is a folder")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_vanished_file_is_a_problem(tmp_path, suffix):
    """A file deleted between listing and reading is reported, in every format."""
    assert "No such file" in message(tmp_path / f"gone{suffix}")


def test_a_pipe_is_a_problem(tmp_path):
    """A pipe is rejected at once: opening it would block for ever."""
    os.mkfifo(tmp_path / "a.txt")
    assert message(tmp_path / "a.txt").startswith("It is a device or a pipe")


def test_a_forbidden_file_is_a_problem(tmp_path, monkeypatch):
    """A file without read permission is reported with the system's reason."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Talks began.")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "Permission denied" in message(tmp_path / "a.txt")


def test_links_are_followed(tmp_path):
    """A link to an article is read under its own name; a link to nothing is a problem."""
    (tmp_path / "target.txt").write_text("Talks began.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "target.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert list(read(tmp_path / "link.txt")) == [Document("link", "Talks began.")]
    assert "No such file" in message(tmp_path / "broken.txt")


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=40, deadline=None)
@given(content=st.binary(min_size=1) | st.text(min_size=1).map(str.encode))
@example(content=b"\x00" * 8)
@example(content=b"text\n\xff\xfe")
@example(content=b'{"text": "a", "date": 1e999}\n')
def test_no_content_raises(suffix, content):
    """Any content yields at least one document or problem."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(content)
        assert list(read(path))


def test_the_heavy_libraries_wait_until_they_are_needed():
    """Importing the package is quick: libraries for single formats are not imported with it."""
    code = (
        "import sys, analysis.reading; print(*"
        "{'trafilatura', 'lxml', 'pandas', 'pyarrow', 'markdown_it', 'openpyxl', 'ftfy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_each_of_a_thousand_articles_is_read_from_disk_once(tmp_path, monkeypatch):
    """Reading a folder takes one read per file, however many there are."""
    for number in range(1_000):
        (tmp_path / f"{number}.txt").write_text(
            f"---\ntitle: Talks {number}\n---\n" + "Talks went on. " * 200
        )
    opened = []
    read_bytes = Path.read_bytes

    def count(path: Path) -> bytes:
        opened.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", count)
    found = [item for path in tmp_path.iterdir() for item in read(path)]
    assert sorted(opened) == sorted(tmp_path.iterdir())
    assert len(found) == 1_000
    assert all(isinstance(item, Document) for item in found)
