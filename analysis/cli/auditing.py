"""Define the command ``audit``: draw a sample to code blind, and report what it says."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS_HELP, PATH_HELP, print_problems, print_rows
from analysis.settings import CORPUS_FILE, OUTSIDE
from analysis.text import format_count

if TYPE_CHECKING:
    from analysis.cli.common import Commands
    from analysis.codes import Audit, Codes

DEFAULT_SIZE = 150
TABLE = "audit.csv"


def add_commands(commands: "Commands") -> None:
    """Add this command to the parser."""
    audit = commands.add_parser(
        "audit", help="measure the machine's codes on your own articles, with a sample that you code blind",
        description=f"Without `audit` in {CORPUS_FILE}, draw a sample and write it as a table to fill in. "
        "With it, report how good the machine's codes are and correct shares of stances. See docs/audit.md.",
        epilog=EXIT_STATUS_HELP,
    )  # fmt: skip
    audit.add_argument("path", metavar="CORPUS", help=PATH_HELP)
    audit.add_argument(
        "--n",
        type=_parse_size,
        default=DEFAULT_SIZE,
        metavar="N",
        help="cells to draw (default: %(default)s)",
    )
    audit.add_argument(
        "--out", type=Path, metavar="FILE",
        help=f"the table to write; it must not exist (default: {TABLE} in the folder of the corpus)",
    )  # fmt: skip
    audit.add_argument(
        "--seed", type=int, default=0, metavar="N", help="seed of the random draw (default: %(default)s)"
    )
    audit.set_defaults(run=_run)


def _parse_size(written: str) -> int:
    """Return a number of cells; argparse reports any other text."""
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"expected a number of cells, got {written!r}")
    return int(written)


def _run(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.corpus import open_corpus

    corpus = open_corpus(args.path)
    codes = code(corpus)
    if codes.audit is None:
        folder = corpus.path if corpus.path.is_dir() else corpus.path.parent
        _draw(codes, folder, args.out or folder / TABLE, args.n, args.seed)
    else:
        _report(codes, codes.audit)
    return print_problems(codes.problems)


def _draw(codes: "Codes", folder: Path, out: Path, n: int, seed: int) -> None:
    from analysis.auditing.writing import write_audit
    from analysis.codes import ANSWERS

    table, kept, drawn = write_audit(codes, out, n, seed)
    print(f"{table}: {format_count(drawn, 'cell')} to code. Fill in `stance`: {', '.join(ANSWERS)}.")
    print(f"{kept}: how they were drawn, and the machine's answers. Do not look at it before you are done.")
    named = Path(os.path.relpath(table.resolve(), folder.resolve())).as_posix()
    lines = [f'audit = "{named}"', *([f"{OUTSIDE} = true"] if named.startswith("../") else [])]
    what = "this line" if len(lines) == 1 else "these lines"
    print(f"Then add {what} at the top of {folder / CORPUS_FILE} and run the same command again:")
    print("\n".join(lines))


def _report(codes: "Codes", audit: "Audit") -> None:
    from analysis.comparing.auditing import count_changes, find_short_strata
    from analysis.drawing import audits
    from analysis.drawing.methods import describe_methods

    if find_short_strata(audit):
        # how often the machine is right must not be seen by somebody who is still coding
        print(audits.describe_audit(codes))
        return
    print_rows(audits.STRATA_HEAD, audits.build_strata_rows(audit))
    if changed := count_changes(codes, audit):
        print(f"{audits.describe_changes(changed)}\n")
    print_rows(audits.QUALITY_HEAD, audits.build_quality_rows(audit))
    caption, head, rows = audits.build_confusion(audit)
    print(caption)
    print_rows(head, rows)
    enough, few = audits.build_share_rows(codes, audit)
    print_rows(audits.SHARES_HEAD, [*enough, *few])
    print(describe_methods(codes))
