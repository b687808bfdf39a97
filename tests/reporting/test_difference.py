"""The page that says what changed between two reports."""

import json
import re
import shutil
from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.reporting.difference import write_difference

HOSTILE = "<script>hit()</script>"


@pytest.fixture
def two(seed_report: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of a report; the second is to be changed."""
    folders = tmp_path / "old one", tmp_path / "new"
    for folder in folders:
        shutil.copytree(seed_report, folder)
    return folders


def change(folder: Path, **parts: object) -> None:
    """Replace parts of what a report shows."""
    path = folder / "codes.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **parts}))


def test_equal_reports_differ_in_nothing(two: tuple[Path, Path]) -> None:
    """The page says so, and has no table."""
    page, said = write_difference(*two)
    assert (page, said) == (two[1].absolute() / "changes.html", "Nothing changed.")
    assert "Nothing changed." in page.read_text()
    assert "<table" not in page.read_text()


def test_changes_lead_into_the_pages_of_both(two: tuple[Path, Path], astray) -> None:
    """A stance that turned links the words before in the old page and now in the new, and both land."""
    shown = json.loads((two[1] / "codes.json").read_text())
    one = next(row for row in shown["positions"] if row["actor"] == "Vladimir Putin")
    one["stance"] = "support"
    change(two[1], positions=shown["positions"])
    page, said = write_difference(two[0] / "manifest.json", two[1])
    assert said == "1 position (1 changed)."
    html = page.read_text()
    links = re.findall(r'href="([^"#]*stance-comparison\.html)#([^"]+)"', html)
    assert {file for file, _ in links} == {"../old%20one/stance-comparison.html", "stance-comparison.html"}
    for file, key in links:
        assert f' id="{key}"' in (page.parent / file.replace("%20", " ")).read_text()
    assert astray(html) == []
    assert "<script" not in html


def test_page_may_lie_elsewhere(two: tuple[Path, Path], tmp_path: Path) -> None:
    """Its links to the pages of the report still lead there; a page that is not there is not linked."""
    (two[1] / "timeline.html").unlink()
    page, _ = write_difference(*two, tmp_path / "why.html")
    files = re.findall(r'href="([^"#]+)"', page.read_text())
    assert "new/index.html" in files
    assert [file for file in files if not (tmp_path / file).is_file()] == []


def test_what_made_it_is_compared(two: tuple[Path, Path]) -> None:
    """Parameters, coders and versions that differ are listed with both values."""
    path = two[1] / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["pages"][0]["parameters"]["since"] = "2025-05-01"
    manifest["coders"] = ["human:<ann>"]
    path.write_text(json.dumps(manifest))
    page, said = write_difference(*two)
    assert said == "2 settings changed."
    html = page.read_text()
    assert '<th scope="row">parameter since</th><td>–</td><td>2025-05-01</td>' in html
    assert "human:&lt;ann&gt;" in html


def test_hostile_reports_are_text(two: tuple[Path, Path]) -> None:
    """Whatever stands in the files of a report is escaped, and leads nowhere but into its folder."""
    change(
        two[1],
        positions=[{"actor": HOSTILE, "issue": HOSTILE, "stance": HOSTILE, "n": 1, "statements": [HOSTILE]}],
        events=[
            {"event_id": HOSTILE, "description": HOSTILE, "status": HOSTILE, "when": HOSTILE, "tellings": []}
        ],
    )
    html = write_difference(*two)[0].read_text()
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
def test_no_report_is_told(two: tuple[Path, Path], content: str | None, message: str) -> None:
    """A folder without a report, a damaged one and one of another version are clear errors."""
    path = two[0] / "codes.json"
    path.unlink() if content is None else path.write_text(content)
    with pytest.raises(StancebookError, match=message):
        write_difference(*two)


def test_page_that_cannot_be_written_is_told(two: tuple[Path, Path], tmp_path: Path) -> None:
    """A folder that is not there is named with what to do."""
    with pytest.raises(StancebookError, match=r"cannot write there .* --out"):
        write_difference(*two, tmp_path / "nowhere" / "page.html")
