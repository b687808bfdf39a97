"""State what a page is based on, above and below its findings: data, codebook, coder, known error."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

from analysis.codebook import Codebook
from analysis.codes import Codes
from analysis.comparing.fingerprints import codebook_fingerprint, documents_fingerprint
from analysis.comparing.records import Document, read_rows
from analysis.drawing.audits import audit_tables, describe_audit
from analysis.drawing.markup import Html, table, text
from analysis.drawing.methods import describe_agreement
from analysis.drawing.quality import describe_expectation, news_sentence, quality_tables
from analysis.drawing.ticks import spell_days
from analysis.drawing.trust import ERROR
from analysis.parameters import MIN_CONFIDENCE, TITLE
from analysis.text import format_count

CODED = ("quotes", "statements", "tones", "events")
MOST_LISTED = 50
MOST_NAMES = 300
# parameters that are paths on the machine that ran the notebook
PLACES = ("corpus", "against")
KEPT = " (codes without a stated confidence, such as the machine’s events and characterisations, are kept)"
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
NO_MACHINE = "Nothing here was coded by a machine, so no machine error rate applies."
SEE_METHODS = "All measured figures are on the page “Methods and error” (<code>methods.ipynb</code>)."
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
    parts = [f'<p class="corpus">{text(title)}</p>', found, f"<p>{describe_extent(codes)}</p>"]
    known = text(describe_agreement(codes) if codes.accounts else "")
    if codes.codebook.suggested:
        expected = known or text(describe_expectation(codes))
        parts.append(_format_warning(SUGGESTED, expected, HOW_BY_MODEL if codes.accounts else HOW))
        known = ""
    if _is_coded_by_machine(codes):
        decided = len(codes.human) or codes.none or codes.decisions
        checked = _describe_checked(codes) if decided else (UNCHECKED, "")
        audited = text(describe_audit(codes)) if codes.coder else ""
        parts.append(_format_warning(*checked, known, audited, CHECK))
    return Html("".join((*parts, *_list_problems(codes), _list_names(codes.codebook))))


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
        rows = [[text(problem.item), problem.severity, text(problem.message)] for problem in faults]
        caption = f"What could not be used, or only in part ({len(faults):,})"
        yield table(caption, ["Item", "What happened", "Why"], rows)
    notes = [problem for problem in codes.problems if problem.severity == "note"]
    if notes:
        caption = f"How the texts were read ({len(notes):,})"
        rows = [[text(problem.item), text(problem.message)] for problem in notes]
        yield f"<details><summary>{caption}</summary>{table(caption, ['Item', 'Note'], rows)}</details>"


def _format_warning(first: str, *more: str) -> str:
    """Return a banner with the first sentence in bold; empty parts are dropped."""
    return f'<p class="warning"><strong>{first}</strong> {" ".join(filter(None, more))}</p>'


def _describe_checked(codes: Codes) -> tuple[str, str]:
    """State how many statements people coded and how many nobody has checked, and what that means."""
    people = {*codes.human["coder"], *(coder for coder, _ in codes.none)}
    people |= {decision.coder for decision in codes.decisions}
    rejected = {decision.statement_id for decision in codes.decisions if decision.verdict == "rejected"}
    refused = f", who rejected {format_count(len(rejected), 'machine-coded statement')}" if rejected else ""
    rest = len(codes["statements"]) - len(codes.human)
    others = (
        f"{format_count(rest, 'machine-coded statement')} that nobody has checked"
        if codes.coder
        else "no others"
    )
    return (
        f"{format_count(len(codes.human), 'statement')} coded by {text(', '.join(sorted(people)))}{refused}; "
        f"{others}.",
        "A person’s decision overrides the machine’s. Quotations, characterisations and events were coded by "
        "the machine.",
    )


def _list_coders(codes: Codes) -> list[str]:
    return sorted({coder for name in CODED for coder in codes[name]["coder"]})


def _is_coded_by_machine(codes: Codes) -> bool:
    """Return whether a machine coded anything; an article is always read by a machine."""
    return len(codes["documents"]) > 0 or any(not coder.startswith("human:") for coder in _list_coders(codes))


def describe_extent(codes: Codes) -> str:
    """Return in a sentence or two how many articles there are, of when, and how much is coded in them."""
    dated = int(codes["events"]["doc_id"].isna().sum())
    listed = f"{format_count(dated, 'event')} from a supplied chronology"
    taken = int(codes["statements"]["doc_id"].isin(codes["events"]["event_id"]).sum())
    if len(codes["documents"]):
        also = f", with {format_count(taken, 'statement')} coded from the event descriptions" if taken else ""
        return _describe_articles(codes) + (f" These include {listed}{also}." if dated else "")
    if not taken:
        return f"No articles; {listed}. It has no positions and no quotations: only times can be compared."
    people = text(", ".join(sorted(set(codes["statements"]["coder"]))))
    return (
        f"No articles; {listed}, with {format_count(taken, 'statement')} coded from the event descriptions "
        f"by {people}. It has no quotations: only positions and times can be compared."
    )


def _describe_articles(codes: Codes) -> str:
    documents = codes["documents"]
    published = documents["published"].dropna()
    outlets = documents["outlet"].dropna().nunique()
    span = f"published {_format_days([*published])}" if len(published) else "without any publication date"
    undated = len(documents) - len(published)
    if len(published) and undated:
        span = f"{len(published):,} of them {span}, {undated:,} without a publication date"
    source = f" from {format_count(outlets, 'outlet')}" if outlets else ""
    found = ", ".join(
        format_count(len(codes[name]), noun)
        for name, noun in (("quotes", "attribution"), ("statements", "statement"), ("events", "event"))
    )
    return f"{format_count(len(documents), 'article')}{source}, {span}; {found}."


def _format_days(days: Sequence[str]) -> str:
    """Return the first and last of some days; one if they are the same."""
    return spell_days(" to ".join(dict.fromkeys((min(days), max(days)))))


def provenance(codes: Codes, notebook: str = "", **parameters: object) -> Html:
    """State what was run on which texts, which coder made the codes and its measured error.

    Args:
        codes: a coded corpus.
        notebook: name of the notebook that shows this.
        parameters: the parameters of the notebook, with their values.
    """
    basis = table("What this page is based on", ["Item", "Value"], _list_basis(codes, notebook, parameters))
    return Html(f'<div id="{ERROR}">{basis}<p>{_summarise_error(codes)}</p></div>')


def _summarise_error(codes: Codes) -> str:
    if not _is_coded_by_machine(codes):
        return NO_MACHINE
    audited = text(describe_audit(codes)) if codes.coder else ""
    known = text(describe_agreement(codes) if codes.accounts else news_sentence(codes))
    return " ".join(filter(None, [known, audited, SEE_METHODS]))


def _list_basis(codes: Codes, notebook: str, parameters: Mapping[str, object]) -> list[list[str]]:
    book, documents = codes.codebook, codes["documents"]
    origin = "suggested by the machine" if book.suggested else "supplied"
    notebook_name = f", notebook “{notebook}”" if notebook else ""
    settings = "; ".join(_format_parameter(name, value) for name, value in parameters.items())
    rows = [
        ["Produced by", f"Stancebook {version('stancebook')}{notebook_name}"],
        ["Parameters", settings or "none"],
        ["Texts", f"{describe_extent(codes)} Fingerprint {documents_fingerprint(documents)}"],
        [
            "Codebook",
            f"{origin}: {format_count(len(book.actors), 'actor')}, "
            f"{format_count(len(book.issues), 'issue')}. Fingerprint {codebook_fingerprint(book)}",
        ],
        ["Coders", ", ".join(_list_coders(codes)) or "none"],
    ]
    return [[text(item), text(value)] for item, value in rows]


def _format_parameter(name: str, value: object) -> str:
    """Return a parameter with its value; of a path only the last part, to reveal nothing of the machine."""
    if value in ("", None) or value == []:
        return f"{name}: not set"
    shown = Path(str(value)).name if name in PLACES else value
    kept = KEPT if name == MIN_CONFIDENCE.name and value else ""
    return f"{name}: {', '.join(map(str, shown)) if isinstance(shown, list) else shown}{kept}"


def measured_error(codes: Codes) -> Html:
    """Return the measured error of the coder, on these articles if they were audited and on others.

    Args:
        codes: a coded corpus.
    """
    if not _is_coded_by_machine(codes):
        return Html(f"<p>{NO_MACHINE}</p>")
    known = news_sentence(codes)
    audited = audit_tables(codes) if codes.coder else ""
    return Html((f"<p>{text(known)}</p>" if known else "") + audited + quality_tables(codes))


def articles_list(codes: Codes) -> Html:
    """Return the first articles of a corpus as a list."""
    documents = read_rows(codes["documents"].head(MOST_LISTED), Document)
    listed = "".join(f"<li>{text(document.heading)}</li>" for document in documents)
    rest = len(codes["documents"]) - len(documents)
    more = f"<p>and {rest:,} more.</p>" if rest else ""
    return Html(f"<ul>{listed}</ul>{more}")
