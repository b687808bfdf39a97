"""Build the index page of a report, for readers, and its manifest, for programs."""

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.codes import Codes
from analysis.comparing.accounts import characterisations, quoted, sourced
from analysis.comparing.answers import sum_answers
from analysis.comparing.change import shifts
from analysis.comparing.one_sided import one_sided
from analysis.comparing.selecting import Selection
from analysis.comparing.stances import agreement, contested, stance_matrix
from analysis.corpus import Corpus
from analysis.drawing.extent import describe_extent, list_coders
from analysis.drawing.findings import Findings
from analysis.drawing.found_accounts import accounts_findings
from analysis.drawing.found_events import timeline_findings
from analysis.drawing.found_positions import stance_findings
from analysis.drawing.markup import table, text
from analysis.drawing.methods import describe_methods
from analysis.drawing.overview import describe_checking, describe_corpus
from analysis.drawing.provenance import provenance
from analysis.reporting import identity
from analysis.reporting.lists import FILES
from analysis.reporting.profiles import Profile, list_profiles
from analysis.reporting.running import Run
from analysis.reporting.stored_report import SNAPSHOT
from analysis.text import clean_line

SUMMARY = "summary.md"


def find_findings(codes: Codes, selection: Selection, events: pd.DataFrame) -> dict[str, Findings]:
    """Return what was found, by the name of the notebook whose page shows the evidence.

    Args:
        codes: codes of the corpus.
        selection: the codes that the report uses.
        events: the timeline of the selection.
    """
    matrix = stance_matrix(codes, selection)
    changes = shifts(codes, selection, by="side", reported=True)
    positions = stance_findings(codes, matrix, contested(matrix), agreement(matrix), changes)
    quotes, tones = quoted(codes, selection), characterisations(codes, selection)
    sides = one_sided(codes, selection)
    accounts = accounts_findings(quotes, sourced(codes, selection), tones, sides)
    return {"stance-comparison": positions, "timeline": timeline_findings(events), "accounts": accounts}


def build_index(
    codes: Codes,
    runs: Sequence[Run],
    title: str,
    status: str,
    findings: Mapping[str, Findings],
    profiles: Sequence[Profile],
    glance: str,
) -> str:
    """Return the body of the index page.

    Args:
        codes: codes of the corpus.
        runs: the result of each notebook.
        title: title of the report.
        status: status of the report.
        findings: what was found, by name of the notebook.
        profiles: the pages of actors and issues.
        glance: the small matrix; "" for none.
    """
    found = "".join(
        f"<h2>{text(run.notebook.label)}</h2>{findings[run.notebook.name].format_html(f'{run.notebook.name}.html')}"
        for run in runs
        if run.notebook.name in findings and run.path.exists()
    )
    rows = []
    for run in runs:
        name, label = run.notebook.name, text(run.notebook.label)
        exists = run.path.exists()
        page = f'<a href="{name}.html">{label}</a>' if exists else label
        outcome = text(run.status if run.error is None else f"{run.status}: {clean_line(run.error, 300)}")
        source = f'<a href="{name}.ipynb">notebook</a>' if exists else ""
        rows.append([page, outcome, source])
    return (
        f"<h1>{text(title)}</h1>{describe_corpus(codes)}{found}"
        + (f"<h2>At a glance</h2>{glance}" if glance else "")
        + list_profiles(profiles)
        + f"<h2>Pages</h2><p>Status of the report: <strong>{status}</strong>.</p>"
        + table("Pages of this report", ["Page", "Status", "Source"], rows)
        + f"<p>All rows as CSV tables: {', '.join(_link_file(name) for name in FILES)}. "
        + f"The findings as plain text: {_link_file(SUMMARY)}.</p>"
        + f"<h2>How good are these codes?</h2>{provenance(codes).html}"
    )


def _link_file(name: str) -> str:
    return f'<a href="{name}">{name}</a>'


def build_summary(codes: Codes, runs: Sequence[Run], title: str, findings: Mapping[str, Findings]) -> str:
    """Return the findings as plain text in Markdown; arguments as for ``build_index``."""
    extent = f"{describe_extent(codes)} {describe_checking(codes)}".strip()
    parts = [f"# {clean_line(title)}", extent]
    for run in runs:
        if run.notebook.name in findings:
            sentences = findings[run.notebook.name].list_plain()
            parts += [f"## {run.notebook.label}", "\n".join(f"- {one}" for one in sentences)]
    return "\n\n".join(parts) + "\n"


def build_manifest(
    codes: Codes,
    runs: Sequence[Run],
    title: str,
    status: str,
    corpora: Mapping[str, Corpus],
    selection: Selection,
    findings: Mapping[str, Findings],
    profiles: Sequence[Profile],
) -> str:
    """Return the text of ``manifest.json``: inputs, coders, results and software versions.

    Args:
        codes: codes of the corpus.
        runs: the result of each notebook.
        title: title of the report.
        status: status of the report.
        corpora: the corpora that the notebooks read, by parameter; ``corpus`` is the subject of the report.
        selection: the codes that the report uses.
        findings: what was found, by name of the notebook.
        profiles: the pages of actors and issues.
    """
    hashes = {name: identity.hash_corpus(corpus) for name, corpus in corpora.items()}
    content = {
        "status": status,
        "title": title,
        "corpus": str(corpora["corpus"].path),
        "documents": codes.count("documents"),
        "chronology": int(codes.read("events", ["doc_id"])["doc_id"].isna().sum()),
        "problems": [vars(problem) for problem in codes.problems],
        "codebook": "suggested" if codes.codebook.suggested else "given",
        "codes": codes.key,
        "shown": SNAPSHOT,
        "coders": list_coders(codes),
        "language_model": None if (answers := sum_answers(codes)) is None else vars(answers),
        "calibration": vars(codes.calibration) if codes.calibration else None,
        "methods": describe_methods(codes),
        "findings": {name: found.list_plain() for name, found in findings.items()},
        "pages": [_describe_page(run, hashes) for run in runs],
        "profiles": [profile.file for profile in profiles],
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
