"""Which reports a batch makes, each with a name of its own that stays the same from run to run."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.reporting.batch.table import OWN, Wanted
from analysis.reporting.report import slug
from analysis.reporting.running import USUAL, Limits


@dataclass(frozen=True)
class Job:
    """One report of a batch, as it is handed to whoever makes it.

    Attributes:
        name: of its folder.
        out: the batch's folder.
        corpus: a path.
        parameters: as given.
        notebooks: the notebook or folder of notebooks to run; None means the project's.
        known: the keys of the pages that stand already, by notebook; where they still fit, the report is
            left as it is.
        limits: how long things may take.
        problem: why it can not be made.
    """

    name: str
    out: str
    corpus: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    notebooks: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = USUAL
    problem: str = ""

    @property
    def folder(self) -> Path:
        """Where its pages lie."""
        return Path(self.out) / self.name


def jobs_of(
    paths: Sequence[str],
    rows: Iterable[Wanted | Problem],
    given: Mapping[str, str],
    out: Path,
    notebooks: Path | None,
    limits: Limits,
) -> list[Job]:
    """Return the reports that corpora and the rows of a table ask for, each once.

    Args:
        paths: corpora, each with the parameters that are given.
        rows: of a table; what a row says wins over what is given.
        given: parameters of all.
        out: the batch's folder.
        notebooks: the notebook or folder of notebooks; None means the project's.
        limits: how long things may take.

    Raises:
        StancebookError: when two rows of different content have the same name.
    """
    base = Job("", str(out), "", notebooks=str(notebooks) if notebooks else None, limits=limits)
    wanted = [replace(base, corpus=_absolute(path), parameters=dict(given)) for path in paths]
    for row in rows:
        if isinstance(row, Problem):
            wanted.append(replace(base, name=slug(row.item), problem=f"{row.item}: {row.message}"))
            continue
        own = {name: value for name, value in row.values.items() if name not in OWN}
        name = slug(row.values["name"]) if "name" in row.values else ""
        corpus = _absolute(row.values["corpus"])
        wanted.append(replace(base, name=name, corpus=corpus, parameters={**given, **own}))
    return _named(wanted)


def _absolute(corpus: str) -> str:
    """Return a path that means the same from everywhere; the project's own data keep theirs."""
    path = Path(corpus).expanduser()
    return str(path.absolute()) if path.exists() else corpus


def _named(jobs: Iterable[Job]) -> list[Job]:
    """Give those without a name that of their corpus, with a hash where several would have the same."""
    once = list({(job.name, *_content(job)): job for job in jobs}.values())
    stems = Counter(job.name or slug(Path(job.corpus).stem) for job in once)
    named = [job if job.name else _with_name(job, stems[slug(Path(job.corpus).stem)] > 1) for job in once]
    twice = [name for name, number in Counter(job.name for job in named).items() if number > 1]
    if twice:
        raise StancebookError(
            f"Several reports are named {twice[0]!r}. Give each row of the table another name."
        )
    return named


def _with_name(job: Job, is_shared: bool) -> Job:
    stem = slug(Path(job.corpus).stem)
    tail = hashlib.sha256(json.dumps(_content(job)).encode()).hexdigest()[:6]
    return replace(job, name=f"{stem}-{tail}" if is_shared else stem)


def _content(job: Job) -> tuple[str, str, str]:
    return job.corpus, json.dumps(job.parameters, sort_keys=True, default=str), job.problem


def shard(jobs: Sequence[Job], part: int, parts: int) -> list[Job]:
    """Return one part of a batch that several machines share; together the parts are the whole."""
    return list(jobs[part - 1 :: parts])
