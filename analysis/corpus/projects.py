"""A project file of another tool as a corpus."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.corpus.collecting import Corpus
from analysis.documents import Problem
from analysis.exchange.project import MACHINE, Project
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.english import of_another_language
from analysis.text import count

DOUBTED = "doubted"
"""The key of ``Corpus.origin`` for statements that their coder doubted: rows of the statements table."""


def of_project(path: Path, project: Project) -> Corpus:
    """Take a project file as a corpus; where persons coded statements, no machine adds any.

    Statements that their coder doubted are no codings: a table of codings has no doubts. They are kept in
    ``origin``. Those that a machine made count as checked by whoever opens the file.

    Args:
        path: the file.
        project: what it holds.
    """
    doubted = [coding for coding in project.codings if dict(coding.cells).get("doubt")]
    codings = tuple(map(_vouched, (one for one in project.codings if one not in doubted)))
    origin = {**project.extras, **({DOUBTED: list(map(_row, doubted))} if doubted else {})}
    return Corpus(
        project.title,
        path,
        project.documents,
        _codebook(project.codebook),
        (*project.problems, *_told(path, codings, doubted), *of_another_language(project.documents)),
        codings=codings,
        coder="none" if project.codings else "rules",
        origin=origin,
    )


def _codebook(codebook: Codebook) -> Codebook | None:
    return codebook if codebook.actors or codebook.issues else None


def _vouched(coding: Coding) -> Coding:
    if coding.coder.startswith(HUMAN):
        return coding
    return replace(coding, coder=f"{HUMAN}{MACHINE}{coding.coder}")


def _row(coding: Coding) -> dict[str, Any]:
    return {**dict(coding.cells), "coder": coding.coder}


def _told(path: Path, codings: Iterable[Coding], doubted: list[Coding]) -> Iterable[Problem]:
    machine = Counter(one.coder for one in codings if one.coder.startswith(HUMAN + MACHINE))
    for coder, number in machine.items():
        verb = "was" if number == 1 else "were"
        what = (
            f"{count(number, 'statement')} {verb} coded by a machine; "
            "what is read from a project file counts as checked."
        )
        yield Problem(coder, what, "warning")
    if doubted:
        what = (
            f"{count(len(doubted), 'doubted statement')} left out of the table of statements, but kept for "
            "a project file."
        )
        yield Problem(path.name, what, "warning")
