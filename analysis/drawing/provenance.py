"""State what a page is based on, and how good its codes are: data, codebook, coder, measured error."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from analysis.codes import Codes
from analysis.comparing.fingerprints import codebook_fingerprint, documents_fingerprint
from analysis.comparing.records import Document, read_rows
from analysis.drawing.audits import audit_tables, describe_audit
from analysis.drawing.extent import describe_extent, is_coded_by_machine, list_coders
from analysis.drawing.markup import Html, table, text
from analysis.drawing.methods import describe_agreement
from analysis.drawing.quality import news_sentence, quality_tables
from analysis.drawing.trust import ERROR
from analysis.parameters import MIN_CONFIDENCE
from analysis.table_files import from_arrow
from analysis.text import format_count

MOST_LISTED = 50
# parameters that are paths on the machine that ran the notebook
PLACES = ("corpus", "against")
KEPT = " (codes without a stated confidence, such as the machine’s events and characterisations, are kept)"
NO_MACHINE = "Nothing here was coded by a machine, so no machine error rate applies."
SEE_METHODS = "All measured figures are on the page “Methods and error” (<code>methods.ipynb</code>)."


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
    if not is_coded_by_machine(codes):
        return NO_MACHINE
    audited = text(describe_audit(codes)) if codes.coder else ""
    known = text(describe_agreement(codes) if codes.accounts else news_sentence(codes))
    return " ".join(filter(None, [known, audited, SEE_METHODS]))


def _list_basis(codes: Codes, notebook: str, parameters: Mapping[str, object]) -> list[list[str]]:
    book = codes.codebook
    origin = "suggested by the machine" if book.suggested else "supplied"
    notebook_name = f", notebook “{notebook}”" if notebook else ""
    settings = "; ".join(_format_parameter(name, value) for name, value in parameters.items())
    rows = [
        ["Produced by", f"Stancebook {version('stancebook')}{notebook_name}"],
        ["Parameters", settings or "none"],
        [
            "Texts",
            f"{describe_extent(codes)} Fingerprint {documents_fingerprint(codes.iterate('documents'))}",
        ],
        [
            "Codebook",
            f"{origin}: {format_count(len(book.actors), 'actor')}, "
            f"{format_count(len(book.issues), 'issue')}. Fingerprint {codebook_fingerprint(book)}",
        ],
        ["Coders", ", ".join(list_coders(codes)) or "none"],
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
    if not is_coded_by_machine(codes):
        return Html(f"<p>{NO_MACHINE}</p>")
    known = news_sentence(codes)
    audited = audit_tables(codes) if codes.coder else ""
    return Html((f"<p>{text(known)}</p>" if known else "") + audited + quality_tables(codes))


def articles_list(codes: Codes) -> Html:
    """Return the first articles of a corpus as a list."""
    first = next(part for part in codes.iterate("documents") if len(part) or not codes.count("documents"))
    documents = read_rows(from_arrow("documents", first.slice(0, MOST_LISTED)), Document)
    listed = "".join(f"<li>{text(document.heading)}</li>" for document in documents)
    rest = codes.count("documents") - len(documents)
    more = f"<p>and {rest:,} more.</p>" if rest else ""
    return Html(f"<ul>{listed}</ul>{more}")
