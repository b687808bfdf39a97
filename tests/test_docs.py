"""README.md and docs/: every printed command and snippet runs on the shipped data."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis as sb

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
    """Run a program in a separate process; on failure show its output."""
    environment = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        arguments, cwd=cwd, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, f"{arguments[-1]}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


@pytest.mark.parametrize("page", PAGES)
def test_printed_commands_and_snippets_run(
    project: Path, page: str, stancebook_here, shared_kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All commands of a page run in order, then each Python snippet."""
    for command in find_new_commands(page):
        program, *arguments = shlex.split(command, comments=True)
        if program == ".venv/bin/stancebook":
            done = stancebook_here(*expand(arguments, project), cwd=project)
            assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        else:
            run_program(["bash", "-c", command], project)
    monkeypatch.chdir(project)
    for code in find_blocks(page, "python"):
        exec(compile(code, page, "exec"), {"__name__": "__main__"})


def expand(arguments: list[str], folder: Path) -> Iterator[str]:
    """Yield arguments as a shell passes them on, with the folders that a pattern names."""
    for argument in arguments:
        found = sorted(folder.glob(argument)) if "*" in argument else []
        yield from (f"{path.relative_to(folder)}/" for path in found) if found else (argument,)


def test_the_table_of_reports_is_the_shipped_one() -> None:
    """The printed table of reports is the file that the command beside it reads."""
    shipped = (ROOT / "data" / "reports.csv").read_text(encoding="utf-8")
    assert shipped in [code for page in PAGES for code in find_blocks(page, "csv")]


@pytest.mark.parametrize(
    ("page", "article"),
    [
        ("docs/articles.md", "data/harbour-tunnel/articles/01-council.md"),
        ("docs/tutorial.md", "docs/examples/primary-2020/articles/2020-04-16-warren-endorses-biden.md"),
    ],
)
def test_a_sample_article_is_the_shipped_one(page: str, article: str) -> None:
    """The printed front matter is the beginning of a shipped article."""
    (sample,) = find_blocks(page, "markdown")
    assert (ROOT / article).read_text(encoding="utf-8").startswith(sample.rstrip("\n"))


def test_the_gallery_counts_the_positions_that_its_reports_show() -> None:
    """After a change of the coder, the marks of the gallery are read again and counted anew."""
    text = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    printed = re.findall(r"stancebook report (\S+)\n.*?Of (\d+) positions", text, re.DOTALL)
    shown = [(path, str(len(sb.stance_matrix(sb.code(sb.open_corpus(ROOT / path)))))) for path, _ in printed]
    assert len(printed) == len(list((ROOT / "docs" / "examples").glob("*/")))
    assert shown == printed


def test_the_tutorial_prints_lines_of_the_shipped_example() -> None:
    """The printed issue and corrections are lines of the files that the tutorial's commands copy."""
    corpus = ROOT / "docs" / "examples" / "primary-2020"
    (issue,) = find_blocks("docs/tutorial.md", "toml")
    (rows,) = find_blocks("docs/tutorial.md", "csv")
    assert issue in (corpus / "codebook.toml").read_text(encoding="utf-8")
    assert set(rows.splitlines()) <= set((corpus.parent / "corrections.csv").read_text("utf-8").splitlines())


def test_links_lead_to_existing_files() -> None:
    """Every relative link in README, docs and the pages they lead to leads to an existing file."""
    for page in (*PAGES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/examples/README.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text(encoding="utf-8")):
            assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


def test_listed_messages_occur_in_the_program() -> None:
    """Each message on the page on problems occurs in the source code."""
    sources = [(ROOT / "Makefile"), *sorted((ROOT / "analysis").rglob("*.py"))]
    printed = re.sub(r'"\s*\n\s*f?"', "", "\n".join(path.read_text(encoding="utf-8") for path in sources))
    listed = (ROOT / "docs" / "troubleshooting.md").read_text(encoding="utf-8")
    messages = re.findall(r"^\| `(.+?)` \|", listed, re.MULTILINE)
    assert len(messages) >= 6
    for message in messages:
        for part in filter(None, map(str.strip, VARYING.split(message))):
            assert part.strip(" .?,:") in printed, f"{message}: {part!r}"
