"""Temporary folders go with their process, and those of killed processes with the next one."""

import os
import subprocess
import sys
import time
from pathlib import Path

from analysis.reporting.temporary import YOUNG, make_temporary_folder

HOLD = (
    "import sys, time; from pathlib import Path; from analysis.reporting.temporary import make_temporary_folder\n"
    "with make_temporary_folder('.draft-', Path(sys.argv[1])) as folder:\n"
    "    (folder / 'page.html').touch(); print(folder, flush=True); time.sleep(600)"
)


def hold_folder(parent: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that holds a temporary folder; the folder looks old."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, parent], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    folder = Path(process.stdout.readline().strip())
    long_ago = time.time() - 2 * YOUNG
    os.utime(folder.with_name(f"{folder.name}.lock"), (long_ago, long_ago))
    return process, folder


def test_nothing_remains(tmp_path: Path) -> None:
    """At the end the folder is gone with all that is in it."""
    with make_temporary_folder("x-", tmp_path) as folder:
        (folder / "file").touch()
    assert not [*tmp_path.iterdir()]


def test_a_killed_run_is_cleared_by_the_next_and_a_running_one_is_not(tmp_path: Path) -> None:
    """The lock of a process ends with it, whatever its age."""
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
