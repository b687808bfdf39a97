"""REFI-QDA archives as programs and people pack them: texts are found wherever they lie in them."""

import unicodedata
import zipfile
from pathlib import Path

import pytest

from analysis.corpus import open_corpus
from analysis.errors import StancebookError
from analysis.exchange.refi import read_qdpx
from tests.exchange.making import TEXT, TOLL, project, selection, source

TEXT_FILE = f"{TEXT}.txt"
WORDS = "Lind rejected the toll."


def pack(path: Path, files: dict[str, str | bytes]) -> Path:
    """Write an archive with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def read_texts(path: Path) -> list[str]:
    """Return the texts of a project, after checking that nothing is reported."""
    read = read_qdpx(path)
    assert read.problems == ()
    assert [row["text"] for row in read.extras["selections"]] == ["rejected the toll"] * len(read.documents)
    return [document.text for document in read.documents]


XML = project(source(selection(1, 5, 22, TOLL)))


@pytest.mark.parametrize(
    ("qde", "text"),
    [
        ("project.qde", f"sources/{TEXT_FILE}"),
        ("project.qde", f"Sources/{TEXT_FILE}"),
        ("PROJECT.QDE", f"SOURCES/{TEXT_FILE.upper()}"),
        ("project.qde", TEXT_FILE),
        ("tunnel/project.qde", f"tunnel/sources/{TEXT_FILE}"),
        ("Tunnel/Copy/project.qde", f"Tunnel/Copy/Sources/{TEXT_FILE}"),
        ("tunnel/Tunnel study.qde", f"tunnel/sources/{TEXT_FILE}"),
        ("tunnel\\project.qde", f"tunnel\\sources\\{TEXT_FILE}"),
    ],
)
def test_a_text_is_found_beside_its_project(tmp_path: Path, qde: str, text: str) -> None:
    """In any spelling of the folder, at the top or in a folder that was packed again, on Windows too."""
    assert read_texts(pack(tmp_path / "a.qdpx", {qde: XML, text: WORDS})) == [WORDS]


def test_a_project_that_was_unpacked_can_be_packed_again(tmp_path: Path) -> None:
    """Its file alone is refused with a message, because its texts are beside it."""
    (tmp_path / "project.qde").write_text(XML)
    with pytest.raises(StancebookError, match=r"Pack its folder.*\.qdpx"):
        open_corpus(tmp_path / "project.qde")


def test_what_macos_adds_is_no_project(tmp_path: Path) -> None:
    """Its Finder packs a second file beside each file, and its own notes on the folder."""
    files: dict[str, str | bytes] = {
        "tunnel/": b"",
        "tunnel/.DS_Store": b"\0\0\0\1Bud1",
        "__MACOSX/tunnel/._project.qde": b"\0\5\x16\7",
        "tunnel/._project.qde": b"\0\5\x16\7",
        "tunnel/project.qde": XML,
        f"tunnel/sources/{TEXT_FILE}": WORDS,
        f"__MACOSX/tunnel/sources/._{TEXT_FILE}": b"\0\5\x16\7",
    }
    assert read_texts(pack(tmp_path / "a.qdpx", files)) == [WORDS]


def test_the_project_at_the_top_is_read(tmp_path: Path) -> None:
    """A project deeper in the archive, such as an old copy, is not the one that was saved."""
    old = project(source(selection(1, 0, 3, TOLL)))
    files: dict[str, str | bytes] = {
        "backup/project.qde": old,
        f"backup/sources/{TEXT_FILE}": "Old text.",
        "project.qde": XML,
        f"sources/{TEXT_FILE}": WORDS,
    }
    assert read_texts(pack(tmp_path / "a.qdpx", files)) == [WORDS]


def test_two_projects_side_by_side_are_an_error(tmp_path: Path) -> None:
    """Nothing says which of them is meant."""
    path = pack(tmp_path / "a.qdpx", {"one/project.qde": XML, "two/project.qde": XML})
    with pytest.raises(StancebookError, match=r"one project\.qde, found 2"):
        read_qdpx(path)


@pytest.mark.parametrize("reference", ["internal://Büro 1.txt", "internal://B%C3%BCro%201.txt", "Büro 1.txt"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_in_other_spellings(tmp_path: Path, reference: str, form: str) -> None:
    """Escaped as in addresses, or with letters decomposed as macOS does."""
    stored = unicodedata.normalize(form, "Büro 1.txt")  # type: ignore[arg-type]
    xml = project(source(selection(1, 5, 22, TOLL), path=reference))
    assert read_texts(pack(tmp_path / "a.qdpx", {"project.qde": xml, f"sources/{stored}": WORDS})) == [WORDS]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_texts_may_be_utf_16(tmp_path: Path, encoding: str) -> None:
    """With or without a byte order mark."""
    path = pack(tmp_path / "a.qdpx", {"project.qde": XML, f"sources/{TEXT_FILE}": WORDS.encode(encoding)})
    assert read_texts(path) == [WORDS]


def test_a_text_in_the_project_replaces_a_missing_file(tmp_path: Path) -> None:
    """Some programs write both the path and the text."""
    xml = XML.replace(
        "<PlainTextSelection", f"<PlainTextContent>{WORDS}</PlainTextContent><PlainTextSelection"
    )
    assert read_texts(pack(tmp_path / "a.qdpx", {"project.qde": xml})) == [WORDS]


def test_identifiers_are_compared_without_braces_and_capitals(tmp_path: Path) -> None:
    """Programs write the same identifier in both ways."""
    xml = XML.replace(f'targetGUID="{TOLL}"', f'targetGUID="{{{TOLL.upper()}}}"')
    read = read_qdpx(pack(tmp_path / "a.qdpx", {"project.qde": xml, f"sources/{TEXT_FILE}": WORDS}))
    assert [row["code"] for row in read.extras["selections"]] == ["Toll"]
