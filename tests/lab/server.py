"""Start JupyterLab, and open and run notebooks in it as a reader does."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOKEN = "test"
# what JupyterLab may take to start, or a notebook to run, in seconds
PATIENCE = 600
REPLACE = """async path => {
    const before = [...jupyterapp.shell.widgets('main')]
    const opened = await jupyterapp.commands.execute('docmanager:open', {path})
    for (const one of before) {
        await one.context?.sessionContext.shutdown()
        one.dispose()
    }
    await opened.context.sessionContext.ready
}"""


@dataclass
class Lab:
    """A JupyterLab server that shows one folder."""

    address: str
    folder: Path

    def use_theme(self, name: str) -> None:
        """Choose a theme, as in the menu Settings, Theme; pages that are open keep theirs."""
        settings = self.folder / ".jupyter/lab/user-settings/@jupyterlab/apputils-extension"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "themes.jupyterlab-settings").write_text(f'{{"theme": "{name}"}}')


@contextmanager
def start_lab(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Lab]:
    """Start JupyterLab on a folder, whose stored notebooks are trusted, and stop it at the end.

    Args:
        folder: what it shows; its settings are kept there too.
        environment: more variables for the server and its kernels.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {"JUPYTER_CONFIG_DIR": str(folder / ".jupyter"), "HOME": str(folder)}
    environment = {**os.environ, **own, **(environment or {})}
    stored = sorted(map(str, folder.glob("stored/*.ipynb")))
    if stored:
        trust = [sys.executable, "-m", "jupyter", "trust", *stored]
        subprocess.run(trust, env=environment, check=True, capture_output=True)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--notebook-dir={folder}"),
        *(f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
        *("--LabApp.news_url=None", "--LabApp.expose_app_in_browser=True"),
    ]
    server = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for_server(server, f"{address}/api?token={TOKEN}")
        yield Lab(address, folder)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait_for_server(server: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("JupyterLab did not start")


def open_notebook(page: Any, lab: Lab, name: str) -> None:
    """Open a notebook, in place of those that are open, and wait until its kernel is idle.

    A page that shows JupyterLab is not loaded again.
    """
    if page.url.startswith(lab.address):
        page.evaluate(REPLACE, f"{name}.ipynb")
    else:
        page.goto(f"{lab.address}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=1000 * PATIENCE)
    page.wait_for_selector("text=| Idle", timeout=1000 * PATIENCE)


def run_all_cells(page: Any) -> None:
    """Run all cells of the open notebook, as in the menu Run, and wait until the last one has ended."""
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last
    for _ in range(2 * PATIENCE):
        # a folded cell has no number
        prompts = "".join(last.locator(".jp-InputPrompt").all_inner_texts())
        if last.locator(".jp-OutputArea-output").count() or re.search(r"\d", prompts):
            break
        page.wait_for_timeout(500)
    page.wait_for_selector("text=| Idle", timeout=1000 * PATIENCE)
