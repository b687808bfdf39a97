"""Share exit statuses, help texts and error output between the subcommands."""

import argparse
import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from analysis.documents import Problem

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EXIT_STATUS = {"ok": 0, "failed": 1, "partial": 3}
EXIT_STATUS_HELP = (
    "Exit status: 0 success; 1 failure; 2 incorrect usage; 3 completed, but some documents were left out."
)
PATH_HELP = (
    "a folder with corpus.toml (articles, a chronology or both), a folder of articles, a single article, a "
    "table of documents, or a project file: .dna (Discourse Network Analyzer), .qdpx (REFI-QDA: NVivo, "
    "ATLAS.ti, MAXQDA …), .sqlite3 or .db (Taguette)"
)


def format_command(*arguments: object) -> str:
    """Return a command to paste into a shell; the program is named as the user called it."""
    called = Path(sys.argv[0])
    program = ["stancebook"]
    if called.name == "__main__.py" and called.parent.name == "analysis":
        program = [sys.executable, "-m", "analysis"]
    elif called.stem == "stancebook" and shutil.which("stancebook") != str(called):
        program = [str(called)]
    return shlex.join([*program, *map(str, arguments)])


def print_error(message: str) -> None:
    """Print a message on standard error, without control characters that a terminal would interpret."""
    from analysis.text import CONTROLS

    print(f"stancebook: {CONTROLS.sub('', message)}", file=sys.stderr)


def print_problems(problems: "Iterable[Problem]") -> int:
    """Print the problems of the input on standard error and return the resulting exit status."""
    status = EXIT_STATUS["ok"]
    for problem in problems:
        print_error(f"{problem.severity}: {problem.item}: {problem.message}")
        if problem.severity == "left out":
            status = EXIT_STATUS["partial"]
    return status


def print_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table in columns, and an empty line."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        print("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    print()
