"""Build a corpus from a project file of another tool."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.corpus.collecting import Corpus
from analysis.documents import Problem
from analysis.exchange.project import MACHINE_PREFIX, Project
from analysis.reading.codings import HUMAN, Coding
from analysis.reading.english import warn_of_other_languages
from analysis.text import format_count

DOUBTED_KEY = "doubted"
"""Key in ``Corpus.origin`` of statements doubted by their coder, as rows of the statements table."""


def build_corpus(path: Path, project: Project) -> Corpus:
    """Return the corpus of a project file; if it contains coded statements, no machine adds any.

    Statements doubted by their coder are not codings, since a table of codings has no doubts; they are kept
    in ``origin``. Statements coded by a machine count as checked by the person who opens the file.

    Args:
        path: the file.
        project: its content.
    """
    doubted = [coding for coding in project.codings if dict(coding.cells).get("doubt")]
    codings = tuple(_credit_to_human(coding) for coding in project.codings if coding not in doubted)
    origin = dict(project.extras)
    if doubted:
        origin[DOUBTED_KEY] = [_to_row(coding) for coding in doubted]
    return Corpus(
        project.title,
        path,
        project.documents,
        _drop_empty(project.codebook),
        (
            *project.problems,
            *_report_changes(path, codings, doubted),
            *warn_of_other_languages(project.documents),
        ),
        codings=codings,
        coder="none" if project.codings else "rules",
        origin=origin,
    )


def _drop_empty(codebook: Codebook) -> Codebook | None:
    return codebook if codebook.actors or codebook.issues else None


def _credit_to_human(coding: Coding) -> Coding:
    if coding.coder.startswith(HUMAN):
        return coding
    return replace(coding, coder=f"{HUMAN}{MACHINE_PREFIX}{coding.coder}")


def _to_row(coding: Coding) -> dict[str, Any]:
    return {**dict(coding.cells), "coder": coding.coder}


def _report_changes(path: Path, codings: Iterable[Coding], doubted: list[Coding]) -> Iterable[Problem]:
    machine = Counter(coding.coder for coding in codings if coding.coder.startswith(HUMAN + MACHINE_PREFIX))
    for coder, number in machine.items():
        verb = "was" if number == 1 else "were"
        message = (
            f"{format_count(number, 'statement')} {verb} coded by a machine; "
            "statements read from a project file count as checked by a person."
        )
        yield Problem(coder, message, "warning")
    if doubted:
        message = (
            f"{format_count(len(doubted), 'doubted statement')} left out of the statements table, but kept "
            "for export to a project file."
        )
        yield Problem(path.name, message, "warning")
