"""TOML and JSON that somebody wrote or sent: whatever is in it, an error names the file and the place."""

import os
from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.structured import parse_json, read_json, read_toml

HOSTILE = {
    "nested brackets": ("title = " + "[" * 1000, "more than 64 levels"),
    "nested tables": ("a = " + "{b = " * 70 + "1" + "}" * 70, "more than 64 levels"),
    "a long dotted key": ("a." * 100_000 + "b = 1", "more than 64 parts"),
    "a long quoted key": ('"a" . ' * 100_000 + "b = 1", "more than 64 parts"),
    "many digits": ("title = " + "9" * 5000, "number is too long"),
    "a huge number": ("top = 99999999999999999999", "top: expected a number below"),
    "a day that is none": ("day = 2025-02-30", "not valid TOML"),
    "no number": ("top = nan", "top: expected a number"),
    "an infinite number": ("a = [1, {top = -inf}]", r"a\[2\]\.top: expected a number"),
    "the zero character": ('a = {path = "x\\u0000"}', "a.path: .* U\\+0000"),
    "half of a character": ('title = "\\ud800"', "not valid TOML"),
    "another encoding": (b'title = "\xff"', "Save it as UTF-8"),
}


@pytest.mark.parametrize(("content", "message"), HOSTILE.values(), ids=HOSTILE)
def test_toml_that_cannot_be_used_is_an_error(tmp_path: Path, content: str | bytes, message: str) -> None:
    """The message names the file and says what to correct, and nothing else is raised."""
    path = tmp_path / "corpus.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StancebookError, match=message) as raised:
        read_toml(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert len(str(raised.value)) < 500


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[" * 100_000, "more than 64 levels"),
        ("[" * 70 + "]" * 70, "more than 64 levels"),
        ('{"top": ' + "9" * 5000 + "}", "number is too long"),
        ('{"top": 1e999}', "top: expected a number"),
        ('{"top": NaN}', "NaN is no number of JSON"),
        ('{"path": "\\u0000"}', "path: .* U\\+0000"),
        ('{"path": "\\ud800"}', "path: .* half of a character"),
        ('{"\\udfff": 1}', "a key: .* half of a character"),
        ("", "line 1, column 1"),
    ],
)
def test_json_that_cannot_be_used_is_an_error(content: str, message: str) -> None:
    """The message gives the place."""
    with pytest.raises(StancebookError, match=message):
        parse_json(content)


def test_a_mark_of_the_byte_order_is_passed_over(tmp_path: Path) -> None:
    """Some editors write one before the text."""
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbftitle = 'Toll'")
    (tmp_path / "a.json").write_bytes(b'\xef\xbb\xbf{"title": "Toll"}')
    assert read_toml(tmp_path / "a.toml") == read_json(tmp_path / "a.json") == {"title": "Toll"}


def test_only_regular_files_of_a_bounded_size_are_read(tmp_path: Path) -> None:
    """A pipe would never end, a device would fill the memory, and a folder is no file."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_text("# long\n" * 100)
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path, tmp_path / "big", tmp_path / "none"):
        with pytest.raises(StancebookError, match=f"{path}: "):
            read_toml(path, limit=100)
