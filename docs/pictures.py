"""Take the pictures of README, tutorial and gallery: pages of reports in Chromium, with one mark pressed."""

import tempfile
from io import BytesIO
from pathlib import Path
from shutil import which

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from analysis.cli import main

HERE = Path(__file__).parent
# each corpus, and the mark of its matrix that is pressed: the beginning of the mark's title
MARKS = {
    "../data/putin-trump-call": "Vladimir Putin, 30-day ceasefire",
    "examples/covid-2020": "United States, Sport goes on",
    "examples/primary-2020": "Barack Obama, Backing Biden",
    "examples/samoa-measles-2019": "UNICEF, Vaccination of all",
}
SIZE = {"width": 1280, "height": 760}
# enough for text and marks, in a third of the bytes
COLOURS = 224


def take_picture(page: Page, report: Path, mark: str) -> Image.Image:
    """Return what a window shows of a report after a mark was pressed."""
    page.goto((report / "stance-comparison.html").as_uri())
    title = page.locator("title", has_text=mark)
    page.locator("#chart-stances svg:visible a[role=link]").filter(has=title).first.dispatch_event("click")
    return Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)


def take_pictures() -> None:
    """Make the report of each corpus and save its picture in ``docs/pictures``."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if found is None:
        raise SystemExit("Pictures are taken with Chromium, but none is on the PATH. Install it first.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        for path, mark in MARKS.items():
            report = Path(folder) / Path(path).name
            main(["report", str((HERE / path).resolve()), "--out", str(report)])
            take_picture(page, report, mark).save(HERE / "pictures" / f"{report.name}.png", optimize=True)


if __name__ == "__main__":
    take_pictures()
