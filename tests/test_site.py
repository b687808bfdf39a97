"""The documentation builds as a site: every page is in its contents, and it loads nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import analysis

ROOT = Path(__file__).parents[1]
LOADED = re.compile(r"<(?:script|img|link|iframe|source)\b[^>]*?\b(?:src|href)=\"((?:https?:)?//[^\"]*)\"")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as ``make docs`` does, where a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going"]
    done = subprocess.run(
        [*command, ROOT / "docs", folder], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return folder


def test_the_reference_is_made_from_the_code(site: Path) -> None:
    """Commands, public names, columns and parameters appear with their explanations."""
    parts = {
        "commands": "usage: stancebook audit",
        "functions": "every actor’s position on every issue",
        "tables": "clause that the code is based on",
        "parameters": "Most events to draw",
    }
    for page, words in parts.items():
        assert words in (site / f"{page}.html").read_text(encoding="utf-8").replace("'", "’"), page


def test_every_public_name_is_documented(site: Path) -> None:
    """Whatever ``import analysis`` offers has its place on the page of functions."""
    page = (site / "functions.html").read_text(encoding="utf-8")
    assert set(re.findall(r'id="analysis\.(\w+)"', page)) == set(analysis.__all__)


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    """No page or style sheet names a script, style, font or picture on another machine."""
    for page in site.rglob("*.html"):
        assert not LOADED.findall(page.read_text(encoding="utf-8")), page.name
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", text), sheet.name


def test_links_out_of_the_site_are_plain_words(site: Path) -> None:
    """A file of the project that the site does not hold is named, and no link leads out of its folder."""
    page = (site / "audit.html").read_text(encoding="utf-8")
    assert "gold/news" in page
    assert not re.search(r'href="\.\./', page)
