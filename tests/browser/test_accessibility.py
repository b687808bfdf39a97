"""Pages are accessible with screen readers, zoom and keyboard, as checked by axe-core."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

PAGES = ("index", "stance-comparison", "timeline", "accounts", "methods")
# of the corpus that people coded, of two outlets: an actor and an issue with quotations, changes and events
MORE = ("coder-agreement", "outlets", "discourse-network", "actor-Mara-Lind*", "issue-Strike*")
RUN_AXE = """async () => {
    document.querySelectorAll('details').forEach(one => one.open = true)
    const found = await axe.run({resultTypes: ['violations']})
    return found.violations.map(one => `${one.impact} ${one.id}: ${one.nodes[0].html.slice(0, 160)}`)
}"""


def find_violations(browser: Any, path: Path, scheme: str, width: int) -> list[str]:
    """Return the violations that axe-core finds on a page with all details opened."""
    # the page's content security policy would block the checker, which is a script
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE)
    context.close()
    return list(found)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 390)])
def test_pages_are_accessible(browser: Any, seed_report: Path, name: str, scheme: str, width: int) -> None:
    """A page has no accessibility violations, light on a desktop or dark on a phone."""
    assert find_violations(browser, seed_report / f"{name}.html", scheme, width) == []


@pytest.mark.parametrize("name", MORE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_coders_outlets_actors_and_issues_are_accessible(
    browser: Any, coded_report: Path, name: str, scheme: str
) -> None:
    """The other kinds of page have no accessibility violations."""
    (path,) = coded_report.glob(f"{name}.html")
    assert find_violations(browser, path, scheme, 390) == []


def test_violations_are_detected(browser: Any, tmp_path: Path) -> None:
    """axe-core reports an image without alternative text."""
    path = tmp_path / "page.html"
    path.write_text("<html lang='en'><title>T</title><main><h1>T</h1><img src='x.png'></main></html>")
    assert [found.split(":")[0] for found in find_violations(browser, path, "light", 1200)] == [
        "critical image-alt"
    ]
