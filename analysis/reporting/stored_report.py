"""Read a finished report from its folder: the data that it shows and its manifest."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from analysis.comparing.difference import compare_reports
from analysis.comparing.snapshot import FORMAT, Snapshot
from analysis.drawing.markup import anchor, text
from analysis.errors import StancebookError
from analysis.files import TABLE_LIMIT, check_size, expand_home

# file with the data behind the pages
SNAPSHOT = "codes.json"


@dataclass(frozen=True)
class StoredReport:
    """A report in a folder.

    Attributes:
        folder: the folder.
        snapshot: the data that it shows.
        title: its title.
        settings: the parameters, coders and versions that made it, as text by name.
    """

    folder: Path
    snapshot: Snapshot
    title: str
    settings: Mapping[str, str]

    def link(self, page: str, key: str, words: str, out: Path) -> str:
        """Return a link to a code on a page of this report; only the words if the page does not exist."""
        if not (self.folder / page).is_file():
            return text(words)
        return f'<a href="{build_relative_url(self.folder / page, out)}#{anchor(key)}">{text(words)}</a>'


def read_report(path: Path) -> StoredReport:
    """Read a report.

    Args:
        path: the folder of the report, or its ``manifest.json``.

    Raises:
        StancebookError: for a folder that is not a report, is damaged, or was written by an incompatible
            version.
    """
    folder = path.parent if path.name == "manifest.json" else path
    expected = f"Expected a folder that `stancebook report` wrote, with manifest.json and {SNAPSHOT}"
    try:
        manifest, snapshot = (_read_json(folder / name) for name in ("manifest.json", SNAPSHOT))
        if snapshot["format"] != FORMAT:
            raise StancebookError(
                f"{folder}: another version of Stancebook wrote this report. Run it again, then compare."
            )
        # access every part now, so that a damaged file is reported before the page is built
        compare_reports(snapshot, snapshot)
        title, settings = str(manifest.get("title")), _read_settings(manifest)
    except OSError as error:
        missing = Path(error.filename or folder).name
        raise StancebookError(
            f"{folder} is no report ({missing}: {error.strerror}). {expected}. If an older "
            "version wrote this report, run it again."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StancebookError(f"{folder}: the files of this report are damaged. {expected}.") from None
    return StoredReport(expand_home(folder).absolute(), snapshot, title, settings)


def _read_json(path: Path) -> Any:
    try:
        check_size(path, TABLE_LIMIT)
    except StancebookError as error:
        raise StancebookError(f"{path}: {error}") from None
    return json.loads(path.read_text(encoding="utf-8"))


def _read_settings(manifest: Mapping[str, Any]) -> dict[str, str]:
    parameters = {name: value for page in manifest["pages"] for name, value in page["parameters"].items()}
    parameters.pop("corpus", None)
    return {
        **{f"parameter {name}": str(value) for name, value in parameters.items()},
        "codebook": str(manifest.get("codebook")),
        "coders": ", ".join(map(str, manifest["coders"])),
        "refitted confidence": _format_calibration(manifest.get("calibration")),
        **{f"version of {name}": str(value) for name, value in manifest["versions"].items()},
    }


def _format_calibration(calibration: object) -> str:
    if not isinstance(calibration, dict):
        return "none"
    return f"{calibration.get('decisions')} decisions, {calibration.get('day')}"


def build_relative_url(file: Path, out: Path) -> str:
    """Return the URL of a file relative to a page, or its absolute URL if it is on another drive."""
    try:
        return quote(Path(os.path.relpath(file, out.parent)).as_posix())
    except ValueError:
        return file.as_uri()
