"""Plan the reports of a batch, each with a unique name that is the same in every run."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.files import exists, expand_home
from analysis.reporting.batch.table import REPORT_COLUMNS, ReportRow
from analysis.reporting.engine import DEFAULT_LIMITS, Limits
from analysis.text import slug


@dataclass(frozen=True)
class Job:
    """One report of a batch.

    Attributes:
        name: name of the report's folder.
        out: the folder of the batch.
        corpus: path of the corpus.
        parameters: parameters of the notebooks, unchecked.
        notebooks: the notebook or folder of notebooks to run; None means the project's notebooks.
        known: the keys of existing pages, by notebook; if all are still valid, the report is skipped.
        limits: time limits.
        problem: why the report cannot run; empty if it can.
    """

    name: str
    out: str
    corpus: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    notebooks: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = DEFAULT_LIMITS
    problem: str = ""

    @property
    def folder(self) -> Path:
        """The folder of the report's pages."""
        return Path(self.out) / self.name


def collect_jobs(
    paths: Sequence[str],
    rows: Iterable[ReportRow | Problem],
    given: Mapping[str, str],
    out: Path,
    notebooks: Path | None,
    limits: Limits,
) -> list[Job]:
    """Return the jobs for corpora and for the rows of a table, without duplicates.

    Args:
        paths: corpora, each with the shared parameters.
        rows: rows of a table; their values override the shared parameters.
        given: parameters shared by all reports.
        out: the folder of the batch.
        notebooks: the notebook or folder of notebooks; None means the project's notebooks.
        limits: time limits.

    Raises:
        StancebookError: if two rows with different content have the same name.
    """
    base = Job("", str(out), "", notebooks=str(notebooks) if notebooks else None, limits=limits)
    jobs = [replace(base, corpus=_resolve_path(path), parameters=dict(given)) for path in paths]
    for row in rows:
        if isinstance(row, Problem):
            jobs.append(replace(base, name=slug(row.item), problem=f"{row.item}: {row.message}"))
            continue
        own = {name: value for name, value in row.values.items() if name not in REPORT_COLUMNS}
        name = slug(row.values["name"]) if "name" in row.values else ""
        corpus = _resolve_path(row.values["corpus"])
        jobs.append(replace(base, name=name, corpus=corpus, parameters={**given, **own}))
    return _name_jobs(jobs)


def _resolve_path(corpus: str) -> str:
    """Return the absolute path of a corpus; one of the project's own data sets keeps its short path."""
    path = expand_home(corpus)
    return str(path.absolute()) if exists(path) else corpus


def _name_jobs(jobs: Iterable[Job]) -> list[Job]:
    """Name unnamed jobs after their corpus, with a hash if several would have the same name."""
    unique = list({(job.name, *_get_content(job)): job for job in jobs}.values())
    stems = Counter(job.name or slug(Path(job.corpus).stem) for job in unique)
    named = [
        job if job.name else _name_after_corpus(job, stems[slug(Path(job.corpus).stem)] > 1) for job in unique
    ]
    duplicates = [name for name, number in Counter(job.name for job in named).items() if number > 1]
    if duplicates:
        raise StancebookError(
            f"Several reports are named {duplicates[0]!r}. Give each row of the table a unique name."
        )
    return named


def _name_after_corpus(job: Job, is_shared: bool) -> Job:
    stem = slug(Path(job.corpus).stem)
    digest = hashlib.sha256(json.dumps(_get_content(job)).encode()).hexdigest()[:6]
    return replace(job, name=f"{stem}-{digest}" if is_shared else stem)


def _get_content(job: Job) -> tuple[str, str, str]:
    return job.corpus, json.dumps(job.parameters, sort_keys=True, default=str), job.problem


def select_shard(jobs: Sequence[Job], part: int, parts: int) -> list[Job]:
    """Return one part of a batch that is divided between machines; each job is in exactly one part."""
    return list(jobs[part - 1 :: parts])
