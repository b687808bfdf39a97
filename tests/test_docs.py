"""README.md and docs/: every printed command and snippet runs on the shipped data."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# printed commands that are not run here, with the reason
NOT_RUN = {
    "make ": "sets up another environment, or runs these very tests",
    "pip install": "needs the network",
    "--cluster": "needs a cluster",
    "calibrate": "needs thirty decisions; tests/test_calibrating.py runs it",
    "my-dispute": "needs a language model; tests/coding/llm/test_newcomer.py runs these with a scripted one",
    "STANCEBOOK_LLM": "as above",
}
# variable parts of a message
VARYING = re.compile(r"(?<=Unknown )\w+|…|'[^']*'|[\d.]*\d\S*")


def find_blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, in order."""
    found = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [code for name, code in found if name == language]


def find_new_commands(page: str) -> Iterator[str]:
    """Yield the commands of a page that can run here and are not on an earlier page."""
    before = [line for other in PAGES[: PAGES.index(page)] for line in find_commands(other)]
    for line in find_commands(page):
        if line not in before and not any(word in line for word in NOT_RUN):
            yield line


def find_commands(page: str) -> list[str]:
    """Return the commands of a page."""
    return [line for code in find_blocks(page, "sh") for line in code.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project as after installation, with this environment as its ``.venv``."""
    copy = tmp_path_factory.mktemp("newcomer")
    for folder in ("data", "notebooks", "seeds", "docs"):
        shutil.copytree(ROOT / folder, copy / folder)
    (copy / ".venv").mkdir()
    (copy / ".venv" / "bin").symlink_to(Path(sys.executable).parent, target_is_directory=True)
    return copy


def run_program(arguments: list[str], cwd: Path) -> None:
    """Run a program; on failure show its output."""
    environment = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        arguments, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{arguments[-1]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


@pytest.mark.parametrize("page", PAGES)
def test_printed_commands_and_snippets_run(project: Path, page: str) -> None:
    """All commands of a page run in order, and each Python snippet runs in a separate process."""
    for command in find_new_commands(page):
        run_program(["bash", "-c", command], project)
    for code in find_blocks(page, "python"):
        run_program([sys.executable, "-c", code], project)


def test_the_table_of_reports_is_the_shipped_one() -> None:
    """The printed table of reports is the file that the command beside it reads."""
    shipped = (ROOT / "data" / "reports.csv").read_text(encoding="utf-8")
    assert shipped in [code for page in PAGES for code in find_blocks(page, "csv")]


def test_the_sample_article_is_the_shipped_one() -> None:
    """The printed front matter is the beginning of a shipped article."""
    (sample,) = find_blocks("README.md", "markdown")
    article = (ROOT / "data/harbour-tunnel/articles/01-council.md").read_text(encoding="utf-8")
    assert article.startswith(sample.rstrip("\n"))


def test_links_lead_to_existing_files() -> None:
    """Every relative link in README and docs leads to an existing file."""
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


def test_listed_messages_occur_in_the_program() -> None:
    """Each message in the section on troubleshooting occurs in the source code."""
    sources = [(ROOT / "Makefile"), *sorted((ROOT / "analysis").rglob("*.py"))]
    printed = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in sources))
    listed = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Troubleshooting")[2]
    messages = re.findall(r"^\| `(.+?)` \|", listed, re.MULTILINE)
    assert len(messages) >= 6
    for message in messages:
        for part in filter(None, map(str.strip, VARYING.split(message))):
            assert part.strip(" .?,:") in printed, f"{message}: {part!r}"
