"""Define the ``cache`` subcommand, which shows and clears the cache of codes."""

import argparse
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS_HELP

if TYPE_CHECKING:
    from analysis.cli.common import Commands

MEGABYTE = 1_000_000


def add_commands(commands: "Commands") -> None:
    """Add the subcommand to the parser."""
    cache = commands.add_parser(
        "cache", help="show or clear the cache of codes",
        description="Each article is coded once per stage; the cache keeps the results, so that only new or "
        "changed articles are coded again. Shows where the cache is, its size and the number of results per "
        "stage.",
        epilog=EXIT_STATUS_HELP,
    )  # fmt: skip
    cache.add_argument(
        "--clear", action="store_true",
        help="delete all results but the answers of language models; running commands are not disturbed",
    )  # fmt: skip
    cache.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from analysis.coding.cache import open_cache, path
    from analysis.text import format_count

    if not path().exists():
        print(f"{path()}: no articles coded yet")
        return 0
    with open_cache() as cache:
        if args.clear:
            cache.clear()
        contents = cache.contents()
    print(f"{contents.path}: {contents.size / MEGABYTE:,.1f} MB")
    for stage, number in sorted(contents.results.items()):
        print(f"  {stage}: {format_count(number, 'result')}")
    return 0
