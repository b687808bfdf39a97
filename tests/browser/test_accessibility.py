"""The pages as those have them who listen, zoom or use no mouse: checked by axe-core."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

PAGES = ("index", "stance-comparison", "timeline", "accounts")
FOUND = """async () => {
    document.querySelectorAll('details').forEach(one => one.open = true)
    const found = await axe.run({resultTypes: ['violations']})
    return found.violations.map(one => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`)
}"""


def faults(browser: Any, path: Path, scheme: str, width: int) -> list[str]:
    """Return what axe-core objects to on a page, with all that is folded opened."""
    # the page's own policy lets no script in, the checker is one
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(FOUND)
    context.close()
    return list(found)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_axe_objects_to_nothing(browser: Any, seed_report: Path, name: str, scheme: str, width: int) -> None:
    """No violation of any impact, wide and light or dark on a phone."""
    assert faults(browser, seed_report / f"{name}.html", scheme, width) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_objects_to_nothing_where_coders_are_compared(
    browser: Any, coded_report: Path, scheme: str
) -> None:
    """The page with confusion tables is as good as the others."""
    assert faults(browser, coded_report / "coder-agreement.html", scheme, 390) == []


def test_axe_is_really_asked(browser: Any, tmp_path: Path) -> None:
    """A picture without a text is found."""
    path = tmp_path / "page.html"
    path.write_text("<html lang='en'><title>T</title><main><h1>T</h1><img src='x.png'></main></html>")
    assert [found.split(":")[0] for found in faults(browser, path, "light", 1200)] == ["critical image-alt"]
