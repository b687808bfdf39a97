"""Build the index page of a report, for readers, and its manifest, for programs."""

import json
from collections.abc import Mapping, Sequence

from analysis.codes import Codes
from analysis.comparing.answers import sum_answers
from analysis.comparing.selecting import Selection
from analysis.comparing.stances import stance_matrix
from analysis.corpus import Corpus
from analysis.drawing.markup import table, text
from analysis.drawing.methods import describe_methods
from analysis.drawing.overview import CODED, overview, provenance
from analysis.reporting import identity
from analysis.reporting.lists import FILES
from analysis.reporting.running import Run
from analysis.reporting.stored_report import SNAPSHOT
from analysis.text import clean_line


def build_index(codes: Codes, runs: Sequence[Run], title: str, status: str) -> str:
    """Return the body of the index page.

    Args:
        codes: codes of the corpus.
        runs: the result of each notebook.
        title: title of the report.
        status: status of the report.
    """
    rows = []
    for run in runs:
        name, label = run.notebook.name, text(run.notebook.label)
        exists = run.path.exists()
        page = f'<a href="{name}.html">{label}</a>' if exists else label
        outcome = text(run.status if run.error is None else f"{run.status}: {clean_line(run.error, 300)}")
        source = f'<a href="{name}.ipynb">notebook</a>' if exists else ""
        rows.append([page, outcome, f"{run.seconds:.1f} s", source])
    return (
        f"<h1>{text(title)}</h1>{overview(codes, 'Overview').html}"
        f"<h2>Pages</h2><p>Status of the report: <strong>{status}</strong>.</p>"
        + table("Pages of this report", ["Page", "Status", "Time", "Source"], rows)
        + f"<p>All rows as CSV tables: {', '.join(_link_file(name) for name in FILES)}.</p>"
        + f"<h2>How good are these codes?</h2>{provenance(codes).html}"
    )


def _link_file(name: str) -> str:
    return f'<a href="{name}">{name}</a>'


def build_manifest(
    codes: Codes,
    runs: Sequence[Run],
    title: str,
    status: str,
    corpora: Mapping[str, Corpus],
    selection: Selection,
) -> str:
    """Return the text of ``manifest.json``: inputs, coders, results and software versions.

    Args:
        codes: codes of the corpus.
        runs: the result of each notebook.
        title: title of the report.
        status: status of the report.
        corpora: the corpora that the notebooks read, by parameter; ``corpus`` is the subject of the report.
        selection: the codes that the report uses.
    """
    hashes = {name: identity.hash_corpus(corpus) for name, corpus in corpora.items()}
    content = {
        "status": status,
        "title": title,
        "corpus": str(corpora["corpus"].path),
        "documents": len(codes["documents"]),
        "chronology": int(codes["events"]["doc_id"].isna().sum()),
        "problems": [vars(problem) for problem in codes.problems],
        "codebook": "suggested" if codes.codebook.suggested else "given",
        "codes": codes.key,
        "shown": SNAPSHOT,
        "coders": sorted({coder for name in CODED for coder in codes[name]["coder"]}),
        "language_model": None if (answers := sum_answers(codes)) is None else vars(answers),
        "calibration": vars(codes.calibration) if codes.calibration else None,
        "methods": describe_methods(codes),
        "pages": [_describe_page(run, hashes) for run in runs],
        # for the small matrix in the index of a batch
        "positions": stance_matrix(codes, selection)[["actor", "issue", "stance"]].values.tolist(),
        "data": hashes,
        "versions": identity.read_versions(),
        "package": identity.hash_package(),
        "commit": identity.read_commit(),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _describe_page(run: Run, hashes: Mapping[str, Mapping[str, str]]) -> dict[str, object]:
    exists = run.path.exists()
    return {
        "notebook": f"{run.notebook.name}.ipynb",
        "page": f"{run.notebook.name}.html" if exists else None,
        "status": run.status,
        "error": run.error,
        "cell": run.cell,
        "seconds": run.seconds,
        "parameters": dict(run.parameters),
        "notebook_hash": identity.hash_notebook(run.notebook),
        "key": identity.hash_page(run.notebook, run.parameters, hashes),
    }
