"""Open a page: what was found, in what, who checked it, and what could not be read."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.comparing.foremost import LISTED
from analysis.comparing.support import is_person
from analysis.documents import Problem
from analysis.drawing.audits import describe_audit
from analysis.drawing.calibrations import describe_calibration
from analysis.drawing.extent import describe_extent, is_coded_by_machine
from analysis.drawing.markup import Html, table, text
from analysis.drawing.methods import describe_agreement
from analysis.drawing.quality import describe_expectation
from analysis.drawing.trust import ERROR
from analysis.parameters import TITLE
from analysis.text import format_count

MOST_NAMES = 300
KEYS = {"events": "event_id", "quotes": "quote_id"}
SUGGESTED = "The codebook was suggested by the machine."
HOW = (
    "Actors were found in the text. Issues are what people in these articles want or reject, phrased as "
    "propositions, plus any from the built-in list of negotiation issues that occur. Write your own codebook "
    "with <code>stancebook new</code> before you rely on the comparison."
)
HOW_BY_MODEL = (
    "A language model proposed actors and issues from a sample of the articles. Edit them before you rely on "
    "the comparison: <code>stancebook new --coder llm</code> writes them to a file."
)
UNCHECKED = "These are machine codes that nobody has checked."
CHECK = f'Check each mark before you quote it. <a href="#{ERROR}">How good are these codes?</a>'


def overview(codes: Codes, title: str = "", findings: Html | None = None) -> Html:
    """State what was found, in what, by whom, with which codebook, and what could not be read.

    Args:
        codes: a coded corpus.
        title: heading of the page; by default the title of the corpus.
        findings: the findings of the page, see ``drawing.findings``.
    """
    title = TITLE.check(title) or codes.title
    found = findings.html if findings is not None else ""
    return Html(
        f'<p class="corpus">{text(title)}</p>{found}{describe_corpus(codes)}{_list_names(codes.codebook)}'
    )


def describe_corpus(codes: Codes) -> str:
    """Return as HTML how much there is, who coded and checked it, and what could not be read."""
    parts = [f"<p>{describe_extent(codes)}</p>"]
    known = text(describe_agreement(codes) if codes.accounts else "")
    if codes.codebook.suggested:
        expected = known or text(describe_expectation(codes))
        parts.append(_format_warning(SUGGESTED, expected, HOW_BY_MODEL if codes.accounts else HOW))
        known = ""
    if is_coded_by_machine(codes):
        checked = _describe_checked(codes)
        audited = text(describe_audit(codes)) if codes.coder else ""
        refitted = text(describe_calibration(codes))
        parts.append(_format_warning(*checked, known, refitted, audited, CHECK))
    return "".join((*parts, *_list_problems(codes)))


def describe_checking(codes: Codes) -> str:
    """State what people checked and what nobody has; "" if no machine coded anything."""
    return " ".join(filter(None, _describe_checked(codes))) if is_coded_by_machine(codes) else ""


def _list_names(codebook: Codebook) -> str:
    """Return the names that the parameters ``actors`` and ``issues`` take, folded."""
    listed = [
        (noun, [entry.name for entry in entries])
        for noun, entries in (("actor", codebook.actors), ("issue", codebook.issues))
        if entries
    ]
    if not listed:
        return ""
    counts = " and ".join(format_count(len(names), noun) for noun, names in listed)
    lines = "".join(
        f"<p>{noun.capitalize()}s: {text('; '.join(names[:MOST_NAMES]))}"
        f"{f' and {len(names) - MOST_NAMES:,} more' if len(names) > MOST_NAMES else ''}.</p>"
        for noun, names in listed
    )
    return f"<details><summary>Names to choose from: {counts}</summary>{lines}</details>"


def _list_problems(codes: Codes) -> Iterator[str]:
    """Yield a table of what could not be used, left out before doubtful, and one of how texts were read."""
    faults = sorted(
        (problem for problem in codes.problems if problem.severity != "note"), key=attrgetter("severity")
    )
    if faults:
        rows = [[text(one.item), one.severity, text(one.message)] for one in faults[:LISTED]]
        caption = f"What could not be used, or only in part ({_count(faults)})"
        yield table(caption, ["Item", "What happened", "Why"], rows)
    notes = [problem for problem in codes.problems if problem.severity == "note"]
    if notes:
        caption = f"How the texts were read ({_count(notes)})"
        rows = [[text(one.item), text(one.message)] for one in notes[:LISTED]]
        yield f"<details><summary>{caption}</summary>{table(caption, ['Item', 'Note'], rows)}</details>"


def _count(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, and how many of them are listed if not all."""
    listed = f"the first {LISTED:,} of " if len(problems) > LISTED else ""
    return f"{listed}{len(problems):,}"


def _format_warning(first: str, *more: str) -> str:
    """Return a banner with the first sentence in bold; empty parts are dropped."""
    return f'<p class="warning"><strong>{first}</strong> {" ".join(filter(None, more))}</p>'


def _describe_checked(codes: Codes) -> tuple[str, str]:
    """State what people coded or checked and what nobody has checked, and what that means."""
    has_statements = bool(len(codes.human) or codes.none or codes.decisions)
    if not has_statements and not codes.corrections:
        return UNCHECKED, ""
    parts = [_describe_statements(codes)] if has_statements else []
    parts += _describe_corrections(codes)
    if not has_statements and codes.count("statements"):
        parts.append("Nobody has checked the statements.")
    others = "All other quotations" if codes.corrections else "Quotations"
    return (
        " ".join(parts),
        f"A person’s decision overrides the machine’s. {others}, characterisations and events were coded by "
        "the machine.",
    )


def _describe_corrections(codes: Codes) -> Iterator[str]:
    """Yield how many events and attributions people checked and rejected."""
    for name, noun in (("events", "event"), ("quotes", "attribution")):
        own = [one for one in codes.corrections if one.table == name]
        if not own:
            continue
        told = codes.read(name, [KEYS[name], "doc_id", "coder"]).dropna(subset="doc_id")
        checked = sum(map(is_person, told["coder"]))
        rejected = len({one.key for one in own} - {*told[KEYS[name]]})
        refused = f" and rejected {rejected:,}" if rejected else ""
        people = text(", ".join(sorted({one.coder for one in own})))
        yield f"{people} checked {checked:,} of {format_count(len(told), noun)}{refused}."


def _describe_statements(codes: Codes) -> str:
    """State how many statements people coded, and how many nobody has checked."""
    people = {*codes.human["coder"], *(coder for coder, _ in codes.none)}
    people |= {decision.coder for decision in codes.decisions}
    rejected = {decision.statement_id for decision in codes.decisions if decision.verdict == "rejected"}
    refused = f", who rejected {format_count(len(rejected), 'machine-coded statement')}" if rejected else ""
    rest = codes.count("statements") - len(codes.human)
    others = (
        f"{format_count(rest, 'machine-coded statement')} that nobody has checked"
        if codes.coder
        else "no others"
    )
    return (
        f"{format_count(len(codes.human), 'statement')} coded by {text(', '.join(sorted(people)))}{refused}; "
        f"{others}."
    )
