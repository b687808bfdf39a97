"""Say in a headline and sentences who is for and against what, what changed, and who agrees."""

from collections.abc import Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.records import Cell, Pair, Shift, read_rows
from analysis.comparing.stances import MIXED
from analysis.drawing.audits import describe_audit
from analysis.drawing.findings import Findings, Part, Sentence, join
from analysis.drawing.quality import describe_expectation
from analysis.text import format_count

# names, issues or changes listed in one sentence
NAMED, LISTED = 3, 3
# the least number of issues on which a pair is compared
FEWEST_SHARED = 2
SIDES = {
    "support": "for", "oppose": "against", "conditional": "for on conditions", "neutral": "neutral",
    MIXED: "mixed",
}  # fmt: skip
UNCHECKED = "one statement that nobody has checked"


def stance_findings(
    codes: Codes, matrix: pd.DataFrame, contested: pd.DataFrame, agreement: pd.DataFrame, shifts: pd.DataFrame
) -> Findings:
    """Say who is for and against what, what changed, who agrees, and how far to trust it.

    Args:
        codes: a coded corpus.
        matrix: as ``comparing.stances.stance_matrix`` returns it.
        contested: as ``comparing.stances.contested`` returns it.
        agreement: as ``comparing.stances.agreement`` returns it.
        shifts: as ``comparing.change.shifts`` returns it.
    """
    if matrix.empty:
        return Findings([Part("No positions were found, so there is nothing to compare.")], [])
    cells = read_rows(matrix, Cell)
    by_issue = {
        issue: [cell for cell in cells if cell.issue == issue] for issue in contested["issue"].tolist()
    }
    first = max(by_issue, key=lambda issue: _rank(by_issue[issue]))
    division, count = _describe_division(codes, by_issue[first]), _count_positions(cells)
    # most issues that a machine suggests are poor, and so is what is said of them
    leading = [count, division] if codes.codebook.suggested else [division, count]
    others = {issue: own for issue, own in by_issue.items() if issue != first and _is_divided(own)}
    return Findings(
        leading[0],
        [
            leading[1],
            _list_divided(others, also=_is_divided(by_issue[first])),
            _describe_shifts(read_rows(shifts, Shift)),
            *_compare_pairs(read_rows(agreement, Pair)),
            [Part(describe_expectation(codes) or _describe_audit(codes))],
        ],
    )


def _describe_audit(codes: Codes) -> str:
    return describe_audit(codes) if codes.coder and codes.audit is not None else ""


def _is_divided(cells: Sequence[Cell]) -> bool:
    return {"support", "oppose"} <= {cell.stance for cell in cells}


def _rank(cells: Sequence[Cell]) -> tuple[int, int]:
    """Return how well an issue suits a headline.

    First come divisions whose two sides do not rest on single unchecked statements: too many of those are
    wrong for a headline; then what several actors agree on, as firmly; then other divisions.
    """
    firm = [cell for cell in cells if not cell.is_unchecked(cell.stance)]
    if _is_divided(firm):
        return 3, 0
    if len(firm) >= FEWEST_SHARED:
        return 2, len(cells)
    return int(_is_divided(cells)), 0 if _is_divided(cells) else len(cells)


def _describe_division(codes: Codes, cells: Sequence[Cell]) -> Sentence:
    """Return an issue's proposition with those who are for and against it."""
    proposition = codes.codebook.issue(cells[0].issue).proposition.rstrip(".")
    sides = [
        [*list_names([cell for cell in cells if cell.stance == stance]), Part(f" {SIDES[stance]}")]
        for stance in SIDES
        if any(cell.stance == stance for cell in cells)
    ]
    return [Part(f"{proposition}: "), *join(sides, last=", "), Part(_hedge(cells))]


def _hedge(cells: Sequence[Cell]) -> str:
    """State which of the positions on an issue rest on a single statement that nobody has checked."""
    single = [cell.actor for cell in cells if cell.is_unchecked(cell.stance)]
    if not single:
        return ""
    if len(single) == len(cells):
        return f" – each by {UNCHECKED}" if len(cells) > 1 else f" – by {UNCHECKED}"
    if len(single) == 1:
        return f" – {single[0]} by {UNCHECKED}"
    return f" – {len(single):,} of these {len(cells):,} by one statement each that nobody has checked"


