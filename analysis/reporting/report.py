"""Write a report: code the corpus, run the notebooks, write a page for each, an index and a manifest."""

import json
import os
import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codes import Codes
from analysis.coding import code
from analysis.comparing.selecting import check_names
from analysis.comparing.snapshot import build_snapshot
from analysis.comparing.stances import stance_matrix
from analysis.comparing.timeline import timeline
from analysis.documents import Problem
from analysis.drawing.markup import text
from analysis.errors import StancebookError
from analysis.files import expand_home
from analysis.reporting.contents import (
    SUMMARY,
    build_index,
    build_manifest,
    build_summary,
    find_findings,
)
from analysis.reporting.difference import CHANGES
from analysis.reporting.engine import DEFAULT_LIMITS, Limits
from analysis.reporting.kernels.forking import can_fork, fork
from analysis.reporting.kernels.forks import can_fork_here
from analysis.reporting.lists import write_csv_tables
from analysis.reporting.notebooks import (
    Notebook,
    build_selection,
)
from analysis.reporting.page import build_page, wrap_page
from analysis.reporting.plan import Plan, has_data_for, plan, prepare
from analysis.reporting.profiles import build_profiles, draw_glance, list_profiles
from analysis.reporting.running import Run, run_notebooks
from analysis.reporting.sharing import share_codes
from analysis.reporting.stored_report import SNAPSHOT
from analysis.reporting.temporary import make_temporary_folder
from analysis.text import format_count, slug

MANIFEST = "manifest.json"
# the file name of the page of an actor or an issue
PROFILE = re.compile(r"(?:actor|issue)-[A-Za-z0-9_-]+\.html")


@dataclass(frozen=True)
class Report:
    """The result of a report.

    Attributes:
        status: ``ok``; ``partial`` if documents were left out; ``failed`` if a notebook failed.
        folder: the output folder.
        pages: the HTML pages that were written, the index first.
        manifest: path of ``manifest.json``.
        problems: parts of the input that could not be used.
        runs: the result of each notebook.
    """

    status: str
    folder: Path
    pages: tuple[Path, ...]
    manifest: Path
    problems: tuple[Problem, ...]
    runs: tuple[Run, ...]


def report(
    path: str | Path,
    out: Path | None = None,
    given: Mapping[str, Any] | None = None,
    say: Callable[[str], object] = print,
    notebook_path: Path | None = None,
    limits: Limits = DEFAULT_LIMITS,
    only: str = "",
) -> Report:
    """Write the report of a corpus; once complete, its files replace those of an earlier report.

    Args:
        path: see ``open_corpus``.
        out: output folder; by default ``reports/<name of the corpus>``.
        given: notebook parameters, as strings or typed values.
        say: receives progress messages.
        notebook_path: the notebook, or the folder of notebooks, to run; by default the project's.
        limits: time limits.
        only: name of a single notebook to run; by default, all that apply to the corpus.

    Raises:
        StancebookError: for an invalid parameter, a corpus without readable documents, or a folder that is
            not writable.
    """
    what = plan(path, given, notebook_path, only)
    folder = expand_home(out or Path("reports") / slug(what.corpus.path.stem)).absolute()
    _check_folder(folder)
    articles, dated = len(what.corpus.documents), len(what.corpus.chronology)
    and_dated = f" and {format_count(dated, 'dated event')}" if dated else ""
    say(f"Coding {format_count(articles, 'article')}{and_dated} …")
    prepare(what)
    say("Running the notebooks …")
    if not can_fork():
        return make(what, folder, limits)
    with make_temporary_folder("stancebook-") as temporary:
        result = temporary / "report"
        options = [str(notebook_path) if notebook_path else None, vars(limits), only]
        here = "analysis.reporting.report:make_in_child"
        child = fork(here, str(path), str(folder), dict(given or {}), *options, str(result))
        try:
            status = child.wait()
        except BaseException:
            child.kill()
            child.wait()
            # with it goes what the killed process has left there
            _check_folder(folder)
            raise
        return _read_result(result, status)


def _read_result(result: Path, status: int) -> Report:
    if not result.is_file():
        raise StancebookError(
            f"The process that makes the report died (exit status {status}), possibly because memory ran "
            "out. Close other programs and run the command again."
        )
    made: Report | Exception = pickle.loads(result.read_bytes())  # noqa: S301
    if isinstance(made, Exception):
        raise made
    return made


def make_in_child(
    path: str,
    folder: str,
    given: dict[str, Any],
    notebook_path: str | None,
    limits: Mapping[str, float],
    only: str,
    result: str,
) -> None:
    """Write a report in this fork of the warm parent; the result or the error is pickled to a file."""
    made: Report | Exception
    try:
        what = plan(path, given, Path(notebook_path) if notebook_path else None, only)
        made = make(what, Path(folder), Limits(**limits))
    except (StancebookError, OSError) as error:
        made = error
    Path(result).write_bytes(pickle.dumps(made))


