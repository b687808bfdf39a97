"""Choose the files of a folder that may hold articles, and name those that are something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import exchange, reading
from analysis.corpus.boundary import Boundary, resolve
from analysis.documents import Problem
from analysis.errors import StancebookError
from analysis.files import exists
from analysis.reading.decisions import is_decisions
from analysis.reading.saved_pages import list_pages
from analysis.settings import CODEBOOK_FILE, CORPUS_FILE
from analysis.structured import read_json
from analysis.text import format_count

# files in a folder of articles that are not articles, by name or extension
_BESIDE = ("codebook", "readme", "license", "licence", "makefile")
_PROGRAMS = (".toml", ".ipynb", ".py", ".r", ".rmd", ".sh", ".css", ".js", ".yml", ".yaml")
# what operating systems and editors leave behind; hidden files too
_LEFT_BEHIND = ("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin")
_LOCK = "~$"
_PAGE, _OUTPUT, _PROGRAM, _GUIDE = (
    "of saved web pages",
    "written by Stancebook",
    "of programs and settings",
    "about the folder",
)
_NAMED = (_PROGRAM, _GUIDE)
_SHOWN = 5
_DECISIONS = f"It is a table of decisions, not of articles. To use it, add it to `codings` in {CORPUS_FILE}."
_TABLES = {"documents", "quotes", "dates", "events", "statements", "tones"}


@dataclass(frozen=True)
class Chosen:
    """The files of a folder that may hold articles, sorted, and what is said of the others."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def choose_files(path: Path, boundary: Boundary, without: Iterable[Path] = ()) -> Chosen:
    """Choose the files that may hold articles.

    Args:
        path: a file, which is chosen, or a folder, in which subfolders are searched too.
        boundary: the files that may be read.
        without: resolved paths of files that the corpus uses for something else, such as codings.
    """
    if not path.is_dir():
        return Chosen((path,))
    used = {*without, path / CORPUS_FILE, path / CODEBOOK_FILE}
    files: list[Path] = []
    others: dict[str, list[str]] = defaultdict(list)
    problems: list[Problem] = []
    for file, kind in _walk(path):
        name = file.relative_to(path).as_posix()
        if file in used:
            continue
        if kind := kind or _name_other_kind(file):
            others[kind].append(name)
        elif reason := _explain_no_file(file, boundary) or _explain_other_use(file):
            problems.append(Problem(name, reason))
        else:
            files.append(file)
    for kind, names in others.items():
        verb = "is" if len(names) == 1 else "are"
        message = f"{format_count(len(names), 'file')} {kind} {verb} not read"
        message += f": {', '.join(names[:_SHOWN])}." if kind in _NAMED else "."
        problems.append(Problem(path.name, message, "note"))
    return Chosen(tuple(files), tuple(problems))


def choose_listed(patterns: Any, boundary: Boundary, without: Iterable[Path] = ()) -> Chosen:
    """Choose the files that the ``documents`` of a ``corpus.toml`` list.

    Args:
        patterns: the ``documents``: paths of files and folders, and patterns.
        boundary: the files that may be read.
        without: resolved paths of files that are no articles even if a pattern matches them.
    """
    paths, problems = boundary.expand("documents", patterns)
    files: dict[Path, None] = {}
    for path in dict.fromkeys(map(resolve, paths)):
        if path.is_dir():
            chosen = choose_files(path, boundary, without)
            problems += chosen.problems
            files.update(dict.fromkeys(chosen.files))
        elif path.name in patterns or not (_name_other_kind(path) or _explain_other_use(path)):
            files[path] = None
    for path in without:
        files.pop(path, None)
    around = choose_files(boundary.folder, boundary, without)
    problems += (one for one in around.problems if one.message == _DECISIONS and one not in problems)
    unlisted = [each for each in around.files if reading.is_readable(each) and each not in files]
    if unlisted:
        shown = ", ".join(each.name for each in unlisted[:_SHOWN])
        message = f"{format_count(len(unlisted), 'file')} not listed in `documents`, so not read: {shown}."
        problems.append(Problem(CORPUS_FILE, message, "note"))
    return Chosen(tuple(files), tuple(problems))


def _walk(folder: Path, kind: str = "") -> Iterator[tuple[Path, str]]:
    """Yield the files of a folder and its subfolders, and what kind a whole folder is of.

    What systems leave behind is passed over. Yields a folder only if it is not searched: it cannot be
    opened, or is a link, which may lead in a circle.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder, kind
        return
    for path in entries:
        if path.name.startswith((".", _LOCK)) or path.name.lower() in _LEFT_BEHIND:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, kind or _name_folder(path))
        else:
            yield path, kind


def _name_folder(folder: Path) -> str:
    if _is_part_of_page(folder):
        return _PAGE
    return _OUTPUT if _is_output(folder) else ""


def _name_other_kind(file: Path) -> str:
    """Return what kind of file, other than an article, a name tells; "" if it may be an article."""
    if file.suffix.lower() in _PROGRAMS:
        return _PROGRAM
    return _GUIDE if file.stem.lower() in _BESIDE else ""


def _explain_no_file(path: Path, boundary: Boundary) -> str:
    """Return why something in a folder cannot be read; "" if it is a file that may be read."""
    if not boundary.allows(path):
        return boundary.explain()
    if path.is_dir():
        if path.is_symlink():
            return f"Links to folders are not followed; list it in `documents` of {CORPUS_FILE}."
        return "It is a folder that cannot be opened, so what is in it is not read; check that you may."
    if not path.is_file():
        return "It is no file, or a link that leads nowhere; remove it or correct the link."
    return ""


def _explain_other_use(file: Path) -> str:
    """Return why a program's file is not an article, and what to do with it; "" if it may be one."""
    if exchange.is_project(file):
        return "It is a project file, which is a separate corpus. Open it on its own."
    if exchange.is_codebook(file):
        return f"It is a codebook. To use it, run: stancebook convert {file.name} {CODEBOOK_FILE}"
    return _DECISIONS if is_decisions(file) else ""


def _is_part_of_page(folder: Path) -> bool:
    return any(exists(folder.parent / page) for page in list_pages(folder.name))


def is_collection(folder: Path) -> bool:
    """Tell whether a folder holds a coded collection, finished or not; see ``partitions``."""
    return (folder / "collection.json").is_file() or (folder / "parts" / "00000.json").is_file()


def _is_output(folder: Path) -> bool:
    """Return whether a folder holds a report, or the tables that ``stancebook code`` writes."""
    if is_collection(folder) or all(exists(folder / f"{name}.parquet") for name in _TABLES):
        return True
    try:
        manifest = read_json(folder / "manifest.json")
    except StancebookError:
        return False
    return isinstance(manifest, dict) and {"codebook", "coders", "pages"} <= manifest.keys()
