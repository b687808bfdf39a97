"""Say what refitting the confidence would do, or what it was refitted to."""

import pandas as pd

from analysis.calibration import Calibration
from analysis.codes import Codes
from analysis.comparing.cross_validating import Effect
from analysis.comparing.refitting import find_threshold, refit_statements
from analysis.comparing.support import MIN_FIRM_CONFIDENCE, is_firm
from analysis.drawing.agreement import format_share
from analysis.text import format_count

CHANGES_HEAD = ("How well the confidence tells what is right", "Now", "Refitted", "Change", "95 % interval")
COUNTED_HEAD = ("Statements decided on that count", "Counted", "Right", "Share right", "95 % interval")
BANDS_HEAD = ("Confidence now", "Decisions", "Share right", "Mean confidence now", "Refitted")
NAMES = {
    "log loss": "Log loss (less is better)",
    "Brier score": "Brier score (less is better)",
    "excess confidence": "Mean confidence, less the share right (0 is best)",
}
VERDICTS = {
    "helps": "On these {decisions}, the refitted confidence tells better what is right.",
    "unclear": "These {decisions} do not show whether the refitted confidence is better. Not advised: decide "
    "on more statements and run this again.",
    "harms": "On these {decisions}, the refitted confidence is worse than the machine’s own. Not advised.",
}
NO_MEASURE = (
    "All this holds for the statements that were decided on, which nobody drew at random. How good the "
    "machine is on the whole corpus, only an audit tells: docs/audit.md."
)


def describe_calibration(codes: Codes) -> str:
    """Return to what the confidence was refitted; "" if it was not."""
    found = codes.calibration
    if found is None:
        return ""
    people = ", ".join(found.people)
    return (
        f"On these articles, the confidence of {found.coder}, and so which of its statements count, was "
        f"refitted on {found.day} to {format_count(found.decisions, 'decision')} by {people}."
    )


def describe_decisions(judged: pd.DataFrame, calibration: Calibration) -> str:
    """Return whose decisions on what the confidence is refitted to.

    Args:
        judged: as ``comparing.judged.list_judged`` returns them.
        calibration: what was fitted to them.
    """
    used = judged.dropna(subset=["right"])
    right, left_out = int(used["right"].sum()), len(judged) - len(used)
    said = (
        f"{format_count(len(used), 'decision')} by {', '.join(calibration.people)} on statements of "
        f"{calibration.coder}, in {format_count(used['doc_id'].nunique(), 'article')}: {right:,} right, "
        f"{len(used) - right:,} wrong."
    )
    if left_out:
        said += f" Left out, because people disagree: {format_count(left_out, 'statement')}."
    return said


def build_change_rows(effect: Effect) -> list[list[str]]:
    """Return how well the confidence predicts the decisions, as rows of plain text under ``CHANGES_HEAD``."""
    return [
        [
            NAMES[change.measure],
            f"{change.now:.3f}",
            f"{change.refitted:.3f}",
            f"{change.refitted - change.now:+.3f}",
            f"{change.low:+.3f} to {change.high:+.3f}",
        ]
        for change in effect.changes
    ]


def build_counted_rows(effect: Effect) -> list[list[str]]:
    """Return how many of the statements decided on count, as rows of plain text under ``COUNTED_HEAD``."""
    return [
        [
            name,
            str(counted.shown),
            str(counted.right),
            format_share(counted.right / counted.shown if counted.shown else None),
            f"{format_share(counted.low)} to {format_share(counted.high)}",
        ]
        for name, counted in (("now", effect.now), ("refitted", effect.refitted))
    ]


def build_band_rows(effect: Effect) -> list[list[str]]:
    """Return the decisions by the machine's confidence, as rows of plain text under ``BANDS_HEAD``."""
    return [
        [
            f"{band.start:.2f} to {band.end:.2f}",
            str(band.decisions),
            format_share(band.right / band.decisions),
            f"{band.now:.2f}",
            f"{band.refitted:.2f}",
        ]
        for band in effect.bands
    ]


def describe_effect(effect: Effect) -> str:
    """Return what a refitted confidence would do for the decisions, and whether it is advised."""
    right = effect.refitted.right - effect.now.right
    wrong = effect.refitted.shown - effect.now.shown - right
    change = "the same"
    if right or wrong:
        change = f"{_word_change(wrong)} wrong and {_word_change(right)} right ones"
    verdict = VERDICTS[effect.verdict].format(decisions=format_count(effect.decisions, "decision"))
    return f"{verdict} Of the statements decided on, {change} would count."


def describe_threshold(codes: Codes, calibration: Calibration) -> str:
    """Return from which confidence of the machine a statement would count, and how many of a corpus would.

    Args:
        codes: a corpus coded with the machine's own confidence.
        calibration: the refitted one.
    """
    threshold = find_threshold(calibration, MIN_FIRM_CONFIDENCE)
    left = codes["statements"]
    left = left[left["coder"] == codes.coder]
    now, refitted = is_firm(left).sum(), is_firm(refit_statements(left, calibration)).sum()
    start = "No statement of the machine would count"
    if threshold is not None:
        start = (
            f"A statement would count from a confidence of {threshold:.2f} of the machine’s own, instead of "
            f"{MIN_FIRM_CONFIDENCE}"
        )
    return (
        f"{start}. Of {format_count(len(left), 'statement')} that nobody decided on, {refitted:,} would "
        f"count, now {now:,}."
    )


def _word_change(number: int) -> str:
    return f"{abs(number):,} {'more' if number > 0 else 'fewer'}" if number else "as many"
