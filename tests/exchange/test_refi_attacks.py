"""Hostile or damaged project files are refused with a message."""

import os
import stat
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StancebookError
from analysis.exchange.refi import read_qdc, read_qdpx
from analysis.exchange.refi.archive import Archive
from tests.exchange.making import TEXT, TOLL, code, one_text, project, qdpx, selection, source


def member(name: str, content: bytes = b"x", mode: int = 0) -> Callable[[zipfile.ZipFile], None]:
    """Return a function that adds a file with any name to an archive."""

    def add(archive: zipfile.ZipFile) -> None:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)

    return add


def add_many_files(archive: zipfile.ZipFile) -> None:
    """Add more files than a project may contain."""
    for number in range(20_001):
        archive.writestr(f"sources/{number}", b"")


def add_bomb(archive: zipfile.ZipFile) -> None:
    """Add a small file that unpacks to 100 MB of zeros."""
    archive.writestr("sources/add_bomb.txt", bytes(100_000_000), zipfile.ZIP_DEFLATED)


def add_duplicates(archive: zipfile.ZipFile) -> None:
    """Add two files with the same name."""
    archive.writestr("sources/a.txt", b"a")
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("sources/a.txt", b"b")


@pytest.mark.parametrize(
    ("add", "reason"),
    [
        (member("../../outside.txt"), "points outside"),
        (member("sources/../../outside.txt"), "points outside"),
        (member("/etc/passwd"), "points outside"),
        (member("C:\\Windows\\a.txt"), "points outside"),
        (member("sources\\..\\..\\a.txt"), "points outside"),
        (member("sources/link.txt", b"/etc/passwd", stat.S_IFLNK | 0o777), "is a link"),
        (add_many_files, "20,003 files"),
        (add_bomb, "unpack"),
        (add_duplicates, "two files"),
    ],
)
def test_hostile_archives_are_refused(
    tmp_path: Path, add: Callable[[zipfile.ZipFile], None], reason: str
) -> None:
    """Outside paths, links, bombs and duplicate names are refused before anything is unpacked."""
    path = one_text(tmp_path / "a.qdpx", "Lind.")
    with zipfile.ZipFile(path, "a") as archive:
        add(archive)
    with pytest.raises(StancebookError, match=reason):
        read_qdpx(path)
    assert [file.name for file in tmp_path.iterdir()] == ["a.qdpx"]


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    """No password is requested or guessed."""
    path = one_text(tmp_path / "a.qdpx", "Lind.")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.rindex(mark) + offset
        struct.pack_into("<H", data, place, 1)
    path.write_bytes(data)
    with pytest.raises(StancebookError, match="encrypted"):
        read_qdpx(path)


def test_a_file_is_not_unpacked_beyond_its_stated_size(tmp_path: Path) -> None:
    """A file is not read beyond its stated size, and the damage is reported."""
    path = one_text(tmp_path / "a.qdpx", "Lind. " * 1000)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 10)
    path.write_bytes(data)
    read = read_qdpx(path)
    assert read.documents == ()
    assert read.problems
    assert all("damaged" in problem.message for problem in read.problems)


BILLION = '<!DOCTYPE Project [<!ENTITY b "aaaaaaaaaa"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DTD = '<!DOCTYPE Project SYSTEM "http://example.org/Project.dtd">'


