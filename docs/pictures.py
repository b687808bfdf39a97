"""Take the pictures of the gallery: the matrix of each example's report, as Chromium shows it."""

import tempfile
from pathlib import Path
from shutil import which

from playwright.sync_api import Browser, sync_playwright

from analysis.cli import main

HERE = Path(__file__).parent
WIDTH = 1000
"""Width of the window in pixels: a page in a browser that does not fill the screen."""


def take_picture(browser: Browser, corpus: Path, folder: Path) -> None:
    """Make the report of a corpus in a folder and take the picture of its matrix."""
    main(["report", str(corpus), "--out", str(folder)])
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.goto((folder / "stance-comparison.html").as_uri())
    page.locator("#chart-stances svg:visible").first.screenshot(path=HERE / "pictures" / f"{corpus.name}.png")


def take_pictures() -> None:
    """Take the picture of each corpus in ``docs/examples``."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if found is None:
        raise SystemExit("Pictures are taken with Chromium, but none is on the PATH. Install it first.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for corpus in sorted((HERE / "examples").glob("*/")):
            take_picture(browser, corpus, Path(folder) / corpus.name)


if __name__ == "__main__":
    take_pictures()
