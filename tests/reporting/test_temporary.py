"""Temporary folders go with their process, and those of killed processes with the next one."""

import subprocess
import sys
from pathlib import Path

from analysis.reporting.temporary import make_temporary_folder

HOLD = (
    "import sys, time; from pathlib import Path\n"
    "from analysis.reporting.temporary import make_temporary_folder\n"
    "with make_temporary_folder('.draft-', Path(sys.argv[1])) as folder:\n"
    "    (folder / 'page.html').touch(); print(folder, flush=True); time.sleep(600)"
)


def hold_folder(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that holds a temporary folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, parent], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_nothing_remains(tmp_path: Path) -> None:
    """At the end the folder is gone with all that is in it."""
    with make_temporary_folder("x-", tmp_path) as folder:
        (folder / "file").touch()
    assert not [*tmp_path.iterdir()]


def test_a_killed_run_is_cleared_by_the_next_and_a_running_one_is_not(tmp_path: Path) -> None:
    """The lock of a process ends with it."""
    running, kept = hold_folder(tmp_path)
    killed, abandoned = hold_folder(tmp_path)
    killed.kill()
    killed.communicate()
    (tmp_path / ".draft-mine").mkdir()
    with make_temporary_folder(".draft-", tmp_path):
        assert (kept / "page.html").exists()
        assert not abandoned.exists()
    running.kill()
    running.communicate()
    with make_temporary_folder(".draft-", tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [".draft-mine"]
