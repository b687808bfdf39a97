"""A report: the corpus coded once, every notebook run on it, a page for each, an index and a manifest."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analysis.codes import Codes
from analysis.coding import code
from analysis.comparing.coders import codings
from analysis.comparing.selecting import check_names
from analysis.comparing.snapshot import snapshot
from analysis.comparing.timeline import timeline
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Problem
from analysis.drawing.markup import text
from analysis.errors import StancebookError
from analysis.reporting.contents import index, manifest
from analysis.reporting.difference import CHANGES
from analysis.reporting.lists import write_lists
from analysis.reporting.notebooks import AGREEMENT, NETWORK, Notebook, check_parameters, chosen, notebooks
from analysis.reporting.page import frame, page
from analysis.reporting.running import USUAL, Limits, Run, run_all
from analysis.reporting.stored_report import SNAPSHOT
from analysis.settings import NONE
from analysis.text import count


@dataclass(frozen=True)
class Plan:
    """What a report is to be made of, checked before anything is coded.

    Attributes:
        corpus: what it is about.
        notebooks: those that run.
        all_notebooks: these, and those that do not fit the corpus.
        parameters: as they are handed to the notebooks, ``corpus`` among them.
        against: the corpus to lay it against, if any.
    """

    corpus: Corpus
    notebooks: tuple[Notebook, ...]
    all_notebooks: tuple[Notebook, ...]
    parameters: Mapping[str, Any]
    against: Corpus | None = None

    @property
    def corpora(self) -> dict[str, Corpus]:
        """The corpora that the notebooks read, by parameter."""
        other = {} if self.against is None else {"against": self.against}
        return {"corpus": self.corpus, **other}


@dataclass(frozen=True)
class Report:
    """What a report produced.

    Attributes:
        status: ``ok``; ``partial`` when documents were left out; ``failed`` when a notebook failed.
        folder: where it lies.
        pages: the HTML pages that were written, the index first.
        manifest: path of ``manifest.json``.
        problems: what of the input could not be used.
        runs: how each notebook ended.
    """

    status: str
    folder: Path
    pages: tuple[Path, ...]
    manifest: Path
    problems: tuple[Problem, ...]
    runs: tuple[Run, ...]


def plan(
    path: str | Path,
    given: Mapping[str, Any] | None = None,
    notebook_path: Path | None = None,
    only: str = "",
) -> Plan:
    """Open a corpus and check what a report of it is to be made with; arguments as of ``report``."""
    books = notebooks(notebook_path)
    parameters = check_parameters(given or {}, books)
    corpus = open_corpus(path)
    against = open_corpus(parameters["against"]) if parameters.get("against") else None
    if against is not None:
        parameters["against"] = str(against.path)
    if corpus.codebook is not None:
        check_names(corpus.codebook, chosen(parameters))
    running = tuple(book for book in books if book.name == only or (not only and _fits(book, corpus)))
    return Plan(corpus, running, tuple(books), {**parameters, "corpus": str(corpus.path)}, against)


def report(
    path: str | Path,
    out: Path | None = None,
    given: Mapping[str, Any] | None = None,
    say: Callable[[str], object] = print,
    notebook_path: Path | None = None,
    limits: Limits = USUAL,
    only: str = "",
) -> Report:
    """Produce the report of a corpus; its files replace those of an earlier one when all are complete.

    Args:
        path: as for ``open_corpus``.
        out: folder to write to; ``reports/<name of the corpus>`` by default.
        given: notebook parameters, as texts or with their types.
        say: told what is being done.
        notebook_path: the notebook, or the folder of notebooks, to run; the project's by default.
        limits: how long things may take.
        only: the one notebook to run; by default all that fit the corpus.

    Raises:
        StancebookError: for a wrong parameter, a corpus of which nothing can be read, or a folder
            that cannot be written to.
    """
    what = plan(path, given, notebook_path, only)
    return make(what, out or Path("reports") / slug(what.corpus.path.stem), say, limits)


def make(
    what: Plan, out: Path, say: Callable[[str], object], limits: Limits, jobs: int | None = None
) -> Report:
    """Make a report that is planned.

    Args:
        what: is to be made.
        out: folder to write to.
        say: told what is being done.
        limits: how long things may take.
        jobs: how many notebooks run at a time; by default as many as there are cores.
    """
    folder = out.expanduser().absolute()
    with _draft(folder) as draft:
        corpus = what.corpus
        dated = f" beside {count(len(corpus.chronology), 'dated event')}" if corpus.chronology else ""
        say(f"Coding {count(len(corpus.documents), 'article')}{dated} …")
        codes = code(corpus)
        selection = chosen(what.parameters)
        check_names(codes.codebook, selection)
        what = replace(what, notebooks=tuple(book for book in what.notebooks if _has_matter(book, codes)))
        say(f"Running {count(len(what.notebooks), 'notebook')} …")
        runs = run_all(what.notebooks, what.parameters, draft, limits, jobs)
        pages = _write(draft, what, codes, runs)
        events = timeline(codes, selection)
        write_lists(draft, codes, selection, events)
        shown = json.dumps(snapshot(codes, selection, events), ensure_ascii=False, separators=(",", ":"))
        (draft / SNAPSHOT).write_text(shown, encoding="utf-8")
        _replace(draft, folder, what.all_notebooks)
    return Report(
        _status(codes, runs),
        folder,
        tuple(folder / name for name in pages),
        folder / "manifest.json",
        codes.problems,
        tuple(runs),
    )


def _fits(book: Notebook, corpus: Corpus) -> bool:
    """Tell whether a notebook has something to say on a corpus: coders are compared where there are two.

    A network of a single text would show nothing that its stances do not.
    """
    if book.name == NETWORK:
        return len(corpus.documents) + len(corpus.chronology) > 1
    if book.name != AGREEMENT:
        return True
    persons = {coding.coder for coding in corpus.codings}
    is_coded_by_machine = bool(corpus.documents) and corpus.coder != NONE
    return bool(persons) and len(persons) + is_coded_by_machine > 1


def _has_matter(book: Notebook, codes: Codes) -> bool:
    """Tell whether coders can be compared: a table of corrections may hold nothing that a person decided."""
    return book.name != AGREEMENT or len(codings(codes)) > 1


def slug(name: str) -> str:
    """Return a name as a folder name: letters, digits and dashes."""
    return re.sub(r"[^\w]+", "-", name).strip("-").lower()[:80] or "report"


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """Give a hidden folder beside the report's own files, and take it away again, whatever happens."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = tempfile.TemporaryDirectory(prefix=".draft-", dir=folder)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StancebookError(
            f"{folder}: cannot write there ({reason}). Name another folder with --out."
        ) from None
    with draft as name:
        yield Path(name)


