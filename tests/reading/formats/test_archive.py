"""Archives of files: each file in them is read by its own format, within bounds."""

import io
import tarfile
import zipfile

import pytest

from tests.reading.formats.making import build_word, pack


def messages(found) -> dict[str, str]:
    """Return the messages of problems by item, without notes."""
    return {problem.item: problem.message for problem in found.problems if problem.severity != "note"}


def build_tar(files: dict[str, bytes], link: str = "") -> bytes:
    """Return a tar archive with these files, and with a link to a file outside."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
        if link:
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = tarfile.SYMTYPE, link
            tar.addfile(info)
    return packed.getvalue()


def test_each_file_is_read_by_its_own_format(reading):
    """Texts, tables and Word documents in folders are articles; what is not read is named with its folder."""
    content = pack(
        {
            "march/b.txt": "The council agreed.",
            "march/a.docx": build_word("<w:p><w:r><w:t>She left.</w:t></w:r></w:p>"),
            "table.csv": "id,text\nx,He stayed.\ny,\n",
            "photo.jpg": b"\xff\xd8\xff\xe0",
        }
    )
    found = reading("texts.zip", content)
    texts = {document.doc_id: document.text for document in found.documents}
    assert texts == {"a": "She left.", "b": "The council agreed.", "x": "He stayed."}
    told = messages(found)
    assert told["texts.zip/photo.jpg"].startswith("It is a JPEG image")
    assert told["texts.zip/table.csv row 2"].startswith("There is no text")


def test_files_of_the_system_are_passed_over(reading):
    """The systems of Apple and Microsoft put their own files into archives; nobody misses them."""
    content = pack({"__MACOSX/._a.txt": b"\0", "a.txt": "Yes.", ".DS_Store": b"\0", "b/Thumbs.db": b"\0"})
    found = reading("texts.zip", content)
    (note,) = found.problems
    assert (found.document.text, note.severity) == ("Yes.", "note")
    assert note.message == "It is an archive of 1 file; each is read by its own format."


@pytest.mark.parametrize("folder", ["toll_files", "toll-Dateien", "toll_fichiers"])
def test_what_a_browser_saved_beside_a_page_is_passed_over(reading, folder):
    """A page is saved with a folder of its pictures and frames; a folder of another name is one of texts."""
    page = "<article><p>The council of Eastmere agreed to the toll on the bridge.</p></article>"
    files = {"toll.html": page, f"{folder}/frame.html": page, "toll/a.txt": "Yes.", "x_files/b.txt": "No."}
    documents = reading("texts.zip", pack(files)).documents
    assert sorted(document.doc_id for document in documents) == ["a", "b", "toll"]


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/tmp/outside.txt", "..\\outside.txt", "C:\\outside.txt"]
)
def test_no_file_is_written_outside(reading, tmp_path, name):
    """Names with paths reach no folder; the file is read under its last name."""
    found = reading("texts.zip", pack({name: "Outside."}))
    assert found.document.doc_id == "outside"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["texts.zip"]


def test_links_are_not_followed(reading, tmp_path):
    """A link in an archive could show any file of the reader's computer."""
    (tmp_path / "secret.txt").write_text("Secret.")
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(info, str(tmp_path / "secret.txt"))
    for name, content in (
        ("a.zip", packed.getvalue()),
        ("a.tar", build_tar({}, str(tmp_path / "secret.txt"))),
    ):
        found = reading(name, content)
        assert not found.documents
        assert "is not followed" in messages(found)[f"{name}/link.txt"]


def test_an_encrypted_file_is_told(reading):
    """A file with a password is left out; the others are read."""
    content = bytearray(pack({"a.txt": "Secret.", "b.txt": "Open."}))
    for start in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
        content[start] |= 1
    found = reading("texts.zip", bytes(content))
    assert found.document.text == "Open."
    assert messages(found)["texts.zip/a.txt"].startswith("It is encrypted")


@pytest.mark.parametrize("name", ["inner.zip", "inner.txt"])
def test_archives_in_archives_are_told(reading, name):
    """An archive in an archive is left out, whatever its name: archives can be packed to have no end."""
    found = reading("texts.zip", pack({name: pack({"a.txt": "Yes."}), "b.txt": "No."}))
    assert found.document.text == "No."
    assert "archive in an archive" in messages(found)[f"texts.zip/{name}"]


def test_an_archive_that_fills_the_disk_is_stopped(reading, monkeypatch):
    """A file that unpacks to far more than texts do is left out before it is unpacked whole."""
    monkeypatch.setattr("analysis.reading.unpacking._RATIO_FROM", 3_000_000)
    found = reading("texts.zip", pack({"a.txt": b"0" * 20_000_000, "b.txt": "No."}))
    assert found.document.text == "No."
    assert "unpacks to more than" in messages(found)["texts.zip/a.txt"]


def test_too_many_files_are_refused(reading, monkeypatch):
    """The number of files is bounded."""
    monkeypatch.setattr("analysis.reading.formats.archive._MOST_FILES", 2)
    content = pack({f"{number}.txt": "Yes." for number in range(3)})
    assert "It has 3 files, but the limit is 2" in reading("a.zip", content).problem.message


def test_tar_archives_are_read_too(reading):
    """A tar archive is one without compression."""
    found = reading("texts.tar", build_tar({"march/a.txt": b"Yes.", "b.txt": b"\0\1"}))
    assert found.document.text == "Yes."
    assert list(messages(found)) == ["texts.tar/b.txt"]


@pytest.mark.parametrize("content", [pack({"a.txt": "Yes."})[:40], pack({}), b"ustar", b"Talks began."])
def test_damaged_and_empty_archives_are_told(reading, content):
    """An archive that is cut off, empty or none is left out with its reason."""
    assert reading("a.zip", content).problem.message.startswith(("It is damaged", "There is no file"))