@pytest.mark.parametrize("prolog", [BILLION, OUTSIDE, DTD, "<!-- <a --><!DOCTYPE Project>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(tmp_path: Path, prolog: str, encoding: str) -> None:
    """No entity is resolved in any encoding, and nothing is downloaded."""
    xml = project(source()).replace('encoding="utf-8"', f'encoding="{encoding}"')
    head, body = xml.split("?>", 1)
    path = qdpx(tmp_path / "a.qdpx", f"{head}?>{prolog}{body}".replace("Tunnel", "&a;").encode(encoding))
    with pytest.raises(StancebookError, match=r"document type|not valid XML"):
        read_qdpx(path)


def test_endless_attributes_are_refused(tmp_path: Path) -> None:
    """Reading 300,000 attributes of one element would take minutes."""
    attributes = " ".join(f'a{number}="x"' for number in range(2000))
    with pytest.raises(StancebookError, match="more than 1,000 attributes"):
        read_qdpx(qdpx(tmp_path / "a.qdpx", f"<Project {attributes}/>"))


def test_endless_depth_is_refused(tmp_path: Path) -> None:
    """Endlessly nested codes are an error, not a crash."""
    deep = project(source(), '<Code guid="a" name="a" isCodable="true">' * 100_000 + "</Code>" * 100_000)
    with pytest.raises(StancebookError, match="not valid XML"):
        read_qdpx(qdpx(tmp_path / "a.qdpx", deep))


def test_paths_outside_the_archive_are_not_followed(tmp_path: Path) -> None:
    """A text is searched only in the archive, wherever its path points."""
    (tmp_path / "secret.txt").write_text("Lind said so.")
    for path in (
        "internal://../secret.txt",
        "relative:///../secret.txt",
        f"absolute://{tmp_path}/secret.txt",
        "file:///etc/passwd",
    ):
        read = read_qdpx(qdpx(tmp_path / "a.qdpx", project(source(selection(1, 0, 4, TOLL), path=path))))
        assert read.documents == ()
        assert "not in the project file" in read.problems[0].message


def test_a_file_that_is_not_a_project_is_an_error(tmp_path: Path) -> None:
    """Text, an empty file, a folder, a missing file, an archive without a project, other XML."""
    path = tmp_path / "a.qdpx"
    with pytest.raises(StancebookError, match="could not be opened"):
        read_qdpx(path)
    for data in (b"", b"Lind rejected the toll.", b"PK\x03\x04 broken"):
        path.write_bytes(data)
        with pytest.raises(StancebookError, match=r"a\.qdpx"):
            read_qdpx(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("sources/a.txt", b"a")
    with pytest.raises(StancebookError, match=r"one project\.qde"):
        read_qdpx(path)
    for xml in ("<Project", "<html/>", "plain"):
        with pytest.raises(StancebookError, match=r"not valid XML|expected a <Project>"):
            read_qdpx(qdpx(path, xml))
        (tmp_path / "a.qdc").write_text(xml, encoding="utf-8")
        with pytest.raises(StancebookError, match=r"not valid XML|expected a <CodeBook>"):
            read_qdc(tmp_path / "a.qdc")
    with pytest.raises(StancebookError, match="could not be opened"):
        read_qdc(tmp_path / "none.qdc")
    with pytest.raises(StancebookError, match="folder"):
        read_qdpx(tmp_path)


def test_extreme_offsets_and_names_are_tolerated(tmp_path: Path) -> None:
    """Invalid, huge or negative numbers give spans that cannot be located."""
    odd = "".join(selection(n, 0, 4, TOLL) for n in range(1, 5))
    for number in ("9" * 400, "-1", "x", "1e3"):
        odd = odd.replace('endPosition="4"', f'endPosition="{number}"', 1)
    xml = project(source(odd), code(TOLL, "Toll" * 10_000))
    read = read_qdpx(qdpx(tmp_path / "a.qdpx", xml, {f"sources/{TEXT}.txt": b"Lind."}))
    assert len(read.problems) == 4
    assert read.extras["selections"] == []


def test_a_text_that_is_too_big_is_a_problem_of_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one text is too big, only that text is omitted."""
    monkeypatch.setattr("analysis.exchange.refi.sources.ARTICLE_LIMIT", 10)
    read = read_qdpx(one_text(tmp_path / "a.qdpx", "Lind rejected the toll."))
    assert "limit" in read.problems[0].message


def test_an_archive_is_closed_again(tmp_path: Path) -> None:
    """After reading, and after a refusal, the file can be moved."""
    path = one_text(tmp_path / "a.qdpx", "Lind.")
    with Archive(path) as archive:
        assert archive.find(f"internal://{TEXT}.txt")
    os.replace(path, tmp_path / "b.qdpx")


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damaged_files_raise_no_other_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Changed bytes anywhere give a project, problems or an error with a message."""
    path = tmp_path_factory.mktemp("damage") / "a.qdpx"
    held = bytearray(one_text(path, "Lind rejected the toll.", selection(1, 5, 22, TOLL)).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        held[data.draw(st.integers(0, len(held) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(held[: data.draw(st.integers(1, len(held)))] if data.draw(st.booleans()) else held)
    with suppress(StancebookError):
        read_qdpx(path)


PIECES = (
    "Code", "Case", "Users", "TextSource", "guid", "name", "targetGUID", "startPosition", TEXT, TOLL, '"',
    ">", "</", "plainTextPath", "0", "-1", "ﬀ", " ", "support", "Actors", "VariableRef",
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_any_other_xml_raises_no_other_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Missing, duplicate and misplaced elements and attributes are tolerated."""
    xml = project(source(selection(1, 5, 22, TOLL), selection(2, 0, 4, TOLL, name="Lind")))
    for _ in range(data.draw(st.integers(1, 4))):
        old, new = data.draw(st.sampled_from(PIECES)), data.draw(st.sampled_from(PIECES))
        xml = xml.replace(old, new, data.draw(st.integers(1, 9)))
    path = qdpx(
        tmp_path_factory.mktemp("odd") / "a.qdpx", xml, {f"sources/{TEXT}.txt": b"Lind rejected the toll."}
    )
    with suppress(StancebookError):
        read_qdpx(path)
