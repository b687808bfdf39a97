"""One report of a batch, from its job to its records, wherever it is made."""

import json
import os
import shutil
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.coding import is_coded
from analysis.corpus import Corpus, open_corpus
from analysis.errors import StancebookError
from analysis.reporting import identity
from analysis.reporting.batch.manifest import Record
from analysis.reporting.batch.planning import Job
from analysis.reporting.kernels.forking import ADDRESS, fork
from analysis.reporting.report import Plan, make, plan
from analysis.reporting.running import Limits

# what a record takes over from the report's own manifest
TOLD = ("title", "corpus", "documents", "codebook", "coders", "data", "package", "commit", "versions")


def make_report(job: Job, at_once: int = 1) -> list[Record]:
    """Make a report, or leave it as it is where it still fits, and return a record for each notebook.

    What goes wrong is in the records; nothing is raised.

    Args:
        job: the report.
        at_once: how many of its notebooks run at a time.
    """
    started = time.monotonic()
    try:
        if job.problem:
            raise StancebookError(job.problem)
        return _made(job, at_once)
    except Exception as error:
        known = isinstance(error, StancebookError | OSError)
        words = str(error) if known else f"{type(error).__name__}: {error}"
        return [failure(job, words, time.monotonic() - started)]


def failure(job: Job, error: str, seconds: float = 0) -> Record:
    """Return the record of a report that could not be made."""
    return {
        "report": job.name,
        "notebook": None,
        "page": None,
        "status": "failed",
        "error": error,
        "cell": None,
        "seconds": round(seconds, 2),
        "parameters": dict(job.parameters),
        "corpus": job.corpus,
        "package": identity.hash_package(),
        "commit": identity.commit(),
        "versions": identity.versions(),
        "finished": now(),
    }


def now() -> str:
    """Return the time, in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _made(job: Job, at_once: int) -> list[Record]:
    what = plan(job.corpus, job.parameters, Path(job.notebooks) if job.notebooks else None)
    if _is_unchanged(job, what):
        return [{"report": job.name, "notebook": book.name, "status": "skipped"} for book in what.notebooks]
    for left_behind in job.folder.glob(".draft-*"):
        shutil.rmtree(left_behind, ignore_errors=True)
    for corpus in what.corpora.values():
        _code(corpus)
    made = make(what, job.folder, lambda _: None, job.limits, at_once)
    told = json.loads(made.manifest.read_text(encoding="utf-8"))
    return [_record(job, told, page) for page in told["pages"]]


def _is_unchanged(job: Job, what: Plan) -> bool:
    """Tell whether all pages stand and were made of what they would be made of now."""
    read = {name: identity.hash_corpus(corpus) for name, corpus in what.corpora.items()}
    return bool(what.notebooks) and all(
        job.known.get(book.name) == identity.page_key(book, what.parameters, read)
        and (job.folder / f"{book.name}.html").is_file()
        for book in what.notebooks
    )


def _code(corpus: Corpus) -> None:
    """Let a copy of the warmed parent code a corpus: the parent loads the language once for all."""
    if ADDRESS in os.environ and not is_coded(corpus):
        here = "analysis.reporting.batch.worker:code_corpus"
        fork(here, str(corpus.path), preload="analysis.reporting.kernels.warming:warm_language").wait()


def code_corpus(path: str) -> None:
    """Code a corpus, for the cache."""
    from analysis.coding import code

    code(open_corpus(path))


def _record(job: Job, told: Mapping[str, Any], page: Mapping[str, Any]) -> Record:
    return {
        "report": job.name,
        "notebook": page["notebook"].removesuffix(".ipynb"),
        "page": page["page"] and f"{job.name}/{page['page']}",
        **{name: page[name] for name in ("status", "error", "cell", "seconds", "parameters", "key")},
        "notebook_hash": page["notebook_hash"],
        **{name: told[name] for name in TOLD},
        "left_out": sum(problem["severity"] == "left out" for problem in told["problems"]),
        "finished": now(),
    }


def make_in_child(job: Mapping[str, Any], result: str) -> None:
    """Make a report in a process of its own.

    Args:
        job: the fields of a ``Job``.
        result: the file to write its records to.
    """
    records = make_report(Job(**{**job, "limits": Limits(**job["limits"])}))
    Path(result).write_text(json.dumps(records), encoding="utf-8")
