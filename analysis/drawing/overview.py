"""What a page rests on, said before its findings and after them: data, codebook, coder, known error."""

import tomllib
from functools import cache
from pathlib import Path

from analysis.coding import Codes
from analysis.drawing.markup import Html, table, text
from analysis.drawing.rows import Document, rows
from analysis.drawing.summaries import count

CODED = ("quotes", "statements", "tones", "events")
MOST_LISTED = 50
SUGGESTED = (
    '<p class="warning"><strong>The codebook was suggested by the machine.</strong> Actors were found '
    "in the text; issues are what people in these articles want or reject, put as propositions, and those "
    "of the built-in list of negotiations that occur. Write your own with <code>stancebook new</code> before "
    "you rely on the comparison.</p>"
)
UNCHECKED = (
    '<p class="warning"><strong>These are machine codes that nobody has checked.</strong> Follow each '
    "mark to its words before you quote it. "
    '<a href="#how-good-are-these-codes">How good are these codes?</a></p>'
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
    if len(codes.human) or codes.none:
        parts.append(_checked(codes))
    elif _is_coded_by_machine(codes):
        parts.append(UNCHECKED)
    if codes.problems:
        problems = [[text(one.item), one.severity, text(one.message)] for one in codes.problems]
        caption = f"What could not be used ({len(codes.problems)})"
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
        '<a href="#how-good-are-these-codes">How good are these codes?</a></p>'
    )


def _coders(codes: Codes) -> list[str]:
    return sorted({coder for name in CODED for coder in codes[name]["coder"]})


def _is_coded_by_machine(codes: Codes) -> bool:
    """Tell whether there is anything that a person did not code; an article is always read by a machine."""
    return len(codes["documents"]) > 0 or any(not coder.startswith("human:") for coder in _coders(codes))


def _extent(codes: Codes) -> str:
    dated = int(codes["events"]["doc_id"].isna().sum())
    told = f"{count(dated, 'event')} of a chronology that a person coded"
    if not len(codes["documents"]):
        return f"No article; {told}. It takes no positions and quotes nobody: only its times can be compared."
    return _articles(codes) + (f" Among the events are {told}." if dated else "")


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
    missing = f", {undated} of them without a publication date" if len(published) and undated else ""
    source = f" from {count(outlets, 'outlet')}" if outlets else ""
    found = ", ".join(
        count(len(codes[name]), noun)
        for name, noun in (("quotes", "attribution"), ("statements", "statement"), ("events", "event"))
    )
    return f"{count(len(documents), 'article')}{source}, {span}{missing}; {found}."


def provenance(codes: Codes) -> Html:
    """Say which coder made the codes, how good it was measured to be, and from which texts they come."""
    made = f"<p>Coder: {text(', '.join(_coders(codes)) or 'none')}.</p>"
    if not _is_coded_by_machine(codes):
        return Html(f"{made}<p>A person coded all of this; no machine's error was added.</p>")
    figures = [[text(row["what"]), text(row["figure"]), text(row["data"])] for row in _quality()]
    documents = rows(codes["documents"].head(MOST_LISTED), Document)
    listed = "".join(f"<li>{text(document.heading)}</li>" for document in documents)
    rest = len(codes["documents"]) - len(documents)
    more = f"<p>and {rest} more.</p>" if rest else ""
    return Html(
        made
        + table("Measured error of this coder", ["What", "Figure", "On what"], figures)
        + f"<details><summary>{count(len(codes['documents']), 'article')}</summary>"
        + f"<ul>{listed}</ul>{more}</details>"
    )


@cache
def _quality() -> list[dict[str, str]]:
    """Return the figures that ``make bench`` measured, as committed beside the coder."""
    path = Path(__file__).parents[1] / "coding" / "quality.toml"
    figures: list[dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))["figures"]
    return figures
