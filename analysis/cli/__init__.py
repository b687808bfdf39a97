"""The ``stancebook`` command.

Each command imports what it needs: ``--help`` and a mistyped option must answer at once.
"""

import argparse
from collections.abc import Sequence

from analysis.cli import files, reports
from analysis.cli.common import EXITS, tell
from analysis.errors import StancebookError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except StancebookError as error:
        tell(str(error))
    except OSError as error:
        tell(f"{error.filename or 'input or output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        tell("interrupted; nothing of what was begun is kept.")
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stancebook",
        description="From a folder of news text to a sourced stance comparison and timeline.",
        epilog=EXITS,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    reports.add_commands(commands)
    files.add_commands(commands)
    return parser
