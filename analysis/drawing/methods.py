"""Say how a corpus was coded and checked, as a methods section must."""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version

from analysis.codes import Codes
from analysis.comparing.answers import Answers, sum_answers
from analysis.comparing.auditing import is_audited
from analysis.comparing.checking import ADDED, CODED, KINDS, ON_MACHINE, STATEMENT, changed_marks, checks
from analysis.comparing.coders import coder_agreement, read_codings
from analysis.comparing.fingerprints import codebook_fingerprint
from analysis.comparing.records import Check, CoderAgreement, MarkChange, read_rows
from analysis.comparing.support import MIN_FIRM_CONFIDENCE, is_firm, is_person
from analysis.drawing.agreement import format_coefficient, format_share
from analysis.drawing.audits import describe_method
from analysis.drawing.calibrations import describe_calibration
from analysis.drawing.markup import Html, text
from analysis.text import format_count

RULES = "rules-"
# what agreement is stated for
STANCE_OR_NONE = "stance or none"
NO_SAMPLE = (
    "What a person decided on was not left to chance (a review begins with what the results rest on), and "
    "the machine’s answer was in sight, so these numbers do not measure the machine’s error."
)


def methods(codes: Codes) -> Html:
    """Show a paragraph for a methods section: who coded and checked the corpus, and how.

    It states the coder and its version, the codebook, the threshold, people's decisions, agreement and an
    audit, as far as there are any.

    Args:
        codes: a coded corpus.
    """
    return Html(f"<p>{text(describe_methods(codes))}</p>")


def describe_methods(codes: Codes) -> str:
    """Return the paragraph of ``methods`` as plain text."""
    return " ".join(filter(None, [
        describe_model(codes) if codes.accounts else _describe_coder(codes),
        _describe_codebook(codes),
        _describe_threshold(codes),
        describe_calibration(codes),
        *_describe_people(codes),
        _describe_people_agreement(codes),
        describe_method(codes, codes.audit) if codes.audit and is_audited(codes) else "",
    ]))  # fmt: skip


def _describe_coder(codes: Codes) -> str:
    if not codes.coder:
        return ""
    kind = "its built-in coder" if codes.coder.startswith(RULES) else "the coder"
    articles = format_count(codes.count("documents") - len(codes.failed), "article")
    return (
        f"Stancebook {version('stancebook')} coded {format_count(len(codes.machine), 'statement')} in "
        f"{articles} with {kind} {codes.coder}."
    )


def _describe_codebook(codes: Codes) -> str:
    book = codes.codebook
    made = "was suggested by the machine and has" if book.suggested else "has"
    return (
        f"The codebook {made} {format_count(len(book.actors), 'actor')} and "
        f"{format_count(len(book.issues), 'issue')} (fingerprint {codebook_fingerprint(book)})."
    )


def _describe_threshold(codes: Codes) -> str:
    if codes.machine.empty:
        return ""
    left_out = int((~is_firm(codes.machine)).sum())
    return (
        f"Of the machine’s statements, those with a confidence below {MIN_FIRM_CONFIDENCE} and probable "
        f"misattributions do not count as positions ({left_out:,} of {len(codes.machine):,})."
    )


def _describe_people(codes: Codes) -> Iterator[str]:
    """Yield who coded or checked what, and how far the results rest on it."""
    rows = read_rows(checks(codes), Check)
    for name in sorted({row.coder for row in rows}):
        own = [row for row in rows if row.coder == name]
        yield from _describe_statements([row for row in own if row.kind == STATEMENT], len(codes.machine))
        yield from _describe_corrections([row for row in own if row.kind != STATEMENT])
    if any(row.verdict in ON_MACHINE for row in rows):
        yield NO_SAMPLE
    if rows:
        marks = [row for row in read_rows(changed_marks(codes), MarkChange) if row.after is not None]
        checked = sum(row.checked for row in marks)
        verb = "rests" if checked == 1 else "rest"
        yield (
            f"{checked:,} of {format_count(len(marks), 'mark')} of the stance matrix {verb} on at least one "
            "statement that a person coded or checked."
        )


def _describe_statements(rows: Sequence[Check], coded_by_machine: int) -> Iterator[str]:
    """Yield what one person coded, decided and added."""
    counts = Counter(row.verdict for row in rows)
    if counts[CODED]:
        texts = len({row.doc_id for row in rows if row.verdict == CODED})
        yield (
            f"{rows[0].coder} coded {format_count(counts[CODED], 'statement')} in "
            f"{format_count(texts, 'text')}, in a table of their own."
        )
    if decided := _count_decided(rows):
        number = sum(counts[verdict] for verdict in ON_MACHINE)
        yield (
            f"{rows[0].coder} decided on {number:,} of the machine’s "
            f"{format_count(coded_by_machine, 'statement')} one by one: {decided}."
        )
    if counts[ADDED]:
        added = format_count(counts[ADDED], "statement")
        yield f"{rows[0].coder} added {added} that the machine did not have."


def _describe_corrections(rows: Sequence[Check]) -> Iterator[str]:
    """Yield how many events and attributions one person decided on."""
    for kind in KINDS:
        own = [row for row in rows if row.kind == kind]
        if own:
            decided = _count_decided(own)
            yield f"{own[0].coder} decided on {format_count(len(own), kind)} one by one: {decided}."


def _count_decided(rows: Sequence[Check]) -> str:
    counts = Counter(row.verdict for row in rows)
    return ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in ON_MACHINE if counts[verdict])


def _describe_people_agreement(codes: Codes) -> str:
    """Return how far people agree, with each other and, unless an audit says more, with a coder."""
    if len(read_codings(codes)) < 2:
        return ""
    others = codes.coder if not codes.accounts and not is_audited(codes) else ""
    said = [
        f"between {row.one} and {row.other}, {_format_agreement(row)}"
        for row in _list_agreement(codes)
        if all(is_person(name) or name == others for name in (row.one, row.other))
    ]
    return f"Agreement, for stances and none: {'; '.join(said)}." if said else ""


def describe_model(codes: Codes) -> str:
    """Return how a language model coded a corpus; "" if none was asked."""
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
        describe_agreement(codes),
    ]))  # fmt: skip


def describe_agreement(codes: Codes) -> str:
    """Return how far a language model agrees with people on a corpus, or that nobody has measured it.

    An audit says more than agreement where people chose what to code, so with one there is nothing to say.
    """
    if is_audited(codes):
        return ""
    if not any(map(is_person, read_codings(codes))):
        return "The model’s error was not measured on this corpus."
    said = [
        f"with {row.one if row.other == codes.coder else row.other}, {_format_agreement(row)}"
        for row in _list_agreement(codes)
        if codes.coder in (row.one, row.other)
    ]
    if not said:
        return "People only corrected single codes of it, which does not measure its error."
    return f"Agreement with people on this corpus, for stances and none: {'; '.join(said)}."


def _list_agreement(codes: Codes) -> list[CoderAgreement]:
    """Return the agreement of each pair of coders on stances and none, in the articles that both coded."""
    rows = read_rows(coder_agreement(codes), CoderAgreement)
    return [row for row in rows if row.variable == STANCE_OR_NONE and row.cells]


def _format_agreement(row: CoderAgreement) -> str:
    return (
        f"Krippendorff’s alpha is {format_coefficient(row.alpha)} (95 % {format_coefficient(row.low)} to "
        f"{format_coefficient(row.high)}), and {format_share(row.agree)} of "
        f"{format_count(row.cells, 'cell')} are the same"
    )


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
