"""Define the command that codes large collections: ``code-collection``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS_HELP, print_problems
from analysis.settings import RULES

if TYPE_CHECKING:
    from analysis.cli.common import Commands


def add_commands(commands: "Commands") -> None:
    """Add this command to the parser."""
    code = commands.add_parser(
        "code-collection",
        help="code a large collection of articles in partitions, here or on a Dask cluster",
        description="Code a collection that is too large for `code`, in partitions of Parquet. All cores are "
        "used. A run that was stopped goes on where it was when the same command is run again. The other "
        "commands open DIR like any corpus. See docs/scale.md.",
        epilog=EXIT_STATUS_HELP,
    )
    code.add_argument(
        "sources", metavar="PATH", nargs="+",
        help="tables of documents (.parquet, .jsonl, .csv), other articles, folders or patterns of them, or "
        "their addresses in an object store, such as 's3://bucket/news/*.parquet'",
    )  # fmt: skip
    code.add_argument(
        "--out", required=True, metavar="DIR", help="output folder, or its address in an object store"
    )
    code.add_argument(
        "--codebook", type=Path, metavar="FILE",
        help="codebook.toml to use (default: the one in DIR; if there is none, one is suggested from a "
        "sample of the articles, for you to edit)",
    )  # fmt: skip
    code.add_argument(
        "--coder", default=RULES, metavar="NAME",
        help=f"coder of the statements: {RULES} (default), none, or a coder of a package installed on every "
        "machine",
    )  # fmt: skip
    code.add_argument(
        "--cluster", default="", metavar="ADDRESS",
        help="address of a Dask scheduler, such as tcp://host:8786; its workers need only the package",
    )  # fmt: skip
    code.set_defaults(run=_run_code)


def _run_code(args: argparse.Namespace) -> int:
    from analysis.coding.collection import code_collection
    from analysis.text import format_count

    made = code_collection(args.sources, args.out, args.codebook, args.coder, args.cluster)
    kept = f", {made.kept:,} of them already coded" if made.kept else ""
    print(f"{args.out}: {format_count(made.documents, 'article')} in {made.parts:,} partitions{kept}")
    return print_problems(made.problems)
