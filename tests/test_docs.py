"""README.md and docs/: each command and each snippet runs as it is printed, on shipped data."""

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
# what is printed and does not run here, with the reason
NOT_RUN = {
    "make ": "sets up another environment, or runs these very tests",
    "pip install": "needs the network",
    "--cluster": "needs a cluster",
}
# of a message: what stands for something else each time
VARYING = re.compile(r"(?<=Unknown )\w+|…|'[^']*'|[\d.]*\d\S*")


def blocks(page: str, language: str) -> list[str]:
    """Return the fenced blocks of a language, in their order."""
    found = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [code for name, code in found if name == language]


def commands(page: str) -> Iterator[str]:
    """Yield the commands of a page that can run here and that no page before it has."""
    before = [line for other in PAGES[: PAGES.index(page)] for line in lines(other)]
    for line in lines(page):
        if line not in before and not any(word in line for word in NOT_RUN):
            yield line


def lines(page: str) -> list[str]:
    """Return the commands of a page."""
    return [line for code in blocks(page, "sh") for line in code.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project as a newcomer has it, with this environment as its ``.venv``."""
    copy = tmp_path_factory.mktemp("newcomer")
    for folder in ("data", "notebooks", "seeds", "docs"):
        shutil.copytree(ROOT / folder, copy / folder)
    (copy / ".venv").mkdir()
    (copy / ".venv" / "bin").symlink_to(Path(sys.executable).parent, target_is_directory=True)
    return copy


def run(arguments: list[str], cwd: Path) -> None:
    """Run a program to its end; a failure shows what it said."""
    environment = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        arguments, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, f"{arguments[-1]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


@pytest.mark.parametrize("page", PAGES)
def test_what_is_printed_runs(project: Path, page: str) -> None:
    """Commands of a page run one after the other, then its snippets, each by itself."""
    for command in commands(page):
        run(["bash", "-c", command], project)
    for code in blocks(page, "python"):
        run([sys.executable, "-c", code], project)


def test_the_table_of_reports_is_the_shipped_one() -> None:
    """The example of a table is the file that the command beside it reads."""
    shipped = (ROOT / "data" / "reports.csv").read_text(encoding="utf-8")
    assert shipped in [code for page in PAGES for code in blocks(page, "csv")]


def test_the_sample_article_is_the_shipped_one() -> None:
    """The example of front matter is the beginning of an article that reports are made of."""
    (sample,) = blocks("README.md", "markdown")
    article = (ROOT / "data/harbour-tunnel/articles/01-council.md").read_text(encoding="utf-8")
    assert article.startswith(sample.rstrip("\n"))


def test_links_lead_to_files() -> None:
    """Every relative link of README and docs names something that is there."""
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


def test_messages_are_those_that_the_program_prints() -> None:
    """Whoever searches README for what stands in the terminal finds it."""
    sources = [(ROOT / "Makefile"), *sorted((ROOT / "analysis").rglob("*.py"))]
    printed = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in sources))
    listed = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Troubleshooting")[2]
    messages = re.findall(r"^\| `(.+?)` \|", listed, re.MULTILINE)
    assert len(messages) >= 6
    for message in messages:
        for part in filter(None, map(str.strip, VARYING.split(message))):
            assert part.strip(" .?,:") in printed, f"{message}: {part!r}"
