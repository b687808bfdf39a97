"""Define the commands that write data files: ``code``, ``export``, ``convert`` and ``new``."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.cli.common import EXIT_STATUS_HELP, PATH_HELP, format_command, print_problems
from analysis.endpoint import PREFIX
from analysis.errors import StancebookError
from analysis.files import expand_home
from analysis.parameters import EVENTS
from analysis.settings import LLM, RULES

if TYPE_CHECKING:
    from analysis.cli.common import Commands
    from analysis.corpus import Corpus

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
        help="coder of the statements: rules, llm (a language model), none (human codings only), or a coder "
        "of an installed package (default: the coder set in corpus.toml, otherwise rules)",
    )  # fmt: skip
    code.add_argument(
        "--limit", type=_parse_limit, metavar="N",
        help="with a language model: most articles to ask about in this run; 0 only estimates the cost",
    )  # fmt: skip
    code.add_argument(
        "--budget", type=float, metavar="AMOUNT",
        help="with a language model: the most that the corpus may cost over all runs, in the currency of the "
        "prices in corpus.toml",
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
    export.add_argument(
        "--events", type=_parse_exported, metavar="N", default=EVENTS.default, help=EXPORTED_HELP
    )
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
    new.add_argument(
        "--coder", default=RULES, choices=(RULES, LLM),
        help="who suggests the codebook: the built-in rules (default) or the language model named in the "
        "environment, see docs/llm.md; also the coder of the new corpus",
    )  # fmt: skip
    new.set_defaults(run=_run_new)


def _describe_coder(corpus: "Corpus") -> dict[str, Any]:
    """Return the settings of a corpus whose coder is a language model; none for the built-in coder."""
    from analysis.coding.llm import open_endpoint

    if corpus.coder != LLM:
        return {}
    endpoint = open_endpoint(corpus)
    return {
        "coder": LLM,
        "llm": {"address": endpoint.address, "model": endpoint.model, "wire": endpoint.wire},
    }


def _parse_limit(text: str) -> int:
    """Return a whole number; argparse reports any other text."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text!r}")
    return int(text)


def _parse_exported(text: str) -> int | None:
    """Return a number of events, None for all; argparse reports any other text."""
    if text == ALL:
        return None
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 or {ALL!r}, got {text!r}")
    return int(text)


def _run_code(args: argparse.Namespace) -> int:
    from analysis.coding import write_codes
    from analysis.corpus import open_corpus

    if args.budget is not None:
        os.environ[f"{PREFIX}BUDGET"] = str(args.budget)
    paths, problems = write_codes(open_corpus(args.path), args.out, args.coder, args.limit)
    for path in paths:
        print(path)
    return print_problems(problems)


def _run_export(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.corpus import open_corpus
    from analysis.exporting import check_suffix, export_events

    check_suffix(args.out)
    codes = code(open_corpus(args.path))
    print(export_events(codes, args.out, most=args.events))
    return print_problems(codes.problems)


def _run_convert(args: argparse.Namespace) -> int:
    from analysis.converting import convert

    result = convert(args.path, args.out)
    for path in result.paths:
        print(path)
    return print_problems(result.problems)


def _run_new(args: argparse.Namespace) -> int:
    from analysis.codebook import write_codebook
    from analysis.coding.completing import suggest_with_evidence
    from analysis.corpus import Corpus, open_corpus, write_corpus
    from analysis.exchange import find_reader
    from analysis.replacing import fill_atomically
    from analysis.text import format_count

    folder = expand_home(args.folder).resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StancebookError(f"{args.folder} exists and is not an empty folder. Name a new folder.")
    corpora = [open_corpus(source) for source in args.sources]
    for corpus in corpora:
        if find_reader(corpus.path):
            raise StancebookError(
                f"{corpus.path} is a project that already has a codebook. "
                f"Run: {format_command('convert', corpus.path, args.folder)}"
            )
    documents = tuple(document for corpus in corpora for document in corpus.documents)
    new = Corpus(folder.name, folder, documents, coder=args.coder)
    codebook, evidence = suggest_with_evidence(new)
    with fill_atomically(folder) as draft:
        write_corpus(draft, [corpus.path for corpus in corpora], _describe_coder(new), folder)
        write_codebook(codebook, draft / "codebook.toml", folder.name, evidence)
    print(f"{args.folder / 'corpus.toml'}: {format_count(len(documents), 'article')}")
    print(
        f"{args.folder / 'codebook.toml'}: {format_count(len(codebook.actors), 'actor')} and "
        f"{format_count(len(codebook.issues), 'issue')} suggested. Edit them, delete the line "
        f"“suggested = true”, then run:\n{format_command('report', args.folder)}"
    )
    return print_problems(problem for corpus in corpora for problem in corpus.problems)
