"""What a report says of itself: the index for people, the manifest for programs."""

import json
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from analysis.coding import Codes
from analysis.drawing.markup import plain, table, text
from analysis.drawing.overview import CODED, overview, provenance
from analysis.reporting.made import SNAPSHOT
from analysis.reporting.running import Run

LIBRARIES = ("stancebook", "spacy", "pandas", "matplotlib", "papermill", "nbconvert")


def index(codes: Codes, runs: Sequence[Run], title: str, status: str) -> str:
    """Return the body of the index page.

    Args:
        codes: of the corpus.
        runs: how each notebook ended.
        title: heading.
        status: of the report.
    """
    rows = []
    for run in runs:
        name, label = run.notebook.name, text(run.notebook.label)
        there = run.path.exists()
        first = f'<a href="{name}.html">{label}</a>' if there else label
        outcome = text(run.status if run.error is None else f"{run.status}: {plain(run.error, 300)}")
        source = f'<a href="{name}.ipynb">notebook</a>' if there else ""
        rows.append([first, outcome, f"{run.seconds:.1f} s", source])
    return (
        f"<h1>{text(title)}</h1>{overview(codes, 'Overview').html}"
        f"<h2>Pages</h2><p>Status of the report: <strong>{status}</strong>.</p>"
        + table("Pages of this report", ["Page", "Status", "Time", "Source"], rows)
        + f"<h2>How good are these codes?</h2>{provenance(codes).html}"
    )


def manifest(codes: Codes, runs: Sequence[Run], title: str, status: str, corpus: Path) -> str:
    """Return ``manifest.json``: what was read, by which coder, what came out, with which versions."""
    content = {
        "status": status,
        "title": title,
        "corpus": str(corpus),
        "documents": len(codes["documents"]),
        "chronology": int(codes["events"]["doc_id"].isna().sum()),
        "problems": [vars(problem) for problem in codes.problems],
        "codebook": "suggested" if codes.codebook.suggested else "given",
        "codes": codes.key,
        "shown": SNAPSHOT,
        "coders": sorted({coder for name in CODED for coder in codes[name]["coder"]}),
        "pages": [_page(run) for run in runs],
        "versions": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _page(run: Run) -> dict[str, object]:
    there = run.path.exists()
    return {
        "notebook": f"{run.notebook.name}.ipynb",
        "page": f"{run.notebook.name}.html" if there else None,
        "status": run.status,
        "error": run.error,
        "seconds": run.seconds,
        "parameters": dict(run.parameters),
    }
