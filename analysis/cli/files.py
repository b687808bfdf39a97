"""Define the commands that write data files: ``code``, ``export``, ``convert`` and ``new``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS_HELP, PATH_HELP, format_command, print_problems
from analysis.errors import StancebookError
from analysis.parameters import EVENTS

if TYPE_CHECKING:
    from analysis.cli.common import Commands

ALL = "all"
EXPORTED_HELP = f"most events to write, the most important ones, or {ALL} (default: {EVENTS.default})"


def add_commands(commands: "Commands") -> None:
    """Add these commands to the parser."""
    for add in (_add_code, _add_export, _add_convert, _add_new):
        add(commands)


def _add_code(commands: "Commands") -> None:
    code = commands.add_parser(
        "code", help="code a corpus and write the six tables as Parquet and CSV", epilog=EXIT_STATUS_HELP
    )
    code.add_argument("path", metavar="PATH", help=PATH_HELP)
    code.add_argument("--out", type=Path, required=True, metavar="DIR", help="output folder")
    code.add_argument(
        "--coder", default="", metavar="NAME",
        help="coder of the statements: rules, none (human codings only), or a coder of an installed "
        "package (default: the coder set in corpus.toml, otherwise rules)",
    )  # fmt: skip
    code.set_defaults(run=_run_code)


def _add_export(commands: "Commands") -> None:
    export = commands.add_parser(
        "export", help="write the timeline as CSV, TimelineJS JSON or iCalendar", epilog=EXIT_STATUS_HELP
    )
    export.add_argument("path", metavar="PATH", help=PATH_HELP)
    export.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="output file; the extension selects the format: .csv (dates also as EDTF), .json (TimelineJS) "
        "or .ics (iCalendar)",
    )  # fmt: skip
    export.add_argument("--events", metavar="N", default=str(EVENTS.default), help=EXPORTED_HELP)
    export.set_defaults(run=_run_export)


def _add_convert(commands: "Commands") -> None:
    convert = commands.add_parser(
        "convert", help="convert a corpus to a project file of another tool, or a project file to a corpus",
        description="Write IN in another format and list everything that the format cannot hold. Data in a "
        "project file that Stancebook does not use is kept beside the corpus (origin.json) and restored when "
        "you convert back. The mappings are in docs/exchange.md.",
        epilog=EXIT_STATUS_HELP,
    )  # fmt: skip
    convert.add_argument("path", metavar="IN", help=f"{PATH_HELP}; for a codebook also .qdc or .toml")
    convert.add_argument(
        "out", type=Path, metavar="OUT",
        help="output file; the extension selects the format: .dna (Discourse Network Analyzer 3; new coders "
        "get the password stancebook), .qdpx (REFI-QDA), .csv (statements with DNA's column names), .graphml "
        "or .gexf (network), .qdc or .toml (codebook only). Without an extension, OUT is a folder for a "
        "corpus with corpus.toml, documents, codebook and codings. OUT must not exist yet",
    )  # fmt: skip
    convert.set_defaults(run=_run_convert)


def _add_new(commands: "Commands") -> None:
    new = commands.add_parser(
        "new", help="create a corpus with a suggested codebook to edit", epilog=EXIT_STATUS_HELP
    )
    new.add_argument("folder", type=Path, metavar="FOLDER", help="folder to create")
    new.add_argument(
        "--from", nargs="+", required=True, metavar="PATH", dest="sources", help="articles, folders or tables"
    )
    new.set_defaults(run=_run_new)


def _run_code(args: argparse.Namespace) -> int:
    from analysis.coding import write_codes
    from analysis.corpus import open_corpus

    paths, problems = write_codes(open_corpus(args.path), args.out, args.coder)
    for path in paths:
        print(path)
    return print_problems(problems)


def _run_export(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.corpus import open_corpus
    from analysis.exporting import check_suffix, export_events

    check_suffix(args.out)
    most = None if args.events == ALL else EVENTS.parse(args.events)
    codes = code(open_corpus(args.path))
    print(export_events(codes, args.out, most=most))
    return print_problems(codes.problems)


def _run_convert(args: argparse.Namespace) -> int:
    from analysis.converting import convert

    result = convert(args.path, args.out)
    for path in result.paths:
        print(path)
    return print_problems(result.problems)


def _run_new(args: argparse.Namespace) -> int:
    from analysis.codebook import write_codebook
    from analysis.coding.codebooks import suggest_with_evidence
    from analysis.corpus import open_corpus, write_corpus
    from analysis.exchange import find_reader
    from analysis.text import format_count

    folder = args.folder.expanduser().resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StancebookError(f"{args.folder} exists and is not an empty folder. Name a new folder.")
    corpora = [open_corpus(source) for source in args.sources]
    for corpus in corpora:
        if find_reader(corpus.path):
            raise StancebookError(
                f"{corpus.path} is a project that already has a codebook. "
                f"Run: {format_command('convert', corpus.path, args.folder)}"
            )
    documents = [document for corpus in corpora for document in corpus.documents]
    suggestion = suggest_with_evidence(documents)
    codebook = suggestion.codebook
    write_corpus(folder, [corpus.path for corpus in corpora])
    write_codebook(codebook, folder / "codebook.toml", folder.name, suggestion.evidence)
    print(f"{args.folder / 'corpus.toml'}: {format_count(len(documents), 'article')}")
    print(
        f"{args.folder / 'codebook.toml'}: {format_count(len(codebook.actors), 'actor')} and "
        f"{format_count(len(codebook.issues), 'issue')} suggested. Edit them, delete the line "
        f"“suggested = true”, then run:\n{format_command('report', args.folder)}"
    )
    return print_problems(problem for corpus in corpora for problem in corpus.problems)
