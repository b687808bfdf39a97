"""Say how a language model coded a corpus, as a methods section must."""

from importlib.metadata import version

from analysis.codes import Codes
from analysis.comparing.answers import Answers, sum_answers
from analysis.comparing.auditing import is_audited
from analysis.comparing.coders import coder_agreement, read_codings
from analysis.comparing.records import CoderAgreement, read_rows
from analysis.drawing.agreement import format_coefficient, format_share
from analysis.drawing.calibrations import describe_calibration
from analysis.text import format_count

HUMAN = "human:"
# what agreement is stated for
STANCE_OR_NONE = "stance or none"


def describe_methods(codes: Codes) -> str:
    """Return a paragraph for a methods section; "" if no language model was asked."""
    answers = sum_answers(codes)
    if answers is None:
        return ""
    return " ".join(filter(None, [
        f"Statements were coded by the language model {codes.coder} ({_name_models(answers)}), with "
        f"Stancebook {version('stancebook')}, at temperature 0 where the server allows it, "
        f"{_name_days(answers)}. It was asked in two steps which passages of "
        f"{format_count(answers.articles, 'article')} show a position of an actor, and which position "
        f"({format_count(answers.requests, 'request')}, {answers.sent:,} tokens sent, {answers.received:,} "
        "received).",
        _describe_checks(answers),
        describe_calibration(codes),
        describe_agreement(codes),
    ]))  # fmt: skip


def describe_agreement(codes: Codes) -> str:
    """Return how far a language model agrees with people on a corpus, or that nobody has measured it.

    An audit says more than agreement where people chose what to code, so with one there is nothing to say.
    """
    if is_audited(codes):
        return ""
    if not any(name.startswith(HUMAN) for name in read_codings(codes)):
        return "The model’s error was not measured on this corpus."
    rows = [
        row
        for row in read_rows(coder_agreement(codes), CoderAgreement)
        if row.variable == STANCE_OR_NONE and codes.coder in (row.one, row.other)
    ]
    said = [
        f"with {row.one if row.other == codes.coder else row.other}, Krippendorff’s alpha is "
        f"{format_coefficient(row.alpha)} (95 % {format_coefficient(row.low)} to "
        f"{format_coefficient(row.high)}), and {format_share(row.agree)} of "
        f"{format_count(row.cells, 'cell')} are the same"
        for row in rows
    ]
    if not said:
        return "People only corrected single codes of it, which does not measure its error."
    return f"Agreement with people on this corpus, for stances and none: {'; '.join(said)}."


def _describe_checks(answers: Answers) -> str:
    reasons = "; ".join(f"{number:,} with {reason}" for reason, number in answers.left_out.items())
    left_out = f" Left out: {reasons}." if reasons else ""
    verb = "is" if answers.others == 1 else "are"
    others = f" {format_count(answers.others, 'position')} {verb} of somebody outside the codebook."
    return (
        f"Of {format_count(answers.positions, 'position')} that it gave, {answers.kept:,} were kept, after "
        f"each was checked against the article.{others if answers.others else ''}{left_out}"
    )


def _name_models(answers: Answers) -> str:
    names = " and ".join(answers.models) or "a name that it did not give"
    changed = "; it changed on the way" if len(answers.models) > 1 else ""
    return f"the server called it {names}{changed}"


def _name_days(answers: Answers) -> str:
    if answers.first_day == answers.last_day:
        return f"on {answers.first_day}"
    return f"from {answers.first_day} to {answers.last_day}"
