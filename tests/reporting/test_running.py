"""Results of notebook runs come from the runner, never from the notebook."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from analysis.reporting import engine
from analysis.reporting.kernels.forking import is_possible, warm_kernels
from analysis.reporting.notebooks import find_notebooks
from analysis.reporting.running import Limits, Run, run_notebooks

LIMITS = Limits(cell=2, run=60)
ENDLESS = "while True: pass"
CASES = {
    "well": (["1 + 1"], "ok", None, None),
    "error": (["1", "1 / 0"], "failed", "cell 2: ZeroDivisionError: division by zero", 2),
    "death": (["1", "import os; os._exit(1)"], "dead kernel", "cell 2: the kernel died", 2),
    "endless": ([ENDLESS], "timeout", "cell 1: took longer than 2 seconds", 1),
    "exit": (["import sys; sys.exit(3)"], "failed", "cell 1: SystemExit: 3", 1),
}


@pytest.fixture(scope="module", params=["plain", "forked"])
def kernels(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run with plain kernels, then with forked ones."""
    if request.param == "plain":
        yield "plain"
        return
    if not is_possible():
        pytest.skip("this platform does not fork kernels")
    with warm_kernels():
        yield "forked"


def run_only(books: Path, folder: Path, limits: Limits = LIMITS) -> Run:
    """Run the only notebook of a folder."""
    (run,) = run_notebooks(find_notebooks(books), {"corpus": "unknown to it"}, folder, limits)
    return run


@pytest.mark.parametrize("case", CASES)
def test_result_of_a_run(kernels: str, tmp_path: Path, books: Callable[..., Path], case: str) -> None:
    """An error, a dead kernel and a stuck cell are distinguished, with the cell and the reason."""
    sources, status, error, cell = CASES[case]
    run = run_only(books(own=sources), tmp_path)
    assert (run.status, run.error, run.cell) == (status, error, cell)
    assert run.parameters == {}
    assert run.path.is_file()


def test_whole_run_has_a_time_limit(kernels: str, tmp_path: Path, books: Callable[..., Path]) -> None:
    """Cells within the cell limit can together exceed the run limit."""
    slow = ["import time", *["time.sleep(1.5)"] * 4]
    run = run_only(books(own=slow), tmp_path, Limits(cell=5, run=4))
    assert run.status == "timeout"
    assert run.error is not None
    assert run.error.endswith("the run took longer than 4 seconds")


def test_output_has_a_limit(tmp_path: Path, books: Callable[..., Path], monkeypatch) -> None:
    """A notebook that never stops printing is killed; its earlier output is kept."""
    monkeypatch.setattr(engine, "MAX_OUTPUT", 100_000)
    run = run_only(books(own=["print('before')", "while True: print('x' * 1000)"]), tmp_path, Limits(60, 60))
    assert (run.status, run.cell) == ("failed", 2)
    assert run.error == "cell 2: more than 100,000 characters of output"
    assert "before" in run.path.read_text()
    assert run.path.stat().st_size < 1_000_000


def test_kernel_that_does_not_start_is_tried_again(tmp_path: Path, books, monkeypatch) -> None:
    """A third attempt succeeds after two failed starts, before any cell has run."""
    starts = []

    def start(client: object, **_: object) -> None:
        starts.append(client)
        if len(starts) < 3:
            raise RuntimeError("Kernel died before replying to kernel_info")
        original(client)

    original = engine.WatchedClient.start_new_kernel
    monkeypatch.setattr(engine.WatchedClient, "start_new_kernel", start)
    assert run_only(books(own="1 + 1"), tmp_path).status == "ok"
    assert len(starts) == 3


def test_kernel_that_is_not_installed_is_an_error(tmp_path: Path, books: Callable[..., Path]) -> None:
    """The run fails at once; the message names the kernel."""
    folder = books(own="1")
    content = (folder / "own.ipynb").read_text().replace('"python3"', '"julia-9"')
    (folder / "own.ipynb").write_text(content)
    run = run_only(folder, tmp_path)
    assert (run.status, run.cell) == ("failed", None)
    assert run.error == "no such kernel: No such kernel named julia-9"


def read_output(run: Run) -> list[str]:
    """Return the printed output of each cell of an executed notebook."""
    cells = nbformat.read(run.path, as_version=4).cells
    return ["".join(output.get("text", "") for output in cell.outputs) for cell in cells]


@pytest.mark.skipif(not is_possible(), reason="this platform does not fork kernels")
def test_nothing_leaks_from_one_forked_kernel_to_another(tmp_path: Path, books: Callable[..., Path]) -> None:
    """Kernels share no names, modules, settings, environment, working folder or random state."""
    spoil = (
        "import os, sys, random, matplotlib as mpl, numpy as np, pandas as pd, analysis\n"
        "left = 1; os.environ['LEFT'] = '1'; sys.path.append('/left'); sys.modules['left'] = sys\n"
        "mpl.rcParams['font.size'] = 99; pd.options.display.max_rows = 7; os.chdir('/')\n"
        "analysis.left = 1; import analysis.tables as t; t.STANCES = ()"
    )
    look = (
        "import os, sys, random, matplotlib as mpl, numpy as np, pandas as pd, analysis\n"
        "import analysis.tables as t\n"
        "print('left' in globals(), 'LEFT' in os.environ, '/left' in sys.path, 'left' in sys.modules,\n"
        "      mpl.rcParams['font.size'] == 99, pd.options.display.max_rows == 7, os.getcwd() == '/',\n"
        "      hasattr(analysis, 'left'), t.STANCES == ())\n"
    )
    chance = "import random, numpy as np; print(random.random(), np.random.random())"
    folder = books(a=spoil, b=look, c=chance, d=chance)
    with warm_kernels():
        _, b, c, d = run_notebooks(find_notebooks(folder), {}, tmp_path, LIMITS, jobs=1)
    assert read_output(b) == [" ".join(["False"] * 9) + "\n"]
    assert set(read_output(c)[0].split()).isdisjoint(read_output(d)[0].split())


@pytest.mark.skipif(not is_possible(), reason="this platform does not fork kernels")
def test_forked_kernels_are_children_of_the_parent_and_end_with_it(tmp_path: Path, books) -> None:
    """The kernel is forked from the parent, and no process remains after the parent has ended."""
    folder = books(own="import os; print(os.getpid(), open(f'/proc/{os.getppid()}/cmdline').read())")
    before = dict(os.environ)
    with warm_kernels():
        run = run_only(folder, tmp_path)
    pid, command = read_output(run)[0].split(" ", 1)
    assert "analysis.reporting.kernels.parent" in command
    assert not Path(f"/proc/{pid}").exists()
    assert dict(os.environ) == before


@pytest.mark.skipif(not is_possible(), reason="this platform does not fork kernels")
@pytest.mark.parametrize("name", ["stance-comparison", "timeline", "accounts"])
def test_forked_and_plain_kernels_have_equal_output(tmp_path: Path, name: str) -> None:
    """All tables and charts of the example are identical."""
    (book,) = [book for book in find_notebooks() if book.name == name]
    given = {"corpus": "data/putin-trump-call"}
    outputs = []
    for kind in ("plain", "forked"):
        (tmp_path / kind).mkdir()
        if kind == "plain":
            (run,) = run_notebooks([book], given, tmp_path / kind)
        else:
            with warm_kernels():
                (run,) = run_notebooks([book], given, tmp_path / kind)
        cells = nbformat.read(run.path, as_version=4).cells
        outputs.append([output.get("data") for cell in cells for output in cell.get("outputs", ())])
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 3
