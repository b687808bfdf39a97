"""Run the ``stancebook`` command.

Each subcommand imports its dependencies when it runs: ``--help`` and a mistyped option must answer at once.
"""

import argparse
import errno
from collections.abc import Sequence

from analysis.cli import auditing, caching, calibrating, collections, evaluating, files, reports
from analysis.cli.common import EXIT_STATUS_HELP, print_error
from analysis.errors import StancebookError

# the errors of a disk, a quota or a limit on files that leave no room
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    args = _build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except StancebookError as error:
        print_error(str(error))
    except OSError as error:
        print_error(_explain(error))
    except KeyboardInterrupt:
        print_error("Interrupted. The output is missing or incomplete; run the command again.")
        return 130
    return 1


def _explain(error: OSError) -> str:
    """Return what to do about an error of the system."""
    place = f"{error.filename}: " if error.filename else ""
    if error.errno in FULL:
        return (
            f"{place}The disk is full. Nothing incomplete is left; free some space and run the command again."
        )
    return f"{place or 'input or output: '}{error.strerror or error}"


def _build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stancebook",
        description="Turn a folder of news articles into a sourced stance comparison and timeline.",
        epilog=EXIT_STATUS_HELP,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    reports.add_commands(commands)
    evaluating.add_commands(commands)
    auditing.add_commands(commands)
    calibrating.add_commands(commands)
    files.add_commands(commands)
    collections.add_commands(commands)
    caching.add_commands(commands)
    return parser
