"""Run one report of a batch and return its records."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.errors import StancebookError
from analysis.reporting import identity
from analysis.reporting.batch.manifest import Record, build_failure_record, get_utc_time
from analysis.reporting.batch.planning import Job
from analysis.reporting.engine import Limits
from analysis.reporting.kernels.forking import ADDRESS, fork
from analysis.reporting.plan import Plan, is_prepared, plan, prepare
from analysis.reporting.report import make

# fields that a record copies from the manifest of the report
COPIED_FIELDS = (
    "title", "corpus", "documents", "codebook", "coders", "data", "package", "commit", "versions",
)  # fmt: skip


def run_job(job: Job, workers: int = 1) -> list[Record]:
    """Run a report, unless it is unchanged, and return a record for each notebook.

    Errors are recorded, not raised.

    Args:
        job: the report.
        workers: number of its notebooks to run in parallel.
    """
    started = time.monotonic()
    try:
        if job.problem:
            raise StancebookError(job.problem)
        return _run_report(job, workers)
    except Exception as error:
        is_expected = isinstance(error, StancebookError | OSError)
        message = str(error) if is_expected else f"{type(error).__name__}: {error}"
        return [build_failure_record(job, message, time.monotonic() - started)]


def _run_report(job: Job, workers: int) -> list[Record]:
    what = _plan(job)
    if _is_unchanged(job, what):
        return [{"report": job.name, "notebook": book.name, "status": "skipped"} for book in what.notebooks]
    _prepare(job, what)
    report = make(what, job.folder, job.limits, workers)
    manifest = json.loads(report.manifest.read_text(encoding="utf-8"))
    return [_build_record(job, manifest, page) for page in manifest["pages"]]


def _plan(job: Job) -> Plan:
    return plan(job.corpus, job.parameters, Path(job.notebooks) if job.notebooks else None)


def _is_unchanged(job: Job, what: Plan) -> bool:
    """Return whether all pages exist and their inputs are unchanged."""
    hashes = {name: identity.hash_corpus(corpus) for name, corpus in what.corpora.items()}
    return bool(what.notebooks) and all(
        job.known.get(book.name) == identity.hash_page(book, what.parameters, hashes)
        and (job.folder / f"{book.name}.html").is_file()
        for book in what.notebooks
    )


def _prepare(job: Job, what: Plan) -> None:
    """Code the corpora in a fork of the warm parent, which loads the language pipeline once for all forks."""
    if ADDRESS in os.environ and not is_prepared(what):
        here = "analysis.reporting.batch.worker:prepare_in_child"
        fork(here, asdict(job), preload="analysis.reporting.kernels.warming:warm_language").wait()


def prepare_in_child(job: Mapping[str, Any]) -> None:
    """Prepare a report, given the fields of its ``Job``; an error shows again when the report is made."""
    prepare(_plan(_build_job(job)))


def _build_record(job: Job, manifest: Mapping[str, Any], page: Mapping[str, Any]) -> Record:
    return {
        "report": job.name,
        "notebook": page["notebook"].removesuffix(".ipynb"),
        "page": page["page"] and f"{job.name}/{page['page']}",
        **{name: page[name] for name in ("status", "error", "cell", "seconds", "parameters", "key")},
        "notebook_hash": page["notebook_hash"],
        **{name: manifest[name] for name in COPIED_FIELDS},
        "left_out": sum(problem["severity"] == "left out" for problem in manifest["problems"]),
        "finished": get_utc_time(),
    }


def run_in_child(job: Mapping[str, Any], result: str) -> None:
    """Run a report in this child process.

    Args:
        job: the fields of a ``Job``.
        result: path of the output file for the records.
    """
    records = run_job(_build_job(job))
    Path(result).write_text(json.dumps(records), encoding="utf-8")


def _build_job(fields: Mapping[str, Any]) -> Job:
    return Job(**{**fields, "limits": Limits(**fields["limits"])})