def list_names(cells: Sequence[Cell], most: int = NAMED) -> Sentence:
    """Return actors, each linked to the first statement of its position; any beyond the most are counted."""
    named = [[Part(cell.actor, cell.statements[0])] for cell in cells[:most]]
    rest = cells[most:]
    if rest:
        named.append([Part(format_count(len(rest), "other"), rest[0].statements[0])])
    return join(named)


def _count_positions(cells: Sequence[Cell]) -> Sentence:
    actors, issues = len({cell.actor for cell in cells}), len({cell.issue for cell in cells})
    single = [cell for cell in cells if cell.is_unchecked(cell.stance)]
    words = (
        f"{format_count(actors, 'actor')} {'takes' if actors == 1 else 'take'} "
        f"{format_count(len(cells), 'position')} on {format_count(issues, 'issue')}"
    )
    if not single:
        return [Part(f"{words}.")]
    verb = "rests" if len(single) == 1 else "rest"
    number = Part(f"{len(single):,} of the positions", single[0].statements[0])
    return [Part(f"{words}; "), number, Part(f" {verb} on a single statement that nobody has checked.")]


def _list_divided(by_issue: dict[str, list[Cell]], also: bool) -> Sentence:
    """Return the other issues on which actors are on opposite sides, with the numbers on each."""
    if not by_issue:
        return []
    listed = [
        [Part(f"{issue} ("), *join(_count_sides(cells), last=", "), Part(")")]
        for issue, cells in list(by_issue.items())[:LISTED]
    ]
    rest = len(by_issue) - LISTED
    if rest > 0:
        listed.append([Part(format_count(rest, "other issue"))])
    return [Part(f"Actors are {'also ' * also}divided over "), *join(listed), Part(".")]


def _count_sides(cells: Sequence[Cell]) -> list[Sentence]:
    by_stance = {stance: [cell for cell in cells if cell.stance == stance] for stance in SIDES}
    return [
        [Part(f"{len(taken):,} {SIDES[stance]}", taken[0].statements[0])]
        for stance, taken in by_stance.items()
        if taken
    ]


def _describe_shifts(shifts: Sequence[Shift]) -> Sentence:
    """Return the supported changes of position, the certain ones first; if none is, how many are doubtful."""
    shown = sorted((shift for shift in shifts if shift.is_supported), key=lambda shift: shift.order)
    if not shown:
        return [Part(_describe_doubtful(len(shifts)))]
    listed = [
        [
            Part(f"{shift.actor} on {shift.issue} (from "),
            Part(_name_stance(shift.before), shift.statements_before[0]),
            Part(" to "),
            Part(_name_stance(shift.after), shift.statements_after[0]),
            Part(")"),
        ]
        for shift in shown[:LISTED]
    ]
    rest = len(shown) - LISTED
    if rest > 0:
        listed.append([Part(format_count(rest, "other change"))])
    head = f"{format_count(len(shown), 'change')} of position: "
    return [Part(head), *join(listed), Part(".")]


def _describe_doubtful(number: int) -> str:
    """State that changes were seen, none of them well enough supported to name it; "" if none was seen."""
    if not number:
        return ""
    verb = "rests" if number == 1 else "rest"
    seen = f"{format_count(number, 'possible change')} {verb} on a single article on at least one side"
    return f"No change of position is supported well enough to be named; {seen}."


def _name_stance(stance: str) -> str:
    return "conditional support" if stance == "conditional" else stance


def _compare_pairs(pairs: Sequence[Pair]) -> list[Sentence]:
    """Return who agrees most, and who least, of those with several issues in common."""
    compared = [pair for pair in pairs if _count_shared(pair) >= FEWEST_SHARED]
    return [
        _describe_pair(compared, "agree", "agree"),
        _describe_pair(compared, "differ", "are on opposite sides"),
    ]


def _count_shared(pair: Pair) -> int:
    return sum(map(len, pair.issues.values()))


def _describe_pair(pairs: Sequence[Pair], relation: str, verb: str) -> Sentence:
    alike = max(pairs, key=lambda pair: len(pair.issues[relation]), default=None)
    if alike is None or len(alike.issues[relation]) < FEWEST_SHARED:
        return []
    number, shared = len(alike.issues[relation]), _count_shared(alike)
    share = "each" if number == shared else f"{number:,}"
    return [
        Part(f"{alike.actor} and {alike.other} {verb} on "),
        Part(f"{share} of the {shared:,} issues", alike.statements[relation][0]),
        Part(" on which both take a position."),
    ]
