"""Take the pictures of docs/review.md again, in a real JupyterLab: ``python -m tests.lab.pictures``."""

import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import PIL.Image
from playwright.sync_api import sync_playwright

from analysis.reporting.report import report
from tests.lab.server import open_notebook, run_all_cells, start_lab

ROOT = Path(__file__).parents[2]
CORPUS, NOTEBOOK, PERSON = "harbour-tunnel", "review", "maria"
# what she decides before the second picture
KEYS = ("Enter", "x", "Enter", "o", "Enter", "Enter")
# few colours make a small file, and the letters stay sharp
COLOURS = 64
# pixels
WIDTH, HEIGHT, MARGIN = 1100, 1000, 16
# milliseconds after which a screen is drawn
SETTLED = 400


def main() -> None:
    """Take a picture of the widget, and one of the page on what was decided in it."""
    with TemporaryDirectory() as name, start_lab(_fill(Path(name))) as lab, _open_page() as page:
        open_notebook(page, lab, NOTEBOOK)
        # the list of files, and a question about news
        page.keyboard.press("Control+b")
        page.add_style_tag(content=".Toastify { display: none }")
        run_all_cells(page)
        page.wait_for_selector(".sb-review mark")
        cell = page.locator(".jp-Cell:has(.sb-review)")
        cell.scroll_into_view_if_needed()
        page.wait_for_timeout(SETTLED)
        _write(cell.screenshot(), "review-widget.png")
        _decide(page)
        out = report(lab.folder / CORPUS, lab.folder / "report", only=NOTEBOOK).folder
        page.goto((out / f"{NOTEBOOK}.html").as_uri())
        _write(page.screenshot(full_page=True, clip=_find_part(page)), "review-checked.png")


def _fill(folder: Path) -> Path:
    """Copy the example without its human codings, and the notebook with its parameters set."""
    example = ROOT / "data" / CORPUS
    shutil.copytree(example, folder / CORPUS, ignore=shutil.ignore_patterns("codings"))
    settings = (example / "corpus.toml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^title = .*$", 'title = "A tunnel under the harbour"', settings)
    (folder / CORPUS / "corpus.toml").write_text(settings, encoding="utf-8")
    notebook = json.loads((ROOT / "notebooks" / f"{NOTEBOOK}.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if "parameters" in cell["metadata"].get("tags", ()):
            given = {"corpus": CORPUS, "name": PERSON}
            cell["source"] = [_set_parameter(line, given) for line in cell["source"]]
    (folder / f"{NOTEBOOK}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def _set_parameter(line: str, given: dict[str, str]) -> str:
    name = line.partition(":")[0]
    return re.sub(r'= "[^"]*"', f'= "{given[name]}"', line, count=1) if name in given else line


@contextmanager
def _open_page() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        yield browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1.25, reduced_motion="reduce"
        )
        browser.close()


def _decide(page: Any) -> None:
    page.locator(".sb-review").focus()
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(SETTLED)


def _find_part(page: Any) -> dict[str, float]:
    """Return where the sections on decisions and marks are."""
    main = page.locator("main").bounding_box()
    top, bottom = (
        page.locator(f"#{key}").bounding_box()["y"] for key in ("who-checked-what", "for-a-methods-section")
    )
    return {**main, "y": top - MARGIN, "height": bottom - top - MARGIN}


def _write(picture: bytes, name: str) -> None:
    image = PIL.Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=PIL.Image.Dither.NONE).save(ROOT / "docs" / name, optimize=True)


if __name__ == "__main__":
    main()
