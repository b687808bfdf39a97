"""What a page was made of, as hashes: the same key, the same page."""

import hashlib
import json
import platform
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import which
from typing import Any

from analysis import resources
from analysis.corpus import Corpus
from analysis.reporting.notebooks import Notebook

LIBRARIES = ("stancebook", "spacy", "pandas", "matplotlib", "papermill", "nbconvert")
# learned from or made by Python, no part of what runs
NOT_CODE = ("__pycache__", "share", "disputes")
# parameters that name a place; what lies there counts, not where
PLACES = ("corpus", "against")


def data(corpus: Corpus) -> dict[str, str]:
    """Return hashes of what a corpus is made of, by part."""
    return {
        "documents": _hash([vars(document) for document in corpus.documents]),
        "codebook": _hash(repr(corpus.codebook)),
        "chronology": _hash(repr(corpus.chronology)),
        "codings": _hash(repr(corpus.codings)),
        "settings": _hash([corpus.title, corpus.coder, repr(corpus.problems)]),
    }


def key(notebook: Notebook, parameters: Mapping[str, Any], corpora: Mapping[str, Mapping[str, str]]) -> str:
    """Return a hash of everything that decides what a notebook's page shows.

    Args:
        notebook: the one that runs.
        parameters: what it is handed.
        corpora: the ``data`` of the corpora that it reads, by parameter.
    """
    own = {name: value for name, value in parameters.items() if name in notebook.parameters}
    settled = {name: value for name, value in own.items() if name not in PLACES}
    return _hash([settled, corpora, notebook_hash(notebook), package(), versions()])


def notebook_hash(notebook: Notebook) -> str:
    """Return a hash of what a notebook says and does, whatever it has put out before."""
    cells = json.loads(notebook.path.read_text(encoding="utf-8")).get("cells", ())
    return _hash([[cell.get("cell_type"), "".join(cell.get("source", ""))] for cell in cells])


@cache
def package() -> str:
    """Return a hash of this package's files."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and not set(path.relative_to(root).parts) & set(NOT_CODE):
            digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that decide what a page shows."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


@cache
def commit() -> str | None:
    """Return the commit of the checkout that runs, with a plus where it was changed; None without one."""
    git = which("git")
    if git is None or not (resources.root() / ".git").exists():
        return None

    def told(*command: str) -> str:
        return subprocess.run(  # noqa: S603
            [git, "-C", str(resources.root()), *command], capture_output=True, text=True, check=True
        ).stdout.strip()  # fmt: skip

    try:
        return told("rev-parse", "HEAD") + ("+" if told("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.CalledProcessError):
        return None


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()[:16]
