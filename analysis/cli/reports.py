"""The commands that make pages: ``report``, ``batch``, ``evaluate`` and ``diff``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT, EXITS, PATH, tell, tell_problems
from analysis.errors import StancebookError
from analysis.parameters import NOTEBOOKS as DECLARED

if TYPE_CHECKING:
    from analysis.cli.common import Commands
    from analysis.reporting.batch.manifest import Record
    from analysis.reporting.batch.planning import Job

PARAMETER = (
    "set a parameter of the notebooks that have it, see below; lists are comma-separated, a name with a "
    "comma goes in quotes: -p actors 'Putin, \"Smith, John\"'"
)
NOTEBOOKS = "a notebook, or a folder of notebooks, of your own (default: the project's)"
# of a batch: what it is interrupted with
INTERRUPTED = 130


def add_commands(commands: "Commands") -> None:
    """Add these commands to the parser."""
    for add in (_add_report, _add_batch, _add_evaluate, _add_diff):
        add(commands)


def _add_report(commands: "Commands") -> None:
    report = commands.add_parser(
        "report", help="run the notebooks on a corpus and write HTML pages", epilog=EXITS
    )
    report.add_argument("path", metavar="PATH", help=PATH)
    report.add_argument(
        "--out", type=Path, metavar="DIR", help="folder to write to (default: reports/<name of the corpus>)"
    )
    _add_parameters(report)
    report.add_argument("--notebooks", type=Path, metavar="PATH", help=NOTEBOOKS)
    report.set_defaults(run=_report)


def _add_batch(commands: "Commands") -> None:
    batch = commands.add_parser(
        "batch",
        help="many reports and one index",
        description="Make a report of each corpus, or of each row of a table, and an index of all. What "
        "ended how is in manifest.jsonl, a line a notebook.",
        epilog=EXITS,
    )
    batch.add_argument("paths", nargs="*", metavar="PATH", help=PATH)
    batch.add_argument(
        "--from", type=Path, metavar="TABLE", dest="table",
        help="a table of reports: CSV or JSONL with a column corpus, or TOML with [[report]] tables; other "
        "columns are name (of the report's folder) and the notebooks' parameters",
    )  # fmt: skip
    batch.add_argument(
        "--out",
        type=Path,
        default=Path("reports"),
        metavar="DIR",
        help="folder to write to (default: reports)",
    )
    _add_parameters(batch)
    batch.add_argument("--notebooks", type=Path, metavar="PATH", help=NOTEBOOKS)
    batch.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        help="reports made at a time (default: as many as there are cores)",
    )
    batch.add_argument(
        "--timeout",
        type=_positive,
        default=3600,
        metavar="SECONDS",
        help="most for one notebook (default: 3600)",
    )
    batch.add_argument(
        "--cell-timeout",
        type=_positive,
        default=600,
        metavar="SECONDS",
        help="most for one cell (default: 600)",
    )
    batch.add_argument(
        "--resume", action="store_true",
        help="leave reports whose articles, codebook, parameters, notebooks and versions are as they were",
    )  # fmt: skip
    batch.add_argument("--only", choices=["failed"], help="make again what failed before, and nothing else")
    batch.add_argument("--dry-run", action="store_true", help="list what would be made, and make nothing")
    batch.add_argument(
        "--shard", type=_shard, default=(1, 1), metavar="I/N",
        help="make the I-th of N parts, for N machines that share a folder",
    )  # fmt: skip
    batch.add_argument(
        "--cluster", default="", metavar="ADDRESS",
        help="make the reports on a Dask cluster whose workers see the same files, such as tcp://host:8786",
    )  # fmt: skip
    batch.set_defaults(run=_batch)


def _add_evaluate(commands: "Commands") -> None:
    evaluate = commands.add_parser(
        "evaluate", help="compare the machine's codes with human codings, and these with each other",
        epilog=EXITS,
    )  # fmt: skip
    evaluate.add_argument(
        "path", metavar="PATH", help="folder whose corpus.toml names tables of human codings under `codings`"
    )
    evaluate.add_argument(
        "--coder", action="append", default=[], metavar="NAME", dest="coders",
        help="a coder to compare, such as human:anna; give it twice or more (default: all)",
    )  # fmt: skip
    evaluate.add_argument(
        "--out", type=Path, metavar="DIR",
        help="folder to write the page and the tables to (default: reports/<name of the corpus>-agreement)",
    )  # fmt: skip
    evaluate.set_defaults(run=_evaluate)


def _add_diff(commands: "Commands") -> None:
    diff = commands.add_parser("diff", help="write a page that says what changed between two reports")
    diff.add_argument("old", type=Path, metavar="OLD", help="folder of the older report")
    diff.add_argument("new", type=Path, metavar="NEW", help="folder of the newer report")
    diff.add_argument("--out", type=Path, metavar="FILE", help="page to write (default: changes.html in NEW)")
    diff.set_defaults(run=_diff)


def _add_parameters(command: argparse.ArgumentParser) -> None:
    """Let a command take parameters of the notebooks, and explain them behind its other help."""
    command.add_argument(
        "-p", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), dest="parameters",
        help=PARAMETER,
    )  # fmt: skip
    # of two helps the one of the notebook that comes first
    listed = {one.name: one for own in reversed(DECLARED.values()) for one in own if one.name != "corpus"}
    width = max(map(len, listed)) + 2
    explained = "\n".join(
        f"  {one.name:{width}}{one.help}" for one in sorted(listed.values(), key=lambda one: one.name)
    )
    command.formatter_class = argparse.RawDescriptionHelpFormatter
    command.epilog = f"parameters:\n{explained}\n\n{command.epilog or ''}"


def _given(args: argparse.Namespace) -> dict[str, str]:
    """Return the parameters of a command line, each given once."""
    names = [name for name, _ in args.parameters]
    for name in names:
        if names.count(name) > 1:
            raise StancebookError(
                f"Parameter {name!r} is given twice. Give it once; lists are comma-separated."
            )
    return dict(args.parameters)


def _positive(text: str) -> int:
    if not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {text!r}")
    return int(text)


def _shard(text: str) -> tuple[int, int]:
    part, slash, parts = text.partition("/")
    if not slash or not part.isdigit() or not parts.isdigit() or not 1 <= int(part) <= int(parts):
        raise argparse.ArgumentTypeError(f"expected a part such as 2/4, got {text!r}")
    return int(part), int(parts)


def _report(args: argparse.Namespace) -> int:
    from analysis.reporting.kernels.forking import warmed
    from analysis.reporting.report import report

    with warmed():
        made = report(args.path, args.out, _given(args), notebook_path=args.notebooks)
    print(f"\nReport ({made.status}):")
    for path in (*made.pages, made.manifest):
        print(f"  {path}")
    for run in made.runs:
        if run.error:
            tell(f"{run.notebook.name} failed: {run.error}")
    tell_problems(made.problems)
    return EXIT[made.status]


def _batch(args: argparse.Namespace) -> int:
    from analysis.reporting.kernels.forking import warmed

    if args.dry_run or args.cluster:
        return _batched(args)
    with warmed():
        return _batched(args)


def _batched(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    from analysis.reporting.batch.batch import STANDS, Order, batch, jobs
    from analysis.reporting.running import Limits
    from analysis.text import count, plain

    part, parts = args.shard
    order = Order(
        tuple(args.paths), args.table, _given(args), args.out, args.notebooks,
        Limits(args.cell_timeout, args.timeout), args.jobs, args.resume, args.only == "failed", part, parts,
        args.cluster,
    )  # fmt: skip
    planned = jobs(order)
    if args.dry_run:
        for job in planned:
            print(f"{job.folder}: {plain(job.problem or job.corpus)}")
        return 0
    with tqdm(total=len(planned), desc="Reports", unit="report", disable=not planned) as bar:

        def told(job: "Job", records: "list[Record]") -> None:
            for record in records:
                if record["status"] not in STANDS:
                    what = f"{job.name}: {record['notebook'] or 'no notebook'}: {record['status']}: "
                    bar.write(plain(what + (record["error"] or ""), 500), file=sys.stderr)
            bar.update()

        try:
            made = batch(order, planned, told)
        except KeyboardInterrupt:
            bar.close()
            tell(
                f"interrupted after {bar.n:,} of {count(bar.total, 'report')}; these stand. "
                "Go on with --resume."
            )
            return INTERRUPTED
    listed = ", ".join(f"{number:,} {status}" for status, number in made.counts.most_common())
    print(f"\n{count(len(planned), 'report')}, pages: {listed or 'none'}")
    print(f"  {made.index}\n  {made.manifest}")
    if any(record["status"] not in STANDS for record in made.records):
        return EXIT["failed"]
    return EXIT["partial" if any(record.get("left_out") for record in made.records) else "ok"]


def _evaluate(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.comparing.coders import SINGLE, coder_agreement, disagreements
    from analysis.comparing.records import Agreed, rows
    from analysis.corpus import open_corpus
    from analysis.drawing.agreement import MEANING, PICKED, number, share
    from analysis.reporting.notebooks import AGREEMENT
    from analysis.reporting.report import report, slug
    from analysis.text import count

    corpus = open_corpus(args.path)
    codes = code(corpus)
    agreement = coder_agreement(codes, args.coders)
    out = args.out or Path("reports") / f"{slug(corpus.path.stem)}-agreement"
    given = {"coders": ",".join(f'"{name}"' for name in args.coders)} if args.coders else {}
    made = report(args.path, out, given, only=AGREEMENT)
    for name, table in (("agreement", agreement), ("disagreements", disagreements(codes, args.coders))):
        table.to_csv(made.folder / f"{name}.csv", index=False)
    for row in rows(agreement, Agreed):
        same = f"same {share(row.agree)} of {count(row.cells, 'cell')} in {count(row.documents, 'article')}"
        if row.variable == SINGLE:
            print(f"{row.one} and {row.other}, {MEANING[SINGLE]}: {same}. {PICKED}")
        else:
            print(
                f"{row.one} and {row.other}, {row.variable}: alpha {number(row.alpha)} "
                f"({number(row.low)} to {number(row.high)}), {same}"
            )
    print(f"\n{made.folder / f'{AGREEMENT}.html'}")
    tell_problems(made.problems)
    return EXIT[made.status]


def _diff(args: argparse.Namespace) -> int:
    from analysis.reporting.difference import write_difference

    page, said = write_difference(args.old, args.new, args.out)
    print(f"{said}\n{page}")
    return EXIT["ok"]
