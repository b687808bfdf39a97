"""Compressed files: the one file that each holds is read by its own format."""

import bz2
import gzip
import io
import lzma

import pytest

from analysis.documents import Document
from tests.reading.formats.making import pack
from tests.reading.formats.test_archive import build_tar


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_a_compressed_table_is_read_by_its_rows(reading, suffix, compress):
    """The extension before the last is that of the format; problems name the file and the row."""
    found = reading(
        f"more.jsonl{suffix}", compress(b'{"id": "x", "text": "Yes."}\n{"id": "y", "text": ""}\n')
    )
    assert found.document == Document("x", "Yes.")
    left_out, note = found.problems
    assert left_out.item == f"more.jsonl{suffix} row 2"
    assert (note.item, note.severity) == (f"more.jsonl{suffix}", "note")
    assert note.message == "It was unpacked; the file in it, more.jsonl, is read."


@pytest.mark.parametrize("name", ["texts.tgz", "texts.tar.gz"])
def test_a_compressed_tar_archive_is_unpacked(reading, name):
    """Both names of a compressed tar archive are known."""
    found = reading(name, gzip.compress(build_tar({"a.txt": b"Yes.", "b.bin": b"\0"})))
    assert found.document.text == "Yes."
    assert found.problems[0].item == f"{name}/b.bin"


def test_a_text_that_was_unpacked_on_the_way_is_told(reading):
    """Browsers unpack what they download and leave the name; it says how to mend it."""
    assert "remove the last extension" in reading("a.txt.gz", "Talks began.").problem.message


@pytest.mark.parametrize("inner", [gzip.compress(b"Yes."), pack({"a.txt": "Yes."})])
def test_what_is_packed_twice_is_told(reading, inner):
    """A packed file in a packed file could go on for ever."""
    assert "packed again" in reading("a.txt.gz", gzip.compress(inner)).problem.message


def test_a_file_that_fills_the_disk_is_stopped(reading, monkeypatch):
    """What unpacks to far more than texts do is left out."""
    monkeypatch.setattr("analysis.reading.unpacking._RATIO_FROM", 3_000_000)
    assert "unpacks to more than" in reading("a.txt.gz", gzip.compress(bytes(20_000_000))).problem.message


def test_a_file_that_is_cut_off_is_told(reading):
    """A download that broke off is damaged, and no part of it is taken for the whole."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        file.write(b"".join(b"Talks went on, %d.\n" % number for number in range(1_000)))
    assert "damaged or cut off" in reading("a.txt.gz", packed.getvalue()[:-20]).problem.message
