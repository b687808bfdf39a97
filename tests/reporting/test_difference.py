"""The page that lists the changes between two reports."""

import json
import re
import shutil
from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.reporting.difference import write_difference

HOSTILE = "<script>hit()</script>"


@pytest.fixture
def reports(seed_report: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of a report; tests change the second."""
    folders = tmp_path / "old one", tmp_path / "new"
    for folder in folders:
        shutil.copytree(seed_report, folder)
    return folders


def change(folder: Path, **parts: object) -> None:
    """Replace parts of the data that a report shows."""
    path = folder / "codes.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **parts}))


def test_equal_reports_have_no_changes(reports: tuple[Path, Path]) -> None:
    """The page says so, and has no table."""
    page, summary = write_difference(*reports)
    assert (page, summary) == (reports[1].absolute() / "changes.html", "Nothing changed.")
    assert "Nothing changed." in page.read_text()
    assert "<table" not in page.read_text()


def test_changes_link_to_the_pages_of_both_reports(reports: tuple[Path, Path], astray) -> None:
    """A changed stance links to its evidence in the old page and in the new page, and both links work."""
    shown = json.loads((reports[1] / "codes.json").read_text())
    position = next(row for row in shown["positions"] if row["actor"] == "Vladimir Putin")
    position["stance"] = "support"
    change(reports[1], positions=shown["positions"])
    page, summary = write_difference(reports[0] / "manifest.json", reports[1])
    assert summary == "1 position (1 changed)."
    html = page.read_text()
    links = re.findall(r'href="([^"#]*stance-comparison\.html)#([^"]+)"', html)
    assert {file for file, _ in links} == {"../old%20one/stance-comparison.html", "stance-comparison.html"}
    for file, key in links:
        assert f' id="{key}"' in (page.parent / file.replace("%20", " ")).read_text()
    assert astray(html) == []
    assert "<script" not in html


def test_page_can_be_written_elsewhere(reports: tuple[Path, Path], tmp_path: Path) -> None:
    """Its links to the pages of the report still work; a missing page is not linked."""
    (reports[1] / "timeline.html").unlink()
    page, _ = write_difference(*reports, tmp_path / "why.html")
    files = re.findall(r'href="([^"#]+)"', page.read_text())
    assert "new/index.html" in files
    assert [file for file in files if not (tmp_path / file).is_file()] == []


def test_settings_are_compared(reports: tuple[Path, Path]) -> None:
    """Parameters, coders, a refitted confidence and versions that differ are listed with both values."""
    path = reports[1] / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["pages"][0]["parameters"]["since"] = "2025-05-01"
    manifest["coders"] = ["human:<ann>"]
    manifest["calibration"] = {"decisions": 180, "day": "2026-11-30"}
    path.write_text(json.dumps(manifest))
    page, summary = write_difference(*reports)
    assert summary == "3 settings changed."
    html = page.read_text()
    assert '<th scope="row">parameter since</th><td>–</td><td>2025-05-01</td>' in html
    assert "human:&lt;ann&gt;" in html
    assert "<td>none</td><td>180 decisions, 2026-11-30</td>" in html


def test_hostile_reports_are_escaped(reports: tuple[Path, Path]) -> None:
    """All data from the files of a report is escaped, and links lead only into its folder."""
    change(
        reports[1],
        positions=[{"actor": HOSTILE, "issue": HOSTILE, "stance": HOSTILE, "n": 1, "statements": [HOSTILE]}],
        events=[
            {"event_id": HOSTILE, "description": HOSTILE, "status": HOSTILE, "when": HOSTILE, "tellings": []}
        ],
    )
    html = write_difference(*reports)[0].read_text()
    assert "<script" not in html
    assert "&lt;script&gt;hit()" in html
    assert "javascript:" not in html


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            None,
            "is no report .* Expected a folder that `stancebook report` wrote, with manifest.json and codes",
        ),
        ("{", "the files of this report are damaged"),
        ("[]", "the files of this report are damaged"),
        ('{"format": 1, "positions": 3}', "the files of this report are damaged"),
        ('{"format": 99}', "another version of Stancebook wrote this report"),
    ],
)
def test_invalid_report_is_an_error(reports: tuple[Path, Path], content: str | None, message: str) -> None:
    """A folder without a report, a damaged report and one of another version are clear errors."""
    path = reports[0] / "codes.json"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(StancebookError, match=message):
        write_difference(*reports)


@pytest.mark.parametrize(
    "change", [{"pages": ["x"]}, {"coders": 1.5}, {"versions": "3"}, {"pages": [{"parameters": None}]}]
)
def test_a_damaged_manifest_is_an_error(reports: tuple[Path, Path], change: dict[str, object]) -> None:
    """A manifest whose entries are of another kind is told before a page is made of it."""
    path = reports[0] / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(StancebookError, match="the files of this report are damaged"):
        write_difference(*reports)


def test_page_that_cannot_be_written_is_an_error(reports: tuple[Path, Path], tmp_path: Path) -> None:
    """The message names the place, of which a part is no folder, and says what to do."""
    (tmp_path / "nowhere").touch()
    with pytest.raises(StancebookError, match=r"cannot write there .* --out"):
        write_difference(*reports, tmp_path / "nowhere" / "page.html")
