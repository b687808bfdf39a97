"""Report what an audit says of the machine's codes: how good they are, and shares corrected by it."""

from collections.abc import Callable, Iterable
from importlib.metadata import version

from analysis.codes import Audit, Codes
from analysis.comparing.auditing import (
    FEWEST,
    correct_shares,
    count_changes,
    estimate_confusion,
    find_short_strata,
    list_progress,
    measure_quality,
)
from analysis.comparing.records import AuditedShare, AuditFigure, read_rows
from analysis.drawing.agreement import UNKNOWN, format_coefficient, format_share
from analysis.drawing.markup import table, text
from analysis.text import format_count

NOT_AUDITED = (
    "Not audited: how many of them are right on these articles, and how many are missing, is not known."
)
HOW_TO_AUDIT = "To measure it, run <code>stancebook audit</code>."
TOO_FEW = "too few"
SHARES = "Shares of the positions, as coded and corrected"
NAMES = {
    "precision": "Positions of the machine that are right",
    "recall": "Positions in the texts that it found, with the right stance",
    "agreement": "Agreement in all cells, Krippendorff’s alpha",
}
FRAME = (
    "The sample is of cells (an article, an actor and an issue) that the machine coded, or in which the "
    "article names both the actor and the issue; positions of actors, or on issues, that the article does "
    "not name are not counted."
)
QUALITY_HEAD = ("Figure", "Estimate", "95 % interval", "Audited cells")
STRATA_HEAD = ("Stratum", "Cells", "Drawn", "Coded", "Machine right")
SHARES_HEAD = (
    "Part", "Stance", "As coded", "Positions coded", "Corrected", "95 % interval", "Audited positions"
)  # fmt: skip


def describe_audit(codes: Codes) -> str:
    """Return in a sentence or two how good an audit found the codes, or that there is none."""
    audit = codes.audit
    if audit is None:
        return NOT_AUDITED
    if short := find_short_strata(audit):
        return _describe_progress(audit, len(short))
    right, found, _ = read_rows(measure_quality(audit), AuditFigure)
    return (
        f"By an audit of these articles, {_format_estimate(right)} of the machine’s positions are right, and "
        f"it found {_format_estimate(found)} of those in the texts."
    )


def _describe_progress(audit: Audit, short: int) -> str:
    answered, drawn = count_cells(audit)
    return (
        f"An audit has begun: {answered} of {format_count(drawn, 'cell')} are coded. Figures need "
        f"{FEWEST} answers in each stratum, or all; {format_count(short, 'stratum', 'strata')} still "
        f"{'has' if short == 1 else 'have'} too few."
    )


def count_cells(audit: Audit) -> tuple[int, int]:
    """Return how many cells are answered, and how many were drawn."""
    progress = list_progress(audit)
    return sum(one.answered for one in progress), sum(one.drawn for one in progress)


def _format_estimate(row: AuditFigure) -> str:
    return (
        f"{format_share(row.value)} (95 % {format_share(row.low)} to {format_share(row.high)}; n = {row.n})"
    )


def describe_method(codes: Codes, audit: Audit) -> str:
    """Return what a methods section says of an audit that is complete; see ``drawing.methods``."""
    answered, _ = count_cells(audit)
    right, found, alpha = read_rows(measure_quality(audit), AuditFigure)
    strata = format_count(len(list_progress(audit)), "stratum", "strata")
    bounds = f"{format_coefficient(alpha.low)} to {format_coefficient(alpha.high)}"
    return (
        f"To measure the error of the automatic codes ({codes.coder}, Stancebook {version('stancebook')}), "
        f"{format_count(answered, 'cell')} were drawn at random from {strata} by the machine’s "
        "answer and confidence and, where it found no position, by whether a paragraph names both actor and "
        "issue. They were coded without sight of the machine’s answers. "
        f"{FRAME} Weighted by inverse inclusion probability, precision is {_format_estimate(right)}, recall "
        f"{_format_estimate(found)} and Krippendorff’s alpha {format_coefficient(alpha.value)} (95 % "
        f"{bounds}). Corrected shares are difference estimates with a tuned weight of the automatic codes "
        "(prediction-powered inference; Angelopoulos et al. 2023; Egami et al. 2023); intervals are from the "
        "Dirichlet-multinomial posterior of each stratum."
    )


