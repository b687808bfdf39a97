"""What a page rests on, said before its findings and after them: data, codebook, coder, known error."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from analysis.codes import Codes
from analysis.comparing.fingerprints import codebook_fingerprint, documents_fingerprint
from analysis.comparing.records import Document, rows
from analysis.drawing.markup import Html, table, text
from analysis.drawing.quality import news_sentence, quality_tables
from analysis.parameters import MIN_CONFIDENCE
from analysis.text import count

CODED = ("quotes", "statements", "tones", "events")
MOST_LISTED = 50
# of the section that tells the error of the coder
ERROR = "known-error"
# parameters whose value is a place on the machine that ran the notebook
PLACES = ("corpus", "against")
KEPT = " (codes without a stated confidence, such as the machine’s events and characterisations, are kept)"
SUGGESTED = "The codebook was suggested by the machine."
HOW = (
    "Actors were found in the text; issues are what people in these articles want or reject, put as "
    "propositions, and those of the built-in list of negotiations that occur. Write your own with "
    "<code>stancebook new</code> before you rely on the comparison."
)
UNCHECKED = "These are machine codes that nobody has checked."
CHECK = f'Check each mark before you quote it. <a href="#{ERROR}">How good are these codes?</a>'


def overview(codes: Codes, title: str = "") -> Html:
    """Say what was read, with which codebook, and what could not be read.

    Args:
        codes: a coded corpus.
        title: heading of the page; the corpus's own by default.
    """
    parts = [f'<p class="corpus">{text(title or codes.title)}</p>', f"<p>{_extent(codes)}</p>"]
    known = text(news_sentence(codes))
    if codes.codebook.suggested:
        parts.append(_warning(SUGGESTED, known, HOW))
        known = ""
    if _is_coded_by_machine(codes):
        decided = len(codes.human) or codes.none or codes.decisions
        whose = _checked(codes) if decided else (UNCHECKED, "")
        parts.append(_warning(*whose, known, CHECK))
    if codes.problems:
        problems = [[text(one.item), one.severity, text(one.message)] for one in codes.problems]
        caption = f"What could not be used ({len(codes.problems):,})"
        parts.append(table(caption, ["Item", "What happened", "Why"], problems))
    return Html("".join(parts))


def _warning(first: str, *more: str) -> str:
    """Return a banner: markup, the first sentence bold, without those that are empty."""
    return f'<p class="warning"><strong>{first}</strong> {" ".join(filter(None, more))}</p>'


def _checked(codes: Codes) -> tuple[str, str]:
    """Say how many of the statements persons coded, that nobody looked at the others, and what that means."""
    persons = {*codes.human["coder"], *(coder for coder, _ in codes.none)}
    persons |= {one.coder for one in codes.decisions}
    rejected = {one.statement_id for one in codes.decisions if one.verdict == "rejected"}
    refused = f", who rejected {count(len(rejected), 'statement')} of the machine" if rejected else ""
    rest = len(codes["statements"]) - len(codes.human)
    others = (
        f"{count(rest, 'statement')} of the machine that nobody has checked" if codes.coder else "no others"
    )
    return (
        f"{count(len(codes.human), 'statement')} of {text(', '.join(sorted(persons)))}{refused}; {others}.",
        "Where a person decided, that counts. Quotations, characterisations and events are the machine’s.",
    )


def _coders(codes: Codes) -> list[str]:
    return sorted({coder for name in CODED for coder in codes[name]["coder"]})


def _is_coded_by_machine(codes: Codes) -> bool:
    """Tell whether there is anything that a person did not code; an article is always read by a machine."""
    return len(codes["documents"]) > 0 or any(not coder.startswith("human:") for coder in _coders(codes))


def _extent(codes: Codes) -> str:
    dated = int(codes["events"]["doc_id"].isna().sum())
    told = f"{count(dated, 'event')} of a given chronology"
    taken = int(codes["statements"]["doc_id"].isin(codes["events"]["event_id"]).sum())
    if len(codes["documents"]):
        also = f", of the statements {taken:,} that rest on them" if taken else ""
        return _articles(codes) + (f" Among the events are {told}{also}." if dated else "")
    if not taken:
        return f"No article; {told}. It takes no positions and quotes nobody: only its times can be compared."
    persons = text(", ".join(sorted(set(codes["statements"]["coder"]))))
    return (
        f"No article; {told}. On its descriptions {'rests' if taken == 1 else 'rest'} "
        f"{count(taken, 'statement')} of {persons}. "
        "It quotes nobody: its positions and its times can be compared."
    )


def _articles(codes: Codes) -> str:
    documents = codes["documents"]
    published = documents["published"].dropna()
    outlets = documents["outlet"].dropna().nunique()
    span = (
        f"published {published.min()} to {published.max()}"
        if len(published)
        else "without any publication date"
    )
    undated = len(documents) - len(published)
    missing = f", {undated:,} of them without a publication date" if len(published) and undated else ""
    source = f" from {count(outlets, 'outlet')}" if outlets else ""
    found = ", ".join(
        count(len(codes[name]), noun)
        for name, noun in (("quotes", "attribution"), ("statements", "statement"), ("events", "event"))
    )
    return f"{count(len(documents), 'article')}{source}, {span}{missing}; {found}."


def provenance(codes: Codes, notebook: str = "", **parameters: object) -> Html:
    """Say what ran on which texts, which coder made the codes, and how good it was measured to be.

    Args:
        codes: a coded corpus.
        notebook: name of the notebook that shows this.
        parameters: the notebook's own, with their values.
    """
    ran = table("What this page rests on", ["What", "Which"], _ran(codes, notebook, parameters))
    return Html(f'<div id="{ERROR}">{ran}{_error(codes)}</div>')


def _ran(codes: Codes, notebook: str, parameters: Mapping[str, object]) -> list[list[str]]:
    book, documents = codes.codebook, codes["documents"]
    made = "suggested by the machine" if book.suggested else "given"
    rows = [
        ["Made by", f"Stancebook {version('stancebook')}" + (f", notebook “{notebook}”" if notebook else "")],
        ["Parameters", "; ".join(_parameter(*one) for one in parameters.items()) or "none"],
        ["Texts", f"{_extent(codes)} Fingerprint {documents_fingerprint(documents)}"],
        [
            "Codebook",
            f"{made}: {count(len(book.actors), 'actor')}, {count(len(book.issues), 'issue')}. "
            f"Fingerprint {codebook_fingerprint(book)}",
        ],
        ["Coders", ", ".join(_coders(codes)) or "none"],
    ]
    return [[text(what), text(which)] for what, which in rows]


def _parameter(name: str, value: object) -> str:
    """Return a parameter with its value; of a place only the last part, which is no secret of a machine."""
    if value in ("", None) or value == []:
        return f"{name}: not set"
    shown = Path(str(value)).name if name in PLACES else value
    kept = KEPT if name == MIN_CONFIDENCE.name and value else ""
    return f"{name}: {', '.join(map(str, shown)) if isinstance(shown, list) else shown}{kept}"


def _error(codes: Codes) -> str:
    """Return the measured error of the coder, and the articles."""
    if not _is_coded_by_machine(codes):
        return "<p>No machine coded any of this, so no figure of a machine’s error applies.</p>"
    documents = rows(codes["documents"].head(MOST_LISTED), Document)
    listed = "".join(f"<li>{text(document.heading)}</li>" for document in documents)
    rest = len(codes["documents"]) - len(documents)
    more = f"<p>and {rest:,} more.</p>" if rest else ""
    return (
        quality_tables(codes)
        + f"<details><summary>{count(len(codes['documents']), 'article')}</summary>"
        + f"<ul>{listed}</ul>{more}</details>"
    )
