"""The formats of files that are read: one module a format, each with a ``FORMAT``.

A new format is a module with a ``FORMAT``, listed in ``FORMATS``, and a test with a file of that format.
"""

from pathlib import Path

from analysis.reading.formats import (
    delimited,
    feed,
    json_lines,
    mhtml,
    parquet,
    plain,
    warc,
    web_archive,
    web_page,
)
from analysis.reading.formats.format import Format

__all__ = ["FORMATS", "Format", "find_format"]

FORMATS: tuple[Format, ...] = (
    plain.FORMAT,
    web_page.FORMAT,
    mhtml.FORMAT,
    web_archive.FORMAT,
    warc.FORMAT,
    feed.FORMAT,
    delimited.FORMAT,
    json_lines.FORMAT,
    parquet.FORMAT,
)


def find_format(path: Path) -> Format | None:
    """Return the format of a file, judging by its extension only; None if it is not a known one."""
    name = path.name.lower()
    return next((each for each in FORMATS if name.endswith(each.suffixes)), None)
