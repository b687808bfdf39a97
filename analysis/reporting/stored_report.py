"""A report as it lies in a folder, read again: what it shows, and what it says of itself."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.comparing.difference import difference
from analysis.comparing.snapshot import FORMAT, Snapshot
from analysis.drawing.markup import anchor, text
from analysis.errors import StancebookError

# beside the pages: what they show, as data
SNAPSHOT = "codes.json"


@dataclass(frozen=True)
class StoredReport:
    """A report that lies in a folder: what it shows, and what it says of itself."""

    folder: Path
    shown: Snapshot
    manifest: Mapping[str, Any]

    def link(self, page: str, key: str, words: str, out: Path) -> str:
        """Return words as a link to a code on a page of this report, or only the words without that page."""
        if not (self.folder / page).is_file():
            return text(words)
        return f'<a href="{href(self.folder / page, out)}#{anchor(key)}">{text(words)}</a>'


def read_report(path: Path) -> StoredReport:
    """Read the report in a folder, named by itself or by its manifest.

    Raises:
        StancebookError: for a folder that is no report, is damaged, or that another version made.
    """
    folder = path.parent if path.name == "manifest.json" else path
    expected = f"Expected a folder that `stancebook report` wrote, with manifest.json and {SNAPSHOT}"
    try:
        manifest, shown = (
            json.loads((folder / name).read_text(encoding="utf-8")) for name in ("manifest.json", SNAPSHOT)
        )
        if shown["format"] != FORMAT:
            raise StancebookError(
                f"{folder}: another version of Stancebook made this report. Make it again, then compare."
            )
        # every part that is read, so that a damaged file is told here and not in the midst of the page
        difference(shown, shown)
        manifest["pages"], manifest["coders"], manifest["versions"]
    except OSError as error:
        missing = Path(error.filename or folder).name
        raise StancebookError(
            f"{folder} is no report ({missing}: {error.strerror}). {expected}; make an older one again."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StancebookError(f"{folder}: its files are damaged. {expected}.") from None
    return StoredReport(folder.expanduser().absolute(), shown, manifest)


def href(file: Path, out: Path) -> str:
    """Return the address of a file from a page; from another drive the whole one."""
    try:
        return quote(Path(os.path.relpath(file, out.parent)).as_posix())
    except ValueError:
        return file.as_uri()