def _status(codes: Codes, runs: Sequence[Run]) -> str:
    if any(run.error for run in runs):
        return "failed"
    return "partial" if any(problem.severity == "left out" for problem in codes.problems) else "ok"


def _write(folder: Path, what: Plan, codes: Codes, runs: Sequence[Run]) -> dict[str, str]:
    """Write the pages and the manifest, and return the pages' file names and labels."""
    status = _status(codes, runs)
    title = str(what.parameters.get("title") or codes.title)
    done = [run for run in runs if run.path.exists()]
    pages = {"index.html": "Overview", **{f"{run.notebook.name}.html": run.notebook.label for run in done}}
    content = {f"{run.notebook.name}.html": page(run.path, title, pages, run.error) for run in done}
    content["index.html"] = frame(text(title), index(codes, runs, title, status), pages, "index.html")
    content["manifest.json"] = manifest(codes, runs, title, status, what.corpora, chosen(what.parameters))
    for name, words in content.items():
        (folder / name).write_text(words, encoding="utf-8")
    return pages


def _replace(draft: Path, folder: Path, books: Sequence[Notebook]) -> None:
    """Move a finished report to its place; of an earlier one no page stays that this one lacks."""
    new = {path.name for path in draft.iterdir()}
    # what changed from another report to the earlier one
    (folder / CHANGES).unlink(missing_ok=True)
    for book in books:
        for name in (f"{book.name}.html", f"{book.name}.ipynb"):
            if name not in new:
                (folder / name).unlink(missing_ok=True)
    # the manifest last: where it stands, what it names is there
    for name in sorted(new, key=lambda name: (name == "manifest.json", name)):
        os.replace(draft / name, folder / name)
