"""Two programs do not review into one table."""

import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import StancebookError
from analysis.reviewing.locking import hold

HOLDER = """
import sys
from pathlib import Path
from analysis.reviewing.locking import hold
hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_table_is_held_until_its_holder_is_killed(tmp_path: Path) -> None:
    """A second program is told at once; a killed one leaves nothing behind, neither lock nor file."""
    table = tmp_path / "codings" / "anna.csv"
    command = [sys.executable, "-c", HOLDER, str(table)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        hold(tmp_path / "codings" / "ben.csv")
        with pytest.raises(StancebookError, match=r"anna\.csv is open in another review"):
            hold(table)
        process.kill()
        process.wait()
    hold(table)
    hold(table)
    assert not list(tmp_path.iterdir())


def test_without_a_cache_there_is_no_lock(tmp_path: Path, monkeypatch) -> None:
    """A cache folder that is a file does not keep anybody from reviewing."""
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    hold(tmp_path / "anna.csv")
