"""What the commands share: exit statuses, wording, and how problems are told."""

import argparse
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from analysis.documents import Problem

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EXIT = {"ok": 0, "failed": 1, "partial": 3}
EXITS = "Exit status: 0 all well; 1 failed; 2 wrong usage; 3 done, but some documents were left out."
PATH = (
    "folder with corpus.toml (articles, a chronology or both), folder of articles, one article, a table of "
    "documents, or a project file: .dna (Discourse Network Analyzer), .qdpx (REFI-QDA: NVivo, ATLAS.ti, "
    "MAXQDA …), .sqlite3 or .db (Taguette)"
)


def command(*words: object) -> str:
    """Return a command that works when pasted into a shell: the running program as it was called."""
    called = Path(sys.argv[0])
    program = ["stancebook"]
    if called.name == "__main__.py" and called.parent.name == "analysis":
        program = [sys.executable, "-m", "analysis"]
    elif called.stem == "stancebook" and shutil.which("stancebook") != str(called):
        program = [str(called)]
    return shlex.join([*program, *map(str, words)])


def tell(message: str) -> None:
    """Tell a problem on standard error, without what a terminal would obey."""
    from analysis.text import CONTROLS

    print(f"stancebook: {CONTROLS.sub('', message)}", file=sys.stderr)


def tell_problems(problems: "Iterable[Problem]") -> int:
    """Tell what could not be used, and return the exit status that this makes."""
    status = EXIT["ok"]
    for problem in problems:
        tell(f"{problem.severity}: {problem.item}: {problem.message}")
        if problem.severity == "left out":
            status = EXIT["partial"]
    return status
