"""The formats of files that are read: one module a format, each with a ``FORMAT``.

A new format is a module with a ``FORMAT``, listed in ``FORMATS``, and a test with a file of that format.
"""

from pathlib import Path

from analysis.reading.formats import delimited, json_table, open_sheet, parquet, plain, web_page, workbook
from analysis.reading.formats.format import Format

__all__ = ["FORMATS", "Format", "find_format"]

FORMATS: tuple[Format, ...] = (
    plain.FORMAT,
    web_page.FORMAT,
    delimited.FORMAT,
    json_table.FORMAT,
    parquet.FORMAT,
    workbook.FORMAT,
    open_sheet.FORMAT,
)


def find_format(path: Path) -> Format | None:
    """Return the format of a file, judging by its extension only; None if it is not a known one."""
    suffix = path.suffix.lower()
    return next((each for each in FORMATS if suffix in each.suffixes), None)
