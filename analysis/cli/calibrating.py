"""Define the command ``calibrate``: refit the confidence to people's decisions, and show the effect."""

import argparse
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.cli.common import EXIT_STATUS_HELP, PATH_HELP, print_problems, print_rows
from analysis.settings import CORPUS_FILE

if TYPE_CHECKING:
    from analysis.calibration import Calibration
    from analysis.cli.common import Commands


def add_commands(commands: "Commands") -> None:
    """Add this command to the parser."""
    calibrate = commands.add_parser(
        "calibrate", help="refit the machine's confidence to people's decisions, and show the effect",
        description="Refit the machine's confidence, and so the threshold from which its statements count, "
        "to what people confirmed, changed and rejected, and show what that would do for their decisions. "
        f"Nothing is changed: it prints the lines to add to {CORPUS_FILE}. See docs/calibration.md.",
        epilog=EXIT_STATUS_HELP,
    )  # fmt: skip
    calibrate.add_argument("path", metavar="CORPUS", help=PATH_HELP)
    calibrate.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    from analysis.coding import code
    from analysis.comparing.calibrating import fit_calibration
    from analysis.comparing.cross_validating import measure_effect
    from analysis.comparing.judged import list_judged
    from analysis.corpus import open_corpus
    from analysis.drawing import calibrations

    corpus = open_corpus(args.path)
    # a fit always starts from the machine's own confidence
    codes = code(replace(corpus, calibration=None))
    judged = list_judged(codes)
    status = print_problems(codes.problems)
    today = dt.datetime.now().astimezone().date().isoformat()
    calibration = fit_calibration(judged, codes.coder, today)
    effect = measure_effect(judged)
    print(calibrations.describe_decisions(judged, calibration))
    print("Each decision is predicted from those on other articles.\n")
    print_rows(calibrations.CHANGES_HEAD, calibrations.build_change_rows(effect))
    print_rows(calibrations.BANDS_HEAD, calibrations.build_band_rows(effect))
    print_rows(calibrations.COUNTED_HEAD, calibrations.build_counted_rows(effect))
    print(calibrations.describe_effect(effect))
    print(calibrations.describe_threshold(codes, calibration))
    print(calibrations.NO_MEASURE)
    _print_section(calibration, corpus.calibration)
    return status


def _print_section(calibration: "Calibration", stated: "Calibration | None") -> None:
    import tomli_w

    how = "replace its section of that name with these lines" if stated else "add these lines at its end"
    print(f"\nTo switch it on, open {CORPUS_FILE} and {how}. To switch it off, delete them.\n")
    print(tomli_w.dumps({"calibration": calibration.to_settings()}), end="")
