"""Results of notebook runs come from the runner, never from the notebook."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import nbformat
import pytest

from analysis.errors import StancebookError
from analysis.reporting import engine
from analysis.reporting.engine import Limits
from analysis.reporting.kernels.forking import fork, is_possible, warm_kernels
from analysis.reporting.notebooks import find_notebooks
from analysis.reporting.running import Run, run_notebooks
from analysis.resources import find_root

LIMITS = Limits(cell=2, run=60)
ENDLESS = "while True: pass"
CASES = {
    "well": (["1 + 1"], "ok", None, None),
    "error": (["1", "1 / 0"], "failed", "cell 2: ZeroDivisionError: division by zero", 2),
    "death": (["1", "import os; os._exit(1)"], "dead kernel", "cell 2: the kernel died", 2),
    "endless": ([ENDLESS], "timeout", "cell 1: took longer than 2 seconds", 1),
    "exit": (["import sys; sys.exit(3)"], "failed", "cell 1: SystemExit: 3", 1),
    "quit": (["1", "quit()"], "failed", "cell 2: SystemExit:", 2),
    "broken": (["1 +"], "failed", "cell 1: SyntaxError: ", 1),
    "forks": (["import os; os.fork()", "print('once')"], "ok", None, None),
}
FORKED = pytest.mark.skipif(not is_possible(), reason="this platform does not fork notebooks")


UNKNOWN = {"corpus": "unknown to it"}


def run_in_child(books: str, folder: str, limits: dict[str, float], given: dict[str, str]) -> None:
    """Run notebooks in a fork of the warm parent, and write the results for the test."""
    runs = run_notebooks(find_notebooks(Path(books)), given, Path(folder), Limits(**limits), 1)
    kept = [[run.status, run.error, run.cell, dict(run.parameters)] for run in runs]
    Path(folder, "runs.json").write_text(json.dumps(kept))


Runner = Callable[..., list[Run]]


@pytest.fixture(scope="module", params=["plain", pytest.param("forked", marks=FORKED)])
def runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """Return a function that runs notebooks one after another, in new interpreters or in forks."""

    def run_plain(
        books: Path, folder: Path, limits: Limits = LIMITS, given: Mapping[str, str] = UNKNOWN
    ) -> list[Run]:
        return run_notebooks(find_notebooks(books), given, folder, limits, 1)

    def run_forked(
        books: Path, folder: Path, limits: Limits = LIMITS, given: Mapping[str, str] = UNKNOWN
    ) -> list[Run]:
        here = "tests.reporting.test_running:run_in_child"
        assert fork(here, str(books), str(folder), vars(limits), dict(given)).wait() == 0
        kept = json.loads((folder / "runs.json").read_text())
        return [
            Run(book, folder / book.path.name, 0, own, status, error, cell)
            for book, (status, error, cell, own) in zip(find_notebooks(books), kept, strict=True)
        ]

    if request.param == "plain":
        yield run_plain
        return
    with warm_kernels():
        yield run_forked


def read_outputs(run: Run) -> list[list[dict]]:
    """Return the outputs of each code cell of an executed notebook."""
    notebook = nbformat.read(run.path, as_version=4)
    nbformat.validate(notebook)
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def read_text(run: Run) -> list[str]:
    """Return what each code cell of an executed notebook printed."""
    return ["".join(output.get("text", "") for output in outputs) for outputs in read_outputs(run)]


@pytest.mark.parametrize("case", CASES)
def test_result_of_a_run(runner: Runner, tmp_path: Path, books: Callable[..., Path], case: str) -> None:
    """An error, a dead process and a stuck cell are distinguished, with the cell and the reason."""
    sources, status, error, cell = CASES[case]
    limits = LIMITS if status == "timeout" else Limits(60, 60)
    (run,) = runner(books(own=sources), tmp_path, limits)
    assert (run.status, run.cell) == (status, cell)
    assert run.error == error or (error is not None and str(run.error).startswith(error))
    assert run.parameters == {}
    assert len(read_outputs(run)) == len(sources)


def test_outputs_are_those_of_a_kernel(runner: Runner, tmp_path: Path, books: Callable[..., Path]) -> None:
    """Values, displays, text, also of programs, updates, magics, ``await`` and a cell that may fail."""
    cells = [
        "import subprocess, sys\nprint('a'); print('b', file=sys.stderr)",
        "from IPython.display import HTML, clear_output\nprint('first'); display(HTML('<b>x</b>')); 7",
        "subprocess.run([sys.executable, '-c', 'print(5)']);\n!echo six",
        "shown = display('old', display_id=True); shown.update('new')",
        "print('gone'); clear_output(wait=True); print('kept')",
        "import asyncio\nawait asyncio.sleep(0)\ntask = asyncio.create_task(asyncio.sleep(0, 8)); await task",
        "%%capture said\nprint('hidden')",
        "input('name?')",
        "said.stdout",
    ]
    folder = books(own=cells)
    content = json.loads((folder / "own.ipynb").read_text())
    content["cells"][7]["metadata"]["tags"] = ["raises-exception"]
    (folder / "own.ipynb").write_text(json.dumps(content))
    (run,) = runner(folder, tmp_path, Limits(60, 60))
    assert (run.status, run.error) == ("ok", None)
    streams, mixed, programs, updated, cleared, awaited, captured, failed, last = read_outputs(run)
    assert [(output.name, output.text) for output in streams] == [("stdout", "a\n"), ("stderr", "b\n")]
    assert [output.output_type for output in mixed] == ["stream", "display_data", "execute_result"]
    assert (mixed[1].data["text/html"], mixed[2].data["text/plain"]) == ("<b>x</b>", "7")
    assert mixed[2].execution_count == 2
    printed = "".join(output.get("text", "") for output in programs)
    assert sorted(printed.split()) == ["5", "six"]
    assert [output.data["text/plain"] for output in updated] == ["'new'"]
    assert [output.text for output in cleared] == ["kept\n"]
    assert [output.data["text/plain"] for output in awaited] == ["8"]
    assert captured == []
    assert failed[-1].ename in ("EOFError", "StdinNotImplementedError")
    assert last[0].data["text/plain"] == "'hidden\\n'"


@pytest.mark.parametrize("name", ["stance-comparison", "timeline", "accounts"])
def test_tables_and_charts_are_those_of_a_kernel(runner: Runner, tmp_path: Path, name: str) -> None:
    """The outputs of the committed notebooks, which a kernel of Jupyter executed, are reproduced exactly."""
    path = find_root() / "notebooks" / f"{name}.ipynb"
    (run,) = runner(path, tmp_path, Limits(600, 600), {})
    committed = [cell.outputs for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert run.error is None
    assert [output.data for outputs in read_outputs(run) for output in outputs if "data" in output] == [
        output.data for outputs in committed for output in outputs
    ]


def test_parameters_follow_the_defaults(runner: Runner, tmp_path: Path, books: Callable[..., Path]) -> None:
    """The cell with parameters stands after the one with their defaults; one of an earlier run goes."""
    folder = books(own=["corpus: str = 'mine'  # Folder", "corpus = 'earlier'", "print(corpus)"])
    content = json.loads((folder / "own.ipynb").read_text())
    content["cells"][0]["metadata"]["tags"] = ["parameters"]
    content["cells"][1]["metadata"]["tags"] = ["injected-parameters"]
    (folder / "own.ipynb").write_text(json.dumps(content))
    (run,) = runner(folder, tmp_path, given={"corpus": "it's\n“new”", "other": "1"})
    assert run.parameters == {"corpus": "it's\n“new”"}
    assert read_text(run) == ["", "", "it's\n“new”\n"]


def test_whole_run_has_a_time_limit(runner: Runner, tmp_path: Path, books: Callable[..., Path]) -> None:
    """Cells within the cell limit can together exceed the run limit."""
    slow = ["import time", *["time.sleep(1.5)"] * 40]
    (run,) = runner(books(own=slow), tmp_path, Limits(cell=30, run=8))
    assert run.status == "timeout"
    assert run.error is not None
    assert run.error.endswith("the run took longer than 8 seconds")


def test_output_has_a_limit(tmp_path: Path, books: Callable[..., Path], monkeypatch) -> None:
    """A notebook that never stops printing is killed; its earlier output is kept."""
    monkeypatch.setattr(engine, "MAX_OUTPUT", 100_000)
    folder = books(own=["print('before')", "while True: print('x' * 1000)"])
    (run,) = run_notebooks(find_notebooks(folder), {}, tmp_path, Limits(60, 60))
    assert (run.status, run.cell) == ("failed", 2)
    assert run.error == "cell 2: more than 100,000 characters of output"
    assert "before" in run.path.read_text()
    assert run.path.stat().st_size < 1_000_000


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory")
def test_memory_has_a_limit(runner: Runner, tmp_path: Path, books: Callable[..., Path]) -> None:
    """A notebook that leaks memory fails before it takes that of others; the message gives the limit."""
    leak = "import numpy as np\nkept = [np.ones(2**25) for _ in range(64)]"
    (run,) = runner(books(own=["print('before')", leak]), tmp_path, Limits(120, 120))
    assert (run.status, run.cell) == ("failed", 2)
    assert run.error is not None
    assert run.error.startswith("cell 2: MemoryError: a notebook may take 4 GB of memory")
    assert read_text(run)[0] == "before\n"


@FORKED
def test_no_process_outlives_a_notebook(tmp_path: Path, books: Callable[..., Path]) -> None:
    """What a notebook started ends with it, also in a session of its own."""
    start = (
        "import subprocess, sys\n"
        "options = dict(start_new_session=True, stdout=subprocess.DEVNULL)\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], **options).pid)"
    )
    with warm_kernels():
        here = "tests.reporting.test_running:run_in_child"
        assert fork(here, str(books(own=start)), str(tmp_path), vars(LIMITS), {}).wait() == 0
    pid = "".join(nbformat.read(tmp_path / "own.ipynb", as_version=4).cells[0].outputs[0].text).strip()
    assert not Path(f"/proc/{pid}").exists()


@FORKED
def test_nothing_remains_when_the_starter_is_killed(tmp_path: Path, books: Callable[..., Path]) -> None:
    """The parent, its forks, a process in another session and temporary files go, also during warming."""
    start = (
        "import os, subprocess, sys, tempfile, time\n"
        "command = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
        "other = subprocess.Popen(command, start_new_session=True).pid\n"
        f"open({str(tmp_path / 'pids')!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}} {{other}}\\n')\n"
        "tempfile.mkstemp(); time.sleep(600)"
    )
    code = (
        "import sys; from analysis.reporting.kernels.forking import fork, warm_kernels\n"
        "with warm_kernels():\n"
        "    fork('tests.reporting.test_running:run_in_child', *sys.argv[1:], {'run': 600}, {}).wait()"
    )
    (tmp_path / "temporary").mkdir()
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    for is_warm in (False, True):
        starter = subprocess.Popen(
            [sys.executable, "-c", code, str(books(own=start)), str(tmp_path)], env=environment
        )
        wait_until(lambda pid=starter.pid: children_of(pid))
        if is_warm:
            wait_until(lambda: (tmp_path / "pids").is_file() and "\n" in (tmp_path / "pids").read_text())
        (parent,) = children_of(starter.pid)
        starter.kill()
        starter.wait()
        wait_until(lambda pid=parent: not is_running(pid))
        assert not [*(tmp_path / "temporary").iterdir()]
    assert not any(map(is_running, (tmp_path / "pids").read_text().split()))


@FORKED
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_forks_end_with_the_parent(
    tmp_path: Path, books: Callable[..., Path], number: signal.Signals
) -> None:
    """Whatever ends the parent, as where a signal is sent to its whole group, ends what it has forked."""
    busy = f"import os; open({str(tmp_path / 'pid')!r}, 'w').write(f'{{os.getpid()}}\\n')\nwhile True: pass"
    with warm_kernels():
        here = "tests.reporting.test_running:run_in_child"
        child = fork(here, str(books(own=busy)), str(tmp_path), {"run": 600}, {})
        wait_until(lambda: (tmp_path / "pid").is_file() and "\n" in (tmp_path / "pid").read_text())
        *_, parent = children_of(os.getpid(), "kernels.parent")
        os.kill(int(parent), number)
        wait_until(lambda: not is_running((tmp_path / "pid").read_text().strip()))
        assert child.wait() == -signal.SIGKILL


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; a hang ends the test."""
    deadline = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children_of(pid: int, command: str = "") -> list[str]:
    """Return the children of a process, or those that run a command, the newest last."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for each in found if command in Path(f"/proc/{each}/cmdline").read_text()]


def is_running(pid: str) -> bool:
    """Return whether a process runs; one that has ended may still wait for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_notebook_in_another_language_is_an_error(tmp_path: Path, books: Callable[..., Path]) -> None:
    """The message names the notebook and its language, before anything runs."""
    content = (books(own="1") / "own.ipynb").read_text().replace('"python"', '"julia"')
    (tmp_path / "notebooks" / "own.ipynb").write_text(content)
    with pytest.raises(StancebookError, match=r"own\.ipynb: this notebook is written in julia"):
        find_notebooks(tmp_path / "notebooks")


@FORKED
def test_nothing_leaks_from_one_fork_to_another(tmp_path: Path, books: Callable[..., Path]) -> None:
    """Notebooks share no names, modules, settings, environment, working folder or random state."""
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
        here = "tests.reporting.test_running:run_in_child"
        assert fork(here, str(folder), str(tmp_path), vars(LIMITS), {}).wait() == 0
    look, *chances = (nbformat.read(tmp_path / f"{name}.ipynb", as_version=4).cells[0] for name in "bcd")
    assert look.outputs[0].text == " ".join(["False"] * 9) + "\n"
    first, second = (cell.outputs[0].text.split() for cell in chances)
    assert set(first).isdisjoint(second)