def make(what: Plan, folder: Path, limits: Limits, jobs: int | None = None) -> Report:
    """Write a planned report.

    Args:
        what: the plan.
        folder: output folder, absolute.
        limits: time limits.
        jobs: number of notebooks to run in parallel; by default the number of CPU cores.
    """
    _check_folder(folder)
    with make_temporary_folder(".draft-", folder) as draft:
        coded = {name: code(corpus) for name, corpus in what.corpora.items()}
        codes = coded["corpus"]
        selection = build_selection(what.parameters)
        check_names(codes.codebook, selection)
        what = replace(what, notebooks=tuple(book for book in what.notebooks if has_data_for(book, codes)))
        if can_fork_here():
            share_codes([(corpus, coded[name]) for name, corpus in what.corpora.items()])
        runs = run_notebooks(what.notebooks, what.parameters, draft, limits, jobs)
        events = timeline(codes, selection)
        pages = _write_pages(draft, what, codes, runs, events)
        write_csv_tables(draft, codes, selection, events)
        content = json.dumps(
            build_snapshot(codes, selection, events), ensure_ascii=False, separators=(",", ":")
        )
        (draft / SNAPSHOT).write_text(content, encoding="utf-8")
        _replace_report(draft, folder, what.all_notebooks)
    return Report(
        _get_status(codes, runs),
        folder,
        tuple(folder / name for name in pages),
        folder / MANIFEST,
        codes.problems,
        tuple(runs),
    )


def _check_folder(folder: Path) -> None:
    """Create the folder of a report, or raise if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with make_temporary_folder(".draft-", folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise StancebookError(
            f"{folder}: cannot write there ({reason}). Choose another folder with --out."
        ) from None


def _get_status(codes: Codes, runs: Sequence[Run]) -> str:
    if any(run.error for run in runs):
        return "failed"
    return "partial" if any(problem.severity == "left out" for problem in codes.problems) else "ok"


def _write_pages(
    folder: Path, what: Plan, codes: Codes, runs: Sequence[Run], events: pd.DataFrame
) -> dict[str, str]:
    """Write the pages, the summary and the manifest, and return the pages' file names and labels."""
    status = _get_status(codes, runs)
    title = str(what.parameters.get("title") or codes.title)
    executed = [run for run in runs if run.path.exists()]
    pages = {
        "index.html": "Overview",
        **{f"{run.notebook.name}.html": run.notebook.label for run in executed},
    }
    content = {f"{run.notebook.name}.html": build_page(run.path, title, pages, run.error) for run in executed}
    selection = build_selection(what.parameters)
    findings = find_findings(codes, selection, events)
    profiles = build_profiles(codes, selection, events, pages)
    for profile in profiles:
        named = text(f"{profile.name} – {title}")
        body = f"{profile.body}{list_profiles(profiles, profile.file)}"
        content[profile.file] = wrap_page(named, body, pages, profile.file)
    glance = draw_glance(stance_matrix(codes, selection), pages)
    index = build_index(codes, runs, title, status, findings, profiles, glance)
    content["index.html"] = wrap_page(text(title), index, pages, "index.html")
    content[SUMMARY] = build_summary(codes, runs, title, findings)
    content[MANIFEST] = build_manifest(
        codes, runs, title, status, what.corpora, selection, findings, profiles
    )
    for name, page in content.items():
        (folder / name).write_text(page, encoding="utf-8")
    return pages


def _replace_report(draft: Path, folder: Path, books: Sequence[Notebook]) -> None:
    """Move a finished report to its folder and delete pages that only an earlier report had."""
    new = {path.name for path in draft.iterdir()}
    for name in _read_profiles(folder) - new:
        (folder / name).unlink(missing_ok=True)
    # the changes page describes the earlier report
    (folder / CHANGES).unlink(missing_ok=True)
    for book in books:
        for name in (f"{book.name}.html", f"{book.name}.ipynb"):
            if name not in new:
                (folder / name).unlink(missing_ok=True)
    # the manifest goes last: once it exists, all the files that it names exist
    for name in sorted(new, key=lambda name: (name == MANIFEST, name)):
        os.replace(draft / name, folder / name)


def _read_profiles(folder: Path) -> set[str]:
    """Return the pages of actors and issues that the report in a folder has, by its manifest."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["profiles"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()
    return {name for name in listed if isinstance(name, str) and PROFILE.fullmatch(name)}