def audit_tables(codes: Codes) -> str:
    """Return what an audit found: quality, confusion, shares as coded and corrected; or that none was."""
    audit = codes.audit
    if audit is None:
        return f"<p>{text(NOT_AUDITED)} {HOW_TO_AUDIT}</p>"
    if find_short_strata(audit):
        return f"<p>{text(describe_audit(codes))}</p>"
    changed = count_changes(codes, audit)
    note = f" {describe_changes(changed)}" if changed else ""
    coded = f"{_describe_sample(audit)} "
    enough, few = build_share_rows(codes, audit)
    parts = [
        f"<p>{text(coded + FRAME + note)}</p>",
        _build_table("Audit of these codes", QUALITY_HEAD, build_quality_rows(audit)),
        _build_table(*build_confusion(audit)),
        _fold("How the sample was drawn", STRATA_HEAD, build_strata_rows(audit)),
        _build_table(SHARES, SHARES_HEAD, enough),
        _fold(f"{SHARES}: too few audited positions", SHARES_HEAD, few) if few else "",
    ]
    return "".join(parts)


def _describe_sample(audit: Audit) -> str:
    progress = list_progress(audit)
    answered, _ = count_cells(audit)
    cells = format_count(sum(one.size for one in progress), "cell")
    strata = format_count(len(progress), "stratum", "strata")
    return f"{answered:,} of {cells} were coded blind by {audit.coder}, at random in {strata}."


def describe_changes(changed: int) -> str:
    """Return that the codes are not those which were audited."""
    verb = "has" if changed == 1 else "have"
    return (
        f"{format_count(changed, 'position')} {verb} changed since the sample was drawn; these figures are "
        "for the codes of that time."
    )


def build_quality_rows(audit: Audit) -> list[list[str]]:
    """Return how good the codes are as rows of plain text under ``QUALITY_HEAD``."""
    return [
        [
            NAMES[row.figure],
            *(
                [format_coefficient(row.value), _format_bounds(row.low, row.high, format_coefficient)]
                if row.figure == "agreement"
                else [format_share(row.value), _format_bounds(row.low, row.high)]
            ),
            str(row.n),
        ]
        for row in read_rows(measure_quality(audit), AuditFigure)
    ]


def build_strata_rows(audit: Audit) -> list[list[str]]:
    """Return the strata of the sample as rows of plain text under ``STRATA_HEAD``."""
    return [
        [one.stratum, *(f"{number:,}" for number in (one.size, one.drawn, one.answered, one.right))]
        for one in list_progress(audit)
    ]


def build_confusion(audit: Audit) -> tuple[str, list[str], list[list[str]]]:
    """Return caption, head and rows of the estimated cells by the machine's answer and the person's."""
    crossed = estimate_confusion(audit)
    rows = [
        [str(name), *(f"{number:,.0f}" for number in row)]
        for name, row in zip(crossed.index, crossed.to_numpy(), strict=True)
    ]
    caption = f"Estimated cells; rows: the machine, columns: {audit.coder}"
    return caption, ["machine", *map(str, crossed.columns)], rows


def build_share_rows(codes: Codes, audit: Audit) -> tuple[list[list[str]], list[list[str]]]:
    """Return shares as coded and corrected as rows of plain text under ``SHARES_HEAD``.

    Returns:
        The rows of parts that can be corrected, and of those with too few audited positions.
    """
    shares = read_rows(correct_shares(codes, audit), AuditedShare)
    enough = [_format_row(row) for row in shares if row.corrected is not None]
    return enough, [_format_row(row) for row in shares if row.corrected is None]


def _format_row(row: AuditedShare) -> list[str]:
    return [
        row.part,
        row.stance,
        format_share(row.raw),
        str(row.positions),
        TOO_FEW if row.corrected is None else format_share(row.corrected),
        _format_bounds(row.low, row.high),
        str(row.n),
    ]


def _format_bounds(
    low: float | None, high: float | None, write: Callable[[float | None], str] = format_share
) -> str:
    return UNKNOWN if low is None else f"{write(low)} to {write(high)}"


def _build_table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return table(caption, list(head), [[text(cell) for cell in row] for row in rows])


def _fold(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    return f"<details><summary>{text(caption)}</summary>{_build_table(caption, head, rows)}</details>"
