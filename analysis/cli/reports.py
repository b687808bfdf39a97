"""Define the commands that write pages: ``report``, ``batch`` and ``diff``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS, EXIT_STATUS_HELP, PATH_HELP, print_error, print_problems
from analysis.errors import StancebookError
from analysis.parameters import NOTEBOOKS as DECLARED_PARAMETERS
from analysis.parameters import is_for_reports

if TYPE_CHECKING:
    from analysis.cli.common import Commands
    from analysis.reporting.batch.manifest import Record
    from analysis.reporting.batch.planning import Job

PARAMETER_HELP = (
    "set a parameter of the notebooks that declare it (listed below); separate list items with commas and "
    "quote a name that contains a comma: -p actors 'Putin, \"Smith, John\"'"
)
NOTEBOOKS_HELP = "your own notebook or folder of notebooks (default: the notebooks of the project)"
# 128 + SIGINT, the shell's exit status for Ctrl-C
INTERRUPTED = 130


def add_commands(commands: "Commands") -> None:
    """Add these commands to the parser."""
    for add in (_add_report, _add_batch, _add_diff):
        add(commands)


def _add_report(commands: "Commands") -> None:
    report = commands.add_parser(
        "report", help="run the notebooks on a corpus and write HTML pages", epilog=EXIT_STATUS_HELP
    )
    report.add_argument("path", metavar="PATH", help=PATH_HELP)
    report.add_argument(
        "--out", type=Path, metavar="DIR", help="output folder (default: reports/<name of the corpus>)"
    )
    _add_parameters(report)
    report.add_argument("--notebooks", type=Path, metavar="PATH", help=NOTEBOOKS_HELP)
    report.set_defaults(run=_run_report)


def _add_batch(commands: "Commands") -> None:
    batch = commands.add_parser(
        "batch",
        help="write many reports and an index",
        # the formatter of commands with parameters does not wrap the description
        description="Write a report for each corpus, or for each row of a table, and an index of all\n"
        "reports. The result of each notebook is recorded as one line of manifest.jsonl.",
        epilog=EXIT_STATUS_HELP,
    )
    batch.add_argument("paths", nargs="*", metavar="PATH", help=PATH_HELP)
    batch.add_argument(
        "--from", type=Path, metavar="TABLE", dest="table",
        help="table of reports: CSV, TSV or JSONL with a column corpus, or TOML with [[report]] tables; the "
        "optional columns are name (the report's folder) and the parameters of the notebooks",
    )  # fmt: skip
    batch.add_argument(
        "--out",
        type=Path,
        default=Path("reports"),
        metavar="DIR",
        help="output folder (default: reports)",
    )
    _add_parameters(batch)
    batch.add_argument("--notebooks", type=Path, metavar="PATH", help=NOTEBOOKS_HELP)
    batch.add_argument(
        "--jobs",
        type=_parse_positive,
        metavar="N",
        help="number of reports to run in parallel (default: number of CPU cores)",
    )
    batch.add_argument(
        "--timeout",
        type=_parse_positive,
        default=3600,
        metavar="SECONDS",
        help="time limit for one notebook (default: 3600)",
    )
    batch.add_argument(
        "--cell-timeout",
        type=_parse_positive,
        default=600,
        metavar="SECONDS",
        help="time limit for one cell (default: 600)",
    )
    batch.add_argument(
        "--resume", action="store_true",
        help="skip reports whose articles, codebook, parameters, notebooks and versions are unchanged",
    )  # fmt: skip
    batch.add_argument("--only", choices=["failed"], help="rerun only the reports that failed before")
    batch.add_argument("--dry-run", action="store_true", help="list the reports without running them")
    batch.add_argument(
        "--shard", type=_parse_shard, default=(1, 1), metavar="I/N",
        help="run only part I of N, to divide a batch between N machines that share a folder",
    )  # fmt: skip
    batch.add_argument(
        "--cluster", default="", metavar="ADDRESS",
        help="address of a Dask scheduler, such as tcp://host:8786, to run the reports on a cluster whose "
        "workers see the same files",
    )  # fmt: skip
    batch.set_defaults(run=_run_batch)


def _add_diff(commands: "Commands") -> None:
    diff = commands.add_parser("diff", help="write a page that lists the changes between two reports")
    diff.add_argument("old", type=Path, metavar="OLD", help="folder of the older report")
    diff.add_argument("new", type=Path, metavar="NEW", help="folder of the newer report")
    diff.add_argument("--out", type=Path, metavar="FILE", help="output page (default: changes.html in NEW)")
    diff.set_defaults(run=_run_diff)


def _add_parameters(command: argparse.ArgumentParser) -> None:
    """Add the option for notebook parameters, and list the parameters at the end of the help."""
    command.add_argument(
        "-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters",
        help=PARAMETER_HELP,
    )  # fmt: skip
    # where notebooks describe the same parameter differently, use the first notebook's help
    helps = {
        parameter.name: parameter.help
        for parameters in reversed(DECLARED_PARAMETERS.values())
        for parameter in parameters
        if is_for_reports(parameter)
    }
    width = max(map(len, helps)) + 2
    listing = "\n".join(f"  {name:{width}}{helps[name]}" for name in sorted(helps))
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = f"parameters:\n{listing}\n\n{command.epilog or ''}"


def _read_parameters(args: argparse.Namespace) -> dict[str, str]:
    """Return the parameters on the command line.

    Raises:
        StancebookError: for a parameter that is given twice.
    """
    names = [name for name, _ in args.parameters]
    for name in names:
        if names.count(name) > 1:
            raise StancebookError(
                f"Parameter {name!r} is given twice. Give it once, with commas between list items."
            )
    return dict(args.parameters)


def _parse_positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {text!r}")
    return int(text)


def _parse_shard(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not slash or not part.isdigit() or not parts.isdigit() or not 1 <= int(part) <= int(parts):
        raise argparse.ArgumentTypeError(f"expected I/N with I from 1 to N, such as 2/4, got {text!r}")
    return int(part), int(parts)


def _run_report(args: argparse.Namespace) -> int:
    from analysis.reporting.kernels.forking import warm_kernels
    from analysis.reporting.report import report

    with warm_kernels():
        result = report(args.path, args.out, _read_parameters(args), notebook_path=args.notebooks)
    print(f"\nReport ({result.status}):")
    for path in (*result.pages, result.manifest):
        print(f"  {path}")
    for run in result.runs:
        if run.error:
            print_error(f"{run.notebook.name} failed: {run.error}")
    print_problems(result.problems)
    return EXIT_STATUS[result.status]


def _run_batch(args: argparse.Namespace) -> int:
    from analysis.reporting.kernels.forking import warm_kernels

    if args.dry_run or args.cluster:
        return _run_jobs(args)
    with warm_kernels():
        return _run_jobs(args)


def _run_jobs(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    from analysis.reporting.batch.batch import Order, plan_jobs, run_batch
    from analysis.reporting.batch.manifest import SUCCESS
    from analysis.reporting.engine import Limits
    from analysis.text import clean_line, format_count

    part, parts = args.shard
    order = Order(
        tuple(args.paths), args.table, _read_parameters(args), args.out, args.notebooks,
        Limits(args.cell_timeout, args.timeout), args.jobs, args.resume, args.only == "failed", part, parts,
        args.cluster,
    )  # fmt: skip
    planned = plan_jobs(order)
    if args.dry_run:
        for job in planned:
            print(f"{job.folder}: {clean_line(job.problem or job.corpus)}")
        return 0
    with tqdm(total=len(planned), desc="Reports", unit="report", disable=not planned) as bar:

        def show(job: "Job", records: "list[Record]") -> None:
            for record in records:
                if record["status"] not in SUCCESS:
                    failure = f"{job.name}: {record['notebook'] or 'no notebook'}: {record['status']}: "
                    bar.write(clean_line(failure + (record["error"] or ""), 500), file=sys.stderr)
            bar.update()

        try:
            result = run_batch(order, planned, show)
        except KeyboardInterrupt:
            bar.close()
            print_error(
                f"Interrupted after {bar.n:,} of {format_count(bar.total, 'report')}; completed reports are "
                "kept. Run the command again with --resume to continue."
            )
            return INTERRUPTED
    counts = ", ".join(f"{number:,} {status}" for status, number in result.counts.most_common())
    print(f"\n{format_count(len(planned), 'report')}, pages: {counts or 'none'}")
    print(f"  {result.index}\n  {result.manifest}")
    if any(record["status"] not in SUCCESS for record in result.records):
        return EXIT_STATUS["failed"]
    return EXIT_STATUS["partial" if any(record.get("left_out") for record in result.records) else "ok"]


def _run_diff(args: argparse.Namespace) -> int:
    from analysis.reporting.difference import write_difference

    page, summary = write_difference(args.old, args.new, args.out)
    print(f"{summary}\n{page}")
    return EXIT_STATUS["ok"]
