"""What a page rests on, said before its findings and after them: data, codebook, coder, known error."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis.coding import Codes
from analysis.comparing.fingerprints import codebook_fingerprint, documents_fingerprint
from analysis.drawing.markup import Html, table, text
from analysis.drawing.rows import Document, rows
from analysis.words import count

CODED = ("quotes", "statements", "tones", "events")
MOST_LISTED = 50
# of the section that tells the error of the coder
ERROR = "known-error"
# parameters whose value is a place on the machine that ran the notebook
PLACES = ("corpus", "against")
SUGGESTED = (
    '<p class="warning"><strong>The codebook was suggested by the machine.</strong> Actors were found '
    "in the text; issues are what people in these articles want or reject, put as propositions, and those "
    "of the built-in list of negotiations that occur. Write your own with <code>stancebook new</code> before "
    "you rely on the comparison.</p>"
)
UNCHECKED = (
    '<p class="warning"><strong>These are machine codes that nobody has checked.</strong> Follow each '
    "mark to its words before you quote it. "
    f'<a href="#{ERROR}">How good are these codes?</a></p>'
)


def overview(codes: Codes, title: str = "") -> Html:
    """Say what was read, with which codebook, and what could not be read.

    Args:
        codes: a coded corpus.
        title: heading of the page; the corpus's own by default.
    """
    parts = [f'<p class="corpus">{text(title or codes.title)}</p>', f"<p>{_extent(codes)}</p>"]
    if codes.codebook.suggested:
        parts.append(SUGGESTED)
    if _is_coded_by_machine(codes):
        parts.append(_checked(codes) if len(codes.human) or codes.none else UNCHECKED)
    if codes.problems:
        problems = [[text(one.item), one.severity, text(one.message)] for one in codes.problems]
        caption = f"What could not be used ({len(codes.problems):,})"
        parts.append(table(caption, ["Item", "What happened", "Why"], problems))
    return Html("".join(parts))


def _checked(codes: Codes) -> str:
    """Say how many of the statements persons coded, and that nobody looked at the others."""
    persons = sorted({*codes.human["coder"], *(coder for coder, _ in codes.none)})
    rest = len(codes["statements"]) - len(codes.human)
    others = (
        f"{count(rest, 'statement')} of the machine that nobody has checked" if codes.coder else "no others"
    )
    return (
        f'<p class="warning"><strong>{count(len(codes.human), "statement")} of {text(", ".join(persons))}; '
        f"{others}.</strong> Where a person coded, that counts. "
        "Quotations, characterisations and events are the machine’s. "
        f'<a href="#{ERROR}">How good are these codes?</a></p>'
    )


def _coders(codes: Codes) -> list[str]:
    return sorted({coder for name in CODED for coder in codes[name]["coder"]})


def _is_coded_by_machine(codes: Codes) -> bool:
    """Tell whether there is anything that a person did not code; an article is always read by a machine."""
    return len(codes["documents"]) > 0 or any(not coder.startswith("human:") for coder in _coders(codes))


def _extent(codes: Codes) -> str:
    dated = int(codes["events"]["doc_id"].isna().sum())
    told = f"{count(dated, 'event')} of a chronology that a person coded"
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
    return f"{name}: {', '.join(map(str, shown)) if isinstance(shown, list) else shown}"


def _error(codes: Codes) -> str:
    """Return the measured error of the coder, and the articles."""
    if not _is_coded_by_machine(codes):
        return "<p>A person coded all of this; no machine's error was added.</p>"
    figures = [[text(row["what"]), text(row["figure"]), text(row["data"])] for row in _quality()]
    documents = rows(codes["documents"].head(MOST_LISTED), Document)
    listed = "".join(f"<li>{text(document.heading)}</li>" for document in documents)
    rest = len(codes["documents"]) - len(documents)
    more = f"<p>and {rest:,} more.</p>" if rest else ""
    return (
        table("Measured error of this coder", ["What", "Figure", "On what"], figures)
        + f"<details><summary>{count(len(codes['documents']), 'article')}</summary>"
        + f"<ul>{listed}</ul>{more}</details>"
    )


@cache
def _quality() -> list[dict[str, str]]:
    """Return the figures that ``make bench`` measured, as committed beside the coder."""
    path = Path(__file__).parents[1] / "coding" / "quality.toml"
    figures: list[dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["figures"]
    return figures
