"""Reading any path: it yields documents or problems and never raises."""

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.documents import Document
from analysis.files import ARTICLE_LIMIT
from analysis.reading import SUFFIXES, is_readable, read
from tests.reading.formats.making import build_open_document, build_pdf, build_word, pack

ROOT = Path(__file__).parents[2]
WORD = build_word("<w:p><w:r><w:t>Talks began.</w:t></w:r></w:p>")


def message(path: Path) -> str:
    """Return the message of the only problem."""
    (problem,) = read(path)
    assert not isinstance(problem, Document)
    assert problem.item == path.name
    return problem.message


def test_the_known_suffixes_are_those_of_the_documentation():
    """The table of files in the documentation lists the extensions, all of them and no others."""
    listed = (ROOT / "docs" / "articles.md").read_text(encoding="utf-8").partition("## Files")[2]
    table = listed.partition("\n\n|")[2].partition("\n\n")[0]
    assert sorted(SUFFIXES) == sorted(re.findall(r"`(\.[\w.]+)`", table))


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.Markdown", "page.htm", "t.parquet"])
def test_known_suffixes_are_readable(name):
    """The extension may be in upper or lower case."""
    assert is_readable(Path(name))


@pytest.mark.parametrize("name", ["a.org", "a", "a.txt.bak", ".txt", "._a.txt", "~/.hidden.md"])
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


MAIL = (
    b"From: Ada Lind <ada@example.org>\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain;\r\n charset=utf-8\r\n\r\nTalks began.\r\n"
)
FEED = (
    b'<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n<rss version="2.0"><channel><title>News</title>'
    b"<item><title>Talks</title><description>Talks began.</description></item></channel></rss>"
)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.doc", rb"{\rtf1\ansi Talks began.}", "an RTF document"),
        ("a.txt", rb"{\rtf1\ansi Talks began.}", "an RTF document"),
        ("a.txt", WORD, "a Word document"),
        ("a.doc", WORD, "a Word document"),
        ("a.odt", WORD, "a Word document"),
        ("a.html", build_open_document("<text:p>Talks began.</text:p>"), "an OpenDocument text"),
        ("a.txt", build_pdf([[(60, 700, 10, "Talks began. They went on.")]]), "a PDF"),
        ("a.txt", b"\n<!DOCTYPE html>\n<html><body><article><p>Talks began.</p></article>", "a web page"),
        ("a.xls", b"<html><body><article><p>Talks began.</p></article>", "a web page"),
        ("a.txt", b"id;title;text\nx;Talks;Talks began.\n", "a table"),
        (
            "a.txt",
            b'{"id": "x", "text": "Talks began."}\n{"id": "y", "text": "They went on."}\n',
            "a table in JSON",
        ),
        ("a.txt", b'{"status": "ok", "articles": [{"content": "Talks began."}]}', "a table in JSON"),
        ("a", b'[\n {"title": "Talks",\n "text": "Talks began."}\n]', "a table in JSON"),
        ("a.txt", MAIL, "an e-mail"),
        ("a", FEED, "a feed"),
        ("a.html", FEED, "a feed"),
        ("a.txt", "Title\tText\r\nTalks\tTalks began.\r\n".encode("utf-16"), "a table"),
        ("a", WORD, "a Word document"),
        ("a", pack({"a.txt": "Talks began."}), "an archive of files"),
        ("a.txt", gzip.compress(b"Talks began."), "a compressed file"),
    ],
)
def test_a_wrong_extension_does_not_matter(reading, name, content, kind):
    """Archives name RTF .doc and pages .xls: what a file plainly is, it is read as, and a note says so."""
    found = reading(name, content)
    assert "Talks began." in found.documents[0].text
    note = found.problems[0]
    called = "It has no extension" if "." not in name else f"It is named *.{name.split('.')[1]}"
    assert (note.severity, note.message) == ("note", f"{called}, but it is {kind} and is read as such.")


@pytest.mark.parametrize(
    "text",
    [
        "Talks, it says in the text, began.\nThey went on, it says.",
        "Text\n\nTalks began, at last.",
        "{not JSON}\n{at all}",
        "In HTML, <html> opens a page.",
    ],
)
def test_prose_is_not_taken_for_another_format(reading, text):
    """Only what plainly is a table or a page is read as one."""
    found = reading("a.txt", text)
    assert (found.document.text, found.problems) == (text, [])


def test_a_plain_text_named_doc_is_read(reading):
    """Old archives give the name of Word documents to plain text; a real old Word document is told."""
    assert reading("a.doc", "Talks began.").document.text == "Talks began."
    assert "save it as .docx" in reading("b.doc", b"\xd0\xcf\x11\xe0" + bytes(99)).problem.message


def test_a_text_without_an_extension_is_left_out(reading):
    """A file without an extension may be anything; the message says how to tell what it is."""
    assert "If it is a text, add .txt to its name" in reading("notes", "Talks began.").problem.message


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
