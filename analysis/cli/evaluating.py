"""Define the command ``evaluate``: coders compared with each other or with a data set of coded articles."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS, EXIT_STATUS_HELP, print_problems
from analysis.text import format_count

if TYPE_CHECKING:
    import pandas as pd

    from analysis.cli.common import Commands


def add_commands(commands: "Commands") -> None:
    """Add this command to the parser."""
    evaluate = commands.add_parser(
        "evaluate",
        help="measure agreement between automatic coding and human coders, among coders, or with a data set "
        "of coded articles",
        epilog=EXIT_STATUS_HELP,
    )
    evaluate.add_argument(
        "path", metavar="PATH",
        help="folder whose corpus.toml lists tables of human codings under `codings`; or a data set of coded "
        "articles, such as gold/news",
    )  # fmt: skip
    evaluate.add_argument(
        "--coder", action="append", default=[], metavar="NAME", dest="coders",
        help="coder to compare, such as human:anna; repeat the option for each coder (default: all coders). "
        "With a data set: entry point of the coder to evaluate (default: rules)",
    )  # fmt: skip
    evaluate.add_argument(
        "--again", type=_parse_share, metavar="SHARE",
        help="have the language model code a share of the articles, such as 5%%, a second time, and show by "
        "issue how many positions stay the same",
    )  # fmt: skip
    evaluate.add_argument(
        "--model", default="", metavar="NAME", help="with --again: another model for the second time"
    )
    evaluate.add_argument(
        "--out", type=Path, metavar="DIR",
        help="output folder for the page and the tables (default: reports/<name of the corpus>-agreement)",
    )  # fmt: skip
    evaluate.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from analysis.corpus.coded_articles import is_data_set

    path = Path(args.path)
    if args.again is not None:
        return _evaluate_stability(args)
    return _evaluate_data_set(path, args) if is_data_set(path) else _evaluate_corpus(args)


def _parse_share(text: str) -> float:
    """Return a share; argparse reports any other text."""
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"expected a share such as 5% or 0.05, got {text!r}")
    return share


def _evaluate_stability(args: argparse.Namespace) -> int:
    """Code a sample twice by a language model and print how many positions stay the same."""
    from analysis.coding.repeating import code_twice
    from analysis.corpus import open_corpus
    from analysis.evaluating import measure_stability

    first, second, sample, problems = code_twice(open_corpus(args.path), args.again, args.model)
    print(f"{format_count(len(sample), 'article')} coded twice")
    table = measure_stability(first, second)
    for issue, positions, same, other, once in table.to_numpy().tolist():
        print(
            f"  {issue}: {same} of {format_count(positions, 'position')} the same, {other} with another "
            f"stance, {once} found only once"
        )
    if args.out:
        args.out.mkdir(parents=True, exist_ok=True)
        _write_tables(args.out, {"stability": table})
    return print_problems(problems)


def _evaluate_corpus(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.comparing.coders import coder_agreement, disagreements
    from analysis.corpus import open_corpus
    from analysis.reporting.notebooks import AGREEMENT
    from analysis.reporting.report import report
    from analysis.text import slug

    corpus = open_corpus(args.path)
    codes = code(corpus)
    agreement = coder_agreement(codes, args.coders)
    out = args.out or Path("reports") / f"{slug(corpus.path.stem)}-agreement"
    parameters = {"coders": ",".join(f'"{name}"' for name in args.coders)} if args.coders else {}
    result = report(args.path, out, parameters, only=AGREEMENT)
    listed = {"agreement": agreement, "disagreements": disagreements(codes, args.coders)}
    _write_tables(result.folder, listed)
    _print_agreement(agreement)
    print(f"\n{result.folder / f'{AGREEMENT}.html'}")
    print_problems(result.problems)
    return EXIT_STATUS[result.status]


def _evaluate_data_set(path: Path, args: argparse.Namespace) -> int:
    """Evaluate coders on each split of a data set, print the results and write them as tables."""
    import pandas as pd

    from analysis.corpus.coded_articles import read_coded_articles
    from analysis.evaluating import evaluate_articles
    from analysis.settings import RULES
    from analysis.text import slug

    articles, problems = read_coded_articles(path)
    tables: dict[str, list[pd.DataFrame]] = {"scores": [], "agreement": [], "positions": []}
    for coder in args.coders or [RULES]:
        for split in sorted({article.split for article in articles}):
            part = [article for article in articles if article.split == split]
            result = evaluate_articles(path, part, coder)
            print(f"{split}: {format_count(len(part), 'article')}, coded by {result.coder}")
            _print_scores(result.scores)
            _print_agreement(result.agreement)
            print()
            problems += result.problems
            for name, frames in tables.items():
                frames.append(getattr(result, name).assign(split=split, coder=result.coder))
    out = args.out or Path("reports") / f"{slug(path.resolve().name)}-agreement"
    out.mkdir(parents=True, exist_ok=True)
    _write_tables(out, {name: pd.concat(frames, ignore_index=True) for name, frames in tables.items()})
    print(out)
    return print_problems(problems)


def _write_tables(folder: Path, tables: "Mapping[str, pd.DataFrame]") -> None:
    from analysis.replacing import replace_atomically
    from analysis.spreadsheets import neutralise_table

    for name, table in tables.items():
        with replace_atomically(folder / f"{name}.csv") as draft:
            neutralise_table(table).to_csv(draft, index=False)


def _print_agreement(agreement: "pd.DataFrame") -> None:
    from analysis.comparing.coders import SINGLE
    from analysis.comparing.records import CoderAgreement, read_rows
    from analysis.drawing.agreement import MEANING, PICKED, format_coefficient, format_share

    for row in read_rows(agreement, CoderAgreement):
        extent = f"{format_count(row.cells, 'cell')} in {format_count(row.documents, 'article')}"
        same = f"same {format_share(row.agree)} of {extent}"
        if row.variable == SINGLE:
            print(f"{row.one} and {row.other}, {MEANING[SINGLE]}: {same}. {PICKED}")
        else:
            print(
                f"{row.one} and {row.other}, {row.variable}: alpha {format_coefficient(row.alpha)} "
                f"({format_coefficient(row.low)} to {format_coefficient(row.high)}), {same}"
            )


def _print_scores(scores: "pd.DataFrame") -> None:
    """Print precision and recall, for all positions, by stance and by how they show."""
    from analysis.comparing.positions import MEASURES
    from analysis.drawing.agreement import format_coefficient

    print(f"  {'':20}" + "".join(f"{measure:36}" for measure in MEASURES).rstrip())
    for row in scores.to_dict("records"):
        name = row["value"] if row["by"] == row["value"] else f"{row['by']}: {row['value']}"
        cells = [
            f"{format_coefficient(row[measure])} ({format_coefficient(row[f'{measure}_low'])} to "
            f"{format_coefficient(row[f'{measure}_high'])}), {row[part]} of {row[whole]}"
            if row[whole]
            else "–"
            for measure, (whole, part) in MEASURES.items()
        ]
        print(f"  {name:20}" + "".join(f"{cell:36}" for cell in cells).rstrip())
