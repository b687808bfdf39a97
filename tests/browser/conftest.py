"""The Chromium browser shared by the tests of pages and of JupyterLab."""

import os
from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start Chromium; if it is missing, skip, or fail if STANCEBOOK_BROWSER=required."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := which(name))), None
    )
    if found is None:
        if os.environ.get("STANCEBOOK_BROWSER") == "required":
            pytest.fail("STANCEBOOK_BROWSER=required, but no chromium is on the PATH")
        pytest.skip("no chromium on the PATH; install it to see the pages in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
