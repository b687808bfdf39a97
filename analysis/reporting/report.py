"""A report: the corpus coded once, every notebook run on it, a page for each, an index and a manifest."""

import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from analysis.coding import Codes, code
from analysis.coding.coders import NONE
from analysis.comparing.selecting import check_names
from analysis.corpus import Corpus, open_corpus
from analysis.documents import Problem
from analysis.drawing.markup import text
from analysis.drawing.summaries import count
from analysis.errors import StancebookError
from analysis.reporting.contents import index, manifest
from analysis.reporting.notebooks import AGREEMENT, NETWORK, Notebook, check_parameters, chosen, notebooks
from analysis.reporting.page import frame, page
from analysis.reporting.running import CELL_TIMEOUT, Run, run_all


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


def report(
    path: str | Path,
    out: Path | None = None,
    given: Mapping[str, str] | None = None,
    say: Callable[[str], object] = print,
    notebook_folder: Path | None = None,
    timeout: int = CELL_TIMEOUT,
    only: str = "",
) -> Report:
    """Produce the report of a corpus; its files replace those of an earlier one when all are complete.

    Args:
        path: as for ``open_corpus``.
        out: folder to write to; ``reports/<name of the corpus>`` by default.
        given: notebook parameters as texts.
        say: told what is being done.
        notebook_folder: the notebooks to run; the project's by default.
        timeout: seconds that one cell may take.
        only: the one notebook to run; by default all that fit the corpus.

    Raises:
        StancebookError: for a wrong parameter, a corpus of which nothing can be read, or a folder
            that cannot be written to.
    """
    books = notebooks(notebook_folder)
    parameters = check_parameters(given or {}, books)
    selection = chosen(parameters)
    corpus = open_corpus(path)
    if parameters.get("against"):
        parameters["against"] = str(open_corpus(parameters["against"]).path)
    if corpus.codebook is not None:
        check_names(corpus.codebook, selection)
    folder = (out or Path("reports") / slug(corpus.path.stem)).expanduser().absolute()
    with _draft(folder) as draft:
        dated = f" beside {count(len(corpus.chronology), 'dated event')}" if corpus.chronology else ""
        say(f"Coding {count(len(corpus.documents), 'article')}{dated} …")
        codes = code(corpus)
        check_names(codes.codebook, selection)
        running = [book for book in books if book.name == only or (not only and _fits(book, corpus))]
        say(f"Running {count(len(running), 'notebook')} …")
        runs = run_all(running, {**parameters, "corpus": str(corpus.path)}, draft, timeout)
        pages = _write(draft, corpus, codes, runs, str(parameters.get("title") or codes.title))
        _replace(draft, folder, books)
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
    return len(persons) > 1 or (bool(persons) and corpus.coder != NONE)


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


def _status(codes: Codes, runs: list[Run]) -> str:
    if any(run.error for run in runs):
        return "failed"
    return "partial" if any(problem.severity == "left out" for problem in codes.problems) else "ok"


def _write(folder: Path, corpus: Corpus, codes: Codes, runs: list[Run], title: str) -> dict[str, str]:
    """Write the pages and the manifest, and return the pages' file names and labels."""
    status = _status(codes, runs)
    done = [run for run in runs if run.path.exists()]
    pages = {"index.html": "Overview", **{f"{run.notebook.name}.html": run.notebook.label for run in done}}
    content = {f"{run.notebook.name}.html": page(run.path, title, pages, run.error) for run in done}
    content["index.html"] = frame(text(title), index(codes, runs, title, status), pages, "index.html")
    content["manifest.json"] = manifest(codes, runs, title, status, corpus.path)
    for name, words in content.items():
        (folder / name).write_text(words, encoding="utf-8")
    return pages


def _replace(draft: Path, folder: Path, books: list[Notebook]) -> None:
    """Move a finished report to its place; of an earlier one no page stays that this one lacks."""
    new = {path.name for path in draft.iterdir()}
    for book in books:
        for name in (f"{book.name}.html", f"{book.name}.ipynb"):
            if name not in new:
                (folder / name).unlink(missing_ok=True)
    # the manifest last: where it stands, what it names is there
    for name in sorted(new, key=lambda name: (name == "manifest.json", name)):
        os.replace(draft / name, folder / name)
