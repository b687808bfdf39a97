"""The commands that make files: ``code``, ``export``, ``convert`` and ``new``."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXITS, PATH, command, tell_problems
from analysis.errors import StancebookError

if TYPE_CHECKING:
    from analysis.cli.common import Commands


def add_commands(commands: "Commands") -> None:
    """Add these commands to the parser."""
    for add in (_add_code, _add_export, _add_convert, _add_new):
        add(commands)


def _add_code(commands: "Commands") -> None:
    code = commands.add_parser("code", help="write the six tables as Parquet and CSV", epilog=EXITS)
    code.add_argument("path", metavar="PATH", help=PATH)
    code.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
    code.add_argument(
        "--coder", default="", metavar="NAME",
        help="who codes the statements: rules, none (persons only), or a coder that an installed package "
        "brings along (default: what corpus.toml says, else rules)",
    )  # fmt: skip
    code.set_defaults(run=_code)


def _add_export(commands: "Commands") -> None:
    export = commands.add_parser(
        "export", help="write the timeline as CSV, TimelineJS JSON or iCalendar", epilog=EXITS
    )
    export.add_argument("path", metavar="PATH", help=PATH)
    export.add_argument(
        "--out", type=Path, required=True, metavar="FILE",
        help="file to write; its end tells the format: .csv (days also as EDTF), .json (TimelineJS) or .ics "
        "(iCalendar)",
    )  # fmt: skip
    export.set_defaults(run=_export)


def _add_convert(commands: "Commands") -> None:
    convert = commands.add_parser(
        "convert", help="write a corpus as a project of another tool, or such a project as a corpus",
        description="Writes IN in another form and lists what could not be carried over. What came with a "
        "project file and Stancebook does not use is kept beside the corpus (origin.json) and goes back "
        "into such a file. docs/exchange.md says what maps to what.",
        epilog=EXITS,
    )  # fmt: skip
    convert.add_argument("path", metavar="IN", help=f"{PATH}; for a codebook also .qdc or .toml")
    convert.add_argument(
        "out", type=Path, metavar="OUT",
        help="what to write, by the end of its name: .dna (Discourse Network Analyzer 3; new coders have the "
        "password stancebook), .qdpx (REFI-QDA), .csv (statements under DNA's names of columns), .graphml or "
        ".gexf (network), .qdc or .toml (codebook alone), or without an end a folder: a corpus with "
        "corpus.toml, documents, codebook and codings. It must not be there yet",
    )  # fmt: skip
    convert.set_defaults(run=_convert)


def _add_new(commands: "Commands") -> None:
    new = commands.add_parser("new", help="make a corpus with a suggested codebook to edit", epilog=EXITS)
    new.add_argument("folder", type=Path, metavar="FOLDER", help="folder to make")
    new.add_argument(
        "--from", nargs="+", required=True, metavar="PATH", dest="sources", help="articles, folders or tables"
    )
    new.set_defaults(run=_new)


def _code(args: argparse.Namespace) -> int:
    from analysis.coding import write_codes
    from analysis.corpus import open_corpus

    paths, problems = write_codes(open_corpus(args.path), args.out, args.coder)
    for path in paths:
        print(path)
    return tell_problems(problems)


def _export(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.corpus import open_corpus
    from analysis.exporting import check_suffix, export_events

    check_suffix(args.out)
    codes = code(open_corpus(args.path))
    print(export_events(codes, args.out))
    return tell_problems(codes.problems)


def _convert(args: argparse.Namespace) -> int:
    from analysis.exporting.converting import convert

    done = convert(args.path, args.out)
    for path in done.paths:
        print(path)
    return tell_problems(done.problems)


def _new(args: argparse.Namespace) -> int:
    from analysis.codebook import write_codebook
    from analysis.coding.codebooks import suggest_with_evidence
    from analysis.corpus import open_corpus, write_corpus
    from analysis.exchange import reader_of
    from analysis.text import count

    folder = args.folder.expanduser().resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise StancebookError(f"{args.folder} exists and is not an empty folder. Name a new one.")
    corpora = [open_corpus(source) for source in args.sources]
    for corpus in corpora:
        if reader_of(corpus.path):
            raise StancebookError(
                f"{corpus.path} is a project with a codebook of its own. "
                f"Run: {command('convert', corpus.path, args.folder)}"
            )
    documents = [document for corpus in corpora for document in corpus.documents]
    suggestion = suggest_with_evidence(documents)
    codebook = suggestion.codebook
    write_corpus(folder, [corpus.path for corpus in corpora])
    write_codebook(codebook, folder / "codebook.toml", folder.name, suggestion.evidence)
    print(f"{args.folder / 'corpus.toml'}: {count(len(documents), 'article')}")
    print(
        f"{args.folder / 'codebook.toml'}: {count(len(codebook.actors), 'actor')} and "
        f"{count(len(codebook.issues), 'issue')} suggested. Edit them, delete the line “suggested = true”, "
        f"then run:\n{command('report', args.folder)}"
    )
    return tell_problems(problem for corpus in corpora for problem in corpus.problems)
